//! Learning by likelihood: a conditional random field, with steps that shrink where a weight has moved much.
use super::{
    corpus::{Corpus, LANES, Row},
    model::{Matrix, Model, Settings, shuffled},
};
use sayso::attribution::tagger::{
    labels::{EDGE, LABELS, may_follow},
    weights::CONTEXTS,
};

/// Runs after which the transitions are stepped.
const BATCH: usize = 16;

pub(super) fn crf(corpus: &Corpus, features: usize, runs: &[usize], base: Option<&[Row]>, s: &Settings) -> Model {
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
                for (p, row) in self.forward[i - 1].iter().zip(m) {
                    for (a, w) in a.iter_mut().zip(row) {
                        *a += p * w;
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
            self.marginals[i] = self.forward[i];
            self.marginals[i].iter_mut().zip(back).for_each(|(m, b)| *m *= b);
            let c = contexts[i] as usize;
            let m = &et[c];
            let mut sb = [0.0f32; LANES];
            for (sb, (s, b)) in sb.iter_mut().zip(self.scores[i].iter().zip(back)) {
                *sb = s * b / sizes[i];
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
