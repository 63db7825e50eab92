//! The class page and the worksheet: what they show, what they hide, and that their places are places of the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::{Engine, engine::general_purpose::STANDARD};
use sayso::{
    Analyzer, Article,
    classroom::{self, Class},
    input::{Limits, html, markdown},
    render::{Options, by_name},
    report::{Report, SourceKind},
    sheet::{Cell, Section, csv_table},
};
use serde_json::Value;
use std::{fs, path::Path, process::Command, sync::LazyLock};

static REPORT: LazyLock<Report> = LazyLock::new(|| sample("column"));

fn sample(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/articles/{name}.txt"));
    Analyzer::default().analyze(&Article::new(format!("{name}.txt"), fs::read_to_string(path).unwrap()).unwrap())
}

fn rendered(format: &str, report: &Report) -> String {
    let mut bytes = Vec::new();
    by_name(format).unwrap().render(std::slice::from_ref(report), &Options::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The page's data on its only article, and what is folded away in it.
fn article(page: &str) -> (Value, Value) {
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

const MARKDOWN: &str = "---\ntitle: Council sells the harbour\n---\n# Council sells the *harbour*\n\n**HALDEN** — The [harbour board](https://example.org/board) said \
     on Monday that `berth 4` will close,\nand *critics* say the plan is a scam.\n\n> “We have **waited** for years,” said [Ada Brandt](https://example.org/ada),\n> a \
     fisher. “Nobody listened.”\n\n- The disgraceful **and** reckless plan was drawn up in secret.\n";

#[test]
fn pages_and_sheets_of_markdown_show_what_a_reader_reads() {
    let report = Analyzer::default().analyze(&markdown("a.md", MARKDOWN.as_bytes(), Limits::default()).unwrap());
    let signs = ["**", "*critics", "](", "[harbour", "`berth", "example.org", "&gt; ", "title:", "- The"];
    for format in ["html", "worksheet", "worksheet-key"] {
        let page = rendered(format, &report);
        let (_, shown) = page.split_once("<main").unwrap();
        // What stands below is about the rules, with examples in code.
        let shown = shown.split("<details class=\"scores\"").next().unwrap();
        assert!(signs.iter().all(|sign| !shown.contains(sign)), "{format}: {shown}");
    }
    let sheet = rendered("worksheet", &report);
    // One headline, and lines as full as those of plain text.
    assert_eq!(sheet.matches("Council sells the harbour<").count(), 2, "title and headline: {sheet}");
    assert!(sheet.contains("HALDEN — The harbour board said on Monday that berth 4 will close, and<"), "{sheet}");
    let key = rendered("worksheet-key", &report);
    assert!(
        key.contains("First: <span dir=\"auto\">The harbour board</span>")
            && key.contains("yes, <span dir=\"auto\">Ada Brandt, a fisher</span>"),
        "{key}"
    );
    assert!(report.sources.iter().any(|s| s.name == "The harbour board"));
    // Findings stand where the file has them.
    let trigger = &report.findings.iter().find(|f| f.rule == "vague-attribution").unwrap().evidence[0].span;
    assert_eq!((&MARKDOWN[trigger.byte_start..trigger.byte_end], trigger.line, trigger.column), ("critics", 7, 6));
}

#[test]
fn a_class_page_of_markdown_shows_words_and_counts_places_in_the_file() {
    let report = Analyzer::default().analyze(&markdown("a.md", MARKDOWN.as_bytes(), Limits::default()).unwrap());
    let (article, folded) = article(&rendered("class", &report));
    let parts: Vec<&Value> = article["blocks"].as_array().unwrap().iter().flat_map(|b| b["parts"].as_array().unwrap()).collect();
    let sentence = |n: usize| -> String { parts.iter().filter(|p| p["n"] == n).map(|p| p["text"].as_str().unwrap()).collect() };
    let shown: Vec<String> = (1..=report.sentences.len()).map(sentence).collect();
    assert_eq!(
        shown,
        [
            "Council sells the harbour",
            "The harbour board said on Monday that berth 4 will close,\nand critics say the plan is a scam.",
            "“We have waited for years,” said Ada Brandt,\na fisher.",
            "“Nobody listened.”",
            "The disgraceful and reckless plan was drawn up in secret.",
        ]
    );
    let letters: Vec<char> = MARKDOWN.chars().collect();
    let slice =
        |start: &Value, len: usize| letters[usize::try_from(start.as_u64().unwrap()).unwrap()..].iter().take(len).collect::<String>();
    for part in parts.iter().filter(|p| p["n"] != 0) {
        let text = part["text"].as_str().unwrap();
        assert_eq!(slice(&part["start"], text.chars().count()), text);
    }
    let marks = folded["marks"].as_array().unwrap();
    assert!(marks.iter().any(|m| m["text"] == "disgraceful" && slice(&m["start"], 11) == "disgraceful"), "{marks:?}");
}

#[test]
fn the_mark_of_a_block_quotation_of_a_page_is_not_shown() {
    let told =
        "The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected. ".repeat(3);
    let page = format!(
        "<html><head><title>Harbour vote is put off</title></head><body><article><p>{told}</p><p>{told}</p><blockquote><p>We have said so for \
         years.</p><cite>Ada Brandt</cite></blockquote><p>{told}</p></article></body></html>"
    );
    let report = Analyzer::default().analyze(&html("a.html", page.as_bytes(), Limits::default()).unwrap());
    assert!(report.text.contains("> We have said so"));
    for format in ["html", "class", "worksheet"] {
        let shown = rendered(format, &report);
        let words: String = shown.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect();
        let at = words.find("said so").unwrap_or_else(|| panic!("{format}: {words}"));
        let before = &words[..at];
        assert!(before.ends_with("We have ") && !before.ends_with("&gt; We have ") && !before.ends_with("> We have "), "{format}");
    }
}

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

fn saved(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/classroom/{name}.sayso.json"))).unwrap()
}

fn class_of(names: &[&str]) -> Class {
    let mut class = Class::default();
    for name in names {
        class.take(name, &saved(name)).unwrap();
    }
    class
}

/// The columns of a table that has them, as words.
fn cells(section: &Section, ids: &[&str]) -> Vec<Vec<String>> {
    let at: Vec<usize> = ids.iter().map(|id| section.columns.iter().position(|c| c.id == *id).unwrap()).collect();
    let word = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => n.to_string(),
        Cell::Number(x, digits) => format!("{x:.digits$}"),
        other => format!("{other:?}"),
    };
    section.rows.iter().map(|row| at.iter().map(|&c| word(&row[c])).collect()).collect()
}

/// Three students on `tests/classroom/ferry.txt`, saved by the page; the figures are those that the page shows for these files.
#[test]
fn three_saved_files_give_what_the_class_page_gives() {
    let sheet = classroom::sheet(&class_of(&["A1", "B2", "C3"]));
    let table = |id: &str, columns: &[&str]| cells(sheet.sections.iter().find(|s| s.id == id).unwrap(), columns);
    assert_eq!(sheet.warnings, Vec::<String>::new());
    assert_eq!(sheet.facts, ["Council guts beloved night ferry: 3 students of class 9b, 9 sentences"]);
    assert_eq!(
        table("alike", &["question", "in_words", "alpha", "sentences"]),
        [
            ["Judging word", "middling", "0.53", "3"],
            ["Says who?", "little alike", "0.28", "2"],
            ["Which people exactly?", "hardly more alike than by chance", "0.00", "1"],
            ["Only one side?", "hardly more alike than by chance", "0.00", "1"],
            ["Not sure", "hardly more alike than by chance", "0.00", "1"],
        ]
    );
    assert_eq!(
        table("talk", &["why", "question", "sentence", "marked", "program", "words", "notes"]),
        [
            ["The class is divided", "Judging word", "1", "1", "1", "beloved", "who loves it?"],
            ["Class against program", "Judging word", "3", "3", "0", "reckless", "a plain word would do"],
            ["The class is divided", "Which people exactly?", "3", "1", "1", "Critics", "no names"],
            ["The class is divided", "Judging word", "5", "1", "0", "nobody", ""],
            ["The class is divided", "Says who?", "7", "2", "1", "The mayor only wants to please his friends", "a motive"],
        ]
    );
    let heat = table("heat", &["sentence", "judging-word", "says-who", "which-people", "one-side", "not-sure"]);
    let marked = [[1, 1, 0, 0, 0, 0], [3, 3, 0, 1, 0, 0], [4, 0, 0, 0, 0, 1], [5, 1, 0, 0, 0, 0], [7, 0, 2, 0, 0, 0], [8, 0, 1, 0, 1, 0]];
    assert_eq!(heat, marked.map(|row| row.map(|n: u32| n.to_string()).to_vec()).to_vec());
    assert_eq!(
        table("answers", &["words", "agree", "disagree", "cant_tell"])[..2],
        [["beloved", "3", "0", "0"], ["Critics", "0", "2", "1"]]
    );
    let marks = String::from_utf8(csv_table(&classroom::marks(&class_of(&["A1", "B2", "C3"])))).unwrap();
    assert_eq!(marks.lines().count(), 1 + 3 * 9 * 5);
    assert!(marks.starts_with("student,class,article,sha256,sentence,question,marked,program\r\nA1,9b,ferry.txt,"), "{marks}");
    assert_eq!(marks.lines().filter(|l| l.ends_with(",says-who,1,1")).count(), 2);
    assert_eq!(marks.lines().filter(|l| l.ends_with(",judging-word,0,1")).count(), 2, "one of three found what the program marks");
}

/// A class of those students who marked only these words, each a number of the first sentence's characters.
fn marking(words: &[(&str, &[(&str, usize)])]) -> Class {
    let mut class = Class::default();
    for (name, marks) in words {
        let mut work: Value = serde_json::from_slice(&saved(name)).unwrap();
        let mark = |(text, start): &(&str, usize)| serde_json::json!({"sentence": 1, "start": start, "end": start + text.len(), "text": text, "question": "judging-word", "why": ""});
        work["first_marks"] = marks.iter().map(mark).collect();
        class.take(name, &serde_json::to_vec(&work).unwrap()).unwrap();
    }
    class
}

/// The program marks *beloved* in the headline of the ferry.
#[test]
fn a_student_agrees_with_the_program_by_words_that_overlap() {
    let (guts, beloved, night) = (("guts", 8), ("beloved night", 13), ("night", 21));
    let results = |class: &Class| {
        let sheet = classroom::sheet(class);
        let table = |id: &str| sheet.sections.iter().find(|s| s.id == id).unwrap().clone();
        let heat = table("heat");
        let shown = heat.columns.iter().position(|c| c.title == "Judging word").unwrap();
        let shown: Vec<Cell> = heat.rows.iter().map(|row| row[shown].clone()).collect();
        (cells(&table("talk"), &["why", "question", "sentence", "marked", "program", "words"]), shown)
    };
    let (talk, heat) = results(&marking(&[("A1", &[guts]), ("B2", &[guts, night]), ("C3", &[guts])]));
    assert_eq!(heat, [Cell::text("3")], "the program marked none of these words");
    assert_eq!(talk[0], ["Class against program", "Judging word", "1", "3", "0", "guts"]);
    assert_eq!(talk[1], ["All missed it, the program asks", "Judging word", "1", "0", "1", "beloved"]);
    let (talk, heat) = results(&marking(&[("A1", &[guts, beloved]), ("B2", &[guts]), ("C3", &[guts])]));
    assert_eq!(heat, [Cell::text("3 ◆")]);
    assert_eq!(talk[0], ["The class is divided", "Judging word", "1", "1", "1", "beloved night"]);
    assert_eq!(talk[1], ["Class against program", "Judging word", "1", "3", "0", "guts"]);
}

#[test]
fn half_a_class_is_divided_and_never_against_the_program() {
    for pair in [["A1", "B2"], ["A1", "C3"], ["B2", "C3"]] {
        let sheet = classroom::sheet(&class_of(&pair));
        let talk = cells(&sheet.sections[0], &["why", "marked"]);
        assert!(
            talk.iter().any(|row| row[1] == "1") && talk.iter().all(|row| (row[1] == "1") == (row[0] == "The class is divided")),
            "{talk:?}"
        );
    }
}

#[test]
fn files_that_do_not_count_are_told_with_the_reason() {
    let work: Value = serde_json::from_slice(&saved("A1")).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut work = work.clone();
        change(&mut work);
        serde_json::to_vec(&work).unwrap()
    };
    let mut class = class_of(&["B2"]);
    for (bytes, why) in [
        (b"{".to_vec(), "this is no saved work"),
        (b"[1]".to_vec(), "no “sayso-class/1”"),
        (with(&|w| w["revealed_at"] = Value::Null), "not frozen yet"),
        (with(&|w| w["student"] = " ".into()), "no student code"),
        (with(&|w| w["first_marks"][0]["sentence"] = 10.into()), "does not stand in its text"),
        (with(&|w| w["first_marks"][0]["end"] = 13.into()), "does not stand in its text"),
        (with(&|w| w["first_marks"][0]["question"] = "__proto__".into()), "does not stand in its text"),
        (with(&|w| w["article"]["sentences"] = 1_000_000_000.into()), "does not stand in its text"),
        (with(&|w| w["article"]["sentences"] = 12.into()), "cut into other sentences"),
    ] {
        let told = class.take("x.json", &bytes).unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
    // The later of two counts, whichever is read first.
    let later = with(&|w| {
        w["saved_at"] = "2031-01-01T00:00:00Z".into();
        w["first_marks"] = Value::Array(Vec::new());
    });
    for order in [[&later, &saved("A1")], [&saved("A1"), &later]] {
        let mut class = Class::default();
        for bytes in order {
            class.take("x.json", bytes).unwrap();
        }
        let sheet = classroom::sheet(&class);
        assert_eq!(sheet.warnings, ["x.json: the code A1 was there already; the later of the two counts"]);
        assert!(sheet.sections[1].rows.iter().all(|row| row.last() == Some(&Cell::Count(0))));
    }
    // Pages of two versions: told, and not mixed.
    let mut class = class_of(&["B2"]);
    class.take("x.json", &with(&|w| w["unanswered"] = Value::Array(Vec::new()))).unwrap();
    assert!(classroom::sheet(&class).warnings[0].contains("pages that mark different places"));
}

#[test]
fn a_folder_of_saved_files_becomes_a_table_and_what_cannot_be_read_is_told() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("classroom");
    fs::remove_dir_all(&dir).ok();
    fs::create_dir_all(&dir).unwrap();
    for name in ["A1", "B2", "C3"] {
        fs::write(dir.join(format!("{name}.sayso.json")), saved(name)).unwrap();
    }
    fs::write(dir.join("other.json"), "{}").unwrap();
    let run = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_sayso")).arg("class").args(args).current_dir(&dir).output().unwrap();
    let text = run(&["."]);
    let told = String::from_utf8(text.stdout).unwrap();
    assert!(text.status.success() && told.contains("3 of 3") && told.contains("0.53"), "{told}");
    assert!(told.contains("other.json: this is no saved work of a class page"), "{told}");
    let csv = run(&[".", "--format", "csv"]);
    assert!(csv.stdout.starts_with(b"\xEF\xBB\xBFstudent,class,article,sha256,sentence,question,marked,program\r\n"));
    assert!(String::from_utf8(csv.stderr).unwrap().contains("warning: other.json: this is no saved work"));
    let none = run(&["other.json"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8(none.stderr).unwrap().contains("no saved work of a class could be read"));
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
