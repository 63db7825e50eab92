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
    let analyzer = Analyzer::default();
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
        for format in FORMATS.iter().filter(|f| SHOWN.contains(&f.format().name)) {
            let path = root().join("reports").join(format!("{name}.{}", format.format().extension));
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
    let html = FORMATS.iter().find(|f| f.format().name == "html").unwrap();
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

fn page(reports: &[Report]) -> String {
    let mut bytes = Vec::new();
    FORMATS.iter().find(|f| f.format().name == "html").unwrap().render(reports, &Options::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Two reasons on the same words are one mark, as in the terminal.
#[test]
fn pages_count_marks_and_tell_their_reasons_apart() {
    let mut report = Analyzer::default().analyze(&Article::new("a.txt", "The council met the regime on Monday.\n").unwrap());
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    assert!(page(std::slice::from_ref(&report)).contains("role=\"status\">1 mark</p>"));
    let mut second = report.findings[0].clone();
    (second.id, second.rule) = (1, "unattributed-assertion".to_owned());
    report.findings.push(second);
    let shown = page(std::slice::from_ref(&report));
    assert!(shown.contains("role=\"status\">1 mark with 2 reasons</p>"));
    for label in ["1a", "1b"] {
        assert!(shown.contains(&format!("<span class=\"no\">{label}</span>")) && shown.contains(&format!("aria-label=\"mark {label}\"")));
    }
    assert!(page(&[report.clone(), report]).contains("<h1 id=\"index-title\">2 articles, 2 marks with 4 reasons</h1>"));
}

#[test]
fn an_index_leaves_out_what_no_article_has() {
    let plain = |id: &str| Analyzer::default().analyze(&Article::new(id, "The council met the regime on Monday.\n").unwrap());
    let mut reports = [plain("a.txt"), plain("b.txt")];
    let head = |name: &str| format!("<button type=\"button\">{name}</button>");
    let shown = page(&reports);
    assert!(shown.contains(&head("Judging word")) && shown.contains(&head("Marks")));
    for missing in ["Outlet", "Date", "Says who?"] {
        assert!(!shown.contains(&head(missing)), "{missing}");
    }
    reports[1].article.outlet = Some("Halden Wire".to_owned());
    assert!(page(&reports).contains(&head("Outlet")));
}
