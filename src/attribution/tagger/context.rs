//! Features of the later passes: what the pass before labelled, near by, in the sentences around and in the whole article.
use super::{
    features::{Nearest, between, hash, nearest, pair, step},
    labels::{OUT, is_content, is_cue, is_source, sort},
    page::{Cell, Line, Page, Run},
};

/// Templates of pass `n` are numbered from `n * PASS`.
const PASS: u32 = 100;

/// What the pass before made of the article.
///
/// Invariant: `labels` has one item for each cell of the page, `EDGE` in padding.
pub struct Before {
    /// Labels by cell.
    pub labels: Vec<u8>,
    lines: Vec<Summary>,
    sources: Vec<u8>,
    quotations: Vec<[u16; 2]>,
}

/// One sentence as the pass before labelled it.
#[derive(Clone, Copy, Default)]
struct Summary {
    /// Number of cues, up to 3.
    cues: u32,
    /// Holds a cue; holds a source; begins, ends in content; share of content; as one number.
    code: u32,
    /// Word of the last source's last token.
    source: u32,
}

impl Before {
    /// Sums up the labels of the pass before.
    pub fn new(page: &Page, labels: Vec<u8>) -> Before {
        let mut sources = vec![0u8; 4096];
        let mut quotations = vec![[0u16; 2]; page.quotations];
        for (c, &y) in page.cells.iter().zip(&labels) {
            if is_source(y) && matches!(c.shape, 2..=4) {
                let n = &mut sources[slot(c)];
                *n = n.saturating_add(1);
            }
            if let Some([all, content]) = quotations.get_mut(c.quotation_number as usize) {
                *all = all.saturating_add(1);
                *content = content.saturating_add(u16::from(is_content(y)));
            }
        }
        let lines = page.lines.iter().map(|l| summary(page, &labels, l)).collect();
        Before { labels, lines, sources, quotations }
    }
}

fn slot(c: &Cell) -> usize {
    (c.word >> 20) as usize
}

fn summary(page: &Page, labels: &[u8], line: &Line) -> Summary {
    let own = labels.get(line.cells.clone()).unwrap_or_default();
    let cues = own.iter().filter(|y| is_cue(**y) && **y % 2 == 1).count().min(3) as u32;
    let content = own.iter().filter(|y| is_content(**y)).count();
    let share = (content * 4).div_ceil(own.len().max(1)) as u32;
    let reported = own.iter().any(|y| sort(*y) == 2);
    let begins = own.iter().take(2).any(|y| is_content(*y));
    let ends = own.iter().rev().take(2).any(|y| is_content(*y));
    let source = own.iter().rposition(|y| is_source(*y));
    Summary {
        cues,
        code: u32::from(reported)
            + 2 * (u32::from(source.is_some()) + 2 * (u32::from(begins) + 2 * (u32::from(ends) + 2 * (share + 5 * cues.min(1))))),
        source: source.and_then(|k| page.cells.get(line.cells.start + k)).map_or(0, |c| c.word),
    }
}

/// The span a cell lies in, or the gap between two spans.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
}

