//! All, none, most, always, never, widely, increasingly: a statement about everyone or about how things always go.
use super::by_lexicon;
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Generalization, out);
}
