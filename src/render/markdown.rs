//! Markdown: for a comment on a change, or a notebook.
use super::{
    Format, Options, Render,
    plain::plain,
    stream::{Each, Stream},
    summary::{self, few_signals, share, spoken},
    visible::visible,
};
use crate::{
    plural::plural,
    report::{FindingCited, Report, SpanCited},
};
use std::{
    fmt::Write as _,
    io::{self, Write},
    ops::Range,
};

pub(super) struct Markdown;

/// Characters of the sentence shown to either side of the marked words.
const CONTEXT: usize = 80;

impl Render for Markdown {
    fn format(&self) -> Format<'_> {
        Format {
            name: "markdown",
            extension: "md",
            about: "for a comment on a change or a notebook: findings in text order, sources, scores",
        }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for (i, report) in reports.iter().enumerate() {
            if i > 0 || !options.first {
                writeln!(out)?;
            }
            let mut page = String::new();
            // Writing into a string cannot fail.
            let _ = write_report(report, options, &mut page);
            out.write_all(page.as_bytes())?;
        }
        Ok(())
    }
}

fn write_report(report: &Report, options: &Options, out: &mut String) -> std::fmt::Result {
    let a = &report.article;
    writeln!(out, "## {}\n", text(&summary::title(report)))?;
    writeln!(out, "**{}**\n", text(&summary::verdict(report, options.verdict.as_ref())))?;
    let given = [Some(&a.id), a.outlet.as_ref(), a.date.as_ref()];
    let mut facts: Vec<String> = given.into_iter().flatten().map(|f| text(f)).collect();
    facts.push(plural(a.words as u64, "word"));
    facts.push(plural(a.sentences as u64, "sentence"));
    if report.unjudged().is_some() {
        return writeln!(out, "{}", facts.join(" · "));
    }
    facts.push(format!("{} of the words in the article's own voice", share(a.own_words, a.words as u64)));
    writeln!(out, "{}\n", facts.join(" · "))?;
    writeln!(out, "*A mark is a question to the text, not a verdict: sayso does not know who is right, takes no side, and misses much.*")?;
    for note in &report.notes {
        writeln!(out, "\nAt {}: {}", note.span.line_of(), text(&note.message))?;
    }
    if let Some(told) = summary::genre(report) {
        writeln!(out, "\n{told}")?;
    }
    if let Some(few) = few_signals(report) {
        writeln!(out, "\n{few}")?;
    }
    marks(report, out)?;
    if !report.excused.is_empty() {
        writeln!(out, "\n<details><summary>{} not counted</summary>\n", plural(report.excused.len() as u64, "match"))?;
        for f in &report.excused {
            let because = text(&f.excuse().unwrap_or_default());
            writeln!(out, "- {}, {}, {because}: {}", line(f), spoken(&f.rule), excerpt(report, f))?;
        }
        writeln!(out, "\n</details>")?;
    }
    sources(report, out)?;
    scores(report, out)
}

/// Each mark in its line of text, with its reasons, in text order; a gap between paragraphs.
fn marks(report: &Report, out: &mut String) -> std::fmt::Result {
    let mut last = None;
    let marks = Report::marks(&report.findings);
    for (mark, shown) in marks.iter().zip(Report::shown(&marks)) {
        let Some((first, _)) = shown else { continue };
        let paragraph = report.sentences.get(first.sentence).map(|s| s.paragraph);
        if last != Some(paragraph) {
            writeln!(out)?;
            last = Some(paragraph);
        }
        writeln!(out, "- **{}**: {}", line(first), excerpt(report, first))?;
        for f in mark {
            let reason = f.reason.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
            write!(out, "  - {}, {}: {}{reason}.", f.level.as_str(), spoken(&f.rule), text(plain(&f.message).trim_end_matches('.')))?;
            if let Some(advice) = &f.advice {
                // An advice is a sentence of its own, or words to try.
                let lead = if advice.starts_with(char::is_uppercase) { "" } else { "*Try:* " };
                write!(out, " {lead}{}", text(&plain(advice)))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn sources(report: &Report, out: &mut String) -> std::fmt::Result {
    if report.sources.is_empty() {
        return writeln!(out, "\n### Sources\n\nNone: nothing in this article is attributed to anybody.");
    }
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    writeln!(out, "\n### Sources\n\n| source | kind | statements | words | share | first in |\n| --- | --- | ---: | ---: | ---: | ---: |")?;
    for s in &report.sources {
        let first = s.mentions.first().map(SpanCited::line_of).unwrap_or_default();
        let (name, share) = (text(&s.name), share(s.words, total));
        writeln!(out, "| {name} | {} | {} | {} | {share} | {first} |", s.kind, s.attributions.len(), s.words)?;
    }
    Ok(())
}

fn scores(report: &Report, out: &mut String) -> std::fmt::Result {
    let rules = summary::rules(report);
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Scores\n\n| rule | findings | flagged sentences | share | 95 % interval | per 1,000 own words |")?;
    writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: |")?;
    for r in rules {
        writeln!(out, "| {} | {} | {} | {} | {} | {} |", r.rule, r.findings, r.flagged, r.share, r.interval, r.per_thousand)?;
    }
    writeln!(out, "\n| sourcing | value | counted |\n| --- | ---: | --- |")?;
    for f in summary::figures(report) {
        writeln!(out, "| {} | {} | {} |", f.label, f.value, f.counted)?;
    }
    Ok(())
}

fn line(f: &FindingCited) -> String {
    f.trigger().map(SpanCited::line_of).unwrap_or_default()
}

/// The marked words in bold, with some of the sentence around them.
fn excerpt(report: &Report, f: &FindingCited) -> String {
    let Some(trigger) = f.trigger() else { return String::new() };
    let Range { start, end } = report.around(f);
    let (before, after) = (report.read(start..trigger.at.start), report.read(trigger.at.end..end));
    let skip = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let keep = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let lead = if skip > 0 { "…" } else { "" };
    let tail = if keep < after.len() { "…" } else { "" };
    let (left, right) = (before.ends_with(char::is_whitespace), after.starts_with(char::is_whitespace));
    let (before, after) = (text(&before[skip..]), text(&after[..keep]));
    let marked = text(report.words(trigger).trim());
    let space = |s: &str, edge: bool| if edge && !s.is_empty() { " " } else { "" };
    let (left, right) = (space(&before, left), space(&after, right));
    format!("{lead}{before}{left}**{marked}**{right}{after}{tail}")
}

/// One line in which no character of the article means anything to Markdown, and no `@name` calls anybody.
fn text(raw: &str) -> String {
    let one_line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = visible(&one_line);
    let mut safe = String::with_capacity(shown.len() + 8);
    for c in shown.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$') {
            safe.push('\\');
        }
        safe.push(c);
        if c == '@' {
            safe.push_str("<!-- -->");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn markup_of_the_article_stays_text() {
        assert_eq!(text("a <b>*x*</b> | [l](u)\n# h"), "a \\<b\\>\\*x\\*\\</b\\> \\| \\[l\\](u) \\# h");
        assert_eq!(text("@team"), "@<!-- -->team");
    }
}
