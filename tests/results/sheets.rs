//! Sheets as they are written.
use crate::{
    agree::{ANNA, BEN, codings},
    articles::side_by_side,
    compared, loaded, table,
};
use sayso::{
    agree,
    sheet::{self, Cell, Format, Picture},
};

#[test]
fn a_sheet_is_written_in_every_format_and_no_text_escapes_from_it() {
    let mut sheet = side_by_side();
    sheet.sections[0].rows[0][1] = Cell::text("=1+1 <script>alert(1)</script> | \u{202E}");
    sheet.sections[1].pictures.push(Picture::Bars {
        title: "<b>".to_owned(),
        unit: "\"words\"".to_owned(),
        bars: vec![sheet::Bar { label: "<i>&".to_owned(), value: 3.0 }],
    });
    let written = |format| {
        let mut out = Vec::new();
        sheet::write(&sheet, format, 100, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let html = written(Format::Html);
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>&") && !html.contains('\u{202E}'));
    assert!(html.contains("default-src &#x27;none&#x27;") && html.contains("<svg"));
    // Tables are data; what people open in a spreadsheet runs nothing.
    assert!(written(Format::Csv).contains("=1+1") && !written(Format::Csv).contains("'=1+1"));
    assert!(String::from_utf8_lossy(&sheet::csv_table(&sheet.sections[0], true)).contains("'=1+1"));
    assert!(written(Format::Markdown).contains("\\<script\\>"));
    let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).unwrap();
    assert_eq!(json["tables"]["articles"].as_array().map(Vec::len), Some(2));
    assert!(!written(Format::Text).contains('\u{202E}'));
}

/// Needs node, chromium and `npm ci --prefix tests/browser`, as `tests/browser.rs` does; says so and stops where one is missing.
#[test]
#[allow(clippy::print_stderr)]
fn sheets_work_in_a_browser() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let present = |program: &str| std::process::Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    if !present("node") || !present("chromium") || !root.join("tests/browser/node_modules").is_dir() {
        eprintln!("skipped: it needs node, chromium, and `npm ci --prefix tests/browser`");
        return;
    }
    let mut plan = loaded(&["outlet"]);
    plan.period = Some(7);
    let codings = codings(&[("anna", ANNA), ("ben", BEN)]);
    let options = agree::Options { resamples: 99, seed: 1 };
    let agreement = agree::sheet(&codings, &agree::outcome(&codings, &options), &options);
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let pages =
        [("groups", compared(&table(40, 2), &plan).1), ("agreement", agreement), ("articles", side_by_side())].map(|(name, sheet)| {
            let mut html = Vec::new();
            sheet::write(&sheet, Format::Html, 100, &mut html).unwrap();
            let path = dir.join(format!("sheet-{name}.html"));
            std::fs::write(&path, html).unwrap();
            path
        });
    let run = std::process::Command::new("node").arg(root.join("tests/browser/sheets.mjs")).args(pages).output().unwrap();
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}
