//! Statements that need a source, and why: an annotation step after attribution and before the rules. The engine's readings say
//! which and where; the lexicons say which entry stands there.
mod accused;
pub mod alone;
mod echo;
mod figure;
mod model;

pub use crate::reason::Reason;
pub use accused::Accused;
pub use echo::{Index, Words};
pub use model::{Claim, Claims};

use crate::{
    attribution::{Attributions, Input},
    document::{Document, Sentence},
    encoder::SentenceReading,
    language,
    lexicon::{Hit, Kind},
    span::Span,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The claims of an article.
pub fn annotate(input: &Input<'_>, attributions: &Attributions) -> Claims {
    let mut claims = Claims::default();
    let readings = input.readings;
    let least = readings.thresholds();
    for sentence in input.doc.sentences() {
        let reading = readings.sentence(sentence.id);
        if attributions.voice(sentence.id).is_own() && reading.asks() >= least.needs {
            let tokens = trigger(input, sentence);
            let reason = reason(&reading);
            let cited = cited(input, &tokens, reason);
            let tokens = cited.map_or(tokens.clone(), |hit| whole(input, &tokens, hit));
            claims.own.push(Claim {
                sentence: sentence.id,
                reason,
                trigger: input.doc.span_of(tokens),
                entry: cited.map(|h| h.entry),
                attribution: None,
                score: (reading.needs, reading.needs_strongly),
            });
        }
    }
    for candidate in alone::candidates(input.doc, attributions, readings) {
        let odds = alone::weights().odds(&candidate.signs);
        if odds >= least.alone {
            claims.attributed.push(Claim {
                sentence: candidate.sentence,
                reason: reason(&readings.sentence(candidate.sentence)),
                trigger: candidate.content,
                entry: None,
                attribution: Some(candidate.attribution),
                score: (odds, odds),
            });
        }
    }
    claims.accused = accused::all(input, attributions, &claims);
    claims
}

/// The most telling words. *About 20 percent of the*: what only ties them to their neighbours is left out.
fn trigger(input: &Input<'_>, sentence: &Sentence) -> Range<usize> {
    let (peak, stretch) = input.readings.stretch(sentence.tokens.clone(), |t| input.is_word(t), |r| r.trigger);
    let tells = |&t: &usize| input.is_word(t) && !input.is_tie(t);
    let start = (stretch.start..peak).find(tells).unwrap_or(peak);
    let end = (peak + 1..stretch.end).rev().find(tells).map_or(peak + 1, |t| t + 1);
    // *They do**n't***
    let short = |t: &usize| language::Words::english().contractions.iter().any(|c| c == input.doc.norm(*t));
    let end = (end..sentence.tokens.end).take_while(short).last().map_or(end, |t| t + 1);
    figure::whole(input, sentence, start..end, reason(&input.readings.sentence(sentence.id)) == Reason::Number)
}

/// The likeliest reason.
fn reason(reading: &SentenceReading) -> Reason {
    let best = Reason::ALL.into_iter().zip(reading.reason).reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Reason::Evaluation, |(reason, _)| reason)
}

/// What an entry lists is cited whole (*out **of touch***), but for what only ties it to the next words (*because **of***).
fn whole(input: &Input<'_>, tokens: &Range<usize>, hit: &Hit) -> Range<usize> {
    let end = hit.tokens.clone().rev().find(|&t| !input.is_tie(t)).map_or(hit.tokens.end, |t| t + 1);
    tokens.start.min(hit.tokens.start)..tokens.end.max(end)
}

/// Where the lexicon entry of that reason stands that is behind a trigger.
fn cited<'a>(input: &Input<'a>, tokens: &Range<usize>, reason: Reason) -> Option<&'a Hit> {
    let from = input.words.hits.partition_point(|h| h.tokens.start + 8 < tokens.start);
    let near = input.words.hits.get(from..)?.iter().take_while(|h| h.tokens.start < tokens.end);
    // *because of* | *the threat*: right before it counts, too.
    near.filter(|h| h.tokens.end >= tokens.start && has_reason(input, h, reason)).max_by_key(|h| h.tokens.len())
}

/// An entry that lists words for claims of that reason.
fn has_reason(input: &Input<'_>, hit: &Hit, reason: Reason) -> bool {
    let entry = input.entry(hit);
    entry.kind == Kind::Claim && entry.reason == Some(reason)
}

/// The attributions whose content stands in a sentence, each with the stretch from its first word there to its last.
fn contents(doc: &Document<'_>, attributions: &Attributions, sentence: &Sentence) -> Vec<(usize, Span)> {
    let mut out: Vec<(usize, Span)> = Vec::new();
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    for t in sentence.tokens.clone() {
        let Some(owner) = attributions.tokens.get(t).and_then(|v| v.owner()).map(|o| o as usize) else { continue };
        let Some(span) = doc.tokens().get(t).map(|t| t.span) else { continue };
        let place = *places.entry(owner).or_insert(out.len());
        match out.get_mut(place) {
            Some((_, content)) => *content = content.cover(span),
            None => out.push((owner, span)),
        }
    }
    out
}
