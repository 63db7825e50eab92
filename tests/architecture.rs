//! Which module may name which, and what the library may never do. A new edge is a change of design: edit the table in its own commit.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

const ALLOWED: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("hash", &[]),
    ("plural", &[]),
    ("span", &[]),
    ("level", &[]),
    ("reason", &[]),
    ("origin", &[]),
    ("article", &["origin", "span"]),
    ("lines", &[]),
    ("cell", &[]),
    ("stats", &[]),
    ("xml_text", &[]),
    ("document", &["article", "span"]),
    ("language", &["document", "span"]),
    // Terms are cut into words by the document layer, which reads articles.
    ("lexicon", &["article", "document", "hash", "language", "level", "reason", "span", "vocabulary"]),
    ("annotate", &["document", "language", "lexicon", "span"]),
    ("encoder", &["annotate", "document", "hash", "lexicon"]),
    ("fast", &["annotate", "encoder", "hash", "lexicon"]),
    ("logistic", &["encoder"]),
    ("attribution", &["annotate", "document", "encoder", "language", "lexicon", "span"]),
    ("claim", &["annotate", "attribution", "document", "encoder", "language", "lexicon", "logistic", "reason", "span"]),
    ("finding", &["document", "level", "reason", "span"]),
    ("mark", &["finding", "span"]),
    ("suppress", &["document", "finding", "span"]),
    (
        "classify",
        &["annotate", "attribution", "claim", "document", "encoder", "finding", "language", "level", "lexicon", "span", "suppress"],
    ),
    ("genre", &["attribution", "claim", "classify", "config", "document", "encoder", "language", "lexicon", "logistic"]),
    ("score", &["attribution", "document", "finding", "mark", "stats"]),
    (
        "report",
        &[
            "article", "attribution", "config", "document", "finding", "level", "lexicon", "lines", "mark", "origin", "reason", "score",
            "span",
        ],
    ),
    ("loadedness", &["report"]),
    // What articles have in common and apart: for `compare`, and for the class page.
    ("wording", &["language", "report"]),
    // What is usual, which reports and `compare` show beside what they count.
    ("norms", &["config", "report"]),
    ("render", &["cell", "hash", "language", "level", "norms", "plural", "report", "wording", "xml_text"]),
    ("sheet", &["cell", "render"]),
    ("compare", &["norms", "plural", "report", "sheet", "stats", "vocabulary", "wording"]),
    ("agree", &["render", "report", "sheet", "stats"]),
    ("classroom", &["render", "sheet", "stats"]),
    ("config", &["encoder", "hash", "level", "lexicon", "reason", "vocabulary"]),
    ("review", &["config", "hash", "level", "plural", "report"]),
    ("input", &["article", "origin", "span", "xml_text"]),
    (
        "analyze",
        &[
            "annotate", "article", "attribution", "claim", "classify", "config", "document", "encoder", "fast", "finding", "genre",
            "language", "level", "lexicon", "loadedness", "logistic", "report", "score", "span", "suppress", "why",
        ],
    ),
    ("why", &["attribution", "claim", "classify", "config", "document", "encoder", "finding", "lexicon", "span"]),
    ("corpus", &["analyze", "article", "cell", "classify", "finding", "input", "language", "lexicon", "report"]),
];

/// Words that no library code may have: the world outside, and ways to die.
const FORBIDDEN: &[&str] = &[
    "std::fs", "std::env", "std::process", "std::net", "std::time", "SystemTime", "Instant::now", "println!", "eprintln!", "panic!",
    "todo!", "unimplemented!", "unreachable!", ".unwrap()", ".expect(", "clap::", "anyhow::", "unsafe ",
];

