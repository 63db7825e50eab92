//! What the title lexicons say about a word: may it stand before a name, is it a role, an organization, a document …
//!
//! `canonical` is what the word counts as (*Sen.* as *senator*, *officials* as *official*).
use super::Input;
use crate::{
    document::{Token, key},
    lexicon::{Class, Entry, Kind, Spelling},
};

/// Features of one word. `canon` is the [`key`] of what it counts as.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Traits {
    bits: u32,
    canon: u64,
}

/// Each class with its bit.
const CLASSES: [Class; 16] = [
    Class::Title,
    Class::Role,
    Class::Group,
    Class::Org,
    Class::Document,
    Class::Medium,
    Class::Given,
    Class::Suffix,
    Class::Distinct,
    Class::Plural,
    Class::Male,
    Class::Female,
    Class::Calendar,
    Class::Learned,
    Class::General,
    Class::Ending,
];

impl Traits {
    pub(super) const TITLE: u32 = 1;
    pub(super) const ROLE: u32 = 1 << 1;
    pub(super) const GROUP: u32 = 1 << 2;
    pub(super) const ORG: u32 = 1 << 3;
    pub(super) const DOCUMENT: u32 = 1 << 4;
    pub(super) const MEDIUM: u32 = 1 << 5;
    pub(super) const GIVEN: u32 = 1 << 6;
    pub(super) const SUFFIX: u32 = 1 << 7;
    pub(super) const DISTINCT: u32 = 1 << 8;
    pub(super) const PLURAL: u32 = 1 << 9;
    pub(super) const MALE: u32 = 1 << 10;
    pub(super) const FEMALE: u32 = 1 << 11;
    pub(super) const CALENDAR: u32 = 1 << 12;
    /// Who is asked for knowledge: *expert*, *analyst*, *historian* may all be one person.
    pub(super) const LEARNED: u32 = 1 << 13;
    /// What somebody in any office may be called: *official*, *lawmaker*.
    pub(super) const GENERAL: u32 = 1 << 14;
    /// *Northline **Power***, *Weir **Road***: no person's name ends so.
    pub(super) const ENDING: u32 = 1 << 15;
    /// The listed word is itself a name: *Norway*, *NATO*, not *ministry*.
    pub(super) const NAMED: u32 = 1 << 16;

    fn of(entry: &Entry, word: u64) -> Traits {
        let bits = CLASSES.iter().enumerate().filter(|(_, c)| entry.classes.has(**c)).fold(0, |bits, (i, _)| bits | 1 << i);
        let named = if Spelling::of(&entry.term) == Spelling::Any { 0 } else { Traits::NAMED };
        Traits { bits: bits | named, canon: entry.canonical.as_deref().map_or(word, key) }
    }
    /// Has any of the features.
    pub(super) fn any(self, bits: u32) -> bool {
        self.bits & bits != 0
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
        input.listed(i).filter(|e| e.kind == Kind::Title).fold(Traits { bits: 0, canon: t.key }, |all, e| {
            let one = Traits::of(e, t.key);
            Traits { bits: all.bits | one.bits, canon: if one.canon == t.key { all.canon } else { one.canon } }
        })
    };
    input.doc.tokens().iter().enumerate().map(of).collect()
}
