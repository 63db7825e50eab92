//! The fast engine, for archives: a linear reader that gives the same [`Readings`] as the encoder, from the same pieces.
//!
//! It looks twice. The first look scores every piece and sentence by hashed features of the words around (Weinberger et al. 2009); the
//! second adds what the first one found near by. It learned from the encoder's readings (distillation, Hinton et al. 2015), so
//! everything after it is one path for both engines, and hidden names are hidden here, too.
pub mod features;
pub mod page;
pub mod weights;

pub use weights::{Weights, WeightsError};

use crate::{
    annotate::Annotated,
    encoder::{Readings, SENTENCE, Score, TOKEN, Thresholds, pieces},
};
use features::{Label, Summary};
use page::Page;
use std::sync::OnceLock;

const EMBEDDED: &[u8] = include_bytes!("../../models/en/fast.bin");

/// The embedded weights; a test sees to it that they can be read.
pub fn embedded() -> Option<&'static Weights> {
    static WEIGHTS: OnceLock<Option<Weights>> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::read(EMBEDDED).ok()).as_ref()
}

/// SHA-256 of the embedded weights, in hex: the model's name.
pub fn embedded_name() -> String {
    crate::hash::long_hash(EMBEDDED)
}

/// Reads an article.
pub fn read(weights: &Weights, thresholds: Thresholds, words: &Annotated<'_>) -> Readings {
    let sentences = pieces::pieces(words);
    let page = Page::new(&sentences);
    let mut readings = Readings::new(words.doc, thresholds);
    let rows = of_pieces(weights, &page);
    for (sentence, line) in sentences.iter().zip(&page.lines) {
        readings.take_pieces(sentence, rows.get(line.clone()).unwrap_or_default());
    }
    for (k, row) in of_sentences(weights, &page, &summaries(&page, &rows)).into_iter().enumerate() {
        readings.take_sentence(k, row);
    }
    readings
}

/// Scores of every cell.
fn of_pieces(weights: &Weights, page: &Page) -> Vec<[Score; TOKEN]> {
    let [first, second] = &weights.pieces;
    let mut rows = vec![[0; TOKEN]; page.cells.len()];
    let mut list = Vec::with_capacity(128);
    for line in 0..page.lines.len() {
        features::of_pieces(page, line, &mut list, |i, features| add(rows.get_mut(i), first.weigh(features)));
    }
    let (labels, lines) = (labels(page, &rows), summaries(page, &rows));
    for line in 0..page.lines.len() {
        features::of_labels(page, &labels, &lines, line, &mut list, |i, features| add(rows.get_mut(i), second.weigh(features)));
    }
    rows
}

/// Scores of every sentence.
fn of_sentences(weights: &Weights, page: &Page, lines: &[Summary]) -> Vec<[Score; SENTENCE]> {
    let [first, second] = &weights.sentences;
    let mut list = Vec::with_capacity(512);
    let mut rows = Vec::with_capacity(page.lines.len());
    for line in 0..page.lines.len() {
        features::of_sentence(page, lines, line, &mut list);
        rows.push(first.weigh(&list));
    }
    let voices: Vec<u8> = rows.iter().map(voice).collect();
    let outlets = features::outlets(&voices);
    for (line, row) in rows.iter_mut().enumerate() {
        features::of_voices(page, lines, &voices, outlets, line, &mut list);
        add(Some(row), second.weigh(&list));
    }
    rows
}

fn add<const N: usize>(to: Option<&mut [Score; N]>, more: [Score; N]) {
    for (to, more) in to.into_iter().flatten().zip(more) {
        *to += more;
    }
}

/// The label of every cell by its scores; 0 in padding.
pub fn labels(page: &Page, rows: &[[Score; TOKEN]]) -> Vec<Label> {
    let mut labels = vec![0; page.cells.len()];
    for range in &page.lines {
        for i in range.clone() {
            if let (Some(to), Some(row)) = (labels.get_mut(i), rows.get(i)) {
                *to = label(row);
            }
        }
    }
    labels
}

/// The likeliest label of reported speech, and where there is none, of another attitude.
pub fn label(row: &[Score; TOKEN]) -> Label {
    let best = |from: usize| (0..7).reduce(|a, b| if row[from + b] > row[from + a] { b } else { a }).unwrap_or(0);
    match (best(0), best(7)) {
        (0, 0) => 0,
        (0, other) => u8::try_from(6 + other).unwrap_or(0),
        (reported, _) => u8::try_from(reported).unwrap_or(0),
    }
}

/// What the scores make of every line.
pub fn summaries(page: &Page, rows: &[[Score; TOKEN]]) -> Vec<Summary> {
    let of = |range: &std::ops::Range<usize>| {
        let rows = rows.get(range.clone()).unwrap_or_default();
        let labels: Vec<Label> = rows.iter().map(label).collect();
        Summary::new(&labels, std::array::from_fn(|k| rows.iter().map(|r| r[14 + k]).max().unwrap_or(0)))
    };
    page.lines.iter().map(of).collect()
}

/// The likeliest voice, numbered as in the scores.
pub fn voice(row: &[Score; SENTENCE]) -> u8 {
    (0..4u8).reduce(|a, b| if row[usize::from(b)] > row[usize::from(a)] { b } else { a }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Weights, WeightsError, embedded, weights::MAGIC};

    #[test]
    fn the_embedded_weights_can_be_read() {
        assert!(embedded().is_some());
    }

    #[test]
    fn the_comma_is_where_the_features_look_for_it() {
        let line = include_str!("../../models/en/encoder.vocab").lines().position(|piece| piece == ",");
        assert_eq!(line.map(|l| l + 1), usize::try_from(super::features::COMMA).ok());
    }

    #[test]
    fn other_bytes_are_no_weights() {
        assert_eq!(Weights::read(b"GIF89a").err(), Some(WeightsError::Magic));
        assert_eq!(Weights::read(&MAGIC).err(), Some(WeightsError::Length));
    }
}
