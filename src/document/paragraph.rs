//! Paragraphs and what they are: headline, caption, body, furniture of the page.
use crate::span::Span;
use serde::Deserialize;
use std::ops::Range;

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The article's headline: judged like any sentence.
    Headline,
    /// A heading inside the text: judged like any sentence.
    Subheading,
    /// Picture caption: judged like any sentence.
    Caption,
    /// Running text.
    Body,
    /// Of the page and not of the article: no sentence, nothing to judge.
    Furniture(Furniture),
}

/// What sort of furniture. `lexicons/en/furniture.toml` uses these words in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Furniture {
    /// `By A. Name - Agency:`
    Byline,
    /// `BAKU, Azerbaijan, November 11` alone on its line; the time of a live post.
    Dateline,
    /// Photo credit, copyright, "Reporting by …; editing by …".
    Credit,
    /// *Advertisement*
    Advert,
    /// *Read more: …*, tags, lists of what others read.
    Related,
    /// Buttons and accounts to share or follow.
    Share,
    /// Newsletters, subscriptions, log-in, and the fields of their forms.
    SignUp,
    /// Cookies, terms, privacy.
    Consent,
    /// A poll's question, answers and buttons.
    Poll,
    /// What a player of videos or pictures says.
    Player,
    /// What was wrong before, or has changed since.
    Correction,
    /// Who the author is, and how to reach them.
    Author,
    /// Opening hours, tickets, how to write in.
    Hours,
    /// What is left of a page's code.
    Code,
}

impl Furniture {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Furniture::Byline => "byline",
            Furniture::Dateline => "dateline",
            Furniture::Credit => "credit",
            Furniture::Advert => "advert",
            Furniture::Related => "related",
            Furniture::Share => "share",
            Furniture::SignUp => "sign-up",
            Furniture::Consent => "consent",
            Furniture::Poll => "poll",
            Furniture::Player => "player",
            Furniture::Correction => "correction",
            Furniture::Author => "author",
            Furniture::Hours => "hours",
            Furniture::Code => "code",
        }
    }
}

impl ParagraphKind {
    /// Furniture holds tokens but no sentences.
    pub fn is_furniture(self) -> bool {
        matches!(self, ParagraphKind::Furniture(_))
    }
}

impl Paragraph {
    /// Headline, or heading inside the text.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, ParagraphKind::Headline | ParagraphKind::Subheading)
    }
}

/// One paragraph. Invariant: its token and sentence ranges lie inside its span.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// From the first to the last character that is not white space.
    pub span: Span,
    /// What it is for.
    pub kind: ParagraphKind,
    /// Set off by `>` at the head of its line, as mail and Markdown quote; a `<blockquote>` reads so, too.
    pub quoted: bool,
    /// A blank line or markup stands before it.
    pub parted: bool,
    /// A dateline that opens a body paragraph (`WASHINGTON (AP) —`): its tokens are in no sentence.
    pub dateline: Option<Span>,
    /// Indices into [`super::Document::tokens`].
    pub tokens: Range<usize>,
    /// Indices into [`super::Document::sentences`].
    pub sentences: Range<usize>,
}
