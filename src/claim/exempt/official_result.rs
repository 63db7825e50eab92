//! Votes, seats, scores, measures, sums in a law or a ruling: figures that are on the record.
use crate::claim::{
    model::{Reason, Signal},
    part::{Exemption, Part},
};

/// So many tokens from the figure the words may stand.
const REACH: usize = 4;

pub(super) fn excuse(part: &Part<'_>, signals: &mut Vec<Signal>) {
    let doc = part.input.doc;
    signals.retain(|s| {
        let at = doc.tokens_in(s.span);
        let on_record =
            part.exempt(Exemption::OfficialResult).any(|m| m.tokens.start <= at.end + REACH && at.start <= m.tokens.end + REACH);
        s.reason != Reason::Number || !on_record
    });
}
