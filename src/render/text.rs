//! The terminal report: each finding under its own words, then sources and scores. Plain text that pages and greps well.
mod brief;
mod excerpt;
mod style;
mod tables;

use super::{
    Detail, Format, Options, Render,
    plain::plain,
    stream::{Each, Stream},
    summary::{few_signals, genre, left_out, share, verdict},
    visible::label,
    wrap::{hanging, wrap},
};
use crate::{
    plural::plural,
    report::{FindingCited, Report, Role},
};
use std::io::{self, Write};
use style::{Paint, Style};

pub(super) struct Text;

impl Render for Text {
    fn format(&self) -> Format<'_> {
        Format {
            name: "text",
            extension: "txt",
            about: "for reading in a terminal: excerpts with the evidence underlined, sources, scores",
        }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for (i, report) in reports.iter().enumerate() {
            let options = &Options { first: options.first && i == 0, ..options.clone() };
            let page = Page { paint: Paint { on: options.color }, options };
            if options.detail == Detail::Quiet {
                writeln!(out, "{}: {}", label(&report.article.id), verdict(report, options.verdict.as_ref()))?;
                continue;
            }
            if !options.first {
                writeln!(out)?;
            }
            let verdict = verdict(report, options.verdict.as_ref());
            page.wrapped(Some(Style::Heading), &format!("{}: {verdict}", label(&report.article.id)), out)?;
            page.facts(report, out)?;
            if report.unjudged().is_some() {
                continue;
            }
            if options.detail == Detail::Brief {
                page.brief(report, out)?;
            } else {
                page.report(report, out)?;
                page.left_out(report, out)?;
            }
        }
        Ok(())
    }
}

struct Page<'a> {
    paint: Paint,
    options: &'a Options,
}

impl Page<'_> {
    /// Marks, sources, and what the marks mean.
    fn brief(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        brief::marks(report, &report.findings, self.paint, self.options.width, out)?;
        self.nothing(report, out)?;
        if self.options.excused && !report.excused.is_empty() {
            writeln!(out, "\n{}", self.paint.with(Style::Heading, "Not counted"))?;
            brief::marks(report, &report.excused, self.paint, self.options.width, out)?;
        }
        writeln!(out)?;
        self.wrapped(None, &brief::sources(report), out)?;
        self.left_out(report, out)?;
        let text = "A mark is a question, not a verdict. More: -v, `sayso explain RULE`, `sayso why FILE:LINE:COLUMN`.";
        if self.options.first { self.wrapped(Some(Style::Quiet), text, out) } else { Ok(()) }
    }

    fn wrapped(&self, style: Option<Style>, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.paint.wrapped(style, text, self.options.width, out)
    }

    /// What of the page was not judged.
    fn left_out(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        left_out(report).map_or(Ok(()), |told| self.wrapped(Some(Style::Quiet), &told, out))
    }

    /// What no finding means.
    fn nothing(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let Some(few) = few_signals(report).filter(|_| report.findings.is_empty()) else { return Ok(()) };
        writeln!(out)?;
        self.wrapped(None, &few, out)
    }

    /// Size, and oddities of the text.
    fn facts(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let article = &report.article;
        let size = [plural(article.words as u64, "word"), plural(article.sentences as u64, "sentence")].join(", ");
        let own = share(article.own_words, article.words as u64);
        let counts = match report.unjudged() {
            Some(_) => size,
            None => format!("{size}, {own} of the words in the article's own voice"),
        };
        self.wrapped(None, &counts, out)?;
        if let Some(told) = genre(report) {
            self.wrapped(None, &format!("{} (not so? --genre NAME)", plain(&told)), out)?;
        }
        // What the verdict says is not said again.
        let told = report.notes.iter().filter(|n| report.passed_over() != Some(n.message.as_str()));
        told.into_iter().try_for_each(|n| self.wrapped(Some(Style::Note), &format!("note at {}: {}", n.span.spot(), n.message), out))
    }

    fn report(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        if self.options.detail == Detail::Full {
            self.findings(report, out)?;
        }
        tables::sources(report, self.paint, self.options.width, out)?;
        tables::scores(report, self.paint, self.options.width, out)?;
        tables::usual(report, self.paint, self.options.width, out)
    }

    fn findings(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.groups(report, &report.findings, out)?;
        self.nothing(report, out)?;
        let excused = report.excused.len() as u64;
        if excused > 0 && !self.options.excused {
            writeln!(out)?;
            let line = format!("{} not counted, inside quotations or attributed text (--excused shows them).", plural(excused, "match"));
            self.wrapped(Some(Style::Quiet), &line, out)?;
        } else if excused > 0 {
            writeln!(out, "\n{}", self.paint.with(Style::Heading, "Not counted"))?;
            self.groups(report, &report.excused, out)?;
        }
        Ok(())
    }

    /// Findings that share a sentence stand under one excerpt, numbered if they are several; far apart in it, under two.
    fn groups(&self, report: &Report, findings: &[FindingCited], out: &mut dyn Write) -> io::Result<()> {
        let start = |f: &FindingCited| f.trigger().map_or(0, |t| t.at.start);
        for group in findings.chunk_by(|a, b| a.sentence == b.sentence && start(b) <= report.around(a).end) {
            // Nine numbers are one column each; a sentence with more findings is shown again.
            for group in group.chunks(9) {
                let signs: Vec<char> = match group.len() {
                    1 => vec!['^'],
                    n => ('1'..='9').take(n).collect(),
                };
                writeln!(out)?;
                excerpt::write(report, &group.iter().collect::<Vec<_>>(), &signs, self.paint, self.options.width, out)?;
                for (finding, sign) in group.iter().zip(signs) {
                    self.finding(report, finding, sign, out)?;
                }
            }
        }
        Ok(())
    }

    fn finding(&self, report: &Report, finding: &FindingCited, sign: char, out: &mut dyn Write) -> io::Result<()> {
        let head = match finding.excuse() {
            Some(because) => format!("{sign} {} (not counted: {})", finding.rule, excerpt::display(&because)),
            None => format!("{sign} {}[{}]", finding.level.as_str(), finding.rule),
        };
        let reason = finding.reason.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
        let message = format!("{head} {}{reason}", excerpt::display(&plain(&finding.message)));
        for (i, line) in wrap(&message, self.options.width.saturating_sub(4)).iter().enumerate() {
            let line = if i == 0 { self.paint.prefix(Style::of(finding), &head, line) } else { format!("  {line}") };
            writeln!(out, "  {line}")?;
        }
        let weighed = finding.evidence.iter().filter(|e| matches!(e.role, Role::Source | Role::Cue));
        let mut facts: Vec<String> = weighed.map(|e| format!("{}: {}", e.role, excerpt::display(&report.words(&e.span)))).collect();
        facts.extend(finding.advice.iter().map(|a| format!("try: {}", excerpt::display(&plain(a)))));
        facts.extend(finding.entry().map(|e| format!("entry: {e}")));
        for fact in facts {
            for line in hanging(&fact, self.options.width, "    = ", "      ") {
                writeln!(out, "{}", self.paint.with(Style::Quiet, &line))?;
            }
        }
        Ok(())
    }
}
