//! `reports/` shows what the program makes of the sample articles, in every format for people and machines. `UPDATE_REPORTS=1` rewrites it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sayso::{
    Analyzer, Article,
    render::{FORMATS, Options},
    report::Report,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const SAMPLES: [&str; 5] = ["balanced", "column", "court", "science", "wire"];
/// The formats of `reports/`; the others have tests of their own.
const SHOWN: [&str; 9] = ["text", "json", "jsonl", "csv", "html", "markdown", "class", "worksheet", "worksheet-key"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn reports() -> Vec<Report> {
    let analyzer = Analyzer::builtin();
    let read = |name: &&str| {
        let id = format!("{name}.txt");
        let text = fs::read_to_string(root().join("tests/articles").join(&id)).unwrap();
        analyzer.analyze(&Article::new(id, text).unwrap())
    };
    SAMPLES.iter().map(read).collect()
}

#[test]
fn sample_reports_are_current() {
    let update = std::env::var_os("UPDATE_REPORTS").is_some();
    let mut stale = Vec::new();
    for (name, report) in SAMPLES.iter().zip(reports()) {
        for format in FORMATS.iter().filter(|f| SHOWN.contains(&f.name())) {
            let path = root().join("reports").join(format!("{name}.{}", format.extension()));
            let mut bytes = Vec::new();
            format.render(std::slice::from_ref(&report), &Options::default(), &mut bytes).unwrap();
            if fs::read(&path).is_ok_and(|old| old == bytes) {
                continue;
            }
            stale.push(path.display().to_string());
            if update {
                fs::create_dir_all(root().join("reports")).unwrap();
                fs::write(&path, bytes).unwrap();
            }
        }
    }
    assert!(update || stale.is_empty(), "not current; UPDATE_REPORTS=1 cargo test --test reports rewrites them: {stale:#?}");
}

/// What people read in `reports/` can be recounted: every finding of the report is in the page, once in the list.
#[test]
fn pages_list_every_finding_once() {
    let html = FORMATS.iter().find(|f| f.name() == "html").unwrap();
    for report in reports() {
        let mut bytes = Vec::new();
        html.render(std::slice::from_ref(&report), &Options::default(), &mut bytes).unwrap();
        let page = String::from_utf8(bytes).unwrap();
        for f in report.findings.iter().chain(&report.excused) {
            assert_eq!(page.matches(&format!("id=\"a0-f{}\"", f.id)).count(), 1, "{} finding {}", report.article.id, f.id);
            assert_eq!(page.matches(&format!("id=\"a0-m{}\"", f.id)).count(), 1, "{} mark {}", report.article.id, f.id);
        }
    }
}
