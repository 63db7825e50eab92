//! Short lists of words and endings (`lexicons/en/words.toml`).
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    units: Vec<String>,
    bounds: Vec<String>,
    little: Vec<String>,
    little_elsewhere: Vec<String>,
    particles: Vec<String>,
    foreign_letters: String,
    family: Vec<String>,
    person_endings: Vec<String>,
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
    referring: Vec<String>,
    no_name: Vec<String>,
    no_description: Vec<String>,
    after_head: Vec<String>,
    /// What compounds of irregular verbs begin with.
    pub prefixes: Vec<String>,
    governing: Vec<String>,
    accusing: Vec<String>,
    laws: Vec<String>,
    be: Vec<String>,
    denying: Vec<String>,
    chaining: Vec<String>,
    declining: Vec<String>,
    relating: Vec<String>,
    pointing: Vec<String>,
    placing: Vec<String>,
    naming: Vec<String>,
    clause_openers: Vec<String>,
    indefinite: Vec<String>,
    definite: Vec<String>,
}

impl Words {
    /// The embedded ones; a test sees to it that they can be read.
    pub fn english() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap_or_default());
        &WORDS
    }

    /// *percent*, *million*: part of the number before it.
    pub fn is_unit(&self, norm: &str) -> bool {
        self.units.iter().any(|u| u == norm)
    }

    /// *the*, *of*
    pub fn is_little(&self, norm: &str) -> bool {
        self.little.iter().any(|l| l == norm)
    }

    /// *het*, *pour*: English makes no sentence with it.
    pub fn is_little_elsewhere(&self, norm: &str) -> bool {
        listed(&self.little_elsewhere, norm)
    }

    /// *von*, *de la*: between the names of a person it is one of them.
    pub fn is_particle(&self, norm: &str) -> bool {
        listed(&self.particles, norm)
    }

    /// *ł*, *ß*: no word that English borrowed has it.
    pub fn has_foreign_letter(&self, norm: &str) -> bool {
        !norm.is_ascii() && norm.chars().any(|c| self.foreign_letters.contains(c))
    }

    /// How many of the words before a number bound it: two for *at least*, one for *about*. `before` is the word so many back.
    pub fn bounding<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> usize {
        let stands = |bound: &&String| bound.split(' ').rev().zip(1..).all(|(word, back)| before(back) == Some(word));
        self.bounds.iter().find(stands).map_or(0, |bound| bound.split(' ').count())
    }

    /// Does *an* stand before it? Letters are not sounds; the list has the beginnings that English words have against their letters.
    pub fn takes_an(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let begins = |with: &[String]| with.iter().any(|w| word.starts_with(w.as_str()));
        begins(&self.sounds_vowel) || (word.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&self.sounds_consonant))
    }

    /// *He*, *The*, as written: points to a name that stands elsewhere.
    pub fn refers(&self, word: &str) -> bool {
        listed(&self.referring, word)
    }

    /// *Monday*, *Mr*, *But*: written with a capital and nobody's name.
    pub fn names_nobody(&self, word: &str) -> bool {
        listed(&self.no_name, word)
    }

    /// *that*, *was*: the words before a name do not describe it.
    pub fn describes_nobody(&self, word: &str) -> bool {
        listed(&self.no_description, word)
    }

    /// *of*, *accused*: the head of a noun phrase stands before it.
    pub fn follows_head(&self, word: &str) -> bool {
        listed(&self.after_head, word)
    }

    /// *of*, *with*: asks for an object.
    pub fn governs(&self, word: &str) -> bool {
        listed(&self.governing, word)
    }

    /// *accused*, *blames*: whom it is about is accused.
    pub fn accuses(&self, word: &str) -> bool {
        listed(&self.accusing, word)
    }

    /// *the Clean Air **Act***: the name of a law.
    pub fn is_law(&self, norm: &str) -> bool {
        listed(&self.laws, norm)
    }

    /// *not*, *could*: takes back the verb after it.
    pub fn denies(&self, word: &str) -> bool {
        listed(&self.denying, word)
    }

    /// *and*, *to*: the verbs on both sides have one subject.
    pub fn chains(&self, word: &str) -> bool {
        listed(&self.chaining, word)
    }

    /// *refused*, *failed*: who does so does not do what follows.
    pub fn declines(&self, word: &str) -> bool {
        listed(&self.declining, word)
    }

    /// *who*, *which*
    pub fn relates(&self, word: &str) -> bool {
        listed(&self.relating, word)
    }

    /// Opens a time after a noun (*last*).
    pub fn points(&self, word: &str) -> bool {
        listed(&self.pointing, word)
    }

    /// Stands before a name that somebody gives as his or her own (*himself*, *name*).
    pub fn gives_name(&self, word: &str) -> bool {
        listed(&self.naming, word)
    }

    /// Governs a place or a time (*to*, *since*).
    pub fn places(&self, word: &str) -> bool {
        listed(&self.placing, word)
    }

    /// *because*, *while*
    pub fn opens_clause(&self, word: &str) -> bool {
        listed(&self.clause_openers, word)
    }

    /// *a*, *another*: brings in somebody new.
    pub fn is_indefinite(&self, word: &str) -> bool {
        listed(&self.indefinite, word)
    }

    /// *the*, *those*: speaks of somebody as known.
    pub fn is_definite(&self, word: &str) -> bool {
        listed(&self.definite, word)
    }

    /// *was*, *been*
    pub fn is_be(&self, word: &str) -> bool {
        listed(&self.be, word)
    }

    /// *wife*, *neighbour*: known by somebody else, whose office is not theirs.
    pub fn is_family(&self, norm: &str) -> bool {
        listed(&self.family, norm)
    }

    /// *bricklayer*, *the 34-year-old*: may a noun that ends so be a person?
    pub fn ends_as_person(&self, norm: &str) -> bool {
        self.person_endings.iter().any(|e| norm.len() > e.len() + 2 && norm.ends_with(e.as_str()))
    }
}

fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Words;

    #[test]
    fn the_lists_are_read() {
        let words: Words = toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap();
        assert!(words.is_unit("million") && words.is_little("the") && words.ends_as_person("bricklayer") && !words.ends_as_person("her"));
        assert!(["associate", "Official", "uncompromising", "unelected", "hour", "onerous"].iter().all(|w| words.takes_an(w)));
        assert!(!["group", "union leader", "use", "one-sided", "hard", "European"].iter().any(|w| words.takes_an(w)));
        assert!(
            words.names_nobody("Monday")
                && !words.names_nobody("Brandt")
                && words.refers("The")
                && !words.refers("the")
                && !words.names_nobody("IT")
        );
        assert!(words.follows_head("accused") && words.governs("of") && words.describes_nobody("which") && words.prefixes.len() > 5);
        assert!(words.accuses("blamed") && !words.accuses("praised") && words.is_be("were") && !words.is_be("had"));
        assert!(
            words.denies("not")
                && words.chains("to")
                && words.declines("refused")
                && words.relates("which")
                && words.points("last")
                && words.places("since")
                && words.gives_name("himself")
                && words.opens_clause("because")
        );
        assert!(words.is_indefinite("another") && !words.is_indefinite("the") && words.is_definite("the"));
        let before = |words: &'static [&'static str]| move |back: usize| words.len().checked_sub(back).map(|at| words[at]);
        assert_eq!(words.bounding(before(&["killed", "at", "least"])), 2);
        assert_eq!((words.bounding(before(&["about"])), words.bounding(before(&["least"]))), (1, 0));
    }
}
