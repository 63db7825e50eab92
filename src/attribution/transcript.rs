//! Interviews and transcripts: paragraphs that open with who speaks (*Q:*, *A:*, *MAYOR DAHL:*), turn by turn.
//!
//! A label counts where it comes back, so that a list (*Alder: two seats*) or a note is none. What follows a label is its
//! speaker's, up to the next one; after the last label only its own paragraph, for the article may go on. Questions marked *Q*
//! are the outlet's own words.
use super::{Attribution, AttributionKind, CueClass, Floor, Input};
use crate::document::{Paragraph, ParagraphKind, Pos, QuoteState, Shape};
use std::{collections::BTreeMap, ops::Range};

/// A speaker's label has at most so many words.
const LABEL_WORDS: usize = 6;
/// Fewer turns make no transcript.
const TURNS: usize = 3;

/// What stands before the colon, and the paragraphs of the turn.
struct Turn {
    label: Label,
    paragraphs: Range<usize>,
}

/// *MAYOR DAHL:*, *Q.*
struct Label {
    name: Range<usize>,
    /// The first token of what is said.
    says: usize,
}

/// Hears every turn of a transcript whole, in place of the pieces of it that an engine hands over; other articles stay as they are.
pub(super) fn hear_turns(input: &Input<'_>, items: &mut Vec<Attribution>, floor: &mut Floor) {
    let turns = turns(input);
    if turns.len() < TURNS {
        return;
    }
    let mut covered = vec![false; input.doc.paragraphs().len()];
    for turn in &turns {
        covered.get_mut(turn.paragraphs.clone()).into_iter().for_each(|c| c.fill(true));
    }
    let inside = |a: &Attribution| {
        let sentence = input.doc.sentences().get(a.sentence.0 as usize);
        sentence.and_then(|s| covered.get(s.paragraph)).is_some_and(|c| *c)
    };
    items.retain(|a| !(matches!(a.class, CueClass::Colon | CueClass::NoCue) && inside(a)));
    for turn in turns.iter().filter(|t| !asks(input, &t.label.name)) {
        let paragraphs = input.doc.paragraphs().get(turn.paragraphs.clone()).unwrap_or_default();
        for paragraph in paragraphs {
            floor.give(paragraph);
        }
        items.extend(attribution(input, turn));
    }
}

fn turns(input: &Input<'_>) -> Vec<Turn> {
    let labels: Vec<Option<Label>> = input.doc.paragraphs().iter().map(|p| label(input, p)).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *times.entry(name(input, &label.name)).or_default() += 1;
    }
    let comes_back = |label: &Label| times.get(&name(input, &label.name)).is_some_and(|n| *n > 1);
    let mut turns: Vec<Turn> = Vec::new();
    for (at, label) in labels.into_iter().enumerate() {
        let Some(label) = label.filter(comes_back) else { continue };
        if let Some(last) = turns.last_mut() {
            last.paragraphs.end = at;
        }
        turns.push(Turn { label, paragraphs: at..at + 1 });
    }
    turns
}

fn name(input: &Input<'_>, label: &Range<usize>) -> String {
    label.clone().map(|t| input.doc.norm(t)).collect::<Vec<_>>().join(" ")
}

/// *Q*, *Q.*, *Question*
fn asks(input: &Input<'_>, label: &Range<usize>) -> bool {
    label.len() == 1 && matches!(input.doc.norm(label.start), "q" | "q." | "question")
}

/// *A*, *A.*, *Answer*: whose answers they are stands in the text before.
pub(super) fn answers(input: &Input<'_>, label: &Range<usize>) -> bool {
    label.len() == 1 && matches!(input.doc.norm(label.start), "a" | "a." | "answer")
}

fn label(input: &Input<'_>, paragraph: &Paragraph) -> Option<Label> {
    let doc = input.doc;
    if paragraph.kind != ParagraphKind::Body {
        return None;
    }
    let tokens = paragraph.tokens.clone();
    let letter = tokens.start..tokens.start + 1;
    let stops = tokens.len() > 1 && doc.word(tokens.start).ends_with('.') && (asks(input, &letter) || answers(input, &letter));
    if stops {
        return Some(Label { says: letter.end, name: letter });
    }
    let colon = tokens.clone().take(LABEL_WORDS + 1).find(|t| doc.norm(*t) == ":")?;
    let capital = |t: usize| matches!(doc.tokens()[t].shape, Shape::Title | Shape::Upper);
    let named = |t: usize| capital(t) || doc.norm(t) == "." || input.tags[t].pos == Pos::Punct;
    let name = tokens.start..colon;
    let speaks = colon + 1 < tokens.end && name.clone().all(|t| named(t) && doc.quote_state(t) == QuoteState::Outside);
    (speaks && !name.is_empty() && capital(name.start)).then_some(Label { name, says: colon + 1 })
}

fn attribution(input: &Input<'_>, turn: &Turn) -> Option<Attribution> {
    let Label { name, says } = &turn.label;
    let paragraphs = input.doc.paragraphs().get(turn.paragraphs.clone())?;
    let content = paragraphs.iter().map(|p| if p.tokens.contains(says) { *says..p.tokens.end } else { p.tokens.clone() });
    let content = content.map(|c| input.doc.span_of(c)).collect();
    let sentence = input.doc.sentence_of(name.start)?.id;
    let (source, cue) = (input.doc.span_of(name.clone()), input.doc.span_of(says - 1..*says));
    Some(Attribution::new(sentence, AttributionKind::Indirect, CueClass::Colon, Some(source), Some(cue), content))
}
