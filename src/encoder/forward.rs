//! The forward pass: from the pieces of a window to the scores of its pieces and sentences.
use super::{
    attention::{HEAD, attend},
    lanes::{Lanes, Task, dispatch},
    linear::Rounded,
    math::{exp, gelu, normalise, sum},
    weights::{Norm, Weights},
    window::Window,
};
use std::ops::Range;

/// Scores a piece: labels of reported speech (7), of other attitudes (7), trigger, vague, loaded, loaded strongly.
pub const TOKEN: usize = 18;
/// Scores a sentence: voice (4), needs a source at all and strongly, reason (8), vague, alone at all and strongly, kinds (6) and roles (8) of its sources,
/// goes on with the sentence before.
pub const SENTENCE: usize = 32;

/// Scores of one window.
pub(super) struct Logits {
    /// One a piece of the window.
    pub(super) pieces: Vec<f32>,
    /// One a sentence in question.
    pub(super) sentences: Vec<f32>,
}

impl Weights {
    /// Reads one window.
    pub(super) fn logits(&self, window: &Window) -> Logits {
        let h = self.width();
        let n = window.pieces.len();
        let mut x = self.embed(window);
        let (mut wide, mut mixed) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            layer.qkv.apply(&Rounded::of(&x, h), &mut wide);
            attend(&wide, n, h / HEAD, &mut mixed);
            layer.out.apply(&Rounded::of(&mixed, h), &mut wide);
            dispatch(AddNorm { x: &mut x, more: &wide, norm: &layer.norm1 });
            layer.up.apply(&Rounded::of(&x, h), &mut wide);
            dispatch(Gelu { x: &mut wide });
            layer.down.apply(&Rounded::of(&wide, layer.up.outputs), &mut mixed);
            dispatch(AddNorm { x: &mut x, more: &mixed, norm: &layer.norm2 });
        }
        let mut pieces = Vec::new();
        self.token.apply(&Rounded::of(&x, h), &mut pieces);
        let mut summed = Vec::with_capacity(window.places.len() * self.pool.inputs);
        for place in &window.places {
            self.sum_up(&x, place.start.min(n)..place.end.min(n), &mut summed);
        }
        let (mut pooled, mut sentences) = (Vec::new(), Vec::new());
        self.pool.apply(&Rounded::of(&summed, self.pool.inputs), &mut pooled);
        dispatch(Gelu { x: &mut pooled });
        self.sentence.apply(&Rounded::of(&pooled, self.pool.outputs), &mut sentences);
        Logits { pieces, sentences }
    }

    fn embed(&self, window: &Window) -> Vec<f32> {
        let h = self.width();
        let mut x = vec![0f32; window.pieces.len() * h];
        for (at, (piece, row)) in window.pieces.iter().zip(x.chunks_exact_mut(h)).enumerate() {
            self.words.add(usize::from(piece.id), row);
            self.places.add(at, row);
            let mut add = |table: &[f32], i: usize| {
                for (x, more) in row.iter_mut().zip(&table[i * h..(i + 1) * h]) {
                    *x += more;
                }
            };
            add(&self.quoted, usize::from(piece.quoted));
            (0..crate::lexicon::SENSES).filter(|bit| piece.senses.bits() >> bit & 1 == 1).for_each(|bit| add(&self.senses, bit));
            normalise(row, &self.norm.weight, &self.norm.bias);
        }
        x
    }

    /// A sentence by its mean, the window's first piece, and its pieces weighed by each query.
    fn sum_up(&self, x: &[f32], place: Range<usize>, out: &mut Vec<f32>) {
        let h = self.width();
        let rows = x.get(place.start * h..place.end * h).unwrap_or_default();
        weighted_mean(rows, h, |_| 1.0, out);
        out.extend_from_slice(x.get(..h).unwrap_or_default());
        for query in self.query.chunks_exact(h) {
            weighted_mean(rows, h, |row| exp(sum(row.iter().zip(query).map(|(x, q)| x * q)).clamp(-20.0, 20.0)), out);
        }
    }
}

fn weighted_mean(rows: &[f32], width: usize, weight: impl Fn(&[f32]) -> f32, out: &mut Vec<f32>) {
    let (mut mean, mut total) = (vec![0f32; width], 0f32);
    for row in rows.chunks_exact(width) {
        let w = weight(row);
        total += w;
        for (m, x) in mean.iter_mut().zip(row) {
            *m += w * x;
        }
    }
    let total = total.max(1e-9);
    out.extend(mean.iter().map(|m| m / total));
}

struct AddNorm<'a> {
    x: &'a mut [f32],
    more: &'a [f32],
    norm: &'a Norm,
}

impl Task for AddNorm<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self, _: L) {
        let h = self.norm.weight.len();
        for (x, more) in self.x.chunks_exact_mut(h).zip(self.more.chunks_exact(h)) {
            for (x, more) in x.iter_mut().zip(more) {
                *x += more;
            }
            normalise(x, &self.norm.weight, &self.norm.bias);
        }
    }
}

struct Gelu<'a> {
    x: &'a mut [f32],
}

impl Task for Gelu<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self, _: L) {
        for x in self.x.iter_mut() {
            *x = gelu(*x);
        }
    }
}
