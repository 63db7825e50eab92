//! Vague attribution by the encoder's readings.
use super::finding;
use crate::{
    classify::Context,
    document::{Pos, Sentence, Token},
    encoder::{Readings, Score, percent},
    finding::{Confidence, Finding, Role},
    lexicon::Kind,
};

/// A word belongs to the holder that is so much less telling than the most telling word, and no less.
const WITHIN: Score = 512;

/// At most one finding a sentence.
pub(super) fn check(cx: &Context<'_>, readings: &Readings, sentence: &Sentence) -> Option<Finding> {
    if readings.sentence(sentence.id.0 as usize).vague < readings.thresholds().vague {
        return None;
    }
    let is_word = |t: usize| cx.doc.tokens().get(t).is_some_and(Token::is_word);
    let score = |t: usize| readings.token(t).vague;
    let peak = sentence.tokens.clone().filter(|&t| is_word(t)).reduce(|best, t| if score(t) > score(best) { t } else { best })?;
    let telling = |t: usize| is_word(t) && score(t) >= score(peak) - WITHIN;
    let start = (sentence.tokens.start..peak).rev().find(|&t| !telling(t)).map_or(sentence.tokens.start, |t| t + 1);
    let end = (peak..sentence.tokens.end).find(|&t| !telling(t)).unwrap_or(sentence.tokens.end);
    let end = (peak + 1..end).rev().find(|&t| is_word(t) && !ties(cx, t)).map_or(peak + 1, |t| t + 1);
    let start = (start..peak).find(|&t| is_word(t)).unwrap_or(peak);
    let holder = cx.doc.span_of(start..end);
    let words = cx.doc.text_of(holder);
    let sure = percent(readings.sentence(sentence.id.0 as usize).vague);
    let mut out = finding(cx, sentence, holder, format!("“{words}”: nobody is named who could be asked"))
        .sure(Confidence { any: sure, strong: sure });
    let known = cx
        .hits_in(sentence)
        .iter()
        .find(|h| h.span.overlaps(holder) && matches!(cx.lexicons.entry(h.entry).kind, Kind::VagueSource | Kind::Cue));
    if let Some(hit) = known {
        out = out.entry(&cx.lexicons.entry(hit.entry).id);
    }
    let here = |a: &crate::attribution::Attribution| a.source.or(a.cue).is_some_and(|s| s.overlaps(holder));
    let content = cx.attributions.of_sentence(sentence.id).find(|(_, a)| here(a)).map(|(_, a)| a.content.clone()).unwrap_or_default();
    Some(content.into_iter().fold(out, |f, span| f.with(Role::Content, span)))
}

/// *Nobody at the*: what only ties the holder to its neighbours is left out.
fn ties(cx: &Context<'_>, token: usize) -> bool {
    cx.tags.get(token).is_some_and(|t| matches!(t.pos, Pos::Adp | Pos::Det | Pos::Cconj | Pos::Sconj))
}
