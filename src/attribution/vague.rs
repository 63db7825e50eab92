//! Sources that cannot be asked, second-hand reports, and the reasons given for anonymity.
use super::{Attribution, Input, scene::Scene};
use crate::{
    document::{Form, Pos, Sentence},
    language::Words,
    lexicon::{Class, Kind},
    span::Span,
};
use std::ops::Range;

/// Per token: the vague-source lexicon says that it heads a collective (`true`) or an unnamed source (`false`).
pub(super) fn heads(input: &Input<'_>) -> Vec<Option<bool>> {
    let mut heads = vec![None; input.doc.tokens().len()];
    for hit in &input.hits {
        let entry = input.entry(hit);
        if entry.kind == Kind::VagueSource {
            for t in hit.tokens.clone() {
                heads[t] = Some(entry.classes.has(Class::Collective));
            }
        }
    }
    heads
}

/// Who passed a report on, and who first said it.
#[derive(Debug, Default)]
pub(super) struct PassedOn {
    /// The medium: *told TASS*, *in an interview with CNN*, *as the Times reported*.
    pub channel: Option<Span>,
    /// Words for the origin, when the source of the attribution is itself the medium: *the Herald reported, citing the ministry*.
    pub origin: Option<Range<usize>>,
}

/// How far after the cue a medium or an origin is looked for, in tokens.
const REACH: usize = 12;

/// Looks in and after the cue for the medium that passes the words on.
pub(super) fn passed_on(scene: &Scene<'_>, a: &Attribution) -> PassedOn {
    let Some(cue) = a.cue.map(|c| scene.doc.tokens_in(c)).filter(|c| !c.is_empty()) else { return PassedOn::default() };
    if let Some(passed_on) = quoted(scene, a, &cue) {
        return passed_on;
    }
    let sentence = scene.doc.tokens()[cue.start].sentence;
    let limit = scene.doc.tokens().len().min(cue.end + REACH);
    let outside = |t: usize| {
        let span = scene.doc.tokens()[t].span;
        !a.content.iter().any(|c| c.contains(span))
            && !a.source.is_some_and(|s| s.contains(span))
            && scene.doc.tokens()[t].sentence == sentence
    };
    let after = (cue.end..limit).find(|&t| !outside(t)).unwrap_or(limit);
    let window = cue.start..after;
    if let Some(source) = a.source.filter(|s| scene.is_medium(&scene.doc.tokens_in(*s))) {
        let citing = window.clone().find(|&t| Words::english().cites(scene.norm(t)));
        // An engine may take the origin for content: it is looked for to the end of the sentence.
        let end = (cue.end..limit).find(|&t| scene.doc.tokens()[t].sentence != sentence).unwrap_or(limit);
        let origin = citing.map(|t| t + 1..noun_phrase_end(scene, t + 1, end)).filter(|r| !r.is_empty());
        return PassedOn { channel: origin.as_ref().map(|_| source), origin };
    }
    let channel = scene
        .mentions_in(&window)
        .map(|i| scene.mentions[i].tokens.clone())
        .find(|n| scene.is_medium(n) && is_told(scene, window.start, n.start));
    PassedOn { channel: channel.map(|n| scene.doc.span_of(n)), origin: None }
}

/// *The Gazette **quoted** Roe **as saying** …*, *Roe was **quoted** by the Gazette **as saying** …*: who quotes passes on.
fn quoted(scene: &Scene<'_>, a: &Attribution, cue: &Range<usize>) -> Option<PassedOn> {
    let source = a.source?;
    let sentence = scene.doc.sentence_of(cue.start)?.tokens.clone();
    let near = sentence.start.max(cue.start.saturating_sub(REACH))..cue.end;
    let verb = near.rev().find(|&t| Words::english().quotes(scene.norm(t)))?;
    let told =
        (verb..sentence.end.min(verb + REACH)).find(|&t| Words::english().likens(scene.norm(t)) && scene.form(t + 1) == Form::Gerund)?;
    let quotes = scene.doc.tokens_in(source);
    let origin = if quotes.end <= verb {
        scene.trim(verb + 1..told)
    } else {
        scene.subject_at((verb.saturating_sub(3)..verb).find(|&t| Words::english().is_be(scene.norm(t)))?)?
    };
    let whole = !origin.is_empty() && cue.start <= told + 1;
    whole.then_some(PassedOn { channel: Some(source), origin: Some(origin) })
}

/// The medium is the one that was told, or that an interview, a statement or a programme was with.
fn is_told(scene: &Scene<'_>, cue: usize, medium: usize) -> bool {
    let before = cue.max(medium.saturating_sub(6))..medium;
    before.clone().any(|t| scene.is_verb(t) || Words::english().addresses(scene.norm(t)))
}

fn noun_phrase_end(scene: &Scene<'_>, start: usize, limit: usize) -> usize {
    let part = |t: usize| {
        scene.is_name(t)
            || matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Det)
            || Words::english().is_genitive(scene.norm(t))
    };
    (start..limit).find(|&t| !part(t)).unwrap_or(limit.max(start))
}

/// Per sentence: the clause that tells why a source is not named, there or in the two after it: *who asked not to be named because …*.
pub(super) fn anonymity_reasons(input: &Input<'_>) -> Vec<Option<Span>> {
    let reason = |sentence: &Sentence| {
        let mut hits = input.hits_in(sentence.span).iter();
        let hit = hits.find(|h| input.entry(h).is(Kind::Neighbour, Class::Anonymity))?;
        let end = (hit.tokens.end..sentence.tokens.end)
            .find(|&t| matches!(input.doc.norm(t), "." | "," | ";" | "\"" | "”" | "—" | "--"))
            .unwrap_or(sentence.tokens.end);
        Some(input.doc.span_of(hit.tokens.start..end))
    };
    let told: Vec<Option<Span>> = input.doc.sentences().iter().map(reason).collect();
    (0..told.len()).map(|first| told.iter().skip(first).take(1 + LATER).flatten().next().copied()).collect()
}

/// So many sentences after the first words of a source may still tell why it is not named.
const LATER: usize = 2;
