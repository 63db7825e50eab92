//! What the encoder reads: word pieces with names hidden, the senses of the lexicons, and marks for paragraphs.
//!
//! Word pieces are those of BERT (Devlin et al. 2019; Wu et al. 2016), lower case without accents, over a smaller vocabulary.
use crate::{
    annotate::{Annotated, Name, NameKind},
    document::{Document, ParagraphKind, Sentence, unjoined},
    lexicon::{Kind, Senses},
};
use rustc_hash::FxHashMap;
use std::{ops::Range, sync::OnceLock};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Piece numbers that stand for no letters.
pub const UNKNOWN: u16 = 1;
/// Opens a window.
pub const OPEN: u16 = 2;
/// Closes a sentence.
pub const CLOSE: u16 = 3;
/// Opens a paragraph of running text; headline, subheading and caption follow.
const PARAGRAPH: u16 = 4;
const PLAIN: Slots = Slots { first: 16, count: 16 };
const TITLED: Slots = Slots { first: 32, count: 16 };
const SIDE: Slots = Slots { first: 48, count: 8 };
const SIDES: Slots = Slots { first: 56, count: 8 };

/// Placeholders for one kind of name, given out in turn.
struct Slots {
    first: u16,
    count: u32,
}

/// A sentence is read so far and no further: what is longer is a table, or made to slow us down.
pub const LONGEST: usize = 200;
/// A word of more letters is no word.
const LONGEST_WORD: usize = 64;

/// One piece of a word, a hidden name, or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub id: u16,
    /// It stands between quotation marks.
    pub quoted: bool,
    /// What the lexicons say of its word.
    pub senses: Senses,
    /// The tokens it stands for; empty for a mark.
    pub tokens: Range<usize>,
}

/// The pieces of every sentence, in order; each ends with [`CLOSE`].
pub fn pieces(words: &Annotated<'_>) -> Vec<Vec<Piece>> {
    let doc = words.doc;
    let mut senses = vec![Senses::default(); doc.tokens().len()];
    let mut aliases = vec![Alias::None; doc.tokens().len()];
    for hit in &words.hits {
        let entry = words.entry(hit);
        let of = Senses::of(entry);
        senses.get_mut(hit.tokens.clone()).into_iter().flatten().for_each(|s| *s = s.and(of));
        // A verb of saying that only the user's lexicon knows, or that says of itself that it counts as one (*a jury heard*), is read as
        // one that the encoder knows.
        if (entry.house || entry.canonical.is_some()) && entry.kind == Kind::Cue && Senses::of(entry) == Senses::SAYING {
            aliases.get_mut(hit.tokens.clone()).unwrap_or_default().fill(Alias::Nothing);
            aliases.get_mut(hit.tokens.start).into_iter().for_each(|a| *a = Alias::Said);
        }
    }
    let mut names = words.names.iter().peekable();
    doc.sentences()
        .iter()
        .map(|sentence| {
            let mut reader = Reader { doc, senses: &senses, aliases: &aliases, out: opening(doc, sentence) };
            let mut at = sentence.tokens.start;
            while let Some(name) = names.next_if(|n| n.tokens.start < sentence.tokens.end) {
                reader.words(at..name.tokens.start);
                reader.name(name);
                at = reader.possessive(name.tokens.end, sentence.tokens.end);
            }
            reader.words(at..sentence.tokens.end);
            reader.out.truncate(LONGEST - 1);
            reader.mark(CLOSE);
            reader.out
        })
        .collect()
}

/// A sentence that opens its paragraph says of what kind it is.
fn opening(doc: &Document<'_>, sentence: &Sentence) -> Vec<Piece> {
    let paragraph = doc.paragraphs().get(sentence.paragraph).filter(|p| p.sentences.start == sentence.id.0 as usize);
    let mark = paragraph.map(|p| match p.kind {
        ParagraphKind::Headline => PARAGRAPH + 1,
        ParagraphKind::Subheading => PARAGRAPH + 2,
        ParagraphKind::Caption => PARAGRAPH + 3,
        ParagraphKind::Body | ParagraphKind::Furniture(_) => PARAGRAPH,
    });
    mark.map(|id| Piece { id, quoted: false, senses: Senses::default(), tokens: 0..0 }).into_iter().collect()
}

/// How a word is read if not as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alias {
    None,
    Said,
    Nothing,
}

struct Reader<'a> {
    doc: &'a Document<'a>,
    senses: &'a [Senses],
    aliases: &'a [Alias],
    out: Vec<Piece>,
}

