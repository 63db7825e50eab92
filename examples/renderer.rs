//! A format of one's own, and a report that is kept and shown later. `cargo run --example renderer`
use sayso::{
    Article, Report, analyze,
    render::{Options, Render},
    reopen,
};
use std::{
    error::Error,
    io::{self, Write},
};

/// One line a mark: place, words, rules.
struct Marks;

impl Render for Marks {
    fn format(&self) -> sayso::render::Format<'_> {
        sayso::render::Format { name: "marks", extension: "txt", about: "one line a mark" }
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        for report in reports {
            for mark in Report::marks(&report.findings) {
                let rules: Vec<&str> = mark.iter().map(|f| f.rule.as_str()).collect();
                if let Some(words) = mark.first().and_then(|f| f.evidence.first()).map(|e| &e.span) {
                    writeln!(out, "{} “{}” {}", words.spot(), words.text, rules.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let report = analyze(&Article::new("a", "The regime fell on Monday. It was a disaster.")?);
    let kept: String = report.keep()?;
    let later = reopen(&kept)?;
    Marks.render(&[later], &Options::default(), &mut io::stdout())?;
    Ok(())
}
