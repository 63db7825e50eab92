//! The words of all terms and conditions, numbered: the scan compares numbers, never strings.
use super::condition::Word;
use crate::{
    article::Article,
    document::{self, Document},
};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// No word of the vocabulary.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_key: FxHashMap<u64, u32>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// The number of a normalised word, new if need be.
    fn id(&mut self, word: &str) -> u32 {
        // A word count beyond u32 would need a lexicon beyond 4 GiB; such words share the number that matches nothing.
        let next = u32::try_from(self.words.len()).unwrap_or(NONE);
        let words = &mut self.words;
        *self.by_key.entry(document::key(word)).or_insert_with(|| {
            words.push(word.into());
            next
        })
    }

    /// The number of a token's word: of *regime* for *régime*, too, if no term has the accent.
    pub(super) fn get(&self, key: u64, norm: &str) -> u32 {
        match self.exactly(key, norm) {
            NONE if !norm.is_ascii() && !ends_accented(norm) => {
                let plain = document::unaccented(norm);
                self.exactly(document::key(&plain), &plain)
            }
            id => id,
        }
    }

    fn exactly(&self, key: u64, norm: &str) -> u32 {
        match self.by_key.get(&key) {
            Some(&id) if self.words.get(id as usize).is_some_and(|w| **w == *norm) => id,
            _ => NONE,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a phrase, cut as in a document.
    pub(super) fn phrase(&mut self, text: &str) -> Vec<u32> {
        // What every tokenizer leaves whole needs none; most terms are such words.
        if text.split(' ').all(is_whole) {
            return text
                .split(' ')
                .map(|w| if w.bytes().any(|b| b.is_ascii_uppercase()) { self.id(&w.to_lowercase()) } else { self.id(w) })
                .collect();
        }
        let Ok(article) = Article::new("", text) else { return Vec::new() };
        let doc = Document::parse(&article);
        (0..doc.tokens().len()).map(|i| self.id(doc.norm(i))).collect()
    }

    /// The words of a condition; a final `*` stands for all words that begin so.
    pub(super) fn condition(&mut self, text: &str) -> Box<[Word]> {
        let mut out = Vec::new();
        for part in text.split_whitespace() {
            match part.strip_suffix('*') {
                Some(prefix) => out.push(Word::Begins(prefix.to_lowercase().into())),
                None => out.extend(self.phrase(part).into_iter().map(Word::Is)),
            }
        }
        out.into()
    }
}

/// *exposé*, *résumés*, *lamé*: without the accent these are other words.
fn ends_accented(norm: &str) -> bool {
    norm.nfc().collect::<String>().trim_end_matches('s').ends_with('é')
}

/// Letters, with hyphens only between them; contractions written in one (`cannot`) are for the tokenizer.
fn is_whole(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('-')
        && !word.ends_with('-')
        && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        && !word.eq_ignore_ascii_case("cannot")
}
