//! `single-source-claim`: one source alone answers for something contested.
use crate::{
    attribution::{Attribution, CueClass, SourceId},
    claim::{Claim, Index, Words},
    classify::{Classifier, Context, RuleMeta, confidence},
    finding::{Eligible, Excuse, Finding, Role, RuleId},
    level::Level,
};

/// See [`META`].
pub(super) struct SingleSourceClaim;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("single-source-claim"),
    level: Level::Note,
    summary: "A contested claim that rests on one source alone",
    explanation: "\
## What it flags
Something that a source says on a contested matter (an accusation, a judgement, a motive, a cause, a figure, a prediction, a sweep, a ranking) and that no second, independent source in the article supports, repeats or answers.

Claims are matched by their content words, names and numbers: two statements are about the same if they share at least two content words that are rare in the article, and these make up 30 % of the shorter one. \
A denial by another source in the next sentences, or anywhere in the same words, counts as an answer. Sources that share a member are one.

## Why it matters
One voice is one interest. Whether a claim was put to anybody else is what separates a report from a press release.

## When it is fine
Interviews, profiles, statements that are news by themselves, and matters that only one person can know.

## What it misses
It matches words, not meaning: an answer in quite other words is not seen, and two sources that use the same words about different things pass for two. It cannot know that two named sources both repeat a third unless the text says so.

## Example
> The dam was built with stolen cement, the engineer said. The dam opened in May.

Better: ask the builder, and say what the answer was.

## References
Reuters Handbook of Journalism, \"Sourcing\"; Kovach and Rosenstiel (2021), The Elements of Journalism, chapter 4; sayso's codebook, \"Sources, and single-source\".
",
    eligible: Eligible::Attributed,
};

/// A denial answers what was said at most so many sentences before or after it.
const ANSWER_REACH: u32 = 3;

impl Classifier for SingleSourceClaim {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check_article(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let items = &cx.attributions.items;
        let words = |a: &Attribution| Words::of(cx.doc, cx.tags, a.content.iter().flat_map(|&c| cx.doc.tokens_in(c)));
        let index = Index::new(items.iter().map(words));
        let denials: Vec<&Attribution> = items.iter().filter(|a| a.class == CueClass::Deny).collect();
        let mut judged = vec![false; items.len()];
        for claim in &cx.claims.attributed {
            let Some(at) = claim.attribution.filter(|&at| judged.get(at) == Some(&false)) else { continue };
            judged[at] = true; // one finding an attribution: its first claim
            let Some((a, source)) = items.get(at).and_then(|a| Some((a, a.source_id?))) else { continue };
            let second = index.alike(at).into_iter().filter_map(|i| items.get(i)).find(|o| independent(source, o));
            out.push(match second.or_else(|| denial(&denials, a, source)) {
                None => alone(cx, claim, a, source),
                Some(second) => answered(cx, claim, a, second),
            });
        }
    }
}

fn alone(cx: &Context<'_>, claim: &Claim, a: &Attribution, source: SourceId) -> Finding {
    let name = cx.attributions.sources.get(source.0 as usize).map_or("one source", |s| s.name.as_str());
    let message = format!("This {} rests on {name} alone; no second source supports or answers it", claim.reason.as_str());
    let finding = finding(claim, a, message).advise("Who else can say? Put it to those concerned, or find a document.");
    let sentences = cx.doc.sentences();
    match sentences.first().zip(sentences.last()) {
        Some((first, last)) => finding.with(Role::Searched, first.span.cover(last.span)),
        None => finding,
    }
}

fn answered(cx: &Context<'_>, claim: &Claim, a: &Attribution, second: &Attribution) -> Finding {
    let name = cx.attributions.source_of(second).map_or("another source", |s| s.name.as_str());
    let message = format!("{name} supports, repeats or answers this {}", claim.reason.as_str());
    let words = second.source.into_iter().chain(second.cue).chain(second.content.iter().copied());
    words.fold(finding(claim, a, message), |f, span| f.with(Role::Support, span)).excused(Excuse::Answered)
}

fn finding(claim: &Claim, a: &Attribution, message: String) -> Finding {
    let finding = Finding::new(META.id, META.level, claim.sentence, claim.trigger, message).because(claim.reason.as_str());
    let finding = finding.sure(confidence(claim));
    let finding = a.source.into_iter().fold(finding, |f, s| f.with(Role::Source, s));
    let finding = a.cue.into_iter().fold(finding, |f, c| f.with(Role::Cue, c));
    a.content.iter().fold(finding, |f, &c| f.with(Role::Content, c))
}

/// Another source's denial near by.
fn denial<'a>(denials: &[&'a Attribution], a: &Attribution, source: SourceId) -> Option<&'a Attribution> {
    let near = |o: &Attribution| o.sentence.0.abs_diff(a.sentence.0) <= ANSWER_REACH;
    denials.iter().copied().find(|o| near(o) && independent(source, o))
}

/// The attribution is another source's.
fn independent(source: SourceId, other: &Attribution) -> bool {
    other.source_id.is_some_and(|id| id != source)
}
