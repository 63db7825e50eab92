//! Short lists of words and endings (`lexicons/en/words.toml`).
use crate::document::key;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists, and for each that is asked for single words the question: does it have the word?
macro_rules! lists {
    ($($asks:ident: $list:ident,)+) => {
        /// The lists; what each is for stands in the file.
        #[derive(Debug, Default, Deserialize)]
        pub struct Words {
            $($list: Vec<String>,)+
            bounds: Vec<String>,
            listing: Vec<String>,
            person_endings: Vec<String>,
            body_endings: Vec<String>,
            foreign_letters: String,
            /// The writer.
            pub i: Vec<String>,
            /// The writer with the reader.
            pub we: Vec<String>,
            /// The reader.
            pub you: Vec<String>,
            /// What ought to be.
            pub ought: Vec<String>,
            /// How a sentence begins that talks to its reader.
            pub openings: Vec<String>,
            /// Short forms, as tokens.
            pub contractions: Vec<String>,
            sounds_consonant: Vec<String>,
            sounds_vowel: Vec<String>,
            /// What compounds of irregular verbs begin with.
            pub prefixes: Vec<String>,
            inflections: Vec<String>,
            /// What people answer to.
            pub poll_nouns: Vec<String>,
            /// Between the capitals of one name.
            pub joining: Vec<String>,
            /// How a description before a name begins.
            pub before_names: Vec<String>,
            /// How one behind it begins.
            pub after_names: Vec<String>,
            /// Written out after a number.
            pub numerals: Vec<String>,
        }

        impl Words {
            $(#[doc = concat!("Is it in the list `", stringify!($list), "` of `lexicons/en/words.toml`?")]
            pub fn $asks(&self, word: &str) -> bool {
                self.$list.iter().any(|w| w == word)
            })+
        }
    };
}

lists! {
    is_unit: units,
    is_little: little,
    refers: referring,
    names_nobody: no_name,
    describes_nobody: no_description,
    follows_head: after_head,
    governs: governing,
    accuses: accusing,
    is_law: laws,
    is_creed: creeds,
    denies: denying,
    chains: chaining,
    declines: declining,
    relates: relating,
    points: pointing,
    gives_name: naming,
    stands_beside: beside,
    opposes: opposing,
    is_time: times,
    is_reflexive: reflexive,
    is_saint: saints,
    tells: telling,
    places: placing,
    opens_clause: clause_openers,
    is_little_elsewhere: little_elsewhere,
    is_particle: particles,
    is_family: family,
    is_indefinite: indefinite,
    is_definite: definite,
    is_be: be,
    describes: describing,
    is_he: he,
    is_she: she,
    is_it: it,
    is_they: they,
    is_relative: relative,
    is_relative_person: relative_person,
    is_relative_thing: relative_thing,
    prefixes_name: name_prefixes,
    ends_company: company_ends,
    is_portfolio: portfolios,
    is_writer: writer,
    is_anybody: anybody,
    possesses: possessive,
    is_several: several,
    is_have: have,
    negates: negating,
    addresses: addressing,
    quotes: quoting,
    cites: citing,
    speaks_for: proxies,
    issues: issuing,
    obtains: obtaining,
    serves: serving,
    polls: polling,
    stands_inside_names: inside_names,
    links_names: linking,
    is_article: articles,
    is_definite_article: definite_article,
    is_genitive: genitive,
    coordinates: coordinating,
    brings_agent: agentive,
    opens_infinitive: infinitive,
    likens: likening,
    shares: sharing,
    pairs: pairing,
    is_single: single,
    is_other: other,
    is_percentage: percentages,
    is_state: state_nouns,
    marks_possessor: possessive_marks,
    qualifies: qualifying,
    schedules: scheduling,
    is_small_in_names: small_in_names,
}

impl Words {
    /// The embedded ones; a test sees to it that they can be read.
    pub fn english() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap_or_default());
        &WORDS
    }

    /// How many of the words before a number bound it: two for *at least*, one for *about*. `before` is the word so many back.
    pub fn bounding<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> usize {
        standing(&self.bounds, before).map_or(0, |bound| bound.split(' ').count())
    }

    /// *critics **such as** Roe*: do the words right before name members of a group? `before` is the word so many back.
    pub fn lists<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> bool {
        standing(&self.listing, before).is_some()
    }

    /// Does *an* stand before it? Letters are not sounds; the list has the beginnings that English words have against their letters.
    pub fn takes_an(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let begins = |with: &[String]| with.iter().any(|w| word.starts_with(w.as_str()));
        begins(&self.sounds_vowel) || (word.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&self.sounds_consonant))
    }

    /// The word without its commonest ending, where four letters are left.
    pub fn stem<'w>(&self, word: &'w str) -> &'w str {
        let cut = self.inflections.iter().filter_map(|end| word.strip_suffix(end.as_str()));
        cut.into_iter().find(|rest| rest.chars().count() >= 4).unwrap_or(word)
    }

    /// *ł*, *ß*: no word that English borrowed has it.
    pub fn has_foreign_letter(&self, norm: &str) -> bool {
        !norm.is_ascii() && norm.chars().any(|c| self.foreign_letters.contains(c))
    }

    /// *to* before an infinitive, by its key.
    pub(super) fn is_infinitive(&self, word: u64) -> bool {
        self.infinitive.iter().any(|to| key(to) == word)
    }

    /// *Norbank*: a body by the end of its name.
    pub fn ends_as_body(&self, norm: &str) -> bool {
        self.body_endings.iter().any(|e| norm.ends_with(e.as_str()))
    }

    /// *bricklayer*, *the 34-year-old*: may a noun that ends so be a person?
    pub fn ends_as_person(&self, norm: &str) -> bool {
        self.person_endings.iter().any(|e| norm.len() > e.len() + 2 && norm.ends_with(e.as_str()))
    }
}

/// The first of the phrases that stands right before; `before` is the word so many back.
fn standing<'l, 'w>(phrases: &'l [String], before: impl Fn(usize) -> Option<&'w str>) -> Option<&'l String> {
    phrases.iter().find(|phrase| phrase.split(' ').rev().zip(1..).all(|(word, back)| before(back) == Some(word)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Words;

    #[test]
    fn the_lists_are_read() {
        let words: Words = toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap();
        assert!(words.ends_as_person("bricklayer") && !words.ends_as_person("her"));
        assert!(["associate", "Official", "uncompromising", "unelected", "hour", "onerous"].iter().all(|w| words.takes_an(w)));
        assert!(!["group", "union leader", "use", "one-sided", "hard", "European"].iter().any(|w| words.takes_an(w)));
        let before = |words: &'static [&'static str]| move |back: usize| words.len().checked_sub(back).map(|at| words[at]);
        assert_eq!(words.bounding(before(&["killed", "at", "least"])), 2);
        assert_eq!((words.bounding(before(&["about"])), words.bounding(before(&["least"]))), (1, 0));
        assert!(words.lists(before(&["such", "as"])) && words.lists(before(&["including"])) && !words.lists(before(&["as"])));
    }

    #[test]
    fn inflections_have_one_stem() {
        let stem = |word| Words::english().stem(word);
        for (a, b) in [("violated", "violates"), ("violation", "violations"), ("closing", "closes"), ("tested", "tests")] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_eq!((stem("bus"), stem("naïves")), ("bus", "naïv"));
    }
}
