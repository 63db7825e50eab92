//! The small word lists that tell an abbreviation's point from a full stop, read once from `lexicons/en/abbreviations.toml`.
use super::token::key;
use rustc_hash::{FxHashMap, FxHashSet};
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

/// The lists, by [`key`] of the normalised word.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Classes for the word in lower case and with a capital; a word may be in several (`St.`: saint and street).
    lower: FxHashMap<u64, Abbreviation>,
    capital: FxHashMap<u64, Abbreviation>,
    pub(super) starters: FxHashSet<u64>,
    pub(super) elisions: FxHashSet<u64>,
    pub(super) reporting: FxHashSet<u64>,
    pub(super) domains: FxHashSet<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    never: Vec<String>,
    number: Vec<String>,
    before_number: Vec<String>,
    maybe: Vec<String>,
    starters: Vec<String>,
    elisions: Vec<String>,
    reporting: Vec<String>,
    domains: Vec<String>,
}

impl Lists {
    /// The embedded lists. A file that does not parse would give empty lists; a test holds that it does parse.
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> =
            LazyLock::new(|| Lists::parse(include_str!("../../lexicons/en/abbreviations.toml")).unwrap_or_default());
        &LISTS
    }

    fn parse(text: &str) -> Result<Lists, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut lists = Lists {
            starters: keys(&file.starters),
            elisions: keys(&file.elisions),
            reporting: keys(&file.reporting),
            domains: keys(&file.domains),
            ..Lists::default()
        };
        let classes = [
            (&file.never, Abbreviation::Never),
            (&file.number, Abbreviation::Number),
            (&file.maybe, Abbreviation::Maybe),
            (&file.before_number, Abbreviation::BeforeNumber),
        ];
        for (words, class) in classes {
            for word in words {
                let lower = word.to_lowercase();
                let k = key(&lower);
                // The first class in the order above wins, so `St.` with a capital stays a saint and `st.` is a street.
                lists.capital.entry(k).or_insert(class);
                if lower == *word {
                    lists.lower.entry(k).or_insert(class);
                }
            }
        }
        Ok(lists)
    }

    /// The class of a word (without its point) by the key of its normalised form.
    pub(super) fn abbreviation(&self, key: u64, capital: bool) -> Option<Abbreviation> {
        if capital { self.capital.get(&key).copied() } else { self.lower.get(&key).copied() }
    }
}

fn keys(words: &[String]) -> FxHashSet<u64> {
    words.iter().map(|w| key(w)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_parses_and_case_decides() {
        let lists = Lists::parse(include_str!("../../lexicons/en/abbreviations.toml")).unwrap();
        assert_eq!(lists.abbreviation(key("st"), true), Some(Abbreviation::Never));
        assert_eq!(lists.abbreviation(key("st"), false), Some(Abbreviation::Maybe));
        assert_eq!(lists.abbreviation(key("sat"), false), None);
        assert_eq!(lists.abbreviation(key("no"), false), Some(Abbreviation::BeforeNumber));
    }
}
