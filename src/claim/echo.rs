//! Which statements speak of the same thing: an inverted index over their content words.
//!
//! Two statements are *about the same* if they share at least [`SHARED`] content words that are rare in the article, names and
//! numbers among them, and these are a good part ([`SHARE`] of a hundred) of the shorter one. Inflections are laid together by
//! cutting common endings; negation is no content word (a denial speaks of what it denies) but is kept beside the match.
//! Near-linear: a word that stands in more than [`COMMON`] statements tells nothing and is passed over.
use crate::{
    annotate::Annotated,
    document::{Pos, TokenKind, key},
    language,
};
use rustc_hash::FxHashMap;

/// Least number of shared content words.
const SHARED: usize = 2;
/// Least part of the shorter statement's content words that must be shared, in percent.
const SHARE: usize = 60;
/// Words that stand in more statements than this are passed over.
const COMMON: usize = 24;

/// The content words of a statement, sorted and distinct.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<u64>);

impl Words {
    /// The content words among these tokens: nouns, names, verbs, adjectives, numbers.
    pub fn of(words: &Annotated<'_>, tokens: impl Iterator<Item = usize>) -> Words {
        let mut keys: Vec<u64> = tokens.filter_map(|i| content(words, i)).collect();
        keys.sort_unstable();
        keys.dedup();
        Words(keys)
    }

    /// Number of distinct content words.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Number of content words that both have.
    pub fn shared(&self, other: &Words) -> usize {
        self.0.iter().filter(|k| other.0.binary_search(k).is_ok()).count()
    }
}

/// Statements by their content words.
#[derive(Debug, Default)]
pub struct Index {
    words: Vec<Words>,
    postings: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Of statements numbered as they come.
    pub fn new(statements: impl Iterator<Item = Words>) -> Index {
        let mut index = Index::default();
        for (i, words) in statements.enumerate() {
            for &k in &words.0 {
                index.postings.entry(k).or_default().push(u32::try_from(i).unwrap_or(u32::MAX));
            }
            index.words.push(words);
        }
        index
    }

    /// The statements about the same as these words, in order.
    pub fn alike(&self, words: &Words) -> Vec<usize> {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for posting in words.0.iter().filter_map(|k| self.postings.get(k)).filter(|p| p.len() <= COMMON) {
            for &other in posting {
                *shared.entry(other as usize).or_default() += 1;
            }
        }
        let enough = |&(other, n): &(usize, usize)| {
            let shorter = self.words.get(other).map_or(0, Words::count).min(words.count());
            n >= SHARED && n * 100 >= shorter * SHARE
        };
        let mut alike: Vec<usize> = shared.into_iter().filter(enough).map(|(other, _)| other).collect();
        alike.sort_unstable();
        alike
    }
}

fn content(words: &Annotated<'_>, token: usize) -> Option<u64> {
    let kind = words.doc.tokens().get(token)?.kind;
    let counts = matches!(words.pos(token), Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj | Pos::Num) || kind == TokenKind::Number;
    (counts && kind != TokenKind::Punct && kind != TokenKind::Quote).then(|| key(language::Words::english().stem(words.norm(token))))
}

#[cfg(test)]
mod tests {
    use super::{COMMON, Index, Words};

    fn about(statement: &[u64], asked: &[u64]) -> bool {
        !Index::new([Words(statement.to_vec())].into_iter()).alike(&Words(asked.to_vec())).is_empty()
    }

    #[test]
    fn one_shared_word_is_not_enough() {
        assert!(!about(&[1], &[1]));
        assert!(about(&[1, 2], &[1, 2]));
    }

    #[test]
    fn three_fifths_of_the_shorter_statement_must_be_shared() {
        assert!(about(&[1, 2, 3, 4, 5], &[1, 2, 3, 6, 7, 8]));
        assert!(!about(&[1, 2, 4, 5], &[1, 2, 6, 7, 8]));
        assert!(about(&[1, 2, 3], &[1, 2, 6, 7, 8, 9]));
    }

    #[test]
    fn a_word_of_too_many_statements_tells_nothing() {
        let same = |n: usize| Index::new(vec![Words(vec![1, 2]); n].into_iter()).alike(&Words(vec![1, 2]));
        assert_eq!(same(COMMON).len(), COMMON);
        assert!(same(COMMON + 1).is_empty());
    }
}
