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
mod forward;
mod lanes;
mod linear;
mod math;
pub mod pieces;
mod readings;
mod thresholds;
mod weights;
pub mod window;

pub use readings::{Readings, Score, SentenceReading, TokenReading, percent, shares};
pub use thresholds::Thresholds;
pub use weights::{Weights, WeightsError};

use crate::{
    annotate::Name,
    document::Document,
    lexicon::{Hit, Lexicons},
};
use std::sync::OnceLock;

/// The embedded weights; a test sees to it that they can be read.
pub fn embedded() -> Option<&'static Weights> {
    static EMBEDDED: OnceLock<Option<Weights>> = OnceLock::new();
    EMBEDDED.get_or_init(|| Weights::read(include_bytes!("../../models/encoder.bin")).ok()).as_ref()
}

/// Reads an article: pieces, windows, scores.
pub fn read(weights: &Weights, thresholds: Thresholds, doc: &Document<'_>, names: &[Name], lexicons: &Lexicons, hits: &[Hit]) -> Readings {
    let mut readings = Readings::new(doc, thresholds);
    for window in window::windows(&pieces::pieces(doc, names, lexicons, hits)) {
        readings.take(&window, &weights.scores(&window));
    }
    readings
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_weights_can_be_read() {
        assert!(super::embedded().is_some());
    }
}
