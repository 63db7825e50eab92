//! A student's saved work, as the class page writes it (`render/html/class/record.js`). Nothing in it is taken on trust.
use crate::render::questions::QUESTIONS;
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range};

const SCHEMA: &str = "sayso-class/1";
/// No article has more; a file that says so would make a table without end.
const SENTENCES: usize = 20_000;

/// Why a file does not count.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not JSON, or not of this shape.
    #[error("this is no saved work: {0}")]
    Broken(#[from] serde_json::Error),
    /// JSON of something else.
    #[error("this is no saved work of a class page (no “{SCHEMA}”)")]
    Schema,
    /// Nobody's.
    #[error("it has no student code")]
    Student,
    /// The student still marks.
    #[error("it is not frozen yet (the student has not chosen “I am done”)")]
    Unfrozen,
    /// A mark is outside the text, or asks no question.
    #[error("one of its marks does not stand in its text")]
    Place,
    /// The same text with other sentences.
    #[error("its text is cut into other sentences than that of the files before; it was saved from a page of another version")]
    Cut,
}

/// Which text it is about.
#[derive(Deserialize)]
pub(super) struct About {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) sha256: String,
    pub(super) sentences: usize,
}

/// What one student did.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) student: String,
    pub(super) class: String,
    pub(super) saved_at: String,
    pub(super) marks: Vec<Mark>,
    /// What the program asked, by its number.
    pub(super) asked: BTreeMap<u64, Asked>,
}

/// Words that a student marked; the question by its place among the questions.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) question: usize,
    pub(super) sentence: usize,
    /// Characters of the text.
    pub(super) at: Range<usize>,
    pub(super) text: String,
    pub(super) why: String,
}

/// A mark of the program's, and the student's answer.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) question: usize,
    pub(super) sentence: usize,
    pub(super) at: Range<usize>,
    pub(super) rule: String,
    pub(super) text: String,
    pub(super) answer: String,
    pub(super) why: String,
}

#[derive(Deserialize)]
#[allow(clippy::struct_field_names, reason = "the words of the file")]
struct Saved {
    article: About,
    #[serde(default)]
    student: String,
    #[serde(default)]
    class: String,
    saved_at: Option<String>,
    revealed_at: Option<String>,
    first_marks: Vec<Place>,
    answers: Vec<Place>,
    unanswered: Vec<Place>,
}

/// Words somewhere in the text; a `finding` where the program asks.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Place {
    question: String,
    sentence: usize,
    start: usize,
    end: usize,
    text: String,
    why: String,
    finding: Option<u64>,
    rule: Option<String>,
    answer: String,
}

pub(super) fn read(bytes: &[u8]) -> Result<(About, Work), RecordError> {
    let raw: serde_json::Value = serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?;
    if raw.get("schema").and_then(|s| s.as_str()) != Some(SCHEMA) {
        return Err(RecordError::Schema);
    }
    let saved: Saved = serde_json::from_value(raw)?;
    let about = saved.article;
    let student: String = saved.student.trim().chars().take(24).collect();
    if student.is_empty() {
        return Err(RecordError::Student);
    }
    if about.sentences > SENTENCES {
        return Err(RecordError::Place);
    }
    let place = |p: &Place| {
        let question = QUESTIONS.iter().position(|q| q.id == p.question).ok_or(RecordError::Place)?;
        if (1..=about.sentences).contains(&p.sentence) && p.start < p.end { Ok(question) } else { Err(RecordError::Place) }
    };
    let mark = |p: Place| Ok(Mark { question: place(&p)?, sentence: p.sentence, at: p.start..p.end, text: p.text, why: p.why });
    let marks = saved.first_marks.into_iter().map(mark).collect::<Result<_, RecordError>>()?;
    let mut asked = BTreeMap::new();
    // A place with a reason and no answer stands in both lists.
    for p in saved.unanswered.into_iter().chain(saved.answers) {
        let (Some(finding), Some(rule)) = (p.finding, p.rule.clone()) else { continue };
        let (question, at) = (place(&p)?, p.start..p.end);
        asked.insert(finding, Asked { question, sentence: p.sentence, at, rule, text: p.text, answer: p.answer, why: p.why });
    }
    if saved.revealed_at.is_none() {
        return Err(RecordError::Unfrozen);
    }
    let class = saved.class.chars().take(40).collect();
    Ok((about, Work { student, class, saved_at: saved.saved_at.unwrap_or_default(), marks, asked }))
}
