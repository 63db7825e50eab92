//! The context engine on short texts of our own: whose voice, what is marked, and what is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article, Report,
    lexicon::{self, Lexicons},
    report::Voice,
};

fn read(text: &str) -> Report {
    Analyzer::default().analyze(&Article::new("t", text).unwrap())
}

fn voices(text: &str) -> Vec<String> {
    read(text).sentences.iter().map(|s| s.voice.to_string()).collect()
}

fn triggers(report: &Report, rule: &str) -> Vec<String> {
    report.findings.iter().filter(|f| f.rule == rule).map(|f| f.evidence[0].span.text.clone()).collect()
}

#[test]
fn who_speaks_in_plain_reports() {
    let text = "Harbour bridge to close\n\nThe council closed the bridge on Monday. “It will not last the winter,” Mara Lind, the town engineer, said. \
                She added that two of the cables were rusted through.";
    assert_eq!(voices(text)[1..], ["outlet", "attributed", "attributed"]);
}

#[test]
fn a_report_that_goes_on_stays_its_source_s() {
    let text = "The mill will shut in May, Jonas Vey, its owner, told the Tarnby Post. Some 40 workers will lose their jobs, he said. \
                The machines will be sold abroad, he added.";
    let report = read(text);
    assert!(report.sentences.iter().all(|s| s.voice == Voice::Attributed), "{:?}", voices(text));
    let named: Vec<&str> = report.sources.iter().map(|s| s.name.as_str()).collect();
    assert!(named.contains(&"Jonas Vey"), "{named:?}");
}

#[test]
fn what_anyone_could_see_is_the_article_s_own_and_needs_no_source() {
    let text = "Council meets\n\nThe council of Tarnby met on Monday. It voted by six to three to close the harbour bridge.\n\nThe bridge was built in 1931.";
    assert_eq!(voices(text)[1..], ["outlet"; 3]);
    assert_eq!(triggers(&read(text), "unattributed-assertion"), [""; 0]);
}

#[test]
fn plain_senses_are_not_loaded() {
    for text in [
        "The hearing is due to be held on Friday in the town hall.",
        "The water of the lake is poor in oxygen in August.",
        "The lane led to the square behind the church.",
        "The team failed to score in the first half.",
    ] {
        let report = read(text);
        assert_eq!(triggers(&report, "loaded-term"), [""; 0], "{text}");
    }
}

#[test]
fn a_flood_claims_lives_and_no_doubt() {
    assert_eq!(triggers(&read("The flood of 1953 claimed 12 lives in the valley."), "loaded-term"), [""; 0]);
}

#[test]
fn judgements_in_the_article_s_own_words_are_marked_and_a_source_s_are_not() {
    let own = read("The mayor's disgraceful handling of the floods has shamed the town. The regime in the town hall must go.");
    assert!(!triggers(&own, "loaded-term").is_empty());
    let told = read("“The mayor's disgraceful handling of the floods has shamed the town,” Mara Lind said.");
    assert_eq!(triggers(&told, "loaded-term"), [""; 0]);
}

#[test]
fn a_house_entry_counts_at_once() {
    let house = r#"
id = "house/words"
version = "1.0.0"
language = "en"
kind = "loaded"
title = "House words"
why = "The desk does not write it."

[[entry]]
term = "moonbeam scheme"
"#;
    let cue = r#"
id = "house/cues"
version = "1.0.0"
language = "en"
kind = "cue"
title = "House cues"
why = "Our columnists write so."

[[entry]]
term = "harrumphed"
class = "say"
"#;
    let mut files = lexicon::builtin();
    files.extend([house, cue].map(|text| lexicon::parse("house.toml", text).unwrap()));
    let analyzer = Analyzer::builder().lexicons(Lexicons::compile(files)).build();
    let read = |text: &str| analyzer.analyze(&Article::new("t", text).unwrap());
    assert_eq!(triggers(&read("The council passed the moonbeam scheme on Monday."), "loaded-term"), ["moonbeam scheme"]);
    let report = read("The roof will hold for ten years, Mara Lind harrumphed.");
    let cues: Vec<&str> = report.attributions.iter().filter_map(|a| a.cue.as_ref()).map(|c| c.text.as_str()).collect();
    assert_eq!(cues, ["harrumphed"]);
}

#[test]
fn who_declines_to_speak_is_no_anonymous_source() {
    let text = "Permits\n\nThe ministry granted six permits in May.\n\nA spokeswoman for the ministry declined to say whether the permits would be reviewed.";
    assert_eq!(triggers(&read(text), "anonymous-source"), [""; 0]);
    let text = "Permits\n\nThe permits will be withdrawn in May, an official familiar with the matter said.";
    assert_eq!(triggers(&read(text), "anonymous-source"), ["an official familiar with the matter"]);
}

#[test]
fn the_sides_are_read_alike() {
    let one = read("Democrats accused Republicans of lying about the dam. Republicans called the charge absurd.");
    let other = read("Republicans accused Democrats of lying about the dam. Democrats called the charge absurd.");
    let marks = |r: &Report| r.findings.iter().map(|f| (f.rule.clone(), f.level, f.reason)).collect::<Vec<_>>();
    assert_eq!(marks(&one), marks(&other));
}

#[test]
fn an_overlong_sentence_is_read_so_far_and_no_further() {
    let report = read(&"word ".repeat(20_000));
    assert_eq!(report.sentences.len(), 1);
    assert!(report.findings.is_empty());
}
