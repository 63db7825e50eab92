//! Who somebody is, what a word means, how a law works; and asides that only identify (*, who was born in May, …*).
use crate::claim::{
    model::Signal,
    part::{Exemption, Part},
};

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    let doc = part.input.doc;
    let defined = part.exempt(Exemption::Definition).map(|m| m.tokens.end).min();
    for signal in signals.iter_mut() {
        let at = doc.tokens_in(signal.span).start;
        if defined.is_some_and(|d| d <= at) || part.in_aside(at) {
            signal.weight -= 1;
        }
    }
}
