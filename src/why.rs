//! Why a place is marked, or is not: whose voice, what the engine thinks, which entries were considered and what spoke against each.
use crate::{
    attribution::{TokenVoice, Voice},
    claim::alone,
    classify::Context,
    config::{Latitude, Settings},
    document::{SentenceId, Token},
    encoder::{percent, shares},
    finding::Finding,
    lexicon::{Class, Entry, Kind, Miss, VoiceLevels},
    span::Span,
};
use serde::Serialize;
use std::ops::Range;

/// What was weighed at one word.
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    /// The sentence.
    pub sentence: String,
    /// The word.
    pub word: String,
    /// Whose words the sentence is.
    pub voice: Voice,
    /// Which block of the page the sentence stands in, who has the floor there, and how that shows.
    pub floor: Option<String>,
    /// Whose word this one is.
    pub word_voice: String,
    /// What the engine thinks of the sentence, then of the word: name, percent. Empty where no engine was asked.
    pub scores: Vec<(String, u8)>,
    /// Entries whose words stand here, and what came of each.
    pub entries: Vec<(String, String)>,
    /// Findings here, told or not, and why.
    pub findings: Vec<(String, String)>,
}

/// `told` are the counted and the excused findings; `spoken` all that the rules said.
pub(crate) fn at(
    cx: &Context<'_>,
    byte: usize,
    told: (Vec<Finding>, Vec<Finding>),
    spoken: &[Finding],
    settings: &Settings,
    latitude: Latitude,
) -> Option<Why> {
    let covers = |s: Span| s.start() <= byte && byte < s.end();
    let sentence = cx.doc.sentences().iter().find(|s| covers(s.span))?;
    let is_here = |t: &Token| t.span.end() > byte;
    let token = sentence.tokens.clone().find(|&t| cx.doc.tokens().get(t).is_some_and(is_here))?;
    let word = cx.doc.tokens().get(token)?.span;
    let here =
        |f: &Finding| f.evidence().iter().any(|e| e.span.overlaps(word)) && f.sentence() == sentence.id || f.trigger().overlaps(word);
    let (counted, excused) = told;
    let is_told = |f: &Finding| counted.iter().chain(&excused).any(|t| (t.rule, t.trigger()) == (f.rule, f.trigger()));
    let row = |f: &Finding, what: String| (f.rule.0.to_owned(), format!("“{}”: {what}", cx.doc.article().read(f.trigger())));
    let told = counted.iter().filter(|f| here(f)).map(|f| row(f, format!("{}{}", f.level.as_str(), sure(f))));
    let reason = |f: &Finding| f.justification.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let set_aside =
        excused.iter().filter(|f| here(f)).filter_map(|f| Some(row(f, format!("not counted: {}{}", f.excuse?.as_str(), reason(f)))));
    let untold =
        spoken.iter().filter(|f| here(f) && !is_told(f)).map(|f| row(f, format!("not told{}; {}", sure(f), unsure(f, settings, latitude))));
    Some(Why {
        sentence: cx.doc.article().read(sentence.span).into_owned(),
        word: cx.doc.text_of(word).to_owned(),
        voice: cx.attributions.voice(sentence.id),
        floor: floor(cx, sentence.id),
        word_voice: whose(cx.attributions.tokens.get(token).copied()).to_owned(),
        scores: scores(cx, sentence.id, token),
        entries: entries(cx, token),
        findings: told.chain(set_aside).chain(untold).collect(),
    })
}

fn floor(cx: &Context<'_>, sentence: SentenceId) -> Option<String> {
    let held = cx.attributions.held.iter().rfind(|h| h.sentences.contains(&(sentence.0 as usize)))?;
    let source = held.source.and_then(|id| cx.attributions.sources.get(id.0 as usize)).map(|s| s.name.clone());
    let named = source.or_else(|| held.named.map(|n| cx.doc.text_of(n).to_owned()));
    let whose = named.map_or_else(String::new, |name| format!(" of {name}"));
    Some(format!("a {}{whose}: {}", held.kind.as_str(), held.because.as_str()))
}

