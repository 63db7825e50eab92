//! `vague-attribution`: somebody says it, but nobody who could be asked.
use crate::{
    attribution::Attribution,
    classify::{Context, RuleMeta},
    document::{Pos, Sentence},
    encoder::percent,
    finding::{Confidence, Eligible, Finding, Role, RuleId},
    level::Level,
    lexicon::Kind,
    span::Span,
};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("vague-attribution"),
    level: Level::Warning,
    summary: "An attribution to nobody in particular, or to nobody at all",
    explanation: include_str!("vague_attribution.md"),
    eligible: Eligible::All,
};

pub(super) fn check(cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
    out.extend(holder(cx, sentence));
}

/// At most one finding a sentence.
fn holder(cx: &Context<'_>, sentence: &Sentence) -> Option<Finding> {
    if cx.readings.sentence(sentence.id.0 as usize).vague < cx.readings.thresholds().vague {
        return None;
    }
    let (peak, stretch) = cx.readings.stretch(sentence.tokens.clone(), |t| cx.is_word(t), |r| r.vague);
    // *Nobody at the*: what only ties the holder to its neighbours is left out; *is expected to* is told whole.
    let ties = |t: usize| cx.is_tie(t) && cx.pos(t) != Pos::Part;
    let end = (peak + 1..stretch.end).rev().find(|&t| cx.is_word(t) && !ties(t)).map_or(peak + 1, |t| t + 1);
    let holder = cx.doc.span_of(stretch.start..end);
    let sure = percent(cx.readings.sentence(sentence.id.0 as usize).vague);
    let mut out = finding(cx, sentence, holder).sure(Confidence { any: sure, strong: sure });
    let known =
        cx.hits_in(sentence.span).iter().find(|h| h.span.overlaps(holder) && matches!(cx.entry(h).kind, Kind::VagueSource | Kind::Cue));
    if let Some(hit) = known {
        out = out.entry(&cx.entry(hit).id);
    }
    let here = |a: &Attribution| a.source.or(a.cue).is_some_and(|s| s.overlaps(holder));
    let content = cx.attributions.of_sentence(sentence.id).find(|(_, a)| here(a)).map(|(_, a)| a.content.clone()).unwrap_or_default();
    Some(content.into_iter().fold(out, |f, span| f.with(Role::Content, span)))
}

fn finding(cx: &Context<'_>, sentence: &Sentence, holder: Span) -> Finding {
    let message = format!("“{}”: nobody is named who could be asked", cx.doc.text_of(holder));
    Finding::new(META.id, META.level, sentence.id, holder, message)
        .advise("Who says so? Name one who can be asked, say how many they are, or cut it.")
        .with(Role::Searched, searched(cx, sentence))
}

fn searched(cx: &Context<'_>, sentence: &Sentence) -> Span {
    cx.before(sentence).map_or(sentence.span, |b| b.span.cover(sentence.span))
}
