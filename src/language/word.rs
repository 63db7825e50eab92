//! What the tagger sees of a token, and the features it makes of a word and its neighbours.
//!
//! Trained weights depend on every line here: after a change, train again (`models/README.md`).
use super::words::Words;
use crate::document::key;

/// A label is an index into [`super::Model::labels`]; there are at most this many.
pub const MAX_LABELS: usize = 64;
/// Number of features of one token.
pub const FEATURES: usize = 33;
/// The label before the sentence's first token.
pub const START: u8 = 0xFF;

/// What the tagger sees of one token.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// Hash of the normalised word; digits count as one digit, addresses as one word.
    pub key: u64,
    /// The labels the word had in training, as bits; 0 for a word that was not seen, or only once.
    pub known: u64,
    /// The one label of a word that is never anything else; such words are not scored.
    pub only: Option<u8>,
    /// What a dictionary says that the word can be; 0 for a word that it does not have.
    pub(super) class: u8,
    shape: u64,
    /// Hashes of the last 1 to 5 bytes.
    suffixes: [u64; 5],
    /// Hash of the first 3 bytes.
    prefix: u64,
}

impl Word {
    /// From the word as written and its normalised form with that form's [`key`]. `known`, `only` and the class are the model's to fill.
    pub fn new(written: &str, norm: &str, norm_key: u64) -> Word {
        let bytes = norm.as_bytes();
        let mut word = Word { key: word_key(norm, norm_key), shape: shape(written), ..Word::default() };
        let mut hash = 0x51;
        for (slot, i) in word.suffixes.iter_mut().zip(1..) {
            hash = mix(hash, bytes.len().checked_sub(i).map_or(0x100, |at| u64::from(digit_folded(bytes[at]))));
            *slot = hash;
        }
        word.prefix = (0..3).fold(0x52, |hash, i| mix(hash, bytes.get(i).map_or(0x100, |&b| u64::from(digit_folded(b)))));
        word
    }

    /// Written with a capital and small letters, in a sentence where that says something.
    pub(super) fn is_capitalised(&self) -> bool {
        self.shape & (CAPITAL | SMALL | TITLE_CASE) == CAPITAL | SMALL
    }
    /// A comma.
    pub(super) fn is_comma(&self) -> bool {
        self.key == key(",")
    }
    /// Written as most pasts and participles are.
    pub(super) fn ends_in_ed(&self) -> bool {
        self.suffixes[1] == mix(mix(0x51, u64::from(b'd')), u64::from(b'e'))
    }
    /// *to*
    pub(super) fn is_to(&self) -> bool {
        Words::english().is_infinitive(self.key)
    }

    /// Under which hash the model keeps what it knows of the word as such.
    pub fn entry(&self) -> u64 {
        entry(self.key)
    }
}

/// Under which hash the model keeps the word with this key.
pub(super) fn entry(key: u64) -> u64 {
    mix(key, 0x4c45_5849)
}

/// Tells every word whether its sentence is written in title case, where a capital says little.
pub fn mark_style(words: &mut [Word]) {
    let large = words.iter().filter(|w| w.shape & CAPITAL != 0).count();
    let small = words.iter().filter(|w| w.shape & (CAPITAL | SMALL) == SMALL).count();
    // The function words of a headline stay small: two capitals for each small word are enough.
    if large > 2 * small && large + small > 2 {
        for w in words {
            w.shape |= TITLE_CASE;
        }
    }
}

