//! `unattributed-assertion`: what the article states on its own word though a careful reader would ask who says so.
use crate::{
    claim::{Claim, Reason},
    classify::{Context, RuleMeta, confidence},
    document::Sentence,
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
    span::Span,
};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("unattributed-assertion"),
    level: Level::Warning,
    summary: "A statement in the article's own voice that needs a source, and has none",
    explanation: include_str!("unattributed_assertion.md"),
    eligible: Eligible::OwnVoice,
};

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    out.extend(cx.claims.own.iter().map(|claim| own(cx, claim)));
}

fn own(cx: &Context<'_>, claim: &Claim) -> Finding {
    let trigger = cx.doc.text_of(claim.trigger);
    let (what, advice) = words(claim.reason);
    let sentence = cx.doc.sentence(claim.sentence);
    // Where a source could carry over from it, the sentence before in the same paragraph, too.
    let before = cx.before(sentence).filter(|b| b.paragraph == sentence.paragraph);
    let window = before.map_or(sentence.span, |b| b.span.cover(sentence.span));
    let message = format!("{what}: “{trigger}” stands on the article's own word; {}", missing(cx, sentence, window));
    let finding = Finding::new(META.id, META.level, claim.sentence, claim.trigger, message)
        .because(claim.reason)
        .sure(confidence(claim))
        .advise(advice)
        .with(Role::Searched, [window]);
    match claim.entry.map(|id| cx.lexicons.entry(id)) {
        Some(entry) => finding.entry(&entry.id).in_category(&*entry.category),
        None => finding,
    }
}

/// What was looked for and not found there.
fn missing(cx: &Context<'_>, sentence: &Sentence, window: Span) -> &'static str {
    let here = sentence.id.0 as usize;
    let looked_at = cx.doc.sentences().get(here.saturating_sub(1)..=here).unwrap_or_default();
    let heard = looked_at.iter().filter(|s| window.contains(s.span)).any(|s| cx.attributions.of_sentence(s.id).next().is_some());
    match (heard, window == sentence.span) {
        (true, _) => "nobody is said to have said it",
        (false, true) => "no source in this sentence",
        (false, false) => "no source here or in the sentence before",
    }
}

/// What it is, and who could tell.
fn words(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Accusation => ("An accusation", "Who says so? Name who makes or has established the charge, and ask the accused."),
        Reason::Evaluation => ("A judgement", "Whose judgement is it? Attribute it, show the facts behind it, or cut it."),
        Reason::Motive => ("A motive or feeling", "How is it known? Quote what they said about it, or say who thinks so."),
        Reason::Cause => ("A cause", "Who established the link? Name them, or tell the two things side by side."),
        Reason::Number => ("A figure", "Who counted? Name the survey, the document or the office, and the date."),
        Reason::Prediction => ("A prediction", "Who expects it? Name the forecaster, or say what has been decided."),
        Reason::Generalization => ("A generalization", "Who counted? Name the survey or say how many; or cut the sweep."),
        Reason::Comparison => ("A ranking", "By what record? Name the list or who compared."),
    }
}
