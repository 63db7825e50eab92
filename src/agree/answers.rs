//! Answers saved from report pages: a reader agrees or disagrees with a finding. The program said yes to each, so they tell its precision.
use super::codings::{Codings, CodingsError, PROGRAM, Row, Unit};
use serde::Deserialize;
use std::io::Read;

/// The fields of an answer that matter here.
#[derive(Deserialize)]
struct Answer {
    /// Whose it is; a page on which no code was typed has none.
    #[serde(default)]
    code: String,
    article: String,
    rule: String,
    start: u64,
    end: u64,
    #[serde(default)]
    text: String,
    /// `agree`, `disagree` or nothing.
    #[serde(default, rename = "answer")]
    said: String,
}

/// What the class page saves, which holds marks and no codings.
#[derive(Deserialize)]
struct Work {
    schema: String,
}

/// Is this the table of a class page, or of `sayso class`?
pub(super) fn are_marks(header: &csv::StringRecord) -> bool {
    ["student", "sentence", "question", "marked"].iter().all(|name| header.iter().any(|h| h == *name))
}

/// Is this the table of a report page?
pub(super) fn are_answers(header: &csv::StringRecord) -> bool {
    ["article", "rule", "start", "end", "answer"].iter().all(|name| header.iter().any(|h| h == *name))
}

pub(super) fn csv(codings: &mut Codings, mut reader: csv::Reader<impl Read>, coder: &str) -> Result<(), CodingsError> {
    let answers: Vec<Answer> = reader.deserialize().collect::<Result<_, _>>()?;
    answers.iter().zip(2..).try_for_each(|(answer, line)| take(codings, answer, line, coder))
}

impl Codings {
    /// Takes answers in that were saved from a report page as JSON.
    ///
    /// # Errors
    /// Where it is no list of answers that a report page saved, or an answer is no code or the second of one coder.
    pub fn read_json(&mut self, mut input: impl Read, coder: &str) -> Result<(), CodingsError> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(serde_json::Error::io)?;
        let of_class = || serde_json::from_slice::<Work>(&bytes).is_ok_and(|work| work.schema.starts_with("sayso-class/"));
        let answers: Vec<Answer> = serde_json::from_slice(&bytes).map_err(|e| if of_class() { CodingsError::Class } else { e.into() })?;
        answers.iter().zip(1..).try_for_each(|(answer, line)| take(self, answer, line, coder))
    }
}

fn take(codings: &mut Codings, answer: &Answer, line: u64, coder: &str) -> Result<(), CodingsError> {
    let said = match answer.said.as_str() {
        "agree" => "yes",
        "disagree" => "no",
        _ => return Ok(()),
    };
    let unit = || Unit {
        article: answer.article.clone(),
        place: format!("{}-{}", answer.start, answer.end),
        text: answer.text.clone(),
        weight: None,
    };
    let code = answer.code.trim();
    for (coder, said) in [(if code.is_empty() { coder } else { code }, said), (PROGRAM, "yes")] {
        codings.take(Row { line, coder, unit: unit(), coded: vec![(&answer.rule, said)] })?;
    }
    Ok(())
}