/// The features of token `i`, given the two labels before it (the nearer one first).
pub fn features(words: &[Word], i: usize, before: u8, before2: u8, out: &mut [u64; FEATURES]) {
    let edge = Word { key: 1, known: 1 << 63, ..Word::default() };
    let at = |i: Option<usize>| i.and_then(|i| words.get(i)).unwrap_or(&edge);
    let (w, l1, l2) = (at(Some(i)), at(i.checked_sub(1)), at(i.checked_sub(2)));
    let (r1, r2) = (at(Some(i + 1)), at(Some(i + 2)));
    let (p1, p2) = (u64::from(before), u64::from(before) << 8 | u64::from(before2));
    let (c, rc) = (u64::from(w.class), u64::from(r1.class));
    let first = u64::from(i == 0);
    let values = [
        w.key,
        w.suffixes[1],
        w.suffixes[2],
        w.suffixes[3],
        w.suffixes[4],
        w.prefix,
        w.shape << 1 | first,
        p2,
        mix(w.key, p1),
        l1.key,
        l2.key,
        r1.key,
        r2.key,
        r1.suffixes[2],
        mix(w.known, p1),
        mix(w.known, r1.known),
        mix(mix(w.known, r1.known), p1),
        mix(w.suffixes[2], w.shape),
        mix(w.suffixes[1], p1),
        l1.shape << 40 | w.shape << 20 | r1.shape,
        mix(w.key, r1.key),
        mix(l1.key, w.key),
        mix(r1.known, r2.known),
        mix(w.key, r1.known),
        mix(w.key, r1.suffixes[2]),
        mix(w.shape << 1 | first, p1),
        c,
        mix(c, p1),
        mix(c, w.suffixes[2]),
        mix(c, w.known),
        mix(c, rc),
        mix(mix(c, rc), p1),
        mix(c, w.shape << 1 | first),
    ];
    for ((slot, value), template) in out.iter_mut().zip(values).zip(1u64..) {
        *slot = mix(value, template);
    }
}

/// Folded multiplication: every bit of the result depends on every bit of both.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the halves of the product are meant")]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x9e37_79b9_7f4a_7c15) * u128::from(b.wrapping_mul(0xd6e8_feb8_6659_fd93) | 1);
    (product as u64) ^ ((product >> 64) as u64)
}

fn digit_folded(b: u8) -> u8 {
    if b.is_ascii_digit() { b'0' } else { b }
}

fn word_key(norm: &str, norm_key: u64) -> u64 {
    let bytes = norm.as_bytes();
    if bytes.len() > 5 && (bytes.contains(&b'@') || norm.starts_with("http") || norm.starts_with("www.")) {
        return key("http");
    }
    match bytes.first() {
        Some(b) if b.is_ascii_digit() => {
            if bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit) {
                return key("1900");
            }
            bytes.iter().fold(3, |hash, &b| mix(hash, u64::from(digit_folded(b))))
        }
        _ => norm_key,
    }
}

/// Bits of the shape.
const CAPITAL: u64 = 1;
const ALL_CAPITALS: u64 = 1 << 1;
const CAPITALS: u64 = 1 << 2;
const DIGIT: u64 = 1 << 3;
const HYPHEN: u64 = 1 << 4;
const POINT: u64 = 1 << 5;
const MARK: u64 = 1 << 6;
const SMALL: u64 = 1 << 7;
const TITLE_CASE: u64 = 1 << 8;

/// How the word is written.
fn shape(written: &str) -> u64 {
    let (mut letters, mut capitals, mut bits) = (0u32, 0u32, 0);
    for c in written.chars() {
        letters += 1;
        match c {
            'a'..='z' => bits |= SMALL,
            'A'..='Z' => capitals += 1,
            '0'..='9' => bits |= DIGIT,
            '-' => bits |= HYPHEN,
            '.' => bits |= POINT,
            _ if c.is_ascii() => {}
            _ if c.is_uppercase() => capitals += 1,
            _ if c.is_alphanumeric() => bits |= SMALL,
            _ => {}
        }
    }
    let flag = |on: bool, bit: u64| if on { bit } else { 0 };
    bits | flag(written.chars().next().is_some_and(char::is_uppercase), CAPITAL)
        | flag(letters > 1 && capitals == letters, ALL_CAPITALS)
        | flag(capitals > 1, CAPITALS)
        | flag(capitals == 0 && bits & (DIGIT | SMALL) == 0, MARK)
}
