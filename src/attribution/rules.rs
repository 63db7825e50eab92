//! The engine by rules: cues of the lexicon, the phrase that names who says it, and the clause or quotation it hands over.
//!
//! Sentence by sentence, cues from left to right; a cue inside content already found is the speaker's own and is left alone.
//! Afterwards every long quotation that no cue claimed is content too: linking finds whose.
mod content;
mod cue;
mod phrase;
mod view;

use super::{
    CueClass, InnerState, Input,
    kind::span_of,
    label::{Label, Part, mark},
    link::SPOKEN_WORDS,
};
use crate::document::{Pos, QuoteState, Sentence};
use content::Found;
use cue::{Cue, Frame};
use std::ops::Range;
use view::View;

/// A speaker before a colon is named in at most so many words.
const SPEAKER_WORDS: usize = 6;
/// The subject of a quoted verb is looked for in at most so many tokens.
const SUBJECT_REACH: usize = 24;

/// Labels every token of the document.
pub(super) fn label(input: &Input<'_>) -> Vec<Label> {
    let mut labels = vec![Label::Out; input.doc.tokens().len()];
    for sentence in input.doc.sentences() {
        label_sentence(input, sentence, &mut labels);
    }
    label_quotations(input, &mut labels);
    labels
}

fn label_sentence(input: &Input<'_>, sentence: &Sentence, labels: &mut [Label]) {
    let view = View::new(input, sentence.tokens.clone());
    if label_speaker_colon(&view, sentence, labels) || label_signature(&view, labels) || label_announcement(&view, sentence, labels) {
        return;
    }
    let cues = cue::cues(&view);
    label_closing(&view, &cues, labels);
    for (i, cue) in cues.iter().enumerate() {
        if cue.class != CueClass::InnerState && labels[cue.tokens.start] == Label::Out {
            label_cue(&view, cue, &cues[i + 1..], labels);
        }
    }
}

/// *The union is pushing for a strike, two people familiar with the matter said.*: a saying that closes the sentence hands over all
/// of it, calls and denials included.
fn label_closing(view: &View<'_, '_>, cues: &[Cue], labels: &mut [Label]) {
    let Some((last, before)) = cues.split_last().filter(|(c, b)| c.class == CueClass::Say && !b.is_empty()) else { return };
    let closes =
        (view.after_settings(last.tokens.end)..view.end).all(|t| view.is_punct(t)) && !before.iter().any(|c| c.class == CueClass::Say);
    if closes && let Some(found) = find(view, last, &[], view.start).filter(|f| f.content.iter().any(|c| c.start == view.start)) {
        label_found(found, labels);
    }
}

/// Wants and beliefs told in the article's own words, outside what `labels` gives to somebody: the same for both engines.
pub(super) fn inner_states(input: &Input<'_>, labels: &[Label]) -> Vec<InnerState> {
    let mut states = Vec::new();
    for sentence in input.doc.sentences() {
        let view = View::new(input, sentence.tokens.clone());
        let cues = cue::cues(&view);
        for (i, cue) in cues.iter().enumerate() {
            if cue.class != CueClass::InnerState || labels[cue.tokens.start] != Label::Out {
                continue;
            }
            let found = find(&view, cue, &cues[i + 1..], labelled_before(&view, cue.tokens.start, labels));
            let Some(found) = found else { continue };
            let Some(span) = span_of(input, &found.cue) else { continue };
            states.push(InnerState {
                sentence: sentence.id,
                holder: found.source.and_then(|s| span_of(input, &s)),
                cue: span,
                content: found.content.iter().filter_map(|c| span_of(input, c)).collect(),
            });
        }
    }
    states
}

/// Labels the cue with its source and content; leaves a cue without content alone.
fn label_cue(view: &View<'_, '_>, cue: &Cue, later: &[Cue], labels: &mut [Label]) {
    if let Some(found) = find(view, cue, later, labelled_before(view, cue.tokens.start, labels)) {
        label_found(found, labels);
    }
}

fn label_found(found: Found, labels: &mut [Label]) {
    for part in found.content {
        if part.clone().all(|t| labels[t] == Label::Out) {
            mark(labels, part, Part::Content);
        }
    }
    mark(labels, found.cue, Part::Cue);
    if let Some(source) = found.source {
        mark(labels, source, Part::Source);
    }
}

fn find(view: &View<'_, '_>, cue: &Cue, later: &[Cue], floor: usize) -> Option<Found> {
    match cue.frame {
        Frame::AccordingTo => content::of_according_to(view, cue, later, floor),
        Frame::Clause | Frame::Any => content::of_verb(view, cue, later, floor),
        Frame::Noun => content::of_noun(view, cue, later, floor),
    }
}

/// One past the last labelled token before a token, or the sentence's start.
fn labelled_before(view: &View<'_, '_>, token: usize, labels: &[Label]) -> usize {
    (view.start..token).rev().find(|t| labels[*t] != Label::Out).map_or(view.start, |t| t + 1)
}

