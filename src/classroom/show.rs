//! The results of a class as tables.
use super::{Class, tally::Tally};
use crate::{
    render::questions::{self, QUESTIONS},
    sheet::{Cell, Section, Sheet},
};
use std::collections::BTreeMap;

/// What people see: places to talk about, agreement, who marked what, and the answers to the program.
pub fn sheet(class: &Class) -> Sheet {
    let tallies: Vec<Tally<'_>> = class.texts.values().map(Tally::new).collect();
    let many = tallies.len() > 1;
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
        sections: vec![talk(&tallies, many), alike(&tallies, many), heat(&tallies, many), answers(&tallies, many)],
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

/// A section whose rows begin with the article, which people see only where there are several.
fn section(id: &'static str, title: &str, about: &str, many: bool, columns: &[(&'static str, &'static str)]) -> Section {
    let article = [("article", if many { "Article" } else { "" })];
    Section::new(id, title, about, &[&article, columns].concat())
}

/// Rows of a section, each after its article's title.
fn rows<'a>(tallies: &[Tally<'a>], of: impl Fn(&Tally<'a>) -> Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let titled = |t: &Tally<'a>| of(t).into_iter().map(|row| [vec![Cell::text(&t.text.title)], row].concat()).collect::<Vec<_>>();
    tallies.iter().flat_map(titled).collect()
}

fn name(question: usize) -> Cell {
    Cell::text(QUESTIONS.get(question).map_or("", |q| q.name))
}

fn talk(tallies: &[Tally<'_>], many: bool) -> Section {
    let columns = [
        ("why", "Why"),
        ("question", "Question"),
        ("sentence", "Sentence"),
        ("marked", ""),
        ("students", ""),
        ("", "Marked by"),
        ("program", ""),
        ("", "The program"),
        ("words", "Words"),
        ("notes", "Notes"),
    ];
    let mut out = section("talk", "Talk about these", "", many, &columns);
    out.rows = rows(tallies, |t| {
        let row = |p: super::tally::Talk| {
            let (k, n) = (p.cell.students, t.students);
            vec![
                Cell::text(p.why),
                name(p.question),
                count(p.sentence),
                Cell::Count(k.into()),
                Cell::Count(n.into()),
                Cell::text(format!("{k} of {n}")),
                count(p.cell.program.into()),
                Cell::text(if p.cell.program { "asks" } else { "is silent" }),
                words(t, Some(p.question), p.sentence),
                Cell::text(notes(t, p.question, p.sentence).join(" / ")),
            ]
        };
        t.talk().into_iter().map(row).collect()
    });
    out
}

fn alike(tallies: &[Tally<'_>], many: bool) -> Section {
    let columns = [
        ("question", "Question"),
        ("in_words", "In words"),
        ("alpha", "Krippendorff's alpha"),
        ("sentences", "Sentences that anybody marked"),
    ];
    let mut out = section("alike", "How alike did the class read?", "", many, &columns);
    out.rows = rows(tallies, |t| {
        let row = |q: usize| {
            let alpha = t.alpha(q);
            vec![name(q), Cell::text(questions::alike(alpha)), Cell::number(alpha, 2), count(t.marked(q))]
        };
        (0..QUESTIONS.len()).map(row).collect()
    });
    out
}

fn heat(tallies: &[Tally<'_>], many: bool) -> Section {
    let shown = QUESTIONS.iter().flat_map(|q| [(q.id, ""), ("", q.name)]);
    let columns: Vec<_> = [("sentence", "Sentence"), ("words", "Words")].into_iter().chain(shown).collect();
    let about = "How many students marked the sentence; ◆ the program marked it. Sentences that nobody marked are left out.";
    let mut out = section("heat", "Where the class marked", about, many, &columns);
    out.rows = rows(tallies, |t| {
        let row = |sentence: usize| {
            let cells = (0..QUESTIONS.len()).flat_map(|q| {
                let cell = t.cell(q, sentence);
                let number = if cell.students > 0 { cell.students.to_string() } else { String::new() };
                let shown = if cell.program { format!("{number} ◆") } else { number };
                [Cell::Count(cell.students.into()), Cell::text(shown)]
            });
            [count(sentence), words(t, None, sentence)].into_iter().chain(cells).collect()
        };
        let mut sentences: Vec<usize> = t.cells.keys().map(|(_, sentence)| *sentence).collect();
        sentences.sort_unstable();
        sentences.dedup();
        sentences.into_iter().map(row).collect()
    });
    out
}

fn answers(tallies: &[Tally<'_>], many: bool) -> Section {
    let columns = [
        ("sentence", "Sentence"),
        ("words", "Words"),
        ("asks", "It asks"),
        ("agree", "Agree"),
        ("disagree", "Disagree"),
        ("cant_tell", "Can't tell"),
    ];
    let mut out = section("answers", "What the class says to the program", "", many, &columns);
    out.rows = rows(tallies, |t| {
        let row = |(finding, asked): (&u64, &&super::record::Asked)| {
            let said =
                |answer: &str| count(t.text.works.values().filter(|w| w.asked.get(finding).is_some_and(|a| a.answer == answer)).count());
            let asks = questions::of(&asked.rule).map_or("", |plain| plain.name);
            vec![count(asked.sentence), short(&asked.text), Cell::text(asks), said("agree"), said("disagree"), said("cant-tell")]
        };
        t.asked.iter().map(row).collect()
    });
    out
}

/// What most students marked in a sentence, or else the program: a file does not hold the text.
fn words(t: &Tally<'_>, question: Option<usize>, sentence: usize) -> Cell {
    let here = |q: usize, s: usize| s == sentence && question.is_none_or(|question| question == q);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in t.text.works.values().flat_map(|w| &w.marks).filter(|m| here(m.question, m.sentence)) {
        *times.entry(&mark.text).or_default() += 1;
    }
    let most = times.values().max().copied().unwrap_or(0);
    let marked = times.into_iter().find(|(_, n)| *n == most).map(|(text, _)| text);
    let asked = || t.asked.values().find(|a| here(a.question, a.sentence)).map(|a| a.text.as_str());
    short(marked.or_else(asked).unwrap_or_default())
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
fn notes<'a>(t: &Tally<'a>, question: usize, sentence: usize) -> Vec<&'a str> {
    let works = || t.text.works.values();
    let first = works().flat_map(|w| &w.marks).filter(|m| (m.question, m.sentence) == (question, sentence)).map(|m| m.why.as_str());
    let then = works().flat_map(|w| w.asked.values()).filter(|a| (a.question, a.sentence) == (question, sentence)).map(|a| a.why.as_str());
    let mut all: Vec<&str> = first.chain(then).map(str::trim).filter(|why| !why.is_empty()).collect();
    all.sort_unstable();
    all
}
