//! The class page and the worksheet: what they show, what they hide, and that their places are places of the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod markup;
mod page;
mod saved;
mod worksheet;

use sayso::{
    Analyzer, Article,
    render::{Options, by_name},
    report::Report,
};
use std::{fs, path::Path, sync::LazyLock};

static REPORT: LazyLock<Report> = LazyLock::new(|| sample("column"));

fn sample(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/articles/{name}.txt"));
    Analyzer::default().analyze(&Article::new(format!("{name}.txt"), fs::read_to_string(path).unwrap()).unwrap())
}

fn rendered(format: &str, report: &Report) -> String {
    let mut bytes = Vec::new();
    by_name(format).unwrap().render(std::slice::from_ref(report), &Options::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
