//! The JSON Schemas under `docs/` are those of the types; `UPDATE_REPORTS=1` rewrites them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use sayso::{Article, Report, config::ConfigFile};
use serde_json::Value;
use std::{fs, path::Path};

fn current<T: schemars::JsonSchema>(file: &str, title: &str) -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(T)).unwrap();
    schema["title"] = title.into();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "docs/{file} is stale: UPDATE_REPORTS=1 cargo test --test schemas");
    schema
}

#[test]
fn the_schema_of_settings_is_current_and_says_what_the_parser_says() {
    let schema = current::<ConfigFile>("sayso.schema.json", "sayso.toml");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let template = include_str!("../src/bin/sayso/init.toml");
    let on: String = template.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l).to_owned() + "\n").collect();
    for (text, good) in [
        (on.as_str(), true),
        ("", true),
        ("max-findings = 3", true),
        ("[max-findings]\nloaded-term = 3", true),
        ("fail-no = \"note\"", false),
        ("[[path]]\nglob = \"*\"\nrule = {}", false),
        ("[rules]\nloaded-term = \"loud\"", false),
        ("max-findings = -1", false),
    ] {
        let value: Value = serde_json::to_value(toml::from_str::<toml::Value>(text).unwrap()).unwrap();
        assert_eq!(validator.is_valid(&value), good, "schema: {text}");
        assert_eq!(sayso::config::parse("t", text).is_ok(), good, "parser: {text}");
    }
}

#[test]
fn the_schema_of_reports_is_current_and_reports_fit_it() {
    let schema = current::<Report>("report.schema.json", "sayso report, one JSON object an article");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = "The regime collapsed on Monday, the ministry said. Critics say it was a disaster. \"The mob won,\" said Ada Brandt.";
    let report = serde_json::to_value(sayso::analyze(&Article::new("a", text).unwrap())).unwrap();
    let faults: Vec<String> = validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(!report["findings"].as_array().unwrap().is_empty());
}
