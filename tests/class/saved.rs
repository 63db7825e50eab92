//! Saved files of a class.
use sayso::{
    classroom::{self, Class},
    sheet::{Cell, Section, csv_table},
};
use serde_json::Value;
use std::{fs, path::Path, process::Command};

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
    let marks = String::from_utf8(csv_table(&classroom::marks(&class_of(&["A1", "B2", "C3"])), false)).unwrap();
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
