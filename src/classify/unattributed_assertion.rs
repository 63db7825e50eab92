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
    explanation: "\
## What it flags
A sentence, or the article's own part of one, that states something a careful reader could not take on the reporter's word, with no source for it in the sentence or carried over from the one before. \
The finding gives one of eight reasons: `accusation`, `evaluation`, `motive`, `cause`, `number`, `prediction`, `generalization`, `comparison`.

## Why it matters
A claim without a source cannot be checked, and readers take it for a fact that somebody has checked. It is also where an article's leaning shows most: not in what its sources say but in what it says itself.

## When it is fine
Public events that anyone present could see, who somebody is, dates, places, schedules, definitions, official results, and what nobody in the story disputes. These are exempt by rules of their own (`lexicons/en/exempt`). \
Opinion pieces and reviews judge by profession: with the profile `opinion` their judgements are notes.

## What it misses
It sees words, not the world: an untrue statement in plain words passes, and a figure whose source stands two sentences earlier is flagged. Irony, insinuation and what is left out are beyond it. \
A judgement before a noun (*a stunning victory*) counts only as a loaded term. When the attribution engine takes a sentence of the article for its source's, the sentence is lost to this rule.

## Example
> The contract was corrupt from the first day. It runs until May.

Who says so? Better: *The contract was corrupt from the first day, the auditor's report says. It runs until May.*

## References
SPJ Code of Ethics (2014), \"Seek Truth and Report It\"; Reuters Handbook of Journalism, \"Sourcing\"; Wikipedia, \"Manual of Style/Words to watch\"; sayso's codebook, \"Unattributed assertion\".
",
    eligible: Eligible::OwnVoice,
};

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    out.extend(cx.claims.own.iter().map(|claim| own(cx, claim)));
}

fn own(cx: &Context<'_>, claim: &Claim) -> Finding {
    let trigger = cx.doc.text_of(claim.trigger);
    let (what, advice) = words(claim.reason);
    let sentence = cx.doc.sentence(claim.sentence);
    let window = searched(cx, sentence);
    let message = format!("{what}: “{trigger}” stands on the article's own word; {}", missing(cx, sentence, window));
    finding(claim, message, cx).advise(advice).with(Role::Searched, window)
}

fn finding(claim: &Claim, message: String, cx: &Context<'_>) -> Finding {
    let finding = Finding::new(META.id, META.level, claim.sentence, claim.trigger, message).because(claim.reason.as_str());
    let finding = finding.sure(confidence(claim));
    match claim.entry {
        Some(id) => {
            let entry = cx.lexicons.entry(id);
            finding.entry(&entry.id).in_category(&*entry.category)
        }
        None => finding,
    }
}

/// The sentence and, where a source could carry over from it, the one before in the same paragraph.
fn searched(cx: &Context<'_>, sentence: &Sentence) -> Span {
    let before = (sentence.id.0 as usize).checked_sub(1).and_then(|i| cx.doc.sentences().get(i));
    before.filter(|b| b.paragraph == sentence.paragraph).map_or(sentence.span, |b| b.span.cover(sentence.span))
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
