//! Source clusters and voices measured with gold attributions, so that nothing else is judged. Skips where the data is absent.
//! `SHOW=1 cargo test --test accuracy_sources -- --nocapture` prints what differs.
#![allow(
    clippy::type_complexity,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss
)]
use sayso::{
    Article,
    attribution::{self, Attribution, AttributionKind, Attributions, CueClass, Input, Voice},
    document::{Document, SentenceId},
    language,
    lexicon::Lexicons,
    span::Span,
};
use serde_json::Value;
use std::{cmp::Reverse, collections::BTreeMap, fs, path::Path};

fn load(file: &str) -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = ["../shared/data", "../../shared/data"].iter().map(|d| root.join(d).join(file)).find(|p| p.exists())?;
    let text = fs::read_to_string(path).ok()?;
    Some(text.lines().map(|l| serde_json::from_str(l).expect("gold line")).collect())
}

/// Character offsets to bytes.
struct Offsets(Vec<usize>);

impl Offsets {
    fn new(text: &str) -> Offsets {
        Offsets(text.char_indices().map(|(i, _)| i).chain([text.len()]).collect())
    }
    fn at(&self, v: &Value) -> usize {
        self.0[usize::try_from(v.as_u64().unwrap()).unwrap()]
    }
    fn span(&self, article: &Article, a: &Value) -> Span {
        article.span(self.at(&a[0]), self.at(&a[1])).unwrap()
    }
}

/// The gold attributions of an article with content, as an engine would give them, each with its place in the file.
fn gold_items(doc: &Document<'_>, gold: &Value) -> Vec<(usize, Attribution)> {
    let article = doc.article();
    let offsets = Offsets::new(article.text());
    let spans = |v: &Value| -> Vec<Span> { v.as_array().into_iter().flatten().map(|s| offsets.span(article, s)).collect() };
    let cover = |v: &Value| spans(v).into_iter().reduce(Span::cover);
    let item = |a: &Value| {
        let (source, cue, content) = (cover(&a["source"]), cover(&a["cue"]), spans(&a["content"]));
        let home = cue.or(source).unwrap_or(content[0]);
        let sentence = doc.sentences().iter().find(|s| s.span.overlaps(home)).map_or(SentenceId(0), |s| s.id);
        let class = if cue.is_none() { CueClass::None } else { CueClass::Say };
        let kind = AttributionKind::Indirect;
        Attribution { sentence, kind, class, source, cue, content, source_id: None, vague: None, channel: None, anonymity_reason: None }
    };
    let all = gold["attributions"].as_array().unwrap().iter().enumerate();
    let mut items: Vec<(usize, Attribution)> =
        all.filter(|(_, a)| a["content"].as_array().is_some_and(|c| !c.is_empty())).map(|(i, a)| (i, item(a))).collect();
    items.sort_by_key(|(i, a)| (a.source.or(a.cue).unwrap_or(a.content[0]).min(a.content[0]), *i));
    items
}

