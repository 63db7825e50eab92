//! Interviews and transcripts: paragraphs that open with who speaks (*Q:*, *A:*, *MAYOR DAHL:*), turn by turn.
//!
//! A label counts where it comes back, so that a list (*Alder: two seats*) or a note is none. What follows a label is its
//! speaker's, up to the next one; after the last label only its own paragraph, for the article may go on. Questions marked *Q*
//! are the outlet's own words.
use super::{Because, Block, BlockKind, words::Words};
use crate::document::{Document, Paragraph, ParagraphKind, Shape, TokenKind};
use std::{collections::BTreeMap, ops::Range};

/// A speaker's label has at most so many words.
const LABEL_WORDS: usize = 6;
/// Fewer turns make no transcript.
const TURNS: usize = 3;

/// *MAYOR DAHL:*, *Q.*
struct Label {
    name: Range<usize>,
    /// The first token of what is said.
    says: usize,
}

/// The turns of a transcript, in order; none in other articles.
pub(super) fn turns(doc: &Document<'_>) -> Vec<Block> {
    let labels: Vec<Option<Label>> = doc.paragraphs().iter().map(|p| label(doc, p)).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *times.entry(name(doc, &label.name)).or_default() += 1;
    }
    let comes_back = |label: &Label| times.get(&name(doc, &label.name)).is_some_and(|n| *n > 1);
    let mut turns: Vec<(Label, Range<usize>)> = Vec::new();
    for (at, label) in labels.into_iter().enumerate() {
        let Some(label) = label.filter(comes_back) else { continue };
        if let Some((_, last)) = turns.last_mut() {
            last.end = at;
        }
        turns.push((label, at..at + 1));
    }
    if turns.len() < TURNS { Vec::new() } else { turns.into_iter().map(|(label, paragraphs)| block(doc, label, paragraphs)).collect() }
}

fn block(doc: &Document<'_>, label: Label, paragraphs: Range<usize>) -> Block {
    let all = doc.paragraphs().get(paragraphs.clone()).unwrap_or_default();
    let content = all.iter().map(|p| if p.tokens.contains(&label.says) { label.says..p.tokens.end } else { p.tokens.clone() });
    let kind = if asks(doc, &label.name) { BlockKind::Question } else { BlockKind::Turn };
    Block { kind, paragraphs, content: content.collect(), holder: Some(label.name), because: Because::Label }
}

fn name(doc: &Document<'_>, label: &Range<usize>) -> String {
    label.clone().map(|t| doc.norm(t)).collect::<Vec<_>>().join(" ")
}

/// *Q*, *Q.*, *Question*
fn asks(doc: &Document<'_>, label: &Range<usize>) -> bool {
    label.len() == 1 && Words::get().questions.iter().any(|q| q == doc.norm(label.start))
}

fn label(doc: &Document<'_>, paragraph: &Paragraph) -> Option<Label> {
    if paragraph.kind != ParagraphKind::Body {
        return None;
    }
    let tokens = paragraph.tokens.clone();
    let letter = tokens.start..tokens.start + 1;
    let stops = tokens.len() > 1 && doc.word(tokens.start).ends_with('.') && (asks(doc, &letter) || super::answers(doc, &letter));
    if stops {
        return Some(Label { says: letter.end, name: letter });
    }
    let colon = tokens.clone().take(LABEL_WORDS + 1).find(|t| doc.norm(*t) == ":")?;
    let capital = |t: usize| matches!(doc.tokens()[t].shape, Shape::Title | Shape::Upper);
    let named = |t: usize| capital(t) || matches!(doc.tokens()[t].kind, TokenKind::Punct);
    let name = tokens.start..colon;
    let speaks = colon + 1 < tokens.end && name.clone().all(|t| named(t) && !doc.is_quoted(t));
    (speaks && !name.is_empty() && capital(name.start)).then_some(Label { name, says: colon + 1 })
}
