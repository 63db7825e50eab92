//! What the weights of the fast engine look at: hashed properties of a piece and its neighbours, of a sentence and its neighbours.
//!
//! Every feature is a number of 32 bits; its upper bits choose a row of weights. A second look adds what the first one made of the
//! labels around (stacking, Wolpert 1992; as Cohen and Carvalho 2005 do for sequences).
#![allow(
    clippy::many_single_char_names,
    clippy::naive_bytecount,
    reason = "single letters are a window's cells; an article has a few hundred voices"
)]
use super::page::{Cell, Page};
use std::ops::Range;

/// Labels of a piece after the first look: 0 out, then reported speech 1–6 and other attitudes 7–12, as in `crate::encoder::TokenReading`.
pub type Label = u8;
/// Senses of cues.
const CUES: u32 = 0b1_1111_1111_1100;

/// Number of a feature.
fn hash(template: u32, a: u32, b: u32) -> u32 {
    let x = template.wrapping_mul(0x9e37_79b1) ^ a.wrapping_mul(0x85eb_ca77).rotate_left(13) ^ b.wrapping_mul(0xc2b2_ae3d).rotate_left(7);
    let x = (x ^ (x >> 15)).wrapping_mul(0x2c1b_3c6d);
    (x ^ (x >> 13)).wrapping_mul(0x297a_2d39)
}

/// A distance in few steps.
fn step(n: usize) -> u32 {
    match n {
        0..=3 => u32::try_from(n).unwrap_or(0),
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        _ => 7,
    }
}

/// How far one cell is from another, in few steps; 0 for none.
fn distance(i: usize, j: u32) -> u32 {
    if j == 0 { 0 } else { step(i.abs_diff(j as usize)) }
}

/// The places of the bits that are set, from the lowest.
fn bits(mut of: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lowest = of.trailing_zeros();
        of &= of.checked_sub(1)?;
        Some(lowest)
    })
}

/// How many of the cells are quoted, in eighths.
fn eighths_quoted(cells: &[Cell]) -> u32 {
    u32::try_from(cells.iter().filter(|c| c.quoted).count() * 8 / cells.len().max(1)).unwrap_or(0)
}

fn two(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x1_0003) ^ b
}

/// For each cell of a line the nearest cell to its left and right (itself excluded) that `holds`; 0 where there is none.
fn nearest(line: &Range<usize>, holds: impl Fn(usize) -> bool) -> Vec<[u32; 2]> {
    let mut out = vec![[0; 2]; line.len()];
    let mut last = 0;
    for (i, out) in line.clone().zip(&mut out) {
        out[0] = last;
        last = if holds(i) { u32::try_from(i).unwrap_or(0) } else { last };
    }
    last = 0;
    for (i, out) in line.clone().zip(&mut out).rev() {
        out[1] = last;
        last = if holds(i) { u32::try_from(i).unwrap_or(0) } else { last };
    }
    out
}

/// The first look at the pieces of a line: `sink` gets each cell's features.
pub fn of_pieces(page: &Page, line: usize, list: &mut Vec<u32>, mut sink: impl FnMut(usize, &[u32])) {
    let Some(range) = page.lines.get(line) else { return };
    let cells = &page.cells;
    let cell = |i: u32| cells.get(i as usize).copied().unwrap_or_default();
    let cues = nearest(range, |i| cells[i].senses & CUES != 0);
    let edges = nearest(range, |i| cells[i].quoted != cells[i - 1].quoted || cells[i].quoted != cells[i + 1].quoted);
    let quotes = u32::from(cells[range.clone()].iter().any(|c| c.quoted));
    let before = page.lines.get(line.wrapping_sub(1)).and_then(|r| cells.get(r.clone())).unwrap_or_default();
    let opened = u32::from(before.iter().rev().take(3).any(|c| c.quoted)) + 2 * u32::from(before.iter().any(|c| c.senses & CUES != 0));
    let first = cells[range.start];
    let mut commas = 0;
    for (k, i) in range.clone().enumerate() {
        let Some([c3, c2, c1, c, n1, n2, n3]) = cells.get(i - 3..i + 4).and_then(|w| <&[Cell; 7]>::try_from(w).ok()) else { return };
        let q = u32::from(c.quoted);
        let around = u32::from(c1.quoted) + 2 * q + 4 * u32::from(n1.quoted) + 8 * quotes;
        list.clear();
        let mut f = |t: u32, a: u32, b: u32| list.push(hash(t, a, b));
        f(1, c.id, 0);
        f(2, c1.id, 0);
        f(3, n1.id, 0);
        f(4, c2.id, 0);
        f(5, n2.id, 0);
        f(6, c1.id, c.id);
        f(7, c.id, n1.id);
        f(8, c2.id, c1.id);
        f(9, n1.id, n2.id);
        f(10, two(c1.ending, c.ending), n1.ending);
        f(11, two(c2.ending, c1.ending), c.ending);
        f(12, c.ending, two(n1.ending, n2.ending));
        f(13, c.id, two(c1.ending, n1.ending));
        f(14, around, c.ending);
        f(15, around, c.id);
        f(16, c3.id, 0);
        f(17, n3.id, 0);
        let [left, right] = cues.get(k).copied().unwrap_or_default();
        f(18, cell(left).id, distance(i, left));
        f(19, cell(right).id, distance(i, right));
        f(20, two(distance(i, left), distance(i, right)), two(around, u32::from(c.senses & CUES != 0)));
        f(21, cell(left).senses & CUES, two(cell(right).senses & CUES, around));
        let [from, to] = edges.get(k).copied().unwrap_or_default();
        f(22, two(distance(i, from), distance(i, to)), around);
        f(23, cell(from.saturating_sub(1)).id, two(q, distance(i, from)));
        f(24, cell(to + 1).id, two(q, distance(i, to)));
        f(25, two(step(k), step(range.end - i)), first.id);
        f(26, opened, two(around, step(k)));
        f(27, commas.min(3), two(distance(i, left), around));
        f(28, two(c.ending, distance(i, left)), cell(left).ending);
        f(29, two(c.ending, distance(i, right)), cell(right).ending);
        for (t, senses) in [(30, c.senses), (31, c1.senses), (32, n1.senses)] {
            bits(senses).for_each(|bit| f(t, bit, q));
        }
        commas += u32::from(c.id == COMMA);
        sink(i, list);
    }
}

