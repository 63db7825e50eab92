//! `anonymous-source`: a source that could have been asked, and is not named.
use crate::{
    attribution::{Attribution, SourceKind, TokenVoice},
    classify::{Classifier, Context, RuleMeta},
    document::{Pos, Sentence},
    encoder::percent,
    finding::{Confidence, Eligible, Finding, Role, RuleId},
    level::Level,
    span::Span,
};

/// See [`META`].
pub(super) struct AnonymousSource;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("anonymous-source"),
    level: Level::Note,
    summary: "A source that could have been asked but is not named",
    explanation: "\
## What it flags
An attribution to somebody who exists and could have been asked but has no name in the article: *an official*, *two people familiar with the talks*, *a spokesman*. \
If the text says why (*who asked not to be named because …*), the reason stands in the finding as support.

## Why it matters
Readers cannot weigh the words of somebody they do not know: what the person can know, and what the person gains. Most codes of ethics allow anonymity only where the news cannot be had otherwise, and ask that the reason be told.

## When it is fine
Where a name would endanger the source and the article says so; where it does not matter who speaks (*a passer-by*).

## What it misses
Whether the reason holds. A source that is named far from its first words, under a description that the program does not join to the name, is flagged all the same.

## Example
> The port will close, an official said.

Better: *The port will close, said an official of the harbour board, who asked not to be named because the decision is not public.*

## References
SPJ Code of Ethics (2014), \"Identify sources clearly\"; AP Statement of News Values, \"Anonymous Sources\"; Duffy (2014), Anonymous sources: a utilitarian exploration.
",
    eligible: Eligible::Attributed,
};

impl Classifier for AnonymousSource {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
        // *Unions accused the board and vowed to strike*: one source in a sentence is asked about once.
        let mut asked = Vec::new();
        for (_, a) in cx.attributions.of_sentence(sentence.id) {
            if let Some(finding) = finding(cx, sentence, a).filter(|_| !asked.contains(&a.source_id)) {
                asked.push(a.source_id);
                out.push(finding);
            }
        }
    }
}

fn finding(cx: &Context<'_>, sentence: &Sentence, a: &Attribution) -> Option<Finding> {
    // *A spokeswoman declined to say*: who has said nothing is no source.
    let silent = |cue: Span| cx.attributions.tokens.get(cx.doc.tokens_in(cue).start) == Some(&TokenVoice::Own);
    if cx.readings.is_some() && a.cue.is_some_and(silent) {
        return None;
    }
    if cx.readings.is_some_and(|r| r.sentence(sentence.id.0 as usize).kinds[3] < r.thresholds().unnamed) {
        return None;
    }
    let source = cx.attributions.source_of(a).filter(|s| s.kind == SourceKind::Unnamed)?;
    let words = cx.attributions.named_as(a).filter(|&s| sentence.span.contains(s))?;
    // *It*, *who*: a pronoun stands for somebody who is asked about where they stand.
    if cx.doc.tokens_in(words).all(|t| cx.tags.get(t).is_some_and(|t| t.pos == Pos::Pron)) {
        return None;
    }
    let said = cx.doc.text_of(words);
    let (message, advice) = match a.anonymity_reason {
        Some(_) => {
            (format!("“{said}” is not named; the text says why"), "Is the reason good enough, and could somebody else say it by name?")
        }
        None => (
            format!("“{said}” is not named, and the text does not say why"),
            "Name the source, or say why it cannot be named and what it can know.",
        ),
    };
    let sure = cx.readings.map(|r| percent(r.sentence(sentence.id.0 as usize).kinds[3])).map(|p| Confidence { any: p, strong: p });
    let finding = Finding::new(META.id, META.level, sentence.id, words, message).advise(advice).sure(sure);
    let finding = a.cue.into_iter().fold(finding, |f, cue| f.with(Role::Cue, cue));
    let others = source.mentions.iter().filter(|&&m| !m.overlaps(words)).take(3);
    let support = a.anonymity_reason.into_iter().chain(others.copied());
    Some(support.fold(finding, |f, span| f.with(Role::Support, span)))
}
