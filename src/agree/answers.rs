//! Answers saved from report pages: a reader agrees or disagrees with a finding. The program said yes to each, so they tell its precision.
use super::codings::{Codings, CodingsError, PROGRAM, Row, Unit};
use serde::Deserialize;
use std::io::Read;

/// The fields of an answer that matter here.
#[derive(Deserialize)]
struct Answer {
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

/// Is this the table of a report page?
pub(super) fn are_answers(header: &csv::StringRecord) -> bool {
    ["article", "rule", "start", "end", "answer"].iter().all(|name| header.iter().any(|h| h == *name))
}

pub(super) fn csv(codings: &mut Codings, mut reader: csv::Reader<impl Read>, coder: &str) -> Result<(), CodingsError> {
    let answers: Vec<Answer> = reader.deserialize().collect::<Result<_, _>>()?;
    answers.iter().zip(2..).try_for_each(|(answer, line)| take(codings, answer, line, coder))
}

pub(super) fn json(codings: &mut Codings, input: impl Read, coder: &str) -> Result<(), CodingsError> {
    let answers: Vec<Answer> = serde_json::from_reader(input)?;
    answers.iter().zip(1..).try_for_each(|(answer, line)| take(codings, answer, line, coder))
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
    for (coder, said) in [(coder, said), (PROGRAM, "yes")] {
        codings.take(Row { line, coder, unit: unit(), coded: vec![(&answer.rule, said)] })?;
    }
    Ok(())
}
