//! Votes, seats, scores, measures, sums in a law or a ruling: figures that are on the record.
use crate::claim::{
    model::{Reason, Signal},
    part::{Exemption, Part},
};

/// So many tokens from the figure the words may stand.
const REACH: usize = 4;

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    let doc = part.input.doc;
    for s in signals.iter_mut().filter(|s| s.reason == Reason::Number) {
        let at = doc.tokens_in(s.span);
        let on_record =
            part.exempt(Exemption::OfficialResult).any(|m| m.tokens.start <= at.end + REACH && at.start <= m.tokens.end + REACH);
        if on_record {
            s.weight = 0;
        }
    }
}
