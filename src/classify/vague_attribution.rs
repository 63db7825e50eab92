//! `vague-attribution`: somebody says it, but nobody who could be asked.
mod read;

use crate::{
    attribution::{Attribution, CueClass, SourceKind, TokenVoice, Vague, in_name},
    claim::Reason,
    classify::{Classifier, Context, RuleMeta},
    document::{Form, Pos, Sentence},
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

/// The holder of talk stands at most so many tokens after it.
const REACH: usize = 5;

impl Classifier for VagueAttribution {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, cx: &Context<'_>, sentence: &Sentence, out: &mut Vec<Finding>) {
        if let Some(readings) = cx.readings {
            out.extend(read::check(cx, readings, sentence));
            return;
        }
        let from = out.len();
        for (_, a) in cx.attributions.of_sentence(sentence.id) {
            out.extend(a.vague.and_then(|vague| of_attribution(cx, sentence, a, vague)));
        }
        for state in cx.attributions.inner_states_of(sentence.id) {
            if let Some(holder) = state.holder.filter(|&h| own_tokens(cx, cx.doc.tokens_in(h)) && is_crowd(cx, sentence, h)) {
                let message = format!("“{}”: whose view is it? Nobody is named who could be asked", cx.doc.text_of(holder));
                out.push(finding(cx, sentence, holder, message).with(Role::Cue, state.cue));
            }
        }
        out.extend(crowd_feeling(cx, sentence));
        for hit in cx.hits_in(sentence) {
            let taken = out.iter().skip(from).any(|f| f.evidence().iter().any(|e| e.span.overlaps(hit.span)));
            let open = (holderless(cx, hit) && !named(cx, sentence)) || (talk(cx, hit) && !held(cx, hit));
            if !taken && open && own_tokens(cx, hit.tokens.clone()) {
                let words = cx.doc.text_of(hit.span);
                let message = format!("“{words}” does not say who says so");
                out.push(finding(cx, sentence, hit.span, message).entry(&cx.lexicons.entry(hit.entry).id));
            }
        }
    }
}

/// *Protesters were frustrated*: a motive or feeling told of a crowd that stands just before it.
fn crowd_feeling(cx: &Context<'_>, sentence: &Sentence) -> Option<Finding> {
    let claim = cx.claims.own_in(sentence.id).filter(|c| c.reason == Reason::Motive)?;
    let felt = cx.doc.tokens_in(claim.trigger).start;
    let just_before = |h: &&Hit| h.tokens.end <= felt && felt < h.tokens.end + REACH;
    let crowd = cx.hits_in(sentence).iter().filter(|h| is_collective(cx, h)).find(just_before)?;
    let message = format!("“{}”: whose feeling is it? Nobody is named who could be asked", cx.doc.text_of(crowd.span));
    Some(finding(cx, sentence, crowd.span, message).with(Role::Support, claim.trigger))
}

fn of_attribution(cx: &Context<'_>, sentence: &Sentence, a: &Attribution, vague: Vague) -> Option<Finding> {
    // An engine that finds no source has not shown that there is none: only words that have no place for one do.
    if vague == Vague::None && a.class != CueClass::Holderless {
        return None;
    }
    let trigger = cx.attributions.named_as(a).or(a.cue)?;
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

/// Cues that hand over nobody's view (*reportedly*, *is believed to*).
fn holderless(cx: &Context<'_>, hit: &Hit) -> bool {
    let entry = cx.lexicons.entry(hit.entry);
    entry.kind == Kind::Cue && entry.class == "holderless"
}

/// Talk that may be nobody's (*speculation*, *allegations*, *has been criticized*).
fn talk(cx: &Context<'_>, hit: &Hit) -> bool {
    let entry = cx.lexicons.entry(hit.entry);
    entry.kind == Kind::Neighbour && entry.class == "talk"
}

/// The talk has a holder beside it: *her allegations*, *the union's criticism*, *criticism by Jo Brandt*, *blamed by the board*.
fn held(cx: &Context<'_>, hit: &Hit) -> bool {
    let tag = |i: usize| cx.tags.get(i).copied();
    let before = hit.tokens.start.checked_sub(1).and_then(tag);
    let possessive = before.is_some_and(|t| matches!(t.pos, Pos::Pron | Pos::Part | Pos::Propn));
    let by = (hit.tokens.end..hit.tokens.end + REACH).find(|&i| tag(i).is_some_and(|t| t.pos == Pos::Adp) && by_or_from(cx, i));
    let named = by.is_some_and(|by| (by + 1..by + REACH).any(|i| tag(i).is_some_and(|t| t.pos == Pos::Propn)));
    possessive || named
}

fn by_or_from(cx: &Context<'_>, token: usize) -> bool {
    matches!(cx.doc.norm(token), "by" | "from")
}

/// A crowd by the lexicon, or by its form: a plural without a name and without a number.
fn is_crowd(cx: &Context<'_>, sentence: &Sentence, holder: Span) -> bool {
    let mut tokens = cx.doc.tokens_in(holder);
    let listed = cx.hits_in(sentence).iter().any(|h| holder.contains(h.span) && is_collective(cx, h));
    let tag = |i: usize| cx.tags.get(i).copied();
    let plural = tokens.clone().next_back().and_then(tag).is_some_and(|t| t.form == Form::Plural);
    listed
        || (plural
            && !tokens
                .any(|i| tag(i).is_some_and(|t| matches!(t.pos, Pos::Num | Pos::Pron) || (t.pos == Pos::Propn && t.form != Form::Plural))))
}

fn is_collective(cx: &Context<'_>, hit: &Hit) -> bool {
    let entry = cx.lexicons.entry(hit.entry);
    entry.kind == Kind::VagueSource && entry.class == "collective" && !in_name(cx.doc, cx.tags, hit.tokens.end - 1)
}

fn own_tokens(cx: &Context<'_>, mut tokens: std::ops::Range<usize>) -> bool {
    tokens.all(|i| matches!(cx.attributions.tokens.get(i), Some(TokenVoice::Own | TokenVoice::Source(_) | TokenVoice::Cue(_))))
}

/// Somebody with a name answers for what this sentence says.
fn named(cx: &Context<'_>, sentence: &Sentence) -> bool {
    let kind = |a: &Attribution| cx.attributions.source_of(a).map(|s| s.kind);
    cx.attributions.of_sentence(sentence.id).any(|(_, a)| matches!(kind(a), Some(SourceKind::NamedPerson | SourceKind::NamedOrganization)))
}