/// As [`super::features::first_pass`], for pass `number` (1 is the second).
pub fn later_pass(page: &Page, before: &Before, run: &Run, number: u32, mut sink: impl FnMut(usize, &[u32])) {
    let mut list = Vec::with_capacity(128);
    let (cells, labels) = (&page.cells, &before.labels);
    let (mut cues, mut sources, mut contents): (Vec<Nearest>, Vec<Nearest>, Vec<Nearest>) = Default::default();
    let run_cues: u32 = before.lines[run.lines.clone()].iter().map(|l| l.cues).sum::<u32>().min(4);
    for number_of_line in run.lines.clone() {
        let line = &page.lines[number_of_line];
        let (start, end) = (line.cells.start, line.cells.end);
        for (list, holds) in [(&mut cues, is_cue as fn(u8) -> bool), (&mut sources, is_source), (&mut contents, is_content)] {
            list.clear();
            nearest(list, line.cells.clone(), |i| holds(labels[i]));
        }
        let own = before.lines[number_of_line];
        let last = number_of_line.checked_sub(1).and_then(|k| before.lines.get(k)).copied().unwrap_or_default();
        let next = before.lines.get(number_of_line + 1).copied().unwrap_or_default();
        let next_first = page.lines.get(number_of_line + 1).is_none_or(|l| l.first);
        let opening = cells[start].word;
        let around_lines = last.code + 1000 * u32::from(line.first);
        let mut piece = Piece { start, end: start };
        for (k, i) in line.cells.clone().enumerate() {
            list.clear();
            let mut f = |t: u32, a: u32, b: u32| list.push(hash(t + number * PASS, a, b));
            let (Some([l2, l1, l, r1, r2]), Some([c1, c, n1])) = (labels.get(i - 2..=i + 2), cells.get(i - 1..=i + 1)) else { return };
            let y = |l: &u8| u32::from(*l);
            let s = |l: &u8| u32::from(sort(*l));
            let (w, t, q) = (c.word, u32::from(c.tag), u32::from(c.quote));
            f(1, y(l), 0);
            f(2, y(l1), 0);
            f(3, y(r1), 0);
            f(4, y(l2), y(r2));
            let three = y(l1) + 16 * (y(l) + 16 * y(r1));
            f(5, three, 0);
            f(6, three, pair(y(l2), y(r2)));
            f(7, three, t);
            f(8, y(l), w);
            f(9, y(l), pair(q, u32::from(c1.quote) + 5 * u32::from(n1.quote)));
            f(10, pair(s(l1), s(l)), c1.word);
            f(11, pair(s(l), s(r1)), n1.word);
            f(12, three, pair(u32::from(c1.shape), u32::from(n1.shape)));
            // Cues to the left and right.
            let (left, right) = (cues[k].left.map(|j| j as usize), cues[k].right.map(|j| j as usize));
            let word = |j: Option<usize>| j.map_or(0, |j| cells[j].word);
            let sort_at = |j: Option<usize>| j.map_or(0, |j| u32::from(sort(labels[j])));
            let far_left = left.map_or(0, |j| between(cells, j, i));
            let far_right = right.map_or(0, |j| between(cells, i, j));
            f(13, word(left), s(l));
            f(14, word(left), t);
            f(15, far_left, sort_at(left));
            f(16, far_left / 16, pair(t, sort_at(left)));
            f(17, far_left / 16, pair(w, sort_at(left)));
            f(18, left.map_or(0, |j| cells[j + 1].word), pair(far_left % 16, s(l)));
            f(19, word(right), s(l));
            f(20, word(right), t);
            f(21, far_right, sort_at(right));
            f(22, far_right / 16, pair(t, sort_at(right)));
            f(23, pair(sort_at(left), sort_at(right)), pair(t, y(l)));
            f(24, own.cues, pair(sort_at(left), sort_at(right)));
            // Sources and contents to the left and right.
            let side = |n: &Nearest| {
                (n.left.map_or(0, |j| 1 + step(i - j as usize).min(4)), n.right.map_or(0, |j| 1 + step(j as usize - i).min(4)))
            };
            let ((sl, sr), (kl, kr)) = (side(&sources[k]), side(&contents[k]));
            f(25, pair(sl, sr), pair(sort_at(left), sort_at(right)));
            f(26, pair(kl, kr), pair(s(l), q));
            f(27, pair(sl.min(1), sr.min(1)), pair(pair(kl.min(1), kr.min(1)), pair(sort_at(left), sort_at(right))));
            f(28, pair(sl.min(1), sr.min(1)), pair(t, s(l)));
            // Sentences around.
            f(29, around_lines, own.cues.min(1));
            f(30, around_lines, q + 5 * u32::from(line.form));
            f(31, around_lines, opening);
            f(32, around_lines, pair(y(l), own.code));
            f(33, next.code + 1000 * u32::from(next_first), pair(q, own.cues.min(1)));
            f(34, next.code + 1000 * u32::from(next_first), y(l));
            f(35, own.code, pair(q, y(l)));
            f(36, own.code, pair(u32::from(line.form), last.code));
            f(37, run_cues, pair(own.cues, q));
            f(38, u32::from(last.source != 0 && last.source == w), pair(last.code, y(l)));
            // The span or gap it lies in.
            if i >= piece.end {
                piece = Piece { start: i, end: i + 1 };
                while piece.end < end && (sort(labels[piece.end]) == sort(*l) && (labels[piece.end] % 2 == 0 || *l == OUT)) {
                    piece.end += 1;
                }
            }
            let length = step(piece.end - piece.start);
            let (edge_l, edge_r) = (&labels[piece.start - 1], &labels[piece.end]);
            f(39, s(l), pair(length, s(edge_l) + 8 * s(edge_r)));
            f(40, s(l), pair(cells[piece.start - 1].word, step(i - piece.start)));
            f(41, s(l), pair(cells[piece.end].word, step(piece.end - 1 - i)));
            f(42, s(l), pair(u32::from(cells[piece.start].tag), u32::from(cells[piece.end].tag)));
            f(43, s(l), pair(cells[piece.start].word, step(i - piece.start)));
            let lies = u32::from(piece.start == start) + 2 * u32::from(piece.end == end);
            f(44, s(l), pair(lies, step(i - piece.start) + 16 * step(piece.end - 1 - i)));
            // The whole article, and the quotation.
            let known = u32::from(before.sources[slot(c)].min(3));
            f(45, known, pair(t, s(l)));
            f(46, known, pair(u32::from(before.sources[slot(n1)].min(2)), pair(s(l), u32::from(before.sources[slot(c1)].min(2)))));
            let [all, content] = before.quotations.get(c.quotation_number as usize).copied().unwrap_or_default();
            let share = if c.quotation_number == 0 { 6 } else { u32::from(content) * 4 / u32::from(all.max(1)) };
            f(47, share, pair(y(l), q));
            f(48, share, pair(own.code, u32::from(c.quotation)));
            sink(i, &list);
        }
    }
}
