//! Sentence bounds and quotations against the written cases of `tests/document/`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{Article, document::Document};
use std::fmt::Write;

fn cases(file: &str) -> impl Iterator<Item = &str> {
    file.split("\n\n").map(str::trim).filter(|c| !c.is_empty() && !c.starts_with('#'))
}

#[test]
fn sentences_end_where_the_cases_say() {
    let mut wrong = String::new();
    for case in cases(include_str!("document/sentences.txt")) {
        let text = case.replace("\n|", "").replace('\n', " ");
        let wanted: Vec<&str> = case.split('\n').map(|l| l.trim_start_matches('|')).collect();
        let article = Article::new("case", text).unwrap();
        let doc = Document::parse(&article);
        let got: Vec<&str> = doc.sentences().iter().map(|s| doc.text_of(s.span)).collect();
        if got != wanted {
            writeln!(wrong, "wanted {wanted:?}\n   got {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn quotations_are_where_the_cases_say() {
    let mut wrong = String::new();
    for case in cases(include_str!("document/quotations.txt")) {
        let text: String = case.replace(" ¶ ", "\n\n").replace("{?", "").replace("{>", "").replace(['{', '}'], "");
        let article = Article::new("case", text).unwrap();
        let doc = Document::parse(&article);
        let got = drawn(&doc);
        if got != case {
            writeln!(wrong, "wanted {case}\n   got {got}").unwrap();
        }
        let unclosed = doc.quotations().iter().filter(|q| !q.closed).count();
        assert!(unclosed == 0 || !doc.notes().is_empty(), "an odd mark is told of: {case}");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The text with its quotations drawn in, as the cases are written.
fn drawn(doc: &Document) -> String {
    let mut marks: Vec<(usize, usize, &str)> = Vec::new();
    for (n, q) in doc.quotations().iter().enumerate() {
        let open = if q.continues {
            "{>"
        } else if q.closed {
            "{"
        } else {
            "{?"
        };
        marks.push((q.span.start(), 1000 + n, open));
        marks.push((q.span.end(), 999 - n, "}"));
    }
    marks.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for (place, _, mark) in marks {
        out.push_str(&doc.article().text()[at..place]);
        out.push_str(mark);
        at = place;
    }
    out.push_str(&doc.article().text()[at..]);
    out.replace("\n\n", " ¶ ")
}

/// What may be an address is looked at up to a length, wherever that falls in a letter.
#[test]
fn a_long_word_behind_a_point_may_have_any_letters() {
    for letters in 70..90 {
        let text = format!("He said no.yes.{}ж.Then he left.", "aж".repeat(letters / 2) + &"a".repeat(letters % 2));
        let article = Article::new("a.txt", &text).unwrap();
        assert!(!Document::parse(&article).sentences().is_empty());
    }
}
