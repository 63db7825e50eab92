//! Tokens: words, numbers, marks. Contractions are cut as in Universal Dependencies (`do|n't`, `Macron|'s`, `drivers|'`);
//! hyphenated words, abbreviations with their point (`U.S.`, `Sept.`), clock times, URLs and numbers with separators stay whole.
use crate::span::Span;
use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters (with hyphens, apostrophes, abbreviation points).
    Word,
    /// Digits: `20`, `3.5`, `1,000`, `00:00`, `2016-17`, `1st`.
    Number,
    /// Quotation mark of any style (`"`, `“`, `''`, `«`, a `'` that quotes).
    Quote,
    /// Any other mark.
    Punct,
    /// Web or mail address, handle, hashtag.
    Address,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No cased letter.
    None,
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD` (two letters or more)
    Upper,
    /// `McCain`, `iPhone`
    Mixed,
}

/// One token. `norm` (private range) is the word in lower case with straight apostrophes.
#[derive(Clone, Debug)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// [`key`] of the normalised form: equal words have equal keys.
    pub key: u64,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// Index of its sentence, or `u32::MAX` in furniture.
    pub sentence: u32,
    /// White space (or the text's start) stands before it.
    pub spaced: bool,
    pub(super) norm_start: u32,
    pub(super) norm_end: u32,
}

impl Token {
    pub(super) fn norm(&self) -> Range<usize> {
        self.norm_start as usize..self.norm_end as usize
    }
    /// Counts as a word in every score.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
    }
}

/// Hash of a normalised word (FNV-1a, 64 bits). Trained weights depend on it: never change it without retraining.
pub fn key(norm: &str) -> u64 {
    norm.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Universal part of speech (Universal Dependencies v2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// The inflection that the rules ask for (from the Penn tag).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// None of the below.
    Plain,
    /// VB
    Base,
    /// VBD
    Past,
    /// VBN
    Participle,
    /// VBG
    Gerund,
    /// VBP, VBZ
    Present,
    /// MD
    Modal,
    /// NNS, NNPS
    Plural,
    /// JJR, RBR
    Comparative,
    /// JJS, RBS
    Superlative,
    /// WDT, WP, WRB
    Wh,
}

/// Part of speech and inflection of one token. `language::tag` makes one per token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Universal part of speech.
    pub pos: Pos,
    /// Inflection.
    pub form: Form,
}
