//! The strip: a picture of the article with one cell a sentence, in its voice, and a sign where it has findings.
use crate::{
    level::Level,
    plural::plural,
    report::{Report, SentenceCited, Voice},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Cells in a row.
const COLUMNS: usize = 40;

/// The picture and the words that stand for it.
#[derive(Debug, Serialize)]
pub(super) struct Strip {
    cells: Vec<Cell>,
    columns: usize,
    rows: usize,
    /// Says what the picture shows.
    words: String,
}

#[derive(Debug, Serialize)]
struct Cell {
    sentence: usize,
    column: usize,
    row: usize,
    voice: Voice,
    /// The highest level of a counted finding; empty without one.
    level: &'static str,
    findings: usize,
}

/// The strip of an article.
pub(super) fn of(report: &Report) -> Strip {
    let mut found: BTreeMap<usize, (Level, usize)> = BTreeMap::new();
    for f in &report.findings {
        let seen = found.entry(f.sentence).or_insert((f.level, 0));
        *seen = (seen.0.max(f.level), seen.1 + 1);
    }
    let cell = |(i, s): (usize, &SentenceCited)| {
        let (level, findings) = found.get(&s.index).map_or(("", 0), |&(l, n)| (l.as_str(), n));
        Cell { sentence: s.index, column: i % COLUMNS, row: i / COLUMNS, voice: s.voice, level, findings }
    };
    let cells: Vec<Cell> = report.sentences.iter().enumerate().map(cell).collect();
    let n = cells.len();
    Strip { words: words(&cells, found.len()), columns: n.clamp(1, COLUMNS), rows: n.div_ceil(COLUMNS).max(1), cells }
}

fn words(cells: &[Cell], flagged: usize) -> String {
    let count = |voice: Voice| cells.iter().filter(|c| c.voice == voice).count();
    format!(
        "{}: {} in the article's own voice, {} attributed, {} mixed, {} with nothing to judge; {flagged} with a finding.",
        plural(cells.len() as u64, "sentence"),
        count(Voice::Outlet),
        count(Voice::Attributed),
        count(Voice::Mixed),
        count(Voice::Unvoiced),
    )
}
