//! *Accused of fraud*, *allegations of misconduct*, *charged with*: that a charge was made can be told; it is not told as true.
use crate::claim::{
    model::{Reason, Signal},
    part::{Exemption, Part},
};

/// So many tokens after the words of charging still belong to the charge.
const REACH: usize = 12;

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    let doc = part.input.doc;
    for s in signals.iter_mut().filter(|s| s.reason == Reason::Accusation) {
        let at = doc.tokens_in(s.span).start;
        let charged = part.exempt(Exemption::Allegation).any(|m| m.tokens.start <= at + 1 && at < m.tokens.end + REACH);
        if charged {
            s.weight = 0;
        }
    }
}
