//! The results of a class as tables.
use super::{
    Class,
    record::Asked,
    tally::{Talk, Tally},
};
use crate::{
    render::questions::{self, QUESTIONS},
    sheet::{Cell, Filled, Section, Sheet},
};
use std::collections::{BTreeMap, BTreeSet};

/// What people see: places to talk about, agreement, who marked what, and the answers to the program.
pub fn sheet(class: &Class) -> Sheet {
    let tallies: Vec<Tally<'_>> = class.texts.values().map(Tally::new).collect();
    let fact = |t: &Tally<'_>| {
        let class = t.text.works.values().map(|w| w.class.as_str()).find(|c| !c.is_empty());
        let class = class.map(|c| format!(" of class {c}")).unwrap_or_default();
        format!("{}: {} students{class}, {} sentences", t.text.title, t.students, t.text.sentences)
    };
    let mixed = tallies.iter().filter(|t| t.mixed);
    let mixed = mixed.map(|t| {
        format!(
            "{}: the files come from pages that mark different places (versions or settings differ); the program's marks are those of the file saved last",
            t.text.title
        )
    });
    Sheet {
        title: "Class results".to_owned(),
        facts: tallies.iter().map(fact).collect(),
        warnings: class.remarks.iter().cloned().chain(mixed).collect(),
        sections: vec![talk(&tallies), alike(&tallies), heat(&tallies), answers(&tallies)],
        methods: vec![
            "Alpha is Krippendorff's for nominal data: sentences are the units, students the observers, marked or not is the value (Krippendorff 2011). \
             It is 1 where all marked the same sentences and 0 where they agree as by chance. A low number is no failure: there is something to talk about."
                .to_owned(),
            "Neither the class nor the program is right by rule.".to_owned(),
        ],
    }
}

/// One row a student, sentence and question, with 0 or 1 for the student and for the program: for statistics.
pub fn marks(class: &Class) -> Section {
    let names = ["student", "class", "article", "sha256", "sentence", "question", "marked", "program"];
    let mut section = Section::new("marks", "Marks", "", &names.map(|name| (name, "")));
    for (sha256, text) in &class.texts {
        let tally = Tally::new(text);
        for work in text.works.values() {
            for sentence in 1..=text.sentences {
                for (q, question) in QUESTIONS.iter().enumerate() {
                    let marked = work.marks.iter().any(|m| (m.question, m.sentence) == (q, sentence));
                    let program = tally.cell(q, sentence).program;
                    let words = [&work.student, &work.class, &text.id, sha256].map(Cell::text);
                    let rest = [count(sentence), Cell::text(question.id), count(marked.into()), count(program.into())];
                    section.rows.push(words.into_iter().chain(rest).collect());
                }
            }
        }
    }
    section
}

fn count(n: usize) -> Cell {
    Cell::Count(n as u64)
}

/// A section with rows of each article, which people see named only where there are several.
fn section<'t, R>(
    id: &'static str,
    title: &str,
    about: &str,
    tallies: &'t [Tally<'t>],
    rows: impl Fn(&'t Tally<'t>) -> Vec<R>,
    columns: &[Filled<'_, (&'t Tally<'t>, R)>],
) -> Section {
    let article: Filled<'_, (&'t Tally<'t>, R)> =
        ("article", if tallies.len() > 1 { "Article" } else { "" }, &|(t, _)| Cell::text(&t.text.title));
    let rows = tallies.iter().flat_map(|t| rows(t).into_iter().map(move |row| (t, row)));
    Section::of(id, title, about, rows, &[&[article], columns].concat())
}

fn name(question: usize) -> Cell {
    Cell::text(QUESTIONS.get(question).map_or("", |q| q.name))
}

fn talk<'t>(tallies: &'t [Tally<'t>]) -> Section {
    section(
        "talk",
        "Talk about these",
        "",
        tallies,
        Tally::talk,
        &[
            ("why", "Why", &|(_, p)| Cell::text(p.why)),
            ("question", "Question", &|(_, p)| name(p.question)),
            ("sentence", "Sentence", &|(_, p)| count(p.sentence)),
            ("marked", "", &|(_, p)| Cell::Count(p.students.into())),
            ("students", "", &|(t, _)| Cell::Count(t.students.into())),
            ("", "Marked by", &|(t, p)| Cell::text(format!("{} of {}", p.students, t.students))),
            ("program", "", &|(_, p)| count(p.program.into())),
            ("", "The program", &|(_, p)| Cell::text(if p.program { "asks" } else { "is silent" })),
            ("words", "Words", &|(t, p)| words(t, Some(p), p.sentence)),
            ("notes", "Notes", &|(t, p)| Cell::text(notes(t, p).join(" / "))),
        ],
    )
}

