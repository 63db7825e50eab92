//! All, none, most, always, never, widely, increasingly: a statement about everyone or about how things always go.
//!
//! In the past tense *never* and *always* tell what did not happen, or what somebody used to do: a hint only.
use super::{HINT, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};
use crate::document::{Form, Pos};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    let from = out.len();
    by_lexicon(part, Reason::Generalization, out);
    for signal in out.iter_mut().skip(from) {
        let tokens = part.input.doc.tokens_in(signal.span);
        let adverb = tokens.len() == 1 && part.pos(tokens.start) == Pos::Adv;
        let passive = tokens.start > part.tokens.start && part.pos(tokens.start - 1) == Pos::Aux;
        if adverb && !passive && matches!(part.tag(tokens.end).form, Form::Past | Form::Participle) {
            signal.weight = signal.weight.min(HINT);
        }
    }
}
