//! Features of the first pass: words, parts of speech, quotation marks, lexicon classes, place.
//!
//! A feature is a 32-bit hash of a template's number and its values; no string is built. Templates are part of the
//! weights' format: changing one asks for new weights and a new version in [`super::weights::MAGIC`].
use super::page::{CLOSE, Cell, INSIDE, OPEN, Page, Run};
use std::ops::Range;

/// The hash of a template and two values.
#[inline]
pub fn hash(template: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 29)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((x ^ (x >> 31)).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as u32
}

/// Two values as one.
#[inline]
pub fn pair(a: u32, b: u32) -> u32 {
    (a.rotate_left(13) ^ b).wrapping_mul(0x9e37_79b1)
}

/// A distance in tokens as one of a few steps.
#[inline]
pub fn step(distance: usize) -> u32 {
    const STEPS: [u8; 26] = [0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10];
    STEPS.get(distance).map_or(11, |s| u32::from(*s))
}

/// Nearest cell with a property, to both sides, within a sentence.
#[derive(Clone, Copy, Default)]
pub struct Nearest {
    /// Index of the cell to the left.
    pub left: Option<u32>,
    /// Index of the cell to the right.
    pub right: Option<u32>,
}

/// For each cell of `range` the nearest other cells of it that `holds`.
pub fn nearest(out: &mut Vec<Nearest>, range: Range<usize>, holds: impl Fn(usize) -> bool) {
    let from = out.len();
    let mut last = None;
    for i in range.clone() {
        out.push(Nearest { left: last, right: None });
        if holds(i) {
            last = Some(i as u32);
        }
    }
    let mut next = None;
    for (n, i) in out[from..].iter_mut().zip(range).rev() {
        n.right = next;
        if holds(i) {
            next = Some(i as u32);
        }
    }
}

/// Calls `sink` with the index of every cell of a run, in order, and with its features.
pub fn first_pass(page: &Page, run: &Run, mut sink: impl FnMut(usize, &[u32])) {
    let mut list = Vec::with_capacity(128);
    let cells = &page.cells;
    let mut cues = Vec::with_capacity(run.cells.len());
    for line in page.lines.get(run.lines.clone()).unwrap_or_default() {
        cues.clear();
        nearest(&mut cues, line.cells.clone(), |i| matches!(cells[i].cue, 1..=15));
        let (start, end) = (line.cells.start, line.cells.end);
        let opening = cells[start].word;
        let mut quotes = Sides::new(cells, start, end);
        for (i, near) in line.cells.clone().zip(&cues) {
            list.clear();
            let mut f = |t: u32, a: u32, b: u32| list.push(hash(t, a, b));
            let Some(window) = cells.get(i - 3..=i + 3) else { return };
            let [_, c2, c1, c, n1, n2, n3] = window else { return };
            let tag = |x: &Cell| u32::from(x.tag);
            let (w, t, q) = (c.word, tag(c), u32::from(c.quote));
            let around = u32::from(c1.quote) + 5 * q + 25 * u32::from(n1.quote);
            f(1, 0, 0);
            for (k, x) in window.iter().enumerate() {
                f(2 + k as u32, x.word, 0);
                f(10 + k as u32, tag(x), 0);
            }
            f(20, c1.word, w);
            f(21, w, n1.word);
            f(24, tag(c1), t);
            f(25, t, tag(n1));
            f(26, pair(tag(c2), tag(c1)), t);
            f(27, pair(t, tag(n1)), tag(n2));
            f(28, pair(tag(c1), t), tag(n1));
            f(29, w, t);
            f(30, w, tag(n1));
            f(31, w, tag(c1));
            f(32, w, pair(tag(c1), tag(n1)));
            f(35, c.suffix, t);
            f(36, u32::from(c.shape), u32::from(c1.shape) * 16 + u32::from(n1.shape));
            f(37, around, u32::from(c2.quote));
            f(38, around, w);
            f(39, around, t);
            let cue = u32::from(c.cue);
            let cue_window = cue + 40 * u32::from(c1.cue) + 1600 * u32::from(n1.cue);
            f(42, cue_window, 0);
            f(43, cue_window, t);
            f(44, cue, pair(tag(c1), tag(n1)));
            f(45, cue, pair(around, u32::from(c1.hint)));
            f(46, u32::from(n2.cue), t);
            f(47, u32::from(c2.cue), t);
            let ahead = u32::from(n1.hint | n2.hint | n3.hint | cells[i + 4].hint);
            f(48, ahead, w);
            f(49, ahead, pair(cue, t));
            f(50, u32::from(c.title), pair(u32::from(c1.title), u32::from(n1.title)));
            f(51, u32::from(c.title), pair(u32::from(c1.cue), u32::from(n1.cue)));
            let form = u32::from(line.form) + 32 * u32::from(line.kind);
            let place = u32::from(i == start) + 2 * u32::from(i + 1 == end);
            f(52, form, place);
            f(53, form, pair(q, u32::from(line.continues)));
            f(54, step(i - start), q);
            f(55, step(end - 1 - i), q);
            f(56, opening, u32::from(i == start));
            f(57, opening, pair(q, t));
            f(58, u32::from(c.quotation), q);
            f(59, u32::from(c.quotation.max(c1.quotation).max(n1.quotation)), pair(around, w));
            f(60, u32::from(c.quotation), u32::from(line.form));
            let side = quotes.at(cells, i);
            f(62, side, pair(cue, form));
            let left = near.left.map_or(0, |j| between(cells, j as usize, i));
            let right = near.right.map_or(0, |j| between(cells, i, j as usize));
            let class = |j: Option<u32>| j.map_or(0, |j| u32::from(cells[j as usize].cue));
            f(63, left, class(near.left));
            f(64, right, class(near.right));
            f(65, left, pair(t, q));
            f(66, right, pair(t, q));
            f(67, near.left.map_or(0, |j| cells[j as usize].word), pair(left % 16, q));
            f(68, near.right.map_or(0, |j| cells[j as usize].word), pair(right % 16, q));
            let after = near.left.map_or(0, |j| cells[j as usize + 1].word);
            f(70, after, pair(left % 16, q));
            f(71, pair(class(near.left), class(near.right)), t);
            f(72, class(near.left), pair(left / 16, t));
            f(73, class(near.right), pair(right / 16, t));
            f(76, after, pair(class(near.left), t));
            f(69, pair(class(near.left), class(near.right)), side);
            let rule = u32::from(c.rule);
            let rules = rule + 8 * u32::from(c1.rule) + 64 * u32::from(n1.rule);
            f(80, rules, 0);
            f(81, rules, pair(t, q));
            f(82, rule, w);
            f(83, rule, pair(cue, tag(n1)));
            f(84, rules, pair(u32::from(c2.rule), u32::from(n2.rule)));
            sink(i, &list);
        }
    }
}

