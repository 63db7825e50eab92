//! Short lists of words and endings (`lexicons/en/words.toml`).
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    units: Vec<String>,
    bounds: Vec<String>,
    little: Vec<String>,
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

    /// How many of the words before a number bound it: two for *at least*, one for *about*. `before` is the word so many back.
    pub fn bounding<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> usize {
        let stands = |bound: &&String| bound.split(' ').rev().zip(1..).all(|(word, back)| before(back) == Some(word));
        self.bounds.iter().find(stands).map_or(0, |bound| bound.split(' ').count())
    }

    /// *bricklayer*, *the 34-year-old*: may a noun that ends so be a person?
    pub fn ends_as_person(&self, norm: &str) -> bool {
        self.person_endings.iter().any(|e| norm.len() > e.len() + 2 && norm.ends_with(e.as_str()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Words;

    #[test]
    fn the_lists_are_read() {
        let words: Words = toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap();
        assert!(words.is_unit("million") && words.is_little("the") && words.ends_as_person("bricklayer") && !words.ends_as_person("her"));
        let before = |words: &'static [&'static str]| move |back: usize| words.len().checked_sub(back).map(|at| words[at]);
        assert_eq!(words.bounding(before(&["killed", "at", "least"])), 2);
        assert_eq!((words.bounding(before(&["about"])), words.bounding(before(&["least"]))), (1, 0));
    }
}
