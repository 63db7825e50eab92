//! Direct, mixed or indirect; and what the cue says about the saying.
use super::{AttributionKind, CueClass, Input};
use std::ops::Range;

/// By how many of the content's words stand inside quotation marks: all, some, none.
pub(super) fn kind_of(input: &Input<'_>, content: &[Range<usize>]) -> AttributionKind {
    let words = || content.iter().cloned().flatten().filter(|t| input.is_word(*t));
    let quoted = words().filter(|t| input.doc.quote_state(*t) == crate::document::QuoteState::Inside).count();
    match quoted {
        0 => AttributionKind::Indirect,
        n if n == words().count() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

/// By the lexicon's entries inside the cue, the longest first. A cue that no lexicon knows is a saying.
pub(super) fn class_of(input: &Input<'_>, cue: &Range<usize>) -> CueClass {
    if cue.len() == 1 && input.doc.norm(cue.start) == ":" {
        return CueClass::Colon;
    }
    let hits = input.hits_in(input.doc.span_of(cue.clone())).iter();
    let classes = hits.filter_map(|h| Some((h.tokens.len(), CueClass::of(input.entry(h))?)));
    // The first of the longest: who *expressed concern* speaks, whatever he feels.
    classes.reduce(|best, next| if next.0 > best.0 { next } else { best }).map_or(CueClass::Say, |(_, class)| class)
}
