//! Text to [`LexiconFile`], with errors that name file, line, entry and mend.
use super::{
    class::{Class, Classes},
    file::{Context, EntryFile, Kind, LexiconFile},
};
use crate::{reason::Reason, vocabulary::nearest};
use std::collections::BTreeSet;

/// What is wrong with a lexicon file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {}{problem}{}", .entry.as_ref().map(|e| format!("entry {e:?}: ")).unwrap_or_default(), .mend.as_ref().map(|m| format!("; {m}")).unwrap_or_default())]
pub struct LexiconError {
    /// As given to [`parse`].
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The entry at fault.
    pub entry: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub mend: Option<String>,
}

/// Reads one file; `name` is only for messages. A returned file is valid: every condition is one the matcher knows.
///
/// # Errors
/// The first fault, with its line and what would mend it.
pub fn parse(name: &str, text: &str) -> Result<LexiconFile, LexiconError> {
    let mut file: LexiconFile = toml::from_str(text).map_err(|e| syntax_error(name, text, &e))?;
    file.hash = crate::hash::long_hash(text.as_bytes());
    file.house = true;
    match problems(name, text, &file).into_iter().next() {
        Some(error) => Err(error),
        None => Ok(file),
    }
}

/// Everything wrong with a file, for `sayso lexicon check`; after a syntax error nothing else can be told.
pub fn check(name: &str, text: &str) -> Vec<LexiconError> {
    match toml::from_str(text) {
        Ok(file) => problems(name, text, &file),
        Err(e) => vec![syntax_error(name, text, &e)],
    }
}

/// Does a TOML file set out to be a lexicon? Folders of lexicons hold other data, too. One that is no TOML at all counts, so that
/// its fault is told.
pub fn is_lexicon(text: &str) -> bool {
    toml::from_str::<toml::Table>(text).map_or(true, |t| ["id", "kind", "entry"].iter().any(|key| t.contains_key(*key)))
}

/// Entries of a file that switch off what neither it nor another one has, each with the nearest id that one has.
pub fn switched_in_vain(name: &str, text: &str, file: &LexiconFile, others: &[LexiconFile]) -> Vec<LexiconError> {
    let entries = others.iter().chain([file]).flat_map(|f| f.entries.iter().filter(|e| !e.switches_off()).map(|e| e.full_id(&f.id)));
    let known: BTreeSet<String> = entries.collect();
    let lines = entry_lines(text);
    let switches = file.entries.iter().enumerate().filter(|(_, e)| e.switches_off()).map(|(i, e)| (i, e.full_id(&file.id)));
    let vain = switches.filter(|(_, id)| !known.contains(id));
    vain.map(|(i, id)| LexiconError {
        file: name.to_owned(),
        line: lines.get(i).copied().unwrap_or_default(),
        entry: None,
        problem: format!("there is no entry `{id}` to switch off"),
        mend: nearest(&id, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?")),
    })
    .collect()
}

/// The kebab-case id of an entry that gives none.
pub(super) fn default_id(term: &str) -> String {
    let mut id = String::with_capacity(term.len());
    for word in term.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().flat_map(char::to_lowercase));
    }
    id
}

fn syntax_error(name: &str, text: &str, error: &toml::de::Error) -> LexiconError {
    let start = error.span().map_or(0, |s| s.start);
    let line = line_of(text, start);
    let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
    // serde writes: unknown field `found`, expected one of `a`, `b`
    let mut quoted = message.split('`').skip(1).step_by(2);
    let found = quoted.next();
    let known: Vec<&str> = quoted.collect();
    let (problem, mend) = match found {
        Some(key) if message.starts_with("unknown field") => {
            (format!("unknown key `{key}`"), nearest(key, known.into_iter()).map(|n| format!("did you mean `{n}`?")))
        }
        Some(word) if message.starts_with("unknown variant") => {
            (format!("`{word}` is not one of the words allowed here"), Some(suggestion(word, &known)))
        }
        Some(key) if message.starts_with("missing field") => {
            (format!("`{key}` is missing"), Some(format!("add `{key} = …` to the head of the file")))
        }
        _ => (message.clone(), None),
    };
    let entry = entry_lines(text).iter().rposition(|&l| l <= line).and_then(|i| entry_name_in_text(text, i));
    LexiconError { file: name.to_owned(), line, entry, problem, mend }
}

