//! What a pronoun can stand for.
use super::traits::Gender;
use crate::language::Words;

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    /// *he, she*
    Person(Gender),
    /// *it*
    Thing,
    /// *they*
    Plural,
    /// *who, which, that*: what stands just before.
    Relative,
    /// *I, we*
    Author,
    /// *you*, *everyone*
    Anybody,
}

impl Pronoun {
    /// Personal, possessive and relative forms alike.
    pub(crate) fn parse(norm: &str) -> Option<Pronoun> {
        let english = Words::english();
        let kinds = [
            (english.is_he(norm), Pronoun::Person(Gender::Male)),
            (english.is_she(norm), Pronoun::Person(Gender::Female)),
            (english.is_it(norm), Pronoun::Thing),
            (english.is_they(norm), Pronoun::Plural),
            (english.is_relative(norm), Pronoun::Relative),
            (english.is_writer(norm), Pronoun::Author),
            (english.is_anybody(norm), Pronoun::Anybody),
        ];
        kinds.into_iter().find_map(|(is, kind)| is.then_some(kind))
    }
}
