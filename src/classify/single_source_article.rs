//! `single-source-article`: everything that is attributed rests on one source.
use crate::{
    attribution::{Attribution, CueClass, Source, SourceKind},
    classify::{Context, RuleMeta, called},
    document::BlockKind,
    encoder::Score,
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
    lexicon::{Class, Kind},
};
use std::collections::BTreeSet;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("single-source-article"),
    level: Level::Warning,
    summary: "All that the article attributes rests on one source",
    explanation: include_str!("single_source_article.md"),
    eligible: Eligible::Article,
};

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    // Whoever is interviewed is the only one who answers.
    if cx.doc.blocks().iter().any(|b| b.kind == BlockKind::Question) {
        return;
    }
    let items: Vec<(&Attribution, &Source)> = cx.attributions.items.iter().filter_map(|a| Some((a, speaker(cx, a)?))).collect();
    let Some(one) = only(cx, &items) else { return };
    let sentences = items.iter().flat_map(|(a, _)| heard_in(cx, a)).collect::<BTreeSet<u32>>();
    if sentences.len() < 2 {
        return;
    }
    let first = items.iter().find(|(a, s)| s.id == one.id && a.words().is_some()).or(items.first());
    let Some((a, span)) = first.and_then(|(a, _)| Some((a, a.words()?))) else { return };
    let message = format!("All {} attributed sentences rest on {}", sentences.len(), called(one));
    let finding = Finding::new(META.id, META.level, a.sentence, span, message)
        .advise("Ask somebody with another interest, or say that nobody else could be reached.")
        .with(Role::Searched, cx.whole());
    out.push(finding);
}

/// The sentences in which an attribution is heard: where it is told, and what it says.
fn heard_in(cx: &Context<'_>, a: &Attribution) -> impl Iterator<Item = u32> {
    let said = a.content.iter().flat_map(|c| {
        let tokens = cx.doc.tokens_in(*c);
        let at = |t: usize| cx.doc.sentence_of(t).map(|s| s.id.0);
        at(tokens.start).zip(tokens.end.checked_sub(1).and_then(at)).map_or(0..0, |(first, last)| first..last + 1)
    });
    said.chain([a.sentence.0])
}

/// Whose words they are; `None` where the article names no holder at all.
fn speaker<'a>(cx: &Context<'a>, a: &Attribution) -> Option<&'a Source> {
    let source = cx.attributions.source_of(a)?;
    (a.class != CueClass::Holderless && !undecided(cx, a)).then_some(source)
}

/// It may as well be the article that speaks there: no second source rests on a guess.
fn undecided(cx: &Context<'_>, a: &Attribution) -> bool {
    let [outlet, attributed, mixed, _] = cx.readings.sentence(a.sentence).voice;
    // Where the document gives the floor to somebody, whatever the reading, it is decided.
    (0..CLEAR).contains(&(attributed.max(mixed) - outlet))
}

/// How much likelier a sentence must be somebody's than the article's own: odds of e to one.
const CLEAR: Score = 250;

/// The one source of all, if there is one: alone, or a medium through which the article reaches unnamed others.
fn only<'a>(cx: &Context<'_>, items: &[(&Attribution, &'a Source)]) -> Option<&'a Source> {
    let (_, first) = *items.first()?;
    let alone = items.iter().all(|(_, s)| s.id == first.id);
    let relayed = || {
        let unnamed = |s: &Source| s.id == first.id || s.kind == SourceKind::Unnamed;
        first.kind == SourceKind::NamedOrganization && is_medium(cx, first) && items.iter().all(|(_, s)| unnamed(s))
    };
    (alone || relayed()).then_some(first)
}

/// A newspaper, agency or broadcaster, by the title lexicons.
fn is_medium(cx: &Context<'_>, source: &Source) -> bool {
    let mut hits = source.mentions.iter().flat_map(|m| cx.hits_in(*m));
    hits.any(|h| cx.entry(h).is(Kind::Title, Class::Medium))
}
