//! A speech given, a bill passed, two people met: what the main verb tells, anyone present could see.
//!
//! Only hints fall: a judgement in the telling of an event is still a judgement.
use crate::claim::{
    model::Signal,
    part::{Exemption, Part, What},
};

use crate::claim::detect::HINT;

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    let seen = part.main_verb().is_some_and(|v| part.is(v, What::Exempt(Exemption::PublicEvent)));
    if seen {
        for signal in signals.iter_mut().filter(|s| s.weight <= HINT) {
            signal.weight -= 1;
        }
    }
}
