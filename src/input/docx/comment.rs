//! Comments put into the document: runs are cut where one begins or ends inside, and nothing else is touched.
use super::{
    parts::Names,
    place::{Point, Split, inner},
    text::Text,
};
use crate::input::xml;
use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

/// What is put in at one place: ends of comments, then beginnings of others.
struct Cut {
    split: Split,
    ends: String,
    begins: String,
}

/// The document with comments numbered from `first` at these places.
pub(super) fn insert(text: &Text, places: &[[(usize, Split); 2]], first: i64) -> String {
    let names = Names::of(text);
    let mut cuts: BTreeMap<usize, Cut> = BTreeMap::new();
    for (id, [begin, end]) in (first..).zip(places.iter().copied()) {
        let begins = names.mark("commentRangeStart", id);
        let ends = format!(
            "{}<{w}r{ns}>{}</{w}r>",
            names.mark("commentRangeEnd", id),
            names.mark("commentReference", id),
            w = names.w,
            ns = names.ns
        );
        if begin.0 < end.0 {
            at(&mut cuts, begin).begins.push_str(&begins);
            at(&mut cuts, end).ends.push_str(&ends);
        } else {
            // Words of a note and of the text before it: the comment stands where they begin.
            at(&mut cuts, begin).ends.push_str(&(begins + &ends));
        }
    }
    let mut inserts: BTreeMap<usize, String> = cuts.iter().map(|(&at, cut)| (at, pieces(text, cut))).collect();
    for cut in cuts.values() {
        let Split::Words(piece) = cut.split else { continue };
        // Without it Word would drop the space at which words were cut apart.
        if let Some((inside, false)) = text.pieces.get(piece).and_then(|p| p.inside.as_ref()) {
            inserts.insert(inside.start - 1, " xml:space=\"preserve\"".to_owned());
        }
    }
    let source = xml::unmarked(&text.source);
    let mut out = String::with_capacity(source.len() + 256 * places.len());
    let mut at = 0;
    for (&next, insert) in &inserts {
        out.push_str(source.get(at..next).unwrap_or_default());
        out.push_str(insert);
        at = next;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

fn at(cuts: &mut BTreeMap<usize, Cut>, (byte, split): (usize, Split)) -> &mut Cut {
    cuts.entry(byte).or_insert(Cut { split, ends: String::new(), begins: String::new() })
}

/// Beginning and end of each comment as bytes of the document. Points of one piece are found together.
pub(super) fn resolved(text: &Text, places: &[Range<Point>]) -> Vec<[(usize, Split); 2]> {
    let mut points: Vec<(Point, usize, usize)> =
        places.iter().enumerate().flat_map(|(i, place)| [(place.start, i, 0), (place.end, i, 1)]).collect();
    points.sort_unstable();
    let mut found = vec![[(0, Split::Between); 2]; places.len()];
    for same in points.chunk_by(|a, b| a.0.piece == b.0.piece) {
        let Some(piece) = text.pieces.get(same[0].0.piece) else { continue };
        let shown: Vec<usize> = same.iter().map(|(point, ..)| point.shown).collect();
        for (&(point, i, side), inner) in same.iter().zip(inner(text, piece, &shown)) {
            found[i][side] = text.cut(point, side == 0, inner);
        }
    }
    found
}

/// What stands at a cut: the run is closed, and opened again with its formatting.
fn pieces(text: &Text, cut: &Cut) -> String {
    let p = if text.prefix.is_empty() { String::new() } else { format!("{}:", text.prefix) };
    let marks = format!("{}{}", cut.ends, cut.begins);
    let (Split::Run(piece) | Split::Words(piece)) = cut.split else { return marks };
    let run = text.pieces.get(piece).and_then(|p| text.holders.get(p.holder)?.run.as_ref());
    let Some(run) = run else { return marks };
    let source = xml::unmarked(&text.source);
    let of = |range: &Range<usize>| source.get(range.clone()).unwrap_or_default();
    let mut out = String::new();
    let (close, open) = match cut.split {
        Split::Words(_) => (format!("</{p}t>"), format!("<{p}t xml:space=\"preserve\">")),
        _ => (String::new(), String::new()),
    };
    let _ = write!(out, "{close}</{p}r>{marks}{}{}{open}", of(&run.tag), of(&run.format));
    out
}
