//! Interviews without labels: a question to *you* in a paragraph of its own, and the answer below it.
//!
//! A column asks its reader, too, and a list of questions explains a law: so three such questions are asked for, and most of them are answered
//! by *I* or *we*.
use super::{Because, Block, BlockKind, words::Words};
use crate::document::{Document, ParagraphKind, Token};
use std::ops::Range;

/// A question has at most so many words.
const QUESTION_WORDS: usize = 60;
/// Fewer questions make no interview.
const QUESTIONS: usize = 3;

/// The questions and answers in order; none in other articles.
pub(super) fn turns(doc: &Document<'_>) -> Vec<Block> {
    let asked: Vec<usize> = (1..doc.paragraphs().len()).filter(|&at| is_question(doc, at)).collect();
    let answers: Vec<Range<usize>> =
        asked.iter().enumerate().map(|(n, &at)| at + 1..asked.get(n + 1).map_or(end(doc, at), |&q| q)).collect();
    let to_you = asked.iter().filter(|&&at| has(doc, at, &Words::get().asked)).count();
    let answered = answers.iter().filter(|a| (*a).clone().any(|at| has(doc, at, &Words::get().answering))).count();
    if to_you < QUESTIONS || 2 * answered < asked.len() {
        return Vec::new();
    }
    let block = |kind, paragraphs: Range<usize>| {
        let all = doc.paragraphs().get(paragraphs.clone()).unwrap_or_default();
        let body = all.iter().filter(|p| !p.kind.is_furniture() && !p.tokens.is_empty());
        let content: Vec<Range<usize>> = body.map(|p| p.tokens.clone()).collect();
        (!content.is_empty()).then_some(Block { kind, paragraphs, content, holder: None, because: Because::Asked })
    };
    let turns =
        asked.iter().zip(answers).flat_map(|(&at, answer)| [block(BlockKind::Question, at..at + 1), block(BlockKind::Turn, answer)]);
    turns.flatten().collect()
}

/// Where the last answer ends: the article may go on, so a paragraph of it speaks of *me* or *us*, or is the first.
fn end(doc: &Document<'_>, question: usize) -> usize {
    let first = question + 1;
    let goes_on = |&at: &usize| doc.paragraphs()[at].kind == ParagraphKind::Body && has(doc, at, &Words::get().answering);
    (first + 1..doc.paragraphs().len()).find(|at| !goes_on(at)).unwrap_or(doc.paragraphs().len()).max(first.min(doc.paragraphs().len()))
}

/// A paragraph of the outlet's that asks, and does nothing else.
fn is_question(doc: &Document<'_>, at: usize) -> bool {
    let paragraph = &doc.paragraphs()[at];
    let words = doc.tokens().get(paragraph.tokens.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count();
    let asks = paragraph.tokens.end.checked_sub(1).is_some_and(|last| paragraph.tokens.contains(&last) && doc.norm(last) == "?");
    let quoted = paragraph.tokens.clone().any(|t| doc.is_quoted(t));
    asks && !quoted && !paragraph.quoted && !paragraph.kind.is_furniture() && (2..=QUESTION_WORDS).contains(&words)
}

fn has(doc: &Document<'_>, at: usize, list: &[String]) -> bool {
    let tokens = doc.paragraphs()[at].tokens.clone();
    tokens.filter(|&t| doc.tokens().get(t).is_some_and(Token::is_word)).any(|t| list.iter().any(|w| w == doc.norm(t)))
}
