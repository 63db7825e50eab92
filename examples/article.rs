//! One article, and what was found in it. `cargo run --example article`
#![allow(clippy::print_stdout)]
use sayso::{Article, analyze};
use std::error::Error;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let article = Article::new("harbour.txt", "The regime collapsed on Monday, Mara Lind said. Critics say it was a disaster.")?;
    let report = analyze(&article);
    for finding in &report.findings {
        let words = finding.evidence.first().map_or("", |e| e.span.text.as_str());
        println!("{} {}: “{words}”: {}", finding.level, finding.rule, finding.message);
    }
    for source in &report.sources {
        println!("{} ({}) has {} words", source.name, source.kind, source.words);
    }
    Ok(())
}
