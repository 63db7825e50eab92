//! Good or bad, success or failure, fair or extreme: a judgement that is predicated or is the point of the sentence.
//!
//! A judging adjective before its noun (*a stunning victory*) is a loaded term and no more than a weak hint here.
use super::{STRONG, WEAK, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::{Mark, Part, What},
};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Evaluation, out);
    // A loaded word that is a claim's own word counts as that and not twice.
    let claimed = |m: &Mark| part.marks.iter().any(|c| matches!(c.what, What::Claim(..)) && c.span.overlaps(m.span));
    for mark in part.marks.iter().filter(|m| m.what == What::Loaded && !claimed(m)) {
        let weight = if part.predicated(&mark.tokens) { STRONG } else { WEAK };
        out.push(mark.signal(Reason::Evaluation, weight));
    }
}
