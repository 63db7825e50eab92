//! The articles of `tests/source_tables` and the sources that a reader lists: figures that may not fall. `SHOW=1` prints what differs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::cast_precision_loss)]
use sayso::{
    Analyzer, Article, Report,
    lexicon::{self, Lexicons},
};
use std::{collections::BTreeSet, fs, path::Path};

/// A source: kind, name, and the sentences in which it is heard, from 1.
type Listed = (String, String, BTreeSet<usize>);

struct Story {
    title: String,
    text: String,
    sources: Vec<Listed>,
}

fn stories() -> Vec<Story> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/source_tables/articles.md");
    let all = fs::read_to_string(file).unwrap();
    let blocks = all.split("\n# ").map(|b| b.trim_start_matches("# "));
    let story = |block: &str| {
        let (title, rest) = block.split_once("\n\n").expect("title");
        let (text, list) = rest.split_once("\n\n- ").expect("list");
        let source = |line: &str| {
            let (who, heard) = line.trim_start_matches("- ").rsplit_once(": ").expect("sentences");
            let (kind, name) = who.split_once(' ').expect("kind and name");
            let heard = heard.split_whitespace().map(|n| n.parse().expect("number")).collect();
            (kind.to_owned(), name.to_owned(), heard)
        };
        Story { title: title.to_owned(), text: text.to_owned(), sources: list.lines().filter(|l| !l.is_empty()).map(source).collect() }
    };
    blocks.map(story).collect()
}

fn found(report: &Report) -> Vec<Listed> {
    let heard = |id: usize| -> BTreeSet<usize> {
        let of = report.attributions.iter().filter(|a| a.source_id == Some(id));
        of.flat_map(|a| {
            let said = report.sentences.iter().filter(|s| a.content.iter().any(|c| c.start < s.end && s.start < c.end)).map(|s| s.index);
            said.chain([a.sentence]).map(|s| s + 1).collect::<Vec<_>>()
        })
        .collect()
    };
    report.sources.iter().map(|s| (s.kind.to_string(), s.name.clone(), heard(s.id))).collect()
}

/// Twice what two sets share, of what both have (Dice 1945).
fn alike(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()).max(1) as f64
}

/// The pairs of listed and found sources that are most alike, each in one pair at most.
fn pairs(listed: &[Listed], found: &[Listed]) -> Vec<(usize, usize)> {
    let mut offers: Vec<(f64, usize, usize)> =
        listed.iter().enumerate().flat_map(|(i, l)| found.iter().enumerate().map(move |(j, f)| (alike(&l.2, &f.2), i, j))).collect();
    offers.retain(|o| o.0 > 0.0);
    let same_name = |o: &(f64, usize, usize)| found[o.2].1.ends_with(&listed[o.1].1);
    offers.sort_by(|a, b| b.0.total_cmp(&a.0).then(same_name(b).cmp(&same_name(a))).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in offers {
        if out.iter().all(|o| o.0 != i && o.1 != j) {
            out.push((i, j));
        }
    }
    out
}

#[test]
fn source_tables_are_what_a_reader_would_list() {
    let (show, analyzer, stories) = (std::env::var("SHOW").is_ok(), Analyzer::default(), stories());
    let (mut like, mut listed, mut all, mut kinds, mut paired, mut exact, mut whole) = (0.0, 0, 0, 0, 0, 0, 0);
    for story in &stories {
        let report = analyzer.analyze(&Article::new(&story.title, &story.text).unwrap());
        let found: Vec<Listed> = found(&report);
        let pairs = pairs(&story.sources, &found);
        let named = |s: &[Listed]| s.iter().filter(|s| s.0.starts_with("named")).count();
        let right = |&(i, j): &(usize, usize)| story.sources[i].0 == found[j].0;
        let same = pairs.iter().filter(|(i, j)| story.sources[*i].2 == found[*j].2).count();
        like += pairs.iter().map(|(i, j)| alike(&story.sources[*i].2, &found[*j].2)).sum::<f64>();
        (listed, all) = (listed + story.sources.len(), all + found.len());
        (kinds, paired) = (kinds + pairs.iter().filter(|p| right(p)).count(), paired + pairs.len());
        exact += usize::from(named(&story.sources) == named(&found));
        let good = same == story.sources.len() && same == found.len() && pairs.iter().all(right);
        whole += usize::from(good);
        if show && !good {
            println!("== {}\n  listed {:?}\n  found  {found:?}", story.title, story.sources);
        }
    }
    let (precision, recall) = (like / f64::from(u32::try_from(all).unwrap()), like / f64::from(u32::try_from(listed).unwrap()));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let share = |n: usize, of: usize| n as f64 / of as f64;
    let (kind, named, tables) = (share(kinds, paired), share(exact, stories.len()), share(whole, stories.len()));
    println!(
        "{} articles: sources CEAF-e P {precision:.3} R {recall:.3} F1 {f1:.3}; kind right {kind:.3}; named count exact {named:.3}; whole table right {tables:.3}",
        stories.len()
    );
    assert!(stories.len() >= 60, "{} articles", stories.len());
    assert!(f1 >= 0.80 && kind >= 0.85 && named >= 0.75 && tables >= 0.60, "source tables got worse");
}

/// A body whose name grammar would cut is one name as soon as a house lists it, in all its spellings of the apostrophe, and nowhere else.
#[test]
fn a_house_lists_bodies_by_their_whole_name() {
    let house = "id = \"house/bodies\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"name\"\ntitle = \"X\"\nwhy = \"A test.\"\n\n\
                 [[entry]]\nterm = \"Walk the Lenn\"\nclass = \"body\"\n\n[[entry]]\nterm = \"Millers' Aid\"\nclass = \"body\"\n";
    let mut files = lexicon::builtin();
    files.push(lexicon::parse("house.toml", house).unwrap());
    let text =
        "Walk the Lenn said the path was closed.\n\nThe mill lost money, Millers’ Aid said.\n\n“We walk the Lenn every day,” said Ada Roe.";
    let names = |analyzer: &Analyzer| {
        let report = analyzer.analyze(&Article::new("t", text).unwrap());
        report.sources.iter().map(|s| format!("{} {}", s.kind, s.name)).collect::<Vec<_>>()
    };
    let listed = names(&Analyzer::builder().lexicons(Lexicons::compile(files)).build());
    assert_eq!(listed, ["named-organization Walk the Lenn", "named-organization Millers’ Aid", "named-person Ada Roe"]);
    assert!(!names(&Analyzer::default()).contains(&listed[0]));
}
