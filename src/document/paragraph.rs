//! Paragraphs and what they are: headline, byline, dateline, credit, caption, body.
use crate::span::Span;
use std::ops::Range;

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The article's headline: judged like any sentence.
    Headline,
    /// A heading inside the text: judged like any sentence.
    Subheading,
    /// `By A. Name - Agency:`; no sentence.
    Byline,
    /// `BAKU, Azerbaijan, November 11` alone on its line; no sentence.
    Dateline,
    /// Photo credit, copyright, "Reporting by …; editing by …", "Read the rest here."; no sentence.
    Credit,
    /// Picture caption: judged like any sentence.
    Caption,
    /// Running text.
    Body,
}

impl ParagraphKind {
    /// Furniture holds tokens but no sentences.
    pub fn is_furniture(self) -> bool {
        matches!(self, ParagraphKind::Byline | ParagraphKind::Dateline | ParagraphKind::Credit)
    }
}

/// One paragraph. Invariant: its token and sentence ranges lie inside its span.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// From the first to the last character that is not white space.
    pub span: Span,
    /// What it is for.
    pub kind: ParagraphKind,
    /// A dateline that opens a body paragraph (`WASHINGTON (AP) —`): its tokens are in no sentence.
    pub dateline: Option<Span>,
    /// Indices into [`super::Document::tokens`].
    pub tokens: Range<usize>,
    /// Indices into [`super::Document::sentences`].
    pub sentences: Range<usize>,
}
