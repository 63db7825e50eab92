//! An article as the fast engine reads it: the pieces of the encoder, one cell each.
use crate::{
    document::{Pos, Tag},
    encoder::pieces::{self, Piece},
};
use std::ops::Range;

/// Cells of padding before and after each sentence, so that a window of neighbours always exists.
pub const PADDING: usize = 3;

/// One piece with what the features look at. Names are hidden in `id`, and a hidden name has no part of speech of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Number of the piece; 0 in padding.
    pub id: u32,
    /// Part of speech and inflection of its token.
    pub tag: u32,
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
    pub fn new(tags: &[Tag], sentences: &[Vec<Piece>]) -> Page {
        let mut page = Page { cells: vec![Cell::default(); PADDING], lines: Vec::with_capacity(sentences.len()) };
        let mut last = None;
        for sentence in sentences {
            let start = page.cells.len();
            page.cells.extend(sentence.iter().map(|piece| cell(tags, piece, &mut last)));
            page.lines.push(start..page.cells.len());
            page.cells.extend([Cell::default(); PADDING]);
        }
        page
    }
}

fn cell(tags: &[Tag], piece: &Piece, last: &mut Option<usize>) -> Cell {
    let token = (!piece.tokens.is_empty()).then_some(piece.tokens.start);
    let inside = token.is_some() && *last == token;
    *last = token;
    let tag = match token.filter(|_| !pieces::is_name(piece.id)).and_then(|t| tags.get(t)) {
        None => 0,
        Some(_) if inside => 1,
        Some(tag) if tag.pos == Pos::Propn => 2,
        Some(tag) => 3 + (tag.pos as u32) * 16 + tag.form as u32,
    };
    Cell { id: u32::from(piece.id) + 1, tag, senses: piece.senses.bits(), quoted: piece.quoted }
}
