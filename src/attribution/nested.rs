//! Reports inside reports: *Roe said Doe had told him to wait*, *…, according to the Courier*, *Roe, citing the ministry, said*.
//! An engine marks each word once, for the outer report; who is heard inside it is a source, too.
use super::{
    Attribution, AttributionKind, CueClass, Input,
    mention::Scene,
    pronoun::Pronoun,
    source_traits::Traits,
};
use crate::{
    document::{Form, Pos, QuoteState},
    lexicon::Kind,
    span::Span,
};
use std::ops::Range;

/// So many words may stand between an inner subject and its verb (*has repeatedly*), and in an inner subject.
const BETWEEN: usize = 3;
const SUBJECT: usize = 12;

/// An attribution for each inner report of the given ones.
pub(super) fn inside(input: &Input<'_>, scene: &Scene<'_>, items: &[Attribution]) -> Vec<Attribution> {
    let taken = |span: Span| {
        let at = items.partition_point(|a| a.sentence.0 + 1 < sentence_of(input, span));
        items[at..].iter().take_while(|a| a.sentence.0 <= sentence_of(input, span) + 1).any(|a| a.cue.is_some_and(|c| c.overlaps(span)))
    };
    let mut inner = Vec::new();
    for outer in items.iter().filter(|a| a.class != CueClass::Holderless) {
        for content in outer.content.iter().map(|c| input.doc.tokens_in(*c)) {
            let from = input.hits.partition_point(|h| h.tokens.start < content.start);
            for hit in input.hits[from..].iter().take_while(|h| h.tokens.start < content.end) {
                let entry = input.lexicons.entry(hit.entry);
                let class = CueClass::parse(&entry.class).filter(|_| entry.kind == Kind::Cue && !taken(hit.span));
                let quoted = input.doc.quote_state(hit.tokens.start) == QuoteState::Inside;
                let Some(class) = class.filter(|_| !quoted) else { continue };
                let source = match class {
                    CueClass::AccordingTo => after(scene, hit.tokens.end, content.end),
                    CueClass::Say | CueClass::Claim | CueClass::Deny | CueClass::Call | CueClass::Show => before(scene, &hit.tokens, content.start),
                    _ => None,
                };
                let Some(source) = source else { continue };
                let sentence = input.doc.sentence_of(hit.tokens.start).map_or(0..0, |s| s.tokens.clone());
                let told = hit.tokens.end.max(source.end)..content.end.min(sentence.end);
                let told = if told.len() > 1 { told } else { content.start.max(sentence.start)..hit.tokens.start.min(source.start) };
                let words = scene.trim(told);
                if words.is_empty() {
                    continue;
                }
                inner.push(Attribution {
                    sentence: input.doc.sentence_of(hit.tokens.start).map_or(outer.sentence, |s| s.id),
                    kind: AttributionKind::Indirect,
                    class,
                    source: Some(input.doc.span_of(source)),
                    cue: Some(hit.span),
                    content: vec![input.doc.span_of(words)],
                    source_id: None,
                    vague: None,
                    channel: None,
                    anonymity_reason: None,
                });
            }
        }
    }
    inner
}

fn sentence_of(input: &Input<'_>, span: Span) -> u32 {
    let at = input.doc.tokens_in(span).start;
    input.doc.tokens().get(at).map_or(0, |t| t.sentence)
}

/// The subject of a finite verb of saying, if it may speak.
fn before(scene: &Scene<'_>, cue: &Range<usize>, from: usize) -> Option<Range<usize>> {
    let from = from.max(cue.start.saturating_sub(SUBJECT));
    let small = |t: usize| matches!(scene.pos(t), Pos::Aux | Pos::Adv) && !scene.is_name(t);
    let end = (from..cue.start).rev().take(BETWEEN + 1).find(|&t| !small(t))? + 1;
    let helped = (end..cue.start).any(|t| scene.pos(t) == Pos::Aux && !matches!(scene.form(t), Form::Modal));
    let passive = (end..cue.start).any(|t| matches!(scene.norm(t), "is" | "are" | "was" | "were" | "be" | "been"));
    let finite = matches!(scene.form(cue.start), Form::Past | Form::Present) || (helped && scene.form(cue.start) == Form::Participle);
    if !finite || passive {
        return None;
    }
    let part = |t: usize| {
        scene.is_name(t)
            || scene.is_possessive(t)
            || matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num)
            || (t + 1 == end && scene.pos(t) == Pos::Pron)
    };
    let start = (from..end).rev().find(|&t| !part(t)).map_or(from, |t| t + 1);
    speaks(scene, start..end)
}

/// The phrase after *according to*.
fn after(scene: &Scene<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let part = |t: usize| {
        scene.is_name(t) || scene.is_possessive(t) || matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num)
    };
    let end = (start..end.min(start + SUBJECT)).find(|&t| !part(t)).unwrap_or(end.min(start + SUBJECT));
    speaks(scene, start..end)
}

/// A name, a person, a body, a document, *he*.
fn speaks(scene: &Scene<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let words = scene.trim(words);
    let noun = words.end.checked_sub(1).filter(|_| !words.is_empty())?;
    let pronoun = words.len() == 1 && matches!(Pronoun::parse(scene.norm(noun)), Some(Pronoun::Person(_)));
    let can = scene.named_head(&words).is_some()
        || scene.traits[noun].is_person()
        || scene.traits[noun].any(Traits::ORG | Traits::DOCUMENT | Traits::MEDIUM);
    (can || pronoun).then_some(words)
}
