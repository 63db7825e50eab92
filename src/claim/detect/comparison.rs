//! The first, the worst, unprecedented: rankings.
//!
//! A superlative alone is a hint; it ranks for certain where the field is named (*the worst … in decades*).
use super::{HINT, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};
use crate::document::{Form, Pos};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Comparison, out);
    for token in part.own() {
        let tag = part.tag(token);
        if tag.form == Form::Superlative && matches!(tag.pos, Pos::Adj | Pos::Adv) && part.norm(token) != "least" {
            let span = part.input.doc.span_of(token..token + 1);
            out.push(Signal { reason: Reason::Comparison, span, weight: HINT, entry: None });
        }
    }
}
