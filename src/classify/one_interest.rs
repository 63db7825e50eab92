//! `one-interest`: several sources, and all of them speak for one.
use crate::{
    attribution::{Attribution, CueClass, Source},
    classify::{Context, RuleMeta},
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("one-interest"),
    level: Level::Note,
    summary: "Several sources that all speak for one company, office or person",
    explanation: include_str!("one_interest.md"),
    eligible: Eligible::Article,
};

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let sources = &cx.attributions.sources;
    let [first, .., _] = sources.as_slice() else { return };
    if sources.iter().any(|s| s.interest != first.interest) {
        return;
    }
    let voice = |s: &Source| cx.attributions.items.iter().find(|a| a.source_id == Some(s.id) && a.class != CueClass::Holderless);
    let voices: Vec<&Attribution> = sources.iter().filter_map(voice).collect();
    let Some((a, span)) = voices.first().and_then(|a| Some((a, a.words()?))) else { return };
    let whose = cx.attributions.interests.get(first.interest as usize).map_or(first.name.as_str(), String::as_str);
    let message = format!("All {} sources speak for {whose}", sources.len());
    let finding = Finding::new(META.id, META.level, a.sentence, span, message)
        .advise("Ask somebody with another interest, or say that nobody else could be reached.")
        .with(Role::Searched, cx.whole())
        .with(Role::Support, voices.iter().skip(1).filter_map(|a| a.source));
    out.push(finding);
}

/// A press release speaks for whoever sent it out, however many it quotes; nothing where all sources do already.
pub(crate) fn of_release(cx: &Context<'_>, out: &mut Vec<Finding>) {
    if out.iter().any(|f| f.rule == META.id) {
        return;
    }
    let voice = cx.attributions.items.iter().find_map(|a| Some((a.sentence, a.words()?)));
    let first = cx.doc.sentences().first().map(|s| (s.id, s.span));
    let Some((sentence, span)) = voice.or(first) else { return };
    let message = "Reads like a press release: whoever sent it out chose every voice in it".to_owned();
    let finding = Finding::new(META.id, META.level, sentence, span, message)
        .advise("Ask somebody with another interest, and say that the words are a release's.")
        .with(Role::Searched, cx.whole());
    out.push(finding);
}