fn alike<'t>(tallies: &'t [Tally<'t>]) -> Section {
    section(
        "alike",
        "How alike did the class read?",
        "",
        tallies,
        |t| (0..QUESTIONS.len()).map(|q| (q, t.alpha(q))).collect(),
        &[
            ("question", "Question", &|(_, (q, _))| name(*q)),
            ("in_words", "In words", &|(_, (_, alpha))| Cell::text(questions::alike(*alpha))),
            ("alpha", "Krippendorff's alpha", &|(_, (_, alpha))| Cell::number(*alpha, 2)),
            ("sentences", "Sentences that anybody marked", &|(t, (q, _))| count(t.marked(*q))),
        ],
    )
}

fn heat<'t>(tallies: &'t [Tally<'t>]) -> Section {
    let number = |q: usize| move |(t, s): &(&'t Tally<'t>, usize)| Cell::Count(t.cell(q, *s).students.into());
    let shown = |q: usize| {
        move |(t, s): &(&'t Tally<'t>, usize)| {
            let cell = t.cell(q, *s);
            let number = if cell.students > 0 { cell.students.to_string() } else { String::new() };
            Cell::text(if cell.same > 0 { format!("{number} ◆") } else { number })
        }
    };
    let cells: Vec<_> = QUESTIONS.iter().enumerate().map(|(q, question)| (question, number(q), shown(q))).collect();
    let mut columns: Vec<Filled<'_, (&'t Tally<'t>, usize)>> =
        vec![("sentence", "Sentence", &|(_, s)| count(*s)), ("words", "Words", &|(t, s)| words(t, None, *s))];
    for (question, number, shown) in &cells {
        columns.push((question.id, "", number));
        columns.push(("", question.name, shown));
    }
    let about =
        "How many students marked the sentence; ◆ the program marked words of theirs, too. Sentences that no student marked are left out.";
    let marked = |t: &'t Tally<'t>| {
        let marked = t.cells.iter().filter(|(_, cell)| cell.students > 0);
        marked.map(|((_, sentence), _)| *sentence).collect::<BTreeSet<_>>().into_iter().collect()
    };
    section("heat", "Where the class marked", about, tallies, marked, &columns)
}

fn answers<'t>(tallies: &'t [Tally<'t>]) -> Section {
    let said = |t: &Tally<'_>, finding: &u64, answer: &str| {
        count(t.text.works.values().filter(|w| w.asked.get(finding).is_some_and(|a| a.answer == answer)).count())
    };
    section::<(&u64, &&Asked)>(
        "answers",
        "What the class says to the program",
        "",
        tallies,
        |t| t.asked.iter().collect(),
        &[
            ("sentence", "Sentence", &|(_, (_, asked))| count(asked.sentence)),
            ("words", "Words", &|(_, (_, asked))| short(&asked.text)),
            ("asks", "It asks", &|(_, (_, asked))| Cell::text(questions::of(&asked.rule).map_or("", |plain| plain.name))),
            ("agree", "Agree", &|(t, (finding, _))| said(t, finding, "agree")),
            ("disagree", "Disagree", &|(t, (finding, _))| said(t, finding, "disagree")),
            ("cant_tell", "Can't tell", &|(t, (finding, _))| said(t, finding, "cant-tell")),
        ],
    )
}

/// What most students marked in a sentence or at a place of it, or else the program: a file does not hold the text.
fn words(t: &Tally<'_>, place: Option<&Talk>, sentence: usize) -> Cell {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in t.text.works.values().flat_map(|w| &w.marks).filter(|m| place.map_or(m.sentence == sentence, |p| t.at(p, m))) {
        *times.entry(&mark.text).or_default() += 1;
    }
    let most = times.values().max().copied().unwrap_or(0);
    let marked = times.into_iter().find(|(_, n)| *n == most).map(|(text, _)| text);
    let asked = || t.asked.values().find(|a| place.is_some_and(|p| (p.question, p.sentence) == (a.question, a.sentence)));
    short(marked.or_else(|| asked().map(|a| a.text.as_str())).unwrap_or_default())
}

/// Not more of the words than a column takes.
fn short(text: &str) -> Cell {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return Cell::text(text);
    }
    Cell::text(format!("{}…", text.chars().take(MOST - 1).collect::<String>().trim_end()))
}

/// What students wrote about a place, without their codes and in the order of the alphabet, which tells nothing.
fn notes<'a>(t: &Tally<'a>, place: &Talk) -> Vec<&'a str> {
    let works = || t.text.works.values();
    let first = works().flat_map(|w| &w.marks).filter(|m| t.at(place, m)).map(|m| m.why.as_str());
    let asked = |a: &&Asked| place.program && (a.question, a.sentence) == (place.question, place.sentence);
    let then = works().flat_map(|w| w.asked.values()).filter(asked).map(|a| a.why.as_str());
    let mut all: Vec<&str> = first.chain(then).map(str::trim).filter(|why| !why.is_empty()).collect();
    all.sort_unstable();
    all
}
