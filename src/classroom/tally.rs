//! How many students marked what, and where that is worth a talk: the same counts as the class page's (`agreement.js` there).
use super::{
    Text,
    record::{Asked, Mark},
};
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
    /// Students who marked words that the program marked, too, …
    pub(super) same: u32,
    /// … and students who marked others; some did both.
    pub(super) other: u32,
}

/// A place to talk about.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    pub(super) why: &'static str,
    pub(super) question: usize,
    pub(super) sentence: usize,
    /// Words that the program marked, or others.
    pub(super) program: bool,
    pub(super) students: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(text: &'a Text) -> Tally<'a> {
        // What the program marks stands in every file; where pages of two versions were used, the file that was saved last tells.
        let last = text.works.values().max_by_key(|work| &work.saved_at);
        let asked: BTreeMap<u64, &Asked> = last.map(|work| work.asked.iter().map(|(&n, a)| (n, a)).collect()).unwrap_or_default();
        let mut tally =
            Tally { text, students: u32::try_from(text.works.len()).unwrap_or(u32::MAX), cells: BTreeMap::new(), asked, mixed: false };
        for a in tally.asked.values() {
            tally.cells.entry((a.question, a.sentence)).or_default().program = true;
        }
        for work in text.works.values() {
            // By question and sentence: did the student mark the program's words there, and did they mark others?
            let mut marked: BTreeMap<(usize, usize), [bool; 2]> = BTreeMap::new();
            for mark in &work.marks {
                let [other, same] = marked.entry((mark.question, mark.sentence)).or_default();
                *if tally.met(mark) { same } else { other } = true;
            }
            for (place, [other, same]) in marked {
                let cell = tally.cells.entry(place).or_default();
                cell.students += 1;
                cell.other += u32::from(other);
                cell.same += u32::from(same);
                // Its words may run on into the next sentence.
                cell.program |= same;
            }
        }
        let same = |other: &BTreeMap<u64, Asked>| {
            other.len() == tally.asked.len()
                && other.iter().all(|(n, a)| {
                    tally.asked.get(n).is_some_and(|b| (a.question, a.sentence, &a.text) == (b.question, b.sentence, &b.text))
                })
        };
        let mixed = !text.works.values().all(|work| same(&work.asked));
        Tally { mixed, ..tally }
    }

    /// Does the program ask the same of words that the mark overlaps?
    fn met(&self, mark: &Mark) -> bool {
        self.asked.values().any(|a| a.question == mark.question && a.at.start < mark.at.end && mark.at.start < a.at.end)
    }

    /// Is it a mark of this place?
    pub(super) fn at(&self, place: &Talk, mark: &Mark) -> bool {
        (mark.question, mark.sentence) == (place.question, place.sentence) && self.met(mark) == place.program
    }

    /// Who marked a sentence.
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

    /// Places to talk about, taken in turn from three lists: most divided; three in four against the program; seen by the program
    /// alone. In each first the most, then the order of the text. Where the program asks, the words that it marked are one place and
    /// what students marked beside them is another.
    pub(super) fn talk(&self) -> Vec<Talk> {
        let n = self.students;
        let mut lists: [Vec<(u64, Talk)>; 3] = Default::default();
        let sure = |q: usize| QUESTIONS.get(q).is_some_and(|q| q.id != "not-sure");
        for (&(question, sentence), cell) in self.cells.iter().filter(|((q, _), _)| sure(*q)) {
            for (program, students) in [(false, cell.other)].into_iter().chain(cell.program.then_some((true, cell.same))) {
                let apart = if program { n - students } else { students };
                let (list, why) = match students {
                    _ if apart == 0 => continue,
                    0 => (2, "All missed it, the program asks"),
                    _ if 4 * apart >= 3 * n => (1, "Class against program"),
                    _ => (0, "The class is divided"),
                };
                let worth = if list == 0 { u64::from(students) * u64::from(n - students) } else { u64::from(apart) };
                lists[list].push((worth, Talk { why, question, sentence, program, students }));
            }
        }
        for list in &mut lists {
            list.sort_by_key(|(worth, t)| (Reverse(*worth), t.sentence));
        }
        (0..TALK).flat_map(|turn| lists.iter().filter_map(move |list| list.get(turn))).map(|(_, talk)| *talk).take(TALK).collect()
    }
}
