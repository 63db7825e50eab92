//! A title that is given beside the text is judged as the headline, and its positions are its own.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

use sayso::{
    Analyzer, Article, Report,
    article::Metadata,
    config::{Profile, Settings},
    input::{self, Limits},
    report::{Excuse, Role, SpanCited},
};

const TITLE: &str = "Café regime’s thugs slaughter innocent protesters";
const TEXT: &str = "The council met on Monday.\n\nIts corrupt cronies stole the harbour’s money, “and more”.";

fn judged(title: &str, text: &str) -> Report {
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let article = Article::new("a", text).and_then(|a| a.headed(title)).expect("short");
    analyzer.analyze(&article.with_metadata(Metadata { title: Some(title.to_owned()), ..Metadata::default() }))
}

fn spans(report: &Report) -> Vec<&SpanCited> {
    let evidence =
        report.findings.iter().chain(&report.excused).flat_map(|f| &f.evidence).filter(|e| e.role != Role::Searched).map(|e| &e.span);
    let said = report.attributions.iter().flat_map(|a| a.content.iter().chain(&a.source).chain(&a.cue));
    evidence.chain(said).chain(report.sources.iter().flat_map(|s| &s.mentions)).collect()
}

#[test]
fn positions_are_in_the_field_that_holds_the_words() {
    let report = judged(TITLE, TEXT);
    for span in spans(&report) {
        let (field, bytes) = span.title.map_or((TEXT, span.byte_start..span.byte_end), |t| (TITLE, t.byte_start..t.byte_end));
        assert_eq!(&field[bytes], span.text);
        let (_, start, end) = span.place();
        let characters: String = field.chars().skip(start).take(end - start).collect();
        assert_eq!(characters, span.text);
        assert_eq!(&report.text[span.at.clone()], span.text);
    }
    let places: Vec<_> = report.sentences.iter().map(sayso::report::SentenceCited::place).collect();
    assert_eq!(places[0], ("title", 0, TITLE.chars().count()));
    assert_eq!((places[1].0, places[2].0), ("text", "text"));
    // Whoever knows nothing of titles finds no words of theirs in the text.
    assert!(spans(&report).iter().filter(|s| s.title.is_some()).all(|s| (s.start, s.end, s.byte_start, s.byte_end) == (0, 0, 0, 0)));
    assert_eq!((report.sentences[1].start, report.sentences[2].byte_end), (0, TEXT.len()));
    let loaded = |f: &str| report.findings.iter().any(|x| x.rule == "loaded-term" && x.evidence[0].span.place().0 == f);
    assert!(loaded("title") && loaded("text"), "{:?}", report.findings);
    assert_eq!((report.headline(), report.body()), (Some((0, TITLE)), TEXT));
}

#[test]
fn a_title_that_the_text_repeats_is_judged_once() {
    for text in [format!("{TITLE}\n\n{TEXT}"), format!("WORLD\nBy Nadia Kell\n{}\n\n{TEXT}", TITLE.to_uppercase().replace('’', "'"))] {
        let report = judged(TITLE, &text);
        assert_eq!(report.text, text);
        assert_eq!(judged(&format!("{TITLE} - Halden Wire"), &text).text, text);
        assert!(spans(&report).iter().all(|s| s.title.is_none()));
    }
    // A paragraph that begins with the words of the title does not stand for it.
    assert!(judged("It rained", &format!("It rained all day on the harbour of Tarnby, where {TEXT}")).text.starts_with("It rained\n\nIt"));
    assert_eq!(judged(" \n", TEXT).text, TEXT);
}

#[test]
fn allowances_and_searched_windows_stay_in_the_text() {
    let text = TEXT.replace("Its", "[sayso allow loaded-term because: a test]\nIts");
    let article = input::text("a", text.as_bytes(), Limits::default()).expect("text").headed(TITLE).expect("short");
    let report = Analyzer::default().analyze(&article);
    let searched = report.findings.iter().chain(&report.excused).flat_map(|f| &f.evidence).filter(|e| e.role == Role::Searched);
    for evidence in searched.filter(|e| e.span.title.is_none()) {
        assert!(text[evidence.span.byte_start..].starts_with(evidence.span.text.trim_end_matches('…')));
    }
    assert!(report.excused.iter().any(|f| f.because == Some(Excuse::Suppressed)), "{:?}", report.excused);
}

#[test]
fn a_long_title_leaves_hard_wrapped_lines_joined() {
    let title = "Harbour of Tarnby stays shut for a second day as the council, the master and the owners of forty boats cannot agree on who is to pay for it";
    let text = "The harbour stayed shut for the whole of the day, the\nmaster told the council, and nobody could say why it\nwas so. The mayor, who had gone home early in the rain,\nsent word.";
    let report = judged(title, text);
    assert_eq!(report.sentences.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 1, 1]);
}
