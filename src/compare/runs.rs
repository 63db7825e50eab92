//! Two runs over the same articles: what changed in settings, in rates, in articles and in single findings, and why.
use super::{
    measure::Measure,
    table::{Articles, TableError},
};
use crate::{
    sheet::{Cell, Section, Sheet},
    stats::{Ratio, whole},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

/// A finding as a run has it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Finding {
    counted: bool,
    because: String,
    reason: String,
    category: String,
    entry: String,
    text: String,
}

/// Article (number and id), rule, field, first and last character.
type Key = (u64, String, String, String, u64, u64);

/// The findings of a run.
#[derive(Debug, Default)]
pub struct Findings(BTreeMap<Key, Finding>);

/// Reads the table `findings`.
///
/// # Errors
/// Where it is no CSV or lacks a column.
pub fn findings(input: impl Read) -> Result<Findings, TableError> {
    let mut reader = csv::Reader::from_reader(input);
    let header = reader.headers()?.clone();
    let at = |name: &str| header.iter().position(|h| h == name).ok_or(TableError::Column { name: name.to_owned(), near: None });
    let [article, id, rule] = [at("article")?, at("article_id")?, at("rule")?];
    let [field, start, end] = [at("field")?, at("start")?, at("end")?];
    let [counted, because, reason] = [at("counted")?, at("excused_because")?, at("reason")?];
    let [category, entry, text] = [at("category")?, at("entry")?, at("trigger")?];
    let mut all = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let cell = |i: usize| record.get(i).unwrap_or_default().to_owned();
        let number = |i: usize| cell(i).parse().unwrap_or(0);
        let key = (number(article), cell(id), cell(rule), cell(field), number(start), number(end));
        let finding = Finding {
            counted: cell(counted).eq_ignore_ascii_case("true"),
            because: cell(because),
            reason: cell(reason),
            category: cell(category),
            entry: cell(entry),
            text: cell(text),
        };
        all.insert(key, finding);
    }
    Ok(Findings(all))
}

/// One run.
#[derive(Debug)]
pub struct Run {
    /// Its `run.json`.
    pub manifest: Value,
    /// Its articles.
    pub articles: Articles,
    /// Its findings.
    pub findings: Findings,
}

/// Two runs; `examples` is how many findings are listed.
pub fn runs(old: &Run, new: &Run, measures: &[Measure], examples: usize) -> Sheet {
    let changed = settings(&old.manifest, &new.manifest);
    let reasons = Reasons::new(&changed);
    let changes = changes(&old.findings, &new.findings, &reasons);
    let same = same_texts(&old.manifest, &new.manifest, &changed);
    let mut warnings = Vec::new();
    if old.articles.len() != new.articles.len() {
        warnings.push(format!(
            "The runs have {} and {} judged articles: rates differ for that, too.",
            old.articles.len(),
            new.articles.len()
        ));
    }
    if !same {
        warnings.push(
            "The runs did not read the same articles: findings are told apart by the article's number and id, and may be of other texts."
                .to_owned(),
        );
    }
    Sheet {
        title: "Two runs".to_owned(),
        facts: vec![format!("Findings that came, went or changed: {}; settings that differ: {}", changes.len(), changed.len())],
        warnings,
        sections: vec![settings_section(&changed), rates(old, new, measures), by_article(&changes), listed(&changes, examples)],
        methods: vec![
            if same {
                "Both runs read the same articles, so a difference of rates is exact and has no interval."
            } else {
                "The runs read different articles, so a difference of rates is one of articles and of settings together."
            }
            .to_owned(),
            "Findings are the same where article, rule and place are.".to_owned(),
        ],
    }
}

/// Options that say which articles are read.
const SELECTING: [&str; 5] = ["options.where", "options.from", "options.to", "options.sample", "options.seed"];

/// Did both runs read the same articles, as far as their manifests tell?
fn same_texts(old: &Value, new: &Value, changed: &[(String, String, String)]) -> bool {
    // The table of inputs holds the hash of each file.
    let inputs = |manifest: &Value| manifest.pointer("/outputs/inputs.csv").cloned();
    let other = |key: &str| key.starts_with("inputs.") || SELECTING.iter().any(|option| key.starts_with(option));
    inputs(old) == inputs(new) && !changed.iter().any(|(key, ..)| other(key))
}

