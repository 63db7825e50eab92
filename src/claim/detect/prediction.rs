//! What will or may happen, other than a scheduled event.
use super::{HINT, STRONG, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::Part,
};
use crate::document::{Form, Pos};

/// The question word stands at most so many tokens before the modal.
const QUESTION_REACH: usize = 5;

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    let from = out.len();
    by_lexicon(part, Reason::Prediction, out);
    out.retain(|s| s.reason != Reason::Prediction || !(a_month(part, s) || asked(part, s)));
    // What could have been is no forecast, and neither is what a relative clause says of somebody's role (*who will moderate*).
    for signal in out.iter_mut().skip(from) {
        let tokens = part.input.doc.tokens_in(signal.span);
        let perfect = (tokens.end..tokens.end + 2).any(|i| part.norm(i) == "have");
        let of_a_role =
            tokens.start > part.tokens.start && part.tag(tokens.start - 1).form == Form::Wh && part.pos(tokens.start - 1) == Pos::Pron;
        if perfect || of_a_role {
            signal.weight = signal.weight.min(HINT) - 1;
        } else if signal.weight == HINT && part.tag(tokens.start).form == Form::Modal {
            signal.weight = STRONG - 1;
        }
    }
}

/// *May* is a month where it is no modal verb.
fn a_month(part: &Part<'_>, signal: &Signal) -> bool {
    let tokens = part.input.doc.tokens_in(signal.span);
    let number = part.pos(tokens.end) == Pos::Num;
    tokens.len() == 1 && part.norm(tokens.start) == "may" && (number || part.tag(tokens.start).form != Form::Modal)
}

/// *whether it will*, *what he might*: a question, not an answer.
fn asked(part: &Part<'_>, signal: &Signal) -> bool {
    let at = part.input.doc.tokens_in(signal.span).start;
    let question = |i: usize| matches!(part.norm(i), "whether" | "what") || (part.pos(i) == Pos::Adv && part.tag(i).form == Form::Wh);
    (at.saturating_sub(QUESTION_REACH).max(part.tokens.start)..at).any(question)
}
