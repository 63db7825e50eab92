//! Known findings: what an archive had before the desk took sayso up. A finding is known by its article, rule, entry or words,
//! and the sentence around it; lines may move, other sentences may change.
use super::set_aside;
use crate::{
    hash::short_hash,
    report::{Excuse, FindingCited, Report, Unit},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = "sayso-baseline/1";

/// The file of known findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By article and fingerprint.
    known: BTreeMap<(String, String), Known>,
    /// Articles that [`Baseline::observe`] saw, also those without findings.
    seen: BTreeSet<String>,
}

/// One known finding, or several that are alike in one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The article's name: the path of its file from the folder of the list.
    pub article: String,
    /// Rule id.
    pub rule: String,
    /// See the module's documentation.
    pub fingerprint: String,
    /// How many are alike.
    pub count: u64,
    /// The words, for people who read the file.
    pub words: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    findings: Vec<Known>,
}

/// Not a baseline.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: not a baseline ({message}); `sayso baseline write` makes one")]
pub struct BaselineError {
    line: usize,
    message: String,
}

/// What an update did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Known and still there.
    pub kept: u64,
    /// Known and gone.
    pub gone: u64,
    /// Not known; added only where growth was asked for.
    pub new: u64,
}

impl Baseline {
    /// Reads the file's text.
    ///
    /// # Errors
    /// With the line: where it is no baseline.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let file: File = serde_json::from_str(text).map_err(|e| BaselineError { line: e.line(), message: e.to_string() })?;
        if file.schema != SCHEMA {
            return Err(BaselineError { line: 1, message: format!("the schema is `{}`, not `{SCHEMA}`", file.schema) });
        }
        let known = file.findings.into_iter().map(|k| ((k.article.clone(), k.fingerprint.clone()), k)).collect();
        Ok(Baseline { known, seen: BTreeSet::new() })
    }

    /// The file's text: sorted, one finding a line, so that version control shows what changed.
    pub fn to_text(&self) -> String {
        let rows: Vec<String> = self.known.values().filter_map(|k| serde_json::to_string(k).ok()).map(|k| format!("\n    {k}")).collect();
        let end = if rows.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": [{}{end}]\n}}\n", rows.join(","))
    }

    /// Adds the counted findings of a report, under the article's name.
    pub fn observe(&mut self, report: &Report, name: &str) {
        self.seen.insert(name.to_owned());
        for finding in &report.findings {
            let article = name.to_owned();
            let fingerprint = fingerprint(report, finding);
            let words = finding.trigger().map(|t| t.text.chars().take(60).collect()).unwrap_or_default();
            let fresh = Known { article: article.clone(), rule: finding.rule.clone(), fingerprint: fingerprint.clone(), count: 0, words };
            self.known.entry((article, fingerprint)).or_insert(fresh).count += 1;
        }
    }

    /// Its articles, each with how many findings of it are known.
    pub fn articles(&self) -> BTreeMap<&str, u64> {
        let mut articles = BTreeMap::new();
        for known in self.known.values() {
            *articles.entry(known.article.as_str()).or_default() += known.count;
        }
        articles
    }

    /// An article that is gone has no findings any more.
    pub fn observe_gone(&mut self, name: &str) {
        self.seen.insert(name.to_owned());
    }

    /// What stays of this baseline now that the articles are as in `current`: never more than before, unless it may grow.
    /// Articles that `current` has not seen keep what they had.
    pub fn update(&mut self, current: &Baseline, grow: bool) -> Update {
        let mut update = Update::default();
        for (key, known) in &mut self.known {
            if current.seen.contains(&key.0) {
                let there = current.known.get(key).map_or(0, |k| k.count);
                update.kept += known.count.min(there);
                update.gone += known.count.saturating_sub(there);
                known.count = known.count.min(there);
            }
        }
        for (key, now) in &current.known {
            let had = self.known.get(key).map_or(0, |k| k.count);
            update.new += now.count.saturating_sub(had);
            if grow && now.count > had {
                self.known.insert(key.clone(), now.clone());
            }
        }
        self.known.retain(|_, k| k.count > 0);
        update
    }

    /// Sets the known findings of a report aside: of several that are alike, as many as are known. What a list knows is `baseline`; what
    /// stood in an earlier version of the article is `unchanged`.
    pub fn apply(&self, report: &mut Report, name: &str, because: Excuse) {
        let mut left: BTreeMap<&str, u64> = BTreeMap::new();
        let first = (name.to_owned(), String::new());
        for ((_, fingerprint), k) in self.known.range(first..).take_while(|((a, _), _)| a == name) {
            left.insert(fingerprint, k.count);
        }
        let prints: BTreeMap<usize, String> = report.findings.iter().map(|f| (f.id, fingerprint(report, f))).collect();
        set_aside(report, because, |f| {
            let left = prints.get(&f.id).and_then(|p| left.get_mut(p.as_str()));
            left.is_some_and(|n| {
                let some = *n > 0;
                *n = n.saturating_sub(1);
                some
            })
        });
    }
}

/// Rule, entry (or the words themselves) and the sentence, in lower case and with white space evened out. A finding about the
/// whole article has no sentence of its own: it is known by its rule.
fn fingerprint(report: &Report, finding: &FindingCited) -> String {
    let even = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    let whole = report.scores.iter().any(|s| s.id == finding.rule && s.unit == Unit::Count);
    let words = || finding.trigger().map(|t| even(&t.text));
    let what = finding.entry().map(str::to_owned).or_else(words).unwrap_or_default();
    let around = || report.text.get(report.around(finding)).map(even).unwrap_or_default();
    let (what, around) = if whole { (String::new(), String::new()) } else { (what, around()) };
    short_hash(format!("{}\n{what}\n{around}", finding.rule).as_bytes())
}
