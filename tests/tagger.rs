//! The trained engine: it takes any text, refuses bad weights, and trusts the user's lexicon.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use proptest::prelude::*;
use sayso::{
    Article,
    attribution::{
        Input, Label,
        tagger::{
            self,
            weights::{Weights, WeightsError},
        },
    },
    document::Document,
    language,
    lexicon::{Lexicons, builtin, parse},
};

fn labels(text: &str, lexicons: &Lexicons) -> Vec<(String, Label)> {
    let article = Article::new("t", text).unwrap();
    let doc = Document::parse(&article);
    let tags = language::tag(&doc);
    let hits = lexicons.scan(&doc, &tags);
    let labels = tagger::label(&Input { doc: &doc, tags: &tags, lexicons, hits: &hits, readings: None });
    assert_eq!(labels.reported.len(), doc.tokens().len());
    assert_eq!(labels.other.len(), doc.tokens().len());
    (0..doc.tokens().len()).map(|i| (doc.word(i).to_owned(), labels.reported[i])).collect()
}

fn label_of(word: &str, labels: &[(String, Label)]) -> Label {
    labels.iter().find(|(w, _)| w == word).unwrap().1
}

#[test]
fn speaker_cue_and_content_are_told_apart() {
    let found = labels(
        "Council closes the bridge\n\nThe old bridge will stay shut until spring, Mayor Ida Brandt said on Monday.",
        &Lexicons::builtin(),
    );
    assert_eq!(label_of("Brandt", &found), Label::SourceI);
    assert_eq!(label_of("said", &found), Label::CueB);
    assert_eq!(label_of("spring", &found), Label::ContentI);
}

#[test]
fn a_cue_verb_of_the_user_works_without_training() {
    let own = r#"
id = "user/cues"
version = "1.0.0"
language = "en"
kind = "cue"
title = "Our own cue verbs"
why = "House style."
[[entry]]
lemma = "blorp"
pos = "verb"
class = "say"
matches = ["She blorped that it was late."]
"#;
    let mut files = builtin();
    files.push(parse("user.toml", own).unwrap());
    let text = "The ferry will not run this week, Ida Brandt blorped on Monday.\n\nMr. Brandt blorped that the harbour needed repairs.";
    let found = labels(text, &Lexicons::compile(files));
    assert_eq!(label_of("blorped", &found), Label::CueB);
    assert_eq!(label_of("repairs", &found), Label::ContentI);
}

#[test]
fn bytes_that_are_no_weights_are_refused() {
    static SHORT: [u8; 10] = [0; 10];
    static WRONG: [u8; 4096] = [7; 4096];
    static CUT: &[u8] = include_bytes!("../models/attribution.bin").split_at(70_000).0;
    assert_eq!(Weights::read(&SHORT).unwrap_err(), WeightsError::Length);
    assert_eq!(Weights::read(&WRONG).unwrap_err(), WeightsError::Magic);
    assert_eq!(Weights::read(CUT).unwrap_err(), WeightsError::Length);
    assert!(Weights::read(include_bytes!("../models/attribution.bin")).is_ok());
}

/// Words and marks that news is made of, so that the text is odd where it hurts.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("\"".to_owned()),
        Just("''".to_owned()),
        Just("said".to_owned()),
        Just("according to".to_owned()),
        Just(", ".to_owned()),
        Just(". ".to_owned()),
        Just("\n\n".to_owned()),
        Just("Ida Brandt".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|p| p.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_has_one_label_a_token(text in odd_text()) {
        let found = labels(&text, &Lexicons::default());
        for pair in found.windows(2) {
            if pair[1].1.part() == pair[0].1.part() {
                continue;
            }
            prop_assert!(pair[1].1 == Label::Out || pair[1].1.opens(), "{pair:?}");
        }
    }
}
