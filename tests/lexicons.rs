//! Every lexicon parses, every row keeps its promises, and both sides are served alike.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sayso::{
    language,
    lexicon::{self, EntryFile, Kind, LexiconFile, Lexicons},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Path (from the root) and text of every lexicon on disk.
fn sources() -> Vec<(String, String)> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for item in fs::read_dir(dir).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("lexicons/en"), &mut paths);
    paths.sort();
    let read = |p: PathBuf| (p.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), fs::read_to_string(p).unwrap());
    paths.into_iter().map(read).filter(|(_, text)| text.lines().any(|l| l.starts_with("kind = "))).collect()
}

/// Every lexicon with its path; a file that does not parse is told by `every_file_parses_and_is_explained`.
fn files() -> Vec<(String, LexiconFile)> {
    sources().into_iter().filter_map(|(name, text)| lexicon::parse(&name, &text).ok().map(|f| (name, f))).collect()
}

fn full_id(file: &LexiconFile, entry: &EntryFile) -> String {
    entry.full_id(&file.id)
}

/// Fails with all faults at once, so that an author mends them in one go.
fn none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{} {what}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_file_is_embedded_as_it_stands() {
    let key = |f: &LexiconFile| (f.id.clone(), f.hash.clone(), f.entries.len());
    let embedded: BTreeSet<_> = lexicon::builtin().iter().map(key).collect();
    let on_disk: BTreeSet<_> = files().iter().map(|(_, f)| key(f)).collect();
    assert_eq!(embedded, on_disk);
    assert!(!embedded.is_empty());
}

/// *régime* is *regime*, however it is composed and however a typesetter joined its letters; its place stays its own.
#[test]
fn accents_and_ligatures_hide_no_term() {
    let house = "id = \"house/x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"X\"\nwhy = \"X.\"\n
[[entry]]\nterm = \"regime\"\n[[entry]]\nterm = \"naive\"\n[[entry]]\nterm = \"facade\"\n[[entry]]\nterm = \"fighting\"\n[[entry]]\nterm = \"expose\"\n
[[entry]]\nterm = \"résumé\"\n";
    let lexicons = Lexicons::compile(vec![lexicon::parse("x", house).unwrap()]);
    let found = |text: &str| {
        let article = sayso::Article::new("a", text).unwrap();
        let doc = sayso::document::Document::parse(&article);
        lexicons.scan(&doc, &language::tag(&doc)).iter().map(|hit| article.slice(hit.span).to_owned()).collect::<Vec<_>>()
    };
    for word in ["régime", "re\u{301}gime", "naïve", "nai\u{308}ve", "façade", "ﬁghting", "regime"] {
        assert_eq!(found(&format!("“Öde!” It was the {word} of Orvane.")), [word], "{word}");
    }
    for word in ["exposé", "expose\u{301}s", "resume"] {
        assert_eq!(found(&format!("It was the {word} of Orvane.")), [""; 0], "{word} is another word");
    }
    assert_eq!(found("It was the résumé of Orvane."), ["résumé"]);
}

#[test]
fn every_file_parses_and_is_explained() {
    let mut faults: Vec<String> = Vec::new();
    for (name, text) in sources() {
        faults.extend(lexicon::check(&name, &text).iter().map(ToString::to_string));
    }
    for (name, f) in files() {
        let expected = name.trim_start_matches("lexicons/").trim_end_matches(".toml");
        if f.id.replace('_', "-") != expected.replace('_', "-") {
            faults.push(format!("{name}: its id is `{}`, should be `{expected}`", f.id));
        }
        for (key, missing) in [
            ("title", f.title.trim().is_empty()),
            ("why", f.why.trim().is_empty()),
            ("provenance", f.provenance.trim().is_empty()),
            ("fine", f.kind == Kind::Loaded && f.fine.trim().is_empty()),
            ("references", f.kind == Kind::Loaded && f.references.is_empty()),
        ] {
            if missing {
                faults.push(format!("{name}: `{key}` is missing"));
            }
        }
    }
    none("faults", &faults);
}

#[test]
fn examples_hold() {
    let lexicons = Lexicons::builtin();
    let mut faults = Vec::new();
    for (name, file) in files() {
        let failures = lexicons.run_examples(file.examples(), language::tag);
        faults.extend(failures.iter().map(|f| format!("{name}: {f}")));
    }
    none("examples that do not hold", &faults);
}

#[test]
fn loaded_entries_have_an_example_and_stand_in_order() {
    let mut faults = Vec::new();
    for (name, file) in files() {
        let loaded = file.kind == Kind::Loaded;
        let entries = file.entries.iter().filter(|e| loaded && e.matches.is_empty());
        faults.extend(entries.map(|e| format!("{name}: `{}` has no `matches` example", full_id(&file, e))));
        let ids: Vec<String> = file.entries.iter().map(|e| full_id(&file, e)).collect();
        let unsorted = ids.windows(2).filter(|w| loaded && w[0] > w[1]);
        faults.extend(unsorted.map(|w| format!("{name}: `{}` stands before `{}`", w[0], w[1])));
    }
    none("rows without example or out of order", &faults);
}

#[test]
fn no_loaded_term_stands_in_two_files() {
    let mut seen: BTreeMap<(String, Option<lexicon::Pos>), String> = BTreeMap::new();
    let mut faults = Vec::new();
    for (_, file) in files().iter().filter(|(_, f)| f.kind == Kind::Loaded) {
        for entry in &file.entries {
            let term = entry.term.as_ref().or(entry.lemma.as_ref()).unwrap().to_lowercase();
            let id = full_id(file, entry);
            // The same word may be loaded in two parts of speech, for two reasons.
            if let Some(other) = seen.insert((term.clone(), entry.pos), id.clone()) {
                faults.push(format!("`{term}` is both {other} and {id}"));
            }
        }
    }
    none("duplicates", &faults);
}

