//! Code actions: wordings one by one, and all at once.
use super::client::{Client, range};
use serde_json::{Value, json};
use std::path::PathBuf;

/// House words count whatever an engine thinks of them.
const HOUSE: &str = r#"
id = "house/words"
version = "1.0.0"
language = "en"
kind = "loaded"
title = "Words that the house does not use"
why = "The style book says so."
[[entry]]
lemma = "kibosh"
pos = "verb"
neutral = ["stop", "refuse"]
matches = ["The council kiboshed the plan."]
[[entry]]
lemma = "bigwig"
pos = "noun"
neutral = ["official"]
matches = ["A bigwig came."]
"#;

#[test]
fn wordings_are_inflected_and_single_ones_are_written_at_once() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lsp-wordings");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("house.toml"), HOUSE).unwrap();
    std::fs::write(dir.join("sayso.toml"), "lexicons = [\"house.toml\"]\n").unwrap();
    let uri = format!("file://{}", dir.join("council.md").display());
    let uri = uri.as_str();
    let text = "# Council\n\nThe council kiboshed the plan. A bigwig met a bigwig, and the bigwigs left on Monday.\n";
    let mut client = Client::start();
    client.open(uri, text);
    let verb = client.actions(uri, &range(2, 15, 15), Some("quickfix"));
    let titles: Vec<&str> = verb.iter().filter_map(|a| a["title"].as_str()).collect();
    assert!(titles.contains(&"Write “stopped”") && titles.contains(&"Write “refused”"), "{titles:?}");
    assert!(verb.iter().all(|a| a["kind"] == "quickfix" && a["isPreferred"] == false));

    // A word with one wording is the preferred mend, and its article goes with it.
    let line = text.lines().nth(2).unwrap();
    let column = |word: &str| line.find(word).unwrap() as u64;
    let at = column("bigwig met");
    let official = client.actions(uri, &range(2, at, at), None);
    let official = official.iter().find(|a| a["title"] == "Write “official”").unwrap_or_else(|| panic!("{official:?}"));
    assert_eq!(official["isPreferred"], true);
    assert_eq!(official["edit"]["changes"][uri], json!([{ "range": range(2, at - 2, at + 6), "newText": "An official" }]));

    // All of them at once, wherever the cursor is, and nothing else when nothing else was asked for.
    for only in ["source.fixAll.sayso", "source.fixAll", "source"] {
        let all = client.actions(uri, &range(0, 0, 0), Some(only));
        assert_eq!(all.iter().map(|a| &a["kind"]).collect::<Vec<_>>(), ["source.fixAll.sayso"]);
    }
    let all = client.actions(uri, &range(0, 0, 0), Some("source"));
    let edits = all[0]["edit"]["changes"][uri].as_array().unwrap();
    let written: Vec<&str> = edits.iter().filter_map(|e| e["newText"].as_str()).collect();
    // Whoever wrote a word with several wordings has to choose.
    assert_eq!(written, ["An official", "an official", "officials"], "{all:?}");
    // Made from the end, as editors do, they leave none of the words.
    let changes: Vec<Value> = edits.iter().rev().map(|e| json!({ "range": e["range"], "text": e["newText"] })).collect();
    client.change(uri, 2, &json!(changes));
    client.diagnostics();
    assert_eq!(client.actions(uri, &range(0, 0, 0), Some("source")), Vec::<Value>::new());
    client.end();
}
