//! The examples of entries are tests: `matches` must be found, `allows` must not.
use super::{
    entry::EntryId,
    file::LexiconFile,
    matcher::{Lexicons, Miss},
};
use crate::{
    article::Article,
    document::{Document, Tag},
};
use std::fmt;

/// One sentence that an entry's author gives.
#[derive(Clone, Debug)]
pub struct Example {
    /// Full id of the entry.
    pub entry: String,
    /// `matches` (true) or `allows`.
    pub expected: bool,
    /// The sentence.
    pub text: String,
}

/// An example that the matcher sees otherwise than its author.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which.
    pub example: Example,
    /// Why, in words.
    pub reason: String,
}

impl LexiconFile {
    /// All examples, in the order of the file.
    pub fn examples(&self) -> impl Iterator<Item = Example> {
        let entries = self.entries.iter().filter(|e| e.enabled != Some(false));
        entries.flat_map(|e| {
            let id = e.full_id(&self.id);
            let allows = e.allows.iter().map(|text| (false, text));
            e.matches.iter().map(|text| (true, text)).chain(allows).map(move |(expected, text)| Example {
                entry: id.clone(),
                expected,
                text: text.clone(),
            })
        })
    }
}

impl Lexicons {
    /// Runs examples; `tag` is the tagger, which this layer does not know.
    pub fn run_examples(&self, examples: impl Iterator<Item = Example>, tag: impl Fn(&Document<'_>) -> Vec<Tag>) -> Vec<Failure> {
        let ids: rustc_hash::FxHashMap<&str, EntryId> = self.entries.iter().zip(0..).map(|(e, i)| (e.id.as_str(), EntryId(i))).collect();
        let mut failures = Vec::new();
        for example in examples {
            // An entry that a later file switches off or replaces has no say.
            let (Some(&id), Ok(article)) = (ids.get(example.entry.as_str()), Article::new("", example.text.clone())) else { continue };
            let doc = Document::parse(&article);
            let tags = tag(&doc);
            let found = self.scan(&doc, &tags).iter().any(|h| h.entry == id);
            if found != example.expected {
                let reason = if found { "it is found".to_owned() } else { self.why_not(&doc, &tags, id) };
                failures.push(Failure { example, reason });
            }
        }
        failures
    }

    /// One reason for every place where its words stand.
    fn why_not(&self, doc: &Document<'_>, tags: &[Tag], id: EntryId) -> String {
        let places = self.considered(doc, tags, |entry, _| entry == id);
        if places.is_empty() {
            return "its words do not stand there in this order, in one sentence".to_owned();
        }
        places.into_iter().filter_map(|(.., miss)| miss).map(|miss| self.describe(miss)).collect::<Vec<_>>().join("; ")
    }

    /// What spoke against an entry, in words.
    pub fn describe(&self, miss: Miss) -> String {
        match miss {
            Miss::PartOfSpeech(tag) => format!("it is read as another part of speech ({:?})", tag.pos),
            Miss::Case => "it is written otherwise than the entry asks".to_owned(),
            Miss::Name => "it is part of a name".to_owned(),
            Miss::Unless => "a word or subject near by rules it out (`unless`)".to_owned(),
            Miss::Only => "a word or subject that the entry asks for is not near (`only`)".to_owned(),
            Miss::Rival(other) => format!("`{}` has the place", self.entry(other).id),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Example { entry, expected, text } = &self.example;
        let list = if *expected { "matches" } else { "allows" };
        write!(f, "{entry}: {list} {text:?}: {}", self.reason)
    }
}