#[test]
fn opposites_stand_in_the_same_file_at_the_same_level_and_name_each_other() {
    let lexicons = Lexicons::builtin();
    let mut faults = Vec::new();
    for (name, file) in files() {
        for entry in &file.entries {
            let Some(opposite) = &entry.opposite else { continue };
            let id = full_id(&file, entry);
            let own = id.rsplit('#').next().unwrap_or_default();
            let other_id = format!("{}#{opposite}", file.id);
            let Some(other) = file.entries.iter().find(|e| full_id(&file, e) == other_id) else {
                faults.push(format!("{name}: `{own}` names `{opposite}`, which is not in this file"));
                continue;
            };
            if other.opposite.as_deref() != Some(own) {
                faults.push(format!("{name}: `{own}` names `{opposite}`, which does not name it back"));
            }
            let level = |id: &str| lexicons.entries().iter().find(|e| e.id == id).map(|e| format!("{:?}", e.level));
            if level(&id) != level(&other_id) {
                faults.push(format!("{name}: `{own}` and `{opposite}` differ in level"));
            }
        }
    }
    none("uneven pairs", &faults);
}

/// *the lawmaker*, *the MP*: what anybody in office may be called is so in all its forms, or the form would decide who is meant.
#[test]
fn nouns_that_count_as_one_are_general_together() {
    let mut general: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    for (_, file) in files().into_iter().filter(|(_, f)| f.kind == Kind::Title) {
        for entry in file.entries {
            let classes: Vec<&str> = entry.class.as_deref().unwrap_or_default().split(' ').collect();
            if classes.iter().any(|c| ["title", "role"].contains(c)) {
                let counts_as = entry.canonical.or(entry.term).unwrap_or_default().to_lowercase();
                general.entry(counts_as).or_default().insert(classes.contains(&"general"));
            }
        }
    }
    let split: Vec<String> = general.into_iter().filter(|(_, all)| all.len() > 1).map(|(noun, _)| noun).collect();
    none("nouns general in one form only", &split);
}

#[test]
fn conditions_name_domains_that_exist() {
    let domains: BTreeSet<String> = files()
        .iter()
        .filter(|(_, f)| f.kind == Kind::Domain)
        .flat_map(|(_, f)| f.entries.iter().filter_map(|e| e.class.clone()))
        .collect();
    let mut faults = Vec::new();
    for (name, file) in files() {
        for entry in &file.entries {
            let contexts = [&entry.unless, &entry.only].into_iter().flatten();
            let unknown = contexts.flat_map(|c| c.domain.iter().chain(&c.except)).filter(|d| !domains.contains(*d));
            faults.extend(unknown.map(|d| format!("{name}: `{}` asks for the domain `{d}`, which no file has", full_id(&file, entry))));
        }
    }
    none("unknown domains", &faults);
}

#[test]
fn the_template_is_valid_and_its_examples_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/template.toml");
    let template = lexicon::parse("template.toml", &fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{e}"));
    let examples: Vec<_> = template.examples().collect();
    assert!(examples.len() > 6);
    let mut all = lexicon::builtin();
    all.push(template);
    let failures = Lexicons::compile(all).run_examples(examples.into_iter(), language::tag);
    none("examples of the template that do not hold", &failures.iter().map(ToString::to_string).collect::<Vec<_>>());
}

/// The tables of `lexicons/README.md` are made from the files.
#[test]
fn the_readme_shows_the_pairs_and_the_provenance() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/README.md");
    let old = fs::read_to_string(&path).unwrap();
    let new = replaced(&replaced(&old, "opposites", &pairs()), "provenance", &provenance());
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        fs::write(path, new).unwrap();
    } else {
        assert!(old == new, "lexicons/README.md is stale: run `UPDATE_REPORTS=1 cargo test --test lexicons`");
    }
}

/// The text with what stands between the comments of a name replaced.
fn replaced(text: &str, name: &str, table: &str) -> String {
    let start = text.find(&format!("<!-- {name}:")).unwrap();
    let start = start + text[start..].find("-->").unwrap() + "-->".len();
    let end = text.find(&format!("<!-- end of {name} -->")).unwrap();
    format!("{}\n{table}{}", &text[..start], &text[end..])
}

fn pairs() -> String {
    let lexicons = Lexicons::builtin();
    let mut out = String::from("| term | its opposite | category | level |\n| --- | --- | --- | --- |\n");
    for (_, file) in files() {
        for entry in &file.entries {
            let (id, Some(opposite)) = (full_id(&file, entry), &entry.opposite) else { continue };
            let other_id = format!("{}#{opposite}", file.id);
            let find = |id: &str| lexicons.entries().iter().find(|e| e.id == id);
            // Each pair once, from the side that comes first.
            if let (Some(one), Some(other)) = (find(&id), find(&other_id))
                && id < other_id
            {
                let level = one.level.own.map_or("", sayso::level::Level::as_str);
                writeln!(out, "| {} | {} | `{}` | {level} |", one.term, other.term, file.id).unwrap();
            }
        }
    }
    out
}

fn provenance() -> String {
    let mut out = String::from("| category | what | works |\n| --- | --- | --- |\n");
    for (_, file) in files().iter().filter(|(_, f)| !f.references.is_empty()) {
        writeln!(out, "| `{}` | {} | {} |", file.id, file.title, file.references.join("; ")).unwrap();
    }
    out
}
