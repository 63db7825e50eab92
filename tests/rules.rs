//! Runs the literate fixtures `tests/rules/<rule-id>.md`.
//!
//! Each fenced block is one article. Under a line of text, a line of `^^^^` draws the trigger of a finding, followed by the
//! rule's id and, if the rule gives one, the reason: every finding of the file's rule that the article has must be drawn,
//! and no other. A trigger that goes on to the next line is drawn to the end of its first line.
//! Lines that begin with `>` inside a block are comments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sayso::{
    Analyzer,
    config::{Profile, Settings},
    input::{self, Format, Limits},
};
use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

/// A finding as drawn: byte offset of the trigger's start and of its end on its first line, then the reason.
type Drawn = (usize, usize, String);

#[test]
fn every_fixture_shows_exactly_the_findings_drawn() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "md")).collect();
    files.sort();
    assert!(!files.is_empty(), "no fixture file");
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let mut wrong = String::new();
    for file in files {
        let rule = file.file_stem().unwrap().to_string_lossy().into_owned();
        for (line, block) in blocks(&fs::read_to_string(&file).unwrap()) {
            let (text, want) = parse(&block, &rule).unwrap_or_else(|e| panic!("{}:{line}: {e}", file.display()));
            let got = findings(&analyzer, &text, &rule);
            if got != want {
                writeln!(wrong, "{}:{line}\n{}", file.display(), difference(&text, &want, &got)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Cases that the program does not get right yet are kept beside the others: one that it gets right belongs among those.
#[test]
fn hard_cases_are_hard() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/hard");
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let mut right = Vec::new();
    for file in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
        let rule = file.file_stem().unwrap().to_string_lossy().into_owned();
        for (line, block) in blocks(&fs::read_to_string(&file).unwrap()) {
            let (text, want) = parse(&block, &rule).unwrap();
            if findings(&analyzer, &text, &rule) == want {
                right.push(format!("{}:{line}", file.display()));
            }
        }
    }
    assert!(right.is_empty(), "right now, so move them to the fixtures: {right:#?}");
}

/// What `sayso explain` shows is flagged with the settings that people have, and what it writes instead is not.
#[test]
fn examples_of_the_pages_are_flagged_and_their_better_versions_are_not() {
    let analyzer = Analyzer::default();
    let flags = |text: &str, rule: &str| {
        let articles = input::read("example.md", text.as_bytes(), Format::Markdown, Limits::default()).unwrap();
        articles.iter().any(|a| analyzer.analyze(a).findings.iter().any(|f| f.rule == rule))
    };
    let mut wrong = Vec::new();
    for meta in sayso::classify::ALL.iter().map(|c| c.meta()) {
        let (rule, (text, better)) = (meta.id.0, example(meta.explanation));
        if !flags(&text, rule) {
            wrong.push(format!("{rule} does not flag its example: {text}"));
        }
        if let Some(better) = better.filter(|b| flags(b, rule)) {
            wrong.push(format!("{rule} flags its better version: {better}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The quoted text under the heading *Example* of a rule's page, and what the page writes instead, where it does.
fn example(page: &str) -> (String, Option<String>) {
    let (_, rest) = page.split_once("## Example\n").unwrap();
    let section = rest.split("\n## ").next().unwrap();
    let quoted: Vec<&str> = section.lines().filter_map(|l| l.strip_prefix('>')).map(str::trim_start).collect();
    assert!(!quoted.is_empty(), "no example: {page}");
    let better = section.split_once("Better: ").and_then(|(_, b)| b.split('*').nth(1)).map(str::to_owned);
    (quoted.join("\n"), better)
}

#[test]
fn the_runner_reads_what_is_drawn_and_refuses_what_is_not_understood() {
    let block = ["> a comment", "The café regime fell.", "         ^^^^^^ loaded-term", "It was bad.", "       ^^^ loaded-term evaluation"];
    let block: Vec<String> = block.map(str::to_owned).to_vec();
    let (text, want) = parse(&block, "loaded-term").unwrap();
    assert_eq!(text, "The café regime fell.\nIt was bad.\n");
    let at = text.find("regime").unwrap();
    let bad = text.find("bad").unwrap();
    assert_eq!(want, BTreeSet::from([(at, at + 6, String::new()), (bad, bad + 3, "evaluation".to_owned())]));
    assert!(parse(&block, "other-rule").is_err());
    assert!(parse(&["Short.".to_owned(), "        ^^^ loaded-term".to_owned()], "loaded-term").is_err());
    assert!(parse(&["^^^ loaded-term".to_owned()], "loaded-term").is_err());
}

/// The fenced blocks of a Markdown file, each with the number of its first line.
fn blocks(markdown: &str) -> Vec<(usize, Vec<String>)> {
    let (mut res, mut open) = (Vec::new(), false);
    for (i, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            open = !open;
            if open {
                res.push((i + 2, Vec::new()));
            }
        } else if open && let Some((_, block)) = res.last_mut() {
            block.push(line.to_owned());
        }
    }
    res
}

/// The article's text and the findings drawn under its lines.
fn parse(block: &[String], rule: &str) -> Result<(String, BTreeSet<Drawn>), String> {
    let (mut text, mut want, mut above) = (String::new(), BTreeSet::new(), None::<(usize, &str)>);
    for line in block {
        if line.starts_with('>') {
            continue;
        }
        if !line.trim_start().starts_with('^') {
            above = Some((text.len(), line));
            text.push_str(line);
            text.push('\n');
            continue;
        }
        let (start, above) = above.ok_or("marks without a line of text above")?;
        let mut words = line.split_whitespace();
        let marks = words.next().unwrap_or_default();
        if !marks.bytes().all(|b| b == b'^') || words.next() != Some(rule) {
            return Err(format!("not understood: {line:?}"));
        }
        let column = line.len() - line.trim_start().len();
        let byte = |chars: usize| above.char_indices().map(|(b, _)| b).chain([above.len()]).nth(chars);
        let (from, to) = byte(column).zip(byte(column + marks.len())).ok_or(format!("the marks go beyond the text: {line:?}"))?;
        want.insert((start + from, start + to, words.collect::<Vec<_>>().join(" ")));
    }
    Ok((text, want))
}

/// What the program finds: counted findings of one rule.
fn findings(analyzer: &Analyzer, text: &str, rule: &str) -> BTreeSet<Drawn> {
    let report = analyzer.analyze(&input::text("fixture", text.as_bytes(), Limits::default()).unwrap());
    let mine = report.findings.iter().filter(|f| f.rule == rule);
    mine.map(|f| {
        let at = &f.evidence[0].span;
        let end = text[at.byte_start..at.byte_end].find('\n').map_or(at.byte_end, |n| at.byte_start + n);
        (at.byte_start, end, f.reason.map(|r| r.to_string()).unwrap_or_default())
    })
    .collect()
}

fn difference(text: &str, want: &BTreeSet<Drawn>, got: &BTreeSet<Drawn>) -> String {
    let show = |(a, b, reason): &Drawn| format!("`{}` {reason}", &text[*a..*b]);
    let list = |set: Vec<&Drawn>| set.into_iter().map(show).collect::<Vec<_>>().join(", ");
    let missing = list(want.difference(got).collect());
    let extra = list(got.difference(want).collect());
    format!("{}    missing: {missing}\n    unexpected: {extra}\n", text.lines().fold(String::new(), |s, l| s + "    | " + l + "\n"))
}
