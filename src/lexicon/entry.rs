//! What the scan finds: entries and hits.
use super::{
    class::{Class, Classes},
    condition::Pos,
    file::{Kind, VoiceLevels},
};
use crate::{document::Shape, reason::Reason, span::Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{ops::Range, sync::Arc};

/// Index of an entry in its [`super::Lexicons`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// One term, ready to report.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `en/loaded/legitimacy#regime`: stable, reports cite it.
    pub id: String,
    /// As written in the file.
    pub term: String,
    /// What it is for.
    pub kind: Kind,
    /// Id of its file: the category.
    pub category: Arc<str>,
    /// Found in all inflections, as this part of speech.
    pub(super) inflects: Option<Pos>,
    /// What it is within its kind.
    pub classes: Classes,
    /// The name or noun it counts as, where that is not its own: *Sen.* as *senator*, *Dems* as *Democrat*, *heard* as *said*.
    pub canonical: Option<Box<str>>,
    /// From a lexicon of the user's.
    pub house: bool,
    /// Claims: the file's reason.
    pub reason: Option<Reason>,
    /// Levels by voice, the file's and the entry's merged.
    pub level: VoiceLevels,
    /// Neutral wordings, of an inflected entry in their base form.
    pub neutral: Vec<String>,
    /// What to do where no other word would serve.
    pub advice: Vec<String>,
    /// The entry's reason or else the file's.
    pub why: Arc<str>,
}

impl Entry {
    /// Is it of that kind and class?
    pub fn is(&self, kind: Kind, class: Class) -> bool {
        self.kind == kind && self.classes.has(class)
    }

    /// A term of the user's that takes no other entry's place.
    pub fn is_houses_own(&self) -> bool {
        self.house && self.id.strip_prefix(&*self.category).is_some_and(|rest| rest.starts_with('#'))
    }
}

/// How a single word must be written for a term to hold: one with a capital holds only for capitalized words (*the Post*, not *a post*), an
/// acronym only for capitals (*WHO*, not *Who*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Any,
    Name,
    Acronym,
}

impl Spelling {
    pub(crate) fn of(term: &str) -> Spelling {
        let capitals = term.chars().filter(|c| c.is_uppercase()).count();
        let small = term.chars().filter(|c| c.is_lowercase()).count();
        match (capitals, small) {
            (0, _) => Spelling::Any,
            (2.., 0) => Spelling::Acronym,
            _ => Spelling::Name,
        }
    }

    pub(crate) fn holds(self, shape: Shape) -> bool {
        match self {
            Spelling::Any => true,
            Spelling::Name => shape != Shape::Lower,
            Spelling::Acronym => shape == Shape::Upper,
        }
    }
}

/// A lexicon that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "LexiconCited")]
#[non_exhaustive]
pub struct LexiconInfo {
    /// `en/loaded/legitimacy`
    pub id: String,
    /// Of the contents.
    pub version: String,
    /// First 16 hex digits of the SHA-256 of its bytes.
    pub hash: String,
    /// All of it; like what follows not part of the wire format.
    #[serde(skip)]
    pub sha256: String,
    /// Heading for people.
    #[serde(skip)]
    pub title: String,
    /// Why the category matters.
    #[serde(skip)]
    pub why: String,
    /// When the wording is fine.
    #[serde(skip)]
    pub fine: String,
}

/// One match of one entry. Invariant: `span` was found by the scan, never by a second search.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Which entry.
    pub entry: EntryId,
    /// Where.
    pub span: Span,
    /// The matched tokens.
    pub tokens: Range<usize>,
}
