//! Sources and scores: tables where there is room, lines where there is not.
use super::style::{Paint, Style};
use crate::{
    render::{
        summary::{self, plural, share},
        wrap::wrap,
    },
    report::Report,
};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::io::{self, Write};

/// Narrower terminals get lines.
const ROOM_FOR_TABLES: usize = 64;

/// One row a source, in order of first mention.
pub(super) fn sources(report: &Report, paint: Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", paint.with(Style::Heading, "Sources"))?;
    if report.sources.is_empty() {
        return writeln!(out, "  none: nothing in this article is attributed to anybody");
    }
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    let first = |s: &crate::report::SourceCited| s.mentions.first().map(crate::report::SpanCited::spot).unwrap_or_default();
    if width < ROOM_FOR_TABLES {
        for s in &report.sources {
            let (statements, words) = (plural(s.attributions.len() as u64, "statement"), plural(s.words, "word"));
            let line =
                format!("{} ({}): {statements}, {words}, {}, first at {}", one_line(&s.name), s.kind, share(s.words, total), first(s));
            hanging(&line, width, out)?;
        }
        return Ok(());
    }
    let mut table = table(width, &["source", "kind", "statements", "words", "share", "first at"]);
    for s in &report.sources {
        let (statements, words) = (s.attributions.len().to_string(), s.words.to_string());
        table.add_row([one_line(&s.name), s.kind.clone(), statements, words, share(s.words, total), first(s)]);
    }
    right(&mut table, &[2, 3, 4]);
    writeln!(out, "{}", trimmed(&table))
}

/// One row a rule that found something, the others in a line; then the figures on sourcing.
pub(super) fn scores(report: &Report, paint: Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let rules = summary::rules(report);
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.with(Style::Heading, "Scores"))?;
    let (found, silent): (Vec<_>, Vec<_>) = rules.into_iter().partition(|r| r.findings > 0);
    if width < ROOM_FOR_TABLES {
        for r in &found {
            let share = if r.flagged.is_empty() { String::new() } else { format!(", {} ({}, {})", r.flagged, r.share, r.interval) };
            let rate = if r.per_thousand.is_empty() { String::new() } else { format!(", {} per 1,000 words", r.per_thousand) };
            hanging(&format!("{}: {}{share}{rate}", r.rule, plural(r.findings as u64, "finding")), width, out)?;
        }
    } else if !found.is_empty() {
        let mut table = table(width, &["rule", "findings", "flagged sentences", "share", "95 % interval", "per 1,000 own words"]);
        for r in &found {
            let findings = r.findings.to_string();
            table.add_row([r.rule, &findings, &r.flagged, &r.share, &r.interval, &r.per_thousand]);
        }
        right(&mut table, &[1, 2, 3, 4, 5]);
        writeln!(out, "{}", trimmed(&table))?;
    }
    if !silent.is_empty() {
        let ids: Vec<&str> = silent.iter().map(|r| r.rule).collect();
        hanging(&format!("no finding: {}", ids.join(", ")), width, out)?;
    }
    writeln!(out, "\n{}", paint.with(Style::Heading, "Sourcing"))?;
    for f in summary::figures(report) {
        let counted = if f.counted.is_empty() { String::new() } else { format!(": {}", f.counted) };
        for (i, line) in wrap(&format!("{}{counted}", f.label), width.saturating_sub(10)).iter().enumerate() {
            writeln!(out, "  {:>6}  {line}", if i == 0 { f.value.as_str() } else { "" })?;
        }
    }
    if let Some(few) = summary::few_signals(report) {
        writeln!(out)?;
        for line in wrap(&few, width) {
            writeln!(out, "{}", paint.with(Style::Quiet, &line))?;
        }
    }
    Ok(())
}

/// A line that is indented, and more so where it goes on.
fn hanging(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (i, line) in wrap(text, width.saturating_sub(4)).iter().enumerate() {
        writeln!(out, "{}{line}", if i == 0 { "  " } else { "    " })?;
    }
    Ok(())
}

/// Names may run over lines in the article.
fn one_line(text: &str) -> String {
    super::excerpt::display(text).split_whitespace().collect::<Vec<_>>().join(" ")
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
