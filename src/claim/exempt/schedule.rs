//! What is fixed in a programme or a calendar is no forecast.
use crate::claim::{
    model::{Reason, Signal},
    part::{Exemption, Part},
};

/// So many tokens after *will* the date may stand.
const REACH: usize = 12;

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    let doc = part.input.doc;
    for s in signals.iter_mut().filter(|s| s.reason == Reason::Prediction) {
        let at = doc.tokens_in(s.span).start;
        let planned = part.exempt(Exemption::Schedule).any(|m| m.tokens.start <= at + 1 && at < m.tokens.end + 2);
        let dated = part.exempt(Exemption::Date).any(|m| m.tokens.start > at && m.tokens.start <= at + REACH);
        if planned || dated {
            s.weight = 0;
        }
    }
}
