//! Reports as data: what is kept renders again to the same bytes, what does not hang together cannot be read, and shares can be recounted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{
    Analyzer, Article, Report,
    config::{Profile, Settings},
    finding::Eligible,
    input::{self, Format, Limits},
    render::{FORMATS, Options},
    reopen,
    report::{Unit, Voice},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// The samples, a web page whose lines are the file's, a draft with an allowance, a title that was given beside the text, and a question, which
/// is in nobody's voice.
fn reports() -> Vec<Report> {
    let analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() }).build();
    let sample = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name)).unwrap();
    let mut articles: Vec<Article> = ["column.txt", "court.txt"].map(|n| Article::new(n, sample(n)).unwrap()).into();
    let page = "<html><body><article><h1>Regime falls</h1>\n<p>The café regime fell on Monday, Mara Lind told reporters in Halden.</p>\n\
                <p>Critics say the thugs who ran it robbed the harbour and lied about it for years.</p></article></body></html>";
    let draft =
        "# Harbour\n\nThe regime fell. <!-- sayso allow loaded-term \"regime\" because: a test --> “It was a disaster,” Lind said.\n";
    for (name, text, format) in [("a.html", page, Format::Html), ("a.md", draft, Format::Markdown)] {
        articles.extend(input::read(name, text.as_bytes(), format, Limits::default()).unwrap());
    }
    articles.push(Article::new("b", "The council met on Monday.").unwrap().headed("Café regime slaughters protesters").unwrap());
    let question = "A rogue regime\n\nWho will stop the thugs of the regime? Read more about the corrupt regime here. Stop the thugs! \
                    The council met on Monday. It has twelve members.\n\nCorrupt, ruthless, reckless.\n";
    articles.push(Article::new("c", question).unwrap());
    articles.iter().map(|a| analyzer.analyze(a)).collect()
}

fn one() -> Value {
    let text = "The regime collapsed on Monday, the ministry said. Critics say it was a disaster.";
    serde_json::from_str(&sayso::analyze(&Article::new("a", text).unwrap()).keep().unwrap()).unwrap()
}

#[test]
fn a_kept_report_renders_to_the_same_bytes_in_every_format() {
    let reports = reports();
    let again: Vec<Report> = reports.iter().map(|r| reopen(&r.keep().unwrap()).unwrap()).collect();
    for format in FORMATS {
        let written = |reports: &[Report]| {
            let mut bytes = Vec::new();
            format.render(reports, &Options { excused: true, ..Options::default() }, &mut bytes).unwrap();
            bytes
        };
        assert!(written(&reports) == written(&again), "{}", format.format().name);
    }
}

#[test]
fn what_does_not_hang_together_cannot_be_read() {
    assert!(reopen(&one().to_string()).is_ok());
    let refused = |change: fn(&mut Value), why: &str| {
        let mut kept = one();
        change(&mut kept);
        let error = reopen(&kept.to_string()).map(|_| ()).expect_err(why).to_string();
        assert!(error.contains(why), "{error}");
    };
    refused(|k| k["report"]["findings"][0]["evidence"] = json!([]), "begins with its trigger");
    refused(|k| k["report"]["findings"][0]["evidence"][0]["role"] = json!("cue"), "begins with its trigger");
    refused(|k| k["report"]["sentences"][0]["voice"] = json!("outlt"), "unknown variant `outlt`, expected one of `outlet`");
    refused(|k| k["report"]["attributions"][0]["sentence"] = json!(u32::MAX), "is missing");
    refused(|k| k["report"]["attributions"][0]["source_id"] = json!(99), "is missing");
    refused(|k| k["report"]["findings"][0]["sentence"] = json!(99), "is missing");
    refused(|k| k["page"]["spans"][0][3] = json!(9999), "its text does not have");
    refused(|k| k["page"]["text"] = json!("Another."), "its text does not have");
    refused(|k| drop(k["page"]["spans"].as_array_mut().unwrap().pop()), "another report's");
    refused(|k| k["report"]["schema"] = json!("sayso-report/0"), "sayso-report/0");
    // What `--format json` writes has no text to render.
    refused(|k| *k = k["report"].take(), "missing field");
}

#[test]
fn shares_can_be_recounted_and_their_parts_lie_in_the_whole() {
    let mut loaded_headline = false;
    for report in reports() {
        for rule in sayso::classify::ALL.iter().map(|r| r.meta()) {
            let Some(score) = report.scores.iter().find(|s| s.id == rule.id.0 && s.unit == Unit::Share) else { continue };
            let voice = |s: &&sayso::report::SentenceCited| match rule.eligible {
                Eligible::OwnVoice => s.voice.is_own(),
                Eligible::Attributed => matches!(s.voice, Voice::Attributed | Voice::Mixed),
                _ => true,
            };
            let of: BTreeSet<usize> = report.sentences.iter().filter(voice).map(|s| s.index).collect();
            let found = report.findings.iter().filter(|f| f.rule == rule.id.0).map(|f| f.sentence);
            let flagged: BTreeSet<usize> = found.filter(|s| of.contains(s)).collect();
            assert_eq!((score.numerator, score.denominator), (flagged.len() as u64, of.len() as u64), "{} {}", report.article.id, score.id);
            loaded_headline |= flagged.iter().any(|&s| report.sentences[s].voice == Voice::Unvoiced);
        }
    }
    assert!(loaded_headline, "no finding in a sentence without a voice: the test shows too little");
}
