//! The tagger's own labels: those of [`Label`] twice, for reported speech and for other attitudes (wants, beliefs, support).
//!
//! Telling the two apart while tagging is better than leaving the second out: what looks like an attribution but is none has a label of its own.
use crate::attribution::Label;

/// Number of labels: out, and begin/inside of source, cue and content, reported and other.
pub const LABELS: usize = 13;
/// In no span.
pub const OUT: u8 = 0;
/// Labels from here on belong to attitudes that are no reported speech.
pub const OTHER: u8 = 7;
/// Stands beyond the ends of a paragraph.
pub const EDGE: u8 = 13;

/// What sort of span a label belongs to: 0 out, 1 source, 2 cue, 3 content, then the same three for other attitudes; 7 edge.
#[inline]
pub fn sort(label: u8) -> u8 {
    label.div_ceil(2)
}

/// Sort of a cue.
pub fn is_cue(label: u8) -> bool {
    matches!(sort(label), 2 | 5)
}
/// Sort of a source.
pub fn is_source(label: u8) -> bool {
    matches!(sort(label), 1 | 4)
}
/// Sort of a content.
pub fn is_content(label: u8) -> bool {
    matches!(sort(label), 3 | 6)
}
/// Begins a span.
pub fn is_begin(label: u8) -> bool {
    label % 2 == 1
}
/// May `after` follow `before`? An inside label needs its own kind before it.
pub fn may_follow(before: u8, after: u8) -> bool {
    after == OUT || is_begin(after) || before == after || before + 1 == after
}

/// The shared label of reported speech, and of another attitude.
pub fn split(label: u8) -> (Label, Label) {
    let at = |i: u8| Label::ALL.get(usize::from(i)).copied().unwrap_or_default();
    if label < OTHER { (at(label), Label::Out) } else { (Label::Out, at(label - OTHER + 1)) }
}
