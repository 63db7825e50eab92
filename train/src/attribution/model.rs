//! A linear chain model in floating point, and its two learners.
use super::corpus::{Corpus, LANES, Row};
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
    fn new(features: usize) -> Model {
        Model { rows: vec![[0.0; LANES]; features], transitions: vec![[[0.0; LANES]; LANES]; CONTEXTS] }
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

fn shuffled(runs: &[usize], seed: u64) -> Vec<usize> {
    let mut order = runs.to_vec();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    order
}

fn perceptron(corpus: &Corpus, features: usize, runs: &[usize], base: Option<&[Row]>, s: &Settings) -> Model {
    let mut m = Model::new(features);
    let mut sum = Model::new(features);
    let (mut scores, mut guess) = (Vec::new(), Vec::new());
    let mut clock = 1.0f32;
    for epoch in 0..s.epochs {
        let mut wrong = 0;
        for r in shuffled(runs, s.seed + epoch as u64) {
            let run = &corpus.runs[r];
            let gold = &corpus.gold[run.clone()];
            let contexts = &corpus.contexts[run.clone()];
            m.scores(corpus, run, base, &mut scores);
            for (row, &y) in scores.iter_mut().zip(gold) {
                for (l, v) in row.iter_mut().enumerate().take(LABELS) {
                    *v += if l == y as usize { 0.0 } else { s.cost };
                }
            }
            m.viterbi(&scores, contexts, &mut guess);
            let misses = gold.iter().zip(&guess).filter(|(a, b)| a != b).count();
            wrong += misses;
            let step = if misses == 0 {
                0.0
            } else if s.learner == Learner::Perceptron {
                1.0
            } else {
                aggressive_step(&m, corpus, run, &scores, &guess, s.rate)
            };
            if step > 0.0 {
                let before = |ys: &[u8], i: usize| if i == 0 { EDGE as usize } else { ys[i - 1] as usize };
                for i in 0..gold.len() {
                    let (g, p) = (gold[i] as usize, guess[i] as usize);
                    if g != p {
                        for &f in corpus.features(run.start + i) {
                            let (w, a) = (&mut m.rows[f as usize], &mut sum.rows[f as usize]);
                            w[g] += step;
                            w[p] -= step;
                            a[g] += step * clock;
                            a[p] -= step * clock;
                        }
                    }
                    let (gb, pb, c) = (before(gold, i), before(&guess, i), contexts[i] as usize);
                    if g != p || gb != pb {
                        m.transitions[c][gb][g] += step;
                        m.transitions[c][pb][p] -= step;
                        sum.transitions[c][gb][g] += step * clock;
                        sum.transitions[c][pb][p] -= step * clock;
                    }
                }
            }
            clock += 1.0;
        }
        if !s.quiet {
            eprintln!("    epoch {epoch}: {wrong} wrong");
        }
    }
    for (w, a) in m.rows.iter_mut().flatten().zip(sum.rows.iter().flatten()) {
        *w -= a / clock;
    }
    for (w, a) in m.transitions.iter_mut().flatten().flatten().zip(sum.transitions.iter().flatten().flatten()) {
        *w -= a / clock;
    }
    m
}

/// Loss over squared length of the update, at most `limit`.
fn aggressive_step(m: &Model, corpus: &Corpus, run: &Range<usize>, scores: &[Row], guess: &[u8], limit: f32) -> f32 {
    let gold = &corpus.gold[run.clone()];
    let contexts = &corpus.contexts[run.clone()];
    let (mut loss, mut norm) = (0.0, 0.0);
    let mut before = (EDGE as usize, EDGE as usize);
    for i in 0..gold.len() {
        let (g, p, c) = (gold[i] as usize, guess[i] as usize, contexts[i] as usize);
        loss += scores[i][p] - scores[i][g] + m.transitions[c][before.1][p] - m.transitions[c][before.0][g];
        if g != p {
            norm += 2.0 * corpus.features(run.start + i).len() as f32;
        }
        if (before.0, g) != (before.1, p) {
            norm += 2.0;
        }
        before = (g, p);
    }
    (loss / norm.max(1.0)).clamp(0.0, limit)
}

/// Runs after which the transitions are stepped.
const BATCH: usize = 16;

fn crf(corpus: &Corpus, features: usize, runs: &[usize], base: Option<&[Row]>, s: &Settings) -> Model {
    let mut m = Model::new(features);
    let mut squares = vec![[1.0f32; LANES]; features];
    let mut mean = Model::new(features);
    let mut kept = 0.0f32;
    let mut ts = vec![[[1.0f32; LANES]; LANES]; CONTEXTS];
    let mut tg = vec![[[0.0f32; LANES]; LANES]; CONTEXTS];
    let mut et = exponents(&m.transitions);
    let mut chain = Chain::default();
    for epoch in 0..s.epochs {
        let mut loss = 0.0;
        for (k, r) in shuffled(runs, s.seed + epoch as u64).into_iter().enumerate() {
            let run = &corpus.runs[r];
            let gold = &corpus.gold[run.clone()];
            let contexts = &corpus.contexts[run.clone()];
            m.scores(corpus, run, base, &mut chain.scores);
            loss -= f64::from(chain.marginals(contexts, gold, &et, &m.transitions, &mut tg));
            for (i, &y) in gold.iter().enumerate() {
                let mut g = chain.marginals[i];
                g[y as usize] -= 1.0;
                if g.iter().all(|g| g.abs() < 0.005) {
                    continue;
                }
                for &f in corpus.features(run.start + i) {
                    let (w, q) = (&mut m.rows[f as usize], &mut squares[f as usize]);
                    for l in 0..LANES {
                        let g = g[l] + s.shrink * w[l];
                        q[l] += g * g;
                        w[l] -= s.rate * g / q[l].sqrt();
                    }
                }
            }
            if k % BATCH == BATCH - 1 {
                for ((w, q), g) in m
                    .transitions
                    .iter_mut()
                    .flatten()
                    .flatten()
                    .zip(ts.iter_mut().flatten().flatten())
                    .zip(tg.iter_mut().flatten().flatten())
                {
                    *q += *g * *g;
                    *w -= s.rate * *g / q.sqrt();
                    *g = 0.0;
                }
                et = exponents(&m.transitions);
            }
        }
        if !s.quiet {
            eprintln!("    epoch {epoch}: loss {loss:.0}");
        }
        if 2 * (epoch + 1) > s.epochs {
            kept += 1.0;
            for (a, w) in mean.rows.iter_mut().flatten().zip(m.rows.iter().flatten()) {
                *a += w;
            }
            for (a, w) in mean.transitions.iter_mut().flatten().flatten().zip(m.transitions.iter().flatten().flatten()) {
                *a += w;
            }
        }
    }
    mean.rows.iter_mut().flatten().for_each(|a| *a /= kept);
    mean.transitions.iter_mut().flatten().flatten().for_each(|a| *a /= kept);
    mean
}

fn exponents(transitions: &[Matrix]) -> Vec<Matrix> {
    let mut out = transitions.to_vec();
    for m in &mut out {
        for (x, row) in m.iter_mut().enumerate() {
            for (y, v) in row.iter_mut().enumerate() {
                let real = (x < LABELS || x == EDGE as usize) && y < LABELS && may_follow(x as u8, y as u8);
                *v = if real { v.exp() } else { 0.0 };
            }
        }
    }
    out
}

/// Forward and backward sums of one paragraph, scaled at every token.
#[derive(Default)]
struct Chain {
    scores: Vec<Row>,
    forward: Vec<Row>,
    marginals: Vec<Row>,
}

impl Chain {
    /// Fills `marginals`, adds the gradient of the transitions, returns the log-likelihood.
    fn marginals(&mut self, contexts: &[u8], gold: &[u8], et: &[Matrix], transitions: &[Matrix], tg: &mut [Matrix]) -> f32 {
        let n = self.scores.len();
        let mut log = 0.0f32;
        self.forward.clear();
        let mut sizes = Vec::with_capacity(n);
        for i in 0..n {
            let s = &mut self.scores[i];
            let max = s[..LABELS].iter().fold(f32::MIN, |a, b| a.max(*b));
            let before = if i == 0 { EDGE } else { gold[i - 1] };
            log += s[gold[i] as usize] - max + transitions[contexts[i] as usize][before as usize][gold[i] as usize];
            for (l, v) in s.iter_mut().enumerate() {
                *v = if l < LABELS { (*v - max).exp() } else { 0.0 };
            }
            let m = &et[contexts[i] as usize];
            let mut a = [0.0f32; LANES];
            if i == 0 {
                a = m[EDGE as usize];
            } else {
                for x in 0..LABELS {
                    let p = self.forward[i - 1][x];
                    for l in 0..LANES {
                        a[l] += p * m[x][l];
                    }
                }
            }
            let mut sum = 0.0;
            for l in 0..LANES {
                a[l] *= s[l];
                sum += a[l];
            }
            let sum = sum.max(1e-30);
            a.iter_mut().for_each(|v| *v /= sum);
            log -= sum.ln();
            sizes.push(sum);
            self.forward.push(a);
        }
        self.marginals.clear();
        self.marginals.resize(n, [0.0; LANES]);
        let mut back = [0.0f32; LANES];
        back[..LABELS].fill(1.0);
        for i in (0..n).rev() {
            for l in 0..LANES {
                self.marginals[i][l] = self.forward[i][l] * back[l];
            }
            let c = contexts[i] as usize;
            let m = &et[c];
            let mut sb = [0.0f32; LANES];
            for l in 0..LANES {
                sb[l] = self.scores[i][l] * back[l] / sizes[i];
            }
            if i == 0 {
                for l in 0..LANES {
                    tg[c][EDGE as usize][l] += m[EDGE as usize][l] * sb[l];
                }
                tg[c][EDGE as usize][gold[0] as usize] -= 1.0;
                break;
            }
            tg[c][gold[i - 1] as usize][gold[i] as usize] -= 1.0;
            let mut next = [0.0f32; LANES];
            for x in 0..LABELS {
                let p = self.forward[i - 1][x];
                let mut sum = 0.0;
                for l in 0..LANES {
                    let v = m[x][l] * sb[l];
                    sum += v;
                    tg[c][x][l] += p * v;
                }
                next[x] = sum;
            }
            back = next;
        }
        log
    }
}