/// Words in a row that are no language, by what they are. Words of English belong to `lexicons/en`, where they have a reason and a house can see
/// them.
const NO_LANGUAGE: &[(&str, &str)] = &[
    ("formats and endings of files", "xml rss atom newsml md markdown mdown mkd html htm xhtml svg"),
    (
        "elements and attributes of HTML, NITF, Word and feeds",
        "html body main article area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr address aside \
         blockquote div dl figcaption figure footer ol pre section table ul script style template noscript svg head title tab cr encoded content \
         description summary published updated date pubdate publishdate publish-date name itemprop property",
    ),
    (
        "fields of records and of front matter",
        "id text title outlet date url author authors by publisher source response resource conversion",
    ),
    (
        "columns of tables",
        "article rule start end answer sentence coder text before after note weight stratum drawn outlet date title paragraph line file variable \
         value url voice reason justification loaded author genre table name type unit definition formula reference validity level counted category entry field \
         column trigger message source kind statements words share measure here median student class question marked program",
    ),
    (
        "words of the codebook, of reports and of manifests",
        "outlet attributed mixed none accusation evaluation motive cause number prediction generalization comparison named-person \
         named-organization document unnamed collective error warning note baseline unchanged suppressed cue source support counts finished \
         outputs seconds threads",
    ),
    ("severities of GitLab, Checkstyle and GitHub", "major minor info notice"),
    ("keys of lexicon files", "id kind entry term lemma"),
    ("letters by which English spells an inflection", "s x z ch sh e y o"),
];

/// Modules that read texts: what another language would have to find there stands in lists, not in them.
const READERS: &[&str] = &["annotate", "attribution", "claim", "classify", "document", "language"];
/// Single words that are no language of the text: how an address begins, and in what a name of ours ends.
const NO_WORD: &str = "http";

/// A rule may name its own helpers (`classify/x/…`), never another rule's file.
struct Source {
    path: String,
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }
}

