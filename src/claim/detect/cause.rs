//! One thing led to, forced or explains another.
use super::by_lexicon;
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Cause, out);
}
