//! Sentences.
use crate::span::Span;
use std::ops::Range;

/// Index of a sentence in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Equals its index.
    pub id: SentenceId,
    /// From its first to its last token.
    pub span: Span,
    /// Index into [`super::Document::paragraphs`].
    pub paragraph: usize,
    /// Indices into [`super::Document::tokens`]; not empty.
    pub tokens: Range<usize>,
}
