//! From bytes of the article's text to places in the document where a comment can begin or end.
use super::text::{Piece, Text};
use crate::input::xml;
use quick_xml::events::BytesRef;
use std::ops::Range;

/// A place between two bytes of words: a piece, and how many bytes of what it shows stand before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) piece: usize,
    pub(super) shown: usize,
}

/// What must be closed and opened again at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// Nothing: it is between two runs.
    Between,
    /// The run of this piece.
    Run(usize),
    /// The run of this piece, and its text.
    Words(usize),
}

impl Text {
    /// Where the first and the last of these bytes stand; none where no element shows them.
    pub(super) fn place(&self, words: &Range<usize>) -> Option<Range<Point>> {
        let first = self.pieces.partition_point(|p| p.text.end <= words.start);
        let last = self.pieces.partition_point(|p| p.text.start < words.end).checked_sub(1)?;
        let point = |piece: usize, byte: usize| {
            let p = self.pieces.get(piece)?;
            Some(Point { piece, shown: p.skipped + byte.clamp(p.text.start, p.text.end) - p.text.start })
        };
        let place = point(first, words.start)?..point(last, words.end)?;
        (place.start < place.end).then_some(place)
    }

    /// The byte of the document at a point of a piece, and what must be cut there; `inner` is the byte inside the piece's element, where
    /// it can be cut. What cannot be cut belongs to the comment as a whole.
    pub(super) fn cut(&self, point: Point, begins: bool, inner: Option<usize>) -> (usize, Split) {
        let Some(piece) = self.pieces.get(point.piece) else { return (0, Split::Between) };
        let Some(holder) = self.holders.get(piece.holder) else { return (0, Split::Between) };
        let (before, after) = (point.shown == 0, point.shown >= piece.shown);
        match &holder.run {
            None if begins => (holder.at.start, Split::Between),
            None => (holder.at.end, Split::Between),
            Some(_) if let Some(inner) = inner.filter(|_| !before && !after) => (inner, Split::Words(point.piece)),
            Some(run) if before || (begins && !after) => {
                let first = piece.element.start <= run.content.start;
                if first { (holder.at.start, Split::Between) } else { (piece.element.start, Split::Run(point.piece)) }
            }
            Some(run) => {
                let last = piece.element.end >= run.content.end;
                if last { (holder.at.end, Split::Between) } else { (piece.element.end, Split::Run(point.piece)) }
            }
        }
    }
}

/// The bytes of the document at ascending points of what a piece shows; one look through its characters, however many points.
pub(super) fn inner(text: &Text, piece: &Piece, points: &[usize]) -> Vec<Option<usize>> {
    let Some((inside, _)) = &piece.inside else { return vec![None; points.len()] };
    let written = xml::unmarked(&text.source).get(inside.clone()).unwrap_or_default();
    let mut places = Vec::with_capacity(points.len());
    let (mut at, mut shown) = (0, 0);
    for &point in points {
        while shown < point && at < written.len() {
            let (bytes, shows) = character(written.get(at..).unwrap_or_default());
            at += bytes;
            shown += shows;
        }
        places.push(Some(inside.start + at));
    }
    places
}

/// How many bytes the next character is written in, and how many it has in the text.
fn character(rest: &str) -> (usize, usize) {
    if let Some(reference) = rest.strip_prefix('&').and_then(|r| r.split(';').next()) {
        let shows = xml::referred(&BytesRef::new(reference)).replace('\0', "\u{FFFD}").len();
        return (reference.len() + 2, shows);
    }
    if rest.starts_with("\r\n") {
        return (2, 1);
    }
    let length = rest.chars().next().map_or(1, char::len_utf8);
    (length, if rest.starts_with('\0') { '\u{FFFD}'.len_utf8() } else { length })
}
