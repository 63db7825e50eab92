//! The best sequence of labels for one paragraph.
use super::{
    labels::{EDGE, LABELS, may_follow},
    weights::{FIRST, Lanes, Transitions},
};

/// Score of what cannot be.
const NEVER: i32 = i32::MIN / 4;

/// Space that is used again for every paragraph.
#[derive(Default)]
pub struct Viterbi {
    back: Vec<[u8; LABELS]>,
}

impl Viterbi {
    /// Writes the best labels to `out`. `sums`, `contexts` and `out` have one item for each token.
    pub fn decode(&mut self, sums: &[Lanes], contexts: &[u8], transitions: &[Transitions], out: &mut [u8]) {
        self.back.clear();
        let mut best = [NEVER; LABELS];
        for (i, (sum, &context)) in sums.iter().zip(contexts).enumerate() {
            let Some(matrix) = transitions.get(usize::from(context)) else { return };
            let mut next = [NEVER; LABELS];
            let mut from = [0u8; LABELS];
            for (after, (score, from)) in next.iter_mut().zip(&mut from).enumerate() {
                if i == 0 {
                    if may_follow(EDGE, after as u8) {
                        *score = i32::from(matrix[usize::from(EDGE)][after]);
                    }
                } else {
                    for (before, &b) in best.iter().enumerate() {
                        let s = b + i32::from(matrix[before][after]);
                        if s > *score && may_follow(before as u8, after as u8) {
                            *score = s;
                            *from = before as u8;
                        }
                    }
                }
                *score += i32::from(sum[FIRST + after]);
            }
            best = next;
            self.back.push(from);
        }
        let mut label = best.iter().enumerate().rev().max_by_key(|(_, s)| **s).map_or(0, |(y, _)| y as u8);
        for (out, from) in out.iter_mut().zip(&self.back).rev() {
            *out = label;
            label = from[usize::from(label)];
        }
    }
}
