//! What holds of every document, whatever the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use proptest::prelude::*;
use sayso::{
    Article,
    document::{Document, QuoteState},
    input::{self, Limits},
    span::Span,
};

/// Text made of what gives a splitter trouble, and of anything at all.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            "\"", "“", "”", "'", "’", "‘", "''", "``", "`", "«", "»", ".", "...", "…", "?", "!", ",", ":", "—", "--", "-", "(", ")", "[", "]", "\n", "\n\n", "\r\n", " ", " ", " ", "\u{A0}",
            "Mr.", "U.S.", "a.m.", "No.", "Sept. 27", "don't", "drivers'", "'90s", "I", "said", "The", "1.", "a.", "•", "6'2\"", "3.5", "1,000", "00:00", "http://a.b/c", "www.", "a@b.co", "@x", "#y",
            "By Jo Roe", "WASHINGTON (AP) —", "March 3", "Photo:", "İ", "ß", "e\u{301}", "日本。", "\u{200B}", "\u{FEFF}", "\u{AD}", "🙂", "`a`", "**", "](x)", "<b>", "# ", "---\n", "```\n", "<!--", "-->",
        ]).prop_map(str::to_owned),
        2 => "[a-zA-Z]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|p| p.concat())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

fn ordered(spans: impl Iterator<Item = Span>) -> bool {
    let spans: Vec<Span> = spans.collect();
    spans.windows(2).all(|w| w[0].end() <= w[1].start())
}

fn check(article: &Article) -> Result<(), TestCaseError> {
    let doc = Document::parse(article);
    let text = article.text();
    prop_assert!(ordered(doc.paragraphs().iter().map(|p| p.span)));
    prop_assert!(ordered(doc.sentences().iter().map(|s| s.span)));
    prop_assert!(ordered(doc.tokens().iter().map(|t| t.span)));
    for (i, t) in doc.tokens().iter().enumerate() {
        let word = text.get(t.span.start()..t.span.end());
        prop_assert!(word.is_some_and(|w| !w.is_empty() && !w.contains(is_space)), "{word:?}");
        prop_assert_eq!(t.key, sayso::document::key(doc.norm(i)));
        prop_assert!(doc.paragraphs()[t.paragraph as usize].tokens.contains(&i));
        prop_assert!(doc.sentence_of(i).is_none_or(|s| s.tokens.contains(&i)));
        prop_assert!(article.markup().iter().all(|m| !m.overlaps(t.span)));
    }
    let mut covered = vec![false; text.len()];
    for span in doc.tokens().iter().map(|t| t.span).chain(article.markup().iter().copied()) {
        covered[span.start()..span.end()].fill(true);
    }
    // `>` at the head of a line sets it off as a quotation.
    let mut head = true;
    for (at, c) in text.char_indices() {
        prop_assert!(covered[at] || is_space(c) || (head && c == '>'), "{:?} at {} is in no token", c, at);
        let markup = article.markup().iter().any(|m| m.start() <= at && at < m.end());
        head = matches!(c, '\n' | '\r') || head && (c == '>' || is_space(c) || markup);
    }
    for (i, s) in doc.sentences().iter().enumerate() {
        let paragraph = &doc.paragraphs()[s.paragraph];
        prop_assert_eq!(s.id.0 as usize, i);
        prop_assert!(!s.tokens.is_empty() && paragraph.sentences.contains(&i) && paragraph.span.contains(s.span));
        prop_assert_eq!(doc.span_of(s.tokens.clone()), s.span);
    }
    for p in doc.paragraphs() {
        // Body text has no token outside its sentences but its dateline.
        let silent = p.tokens.clone().filter(|&t| doc.sentence_of(t).is_none());
        prop_assert!(p.kind.is_furniture() || silent.into_iter().all(|t| p.dateline.is_some_and(|d| d.contains(doc.tokens()[t].span))));
    }
    for q in doc.quotations() {
        prop_assert!(q.tokens.clone().all(|t| doc.quote_state(t) != QuoteState::Outside));
    }
    prop_assert!(doc.quotations().windows(2).all(|w| w[0].span.start() <= w[1].span.start()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_keep_their_invariants(text in text()) {
        check(&Article::new("p", text).unwrap())?;
    }

    #[test]
    fn markdown_keeps_them_too(text in text()) {
        if let Ok(article) = input::markdown("p", text.as_bytes(), Limits::default()) {
            check(&article)?;
        }
    }

    #[test]
    fn any_bytes_are_an_article_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let limits = Limits::default();
        if let Ok(article) = input::text("p", &bytes, limits) {
            check(&article)?;
        }
        if let Ok(read) = input::decode(&bytes, true) {
            prop_assert!(read.note.is_some() || read.text.as_bytes() == bytes);
        }
        for record in input::jsonl(bytes.as_slice(), limits) {
            prop_assert!(record.is_ok() || record.is_err_and(|e| e.line > 0));
        }
    }
}

/// A megabyte of one thing must not take quadratic time; should it, this test does not end.
#[test]
fn a_megabyte_of_anything_is_read() {
    for piece in [
        "\"", ".", "'", "“", "”", ". . ", "a.", "(", ". (", "s' ", "'s", "\n", "a\n", "\"a\n", "“a\n\n", "a.b.", "1.", "1) A ", "• ", "[",
        "](", "`", "``a`", "*a", "<", "<!--", "```\n", "http://", "a@", "—", "!", "Mr. ", "a's",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let article = Article::new("m", text.as_str()).unwrap();
        assert_eq!(Document::parse(&article).tokens().is_empty(), piece == "\n", "{piece:?}");
        let marked = input::markdown("m", text.as_bytes(), Limits::default());
        assert_eq!(marked.is_err(), piece == "\n");
        if let Ok(a) = &marked {
            assert!(Document::parse(a).article().text().len() > 900_000);
        }
    }
}
