//! Direct, mixed or indirect; and what the cue says about the saying.
use super::{AttributionKind, CueClass, Input};
use crate::{lexicon::Kind, span::Span};
use std::ops::Range;

/// By how many of the content's words stand inside quotation marks: all, some, none.
pub(super) fn kind_of(input: &Input<'_>, content: &[Range<usize>]) -> AttributionKind {
    let words = || content.iter().cloned().flatten().filter(|t| input.doc.tokens()[*t].is_word());
    let quoted = words().filter(|t| input.doc.quote_state(*t) == crate::document::QuoteState::Inside).count();
    match quoted {
        0 => AttributionKind::Indirect,
        n if n == words().count() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

/// A cue that no lexicon knows is a saying.
pub(super) fn class_of(input: &Input<'_>, cue: &Range<usize>) -> CueClass {
    if cue.len() == 1 && input.doc.norm(cue.start) == ":" {
        return CueClass::Colon;
    }
    known_class(input, cue).unwrap_or(CueClass::Say)
}

/// By the lexicon's entries inside the cue, the longest first.
pub(super) fn known_class(input: &Input<'_>, cue: &Range<usize>) -> Option<CueClass> {
    let first = input.hits.partition_point(|h| h.tokens.start < cue.start);
    input.hits[first..]
        .iter()
        .take_while(|h| h.tokens.start < cue.end)
        .filter(|h| input.lexicons.entry(h.entry).kind == Kind::Cue)
        .filter_map(|h| Some((h.tokens.len(), CueClass::of(input.lexicons.entry(h.entry))?)))
        // The first of the longest: who *expressed concern* speaks, whatever he feels.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, class)| class)
}

/// The span of tokens that are not empty.
pub(super) fn span_of(input: &Input<'_>, tokens: &Range<usize>) -> Option<Span> {
    let first = input.doc.tokens().get(tokens.start)?;
    let last = input.doc.tokens().get(tokens.end.checked_sub(1)?)?;
    Some(first.span.cover(last.span))
}
