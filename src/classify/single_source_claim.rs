//! `single-source-claim`: one source alone answers for something contested.
use crate::{
    attribution::{Attribution, CueClass, Source, SourceId},
    claim::{Claim, Index, Words},
    classify::{Context, RuleMeta, called, confidence},
    finding::{Eligible, Excuse, Finding, Role, RuleId},
    level::Level,
};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("single-source-claim"),
    level: Level::Note,
    summary: "A contested claim that rests on one source alone",
    explanation: include_str!("single_source_claim.md"),
    eligible: Eligible::Attributed,
};

/// A denial answers what was said at most so many sentences before or after it.
const ANSWER_REACH: u32 = 3;

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let items = &cx.attributions.items;
    let words = |a: &Attribution| Words::of(cx, a.content.iter().flat_map(|&c| cx.doc.tokens_in(c)));
    let statements = Index::new(items.iter().map(words));
    // In text order.
    let denials: Vec<&Attribution> = items.iter().filter(|a| a.class == CueClass::Deny).collect();
    // Another source that speaks of the same, or denies something near by.
    let second = |claim: &Claim, source: SourceId| {
        let independent = |o: &&Attribution| o.source_id.is_some_and(|id| id != source);
        let words = Words::of(cx, cx.doc.tokens_in(claim.trigger));
        let alike = statements.alike(&words).into_iter().filter_map(|i| items.get(i)).find(independent);
        let first = denials.partition_point(|d| d.sentence.0 + ANSWER_REACH < claim.sentence.0);
        let near = || denials.iter().skip(first).copied().take_while(|d| d.sentence.0 <= claim.sentence.0 + ANSWER_REACH);
        alike.or_else(|| near().find(independent))
    };
    // One finding a sentence: of several claims in it the first that nobody answers.
    for same in cx.claims.attributed.chunk_by(|a, b| a.sentence == b.sentence) {
        let whose = |claim: &Claim| claim.attribution.and_then(|at| items.get(at)).and_then(|a| Some((a, cx.attributions.source_of(a)?)));
        let judged = same.iter().filter_map(|c| whose(c).map(|(a, source)| (c, a, source, second(c, source.id))));
        let Some((claim, a, source, second)) = judged.reduce(|best, next| if best.3.is_some() && next.3.is_none() { next } else { best })
        else {
            continue;
        };
        out.push(match second {
            None => alone(cx, claim, a, source),
            Some(second) => answered(cx, claim, a, second),
        });
    }
}

fn alone(cx: &Context<'_>, claim: &Claim, a: &Attribution, source: &Source) -> Finding {
    let name = called(source);
    let message = format!("This {} rests on {name} alone; no second source supports or answers it", claim.reason.as_str());
    finding(claim, a, message).advise("Who else can say? Put it to those concerned, or find a document.").with(Role::Searched, cx.whole())
}

fn answered(cx: &Context<'_>, claim: &Claim, a: &Attribution, second: &Attribution) -> Finding {
    let name = cx.attributions.source_of(second).map_or("another source", |s| s.name.as_str());
    let message = format!("{name} supports, repeats or answers this {}", claim.reason.as_str());
    let words = second.source.into_iter().chain(second.cue).chain(second.content.iter().copied());
    finding(claim, a, message).with(Role::Support, words).excused(Excuse::Answered)
}

fn finding(claim: &Claim, a: &Attribution, message: String) -> Finding {
    Finding::new(META.id, META.level, claim.sentence, claim.trigger, message)
        .because(claim.reason)
        .sure(confidence(claim))
        .with(Role::Source, a.source)
        .with(Role::Cue, a.cue)
        .with(Role::Content, a.content.iter().copied().filter(|c| c.overlaps(claim.trigger)))
}
