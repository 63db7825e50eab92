//! That a statement, a denial or an apology was made: nothing is said about its matter.
use crate::claim::{
    detect::HINT,
    model::Signal,
    part::{Exemption, Part},
};

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    if part.exempt(Exemption::SpeechAct).next().is_some() {
        for signal in signals.iter_mut().filter(|s| s.weight <= HINT) {
            signal.weight -= HINT;
        }
    }
}
