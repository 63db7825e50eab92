//! The class page: what it shows and what it hides, and that its places are places of the text.
use crate::{REPORT, rendered};
use base64::{Engine, engine::general_purpose::STANDARD};
use sayso::{Analyzer, Article, report::SourceKind};
use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// The page's data on its only article, and what is folded away in it.
pub(crate) fn article(page: &str) -> (Value, Value) {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let folded = STANDARD.decode(data["articles"][0]["folded"].as_str().unwrap()).unwrap();
    (data["articles"][0].clone(), serde_json::from_slice(&folded).unwrap())
}

#[test]
fn before_the_freeze_nothing_of_the_programs_stands_in_the_page() {
    let page = rendered("class", &REPORT);
    assert!(REPORT.findings.len() > 10);
    for f in &REPORT.findings {
        assert!(!page.contains(&f.rule), "{}", f.rule);
        assert!(!page.contains(&sayso::render::message(f)), "{}", f.message);
        // A word alone (*cut*) may stand in the article.
        if let Some(advice) = f.advice.as_ref().filter(|a| a.len() > 20) {
            assert!(!page.contains(advice.as_str()), "{advice}");
        }
    }
    for s in REPORT.sources.iter().filter(|s| s.kind == SourceKind::Collective) {
        assert!(!page.contains(s.kind.as_str()));
    }
    let (_, folded) = article(&page);
    assert_eq!(folded["marks"].as_array().unwrap().len(), REPORT.findings.len() + REPORT.excused.len());
    assert_eq!(folded["speakers"].as_array().unwrap().len(), REPORT.sentences.len());
}

/// What the page holds against another article stays folded away with the marks.
#[test]
fn who_speaks_and_what_is_named_is_folded_away_for_the_other_article() {
    let text = "Council ends bus line\n\nIlse Okafor, an economist, said at Halden University that 4,200 people ride. \"It carries nobody after eight,\" she said.\n";
    let page = rendered("class", &Analyzer::default().analyze(&Article::new("a.txt", text).unwrap()));
    let (_, folded) = article(&page);
    let side = &folded["side"];
    assert_eq!(side["speakers"][0]["name"], "Ilse Okafor");
    assert_eq!(side["speakers"][0]["person"], true);
    let names: Vec<&str> = side["names"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ilse Okafor", "Halden University"]);
    assert_eq!(side["names"][0]["described"][0], "an economist");
    assert_eq!(side["numbers"][0], "4,200");
    assert_eq!(side["quotations"][0], "It carries nobody after eight");
    assert!(!page.contains("\"own_words\"") && !page.contains("described\":"));
}

#[test]
fn every_rule_about_a_text_asks_one_of_the_questions() {
    let mut report = REPORT.clone();
    let finding = report.findings[0].clone();
    report.excused.clear();
    report.findings = vec![finding; REPORT.rules.len()];
    report.findings.iter_mut().zip(&REPORT.rules).for_each(|(f, r)| r.id.clone_into(&mut f.rule));
    let (_, folded) = article(&rendered("class", &report));
    let asked: Vec<&str> = folded["marks"].as_array().unwrap().iter().map(|m| m["rule"].as_str().unwrap()).collect();
    let silent: Vec<&str> = REPORT.rules.iter().map(|r| r.id).filter(|id| !asked.contains(id)).collect();
    assert_eq!(silent, ["unused-suppression"]);
}

#[test]
fn places_are_characters_of_the_text_whatever_it_holds() {
    let text = "The \u{202E}regime\u{202C} 🙂 slammed it.\n\nA caf\u{e9} </script><b>clique</b> fell, the reckless \u{200B}mayor said. It rained.\n";
    let report = Analyzer::default().analyze(&Article::new("a.txt", text).unwrap());
    let (article, folded) = article(&rendered("class", &report));
    let letters: Vec<char> = text.chars().map(|c| if matches!(c, '\u{202A}'..='\u{202E}' | '\u{200B}') { '\u{25AF}' } else { c }).collect();
    let slice = |start: u64, end: u64| letters[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect::<String>();
    let mut seen = 0;
    for part in article["blocks"].as_array().unwrap().iter().flat_map(|b| b["parts"].as_array().unwrap()) {
        if part["n"] != 0 {
            let words = part["text"].as_str().unwrap();
            let start = part["start"].as_u64().unwrap();
            assert_eq!(slice(start, start + words.chars().count() as u64), words);
            seen += 1;
        }
    }
    assert_eq!(seen, report.sentences.len());
    for m in folded["marks"].as_array().unwrap() {
        assert_eq!(slice(m["start"].as_u64().unwrap(), m["end"].as_u64().unwrap()), m["text"].as_str().unwrap());
    }
    assert!(!folded["marks"].as_array().unwrap().is_empty());
}

#[test]
fn no_page_is_written_without_an_article() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_article");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("empty.txt"), "").unwrap();
    for format in ["html", "class", "worksheet", "worksheet-key"] {
        for file in ["empty.txt", "nosuch.txt"] {
            let run = Command::new(env!("CARGO_BIN_EXE_sayso"))
                .args(["check", "--no-config", "--format", format, file])
                .current_dir(&dir)
                .output();
            let run = run.unwrap();
            let told = String::from_utf8(run.stderr).unwrap();
            assert_eq!((run.status.code(), run.stdout.len(), told.lines().count()), (Some(2), 0, 1), "{format} {file}: {told}");
        }
    }
}
