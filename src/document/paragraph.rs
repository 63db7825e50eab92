//! Paragraphs and what they are: headline, caption, body, furniture of the page.
use crate::span::Span;
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

vocabulary! {
    /// What sort of furniture. `lexicons/en/furniture.toml` uses these words in kebab case.
    pub enum Furniture {
        /// `By A. Name - Agency:`
        Byline = "byline",
        /// `BAKU, Azerbaijan, November 11` alone on its line; the time of a live post.
        Dateline = "dateline",
        /// Photo credit, copyright, "Reporting by …; editing by …".
        Credit = "credit",
        /// *Advertisement*
        Advert = "advert",
        /// *Read more: …*, tags, lists of what others read.
        Related = "related",
        /// Ways about the page: to its content, its search, its top.
        Menu = "menu",
        /// Buttons and accounts to share or follow.
        Share = "share",
        /// Newsletters, subscriptions, log-in, and the fields of their forms.
        SignUp = "sign-up",
        /// Cookies, terms, privacy.
        Consent = "consent",
        /// A poll's question, answers and buttons.
        Poll = "poll",
        /// What a player of videos or pictures says.
        Player = "player",
        /// What was wrong before, or has changed since.
        Correction = "correction",
        /// Who the author is, and how to reach them.
        Author = "author",
        /// Opening hours, tickets, how to write in.
        Hours = "hours",
        /// What is left of a page's code.
        Code = "code",
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