fn sure(f: &Finding) -> String {
    f.confidence.map(|c| format!(", {} % sure ({} % that it is strong)", c.any, c.strong)).unwrap_or_default()
}

/// What the settings ask of a finding that is not told.
fn unsure(f: &Finding, settings: &Settings, latitude: Latitude) -> String {
    let least = settings.cut(f.rule.0, f.category.as_deref());
    match f.confidence.filter(|c| c.any < least.note && c.strong < least.warning) {
        Some(_) => format!("the profile `{}` asks for {} % ({} %)", settings.profile.as_str(), least.note, least.warning),
        None if f.about.is_some() && settings.profile.asks_once() => "the same source is asked about elsewhere".to_owned(),
        None if settings.latitude(latitude, f.rule.0, f.reason) == Latitude::Sport => {
            "a report on sport may tell how the play looked".to_owned()
        }
        None => "the settings switch it off".to_owned(),
    }
}

fn whose(voice: Option<TokenVoice>) -> &'static str {
    match voice {
        Some(TokenVoice::Own) => "the article's own",
        Some(TokenVoice::Source(_)) => "the article's own: it names a source",
        Some(TokenVoice::Cue(_)) => "the article's own: it hands over what somebody said",
        Some(TokenVoice::Indirect(_)) => "a source's, reported",
        Some(TokenVoice::Quoted(_)) => "a source's, quoted",
        Some(TokenVoice::Unowned) | None => "in quotation marks that nobody is said to have spoken",
    }
}

fn scores(cx: &Context<'_>, sentence: SentenceId, token: usize) -> Vec<(String, u8)> {
    let (s, t) = (cx.readings.sentence(sentence), cx.readings.token(token));
    let alone = alone::odds(cx.doc, cx.attributions, cx.readings, sentence);
    let voices = Voice::ALL.into_iter().zip(shares(s.voice)).map(|(voice, share)| (format!("voice {voice}"), share));
    let one = [
        ("needs a source", s.needs),
        ("needs one badly", s.needs_strongly),
        ("vague attribution", s.vague),
        ("word: makes it need a source", t.trigger),
        ("word: vague holder", t.vague),
        ("word: judges", t.loaded),
        ("word: judges strongly", t.strong),
    ];
    let alone = alone.map(|odds| ("rests on one source, by all who are heard in the article", odds));
    voices.chain(one.into_iter().chain(alone).map(|(name, score)| (name.to_owned(), percent(score)))).collect()
}

fn entries(cx: &Context<'_>, token: usize) -> Vec<(String, String)> {
    let judged = cx.lexicons.considered(cx.doc, &cx.tags, |_, at| at.contains(&token));
    let counts = |entry: &Entry| !matches!(entry.kind, Kind::Domain | Kind::Name) && !entry.classes.has(Class::Ending);
    let shown = judged.into_iter().filter(|(id, _, _)| counts(cx.lexicons.entry(*id)));
    let row = |entry: &Entry, at, miss| (entry.id.clone(), outcome(cx, entry, &at, miss));
    shown.map(|(id, at, miss)| row(cx.lexicons.entry(id), at, miss)).collect()
}

fn outcome(cx: &Context<'_>, entry: &Entry, at: &Range<usize>, miss: Option<Miss>) -> String {
    let words = cx.doc.text_of(cx.doc.span_of(at.clone()));
    let because = miss.map_or_else(|| format!("stands here; {}", weight(entry)), |miss| cx.lexicons.describe(miss));
    format!("“{words}”: {because}")
}

/// What it is worth that an entry's words stand here.
fn weight(entry: &Entry) -> String {
    match entry.kind {
        Kind::Loaded if entry.level == VoiceLevels::OFF => "it is switched off".to_owned(),
        Kind::Loaded if entry.house => "an entry of your own counts at once, whatever the engine thinks".to_owned(),
        Kind::Loaded => "whether it judges is the engine's to say".to_owned(),
        kind => format!("a sign that the engine sees (`{}`); it marks nothing by itself", kind.as_str()),
    }
}