/// What differs between two manifests: where, before, after. What no table depends on is left out, and so are hashes of what came out.
fn settings(old: &Value, new: &Value) -> Vec<(String, String, String)> {
    let (mut a, mut b) = (BTreeMap::new(), BTreeMap::new());
    flat(old, "", &mut a);
    flat(new, "", &mut b);
    let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let idle = |k: &str| IDLE.iter().any(|idle| k.starts_with(idle));
    let value = |m: &BTreeMap<String, String>, k: &String| m.get(k).cloned().unwrap_or_else(|| "–".to_owned());
    keys.into_iter().filter(|k| !idle(k) && a.get(*k) != b.get(*k)).map(|k| (k.clone(), value(&a, k), value(&b, k))).collect()
}

/// Parts of a manifest that are no settings; `tool.settings_hash` is the hash of settings that are listed themselves.
const IDLE: [&str; 6] = ["counts", "finished", "outputs", "seconds", "threads", "tool.settings_hash"];

fn flat(value: &Value, path: &str, out: &mut BTreeMap<String, String>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(k, v)| flat(v, &join(k), out)),
        Value::Array(list) => {
            for (i, v) in list.iter().enumerate() {
                // Lexicons are told apart by their ids, not by their places.
                let key = v.get("id").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
                flat(v, &join(&key), out);
            }
        }
        Value::String(text) => drop(out.insert(path.to_owned(), text.clone())),
        other => drop(out.insert(path.to_owned(), other.to_string())),
    }
}

/// Why a finding may have come or gone.
struct Reasons {
    lexicons: BTreeSet<String>,
    general: String,
}

impl Reasons {
    fn new(changed: &[(String, String, String)]) -> Reasons {
        let lexicon = |k: &str| k.strip_prefix("tool.lexicons.").and_then(|k| k.rsplit_once('.')).map(|(id, _)| id.to_owned());
        let lexicons: BTreeSet<String> = changed.iter().filter_map(|(k, ..)| lexicon(k)).collect();
        let told = |(k, a, b): &(String, String, String)| {
            let engine = k.ends_with("engine") || k == "tool.version";
            engine.then(|| format!("{} {a} → {b}", k.rsplit('.').next().unwrap_or(k)))
        };
        let mut general: Vec<String> = changed.iter().filter_map(told).collect();
        // What was selected or written differently changes no finding.
        let other = changed.iter().any(|(k, ..)| k.starts_with("settings.") && !k.ends_with("engine"));
        if other {
            general.push("other settings".to_owned());
        }
        if general.is_empty() {
            general.push(if lexicons.is_empty() { "nothing in run.json differs".to_owned() } else { "lexicons changed".to_owned() });
        }
        Reasons { lexicons, general: general.join(", ") }
    }

    fn of(&self, finding: &Finding) -> String {
        let lexicon = finding.entry.split('#').next().filter(|l| !l.is_empty()).unwrap_or(&finding.category);
        if self.lexicons.contains(lexicon) { format!("lexicon {lexicon} changed") } else { self.general.clone() }
    }
}

struct Change<'a> {
    key: &'a Key,
    what: &'static str,
    why: String,
    text: &'a str,
}

fn changes<'a>(old: &'a Findings, new: &'a Findings, reasons: &Reasons) -> Vec<Change<'a>> {
    let keys: BTreeSet<&Key> = old.0.keys().chain(new.0.keys()).collect();
    let change = |key: &'a Key| {
        let (what, why, text) = match (old.0.get(key), new.0.get(key)) {
            (Some(a), None) if a.counted => ("gone", reasons.of(a), &a.text),
            (None, Some(b)) if b.counted => ("new", reasons.of(b), &b.text),
            (Some(a), Some(b)) if a.counted && !b.counted => ("excused", format!("now {}", b.because), &b.text),
            (Some(a), Some(b)) if !a.counted && b.counted => ("counts", format!("was {}", a.because), &b.text),
            (Some(a), Some(b)) if a.counted && a.entry != b.entry => ("other entry", format!("{} → {}", a.entry, b.entry), &b.text),
            (Some(a), Some(b)) if a.counted && a.reason != b.reason => ("other reason", format!("{} → {}", a.reason, b.reason), &b.text),
            _ => return None,
        };
        Some(Change { key, what, why, text: text.as_str() })
    };
    keys.into_iter().filter_map(change).collect()
}

fn settings_section(changed: &[(String, String, String)]) -> Section {
    Section::of(
        "settings",
        "Settings",
        "What differs between the two files run.json.",
        changed,
        &[
            ("setting", "setting", &|(setting, ..)| Cell::text(setting)),
            ("old", "first run", &|(_, old, _)| Cell::text(old)),
            ("new", "second run", &|(.., new)| Cell::text(new)),
        ],
    )
}

