//! Sources and scores: tables where there is room, lines where there is not.
use super::style::{Paint, Style};
use crate::{
    plural::plural,
    render::{
        summary::{self, share},
        table::table,
        usual,
        wrap::hanging,
    },
    report::Report,
};
use std::io::{self, Write};

/// Narrower terminals get lines.
const ROOM_FOR_TABLES: usize = 64;

fn wide(width: usize) -> usize {
    if width < ROOM_FOR_TABLES { 0 } else { width }
}

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
    let header = ["source", "kind", "statements", "words", "share", "first at"];
    if let Some(lines) = table(wide(width), &header, &rows, |c| (2..5).contains(&c)) {
        return written(&lines, out);
    }
    for s in &report.sources {
        let (statements, words) = (plural(s.attributions.len() as u64, "statement"), plural(s.words, "word"));
        let row = format!("{} ({}): {statements}, {words}, {}, first at {}", one_line(&s.name), s.kind, share(s.words, total), first(s));
        line(&row, width, out)?;
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
    if let Some(lines) = table(wide(width), &header, &rows, |c| c > 0).filter(|_| !found.is_empty()) {
        written(&lines, out)?;
    } else {
        for r in &found {
            let share = if r.flagged.is_empty() { String::new() } else { format!(", {} ({}, {})", r.flagged, r.share, r.interval) };
            let rate = if r.per_thousand.is_empty() { String::new() } else { format!(", {} per 1,000 words", r.per_thousand) };
            line(&format!("{}: {}{share}{rate}", r.rule, plural(r.findings as u64, "finding")), width, out)?;
        }
    }
    if !silent.is_empty() {
        let ids: Vec<&str> = silent.iter().map(|r| r.rule).collect();
        line(&format!("no finding: {}", ids.join(", ")), width, out)?;
    }
    writeln!(out, "\n{}", paint.with(Style::Heading, "Sourcing"))?;
    for f in summary::figures(report) {
        let counted = if f.counted.is_empty() { String::new() } else { format!(": {}", f.counted) };
        let lead = |value: &str| format!("  {value:>6}  ");
        written(&hanging(&format!("{}{counted}", f.label), width, &lead(&f.value), &lead("")), out)?;
    }
    if let Some(few) = summary::few_signals(report) {
        writeln!(out)?;
        paint.wrapped(Some(Style::Quiet), &few, width, out)?;
    }
    Ok(())
}

/// The article's figures among those of reference articles, where it was read as they were.
pub(super) fn usual(report: &Report, paint: Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(usual) = usual::usual(report) else { return Ok(()) };
    writeln!(out, "\n{}", paint.with(Style::Heading, "What is usual"))?;
    let lower = |r: &usual::Row| r.lower.first().cloned().unwrap_or_default();
    let row = |r: &usual::Row| [r.measure.clone(), r.here.clone(), r.median.clone(), r.middle.clone(), lower(r)];
    let rows: Vec<_> = usual.rows.iter().map(row).collect();
    let header = ["measure", "here", "median", "middle 80 %", "lower in 100"];
    if let Some(lines) = table(wide(width), &header, &rows, |c| c > 1) {
        written(&lines, out)?;
    } else {
        for r in &usual.rows {
            let row = format!("{}: {}; median {}, middle 80 % {}, lower in 100: {}", r.measure, r.here, r.median, r.middle, lower(r));
            line(&row, width, out)?;
        }
    }
    paint.wrapped(Some(Style::Quiet), &usual.about, width, out)
}

/// A row where there is no room for a table.
fn line(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    written(&hanging(text, width, "  ", "    "), out)
}

fn written(lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Names may run over lines in the article.
fn one_line(text: &str) -> String {
    super::excerpt::display(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
