//! `vague-attribution`: somebody says it, but nobody who could be asked.
use crate::{
    attribution::{Attribution, SourceKind, TokenVoice, Vague},
    classify::{Classifier, Context, RuleMeta},
    document::{Form, Sentence},
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
    lexicon::{Hit, Kind},
    span::Span,
};

/// See [`META`].
pub(super) struct VagueAttribution;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("vague-attribution"),
    level: Level::Warning,
    summary: "An attribution to nobody in particular, or to nobody at all",
    explanation: "\
## What it flags
Attributions whose holder is a crowd (*critics say*, *experts believe*, *polls show*, *many voters*) or is missing (*it is believed*, *reportedly*, *was expected to*, *there has been speculation*), where neither this sentence nor the one before names who says so. \
A plural *sources* for what only one person can have said has a message of its own.

## Why it matters
It looks like a source and cannot be asked. Wikipedia's editors call such words weasel words: they lend a writer's view, or one caller's, the weight of a crowd.

## When it is fine
Where the text names the people at once (*critics, among them the two former mayors, said*), and where the crowd itself is the news (a chant, a vote, a count of letters).

## What it misses
Names that stand two sentences away; crowds dressed up as institutions (*the international community*) when they are not in the lexicon; and a named source that only passes on what everybody says.

## Example
> Critics say the bridge is unsafe.

Better: *Ada Brandt, who inspected the bridge for the county in May, says it is unsafe.*

## References
Wikipedia, \"Manual of Style/Words to watch: Unsupported attributions\"; Ganter and Strube (2009), Finding Hedges by Chasing Weasels; Reuters Handbook of Journalism, \"Sourcing\"; sayso's codebook, \"Attribution\".
",
    eligible: Eligible::All,
};

impl Classifier for VagueAttribution {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
        let from = out.len();
        for (_, a) in cx.attributions.of_sentence(sentence.id) {
            out.extend(a.vague.and_then(|vague| of_attribution(cx, sentence, a, vague)));
        }
        for hit in cx.hits_in(sentence) {
            let taken = out.iter().skip(from).any(|f| f.evidence().iter().any(|e| e.span.overlaps(hit.span)));
            if !taken && holderless(cx, hit) && own_voice(cx, hit) && !named(cx, sentence) {
                let words = cx.doc.text_of(hit.span);
                let message = format!("“{words}” does not say who says so");
                out.push(finding(cx, sentence, hit.span, message).entry(&cx.lexicons.entry(hit.entry).id));
            }
        }
    }
}

fn of_attribution(cx: &Context<'_>, sentence: &Sentence, a: &Attribution, vague: Vague) -> Option<Finding> {
    let trigger = a.source.or(a.cue)?;
    if !sentence.span.contains(trigger) {
        return None;
    }
    let words = cx.doc.text_of(trigger);
    let message = match vague {
        Vague::None => format!("“{words}” does not say who says so"),
        Vague::Collective if one_voice(cx, a) => format!("“{words}” is a plural, but these are one person's words: whose?"),
        Vague::Collective => format!("“{words}” could be anybody: nobody is named who could be asked"),
    };
    let mut finding = finding(cx, sentence, trigger, message);
    if let Some(cue) = a.cue.filter(|&c| c != trigger) {
        finding = finding.with(Role::Cue, cue);
    }
    Some(a.content.iter().fold(finding, |f, &span| f.with(Role::Content, span)))
}

fn finding(cx: &Context<'_>, sentence: &Sentence, trigger: Span, message: String) -> Finding {
    Finding::new(META.id, META.level, sentence.id, trigger, message)
        .advise("Who says so? Name one who can be asked, say how many they are, or cut it.")
        .with(Role::Searched, searched(cx, sentence))
}

fn searched(cx: &Context<'_>, sentence: &Sentence) -> Span {
    let before = (sentence.id.0 as usize).checked_sub(1).and_then(|i| cx.doc.sentences().get(i));
    before.map_or(sentence.span, |b| b.span.cover(sentence.span))
}

/// A plural source with words in quotation marks: two people do not say the same words.
fn one_voice(cx: &Context<'_>, a: &Attribution) -> bool {
    let plural = a.source.is_some_and(|s| cx.doc.tokens_in(s).any(|i| cx.tags.get(i).is_some_and(|t| t.form == Form::Plural)));
    let quoted = a
        .content
        .iter()
        .flat_map(|&c| cx.doc.tokens_in(c))
        .filter(|&i| matches!(cx.attributions.tokens.get(i), Some(TokenVoice::Quoted(_))));
    plural && quoted.count() > 3
}

/// Words of saying with no holder: cues of that class, and talk that is nobody's (*speculation*, *allegations*).
fn holderless(cx: &Context<'_>, hit: &Hit) -> bool {
    let entry = cx.lexicons.entry(hit.entry);
    matches!((entry.kind, entry.class.as_str()), (Kind::Cue, "holderless") | (Kind::VagueSource, "none"))
}

fn own_voice(cx: &Context<'_>, hit: &Hit) -> bool {
    hit.tokens.clone().all(|i| matches!(cx.attributions.tokens.get(i), Some(TokenVoice::Own | TokenVoice::Source(_) | TokenVoice::Cue(_))))
}

/// Somebody with a name answers for what this sentence says.
fn named(cx: &Context<'_>, sentence: &Sentence) -> bool {
    let kind = |a: &Attribution| cx.attributions.source_of(a).map(|s| s.kind);
    cx.attributions.of_sentence(sentence.id).any(|(_, a)| matches!(kind(a), Some(SourceKind::NamedPerson | SourceKind::NamedOrganization)))
}
