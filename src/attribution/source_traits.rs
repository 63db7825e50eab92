//! What the title lexicons say about a word: may it stand before a name, is it a role, an organization, a document …
//!
//! `canonical` is what the word counts as (*Sen.* as *senator*, *officials* as *official*).
use super::Input;
use crate::{
    document::{Token, key},
    lexicon::{Class, Classes, Entry, Kind, Spelling},
};

/// Features of one word. `canon` is the [`key`] of what it counts as.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Traits {
    classes: Classes,
    /// The listed word is itself a name: *Norway*, *NATO*, not *ministry*.
    pub(super) named: bool,
    canon: u64,
}

impl Traits {
    pub(super) const TITLE: Classes = Classes::of(Class::Title);
    pub(super) const ROLE: Classes = Classes::of(Class::Role);
    pub(super) const GROUP: Classes = Classes::of(Class::Group);
    pub(super) const ORG: Classes = Classes::of(Class::Org);
    pub(super) const DOCUMENT: Classes = Classes::of(Class::Document);
    pub(super) const MEDIUM: Classes = Classes::of(Class::Medium);
    pub(super) const GIVEN: Classes = Classes::of(Class::Given);
    pub(super) const SUFFIX: Classes = Classes::of(Class::Suffix);
    pub(super) const DISTINCT: Classes = Classes::of(Class::Distinct);
    pub(super) const PLURAL: Classes = Classes::of(Class::Plural);
    pub(super) const MALE: Classes = Classes::of(Class::Male);
    pub(super) const FEMALE: Classes = Classes::of(Class::Female);
    pub(super) const CALENDAR: Classes = Classes::of(Class::Calendar);
    /// Who is asked for knowledge: *expert*, *analyst*, *historian* may all be one person.
    pub(super) const LEARNED: Classes = Classes::of(Class::Learned);
    /// What somebody in any office may be called: *official*, *lawmaker*.
    pub(super) const GENERAL: Classes = Classes::of(Class::General);
    /// *Northline **Power***, *Weir **Road***: no person's name ends so.
    pub(super) const ENDING: Classes = Classes::of(Class::Ending);

    fn of(entry: &Entry, word: u64) -> Traits {
        let named = Spelling::of(&entry.term) != Spelling::Any;
        Traits { classes: entry.classes, named, canon: entry.canonical.as_deref().map_or(word, key) }
    }
    /// Has any of the features.
    pub(super) fn any(self, classes: Classes) -> bool {
        self.classes.any(classes)
    }
    /// A person noun, a title or a noun for many persons.
    pub(super) fn is_person(self) -> bool {
        self.any(Traits::ROLE | Traits::GROUP | Traits::TITLE)
    }
    /// A word for persons, bodies or papers.
    pub(super) fn speaks(self) -> bool {
        self.is_person() || self.any(Traits::ORG | Traits::DOCUMENT | Traits::MEDIUM)
    }
    /// What the word counts as.
    pub(super) fn canon(self) -> u64 {
        self.canon
    }
    /// The gender that the word tells.
    pub(super) fn gender(self) -> Gender {
        match (self.any(Traits::MALE), self.any(Traits::FEMALE)) {
            (true, false) => Gender::Male,
            (false, true) => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// Grammatical gender of a person, where the text gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Could both be said of one person?
    pub(super) fn fits(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }
    /// The first that is known.
    pub(super) fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

/// Traits of every token of the article; a word in no title lexicon has none and counts as itself.
pub(super) fn traits(input: &Input<'_>) -> Vec<Traits> {
    let of = |(i, t): (usize, &Token)| {
        input.listed(i).filter(|e| e.kind == Kind::Title).fold(Traits { canon: t.key, ..Traits::default() }, |all, e| {
            let one = Traits::of(e, t.key);
            let canon = if one.canon == t.key { all.canon } else { one.canon };
            Traits { classes: all.classes | one.classes, named: all.named || one.named, canon }
        })
    };
    input.doc.tokens().iter().enumerate().map(of).collect()
}
