//! An own lexicon beside the built-in ones. `cargo run --example lexicon`
#![allow(clippy::print_stdout)]
use sayso::{Analyzer, Article, lexicon};
use std::error::Error;

const HOUSE: &str = r#"
id = "house/words"
version = "1.0.0"
language = "en"
kind = "loaded"
title = "House style"
why = "We name what a body does and do not judge that it exists"

[[entry]]
term = "quango"
"#;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut files = lexicon::builtin();
    // A misspelt key, class or condition is an error that names the line and the nearest right word.
    files.push(lexicon::parse("house.toml", HOUSE)?);
    let analyzer = Analyzer::builder().lexicons(lexicon::Lexicons::compile(files)).build();
    let report = analyzer.analyze(&Article::new("a", "The quango met on Monday.")?);
    let cited = report.findings.iter().filter_map(|f| f.category.as_deref()).any(|c| c == "house/words");
    println!("the house's own entry {}", if cited { "is cited" } else { "is not cited" });
    if cited { Ok(()) } else { Err("the entry should count".into()) }
}
