//! The tables of sources and scores.
use super::{
    plural, share,
    style::{Paint, Style},
};
use crate::report::{Report, ScoreCited};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::io::{self, Write};

/// One row a source, in order of first mention.
pub(super) fn sources(report: &Report, paint: &Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", paint.with(Style::Heading, "Sources"))?;
    if report.sources.is_empty() {
        return writeln!(out, "none: nothing in this article is attributed to anybody");
    }
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    let mut table = table(width, &["source", "kind", "statements", "words", "share", "first at"]);
    for s in &report.sources {
        let first = s.mentions.first().map(|m| format!("{}:{}", m.line, m.column)).unwrap_or_default();
        table.add_row([
            s.name.clone(),
            s.kind.clone(),
            s.attributions.len().to_string(),
            s.words.to_string(),
            share(s.words, total),
            first,
        ]);
    }
    right(&mut table, &[2, 3, 4]);
    writeln!(out, "{}", trimmed(&table))
}

/// One row a score: the number, what it was counted from, and the interval.
pub(super) fn scores(report: &Report, paint: &Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", paint.with(Style::Heading, "Scores"))?;
    let mut table = table(width, &["score", "value", "counted", "95 % interval", "what is counted"]);
    for s in &report.scores {
        let interval = s.interval.map(|[a, b]| format!("{:.0}–{:.0} %", 100.0 * a, 100.0 * b)).unwrap_or_default();
        table.add_row([s.id.clone(), value(s), counted(s), interval, s.label.clone()]);
    }
    right(&mut table, &[1, 2]);
    writeln!(out, "{}", trimmed(&table))?;
    if report.article.sentences < 10 {
        let line = format!(
            "Few signals: {} are too few for a rate to mean much; read the counts.",
            plural(report.article.sentences as u64, "sentence")
        );
        writeln!(out, "{}", paint.with(Style::Quiet, &line))?;
    }
    Ok(())
}

fn value(s: &ScoreCited) -> String {
    match (s.value, s.unit.as_str()) {
        (None, _) => "–".to_owned(),
        (Some(v), "share") => format!("{:.0} %", 100.0 * v),
        (Some(v), "count") => format!("{v:.0}"),
        (Some(v), "per-1000-words") => format!("{v:.1}"),
        (Some(v), _) => format!("{v:.2}"),
    }
}

fn counted(s: &ScoreCited) -> String {
    match s.unit.as_str() {
        "share" | "per-1000-words" => format!("{} of {}", s.numerator, s.denominator),
        _ => String::new(),
    }
}

fn table(width: usize, header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(header.iter().copied());
    table
}

fn right(table: &mut Table, columns: &[usize]) {
    for &c in columns {
        if let Some(column) = table.column_mut(c) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

fn trimmed(table: &Table) -> String {
    table.lines().map(|l| format!(" {}", l.trim_end())).collect::<Vec<_>>().join("\n")
}