/// The vocabulary's comma, as [`Cell::id`]; a test holds it.
pub(super) const COMMA: u32 = 76;

/// What the first look made of a line: spans in order, share of content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    /// The order of the first spans, as one number.
    order: u32,
    /// Share of content in eighths, of reported speech or another attitude; 0 for none.
    share: u32,
    /// Bits: source, cue, content, content at the first word, at the last.
    has: u32,
    /// Steps of the most telling score of trigger, vague, loaded, loaded strongly.
    most: [u32; 4],
}

impl Summary {
    /// `marks` are the most telling scores of trigger, vague, loaded, loaded strongly, 256 for a logit of one.
    pub fn new(labels: &[Label], marks: [i32; 4]) -> Summary {
        let (mut order, mut spans, mut content, mut has, mut last) = (0, 0, 0, 0, 0);
        for (k, &label) in labels.iter().enumerate() {
            let part = u32::from(label).div_ceil(2);
            if part != last && part != 0 && spans < 5 {
                order = order * 7 + part;
                spans += 1;
            }
            last = part;
            let is_content = matches!(part, 3 | 6);
            content += u32::from(is_content);
            has |= if part == 0 { 0 } else { 1 << ((part - 1) % 3) };
            has |= u32::from(is_content && k < 3) << 3 | u32::from(is_content && k + 4 > labels.len()) << 4;
        }
        let share = if content == 0 { 0 } else { 1 + content * 8 / u32::try_from(labels.len()).unwrap_or(1) };
        Summary { order, share, has, most: marks.map(|m| u32::try_from((m / 192).clamp(-8, 8) + 8).unwrap_or(0)) }
    }
}

/// The second look at the pieces of a line: by the labels of the first.
pub fn of_labels(page: &Page, labels: &[Label], lines: &[Summary], line: usize, list: &mut Vec<u32>, mut sink: impl FnMut(usize, &[u32])) {
    let Some(range) = page.lines.get(line) else { return };
    let cells = &page.cells;
    let part = |i: usize| labels.get(i).copied().unwrap_or_default().div_ceil(2);
    let cues = nearest(range, |i| matches!(part(i), 2 | 5));
    let contents = nearest(range, |i| matches!(part(i), 3 | 6));
    let summary = |k: usize| lines.get(k).copied().unwrap_or_default();
    let (own, before, after) = (summary(line), summary(line.wrapping_sub(1)), summary(line + 1));
    for (k, i) in range.clone().enumerate() {
        let Some([l2, l1, l, r1, r2]) = labels.get(i - 2..i + 3).and_then(|w| <[Label; 5]>::try_from(w).ok()).map(|w| w.map(u32::from))
        else {
            return;
        };
        let c = cells[i];
        let q = u32::from(c.quoted);
        list.clear();
        let mut f = |t: u32, a: u32, b: u32| list.push(hash(100 + t, a, b));
        let three = l1 + 13 * (l + 13 * r1);
        f(1, l, 0);
        f(2, three, 0);
        f(3, three, two(l2, r2));
        f(4, three, c.ending);
        f(5, l, c.id);
        f(6, l1, c.id);
        f(7, r1, c.id);
        f(8, l, two(own.has, q));
        f(9, l, own.order);
        f(10, two(own.order, q), step(k));
        f(11, l, two(before.has, after.has));
        f(12, two(before.order, q), l);
        let ([a, b], [d, e]) = (cues.get(k).copied().unwrap_or_default(), contents.get(k).copied().unwrap_or_default());
        f(13, two(distance(i, a), distance(i, b)), two(distance(i, d), distance(i, e)));
        f(14, two(distance(i, a), distance(i, b)), two(l, q));
        f(15, two(distance(i, d), distance(i, e)), two(l, q));
        f(16, cells.get(a as usize).map_or(0, |c| c.id), two(l, distance(i, a)));
        f(17, cells.get(b as usize).map_or(0, |c| c.id), two(l, distance(i, b)));
        sink(i, list);
    }
}

