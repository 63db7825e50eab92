//! `headline-drops-attribution`: the headline states what the text only reports.
use crate::{
    attribution::{Attribution, CueClass, TokenVoice},
    claim::Words,
    classify::{Context, RuleMeta},
    document::{Pos, Sentence},
    encoder::Score,
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
    lexicon::Entry,
    span::Span,
};
use std::cmp::Reverse;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("headline-drops-attribution"),
    level: Level::Warning,
    summary: "The headline states in the article's own voice what the text attributes to a source",
    explanation: include_str!("headline_drops_attribution.md"),
    eligible: Eligible::All,
};

/// Least number of content words that headline and attribution share.
const SHARED: usize = 3;
/// So many headings are read: what has more is a list.
const HEADINGS: usize = 50;
/// Least part of the headline's content words that they share, in percent.
const SHARE: usize = 60;
/// From which score on a headline's statement is open to question. On `articles.train` headlines that need a source by the labels lie above,
/// and announced plans, arrests, verdicts, tolls and official acts below.
const OPEN: Score = -300;

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let headings: Vec<&Sentence> = cx.doc.sentences().iter().filter(|s| cx.doc.is_heading(s)).take(HEADINGS).collect();
    if headings.is_empty() {
        return;
    }
    let content = |a: &Attribution| Words::of(cx, body_of(cx, a).flat_map(|c| cx.doc.tokens_in(c)));
    let attributed: Vec<(&Attribution, Words)> = cx.attributions.items.iter().map(|a| (a, content(a))).collect();
    let body = cx.doc.sentences().iter().filter(|s| !cx.doc.is_heading(s) && cx.attributions.voice(s.id).is_own());
    let told: Vec<Words> = body.map(|s| Words::of(cx, s.tokens.clone().filter(|&i| own(cx, i)))).collect();
    for heading in headings {
        let stated = Words::of(cx, heading.tokens.clone().filter(|&i| !cx.doc.is_quoted(i)));
        let best = attributed.iter().map(|(a, w)| (stated.shared(w), *a)).max_by_key(|(shared, a)| (*shared, Reverse(a.sentence)));
        let enough = |shared: usize| shared >= SHARED && shared * 100 >= stated.count() * SHARE;
        if let Some((shared, a)) = best
            && enough(shared)
            && is_claim(cx, heading)
            && !told.iter().any(|w| stated.shared(w) >= shared)
            && !names_its_source(cx, heading)
            && !counts(cx, heading)
        {
            out.push(finding(cx, heading, a));
        }
    }
}

/// *Corvane opens plant in Tarrow*: an event that is announced is no claim.
fn is_claim(cx: &Context<'_>, heading: &Sentence) -> bool {
    cx.readings.sentence(heading.id).needs >= OPEN
}

fn finding(cx: &Context<'_>, heading: &Sentence, a: &Attribution) -> Finding {
    let who = cx.attributions.source_of(a).map_or("a source", |s| s.name.as_str());
    let message = format!("The headline states what the text attributes to {who}");
    Finding::new(META.id, META.level, heading.id, heading.span, message)
        .advise("Name the source in the headline, or mark the words as its own.")
        .with(Role::Source, a.source)
        .with(Role::Cue, a.cue)
        .with(Role::Content, body_of(cx, a))
}

/// What the attribution's content has outside headings: a headline may count as its lead's.
fn body_of<'a>(cx: &'a Context<'_>, a: &'a Attribution) -> impl Iterator<Item = Span> + 'a {
    let in_heading = |c: Span| cx.doc.sentence_of(cx.doc.tokens_in(c).start).is_none_or(|s| cx.doc.is_heading(s));
    a.content.iter().copied().filter(move |&c| !cx.doc.tokens_in(c).is_empty() && !in_heading(c))
}

/// The headline itself says whose word it is; a source that only the next sentence names does not help who reads no further.
fn names_its_source(cx: &Context<'_>, headline: &Sentence) -> bool {
    let colon = headline.tokens.clone().any(|i| cx.doc.norm(i) == ":"); // *Carpenter: the bridge will fall*
    let is_cue = |e: &Entry| !matches!(CueClass::of(e), None | Some(CueClass::Holderless));
    // *Minister did not mislead, inquiry rules*: at the end of a headline the tagger takes such a verb for a noun.
    let last = headline.tokens.clone().rev().find(|&t| cx.is_word(t));
    let ends = last.is_some_and(|t| {
        let comma = (t.saturating_sub(4)..t).any(|t| headline.tokens.contains(&t) && cx.doc.norm(t) == ",");
        comma && cx.listed(t).any(is_cue)
    });
    let said = ends || cx.hits_in(headline.span).iter().any(|h| is_cue(cx.entry(h)));
    colon || said || cx.attributions.items.iter().any(|a| a.source.into_iter().chain(a.cue).any(|s| headline.span.contains(s)))
}

/// *Three dead in fire*, *At least 63 dead*: who counted is for the text to say.
fn counts(cx: &Context<'_>, headline: &Sentence) -> bool {
    headline.tokens.clone().take(3).any(|t| cx.pos(t) == Pos::Num)
}

fn own(cx: &Context<'_>, token: usize) -> bool {
    matches!(cx.attributions.tokens.get(token), Some(TokenVoice::Own | TokenVoice::Source(_) | TokenVoice::Cue(_)))
}
