//! The context engine: a small transformer that reads each sentence in its article.
//!
//! Names are hidden before anything is read (`crate::annotate`), so that a swap of names cannot change a score. Layers multiply
//! whole numbers, and what is real is computed without library functions in one order: every machine finds the same scores.
#![allow(
    clippy::inline_always,
    clippy::many_single_char_names,
    reason = "what a machine's wider instructions compute must be inlined where they are switched on; letters are those of the papers"
)]
mod attention;
mod cache;
mod forward;
mod lanes;
mod linear;
mod math;
pub mod pieces;
mod readings;
mod thresholds;
mod weights;
pub mod window;

pub use cache::Cache;
pub use forward::{SENTENCE, TOKEN};
pub use readings::{Readings, Score, SentenceReading, TokenReading, percent, shares};
pub use thresholds::Thresholds;
pub use weights::{Weights, WeightsError};

use crate::annotate::Annotated;
use std::sync::OnceLock;

#[cfg(feature = "context")]
const EMBEDDED: &[&[u8]] = &[sayso_encoder_1::WEIGHTS, sayso_encoder_2::WEIGHTS];
#[cfg(not(feature = "context"))]
const EMBEDDED: &[&[u8]] = &[];

/// The embedded weights, in a build with the feature `context`; a test sees to it that they can be read.
pub fn embedded() -> Option<&'static Weights> {
    static WEIGHTS: OnceLock<Option<Weights>> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::read(EMBEDDED).ok()).as_ref()
}

/// SHA-256 of the embedded weights, in hex: the model's name.
pub fn embedded_name() -> String {
    crate::hash::long_hash(&EMBEDDED.concat())
}

/// Reads an article. What `cache` knows is not read again.
pub fn read(weights: &Weights, thresholds: Thresholds, cache: Option<&Cache>, words: &Annotated<'_>) -> Readings {
    let sentences = pieces::pieces(words);
    let mut readings = Readings::new(words.doc, thresholds);
    for window in window::windows(&sentences) {
        let scores = match cache {
            Some(cache) => cache.get_or(&window, || weights.scores(&window)),
            None => weights.scores(&window).into(),
        };
        for (k, scores) in window.sentences.clone().zip(scores.iter()) {
            readings.take_pieces(sentences.get(k).map_or(&[], Vec::as_slice), &scores.pieces);
            readings.take_sentence(k, scores.sentence);
        }
    }
    readings
}

/// Reads one window into the cache, which the first empties, and tells how many there are, for those who show how far the reading is.
pub fn ahead(weights: &Weights, cache: &Cache, sentences: &[Vec<pieces::Piece>], n: usize) -> usize {
    let windows = window::windows(sentences);
    if n == 0 {
        cache.clear();
    }
    if let Some(window) = windows.get(n) {
        cache.get_or(window, || weights.scores(window));
    }
    windows.len()
}

/// Scores of one sentence.
#[derive(Clone, Debug)]
pub struct Scores {
    /// One row a piece; none for what lies beyond a window.
    pub pieces: Vec<[Score; TOKEN]>,
    /// Those of the sentence.
    pub sentence: [Score; SENTENCE],
}

/// Scores of every sentence, given as pieces.
pub fn scores(weights: &Weights, sentences: &[Vec<pieces::Piece>]) -> Vec<Scores> {
    window::windows(sentences).iter().flat_map(|window| weights.scores(window)).collect()
}

impl Weights {
    /// Scores of the sentences in question.
    fn scores(&self, window: &window::Window) -> Vec<Scores> {
        let logits = self.logits(window);
        let pieces = logits.pieces.as_chunks::<TOKEN>().0;
        let of = |(place, row): (&std::ops::Range<usize>, &[f32; SENTENCE])| {
            let rows = pieces.get(place.start..place.end.min(pieces.len())).unwrap_or_default();
            Scores { pieces: rows.iter().map(|row| row.map(score)).collect(), sentence: row.map(score) }
        };
        window.places.iter().zip(logits.sentences.as_chunks::<SENTENCE>().0).map(of).collect()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "clamped")]
fn score(logit: f32) -> Score {
    (logit.clamp(-30.0, 30.0) * 256.0).round() as Score
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_weights_can_be_read() {
        assert_eq!(super::embedded().is_some(), cfg!(feature = "context"));
    }
}
