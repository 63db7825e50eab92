//! Someone did wrong, broke a rule, caused harm or is to blame.
//!
//! Verbs of wrongdoing count where somebody is said to do them (*the firm violated the truce*), judging adjectives where
//! they are predicated (*is corrupt*), nouns of wrongdoing as hints, or predicated (*that comment is a lie*).
use super::{HINT, STRONG, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::{How, Part},
};
use crate::document::Pos;

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    let from = out.len();
    by_lexicon(part, Reason::Accusation, out);
    for signal in out.iter_mut().skip(from) {
        let verb = part.input.doc.tokens_in(signal.span).start;
        if part.pos(verb) == Pos::Verb && part.negated(verb) {
            signal.weight = signal.weight.min(HINT); // *was not violating any law* accuses nobody
        }
    }
    for (mark, how) in part.claims(Reason::Accusation) {
        if how == How::Hint && part.pos(mark.tokens.start) == Pos::Noun && part.predicated(&mark.tokens) {
            out.push(mark.signal(Reason::Accusation, STRONG));
        } else if how == How::Predicate && part.pos(mark.tokens.end) == Pos::Noun {
            out.push(mark.signal(Reason::Accusation, HINT));
        }
    }
}
