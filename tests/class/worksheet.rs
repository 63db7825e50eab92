//! The worksheet and its key.
use crate::{page::article, rendered, sample};
use sayso::{Analyzer, Article};
use std::{fs, path::Path};

#[test]
fn a_worksheet_has_no_answers_and_its_key_keys_no_silence() {
    for name in ["wire", "column", "court"] {
        let report = sample(name);
        let (sheet, key) = (rendered("worksheet", &report), rendered("worksheet-key", &report));
        assert!(!sheet.contains("Answers") && key.contains("Answers, for the teacher"));
        for f in report.findings.iter().filter(|f| f.rule == "unattributed-assertion") {
            assert!(!sheet.contains(&sayso::render::message(f)));
        }
        assert!(!key.contains("as fact"), "nothing is keyed as fact");
    }
}

/// A sentence is asked about only where the answer is plain: it names who says it, or it is the article's own throughout.
#[test]
fn the_key_tells_who_says_a_sentence_only_where_the_sentence_does() {
    let key = rendered("worksheet-key", &sample("wire"));
    assert!(key.contains("yes, <span dir=\"auto\">Haldane</span>"), "{key}");
    assert!(key.contains("no, the article tells it in its own voice"));
    for pointing in ["He", "The expert", "him"] {
        assert!(!key.contains(&format!("yes, <span dir=\"auto\">{pointing}</span>")), "{pointing}");
    }
}

#[test]
fn a_text_in_another_language_has_a_note_and_no_answers_or_figures() {
    let text = "Streit um den Fischmarkt\n\nDer Bürgermeister von Halden, Karl Berg, sagte am Dienstag, die Stadt werde den alten Fischmarkt bis zum \
                Sommer schließen. Kritiker sprechen von einer Katastrophe und fordern seinen Rücktritt. Niemand habe sie gefragt, sagten die Händler \
                nach der Sitzung des Rates.\n";
    let report = Analyzer::default().analyze(&Article::new("de.txt", text).unwrap());
    let why = report.unjudged().unwrap();
    let [sheet, key, page] = ["worksheet", "worksheet-key", "html"].map(|format| rendered(format, &report));
    assert!([&sheet, &key, &page].iter().all(|shown| shown.contains(why)));
    assert!(!sheet.contains("Sentences to judge"));
    assert!(!key.contains("<ol") && !key.contains("nobody is quoted"));
    assert!(!page.contains("0 marks") && !page.contains("class=\"sources\"") && !page.contains("class=\"scores\""));
}

#[test]
fn the_key_answers_in_the_words_of_the_question() {
    let text = "Critics say the bridge is unsafe. The port will close, an official said.\n";
    let report = Analyzer::default().analyze(&Article::new("a.txt", text).unwrap());
    let (sheet, key) = (rendered("worksheet", &report), rendered("worksheet-key", &report));
    for kind in ["somebody without a name", "nobody in particular"] {
        assert!(sheet.contains(kind) && key.contains(&format!("<td>{kind}</td>")), "{kind}");
    }
    let (_, table) = key.split_once("Without a name, though").unwrap();
    let (unnamed, nobody) = table.split_once("Nobody in particular, so").unwrap();
    assert!(unnamed.contains("an official") && !unnamed.contains("Critics") && nobody.contains("Critics"), "{key}");
    assert!(!key.contains("Try: Who"), "{key}");
}

/// Who is named first (a byline, somebody in the news) is not yet quoted; a name ends before its comma.
#[test]
fn the_key_tells_who_is_quoted_first_and_names_end_with_a_letter() {
    let [column, court, balanced] = ["column", "court", "balanced"].map(|name| rendered("worksheet-key", &sample(name)));
    assert!(column.contains("First: <span dir=\"auto\">Brandt</span>, line 11."), "{column}");
    assert!([&column, &court, &balanced].iter().all(|key| key.contains("yes, <span") && !key.contains(",</span>")), "{court}");
}

/// The line is where the words stand that the key cites, and not where what they say begins.
#[test]
fn the_key_tells_one_line_of_a_source() {
    let text = "Council opens lane\n\nForty people used the new bicycle lane along the harbour of Halden in its first winter, \
                according to a staff report. The mayor was not there.\n";
    let key = rendered("worksheet-key", &Analyzer::default().analyze(&Article::new("a.txt", text).unwrap()));
    assert!(key.contains("First: <span dir=\"auto\">a staff report</span>, line 3."), "{key}");
    assert!(key.contains("<td dir=\"auto\">a staff report</td><td>a document</td><td>3</td>"), "{key}");
}

#[test]
fn a_title_is_the_headline_whatever_it_ends_in() {
    for headline in ["Who asked for this bicycle lane?", "Close it!", "“Who asked for this?”", "The council closes the pool."] {
        let text = format!("{headline}\n\nThe council of Halden opened a bicycle lane on Monday. Forty people used it.\n");
        let report = Analyzer::default().analyze(&Article::new("texts/lane.txt", text).unwrap());
        assert_eq!(article(&rendered("class", &report)).0["title"], headline);
        let [sheet, key] = ["worksheet", "worksheet-key"].map(|format| rendered(format, &report).replace("&#x27;", "'"));
        assert!(sheet.contains(&format!("<title>Worksheet: {headline}</title>")) && sheet.matches(headline).count() == 2, "{sheet}");
        assert!(key.contains(&format!("Answers, for the teacher: <span dir=\"auto\">{headline}</span>")), "{key}");
    }
    // A line that is all there is, or the first sentence of a report.
    for text in [
        "Rain fell.".to_owned(),
        format!("The council of Halden opened a bicycle lane {} on Monday.\n\nForty people used it.", "along the harbour ".repeat(4)),
    ] {
        let report = Analyzer::default().analyze(&Article::new("lane.txt", text).unwrap());
        assert_eq!(article(&rendered("class", &report)).0["title"], "lane.txt");
    }
}

/// Words that the keys made by hand cite begin in the line whose number stands before them.
#[test]
fn the_keys_made_by_hand_fit_the_sheets() {
    let keys = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/worksheet-keys.md")).unwrap();
    let cited = regex::Regex::new(r"(\d+) \*([^*]+)\*").unwrap();
    let line = regex::Regex::new(r#"<b aria-hidden="true">\d+</b><span dir="auto">([^<]*)</span>"#).unwrap();
    let mut seen = 0;
    for (name, key) in keys.split("\n## `").skip(1).map(|part| part.split_once(".txt`").unwrap()) {
        let sheet = rendered("worksheet", &sample(name));
        let lines: Vec<String> = line.captures_iter(&sheet).map(|c| c[1].replace("&#x27;", "'").replace("&amp;", "&")).collect();
        for c in cited.captures_iter(key) {
            let n: usize = c[1].parse().unwrap();
            let begins = lines[n - 1..].join(" ").find(&c[2]).is_some_and(|at| at < lines[n - 1].len());
            assert!(begins, "{name}, line {n}: {}", &c[2]);
            seen += 1;
        }
    }
    assert!(seen > 90, "{seen}");
}

#[test]
fn sentences_of_one_line_are_told_apart() {
    let text = "The harbour board opened the new quay on Monday. It was built in two years by sixty workers and has room for forty boats of every \
                size that the town knows. The quay is 300 metres long and has four cranes for the boats.\n";
    let report = Analyzer::default().analyze(&Article::new("a.txt", text).unwrap());
    let key = rendered("worksheet-key", &report);
    assert!(key.contains("Line 1, <q dir=\"auto\">The harbour board opened …</q>"), "{key}");
    assert!(key.contains("Lines 1–3, <q dir=\"auto\">It was built in …</q>"), "{key}");
}