#[test]
fn modules_name_only_what_the_table_allows() {
    let bad = violations(&sources());
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn planted_violations_are_caught() {
    let plant = |path: &str, code: &str| Source { path: path.to_owned(), code: code.to_owned() };
    let planted = [
        plant("span.rs", "use crate::article::Article;"),
        plant("document/token.rs", "use crate::{lexicon::Lexicons, span::Span};"),
        plant("render/text.rs", "fn f() { crate::document::Document::parse(a); }"),
        plant("score.rs", "use crate::{document::{Document, SentenceId}, classify};"),
        plant("attribution/voice.rs", "use crate::finding::Finding as F;"),
        plant("classify/loaded_term.rs", "use super::vague_attribution::VagueAttribution;"),
        plant("lexicon/builtin.rs", "let x = std::fs::read(p);"),
        plant("document/mod.rs", "let y = x.unwrap();"),
        plant("brand_new.rs", "pub fn f() {}"),
    ];
    for source in planted {
        let path = source.path.clone();
        let all = [source, plant("classify/vague_attribution.rs", ""), plant("classify/loaded_term.rs", "")];
        assert!(!violations(&all).is_empty(), "not caught: {path}");
    }
}

#[test]
fn word_lists_are_data() {
    let sources = sources();
    let mut bad: Vec<String> = Vec::new();
    for source in &sources {
        let lists = word_lists(&source.code);
        if !lists.is_empty() {
            bad.push(format!("{}: {lists:?}", source.path));
        }
    }
    assert!(bad.is_empty(), "move them to lexicons/en, or say in NO_LANGUAGE what they are: {bad:#?}");
}

#[test]
fn no_word_of_english_stands_in_code() {
    let all = sources();
    let read = all.iter().filter(|s| READERS.contains(&s.module()));
    let found: Vec<String> = read.flat_map(|s| english(&s.code).into_iter().map(|w| format!("{}: {w}", s.path))).collect();
    assert!(found.is_empty(), "move them to lexicons/en: {found:#?}");
}

#[test]
fn planted_words_of_english_are_caught() {
    for planted in ["self.norm(t) == \"of\"", "[\"poll\", \"survey\"]", "w.ends_with(\"bank\")", "key(\"to\")", "match w { \"and\" => 1 }"]
    {
        assert!(!english(planted).is_empty(), "{planted}");
    }
    for fine in ["Post = \"post\",", "RuleId(\"one-interest\")", "\"http\"", "\"&\"", "\"xyzzy\""] {
        assert!(english(fine).is_empty(), "{fine}");
    }
}

/// Quoted words that the tagger's dictionary or English's little words have, but for our own names of things (`Post = "post"`).
fn english(code: &str) -> Vec<String> {
    let name = regex::Regex::new(r#"\b[A-Z]\w* = "[a-z-]+",|#\[[^\]]*\]"#).unwrap();
    let word = regex::Regex::new(r#""([a-z]+)""#).unwrap();
    let code = name.replace_all(code, "");
    let is_english = |w: &str| sayso::language::in_dictionary(sayso::document::key(w)) || sayso::language::Words::english().is_little(w);
    word.captures_iter(&code).map(|c| c[1].to_owned()).filter(|w| is_english(w) && w != NO_WORD).collect()
}

#[test]
fn planted_word_lists_are_caught() {
    for planted in ["[\"who\", \"which\", \"that\"]", "matches!(w, \"of\" | \"for\"\n | \"at\")", "&[\"said\", \"text\", \"told\"]"] {
        assert_eq!(word_lists(planted).len(), 1, "{planted}");
    }
    for fine in ["[\"html\", \"htm\", \"xhtml\"]", "matches!(w, \"of\" | \"for\")", "(\"He said so.\", \"It is.\", \"No!\")"] {
        assert!(word_lists(fine).is_empty(), "{fine}");
    }
}

/// Three words or more in a row, one of which is in no list of [`NO_LANGUAGE`].
fn word_lists(code: &str) -> Vec<String> {
    let row = regex::Regex::new(r#""[a-z][a-z'-]*"(?:\s*[,|]\s*"[a-z][a-z'-]*"){2,}"#).unwrap();
    let known: BTreeSet<&str> = NO_LANGUAGE.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
    let rows = row.find_iter(code).map(|m| m.as_str());
    let words = |row: &str| row.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    rows.map(words).filter(|words| words.iter().any(|w| !known.contains(w.as_str()))).map(|words| words.join(" ")).collect()
}

fn violations(sources: &[Source]) -> Vec<String> {
    let rules: BTreeSet<&str> = sources
        .iter()
        .filter_map(|s| s.path.strip_prefix("classify/"))
        .filter(|p| !p.contains('/') && *p != "mod.rs")
        .map(|p| p.trim_end_matches(".rs"))
        .collect();
    let mut bad = Vec::new();
    for s in sources {
        let Some((_, allowed)) = ALLOWED.iter().find(|(m, _)| *m == s.module()) else {
            bad.push(format!("{}: the module is not in the table", s.path));
            continue;
        };
        for name in named_modules(&s.code) {
            let known = ALLOWED.iter().any(|(m, _)| *m == name);
            if known && name != s.module() && !allowed.contains(&name.as_str()) {
                bad.push(format!("{}: names {name}", s.path));
            }
        }
        bad.extend(FORBIDDEN.iter().filter(|w| s.code.contains(**w)).map(|w| format!("{}: has {w}", s.path)));
        let own = s.path.strip_prefix("classify/").filter(|p| *p != "mod.rs").and_then(|p| p.split(['/', '.']).next());
        if let Some(own) = own {
            let words: BTreeSet<&str> = s.code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            bad.extend(rules.iter().filter(|r| **r != own && words.contains(**r)).map(|r| format!("{}: names the rule {r}", s.path)));
        }
    }
    bad
}

/// First path segments after `crate::`, also inside `use crate::{…}`.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut fresh = true;
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        names.insert(std::mem::take(&mut word));
                        fresh = true;
                    }
                    c if (c.is_alphanumeric() || c == '_') && depth == 0 && fresh => {
                        word.push(c);
                    }
                    ':' | ' ' if depth == 0 && !word.is_empty() => fresh = false,
                    _ => (),
                }
            }
            names.insert(word);
        } else {
            names.insert(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

/// All library sources, without comments and unit tests.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let read = |f: &PathBuf| {
        let path = f.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(f).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let code = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        Source { path, code }
    };
    files.iter().map(read).filter(|s| s.path != "lib.rs" && !s.path.starts_with("bin/")).collect()
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|x| x == "rs") {
            out.push(path);
        }
    }
}
