//! A linear chain model in floating point.
use super::{
    corpus::{Corpus, LANES, Row},
    crf::crf,
    perceptron::perceptron,
};
use sayso::attribution::tagger::{
    labels::{EDGE, LABELS, may_follow},
    weights::CONTEXTS,
};
use std::ops::Range;

pub(crate) type Matrix = [Row; LANES];
const NEVER: f32 = -1e9;

#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) rows: Vec<Row>,
    pub(crate) transitions: Vec<Matrix>,
}

/// How to learn.
#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
pub(crate) enum Learner {
    /// Conditional random field, adaptive gradient.
    Crf,
    /// Averaged structured perceptron, cost-augmented.
    Perceptron,
    /// Passive-aggressive: steps as long as the loss asks for, at most `rate`.
    Aggressive,
}

#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) learner: Learner,
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) cost: f32,
    pub(crate) shrink: f32,
    pub(crate) seed: u64,
    pub(crate) quiet: bool,
}

impl Model {
    pub(super) fn new(features: usize) -> Model {
        Model { rows: vec![[0.0; LANES]; features], transitions: vec![[[0.0; LANES]; LANES]; CONTEXTS] }
    }

    /// The mean of models of the same features.
    pub(crate) fn mean(models: &[Model]) -> Model {
        let mut mean = Model::new(models.first().map_or(0, |m| m.rows.len()));
        let part = 1.0 / models.len() as f32;
        for m in models {
            for (a, w) in mean.rows.iter_mut().flatten().zip(m.rows.iter().flatten()) {
                *a += part * w;
            }
            for (a, w) in mean.transitions.iter_mut().flatten().flatten().zip(m.transitions.iter().flatten().flatten()) {
                *a += part * w;
            }
        }
        mean
    }

    /// Scores of the tokens of a run, without transitions.
    pub(crate) fn scores(&self, corpus: &Corpus, run: &Range<usize>, base: Option<&[Row]>, out: &mut Vec<Row>) {
        out.clear();
        for t in run.clone() {
            let mut s = base.map_or([0.0; LANES], |b| b[t]);
            for &f in corpus.features(t) {
                for (s, w) in s.iter_mut().zip(&self.rows[f as usize]) {
                    *s += w;
                }
            }
            out.push(s);
        }
    }

    pub(crate) fn viterbi(&self, scores: &[Row], contexts: &[u8], out: &mut Vec<u8>) {
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        let mut best = [NEVER; LANES];
        for (i, (s, &c)) in scores.iter().zip(contexts).enumerate() {
            let m = &self.transitions[c as usize];
            let (mut next, mut from) = ([NEVER; LANES], [0u8; LABELS]);
            for y in 0..LABELS {
                if i == 0 {
                    next[y] = if may_follow(EDGE, y as u8) { m[EDGE as usize][y] } else { NEVER };
                } else {
                    for x in 0..LABELS {
                        let v = best[x] + m[x][y];
                        if v > next[y] && may_follow(x as u8, y as u8) {
                            (next[y], from[y]) = (v, x as u8);
                        }
                    }
                }
                next[y] += s[y];
            }
            best = next;
            back.push(from);
        }
        let mut y = (0..LABELS).fold(0, |b, y| if best[y] > best[b] { y } else { b }) as u8;
        out.clear();
        for from in back.iter().rev() {
            out.push(y);
            y = from[y as usize];
        }
        out.reverse();
    }
}

/// Learns from the runs of a corpus, the scores of earlier passes given.
pub(crate) fn learn(corpus: &Corpus, features: usize, runs: &[usize], base: Option<&[Row]>, s: &Settings) -> Model {
    match s.learner {
        Learner::Crf => crf(corpus, features, runs, base, s),
        Learner::Perceptron | Learner::Aggressive => perceptron(corpus, features, runs, base, s),
    }
}

/// In a new order that depends on the seed alone.
pub(super) fn shuffled(runs: &[usize], seed: u64) -> Vec<usize> {
    let mut order = runs.to_vec();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    order
}