/// *Minister: Taxes will fall.* in headlines and transcripts.
fn label_speaker_colon(view: &View<'_, '_>, sentence: &Sentence, labels: &mut [Label]) -> bool {
    let paragraph = &view.input.doc.paragraphs()[sentence.paragraph];
    let headline = view.headline;
    if !headline && paragraph.tokens.start != view.start {
        return false;
    }
    let Some(colon) = (view.start..view.end).take(SPEAKER_WORDS + 1).find(|t| view.norm(*t) == ":") else { return false };
    let opening = view.start + usize::from(view.quote_state(view.start) == QuoteState::Open)..colon;
    // "Roe to farmers: …", "Doe at the council: …"
    let place = opening.clone().skip(1).find(|t| headline && view.pos(*t) == Pos::Adp);
    let speaker = opening.start..place.unwrap_or(colon);
    let nominal = |t: usize| view.is_nominal(t) || view.is_det(t);
    let somebody = headline && view.is_somebody(speaker.end.wrapping_sub(1));
    let names = somebody || speaker.clone().any(|t| view.is_name(t));
    let named = names && speaker.clone().all(nominal) && (speaker.end..colon).skip(1).all(nominal);
    let says = colon + 1..view.end;
    let quoted = view.quote_state(colon + 1) == QuoteState::Open;
    if !named
        || !(quoted || headline && (somebody && says.len() > 2 || says.clone().any(|t| view.is_finite(t))) || !headline && says.len() > 3)
    {
        return false;
    }
    let end = if headline { view.end } else { paragraph.tokens.end };
    mark(labels, speaker, Part::Source);
    mark(labels, colon..colon + 1, Part::Cue);
    mark(labels, colon + 1..end, Part::Content);
    true
}

/// *The minister added:* at the end of a paragraph hands over the next one.
fn label_announcement(view: &View<'_, '_>, sentence: &Sentence, labels: &mut [Label]) -> bool {
    let ends = view.input.doc.paragraphs()[sentence.paragraph].tokens.end == view.end;
    if !ends || view.headline || view.norm(view.end - 1) != ":" {
        return false;
    }
    let Some(cue) = cue::cues(view).pop().filter(|c| c.class == CueClass::Say && view.after_settings(c.tokens.end) + 1 == view.end) else {
        return false;
    };
    let Some(source) = phrase::before(view, cue.tokens.start, view.start) else { return false };
    mark(labels, source, Part::Source);
    mark(labels, cue.tokens, Part::Cue);
    true
}

/// *“…” — Ann Roe*: a quotation signed with a name.
fn label_signature(view: &View<'_, '_>, labels: &mut [Label]) -> bool {
    let doc = view.input.doc;
    let Some(dash) = (view.start.max(1)..view.end).rev().take(SPEAKER_WORDS + 2).find(|t| view.is_dash(*t)) else { return false };
    let end = if view.norm(view.end - 1) == "." { view.end - 1 } else { view.end };
    let name = dash + 1..end;
    let named = !name.is_empty() && name.clone().all(|t| view.is_nominal(t)) && view.is_name(dash + 1);
    if !named || doc.quote_state(dash - 1) != QuoteState::Close {
        return false;
    }
    let signed = doc.quotations().partition_point(|q| q.tokens.end < dash);
    let Some(quotation) = signed.checked_sub(1).and_then(|q| doc.quotations().get(q)).filter(|q| q.tokens.end + 1 == dash) else {
        return false;
    };
    for sentence in sentences_of(view.input, quotation.tokens.clone()) {
        mark(labels, sentence, Part::Content);
    }
    mark(labels, dash..dash + 1, Part::Cue);
    mark(labels, name, Part::Source);
    true
}

/// Quotations that no cue claimed: whole sentences of them, and any that is long enough to be speech.
fn label_quotations(input: &Input<'_>, labels: &mut [Label]) {
    for quotation in input.doc.quotations().iter().filter(|q| q.depth == 0) {
        let tokens = quotation.tokens.clone();
        let words = tokens.clone().filter(|t| input.doc.tokens()[*t].is_word()).count();
        let claimed = tokens.clone().any(|t| labels[t] != Label::Out);
        let mut tokens = with_marks(input, tokens);
        let whole = input.doc.sentence_of(tokens.start).is_some_and(|s| s.tokens.start == tokens.start && s.tokens.end <= tokens.end);
        if words < SPOKEN_WORDS && !claimed && !whole {
            continue;
        }
        // "The people of Alder “deserve a bridge. They waited.”"
        let first = input.doc.sentence_of(tokens.start).map_or(tokens.start, |s| s.tokens.start);
        if (first + 1..=first + SUBJECT_REACH).contains(&tokens.start) {
            let view = View::new(input, first..tokens.start + 2);
            let free = |t: usize| labels[t] == Label::Out && !view.is_finite(t);
            if view.is_finite(tokens.start + 1) && (first..tokens.start).all(free) {
                tokens.start = first;
            }
        }
        label_rest(tokens, labels);
    }
}

/// A quotation with its marks.
fn with_marks(input: &Input<'_>, tokens: Range<usize>) -> Range<usize> {
    let mark = |t: usize, state| t < input.doc.tokens().len() && input.doc.quote_state(t) == state;
    let opens = tokens.start.checked_sub(1).is_some_and(|t| mark(t, QuoteState::Open));
    let closes = mark(tokens.end, QuoteState::Close);
    tokens.start - usize::from(opens)..tokens.end + usize::from(closes)
}

/// What nobody has labelled of a quotation: one span with the content next to it.
fn label_rest(tokens: Range<usize>, labels: &mut [Label]) {
    let mut goes_on = false;
    for t in tokens {
        match labels[t] {
            Label::Out => labels[t] = Label::new(Part::Content, !goes_on),
            Label::ContentB if goes_on => labels[t] = Label::ContentI,
            _ => {}
        }
        goes_on = labels[t].part() == Some(Part::Content);
    }
}

/// The tokens cut at sentence bounds.
fn sentences_of<'a>(input: &'a Input<'_>, tokens: std::ops::Range<usize>) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let mut at = tokens.start;
    std::iter::from_fn(move || {
        let id = input.doc.tokens().get(at).filter(|_| at < tokens.end)?.sentence;
        let start = at;
        at = (start..tokens.end).find(|t| input.doc.tokens()[*t].sentence != id).unwrap_or(tokens.end);
        Some(start..at)
    })
}