/// The first look at a sentence.
pub fn of_sentence(page: &Page, lines: &[Summary], line: usize, list: &mut Vec<u32>) {
    list.clear();
    let cells = |k: usize| page.lines.get(k).and_then(|r| page.cells.get(r.clone())).unwrap_or_default();
    let own = cells(line);
    let mut f = |t: u32, a: u32, b: u32| list.push(hash(200 + t, a, b));
    for pair in own.windows(2) {
        let [c, n] = pair else { continue };
        f(1, c.id, u32::from(c.quoted));
        f(2, c.id, n.id);
        f(3, c.ending, two(n.ending, u32::from(c.quoted)));
        bits(c.senses).for_each(|bit| f(4, bit, u32::from(c.quoted)));
    }
    let id = |cells: &[Cell], k: usize| cells.get(k).map_or(0, |c| c.id);
    f(5, id(own, 0), id(own, 1));
    f(6, id(own, 1), id(own, 2));
    f(7, id(own, own.len().saturating_sub(2)), id(own, own.len().saturating_sub(3)));
    let quoted = eighths_quoted(own);
    f(8, step(own.len() / 5), quoted);
    let names = own.iter().filter(|c| (17..65).contains(&c.id)).count();
    f(9, step(names), step(own.len() / 5));
    f(10, id(own, 0), step(line));
    f(11, step(page.lines.len().saturating_sub(line)), step(page.lines.len() / 8));
    let summary = |k: usize| lines.get(k).copied().unwrap_or_default();
    let (here, before, after) = (summary(line), summary(line.wrapping_sub(1)), summary(line + 1));
    f(12, here.order, here.share);
    f(13, here.has, two(here.share, quoted));
    f(14, here.has, two(before.has, after.has));
    f(15, before.order, two(before.share, id(own, 0)));
    f(16, after.order, two(here.has, id(own, 0)));
    f(17, two(before.has, before.share), two(id(own, 0), id(own, 1)));
    for (k, most) in here.most.iter().enumerate() {
        f(18, u32::try_from(k).unwrap_or(0), *most);
        f(19, two(u32::try_from(k).unwrap_or(0), *most), here.has);
    }
    for (t, near) in [(20, cells(line.wrapping_sub(1))), (21, cells(line + 1))] {
        for c in near {
            f(t, c.id, 0);
        }
        f(t + 2, eighths_quoted(near), id(own, 0));
    }
}

/// The share of the outlet's sentences among the voices of the first look, in sevenths.
pub fn outlets(voices: &[u8]) -> u32 {
    u32::try_from(voices.iter().filter(|v| **v == 0).count() * 7 / voices.len().max(1)).unwrap_or(0)
}

/// The second look at a sentence: by the voices of the first (0 outlet, 1 attributed, 2 mixed, 3 none); `outlets` as [`outlets`] gives it.
pub fn of_voices(page: &Page, lines: &[Summary], voices: &[u8], outlets: u32, line: usize, list: &mut Vec<u32>) {
    list.clear();
    let voice = |k: usize| voices.get(k).map_or(4, |v| u32::from(*v));
    let opens = page.lines.get(line).and_then(|r| page.cells.get(r.start)).map_or(0, |c| c.id);
    let after_opens = page.lines.get(line + 1).and_then(|r| page.cells.get(r.start)).map_or(0, |c| c.id.min(8));
    let here = lines.get(line).copied().unwrap_or_default();
    let [b2, b1, own, a1, a2] = [line.wrapping_sub(2), line.wrapping_sub(1), line, line + 1, line + 2].map(voice);
    let mut f = |t: u32, a: u32, b: u32| list.push(hash(300 + t, a, b));
    let opens = opens.min(8);
    f(1, own, two(b1, a1));
    f(2, own, two(b1, opens));
    f(3, own, two(a1, after_opens));
    f(4, two(b2, b1), two(own, two(a1, a2)));
    f(5, two(b1, opens), here.has);
    f(6, two(b1, a1), two(here.has, here.share));
    f(7, two(b2, b1), two(opens, own));
    let near = line.saturating_sub(5)..(line + 6).min(voices.len());
    let outlet = voices.get(near.clone()).unwrap_or_default().iter().filter(|v| **v == 0).count();
    f(8, step(outlet), own);
    f(9, outlets, own);
}
