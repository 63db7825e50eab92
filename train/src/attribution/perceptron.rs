//! Learning by mistakes: the averaged structured perceptron, and its passive-aggressive kin.
use super::{
    corpus::{Corpus, Row},
    model::{Learner, Model, Settings, shuffled},
};
use sayso::attribution::tagger::labels::{EDGE, LABELS};
use std::ops::Range;

pub(super) fn perceptron(corpus: &Corpus, features: usize, runs: &[usize], base: Option<&[Row]>, s: &Settings) -> Model {
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
