//! The article cut up: paragraphs, sentences, tokens, quotations. Structure only; it knows no lexicon of bias.
//!
//! Everything is made once by [`Document::parse`] and never changes. All spans are bytes into the unchanged text.
mod abbreviations;
mod block;
mod build;
mod enumeration;
mod furniture;
mod keys;
mod layout;
mod paragraph;
mod quotation;
mod sentence;
mod split;
mod token;
mod tokenize;

pub use block::{Because, Block, BlockKind};
pub use paragraph::{Furniture, Paragraph, ParagraphKind};
pub use quotation::{Quotation, QuoteState};
pub use sentence::{Sentence, SentenceId};
pub use token::{Form, Pos, Shape, Tag, Token, TokenKind, key, unaccented, unjoined};

pub(crate) use block::answers;

use crate::{article::Article, span::Span};
use std::ops::Range;

/// Something odd about the text that the report should tell, such as a quotation that is never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// One sentence for the reader.
    pub text: String,
}

/// The article cut up.
///
/// Invariants: paragraphs, sentences and tokens are in text order, disjoint and inside the text; `sentences[i].id == i`;
/// a token belongs to exactly one paragraph and to at most one sentence (furniture such as bylines has none).
#[derive(Debug)]
pub struct Document<'a> {
    article: &'a Article,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    /// Normalised forms of all tokens, one after the other; `Token` holds its range.
    norms: String,
    quotations: Vec<Quotation>,
    /// One per token.
    quote_states: Vec<QuoteState>,
    notes: Vec<Note>,
    blocks: Vec<Block>,
}

impl<'a> Document<'a> {
    /// Cuts the article up. Never fails: bad text gives odd structure and a note, not an error.
    pub fn parse(article: &'a Article) -> Document<'a> {
        build::build(article)
    }
    /// The article itself.
    pub fn article(&self) -> &'a Article {
        self.article
    }
    /// All paragraphs in text order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }
    /// All sentences in text order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }
    /// All tokens in text order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }
    /// All quotations in text order of their opening mark.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }
    /// Oddities for the reader.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
    /// Runs of paragraphs in which somebody else has the floor, in text order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
    /// The block that a paragraph stands in, by binary search.
    pub fn block_at(&self, paragraph: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|b| b.paragraphs.end <= paragraph);
        self.blocks.get(next).filter(|b| b.paragraphs.contains(&paragraph))
    }
    /// The text of a span.
    pub fn text_of(&self, span: Span) -> &'a str {
        self.article.slice(span)
    }
    /// The word as written.
    pub fn word(&self, token: usize) -> &'a str {
        self.article.slice(self.tokens[token].span)
    }
    /// The word in lower case with straight apostrophes.
    pub fn norm(&self, token: usize) -> &str {
        &self.norms[self.tokens[token].norm()]
    }
    /// Where the token stands in relation to quotation marks.
    pub fn quote_state(&self, token: usize) -> QuoteState {
        self.quote_states[token]
    }
    /// Between quotation marks, or one of them.
    pub fn is_quoted(&self, token: usize) -> bool {
        self.quote_state(token) != QuoteState::Outside
    }
    /// The span from the first to the last token of a range that is not empty.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }
    /// The tokens that lie in a span, by binary search.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start() < span.start());
        let end = self.tokens.partition_point(|t| t.span.end() <= span.end());
        start..end.max(start)
    }
    /// The sentence by its id.
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }
    /// The sentence a token stands in, if any.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        self.sentences.get(self.tokens[token].sentence as usize)
    }
    /// Does it stand in a headline or a heading inside the text?
    pub fn is_heading(&self, sentence: &Sentence) -> bool {
        self.paragraphs.get(sentence.paragraph).is_some_and(Paragraph::is_heading)
    }
    /// Number of tokens that are words or numbers.
    pub fn word_count(&self) -> usize {
        self.tokens.iter().filter(|t| t.is_word()).count()
    }
}

/// A dash or hyphen that stands by itself.
fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "--" | "―")
}
