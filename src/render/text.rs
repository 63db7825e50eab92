//! The terminal report: each finding under its own words, then sources and scores. Plain text that pages and greps well.
mod excerpt;
mod style;
mod tables;

use super::{Detail, Options, Render};
use crate::report::{FindingCited, Report};
use std::io::{self, Write};
use style::{Paint, Style};

pub(super) struct Text;

impl Render for Text {
    fn name(&self) -> &'static str {
        "text"
    }
    fn about(&self) -> &'static str {
        "for reading in a terminal: excerpts with the evidence underlined, sources, scores"
    }
    fn extension(&self) -> &'static str {
        "txt"
    }
    fn streams(&self) -> bool {
        true
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let page = Page { paint: Paint { on: options.color }, options };
        for (i, report) in reports.iter().enumerate() {
            if options.detail == Detail::Quiet {
                writeln!(out, "{}", quiet_line(report))?;
                continue;
            }
            if options.first && i == 0 {
                page.legend(out)?;
            } else {
                writeln!(out)?;
            }
            page.report(report, out)?;
        }
        Ok(())
    }
}

struct Page<'a> {
    paint: Paint,
    options: &'a Options,
}

impl Page<'_> {
    /// Told once: what the marks mean, and what they do not.
    fn legend(&self, out: &mut dyn Write) -> io::Result<()> {
        let text = "sayso shows where an article leans on its own word. A mark is a question to the text, not a verdict: it does not say who is right. \
                    `sayso explain RULE` tells what a rule flags and misses.";
        for line in excerpt::wrap(text, self.options.width) {
            writeln!(out, "{}", self.paint.with(Style::Quiet, &line))?;
        }
        writeln!(out)
    }

    fn report(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let article = &report.article;
        writeln!(out, "{}", self.paint.with(Style::Heading, &article.id))?;
        let own = share(article.own_words, article.words as u64);
        let counts = format!(
            "{}, {}, {own} of the words in the article's own voice",
            plural(article.words as u64, "word"),
            plural(article.sentences as u64, "sentence")
        );
        writeln!(out, "{counts}")?;
        for note in &report.notes {
            let line = format!("note at {}:{}: {}", note.span.line, note.span.column, note.message);
            for line in excerpt::wrap(&line, self.options.width) {
                writeln!(out, "{}", self.paint.with(Style::Note, &line))?;
            }
        }
        if self.options.detail == Detail::Full {
            self.findings(report, out)?;
        }
        tables::sources(report, &self.paint, self.options.width, out)?;
        tables::scores(report, &self.paint, self.options.width, out)
    }

    fn findings(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            writeln!(out)?;
            self.finding(report, finding, out)?;
        }
        if report.findings.is_empty() {
            writeln!(out, "\nFew signals: no rule has a finding here. That is no proof of good sourcing; see what each rule misses.")?;
        }
        let excused = report.excused.len() as u64;
        if excused > 0 && !self.options.excused {
            let line = format!("\n{} not counted, inside quotations or attributed text (--excused shows them).", plural(excused, "match"));
            writeln!(out, "{}", self.paint.with(Style::Quiet, &line))?;
        } else if excused > 0 {
            writeln!(out, "\n{}", self.paint.with(Style::Heading, "Not counted"))?;
            for finding in &report.excused {
                writeln!(out)?;
                self.finding(report, finding, out)?;
            }
        }
        Ok(())
    }

    fn finding(&self, report: &Report, finding: &FindingCited, out: &mut dyn Write) -> io::Result<()> {
        let style = Style::of(finding);
        let head = match &finding.because {
            Some(because) => format!("{} (not counted: {because})", finding.rule),
            None => format!("{}[{}]", finding.level.as_str(), finding.rule),
        };
        let reason = finding.reason.as_ref().map(|r| format!(" {r}:")).unwrap_or_default();
        let message = format!("{head}{reason} {}", finding.message);
        for (i, line) in excerpt::wrap(&message, self.options.width).iter().enumerate() {
            let line = if i == 0 { self.paint.prefix(style, &head, line) } else { format!("    {line}") };
            writeln!(out, "{line}")?;
        }
        excerpt::write(report, finding, &self.paint, style, self.options.width, out)?;
        let mut facts = Vec::new();
        facts.extend(
            finding.evidence.iter().filter(|e| matches!(e.role.as_str(), "source" | "cue")).map(|e| format!("{}: {}", e.role, e.span.text)),
        );
        facts.extend(finding.advice.iter().map(|a| format!("try: {a}")));
        facts.extend(finding.evidence[0].entry.iter().map(|e| format!("entry: {e}")));
        for fact in facts {
            for (i, line) in excerpt::wrap(&fact, self.options.width.saturating_sub(6)).iter().enumerate() {
                let lead = if i == 0 { "    = " } else { "      " };
                writeln!(out, "{}", self.paint.with(Style::Quiet, &format!("{lead}{line}")))?;
            }
        }
        Ok(())
    }
}

fn quiet_line(report: &Report) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for f in &report.findings {
        *counts.entry(f.rule.as_str()).or_insert(0u64) += 1;
    }
    let list: Vec<String> = counts.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
    let what = if list.is_empty() { "no findings".to_owned() } else { list.join(", ") };
    format!("{}: {what}", report.article.id)
}

fn plural(n: u64, word: &str) -> String {
    match (n, word) {
        (1, _) => format!("1 {word}"),
        (_, w) if w.ends_with("ch") => format!("{n} {w}es"),
        _ => format!("{n} {word}s"),
    }
}

fn share(k: u64, n: u64) -> String {
    if n == 0 { "0 %".to_owned() } else { format!("{:.0} %", 100.0 * k as f64 / n as f64) }
}
