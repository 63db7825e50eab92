//! How many students marked what, and where that is worth a talk: the same counts as the class page's (`agreement.js` there).
use super::{Text, record::Asked};
use crate::{
    render::questions::QUESTIONS,
    stats::{Metric, alpha},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Places to talk about.
const TALK: usize = 5;

/// Marks on one text.
pub(super) struct Tally<'a> {
    pub(super) text: &'a Text,
    pub(super) students: u32,
    /// By question and sentence, where anybody marked.
    pub(super) cells: BTreeMap<(usize, usize), Cell>,
    /// The program's marks.
    pub(super) asked: BTreeMap<u64, &'a Asked>,
    /// Not all files tell of the same marks of the program.
    pub(super) mixed: bool,
}

/// Who marked a sentence with a question. A student counts once.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) students: u32,
    pub(super) program: bool,
}

/// A place to talk about.
pub(super) struct Talk {
    pub(super) why: &'static str,
    pub(super) question: usize,
    pub(super) sentence: usize,
    pub(super) cell: Cell,
}

impl<'a> Tally<'a> {
    pub(super) fn new(text: &'a Text) -> Tally<'a> {
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        for work in text.works.values() {
            let mut places: Vec<(usize, usize)> = work.marks.iter().map(|m| (m.question, m.sentence)).collect();
            places.sort_unstable();
            places.dedup();
            for place in places {
                cells.entry(place).or_default().students += 1;
            }
        }
        // What the program marks stands in every file; where pages of two versions were used, the file that was saved last tells.
        let last = text.works.values().max_by_key(|work| &work.saved_at);
        let asked: BTreeMap<u64, &Asked> = last.map(|work| work.asked.iter().map(|(&n, a)| (n, a)).collect()).unwrap_or_default();
        for a in asked.values() {
            cells.entry((a.question, a.sentence)).or_default().program = true;
        }
        let same = |other: &BTreeMap<u64, Asked>| {
            other.len() == asked.len()
                && other
                    .iter()
                    .all(|(n, a)| asked.get(n).is_some_and(|b| (a.question, a.sentence, &a.text) == (b.question, b.sentence, &b.text)))
        };
        let mixed = !text.works.values().all(|work| same(&work.asked));
        Tally { text, students: u32::try_from(text.works.len()).unwrap_or(u32::MAX), cells, asked, mixed }
    }

    /// Who marked a place.
    pub(super) fn cell(&self, question: usize, sentence: usize) -> Cell {
        self.cells.get(&(question, sentence)).copied().unwrap_or_default()
    }

    /// In how many sentences did students ask the question?
    pub(super) fn marked(&self, question: usize) -> usize {
        self.cells.iter().filter(|((q, _), cell)| *q == question && cell.students > 0).count()
    }

    /// Krippendorff's alpha for marked or not marked: sentences are the units, students the observers.
    pub(super) fn alpha(&self, question: usize) -> Option<f64> {
        let unit = |sentence| {
            let marked = self.cell(question, sentence).students;
            [self.students.saturating_sub(marked), marked]
        };
        let units: Vec<[u32; 2]> = (1..=self.text.sentences).map(unit).collect();
        let units: Vec<&[u32]> = units.iter().map(<[u32; 2]>::as_slice).collect();
        alpha(&units, &[0.0, 1.0], Metric::Nominal)
    }

    /// Places to talk about, taken in turn from three lists: most divided; class against program; seen by the program alone.
    pub(super) fn talk(&self) -> Vec<Talk> {
        let n = self.students;
        let sure = |q: usize| QUESTIONS.get(q).is_some_and(|q| q.id != "not-sure");
        let places: Vec<((usize, usize), Cell)> =
            self.cells.iter().filter(|((q, _), _)| sure(*q)).map(|(&place, &cell)| (place, cell)).collect();
        let chosen = |is: &dyn Fn(Cell) -> bool, worth: &dyn Fn(Cell) -> u64| {
            let mut list: Vec<_> = places.iter().copied().filter(|(_, cell)| is(*cell)).collect();
            list.sort_by_key(|((_, sentence), cell)| (Reverse(worth(*cell)), *sentence));
            list
        };
        let split = |c: Cell| u64::from(c.students) * u64::from(n - c.students);
        let apart = |c: Cell| u64::from(if c.program { n - c.students } else { c.students });
        let lists = [
            (chosen(&|c| c.students > 0 && c.students < n, &split), "The class is divided"),
            (
                chosen(&|c| if c.program { c.students > 0 && 4 * c.students <= n } else { 2 * c.students >= n }, &apart),
                "Class against program",
            ),
            (chosen(&|c| c.program && c.students == 0, &|_| 0), "All missed it, the program asks"),
        ];
        let mut out: Vec<Talk> = Vec::new();
        for turn in 0..places.len() {
            for (list, why) in &lists {
                let Some(&((question, sentence), cell)) = list.get(turn) else { continue };
                if out.len() < TALK && !out.iter().any(|t| (t.question, t.sentence) == (question, sentence)) {
                    out.push(Talk { why, question, sentence, cell });
                }
            }
        }
        out
    }
}