fn problems(name: &str, text: &str, file: &LexiconFile) -> Vec<LexiconError> {
    let mut out = Vec::new();
    let mut head = |problem: &str, mend: &str| {
        let mend = Some(mend.to_owned());
        out.push(LexiconError { file: name.to_owned(), line: 1, entry: None, problem: problem.to_owned(), mend });
    };
    if file.id.is_empty() || !file.id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/".contains(&b)) {
        head(&format!("`{}` cannot be a file's id", file.id), "use letters, digits, `-`, `_` and `/`, such as `house/politics`");
    }
    if file.reason.is_none() && file.kind == Kind::Claim {
        head("a claim file needs a `reason`", &format!("one of {}", Reason::WORDS.join(", ")));
    }
    let mut seen = BTreeSet::new();
    // Lines are looked for only when something is wrong: large files load faster.
    let mut lines: Option<Vec<usize>> = None;
    let ids: BTreeSet<String> = file.entries.iter().map(|e| e.full_id("")).collect();
    for (i, entry) in file.entries.iter().enumerate() {
        let id = entry.full_id("");
        let mut faults = entry_faults(file.kind, entry);
        if let Some(opposite) = entry.opposite.as_deref().filter(|o| !ids.contains(&format!("#{o}"))) {
            let known: Vec<&str> = ids.iter().map(|id| id.trim_start_matches('#')).collect();
            let mend = nearest(opposite, known.into_iter())
                .map_or("give the id of an entry of this file".to_owned(), |n| format!("did you mean `{n}`?"));
            faults.push((format!("`opposite = \"{opposite}\"` is no entry of this file"), mend));
        }
        if !seen.insert(id.clone()) {
            faults.push(("stands twice in this file".to_owned(), "remove one or give it an `id` of its own".to_owned()));
        }
        for (problem, mend) in faults {
            let line = lines.get_or_insert_with(|| entry_lines(text)).get(i).copied().unwrap_or(1);
            let entry = Some(id.trim_start_matches('#').to_owned());
            out.push(LexiconError { file: name.to_owned(), line, entry, problem, mend: Some(mend) });
        }
    }
    out
}

fn entry_faults(kind: Kind, e: &EntryFile) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut fault = |problem: String, mend: String| out.push((problem, mend));
    let words = e.term.as_deref().or(e.lemma.as_deref());
    match (&e.term, &e.lemma) {
        (Some(_), Some(_)) => fault("has both `term` and `lemma`".into(), "keep `lemma` if it inflects, else `term`".into()),
        (None, None) if e.enabled != Some(false) => {
            fault(
                "has neither `term` nor `lemma`".into(),
                "add `term = \"…\"`, or `lemma = \"…\"` with `pos` for a word that inflects".into(),
            );
        }
        (None, None) if e.id.is_none() => fault("switches off nothing".into(), "give the `id` of the entry to switch off".into()),
        _ => {}
    }
    if words.is_some_and(|w| w.trim().is_empty()) {
        fault("has no words".into(), "write the term between the quotation marks".into());
    }
    if e.lemma.is_some() && e.pos.is_none() {
        fault("a `lemma` needs `pos`".into(), "add `pos = …`, one of verb, noun, adj, adv, propn".into());
    }
    if e.term.is_some() && !e.forms.is_empty() {
        fault("`forms` stand with a `term`".into(), "use `lemma` in place of `term`".into());
    }
    if let Some(Err(word)) = e.class.as_deref().filter(|_| kind != Kind::Domain).map(|class| Classes::parse(kind, class)) {
        let known: Vec<&str> = Class::words(kind).collect();
        let mend = if known.is_empty() {
            format!("leave `class` out: entries of the kind `{}` have none", kind.as_str())
        } else {
            suggestion(word, &known)
        };
        fault(format!("`{word}` is no class of the kind `{}`", kind.as_str()), mend);
    }
    match (kind, e.canonical.as_deref()) {
        (_, None) | (Kind::Title, _) | (Kind::Cue, Some("said")) => {}
        (Kind::Cue, Some(other)) => {
            fault(
                format!("`canonical = \"{other}\"` of a cue"),
                "a cue counts as `said` or as itself: write `said` or leave it out".into(),
            );
        }
        (kind, Some(_)) => {
            fault(format!("entries of the kind `{}` have no `canonical`", kind.as_str()), "leave it out".into());
        }
    }
    for (name, context) in [("unless", &e.unless), ("only", &e.only)] {
        let Some(context) = context else { continue };
        if context.is_empty() {
            fault(
                format!("`{name}` holds no condition"),
                "give `before`, `after`, `near`, `domain` or `before-pos`, or leave it out".into(),
            );
        }
        if !context.except.is_empty() && context.domain.is_empty() {
            fault(format!("`{name}` has `except` without `domain`"), "say which `domain` it limits".into());
        }
    }
    out
}

impl Context {
    /// Asks nothing.
    pub fn is_empty(&self) -> bool {
        self.before_pos.is_empty() && [&self.before, &self.after, &self.near, &self.domain].iter().all(|v| v.is_empty())
    }
}

impl EntryFile {
    /// It is a term, and not only a switch for one.
    pub(crate) fn has_words(&self) -> bool {
        self.term.is_some() || self.lemma.is_some()
    }

    /// It switches off an entry of another place.
    pub(crate) fn switches_off(&self) -> bool {
        self.enabled == Some(false) && (!self.has_words() || self.id.as_ref().is_some_and(|id| id.contains('#')))
    }

    /// `file#entry`; an entry whose own id holds a `#` names an entry of another file, to override it.
    pub fn full_id(&self, file: &str) -> String {
        match &self.id {
            Some(id) if id.contains('#') => id.clone(),
            Some(id) => [file, "#", id].concat(),
            None => [file, "#", &default_id(self.term.as_deref().or(self.lemma.as_deref()).unwrap_or_default())].concat(),
        }
    }
}

