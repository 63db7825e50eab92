//! The small word lists that tell an abbreviation's point from a full stop, read once from `lexicons/en/abbreviations.toml`.
use super::keys::Keys;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the point after an abbreviation says about the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Ends none: a name follows (`Mr.`).
    Never,
    /// Ends none before a number (`Sept. 27`).
    Number,
    /// An ordinary word unless a number follows (`no. 7`).
    BeforeNumber,
    /// Ends one before a word that starts one (`Inc.`).
    Maybe,
}

/// The lists, by the key of the normalised word.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    never: Abbreviations,
    number: Abbreviations,
    maybe: Abbreviations,
    before_number: Abbreviations,
    pub(super) starters: Keys,
    pub(super) decades: Keys,
    pub(super) speaker: Keys,
    contracted: Vec<String>,
    pub(super) elisions: Keys,
    pub(super) reporting: Keys,
    pub(super) domains: Keys,
}

/// Those of one class. A word may be in several (`St.`: saint and street).
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
struct Abbreviations {
    capital: Keys,
    /// What the file has in lower case; the others have a capital always.
    lower: Keys,
}

impl From<Vec<String>> for Abbreviations {
    fn from(words: Vec<String>) -> Abbreviations {
        let (lower, other): (Vec<_>, Vec<_>) = words.into_iter().partition(|w| !w.contains(char::is_uppercase));
        let capital: Vec<_> = lower.iter().cloned().chain(other.iter().map(|w| w.to_lowercase())).collect();
        Abbreviations { capital: capital.into(), lower: lower.into() }
    }
}

impl Lists {
    /// The embedded lists. A file that does not parse would give empty lists; a test holds that it does parse.
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> =
            LazyLock::new(|| toml::from_str(include_str!("../../lexicons/en/abbreviations.toml")).unwrap_or_default());
        &LISTS
    }

    /// Where a short form (`n't`) begins in a word with an apostrophe between `head` and `tail`; something must stand before it.
    pub(super) fn cut(&self, head: &str, tail: &str) -> Option<usize> {
        self.contracted.iter().find_map(|form| {
            let (before, behind) = form.split_once('\'')?;
            let at = head.len().checked_sub(before.len()).filter(|&at| at > 0 && head.is_char_boundary(at))?;
            (tail.eq_ignore_ascii_case(behind) && head[at..].eq_ignore_ascii_case(before)).then_some(at)
        })
    }

    /// The class of a word (without its point) by the key of its normalised form.
    pub(super) fn abbreviation(&self, key: u64, capital: bool) -> Option<Abbreviation> {
        // The first class wins, so `St.` with a capital stays a saint and `st.` is a street.
        let classes = [
            (&self.never, Abbreviation::Never),
            (&self.number, Abbreviation::Number),
            (&self.maybe, Abbreviation::Maybe),
            (&self.before_number, Abbreviation::BeforeNumber),
        ];
        let has = |words: &Abbreviations| if capital { &words.capital } else { &words.lower }.contains(key);
        classes.into_iter().find(|(words, _)| has(words)).map(|(_, class)| class)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Abbreviation, Lists};
    use crate::document::key;

    #[test]
    fn the_embedded_file_parses_and_case_decides() {
        let lists: Lists = toml::from_str(include_str!("../../lexicons/en/abbreviations.toml")).unwrap();
        assert_eq!(lists.abbreviation(key("st"), true), Some(Abbreviation::Never));
        assert_eq!(lists.abbreviation(key("st"), false), Some(Abbreviation::Maybe));
        assert_eq!(lists.abbreviation(key("sat"), false), None);
        assert_eq!(lists.abbreviation(key("no"), false), Some(Abbreviation::BeforeNumber));
    }
}
