//! What a run has done so far.
use sayso::report::Report;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) articles: u64,
    pub(crate) rejected: u64,
    pub(crate) other_field: u64,
    pub(crate) other_date: u64,
    pub(crate) no_date: u64,
    pub(crate) not_sampled: u64,
    pub(crate) duplicates: u64,
    pub(crate) not_english: u64,
    pub(crate) text_bytes: u64,
    pub(crate) words: u64,
    pub(crate) sentences: u64,
    pub(crate) findings: u64,
    pub(crate) sources: u64,
    pub(crate) attributions: u64,
    /// Records of archives that are no pages, by what they are.
    pub(crate) passed_over: BTreeMap<String, u64>,
    /// Articles with an id that an article before them has.
    pub(crate) repeated_ids: u64,
    /// Files of which nothing, or not all, could be read: what follows the fault is lost.
    #[serde(default)]
    pub(crate) cut_short: u64,
}

impl Counts {
    /// Of one article.
    pub(crate) fn of(report: &Report) -> Counts {
        Counts {
            articles: 1,
            not_english: u64::from(report.article.language != "en"),
            text_bytes: report.text.len() as u64,
            words: report.article.words as u64,
            sentences: report.sentences.len() as u64,
            findings: report.findings.len() as u64,
            sources: report.sources.len() as u64,
            attributions: report.attributions.len() as u64,
            ..Counts::default()
        }
    }

    pub(crate) fn add(&mut self, more: &Counts) {
        self.articles += more.articles;
        self.not_english += more.not_english;
        self.text_bytes += more.text_bytes;
        self.words += more.words;
        self.sentences += more.sentences;
        self.findings += more.findings;
        self.sources += more.sources;
        self.attributions += more.attributions;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", counted(self.articles, "article", "articles"), counted(self.findings, "finding", "findings"))?;
        let left_out = self.other_field + self.other_date + self.not_sampled;
        let others = [
            (self.rejected, "record rejected (see rejects.jsonl)", "records rejected (see rejects.jsonl)"),
            (self.cut_short, "file not read to its end", "files not read to their end"),
            (left_out, "left out by your selection", "left out by your selection"),
            (self.no_date, "left out since its date is not plainly one day", "left out since their dates are not plainly one day"),
            (self.duplicates, "near-copy of another", "near-copies of others"),
            (self.not_english, "not in English", "not in English"),
            (
                self.passed_over.values().sum(),
                "record of an archive that is no page passed over",
                "records of archives that are no pages passed over",
            ),
        ];
        others.iter().filter(|(n, ..)| *n > 0).try_for_each(|(n, one, many)| write!(f, ", {}", counted(*n, one, many)))
    }
}

/// So many of something, in words.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