/// How far two cells of one sentence stand apart: steps, commas and verbs between them; never 0.
#[inline]
pub fn between(cells: &[Cell], left: usize, right: usize) -> u32 {
    let (a, b) = (&cells[left], &cells[right]);
    let commas = (b.commas - a.commas).min(3);
    let verbs = (b.verbs - a.verbs).min(3);
    1 + step(right - left) + 16 * (commas + 4 * verbs)
}

/// Quotation marks to either side within the sentence.
struct Sides {
    left: u32,
    right_open: u32,
    right_close: u32,
}

impl Sides {
    fn new(cells: &[Cell], start: usize, end: usize) -> Sides {
        let count = |state| cells[start..end].iter().filter(|c| c.quote == state).count() as u32;
        Sides { left: 0, right_open: count(OPEN), right_close: count(CLOSE) }
    }
    /// Call once for each cell, in order.
    #[inline]
    fn at(&mut self, cells: &[Cell], i: usize) -> u32 {
        let q = cells[i].quote;
        if q == OPEN {
            self.right_open -= 1;
        }
        if q == CLOSE {
            self.right_close -= 1;
            self.left += 1;
        }
        let inside = u32::from(q == INSIDE || q == OPEN);
        self.left.min(2) + 3 * (self.right_open.min(2) + 3 * (self.right_close.min(2) + 3 * inside))
    }
}

/// Which transition matrix stands before a cell.
#[inline]
pub fn context(cells: &[Cell], i: usize, begins: bool) -> u8 {
    let (c, before) = (&cells[i], &cells[i - 1]);
    let mark = match (before.quote, before.hint & 4 != 0, before.shape) {
        (CLOSE, ..) => 1,
        (_, true, _) => 2,
        (_, _, 7) => 3,
        _ => 0,
    };
    (c.quote & 3) + 4 * mark + 16 * u8::from(begins)
}