fn with_gold(lexicons: &Lexicons, gold: &Value, read: impl FnOnce(&Document<'_>, &Attributions, &[usize])) {
    let article = Article::new(gold["id"].as_str().unwrap(), gold["text"].as_str().unwrap()).unwrap();
    let doc = Document::parse(&article);
    let tags = language::tag(&doc);
    let hits = lexicons.scan(&doc, &tags);
    let input = Input { doc: &doc, tags: &tags, lexicons, hits: &hits, readings: None };
    let (ids, items): (Vec<usize>, Vec<Attribution>) = gold_items(&doc, gold).into_iter().unzip();
    let mut attributions = Attributions { items, ..Attributions::default() };
    attribution::source::cluster(&input, &mut attributions);
    attribution::voice::speak(&input, &mut attributions);
    read(&doc, &attributions, &ids);
}

#[test]
fn sources_with_gold_attributions() {
    let Some(gold) = load("sources.dev.jsonl") else { return };
    let (show, lexicons) = (std::env::var("SHOW").is_ok(), Lexicons::builtin());
    let (mut p, mut r, mut n, mut within) = (0.0, 0.0, 0.0, 0);
    for g in &gold {
        let mut of: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for s in g["sources"].as_array().unwrap() {
            for a in s["attributions"].as_array().unwrap() {
                of.insert(a.as_str().unwrap(), (s["name"].as_str().unwrap(), s["kind"].as_str().unwrap()));
            }
        }
        with_gold(&lexicons, g, |doc, found, ids| {
            let label = |i: usize| of.get(g["attributions"][ids[i]]["id"].as_str().unwrap()).filter(|l| l.1 != "none");
            let cluster = |i: usize| found.items[i].source_id.map_or(10_000 + i, |s| s.0 as usize);
            let rows: Vec<(usize, (&str, &str), usize)> = (0..ids.len()).filter_map(|i| label(i).map(|l| (i, *l, cluster(i)))).collect();
            let (mut ap, mut ar) = (0.0, 0.0);
            for x in &rows {
                let count = |test: &dyn Fn(&(usize, (&str, &str), usize)) -> bool| rows.iter().filter(|y| test(y)).count() as f64;
                let both = count(&|y| y.1 == x.1 && y.2 == x.2);
                ap += both / count(&|y| y.2 == x.2);
                ar += both / count(&|y| y.1 == x.1);
            }
            (p, r, n) = (p + ap, r + ar, n + rows.len() as f64);
            let named = found.sources.iter().filter(|s| s.kind.is_named()).count();
            let wanted = usize::try_from(g["named_sources"].as_u64().unwrap()).unwrap();
            within += usize::from(named.abs_diff(wanted) <= 1);
            if show {
                let size = rows.len() as f64;
                println!("== {} named {named} of {wanted}, P {:.2} R {:.2}", g["id"].as_str().unwrap(), ap / size, ar / size);
                for (i, gold, _) in &rows {
                    let source = found.source_of(&found.items[*i]);
                    let (id, kind, name) = source.map_or((-1, "-", "-"), |s| (i64::from(s.id.0), s.kind.as_str(), s.name.as_str()));
                    let words = found.items[*i].source.map_or("-", |s| doc.text_of(s));
                    let alike = name.contains(gold.0.split(' ').next_back().unwrap_or_default()) && kind == gold.1;
                    println!("  {} [{words}] -> {id} {kind} {name} | {} {}", if alike { ' ' } else { '*' }, gold.1, gold.0);
                }
            }
        });
    }
    let (p, r) = (p / n, r / n);
    let f = 2.0 * p * r / (p + r);
    println!("sources, gold attributions: B-cubed P {p:.3} R {r:.3} F1 {f:.3} over {n}; named within one: {within} of {}", gold.len());
    assert!(f >= 0.92 && within * 10 >= 9 * gold.len(), "source clusters got worse");
}

#[test]
fn voices_with_gold_attributions() {
    let (Some(claims), Some(gold)) = (load("claims.dev.jsonl"), load("polnear_gold_reported.dev.jsonl")) else { return };
    let (show, lexicons) = (std::env::var("SHOW").is_ok(), Lexicons::builtin());
    let (mut right, mut n, mut tp, mut fp, mut missed) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut confusion: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for c in &claims {
        let Some(g) = gold.iter().find(|g| g["id"] == c["id"]) else { continue };
        with_gold(&lexicons, g, |doc, found, _| {
            let offsets = Offsets::new(doc.article().text());
            for s in c["sentences"].as_array().unwrap() {
                let Some(wanted) = s["voice"].as_str() else { continue };
                let (from, to) = (offsets.at(&s["start"]), offsets.at(&s["end"]));
                let overlap = |x: Span| x.end().min(to).saturating_sub(x.start().max(from));
                let best = doc.sentences().iter().filter(|s| overlap(s.span) > 0).max_by_key(|s| (overlap(s.span), Reverse(s.id)));
                let voice = best.map_or(Voice::None, |s| found.voice(s.id)).as_str();
                let own = |v: &str| v == "outlet" || v == "mixed";
                n += 1;
                right += u32::from(voice == wanted);
                tp += u32::from(own(voice) && own(wanted));
                fp += u32::from(own(voice) && !own(wanted));
                missed += u32::from(!own(voice) && own(wanted));
                *confusion.entry((wanted.to_owned(), voice)).or_default() += 1;
                if show && voice != wanted {
                    println!("{wanted:>10} but {voice:<10} {}", doc.article().text()[from..to].replace('\n', " "));
                }
            }
        });
    }
    let f = 2.0 * f64::from(tp) / f64::from(2 * tp + fp + missed);
    println!(
        "voice, gold attributions: accuracy {:.3} of {n}; own voice F1 {f:.3}; gold, found: {confusion:?}",
        f64::from(right) / f64::from(n)
    );
    assert!(f >= 0.82 && f64::from(right) >= 0.84 * f64::from(n), "voices got worse");
}

/// Writes the reports of the trained engine for `eval/score.py` where `REPORTS` names a folder.
#[test]
fn reports_for_the_scorer() {
    let Ok(folder) = std::env::var("REPORTS") else { return };
    let analyzer = sayso::Analyzer::builtin();
    for file in ["sources.dev.jsonl", "claims.dev.jsonl"] {
        let reports: Vec<String> = load(file)
            .unwrap_or_default()
            .iter()
            .map(|g| Article::new(g["id"].as_str().unwrap(), g["text"].as_str().unwrap()).unwrap())
            .map(|a| serde_json::to_string(&analyzer.analyze(&a)).unwrap())
            .collect();
        fs::write(Path::new(&folder).join(file), reports.join("\n")).unwrap();
    }
}