fn suggestion(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of {}", known.join(", ")),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&b| b == b'\n').count()
}

/// The line of each `[[entry]]`, in order.
fn entry_lines(text: &str) -> Vec<usize> {
    let headers = text.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with("[[entry]]"));
    headers.map(|(i, _)| i + 1).collect()
}

/// The id, term or lemma of the nth entry of a file that does not parse.
fn entry_name_in_text(text: &str, nth: usize) -> Option<String> {
    let start = entry_lines(text).get(nth).copied()?;
    let body = text.lines().skip(start).take_while(|l| !l.trim_start().starts_with('['));
    let mut named = body.filter_map(|l| l.split_once('=')).filter(|(k, _)| ["id", "term", "lemma"].contains(&k.trim()));
    named.next().map(|(_, v)| v.trim().trim_matches(|c| c == '"' || c == '\'').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{check, parse};

    const HEAD: &str =
        "id = \"house/test\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"loaded\"\ntitle = \"Test\"\nwhy = \"A test.\"\n\n";

    fn message(entry: &str) -> String {
        message_of(&format!("{HEAD}{entry}"))
    }

    fn message_of(text: &str) -> String {
        parse("house.toml", text).map_or_else(|e| e.to_string(), |_| "valid".to_owned())
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line_and_the_right_one() {
        assert_eq!(
            message("[[entry]]\nterm = \"regime\"\nmathces = [\"The regime fell.\"]\n"),
            "house.toml:10: entry \"regime\": unknown key `mathces`; did you mean `matches`?"
        );
    }

    #[test]
    fn faults_that_toml_cannot_see_are_told_with_their_entry() {
        assert_eq!(
            message("[[entry]]\nterm = \"mob\"\n\n[[entry]]\nlemma = \"slam\"\n"),
            "house.toml:11: entry \"slam\": a `lemma` needs `pos`; add `pos = …`, one of verb, noun, adj, adv, propn"
        );
        let told = message("[[entry]]\nlemma = \"slam\"\npos = \"vreb\"\n");
        assert_eq!(told, "house.toml:10: entry \"slam\": `vreb` is not one of the words allowed here; did you mean `verb`?");
        let told = message("[[entry]]\nterm = \"mob\"\nunless = { before-pos = [\"dett\"] }\n");
        assert!(told.ends_with("did you mean `det`?"), "{told}");
        assert!(message("[[entry]]\nterm = \"mob\"\n[[entry]]\nterm = \"Mob\"\n").contains("stands twice"));
        assert!(message("[[entry]]\nterm = \"mob\"\nunless = {}\n").contains("holds no condition"));
        let told = message("[[entry]]\nterm = \"mob\"\nopposite = \"crowdd\"\n[[entry]]\nterm = \"crowd\"\n");
        assert!(told.ends_with("`opposite = \"crowdd\"` is no entry of this file; did you mean `crowd`?"), "{told}");
    }

    #[test]
    fn a_class_that_the_kind_does_not_know_is_told_with_the_nearest() {
        let told = |kind: &str, class: &str| {
            let head = HEAD.replace("loaded", kind).replace("why =", "reason = \"motive\"\nwhy =");
            check("x", &format!("{head}[[entry]]\nterm = \"a\"\nclass = \"{class}\"\n"))
                .first()
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        assert_eq!(told("cue", "sya"), "x:9: entry \"a\": `sya` is no class of the kind `cue`; did you mean `say`?");
        assert!(told("claim", "predicate").contains("leave `class` out"));
        assert!(told("vague-source", "colective").ends_with("did you mean `collective`?"));
        assert!(told("title", "title =senator").contains("`=senator`"));
        assert!(told("loaded", "say").contains("leave `class` out"));
        assert_eq!(told("domain", "beekeeping"), "");
    }

    #[test]
    fn what_a_word_counts_as_is_a_noun_of_a_title_and_said_of_a_cue() {
        let told = |kind: &str, canonical: &str| {
            let head = HEAD.replace("loaded", kind);
            message_of(&format!("{head}[[entry]]\nterm = \"a\"\ncanonical = \"{canonical}\"\n"))
        };
        assert_eq!((told("title", "senator"), told("cue", "said")), ("valid".to_owned(), "valid".to_owned()));
        let cue = "house.toml:8: entry \"a\": `canonical = \"denied\"` of a cue; a cue counts as `said` or as itself: write `said` or leave it out";
        assert_eq!(told("cue", "denied"), cue);
        assert_eq!(told("loaded", "said"), "house.toml:8: entry \"a\": entries of the kind `loaded` have no `canonical`; leave it out");
    }

    #[test]
    fn check_tells_every_fault() {
        let text = format!("{HEAD}[[entry]]\nterm = \"a\"\nunless = {{}}\n[[entry]]\nlemma = \"b\"\n");
        assert_eq!(check("x", &text).len(), 2);
    }

    #[test]
    fn an_entry_may_switch_off_one_of_another_file() {
        assert_eq!(message("[[entry]]\nid = \"en/loaded/legitimacy#regime\"\nenabled = false\n"), "valid");
    }
}
