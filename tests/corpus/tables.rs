//! Tables and their codebook, as those read them who compute with them.
use crate::{
    generate,
    support::{Folder, TABLES, example, succeed, table},
};
use std::{collections::BTreeMap, fs, path::Path, process::Command};

#[test]
fn tables_hang_together_and_can_be_recounted() {
    let folder = Folder::new("keys");
    folder.write("a.jsonl", generate::jsonl(0..60, 15));
    succeed(&folder, "out", &["a.jsonl"]);
    let text = fs::read_to_string(folder.path("out/articles.csv")).unwrap();
    assert!(text.lines().count() == 61 && text.ends_with("\r\n"));
    let codebook = table(&folder, "out", "codebook");
    for name in TABLES {
        let header = csv::Reader::from_path(folder.path("out").join(format!("{name}.csv"))).unwrap().headers().unwrap().clone();
        let described: Vec<&str> = codebook.iter().filter(|r| r["table"] == name).map(|r| r["name"].as_str()).collect();
        assert_eq!(header.iter().collect::<Vec<_>>(), described, "{name}");
    }
    let of = |name: &str, test: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        table(&folder, "out", name).iter().filter(|r| test(r)).for_each(|r| *counts.entry(r["article"].clone()).or_default() += 1);
        counts
    };
    let loaded = of("findings", &|r| r["counted"] == "TRUE" && r["rule"] == "loaded-term");
    let official = of("sources", &|r| r["official"] == "TRUE");
    let direct = of("attributions", &|r| r["kind"] == "direct");
    let sentences = of("sentences", &|_| true);
    for row in table(&folder, "out", "articles") {
        let count = |counts: &BTreeMap<String, u64>| counts.get(&row["article"]).copied().unwrap_or(0).to_string();
        assert_eq!(row["loaded_terms"], count(&loaded));
        assert_eq!(row["sources_official"], count(&official));
        assert_eq!(row["attributions_direct"], count(&direct));
        assert_eq!(row["sentences"], count(&sentences));
    }
    assert!(!loaded.is_empty() && !official.is_empty() && !direct.is_empty());
}

#[test]
fn the_codebook_in_the_documentation_is_current() {
    let columns = sayso::corpus::Columns::new(sayso::Analyzer::default().lexicons(), &sayso::corpus::Extra::default());
    let text = sayso::corpus::codebook_markdown(&columns);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codebook.md");
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == text, "docs/codebook.md is stale: UPDATE_REPORTS=1 cargo test --test corpus");
    assert!(!text.contains("`, …"), "a column whose values are not all told");
    let tables = columns.tables.iter().flat_map(|t| &t.columns);
    assert!(tables.clone().all(|c| !c.definition.is_empty() && c.name.chars().all(|c| c.is_alphanumeric() || c == '_')));
    assert!(tables.filter(|c| c.kind == sayso::corpus::Type::Real && !c.formula.is_empty()).count() > 30);
}

/// Readers take the columns for what the codebook says. `SAYSO_PYTHON` names a Python that has some of pandas, polars and `DuckDB`.
#[test]
fn readers_guess_the_types_of_the_codebook() {
    let folder = Folder::new("readers");
    folder.write("a.jsonl", generate::jsonl(0..200, 15));
    succeed(&folder, "out", &["a.jsonl", "--sentence-text", "--messages"]);
    let python = std::env::var("SAYSO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/readers.py");
    let Ok(done) = Command::new(python).arg(script).arg(folder.path("out")).output() else {
        println!("there is no Python: skipped");
        return;
    };
    let out = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && out.contains("read:"), "{out}{}", String::from_utf8_lossy(&done.stderr));
    print!("{out}");
}

/// The examples in the documentation run on real tables.
#[test]
fn the_examples_for_pandas_and_r_run() {
    let folder = Folder::new("examples");
    folder.write("a.jsonl", generate::jsonl(0..80, 15));
    succeed(&folder, "out", &["a.jsonl"]);
    for name in ["pandas.py", "r.R", "../../contrib/r/test.R"] {
        let out = example(name, &[folder.path("out")]);
        assert!(out.as_ref().is_none_or(|out| out.contains("Halden Wire")), "{name}: {out:?}");
    }
}
