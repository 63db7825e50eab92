//! Which cues stand in a sentence, and in what shape.
use super::view::View;
use crate::{
    attribution::CueClass,
    document::{Form, Pos},
};
use std::ops::Range;

/// What a cue takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A clause or a quotation: *said the road was closed*.
    Clause,
    /// Also a noun phrase, a gerund or an infinitive: *denied the charge*.
    Any,
    /// A noun phrase that is the source: *according to Roe*.
    AccordingTo,
    /// A that-clause, with a possessor as source: *Roe's claim that …*.
    Noun,
}

/// A cue in the article's own words.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The word that carries the cue.
    pub(super) head: usize,
    /// With auxiliaries and adverbs before, and what the lexicon's phrase holds after.
    pub(super) tokens: Range<usize>,
    pub(super) class: CueClass,
    pub(super) frame: Frame,
    /// *saying, adding*: shares the subject of the clause before.
    pub(super) gerund: bool,
}

/// The cues of a sentence outside quotation marks, from left to right, disjoint.
pub(super) fn cues(view: &View<'_, '_>) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for (tokens, word) in view.cue_hits() {
        let Some(class) = CueClass::parse(word) else { continue };
        if class == CueClass::Holderless || view.is_quoted(tokens.start) {
            continue;
        }
        let Some(cue) = shape(view, tokens, class, word.ends_with("-of")) else { continue };
        match found.last_mut() {
            Some(last) if cue.tokens.start < last.tokens.end => {
                if cue.tokens.end > last.tokens.end {
                    *last = cue;
                }
            }
            _ => found.push(cue),
        }
    }
    found
}

fn shape(view: &View<'_, '_>, tokens: Range<usize>, class: CueClass, takes_noun: bool) -> Option<Cue> {
    let head = tokens.start;
    if class == CueClass::AccordingTo {
        return Some(Cue { head, tokens, class, frame: Frame::AccordingTo, gerund: false });
    }
    let owned = view.is_possessive_mark(head.wrapping_sub(1)) || view.is_possessive(head.wrapping_sub(1));
    if owned && view.norm(tokens.end) == "that" {
        return Some(Cue { head, tokens, class, frame: Frame::Noun, gerund: false });
    }
    // A tagger that takes "says" or "warning" for a noun is overruled by what stands before it; in a headline by both sides.
    let last = head.wrapping_sub(1);
    let verbal = view.is_verbal(head)
        || tokens.len() > 1
        || view.pos(head) == Pos::Noun && (view.is_pronoun(last) || view.is_be(last) && view.norm(tokens.end) == "that")
        || view.headline && view.is_head(head) && view.is_head(last) && view.opens_phrase(tokens.end);
    // "an estimated 300 boats"
    if !verbal || matches!(view.norm(last), "a" | "an" | "the") {
        return None;
    }
    let (start, auxiliary) = group_start(view, head);
    let participle = view.form(head) == Form::Participle;
    let passive = auxiliary.is_some_and(|t| view.is_be(t)) && participle;
    let infinitive = view.norm(last) == "to";
    let clause_follows = view.norm(tokens.end) == "that" || view.is_quoted(tokens.end);
    // "the man accused of …", "a road called …": a participle with no auxiliary hangs on the noun before it.
    let hangs = takes_noun || matches!(view.norm(tokens.end), "by" | "of" | "to" | "in" | "as" | "for" | "");
    let reduced = auxiliary.is_none() && participle && hangs && !clause_follows && !super::phrase::clause_at(view, tokens.end);
    if (passive && view.form(head) != Form::Gerund) || reduced || (infinitive && !clause_follows) {
        return None;
    }
    let gerund = view.form(head) == Form::Gerund && auxiliary.is_none();
    let frame = match class {
        CueClass::Say | CueClass::Show | CueClass::Claim | CueClass::Ask if !takes_noun => Frame::Clause,
        _ => Frame::Any,
    };
    // "has said repeatedly, …"
    let adverb = view.pos(tokens.end) == Pos::Adv && view.is_comma(tokens.end + 1);
    Some(Cue { head, tokens: start..tokens.end + usize::from(adverb), class, frame, gerund })
}

/// Where the verb group begins, and the auxiliary nearest to the verb: *has **repeatedly** said*, *did **n't** say*.
fn group_start(view: &View<'_, '_>, head: usize) -> (usize, Option<usize>) {
    let (mut start, mut auxiliary) = (head, None);
    for t in (view.start..head).rev() {
        match view.pos(t) {
            Pos::Aux => {
                auxiliary = auxiliary.or(Some(t));
                start = t;
            }
            Pos::Adv if t > view.start && !view.is_comma(t - 1) => start = t,
            Pos::Part if !view.is_possessive_mark(t) => start = t,
            _ => break,
        }
    }
    (start, auxiliary)
}
