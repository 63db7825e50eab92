//! Loaded terms by the encoder's readings: whether an entry counts here, and words that no entry lists.
use super::{META, Place, advice, first_sentence, of_hit, place, stands_alone, wordings};
use crate::{
    classify::{Context, UNLISTED_TERMS},
    document::{Pos, Sentence, Shape},
    encoder::{Score, TokenReading, percent},
    finding::{Confidence, Finding},
    level::Level,
    lexicon::{Class, Entry, EntryId, Hit, Kind, VoiceLevels},
};
use std::ops::Range;

/// The findings of one sentence. House entries count at once.
pub(in crate::classify) fn check(cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
    let from = out.len();
    let loaded = |h: &&Hit| cx.entry(h).kind == Kind::Loaded && cx.entry(h).level != VoiceLevels::OFF;
    for hit in cx.hits_in(sentence.span).iter().filter(loaded) {
        let Some(finding) = of_hit(cx, sentence, hit) else { continue };
        let score = most(hit.tokens.clone(), |t| cx.readings.token(t).loaded);
        if cx.entry(hit).house || finding.excuse.is_some() {
            out.push(finding);
        } else if score >= cx.readings.thresholds().listed {
            out.push(finding.sure(confidence(cx, &hit.tokens)));
        }
    }
    // A word whose entry is off, or which only says that nobody answers for it (*reportedly*), is known, and no judgement.
    let known = |h: &Hit| {
        let entry = cx.entry(h);
        entry.kind == Kind::Loaded && entry.level.own == Some(Level::Off) || entry.is(Kind::Cue, Class::Holderless)
    };
    for tokens in runs(cx, sentence) {
        let span = cx.doc.span_of(tokens.clone());
        let told = out[from..].iter().any(|f| f.trigger().overlaps(span));
        if !told && !cx.hits_in(sentence.span).iter().any(|h| h.span.overlaps(span) && known(h)) {
            out.extend(unlisted(cx, sentence, &tokens));
        }
    }
}

fn unlisted(cx: &Context<'_>, sentence: &Sentence, tokens: &Range<usize>) -> Option<Finding> {
    let place = place(cx, sentence, tokens);
    if matches!(place, Place::Quotation) {
        return None;
    }
    let span = cx.doc.span_of(tokens.clone());
    let place = if place == Place::Indirect { Place::Own } else { place };
    let (why, advice, instead) = match listed(cx, tokens) {
        // *claimed 12 lives*
        Some(id) if cx.lexicons.names_plain_senses(id) => return None,
        Some(id) => {
            let entry = cx.lexicons.entry(id);
            let fits = tokens.len() == 1 && place != Place::Headline && stands_alone(cx, tokens);
            let wordings = if fits { wordings(cx, id, tokens) } else { Vec::new() };
            (format!(": {}", first_sentence(&entry.why)), advice(entry, &wordings, place), wordings)
        }
        None => ("; no entry of the lexicons stands behind this".to_owned(), "cut it, or say who judges so".to_owned(), Vec::new()),
    };
    let message = format!("“{}” {}{why}", cx.doc.text_of(span), place.describe());
    let finding = Finding::new(META.id, META.level, sentence.id, span, message).in_category(UNLISTED_TERMS);
    Some(finding.advise(advice).instead(instead).sure(confidence(cx, tokens)))
}

/// The entry that lists one of the words, though its conditions do not hold here (*disastrous* beside *floods*): what it says of the word
/// is worth more than nothing. In headlines and capitals the tagger takes verbs for nouns (*Report slams council*).
fn listed(cx: &Context<'_>, tokens: &Range<usize>) -> Option<EntryId> {
    let judges = |entry: &Entry| entry.kind == Kind::Loaded && entry.level.own != Some(Level::Off);
    let written = |t: &usize| cx.doc.tokens().get(*t).is_some_and(|t| t.shape != Shape::Upper);
    tokens.clone().filter(written).find_map(|t| cx.lexicons.listing(cx.doc, &cx.tags, t, judges))
}

fn confidence(cx: &Context<'_>, tokens: &Range<usize>) -> Confidence {
    let most = |of: fn(TokenReading) -> Score| percent(most(tokens.clone(), |t| of(cx.readings.token(t))));
    Confidence { any: most(|t| t.loaded), strong: most(|t| t.strong) }
}

/// Words next to each other that judge.
fn runs(cx: &Context<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let least = cx.readings.thresholds().unlisted;
    let judges = |t: usize| cx.readings.token(t).loaded >= least && cx.is_word(t);
    let mut out: Vec<Range<usize>> = Vec::new();
    // *The*, *of*, *is* judge nothing by themselves. What the tagger makes of a longer word may hang on the names beside it.
    let small = |t: usize| cx.doc.word(t).len() <= 3;
    let closed = |t: usize| matches!(cx.pos(t), Pos::Det | Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Part | Pos::Pron | Pos::Aux);
    let content = |t: usize| !(small(t) && closed(t));
    for t in sentence.tokens.clone().filter(|&t| judges(t)) {
        match out.last_mut().filter(|run| run.end == t) {
            Some(run) => run.end = t + 1,
            None => out.push(t..t + 1),
        }
    }
    let trimmed = out.into_iter().filter_map(|run| {
        let (first, last) = (run.clone().find(|&t| content(t))?, run.clone().rfind(|&t| content(t))?);
        Some(first..last + 1)
    });
    trimmed.collect()
}

fn most(tokens: Range<usize>, score: impl Fn(usize) -> Score) -> Score {
    tokens.map(score).max().unwrap_or(Score::MIN)
}
