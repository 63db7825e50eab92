//! The page that lists many articles.
use super::view::{asks, marks};
use crate::{
    plural::plural,
    render::{
        summary::{share, title},
        visible::visible,
    },
    report::{Report, RuleCited},
};
use serde::Serialize;

/// One article in the table of contents of a run.
#[derive(Clone, Debug, Serialize)]
pub struct IndexRow {
    href: String,
    title: String,
    id: String,
    outlet: String,
    date: String,
    words: usize,
    /// Share of own-voice words: the number to sort by and the words to show.
    own: (u64, String),
    named: u64,
    marks: usize,
    /// Nothing was: there is nothing to count.
    judged: bool,
    /// Marks per 1,000 words, times ten for sorting, and as shown.
    rate: (u64, String),
    /// Findings by rule, in the order of the rules.
    rules: Vec<usize>,
}

impl IndexRow {
    /// The row of a report whose page is at `href`.
    pub fn new(report: &Report, href: impl Into<String>) -> IndexRow {
        let a = &report.article;
        let (own, words) = (a.own_words, a.words as u64);
        let marks = Report::marks(&report.findings).len();
        let tenths = (10_000 * marks as u64).checked_div(words).unwrap_or(0);
        let shown = |t: &Option<String>| t.as_deref().map(|t| visible(t).into_owned()).unwrap_or_default();
        IndexRow {
            href: href.into(),
            title: visible(&title(report)).into_owned(),
            id: visible(&a.id).into_owned(),
            outlet: shown(&a.outlet),
            date: shown(&a.date),
            words: a.words,
            own: ((100 * own).checked_div(words).unwrap_or(0), share(own, words)),
            named: report.score("sources-named").map_or(0, |s| s.numerator),
            marks,
            judged: report.unjudged().is_none(),
            rate: (tenths, format!("{}.{}", tenths / 10, tenths % 10)),
            rules: report.rules.iter().map(|r| report.findings.iter().filter(|f| f.rule == r.id).count()).collect(),
        }
    }
}

/// Rows of the table that are shown before the reader asks for all.
const SHOWN: usize = 200;

/// What the template reads.
#[derive(Debug, Serialize)]
pub(super) struct Index<'a> {
    pub(super) rows: &'a [IndexRow],
    /// Rules that found something, each with its place in the rows.
    rules: Vec<(usize, String)>,
    /// Does any row tell of it?
    outlets: bool,
    dates: bool,
    pub(super) words: String,
    /// So many rows are shown at first: laying out thousands takes a browser seconds.
    shown: usize,
}

impl<'a> Index<'a> {
    pub(super) fn new(rows: &'a [IndexRow], rules: &[RuleCited]) -> Index<'a> {
        let reasons: usize = rows.iter().flat_map(|r| &r.rules).sum();
        let found = marks(rows.iter().map(|r| r.marks).sum(), reasons);
        let finds = |n: usize| rows.iter().any(|r| r.rules.get(n).is_some_and(|&count| count > 0));
        Index {
            rows,
            rules: rules.iter().enumerate().filter(|&(n, _)| finds(n)).map(|(n, r)| (n, asks(r.id))).collect(),
            outlets: rows.iter().any(|r| !r.outlet.is_empty()),
            dates: rows.iter().any(|r| !r.date.is_empty()),
            words: format!("{}, {found}", plural(rows.len() as u64, "article")),
            shown: SHOWN,
        }
    }
}
