//! The shape of `sayso.toml`. Unknown keys are refused and the nearest right one is named.
use super::{Cut, Engine, FailOn, Genre, Profile};
use crate::{level::Level, vocabulary::nearest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is wrong with the settings, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{origin}{}: {problem}{}", .line.map(|l| format!(":{l}")).unwrap_or_default(), .mend.as_ref().map(|m| format!("; {m}")).unwrap_or_default())]
pub struct ConfigError {
    /// File, or `command line`.
    pub origin: String,
    /// Line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub mend: Option<String>,
}

impl ConfigError {
    /// The same with the line of its file that names what is wrong. Names are checked when all files have been laid over each other, and
    /// then only the file is known.
    #[must_use]
    pub fn placed(self, text: &str) -> ConfigError {
        if self.line.is_some() {
            return self;
        }
        let name = self.problem.split('`').nth(1).unwrap_or_default();
        let section = self.origin.split_once(" [").and_then(|(_, section)| section.strip_suffix(']'));
        let begins = section.and_then(|glob| text.lines().position(|l| l.contains(glob))).unwrap_or(0);
        let line = text.lines().skip(begins).position(|l| !l.trim_start().starts_with('#') && is_named(l, name));
        ConfigError { line: line.map(|n| begins + n + 1), ..self }
    }
}

/// Does the name stand in the line, and not as part of a longer one?
fn is_named(line: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '#');
    let whole = |at: usize| {
        let (before, after) = (line.get(..at).unwrap_or_default(), line.get(at + name.len()..).unwrap_or_default());
        !before.ends_with(part) && !after.starts_with(part)
    };
    !name.is_empty() && line.match_indices(name).any(|(at, _)| whole(at))
}

/// How many findings an article may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum MaxFindings {
    /// At or above the failing level, over all rules.
    All(u64),
    /// By rule, at any level.
    ByRule(BTreeMap<String, u64>),
}

/// Structs with the same options, each with keys of its own; serde cannot refuse unknown keys of a flattened one.
macro_rules! with_options {
    ($(#[$doc:meta])* $name:ident $(is $options:ident and)? { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// What reads the sentences: `context` or `fast`.
            pub engine: Option<Engine>,
            /// For whom the report is: `news` (default), `strict`, `class`, `opinion`, `research`. It says how sure a finding must be to be told.
            pub profile: Option<Profile>,
            /// What the articles are, `news`, `opinion`, `release` …, whatever they look like; opinion, letters and reviews may judge.
            pub genre: Option<Genre>,
            /// How sure a finding must be, in percent, by rule or lexicon category: `loaded-term = { note = 60, warning = 75 }`; wins over the profile.
            pub confidence: BTreeMap<String, Cut>,
            /// Score every sentence by its loaded terms, from 0 to 1, in JSON reports and tables: `true` or `false` (default).
            pub loadedness: Option<bool>,
            /// Lexicon files or folders of your own, relative to this file; they add to the embedded ones.
            pub lexicons: Vec<String>,
            /// Level by rule: `off`, `note`, `warning`, `error`. `sayso rules` lists the rules.
            pub rules: BTreeMap<String, Level>,
            /// Level by lexicon category (`en/loaded/puffery`); wins over the rule's. `sayso lexicon list` lists them.
            pub categories: BTreeMap<String, Level>,
            /// Level by reason why a statement needs a source: accusation, evaluation, motive, cause, number, prediction, generalization,
            /// comparison; wins over the rule's.
            pub reasons: BTreeMap<String, Level>,
            /// Lexicon entries switched off, by full id (`en/loaded/legitimacy#regime`).
            pub entries_off: Vec<String>,
            /// Level from which on a finding fails the run: `note`, `warning` (default), `error`, `never`.
            pub fail_on: Option<FailOn>,
            /// Findings an article may have before it fails: a number, for those at or above `fail-on`; or a table of numbers by rule.
            pub max_findings: Option<MaxFindings>,
            /// Conditions on scores that fail an article: `loaded-term-per-1000 > 5`.
            pub fail_if: Vec<String>,
            /// File of known findings, relative to this file; see `sayso baseline`.
            pub baseline: Option<String>,
        }

        $(impl $name {
            /// What it sets, without where it holds.
            pub fn options(&self) -> $options {
                $options {
                    engine: self.engine,
                    profile: self.profile,
                    genre: self.genre,
                    confidence: self.confidence.clone(),
                    loadedness: self.loadedness,
                    lexicons: self.lexicons.clone(),
                    rules: self.rules.clone(),
                    categories: self.categories.clone(),
                    reasons: self.reasons.clone(),
                    entries_off: self.entries_off.clone(),
                    fail_on: self.fail_on,
                    max_findings: self.max_findings.clone(),
                    fail_if: self.fail_if.clone(),
                    baseline: self.baseline.clone(),
                }
            }
        })?
    };
}

with_options! {
    /// What one layer sets: a file, a `[[path]]` section, the command line. Lists add to those of the layers below, tables go key by key,
    /// single values replace.
    Options {}
}

with_options! {
    /// Settings of sayso, read from the nearest `sayso.toml` above the article.
    ConfigFile is Options and {
        /// Files whose settings these build on, relative to this file; later ones win over earlier ones.
        extends: Vec<String>,
        /// Other settings for some paths; later ones win over earlier ones.
        path: Vec<PathSection>,
    }
}

with_options! {
    /// Settings for the articles whose path matches.
    PathSection is Options and {
        /// Pattern for paths relative to this file: `opinion/**`, `*.md`, `**/{draft,wire}/*.txt`.
        glob: String,
    }
}