impl Reader<'_> {
    fn mark(&mut self, id: u16) {
        self.out.push(Piece { id, quoted: false, senses: Senses::default(), tokens: 0..0 });
    }

    fn push(&mut self, id: u16, tokens: Range<usize>) {
        if self.out.len() < LONGEST {
            let quoted = self.doc.is_quoted(tokens.start);
            let senses = self.senses.get(tokens.start).copied().unwrap_or_default();
            self.out.push(Piece { id, quoted, senses, tokens });
        }
    }

    /// A name is one piece; the senses of its words are not told, for they may depend on the name.
    fn name(&mut self, name: &Name) {
        let slots = match name.kind {
            NameKind::Plain | NameKind::Body => PLAIN,
            NameKind::Titled => TITLED,
            NameKind::Side => SIDE,
            NameKind::Sides => SIDES,
        };
        let turn = u16::try_from(name.identity % slots.count).unwrap_or_default();
        self.push(slots.first + turn, name.tokens.clone());
        if matches!(name.kind, NameKind::Plain | NameKind::Titled | NameKind::Body)
            && let Some(piece) = self.out.last_mut()
        {
            piece.senses = Senses::default();
        }
    }

    /// *Roe's* and *the Does'* are read alike. Returns the token after the mark.
    fn possessive(&mut self, token: usize, end: usize) -> usize {
        if token >= end || !matches!(self.doc.norm(token), "'s" | "'") || self.doc.tokens()[token].spaced {
            return token;
        }
        for piece in ["'", "s"] {
            self.push(vocabulary().get(piece).copied().unwrap_or(UNKNOWN), token..token + 1);
        }
        token + 1
    }

    /// Plain words: cut at white space and marks as BERT does, then into the longest pieces that the vocabulary has.
    fn words(&mut self, tokens: Range<usize>) {
        let mut word = Word::default();
        for token in tokens {
            if self.out.len() >= LONGEST {
                return;
            }
            if self.doc.tokens()[token].spaced {
                self.flush(&mut word);
            }
            let text = match self.aliases.get(token) {
                Some(Alias::Said) => "said",
                // It is told with the word that stands for all of them.
                Some(Alias::Nothing) => {
                    self.flush(&mut word);
                    self.out.last_mut().into_iter().for_each(|piece| piece.tokens.end = token + 1);
                    continue;
                }
                _ => self.doc.word(token),
            };
            if text == "''" || text == "``" {
                self.flush(&mut word);
                word.push('"', token);
                self.flush(&mut word);
                continue;
            }
            for c in unjoined(text).nfd().filter(|c| !is_combining_mark(*c) && !c.is_control()).flat_map(char::to_lowercase) {
                let c = match c {
                    '’' | '‘' | 'ʼ' | '‛' | '`' => '\'',
                    '“' | '”' | '„' | '«' | '»' => '"',
                    '‐' | '‑' => '-',
                    c => c,
                };
                if c.is_alphanumeric() {
                    word.push(c, token);
                } else {
                    self.flush(&mut word);
                    if !c.is_whitespace() {
                        word.push(c, token);
                        self.flush(&mut word);
                    }
                }
            }
        }
        self.flush(&mut word);
    }

    /// Greedy longest match first (Wu et al. 2016, section 4.1).
    fn flush(&mut self, word: &mut Word) {
        if word.text.is_empty() {
            return;
        }
        let from = self.out.len();
        let mut start = 0;
        while start < word.text.len() {
            let Some((id, end)) = word.longest(start) else {
                self.out.truncate(from);
                self.push(UNKNOWN, word.token_at(0)..word.token_at(word.text.len() - 1) + 1);
                break;
            };
            let token = word.token_at(start);
            self.push(id, token..token + 1);
            start = end;
        }
        word.text.clear();
        word.tokens.clear();
    }
}

/// A word under way, with the token of every byte.
#[derive(Default)]
struct Word {
    text: String,
    tokens: Vec<usize>,
}

impl Word {
    fn push(&mut self, c: char, token: usize) {
        if self.text.len() < LONGEST_WORD {
            self.text.push(c);
            self.tokens.resize(self.text.len(), token);
        }
    }
    fn token_at(&self, byte: usize) -> usize {
        self.tokens.get(byte).copied().unwrap_or_default()
    }
    fn longest(&self, start: usize) -> Option<(u16, usize)> {
        let mut key = String::with_capacity(self.text.len() + 2);
        (start + 1..=self.text.len()).rev().filter(|end| self.text.is_char_boundary(*end)).find_map(|end| {
            key.clear();
            if start > 0 {
                key.push_str("##");
            }
            key.push_str(&self.text[start..end]);
            vocabulary().get(key.as_str()).map(|id| (*id, end))
        })
    }
}

/// The ending of a piece, or all of a short one, as a number; names and marks are their own.
pub fn ending(id: u16) -> u32 {
    static ENDINGS: OnceLock<Vec<u32>> = OnceLock::new();
    let endings = ENDINGS.get_or_init(|| {
        let end = |piece: &str| {
            let from = if piece.len() <= 4 || piece.starts_with('[') { 0 } else { piece.len() - 2 };
            piece.bytes().skip(from).fold(0x811c_9dc5, |h: u32, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
        };
        include_str!("../../models/en/encoder.vocab").lines().map(end).collect()
    });
    endings.get(usize::from(id)).copied().unwrap_or_default()
}

/// Piece → number.
fn vocabulary() -> &'static FxHashMap<&'static str, u16> {
    static VOCABULARY: OnceLock<FxHashMap<&'static str, u16>> = OnceLock::new();
    VOCABULARY.get_or_init(|| include_str!("../../models/en/encoder.vocab").lines().zip(0..).collect())
}
