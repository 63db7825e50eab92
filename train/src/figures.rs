//! Figures of reports against articles labelled by the codebook: the same counts as `score_articles.py`, of what single lexicon
//! conditions can move.
use sayso::Report;
use serde::Deserialize;
use std::{collections::BTreeSet, fmt};

#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) text: String,
    sentences: Vec<Judged>,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    id: String,
    kind: String,
}

/// Positions are in characters.
#[derive(Deserialize)]
struct Judged {
    start: usize,
    end: usize,
    voice: String,
    needs_source: u8,
    #[serde(default)]
    vague: Option<serde_json::Value>,
    loaded: Vec<Loaded>,
    sources: Vec<String>,
    #[serde(default)]
    alone: u8,
}

#[derive(Deserialize)]
struct Loaded {
    start: usize,
    end: usize,
    mild: bool,
}

/// Found and right, found, to be found.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Counts {
    fn see(&mut self, wanted: bool, found: bool) {
        self.right += usize::from(wanted && found);
        self.found += usize::from(found);
        self.wanted += usize::from(wanted);
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// Counts over articles; a label of the first grade is in the strong rows neither right nor wrong.
#[derive(Clone, Copy, Default)]
pub(crate) struct Figures {
    sentences: usize,
    voice: usize,
    needs: Counts,
    needs_strong: Counts,
    vague: Counts,
    unnamed: Counts,
    alone: Counts,
    loaded: Counts,
    loaded_recalled: Counts,
    strong: Counts,
    strong_recalled: Counts,
}

/// Names of [`Figures::values`].
pub(crate) const NAMES: [&str; 8] =
    ["voice", "needs any", "needs strong", "vague", "anonymous", "alone strong", "loaded any", "loaded strong"];

impl Figures {
    /// Adds one article.
    pub(crate) fn add(&mut self, gold: &Gold, report: &Report) {
        let overlap = |s: &Judged, start: usize, end: usize| s.end.min(end).saturating_sub(s.start.max(start));
        // Each sentence of the report belongs to the labelled one that it overlaps most.
        let of: Vec<Option<usize>> = report
            .sentences
            .iter()
            .map(|r| {
                let shared = |k: &usize| overlap(&gold.sentences[*k], r.start, r.end);
                // Of several the first, as in the script.
                (0..gold.sentences.len()).rev().max_by_key(shared).filter(|k| shared(k) > 0)
            })
            .collect();
        let found: BTreeSet<(&str, usize)> = report.findings.iter().filter_map(|f| Some((f.rule.as_str(), of[f.sentence]?))).collect();
        for (k, s) in gold.sentences.iter().enumerate() {
            let has = |rule: &str| found.contains(&(rule, k));
            let voice = of.iter().position(|o| *o == Some(k)).map_or("none", |i| report.sentences[i].voice.as_str());
            self.sentences += 1;
            self.voice += usize::from(voice == s.voice);
            let asks = has("unattributed-assertion");
            self.needs.see(s.needs_source > 0, asks);
            if s.needs_source != 1 {
                self.needs_strong.see(s.needs_source == 2, asks);
            }
            self.vague.see(s.vague.is_some(), has("vague-attribution"));
            let unnamed = |id: &String| gold.sources.iter().any(|x| x.id == *id && x.kind == "unnamed");
            self.unnamed.see(s.sources.iter().any(unnamed), has("anonymous-source"));
            if s.alone != 1 {
                self.alone.see(s.alone == 2, has("single-source-claim"));
            }
            self.words(s, report, |sentence| of[sentence] == Some(k));
        }
    }

    fn words(&mut self, s: &Judged, report: &Report, here: impl Fn(usize) -> bool) {
        let marks: Vec<(usize, usize)> = report
            .findings
            .iter()
            .filter(|f| f.rule == "loaded-term" && here(f.sentence))
            .map(|f| (f.evidence[0].span.start, f.evidence[0].span.end))
            .collect();
        let touch = |w: &Loaded, m: &(usize, usize)| w.start < m.1 && m.0 < w.end;
        for m in &marks {
            let any = s.loaded.iter().any(|w| touch(w, m));
            let strong = s.loaded.iter().any(|w| !w.mild && touch(w, m));
            self.loaded.see(any, true);
            if strong || !any {
                self.strong.see(strong, true);
            }
        }
        for w in &s.loaded {
            let seen = marks.iter().any(|m| touch(w, m));
            self.loaded_recalled.see(true, seen);
            if !w.mild {
                self.strong_recalled.see(true, seen);
            }
        }
    }

    /// In the order of [`NAMES`].
    pub(crate) fn values(&self) -> [f64; 8] {
        let words = |marks: Counts, recalled: Counts| {
            let precision = marks.right as f64 / marks.found.max(1) as f64;
            let recall = recalled.right as f64 / recalled.wanted.max(1) as f64;
            2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
        };
        [
            self.voice as f64 / self.sentences.max(1) as f64,
            self.needs.f1(),
            self.needs_strong.f1(),
            self.vague.f1(),
            self.unnamed.f1(),
            self.alone.f1(),
            words(self.loaded, self.loaded_recalled),
            words(self.strong, self.strong_recalled),
        ]
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values().iter().try_for_each(|v| write!(f, "  {v:>13.3}"))
    }
}
