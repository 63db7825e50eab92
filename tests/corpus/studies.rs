//! What is made of finished tables: `diff`, `compare`, `agree`.
use crate::{
    generate,
    support::{Folder, example, sayso, succeed, table},
};
use std::{collections::BTreeMap, fs};

/// A word that the house does not want.
const HOUSE: &str = r#"
id = "house/air"
version = "1.0.0"
language = "en"
kind = "loaded"
title = "Words that the house does not use"
why = "The style book says: airship."

[level]
own = "warning"
headline = "warning"
cue = "warning"
indirect = "note"
quotation = "off"

[[entry]]
term = "zeppelin"
neutral = ["airship"]
matches = ["The zeppelin met on Monday."]
allows = ["The agency met on Monday."]
"#;

/// Where findings are, and whether they count.
type Counted = BTreeMap<[String; 5], bool>;

#[test]
fn diff_tells_every_finding_that_two_runs_differ_in() {
    let folder = Folder::new("diff");
    let ship =
        r#"{"id":"z","title":"Zeppelin","text":"A zeppelin flew over the bay on Tuesday.\n\nThe pilot said the zeppelin was safe."}"#;
    folder.write("a.jsonl", format!("{ship}\n{}", generate::jsonl(0..20, 12)));
    folder.write("house.toml", HOUSE);
    succeed(&folder, "old", &["a.jsonl"]);
    succeed(&folder, "new", &["a.jsonl", "--lexicon", "house.toml"]);
    let counted = |run: &str| -> Counted {
        let key = |row: &BTreeMap<String, String>| ["article", "rule", "field", "start", "end"].map(|column| row[column].clone());
        table(&folder, run, "findings").iter().map(|row| (key(row), row["counted"] == "TRUE")).collect()
    };
    for (first, second, change) in [("old", "new", "new"), ("new", "old", "gone")] {
        let (code, out, told) = sayso(&folder, &["diff", first, second, "--format", "json", "--examples", "10000"]);
        assert_eq!(code, Some(0), "{told}");
        let sheet: serde_json::Value = serde_json::from_str(&out).unwrap();
        let rows = |table: &str| sheet["tables"][table].as_array().unwrap().clone();
        let changes = rows("changed_findings");
        let of = |change: &str| changes.iter().filter(|row| row["change"] == change).count();
        let (a, b) = (counted(first), counted(second));
        let only = |here: &Counted, there: &Counted| here.iter().filter(|(k, c)| **c && !there.contains_key(*k)).count();
        assert_eq!((of("gone"), of("new")), (only(&a, &b), only(&b, &a)));
        assert!(of(change) >= 2, "the title and its first sentence: {out}");
        assert!(!rows("changed_articles").is_empty());
        let settings: Vec<String> = rows("settings").iter().map(|row| row["setting"].as_str().unwrap().to_owned()).collect();
        assert!(settings.iter().all(|s| s.starts_with("tool.lexicons.house/air.")), "{settings:?}");
    }
    folder.write("b.jsonl", generate::jsonl(0..20, 12));
    succeed(&folder, "other", &["b.jsonl"]);
    let (_, out, _) = sayso(&folder, &["diff", "old", "other", "--format", "json"]);
    assert!(out.contains("did not read the same articles") && !out.contains("Both runs read"), "{out}");
}

#[test]
fn tables_are_compared_by_the_folder_and_with_norms_of_their_own_kind() {
    let folder = Folder::new("norms");
    folder.write("a.jsonl", generate::jsonl(0..20, 12));
    succeed(&folder, "one", &["a.jsonl"]);
    succeed(&folder, "two", &["a.jsonl"]);
    for several in [["one", "two"], ["one/articles.csv", "two/articles.csv"], ["a.jsonl", "two"]] {
        let (code, _, told) = sayso(&folder, &[&["compare"][..], &several].concat());
        assert!(code == Some(2) && told.contains("corpus merge"), "{told}");
    }
    let (code, out, told) = sayso(&folder, &["compare", "one", "--format", "csv", "--output", "results"]);
    assert!(code == Some(0) && told.contains("What is usual is not shown: the engine was `fast`"), "{out}{told}");
    assert!(folder.path("results/groups.csv").exists() && !folder.path("results/norms.csv").exists());
    let words = ["compare", "one", "--measure", "words = words / article", "--format", "csv"];
    let (_, _, told) = sayso(&folder, &[&words[..], &["--norm", "all"]].concat());
    assert!(told.contains("--norm all shows nothing"), "{told}");
    assert!(!sayso(&folder, &words).2.contains("--norm"), "nothing was asked for");
}

#[test]
fn a_coding_sheet_holds_something_and_opens_in_a_spreadsheet() {
    let folder = Folder::new("coding");
    folder.write("a.jsonl", generate::jsonl(0..3, 6));
    succeed(&folder, "out", &["a.jsonl", "--sentence-text"]);
    let template = |sample: &str| sayso(&folder, &["agree", "template", "out", "--output", "coding", "--sample", sample]);
    assert_eq!((template("0").0, template("5").0), (Some(2), Some(0)));
    let sheet = fs::read(folder.path("coding/sheet.csv")).unwrap();
    assert!(sheet.starts_with(b"\xEF\xBB\xBF"), "a spreadsheet takes it for UTF-8 by that mark");
}

/// What `sayso compare` computes, pandas and R compute again from the same tables.
#[test]
fn the_examples_for_comparing_run() {
    let folder = Folder::new("compared");
    folder.write("a.jsonl", generate::jsonl(0..80, 15));
    succeed(&folder, "out", &["a.jsonl"]);
    let (code, _, told) = sayso(&folder, &["compare", "out", "--by", "outlet", "--format", "csv", "--output", "results"]);
    assert_eq!(code, Some(0), "{told}");
    for name in ["compare.py", "correct.py", "compare.R"] {
        example(name, &[folder.path("out"), folder.path("results")]);
    }
}
