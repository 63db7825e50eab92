//! What someone wants, fears or feels, and why they did it, told with no saying of it.
use super::{HINT, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Motive, out);
    let doc = part.input.doc;
    for state in part.input.attributions.inner_states_of(part.sentence) {
        let cue = doc.tokens_in(state.cue);
        let inside = !cue.is_empty() && cue.clone().all(|i| part.has(i));
        if inside && state.holder.is_some() {
            out.push(Signal { reason: Reason::Motive, span: state.cue, weight: HINT, entry: None });
        }
    }
}
