//! Lexicon scan: bytes of text per second on one core, with the embedded lexicons and with 13,000 terms of a user's own.
//! Also what loading costs: the embedded files at start-up, and the user's.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use divan::{Bencher, counter::BytesCount};
use sayso::{
    Article,
    document::Document,
    language,
    lexicon::{self, Lexicons},
};
use std::fmt::Write;

fn main() {
    divan::main();
}

const SENTENCES: &[&str] = &[
    "The harbour board met on Tuesday and put off its vote on the new ferry until the autumn.",
    "“We have asked for the figures three times,” said Ada Brandt, who speaks for the dockers.",
    "The regime in the north slammed the so-called reform, and its puppet ministers fell silent.",
    "About 40 percent of the fishing boats were sold between 2011 and 2016, a report by the county found.",
    "Critics claimed that the mayor had shamefully ignored the far-right mob outside the town hall.",
    "The bridge reopened at noon; traffic was light, and the first bus crossed it ten minutes later.",
];

fn text() -> String {
    SENTENCES.iter().cycle().take(6000).fold(String::new(), |mut text, s| {
        text.push_str(s);
        text.push_str(if text.len() % 5 == 0 { "\n\n" } else { " " });
        text
    })
}

/// A house list of 13,000 terms: words and phrases made of syllables, so that they share first words as real ones do.
fn house_list() -> String {
    let mut out = String::from(
        "id = \"house/list\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"House\"\nwhy = \"House style.\"\n",
    );
    let syllables = ["ba", "den", "fil", "gor", "har", "kis", "lom", "mer", "nup", "ost"];
    for i in 0..13_000 {
        let word: String = [i % 10, i / 10 % 10, i / 100 % 10, i / 1000].iter().map(|&s| syllables[s % 10]).collect();
        match i % 3 {
            0 => writeln!(out, "[[entry]]\nid = \"t{i}\"\nterm = \"the {word} {i}\"").unwrap(),
            1 => writeln!(out, "[[entry]]\nid = \"t{i}\"\nlemma = \"{word}x{i}\"\npos = \"noun\"").unwrap(),
            _ => writeln!(out, "[[entry]]\nid = \"t{i}\"\nlemma = \"{word}y{i}\"\npos = \"verb\"").unwrap(),
        }
    }
    out
}

fn scan(bencher: Bencher<'_, '_>, lexicons: &Lexicons) {
    let text = text();
    let bytes = text.len();
    let article = Article::new("bench", text).expect("short");
    let doc = Document::parse(&article);
    let tags = language::tag(&doc);
    assert!(!lexicons.scan(&doc, &tags).is_empty());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| lexicons.scan(&doc, &tags).len());
}

#[divan::bench]
fn scan_embedded(bencher: Bencher<'_, '_>) {
    scan(bencher, &Lexicons::builtin());
}

#[divan::bench]
fn scan_embedded_and_13000_terms(bencher: Bencher<'_, '_>) {
    let mut files = lexicon::builtin();
    files.push(lexicon::parse("house.toml", &house_list()).expect("valid"));
    scan(bencher, &Lexicons::compile(files));
}

#[divan::bench]
fn load_embedded() -> usize {
    Lexicons::builtin().entries().len()
}

#[divan::bench]
fn load_13000_terms(bencher: Bencher<'_, '_>) {
    let list = house_list();
    bencher.bench_local(|| {
        let file = lexicon::parse("house.toml", &list).expect("valid");
        Lexicons::compile(vec![file]).entries().len()
    });
}
