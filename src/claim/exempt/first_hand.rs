//! What authors tell of themselves (*we were lucky*, *I believe*): they were there, and nobody else could be asked.
use crate::claim::{
    model::{Reason, Signal},
    part::{Part, What},
};

pub(super) fn excuse(part: &Part<'_>, signals: &mut [Signal]) {
    if part.marks.iter().any(|m| m.what == What::FirstPerson) {
        for signal in signals.iter_mut().filter(|s| s.reason != Reason::Accusation) {
            signal.weight -= 1;
        }
    }
}
