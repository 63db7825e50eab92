//! The best sequence of labels for one paragraph.
use super::{
    labels::{EDGE, LABELS},
    weights::{FIRST, LANES, Lanes, NEVER, Transitions},
};

/// Space that is used again for every paragraph.
#[derive(Default)]
pub struct Viterbi {
    back: Vec<[u8; LANES]>,
}

impl Viterbi {
    /// Writes the best labels to `out`. `sums`, `contexts` and `out` have one item for each token.
    pub fn decode(&mut self, sums: &[Lanes], contexts: &[u8], transitions: &[Transitions], out: &mut [u8]) {
        self.back.clear();
        let mut best = [NEVER; LANES];
        for (i, (sum, &context)) in sums.iter().zip(contexts).enumerate() {
            let Some(matrix) = transitions.get(usize::from(context)) else { return };
            let mut next = [NEVER; LANES];
            let mut from = [0; LANES];
            if i == 0 {
                next = matrix[usize::from(EDGE)];
            } else {
                for (before, (b, row)) in best.iter().zip(matrix).enumerate().take(LABELS) {
                    for ((next, from), step) in next.iter_mut().zip(&mut from).zip(row) {
                        let score = b + step;
                        let better = score > *next;
                        *next = if better { score } else { *next };
                        *from = if better { before as i32 } else { *from };
                    }
                }
            }
            // What cannot be stays so: no path adds up to that many points.
            for (next, s) in next.iter_mut().zip(&sum[FIRST..]) {
                *next = (*next + i32::from(*s)).max(NEVER);
            }
            best = next;
            self.back.push(from.map(|f| f as u8));
        }
        let mut label = best.iter().take(LABELS).enumerate().rev().max_by_key(|(_, s)| **s).map_or(0, |(y, _)| y as u8);
        for (out, from) in out.iter_mut().zip(&self.back).rev() {
            *out = label;
            label = from[usize::from(label)];
        }
    }
}
