//! Quotations: what stands between quotation marks, whatever the marks.
use crate::span::Span;
use std::ops::Range;

/// One quotation, or the part of a longer one that stands in one paragraph.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// The tokens inside the marks.
    pub tokens: Range<usize>,
    /// 0 for an outer quotation, 1 for one inside it, …
    pub depth: u8,
    /// It has its closing mark, or goes on in the next paragraph. A quotation that was never closed is cut at the end
    /// of its sentence ("fail closed"), so that a stray mark never silences the rest of the article.
    pub closed: bool,
    /// It goes on from a quotation left open in the paragraph before.
    pub continues: bool,
}

/// Where a token stands in relation to quotation marks of any depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteState {
    /// In no quotation.
    Outside,
    /// An opening mark.
    Open,
    /// Between the marks.
    Inside,
    /// A closing mark.
    Close,
}
