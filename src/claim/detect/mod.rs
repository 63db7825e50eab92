//! One detector a reason: what speaks for a claim.
mod accusation;
mod cause;
mod comparison;
mod evaluation;
mod generalization;
mod motive;
mod number;
mod prediction;

use super::{
    model::{Reason, Signal},
    part::{How, Part},
};

/// The weight of words that make a claim by themselves.
pub(super) const STRONG: i32 = super::THRESHOLD;
/// The weight of words that make a claim only together with others.
pub(super) const HINT: i32 = 2;
/// The weight of words that colour a statement and no more.
pub(super) const WEAK: i32 = 1;

/// A detector adds its signals.
pub(super) type Detect = fn(&Part<'_>, &mut Vec<Signal>);

/// In the codebook's order.
pub(super) const ALL: [Detect; 8] = [
    accusation::detect,
    evaluation::detect,
    motive::detect,
    cause::detect,
    number::detect,
    prediction::detect,
    generalization::detect,
    comparison::detect,
];

/// The lexicon's word for a reason, by the class of the row; what most detectors begin with.
fn by_lexicon(part: &Part<'_>, reason: Reason, out: &mut Vec<Signal>) {
    for (mark, how) in part.claims(reason) {
        let weight = match how {
            How::States if reason != Reason::Prediction && part.not_yet(mark.tokens.start) => STRONG - 1,
            How::States => STRONG,
            How::Predicate if part.predicated(&mark.tokens) => STRONG,
            How::Agent if part.done_by_somebody(mark.tokens.start) => STRONG,
            How::Agent | How::Hint => HINT,
            How::Predicate => WEAK,
        };
        out.push(mark.signal(reason, weight));
    }
}
