//! A random sample that depends on the articles and the seed, and on nothing else.
use crate::article::Article;
use sha2::{Digest, Sha256};
use std::collections::BinaryHeap;

/// A number for the article that is as good as drawn: the first eight bytes of the SHA-256 of seed, id and text.
pub fn draw(article: &Article, seed: u64) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update((article.id().len() as u64).to_le_bytes());
    hash.update(article.id());
    hash.update(article.body());
    hash.finalize().iter().take(8).fold(0, |n, &b| n << 8 | u64::from(b))
}

/// Finds, in a first pass over the corpus, the `n` articles with the smallest numbers: bottom-k sampling (Cohen and Kaplan 2007).
/// Memory grows with `n`, not with the corpus; the order of the files does not matter.
#[derive(Debug)]
pub struct Sample {
    size: usize,
    smallest: BinaryHeap<(u64, u64)>,
}

/// The largest number and record that is in the sample; nothing where the sample is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Threshold(pub Option<(u64, u64)>);

impl Sample {
    /// Of so many articles.
    pub fn new(size: usize) -> Sample {
        Sample { size, smallest: BinaryHeap::new() }
    }

    /// Offers the article at `record` with its number.
    pub fn offer(&mut self, number: u64, record: u64) {
        self.smallest.push((number, record));
        if self.smallest.len() > self.size {
            self.smallest.pop();
        }
    }

    /// Where the sample ends.
    pub fn threshold(&self) -> Threshold {
        Threshold(self.smallest.peek().copied())
    }
}

impl Threshold {
    /// Is the article at `record` in the sample?
    pub fn takes(self, number: u64, record: u64) -> bool {
        self.0.is_some_and(|last| (number, record) <= last)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_same_articles_are_drawn_in_any_order() {
        let articles: Vec<Article> = (0..200).map(|n| Article::new(format!("a{n}"), "It rained.").unwrap()).collect();
        let drawn = |order: Vec<&Article>, seed| {
            let mut sample = Sample::new(20);
            (0..).zip(&order).for_each(|(i, a)| sample.offer(draw(a, seed), i));
            let threshold = sample.threshold();
            let mut ids: Vec<String> =
                (0..).zip(&order).filter(|&(i, a)| threshold.takes(draw(a, seed), i)).map(|(_, a)| a.id().to_owned()).collect();
            ids.sort();
            ids
        };
        let first = drawn(articles.iter().collect(), 7);
        assert_eq!(first.len(), 20);
        assert_eq!(first, drawn(articles.iter().rev().collect(), 7));
        assert_ne!(first, drawn(articles.iter().collect(), 8));
        assert!(!Sample::new(0).threshold().takes(0, 0));
    }
}
