//! Tokens: words, numbers, marks. Contractions are cut as in Universal Dependencies (`do|n't`, `Macron|'s`, `drivers|'`);
//! hyphenated words, abbreviations with their point (`U.S.`, `Sept.`), clock times, URLs and numbers with separators stay whole.
use crate::span::Span;
use std::{borrow::Cow, ops::Range};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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
    Caseless,
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD` (two letters or more)
    Upper,
    /// `McCain`, `iPhone`
    Mixed,
}

impl Shape {
    /// It has a capital letter.
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Title | Shape::Upper | Shape::Mixed)
    }
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
    /// Makes the token and appends its normalised form to `norms`. `None` only for a range that is no span of the text.
    pub(super) fn new(text: &str, range: Range<usize>, kind: TokenKind, paragraph: u32, spaced: bool, norms: &mut String) -> Option<Token> {
        let span = Span::in_text(text, range.start, range.end)?;
        let word = &text[range];
        let norm_start = u32::try_from(norms.len()).ok()?;
        let shape = if word.is_ascii() { normalize_ascii(word, norms) } else { normalize(word, norms) };
        let norm_end = u32::try_from(norms.len()).ok()?;
        let key = key(&norms[norm_start as usize..]);
        Some(Token { span, kind, shape, key, paragraph, sentence: u32::MAX, spaced, norm_start, norm_end })
    }
    pub(super) fn norm(&self) -> Range<usize> {
        self.norm_start as usize..self.norm_end as usize
    }
    /// Counts as a word in every score.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
    }
}

/// Lower case with straight apostrophes. A letter whose lower case is longer than itself stays, so that all normalised
/// forms together are never longer than the text.
fn normalize(word: &str, norms: &mut String) -> Shape {
    let mut case = Case::default();
    for c in word.chars() {
        case.see(c.is_uppercase(), c.is_lowercase());
        match c {
            '’' | '‘' | 'ʼ' | '‛' => norms.push('\''),
            '‐' | '‑' => norms.push('-'),
            '\u{00AD}' => {}
            // As typesetters join them: *ﬁ*, never longer than itself in letters.
            'ﬀ'..='ﬆ' => norms.extend(std::iter::once(c).nfkc()),
            _ => {
                let mut lower = c.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(l), None) if l.len_utf8() <= c.len_utf8() => norms.push(l),
                    _ => norms.push(c),
                }
            }
        }
    }
    case.shape()
}

fn normalize_ascii(word: &str, norms: &mut String) -> Shape {
    let mut case = Case::default();
    for b in word.bytes() {
        case.see(b.is_ascii_uppercase(), b.is_ascii_lowercase());
        norms.push(char::from(b.to_ascii_lowercase()));
    }
    case.shape()
}

/// Counts the cased letters of a word.
#[derive(Default)]
struct Case {
    upper: u32,
    lower: u32,
    first_upper: bool,
}

impl Case {
    fn see(&mut self, upper: bool, lower: bool) {
        if upper && self.upper + self.lower == 0 {
            self.first_upper = true;
        }
        self.upper += u32::from(upper);
        self.lower += u32::from(lower);
    }
    fn shape(&self) -> Shape {
        match (self.upper, self.lower) {
            (0, 0) => Shape::Caseless,
            (0, _) => Shape::Lower,
            (1, _) if self.first_upper => Shape::Title,
            (_, 0) => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

/// The word with every ligature as the letters that it joins: *fight* for *ﬁght*.
pub fn unjoined(word: &str) -> Cow<'_, str> {
    if word.contains(|c| matches!(c, 'ﬀ'..='ﬆ')) { word.nfkc().collect() } else { Cow::Borrowed(word) }
}

/// The word without accents: *regime* for *régime*.
pub fn unaccented(norm: &str) -> String {
    norm.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Hash of a normalised word (FNV-1a, 64 bits). Trained weights depend on it: never change it without retraining.
pub fn key(norm: &str) -> u64 {
    norm.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

vocabulary! {
    /// Universal part of speech (Universal Dependencies v2).
    #[allow(missing_docs, reason = "the names are the standard's")]
    pub enum Pos {
        Adj = "adj",
        Adp = "adp",
        Adv = "adv",
        Aux = "aux",
        Cconj = "cconj",
        Det = "det",
        Intj = "intj",
        Noun = "noun",
        Num = "num",
        Part = "part",
        Pron = "pron",
        Propn = "propn",
        Punct = "punct",
        Sconj = "sconj",
        Sym = "sym",
        Verb = "verb",
        X = "x",
    }
}

vocabulary! {
    /// The inflection that the rules ask for (from the Penn tag).
    pub enum Form {
        /// None of the below.
        Plain = "plain",
        /// VB
        Base = "base",
        /// VBD
        Past = "past",
        /// VBN
        Participle = "participle",
        /// VBG
        Gerund = "gerund",
        /// VBP, VBZ
        Present = "present",
        /// MD
        Modal = "modal",
        /// NNS, NNPS
        Plural = "plural",
        /// JJR, RBR
        Comparative = "comparative",
        /// JJS, RBS
        Superlative = "superlative",
        /// WDT, WP, WRB
        Wh = "wh",
    }
}

/// Part of speech and inflection of one token. `language::tag` makes one per token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Universal part of speech.
    pub pos: Pos,
    /// Inflection.
    pub form: Form,
}

impl Tag {
    /// A verb that makes a clause.
    pub fn is_finite(&self) -> bool {
        matches!(self.pos, Pos::Verb | Pos::Aux) && matches!(self.form, Form::Past | Form::Present | Form::Modal)
    }
}