/// Reads one file; `name` is for messages.
///
/// # Errors
/// With the line: where it is no TOML, or a key or a value is not one of the settings.
pub fn parse(name: &str, text: &str) -> Result<ConfigFile, ConfigError> {
    let file: ConfigFile = toml::from_str(text).map_err(|e| syntax_error(name, text, &e))?;
    for (n, section) in file.path.iter().enumerate() {
        let (problem, mend) = match section.glob.as_str() {
            "" => ("a [[path]] section has no `glob`".to_owned(), "add `glob = \"opinion/**\"`".to_owned()),
            glob if glob.starts_with('/') => {
                let relative = glob.trim_start_matches('/');
                (format!("the glob `{glob}` can match nothing: globs are relative to this file"), format!("write `{relative}`"))
            }
            _ => continue,
        };
        let line = text.lines().enumerate().filter(|(_, l)| l.trim() == "[[path]]").nth(n).map(|(i, _)| i + 1);
        return Err(ConfigError { origin: name.to_owned(), line, problem, mend: Some(mend) });
    }
    Ok(file)
}

fn syntax_error(name: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map(|s| 1 + text.bytes().take(s.start).filter(|&b| b == b'\n').count());
    let message = error.message().lines().next().unwrap_or("not valid TOML");
    // serde writes: unknown field `found`, expected one of `a`, `b`
    let mut quoted = message.split('`').skip(1).step_by(2);
    let found = quoted.next().unwrap_or_default();
    let allowed: Vec<&str> = quoted.collect();
    let mend = match nearest(found, allowed.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if allowed.is_empty() => None,
        None => Some(format!("one of {}", allowed.join(", "))),
    };
    // The parser tells the type and not the key: it stands at the beginning of the line.
    let key = line.and_then(|n| text.lines().nth(n - 1)).and_then(|l| l.split_once('=')).map(|(key, _)| key.trim().to_owned());
    let problem =
        if let (Some(key), Some(expected)) = (&key, message.strip_prefix("invalid type: ").and_then(|m| m.split_once(", expected "))) {
            let what = match expected.1 {
                "a sequence" => "a list in square brackets",
                "i64" => "a percentage from 0 to 100",
                "struct Cut" => "a table of two percentages, such as { note = 60, warning = 75 }",
                other => other,
            };
            format!("`{key}` is {what}")
        } else if message.starts_with("unknown field") {
            format!("unknown key `{found}`")
        } else if message.starts_with("unknown variant") {
            format!("`{found}` is not one of the words allowed here")
        } else if message == "invalid basic string, expected `\"`" {
            "a text does not end with a quotation mark on its line".to_owned()
        } else if message.contains("untagged enum MaxFindings") {
            "`max-findings` is a number, or a table of numbers by rule".to_owned()
        } else {
            message.to_owned()
        };
    ConfigError { origin: name.to_owned(), line, problem, mend }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse("sayso.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn unknown_keys_and_words_are_refused_with_the_nearest() {
        assert_eq!(fault("fail-onn = \"note\"\n"), "sayso.toml:1: unknown key `fail-onn`; did you mean `fail-on`?");
        assert_eq!(fault("[[path]]\nglob = \"*\"\nrule = {}\n"), "sayso.toml:3: unknown key `rule`; did you mean `rules`?");
        assert_eq!(
            fault("[rules]\nloaded-term = \"warn\"\n"),
            "sayso.toml:2: `warn` is not one of the words allowed here; one of off, note, warning, error"
        );
        assert!(fault("max-findings = \"ten\"\n").contains("a number, or a table"));
        assert_eq!(fault("extends = \"house.toml\"\n"), "sayso.toml:1: `extends` is a list in square brackets");
        assert_eq!(fault("x = \n").split(':').nth(1), Some("1"));
        assert_eq!(fault("fail-on = \"warning\n"), "sayso.toml:1: a text does not end with a quotation mark on its line");
        let told = fault("[confidence]\nnote = 60\n");
        assert_eq!(told, "sayso.toml:2: `note` is a table of two percentages, such as { note = 60, warning = 75 }");
        for number in [600, 101, -1] {
            let told = fault(&format!("[confidence]\nloaded-term = {{ note = {number}, warning = 60 }}\n"));
            assert_eq!(told, format!("sayso.toml:2: `{number}` is no percentage from 0 to 100"));
        }
    }

    #[test]
    fn a_wrong_name_is_found_in_the_file() {
        let text = "# loaded\n[rules]\nloaded-term = \"off\"\n[[path]]\nglob = \"a/**\"\nrules = { \"loaded\" = \"off\" }\n";
        let line = |origin: &str, name: &str, line: Option<usize>| {
            let error = ConfigError { origin: origin.to_owned(), line, problem: format!("there is no rule `{name}`"), mend: None };
            error.placed(text).line
        };
        assert_eq!(line("sayso.toml", "loaded-term", None), Some(3));
        assert_eq!((line("sayso.toml", "loaded", None), line("sayso.toml [a/**]", "loaded", None)), (Some(6), Some(6)));
        assert_eq!((line("sayso.toml", "loaded-term", Some(9)), line("sayso.toml", "term", None)), (Some(9), None));
    }

    #[test]
    fn a_glob_that_can_match_nothing_is_refused() {
        let told = fault("[[path]]\nglob = \"/opinion/**\"\n");
        assert_eq!(told, "sayso.toml:1: the glob `/opinion/**` can match nothing: globs are relative to this file; write `opinion/**`");
    }

    #[test]
    fn a_path_section_needs_a_glob() {
        assert_eq!(
            fault("\n[[path]]\nglob = \"a\"\n[[path]]\nfail-on = \"never\"\n"),
            "sayso.toml:4: a [[path]] section has no `glob`; add `glob = \"opinion/**\"`"
        );
    }
}
