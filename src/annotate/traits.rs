//! What the title lexicons say about a word: may it stand before a name, is it a role, an organization, a document …
//!
//! `canonical` is what the word counts as (*Sen.* as *senator*, *officials* as *official*).
use super::Annotated;
use crate::{
    document::{Token, key},
    lexicon::{Class, Classes, Entry, Kind, Spelling},
};

/// Features of one word. `canon` is the [`key`] of what it counts as.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits {
    classes: Classes,
    /// The listed word is itself a name: *Norway*, *NATO*, not *ministry*.
    pub(crate) named: bool,
    canon: u64,
}

impl Traits {
    pub(crate) const TITLE: Classes = Classes::of(Class::Title);
    pub(crate) const ROLE: Classes = Classes::of(Class::Role);
    pub(crate) const GROUP: Classes = Classes::of(Class::Group);
    pub(crate) const ORG: Classes = Classes::of(Class::Org);
    pub(crate) const DOCUMENT: Classes = Classes::of(Class::Document);
    pub(crate) const MEDIUM: Classes = Classes::of(Class::Medium);
    pub(crate) const GIVEN: Classes = Classes::of(Class::Given);
    pub(crate) const SUFFIX: Classes = Classes::of(Class::Suffix);
    pub(crate) const DISTINCT: Classes = Classes::of(Class::Distinct);
    pub(crate) const PLURAL: Classes = Classes::of(Class::Plural);
    pub(crate) const MALE: Classes = Classes::of(Class::Male);
    pub(crate) const FEMALE: Classes = Classes::of(Class::Female);
    pub(crate) const CALENDAR: Classes = Classes::of(Class::Calendar);
    /// Who is asked for knowledge: *expert*, *analyst*, *historian* may all be one person.
    pub(crate) const LEARNED: Classes = Classes::of(Class::Learned);
    /// What somebody in any office may be called: *official*, *lawmaker*.
    pub(crate) const GENERAL: Classes = Classes::of(Class::General);
    /// *Northline **Power***, *Weir **Road***: no person's name ends so.
    pub(crate) const ENDING: Classes = Classes::of(Class::Ending);

    fn of(entry: &Entry, word: u64) -> Traits {
        let named = Spelling::of(&entry.term) != Spelling::Any;
        Traits { classes: entry.classes, named, canon: entry.canonical.as_deref().map_or(word, key) }
    }
    /// Has any of the features.
    pub(crate) fn any(self, classes: Classes) -> bool {
        self.classes.any(classes)
    }
    /// A person noun, a title or a noun for many persons.
    pub(crate) fn is_person(self) -> bool {
        self.any(Traits::ROLE | Traits::GROUP | Traits::TITLE)
    }
    /// A word for persons, bodies or papers.
    pub(crate) fn speaks(self) -> bool {
        self.is_person() || self.any(Traits::ORG | Traits::DOCUMENT | Traits::MEDIUM)
    }
    /// The name of a country or the like: *Norway*, *NATO*.
    pub(crate) fn is_country(self) -> bool {
        self.any(Traits::ORG) && self.named
    }
    /// What the word counts as.
    pub(crate) fn canon(self) -> u64 {
        self.canon
    }
    /// The gender that the word tells.
    pub(crate) fn gender(self) -> Gender {
        match (self.any(Traits::MALE), self.any(Traits::FEMALE)) {
            (true, false) => Gender::Male,
            (false, true) => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// Grammatical gender of a person, where the text gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Could both be said of one person?
    pub(crate) fn fits(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }
    /// The first that is known.
    pub(crate) fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

/// Traits of every token of the article; a word in no title lexicon has none and counts as itself.
pub(crate) fn traits(words: &Annotated<'_>) -> Vec<Traits> {
    let of = |(i, t): (usize, &Token)| {
        words.listed(i).filter(|e| e.kind == Kind::Title).fold(Traits { canon: t.key, ..Traits::default() }, |all, e| {
            let one = Traits::of(e, t.key);
            let canon = if one.canon == t.key { all.canon } else { one.canon };
            Traits { classes: all.classes | one.classes, named: all.named || one.named, canon }
        })
    };
    words.doc.tokens().iter().enumerate().map(of).collect()
}
