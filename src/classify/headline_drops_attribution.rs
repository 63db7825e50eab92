//! `headline-drops-attribution`: the headline states what the text only reports.
use crate::{
    attribution::{Attribution, TokenVoice},
    claim::Words,
    classify::{Classifier, Context, RuleMeta},
    document::{ParagraphKind, QuoteState, Sentence, SentenceId},
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
};

/// See [`META`].
pub(super) struct HeadlineDropsAttribution;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("headline-drops-attribution"),
    level: Level::Warning,
    summary: "The headline states in the article's own voice what the text attributes to a source",
    explanation: "\
## What it flags
A headline or subheading in the article's own voice whose content words are mostly those of something that the text attributes to a source, and that no sentence of the text tells in its own voice. The attribution is cited as evidence.

## Why it matters
Most readers see the headline only. What was somebody's word in the text becomes a fact there, and corrections rarely catch up with it.

## When it is fine
Where the text also establishes the fact by itself (a ruling, a published figure), or the headline marks the words as another's by quotation marks, a colon or *says*.

## What it misses
Headlines that say the same in other words, and headlines given beside the text (metadata) and not in it.

## Example
> # Bridge is about to fall
>
> The bridge is about to fall, the carpenter Ada Brandt said on Monday.

Better: *Carpenter: bridge is about to fall.*

## References
Ecker et al. (2014), The effects of subtle misinformation in news headlines; Reuters Handbook of Journalism, \"Headlines\".
",
    eligible: Eligible::All,
};

/// Least number of content words that headline and attribution share.
const SHARED: usize = 3;
/// Least part of the headline's content words that they share, in percent.
const SHARE: usize = 60;

impl Classifier for HeadlineDropsAttribution {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
        let heading = cx.doc.paragraphs().get(sentence.paragraph).map(|p| p.kind);
        if !matches!(heading, Some(ParagraphKind::Headline | ParagraphKind::Subheading)) || names_its_source(cx, sentence) {
            return;
        }
        let words = Words::of(cx.doc, cx.tags, sentence.tokens.clone().filter(|&i| cx.doc.quote_state(i) == QuoteState::Outside));
        let enough = |shared: usize| shared >= SHARED && shared * 100 >= words.len() * SHARE;
        let attributed = |a: &Attribution| words.shared(&Words::of(cx.doc, cx.tags, a.content.iter().flat_map(|&c| cx.doc.tokens_in(c))));
        let best = cx
            .attributions
            .items
            .iter()
            .filter(|a| a.sentence != sentence.id)
            .max_by_key(|a| (attributed(a), std::cmp::Reverse(a.sentence)));
        let Some(a) = best.filter(|a| enough(attributed(a)) && !told(cx, sentence.id, &words, attributed(a))) else { return };
        let who = cx.attributions.source_of(a).map_or("a source", |s| s.name.as_str());
        let message = format!("The headline states what the text attributes to {who}");
        let finding = Finding::new(META.id, META.level, sentence.id, sentence.span, message)
            .advise("Name the source in the headline, or mark the words as its own.");
        let finding = a.source.into_iter().fold(finding, |f, s| f.with(Role::Source, s));
        let finding = a.cue.into_iter().fold(finding, |f, c| f.with(Role::Cue, c));
        out.push(a.content.iter().filter(|c| !c.overlaps(sentence.span)).fold(finding, |f, &c| f.with(Role::Content, c)));
    }
}

/// The headline itself says whose word it is; a source that only the next sentence names does not help who reads no further.
fn names_its_source(cx: &Context<'_>, headline: &Sentence) -> bool {
    let colon = headline.tokens.clone().any(|i| cx.doc.norm(i) == ":"); // *Carpenter: the bridge will fall*
    colon || cx.attributions.items.iter().any(|a| a.source.into_iter().chain(a.cue).any(|s| headline.span.contains(s)))
}

/// A sentence of the text tells as much of it in its own voice.
fn told(cx: &Context<'_>, headline: SentenceId, words: &Words, attributed: usize) -> bool {
    let body = cx.doc.sentences().iter().filter(|s| s.id != headline && cx.attributions.voice(s.id).is_own());
    body.map(|s| words.shared(&Words::of(cx.doc, cx.tags, s.tokens.clone().filter(|&i| own(cx, i))))).any(|shared| shared >= attributed)
}

fn own(cx: &Context<'_>, token: usize) -> bool {
    matches!(cx.attributions.tokens.get(token), Some(TokenVoice::Own | TokenVoice::Source(_) | TokenVoice::Cue(_)))
}
