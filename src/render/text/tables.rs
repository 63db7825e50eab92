//! Sources and scores: tables where there is room, lines where there is not.
use super::style::{Paint, Style};
use crate::{
    render::{
        summary::{self, plural, share},
        wrap::{longest_word, wrap},
    },
    report::Report,
};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::{
    io::{self, Write},
    ops::Range,
};

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
    let row = |s: &crate::report::SourceCited| {
        let (statements, words) = (s.attributions.len().to_string(), s.words.to_string());
        [one_line(&s.name), s.kind.to_string(), statements, words, share(s.words, total), first(s)]
    };
    let rows: Vec<_> = report.sources.iter().map(row).collect();
    if let Some(table) = table(width, ["source", "kind", "statements", "words", "share", "first at"], &rows, &(2..5)) {
        return writeln!(out, "{table}");
    }
    for s in &report.sources {
        let (statements, words) = (plural(s.attributions.len() as u64, "statement"), plural(s.words, "word"));
        let line = format!("{} ({}): {statements}, {words}, {}, first at {}", one_line(&s.name), s.kind, share(s.words, total), first(s));
        hanging(&line, width, out)?;
    }
    Ok(())
}

/// One row a rule that found something, the others in a line; then the figures on sourcing.
pub(super) fn scores(report: &Report, paint: Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let rules = summary::rules(report);
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.with(Style::Heading, "Scores"))?;
    let (found, silent): (Vec<_>, Vec<_>) = rules.into_iter().partition(|r| r.findings > 0);
    let row =
        |r: &summary::RuleRow<'_>| [r.rule, &r.findings.to_string(), &r.flagged, &r.share, &r.interval, &r.per_thousand].map(str::to_owned);
    let rows: Vec<_> = found.iter().map(row).collect();
    let header = ["rule", "findings", "flagged sentences", "share", "95 % interval", "per 1,000 own words"];
    if let Some(table) = table(width, header, &rows, &(1..6)).filter(|_| !found.is_empty()) {
        writeln!(out, "{table}")?;
    } else {
        for r in &found {
            let share = if r.flagged.is_empty() { String::new() } else { format!(", {} ({}, {})", r.flagged, r.share, r.interval) };
            let rate = if r.per_thousand.is_empty() { String::new() } else { format!(", {} per 1,000 words", r.per_thousand) };
            hanging(&format!("{}: {}{share}{rate}", r.rule, plural(r.findings as u64, "finding")), width, out)?;
        }
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

/// A table with some columns set to the right, in which no word is broken; nothing where there is no room for one.
fn table<const N: usize>(width: usize, header: [&str; N], rows: &[[String; N]], right: &Range<usize>) -> Option<String> {
    let mut rooms = header.map(longest_word);
    for row in rows {
        for (room, cell) in rooms.iter_mut().zip(row) {
            *room = longest_word(cell).max(*room);
        }
    }
    // Each column has a space to both sides.
    let rooms = rooms.map(|room| room + 2);
    if width < ROOM_FOR_TABLES || rooms.iter().sum::<usize>() > width {
        return None;
    }
    let fixed = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(fixed(width)).set_header(header).add_rows(rows.iter().cloned());
    for (c, room) in rooms.into_iter().enumerate() {
        let Some(column) = table.column_mut(c) else { continue };
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(fixed(room))));
        if right.contains(&c) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    Some(table.lines().map(|l| format!(" {}", l.trim_end())).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn no_word_is_broken() {
        let rows = [["the Halden Harbour and Waterways Administration", "named-organization", "3"].map(str::to_owned)];
        let shown = table(64, ["source", "kind", "statements"], &rows, &(2..3)).unwrap_or_default();
        assert!(shown.contains("Administration") && shown.contains("named-organization"), "{shown}");
        let long = [["W".repeat(70), "unnamed".to_owned(), "3".to_owned()]];
        assert_eq!(table(64, ["source", "kind", "statements"], &long, &(2..3)), None);
    }
}