fn rates(old: &Run, new: &Run, measures: &[Measure]) -> Section {
    let (old_sums, new_sums) = (sums(&old.articles), sums(&new.articles));
    let groups: BTreeSet<&String> = old.articles.groups.iter().chain(&new.articles.groups).collect();
    let rows = measures.iter().enumerate().flat_map(|(m, measure)| {
        let of = move |sums: &BTreeMap<(usize, &str), Ratio>, group: &str| sums.get(&(m, group)).copied().unwrap_or_default();
        let (old, new) = (&old_sums, &new_sums);
        groups.iter().map(move |group| (measure, *group, of(old, group), of(new, group)))
    });
    let rate = |m: &Measure, r: &Ratio| r.value().map(|v| v * m.times);
    // A run in which nothing was judged has counted nothing: that is no zero.
    let counted = |r: &Ratio| if r.articles > 0.0 { Cell::Count(whole(r.k)) } else { Cell::None };
    Section::of(
        "rates",
        "Rates of groups",
        "The same measure of the same group in both runs.",
        rows,
        &[
            ("measure", "measure", &|(m, ..)| Cell::text(&m.name)),
            ("group", "group", &|(_, group, ..)| Cell::text(*group)),
            ("old_k", "counted", &|(_, _, old, _)| counted(old)),
            ("new_k", "then", &|(.., new)| counted(new)),
            ("old_rate", "rate", &|(m, _, old, _)| Cell::number(rate(m, old), m.digits())),
            ("new_rate", "then", &|(m, .., new)| Cell::number(rate(m, new), m.digits())),
            ("difference", "difference", &|(m, _, old, new)| {
                Cell::number(rate(m, old).zip(rate(m, new)).map(|(old, new)| new - old), m.digits())
            }),
        ],
    )
}

fn sums(articles: &Articles) -> BTreeMap<(usize, &str), Ratio> {
    let mut sums: BTreeMap<(usize, &str), Ratio> = BTreeMap::new();
    for (row, &group) in articles.group.iter().enumerate() {
        for m in 0..articles.measures() {
            let (k, n) = articles.pair(m, row);
            sums.entry((m, &articles.groups[group as usize])).or_default().add(k, n);
        }
    }
    sums
}

/// Articles in a table of them.
const ARTICLES: usize = 100;

fn by_article(changes: &[Change<'_>]) -> Section {
    let mut counts: BTreeMap<(u64, &str, &str), BTreeMap<&str, u64>> = BTreeMap::new();
    for c in changes {
        *counts.entry((c.key.0, &c.key.1, &c.key.2)).or_default().entry(c.what).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, c)| std::cmp::Reverse(c.values().sum::<u64>()));
    let sum = |c: &BTreeMap<&str, u64>, names: [&str; 2]| Cell::Count(names.iter().filter_map(|n| c.get(n)).sum());
    Section::of(
        "changed_articles",
        "Articles",
        &format!("Findings that came and went, by article and rule; the {ARTICLES} with most."),
        rows.into_iter().take(ARTICLES),
        &[
            ("article", "number", &|((article, ..), _)| Cell::Count(*article)),
            ("article_id", "article", &|((_, id, _), _)| Cell::text(*id)),
            ("rule", "rule", &|((.., rule), _)| Cell::text(*rule)),
            ("new", "new or counts", &|(_, c)| sum(c, ["new", "counts"])),
            ("gone", "gone or excused", &|(_, c)| sum(c, ["gone", "excused"])),
            ("other", "other", &|(_, c)| sum(c, ["other entry", "other reason"])),
        ],
    )
}

fn listed(changes: &[Change<'_>], examples: usize) -> Section {
    let shown = examples.min(changes.len());
    let about = format!("{shown} of {} changes, with what explains them as far as the tables tell.", changes.len());
    Section::of(
        "changed_findings",
        "Findings",
        &about,
        changes.iter().take(examples),
        &[
            ("article_id", "article", &|c| Cell::text(&c.key.1)),
            ("rule", "rule", &|c| Cell::text(&c.key.2)),
            ("field", "in", &|c| Cell::text(&c.key.3)),
            ("start", "start", &|c| Cell::Count(c.key.4)),
            ("end", "", &|c| Cell::Count(c.key.5)),
            ("change", "change", &|c| Cell::text(c.what)),
            ("why", "why", &|c| Cell::text(&c.why)),
            ("text", "words", &|c| Cell::text(c.text)),
        ],
    )
}
