//! The stories of `tests/sources`: attributions are given, their sources are found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Article,
    annotate::Annotated,
    attribution::{self, Attribution, AttributionKind, Attributions, CueClass, Input},
    document::{Document, SentenceId},
    encoder::{Readings, Thresholds},
    lexicon::Lexicons,
    span::Span,
};
use std::{fmt::Write as _, fs, path::Path};

/// A marked part of a story: what it is, and its bytes in the text without marks.
type Part = (char, usize, usize);

/// The text without its marks, and the marked parts.
fn unmark(marked: &str) -> (String, Vec<Part>) {
    let (mut text, mut parts, mut open) = (String::new(), Vec::new(), None);
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        if c == '[' && rest.chars().nth(2) == Some(':') {
            open = Some((rest.chars().nth(1).unwrap(), text.len()));
            rest = &rest[3..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match (c, open.take()) {
            (']', Some((kind, from))) => parts.push((kind, from, text.len())),
            (_, still) => {
                open = still;
                text.push(c);
            }
        }
    }
    (text, parts)
}

fn sentence_at(doc: &Document<'_>, span: Span) -> SentenceId {
    doc.sentences().iter().find(|s| s.span.overlaps(span)).map_or(SentenceId(0), |s| s.id)
}

/// The attributions with their sources; nobody has read the sentences.
fn clustered(doc: &Document<'_>, lexicons: &Lexicons, items: Vec<Attribution>) -> Attributions {
    let (words, readings) = (Annotated::new(doc, lexicons), Readings::new(doc, Thresholds::default()));
    let mut found = Attributions { items, ..Attributions::default() };
    attribution::source::cluster(&Input { words: &words, readings: &readings }, &mut found);
    found
}

/// Parts to attributions: a part that the one in hand already has opens the next.
fn items(doc: &Document<'_>, parts: &[Part]) -> Vec<Attribution> {
    let mut items: Vec<Attribution> = Vec::new();
    let mut has = String::new();
    for &(kind, from, to) in parts {
        let span = doc.article().span(from, to).expect("part");
        if items.is_empty() || has.contains(kind) {
            has.clear();
            items.push(Attribution::new(sentence_at(doc, span), AttributionKind::Indirect, CueClass::Say, None, None, vec![]));
        }
        has.push(kind);
        let item = items.last_mut().unwrap();
        match kind {
            'S' => item.source = Some(span),
            'V' => item.cue = Some(span),
            _ => item.content.push(span),
        }
    }
    for item in items.iter_mut().filter(|a| a.cue.is_none()) {
        item.class = CueClass::NoCue;
    }
    items
}

/// The sources as the stories list them.
fn listed(doc: &Document<'_>, found: &Attributions) -> String {
    let mut list = String::new();
    // The members of a joint source share one cue and one content: one attribution of the story.
    let mut told: Vec<(Option<Span>, &[Span])> = Vec::new();
    let number: Vec<usize> = (found.items.iter())
        .map(|a| {
            let of = (a.cue, a.content.as_slice());
            told.iter().position(|t| *t == of).unwrap_or_else(|| {
                told.push(of);
                told.len() - 1
            })
        })
        .collect();
    for source in &found.sources {
        let of: Vec<usize> = (0..found.items.len()).filter(|&i| found.items[i].source_id == Some(source.id)).collect();
        if of.is_empty() {
            continue;
        }
        let numbers: Vec<String> = of.iter().map(|&i| (number[i] + 1).to_string()).collect();
        write!(list, "- {} {}: {}", source.kind.as_str(), source.name, numbers.join(" ")).unwrap();
        if let Some(medium) = of.iter().find_map(|&i| found.items[i].channel) {
            write!(list, " via {}", doc.text_of(medium)).unwrap();
        }
        list.push('\n');
    }
    list
}

#[test]
fn stories_have_the_sources_that_they_list() {
    let lexicons = Lexicons::builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let (mut wrong, mut stories) = (String::new(), 0);
    for file in ["organizations.md", "persons.md", "wire.md"] {
        for story in fs::read_to_string(folder.join(file)).unwrap().split("# ").skip(1) {
            let (title, body) = story.split_once("\n\n").expect("title");
            let (marked, expected) = body.split_once("\n\n- ").expect("list");
            let (text, parts) = unmark(marked);
            let article = Article::new(title, text).unwrap();
            let doc = Document::parse(&article);
            let found = clustered(&doc, &lexicons, items(&doc, &parts));
            let (expected, listed) = (format!("- {}", expected.trim()), listed(&doc, &found));
            stories += 1;
            if listed.trim() != expected {
                write!(wrong, "{title}\nexpected:\n{expected}\nfound:\n{listed}\n").unwrap();
            }
        }
    }
    assert!(stories >= 8 && wrong.is_empty(), "{stories} stories\n{wrong}");
}

#[test]
fn any_text_has_sources_in_linear_time_and_without_a_panic() {
    let lexicons = Lexicons::builtin();
    for text in [
        "",
        "he said “",
        "Roe and Roe and Roe’s ".repeat(3000).as_str(),
        "’s ’s and, the of The Of the, said Roe (R) (".repeat(200).as_str(),
        "Äö\u{301} 𝒳 said İ’s ß.",
    ] {
        let article = Article::new("odd", text).unwrap();
        let doc = Document::parse(&article);
        let spans: Vec<Span> = doc.tokens().chunks(3).map(|c| c[0].span.cover(c[c.len() - 1].span)).collect();
        let items = spans
            .chunks(3)
            .map(|c| {
                let content = c.get(2).into_iter().copied().collect();
                Attribution::new(sentence_at(&doc, c[0]), AttributionKind::Mixed, CueClass::Say, Some(c[0]), c.get(1).copied(), content)
            })
            .collect();
        let found = clustered(&doc, &lexicons, items);
        for a in &found.items {
            assert!(a.source_id.is_none() || found.source_of(a).is_some_and(|s| !s.mentions.is_empty() && !s.name.is_empty()));
        }
    }
}
