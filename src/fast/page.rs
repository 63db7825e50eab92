//! An article as the fast engine reads it: the pieces of the encoder, one cell each.
use crate::encoder::pieces::{self, Piece};
use std::ops::Range;

/// Cells of padding before and after each sentence, so that a window of neighbours always exists.
pub const PADDING: usize = 3;

/// One piece with what the features look at: nothing that depends on who bears a name, as parts of speech do (the tagger sees names).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Number of the piece; 0 in padding.
    pub id: u32,
    /// Its ending, or all of it where it is short: what tells its part of speech without looking at the names around.
    pub ending: u32,
    /// Bits of what the lexicons say of its word.
    pub senses: u32,
    /// It stands between quotation marks.
    pub quoted: bool,
}

/// All cells of an article.
#[derive(Debug, Default)]
pub struct Page {
    /// Padding around every sentence.
    pub cells: Vec<Cell>,
    /// The cells of each sentence.
    pub lines: Vec<Range<usize>>,
}

impl Page {
    /// From the pieces of every sentence.
    pub fn new(sentences: &[Vec<Piece>]) -> Page {
        let mut page = Page { cells: vec![Cell::default(); PADDING], lines: Vec::with_capacity(sentences.len()) };
        for sentence in sentences {
            let start = page.cells.len();
            page.cells.extend(sentence.iter().map(|p| Cell {
                id: u32::from(p.id) + 1,
                ending: pieces::ending(p.id),
                senses: p.senses.bits(),
                quoted: p.quoted,
            }));
            page.lines.push(start..page.cells.len());
            page.cells.extend([Cell::default(); PADDING]);
        }
        page
    }
}
