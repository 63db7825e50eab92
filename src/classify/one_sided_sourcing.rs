//! `one-sided-sourcing`: who is accused in the article, and who of them was heard.
use crate::{
    attribution::TokenVoice,
    claim::{Claim, Reason},
    classify::{Classifier, Context, RuleMeta, confidence},
    document::{Form, Pos, Sentence, SentenceId, Shape},
    finding::{Eligible, Finding, Role, RuleId},
    level::Level,
    lexicon::{Class, Kind},
    span::Span,
};
use std::{collections::BTreeSet, ops::Range};

/// See [`META`].
pub(super) struct OneSidedSourcing;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("one-sided-sourcing"),
    level: Level::Note,
    summary: "A party that is accused in the article and was neither heard nor asked",
    explanation: "\
## What it flags
A person or body with a name that the article, or one of its sources, accuses, and that neither speaks anywhere in the article nor is said to have been asked (*did not respond to a request for comment* counts as asked), although others do speak. \
The finding cites where the party is accused, the stretch that was searched, and who does speak.

## Why it matters
The right of reply is the oldest rule of fair reporting, and its absence the easiest sign of one-sidedness to check.

## When it is fine
Convictions, matters long settled, parties that are dead or dissolved, and short notices that announce a fuller report.

## What it misses
Parties that are accused by description only (*the contractor*), sides that are absent from the article altogether, and a reply that is given under another name than the accused's.

## Example
> Milldale Water poisoned the creek, the anglers' club said. \"They lied to us,\" its chairman said.

Better: ask Milldale Water, and report the answer or that there was none.

## References
SPJ Code of Ethics (2014), \"Diligently seek subjects of news coverage to allow them to respond\"; Press Councils' codes on the right of reply; Reuters Handbook of Journalism, \"Fairness\".
",
    eligible: Eligible::Article,
};

/// The accused stands at most so many tokens from the words that accuse.
const REACH: usize = 10;

/// A named party and where it is accused.
struct Accused {
    name: Range<usize>,
    sentence: SentenceId,
    trigger: Span,
}

impl Classifier for OneSidedSourcing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check_article(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let speaking: Vec<&crate::attribution::Source> = cx.attributions.sources.iter().filter(|s| s.kind.is_named()).collect();
        let sentences = cx.doc.sentences();
        let Some((first, last)) = sentences.first().zip(sentences.last()).filter(|_| !speaking.is_empty()) else { return };
        let mut seen: BTreeSet<u64> = BTreeSet::new();
        for claim in cx.claims.own.iter().chain(&cx.claims.attributed).filter(|c| c.reason == Reason::Accusation) {
            let Some(accused) = accused(cx, claim).filter(|a| is_party(cx, &a.name)) else { continue };
            let Some(key) = surname(cx, &accused.name) else { continue };
            if !seen.insert(key) || heard(cx, &accused.name) || asked(cx, key) {
                continue;
            }
            let name = cx.doc.text_of(cx.doc.span_of(accused.name.clone()));
            let be = if is_plural(cx, &accused.name) { "are" } else { "is" };
            let message = format!("{name} {be} accused here, and {be} neither heard nor said to have been asked");
            let finding = Finding::new(META.id, META.level, accused.sentence, accused.trigger, message)
                .sure(confidence(claim))
                .advise(format!("Ask {name}, and report the answer or that there was none."))
                .with(Role::Searched, first.span.cover(last.span));
            let voices = speaking.iter().filter_map(|s| s.mentions.first()).take(3);
            out.push(voices.fold(finding, |f, &m| f.with(Role::Support, m)));
        }
    }
}

/// The name nearest to the words that accuse, before them, in the same sentence and in the same voice.
fn accused(cx: &Context<'_>, claim: &Claim) -> Option<Accused> {
    let sentence = cx.doc.sentence(claim.sentence);
    let trigger = cx.doc.tokens_in(claim.trigger).start;
    let from = trigger.saturating_sub(REACH).max(sentence.tokens.start);
    let same_voice = |i: usize| content_of(cx, i) == claim.attribution;
    let last = (from..trigger).rev().find(|&i| is_name(cx, i) && same_voice(i))?;
    let first = (sentence.tokens.start..=last).rev().take_while(|&i| is_part(cx, i)).last()?;
    Some(Accused { name: first..last + 1, sentence: claim.sentence, trigger: claim.trigger })
}

fn content_of(cx: &Context<'_>, token: usize) -> Option<usize> {
    match cx.attributions.tokens.get(token) {
        Some(TokenVoice::Indirect(owner) | TokenVoice::Quoted(owner)) => Some(*owner as usize),
        _ => None,
    }
}

fn is_name(cx: &Context<'_>, token: usize) -> bool {
    cx.tags.get(token).is_some_and(|t| t.pos == Pos::Propn)
}

/// A word of a name that a name ends: *the Tessalian **Armed** Forces*.
fn is_part(cx: &Context<'_>, token: usize) -> bool {
    let capital = cx.doc.tokens().get(token).is_some_and(|t| matches!(t.shape, Shape::Title | Shape::Upper));
    is_name(cx, token) || capital && cx.tags.get(token).is_some_and(|t| matches!(t.pos, Pos::Adj | Pos::Noun))
}

/// The last word of the name: what an article calls a party by.
fn surname(cx: &Context<'_>, name: &Range<usize>) -> Option<u64> {
    name.clone().next_back().and_then(|i| cx.doc.tokens().get(i)).map(|t| t.key)
}

/// Do the lexicons say one of these of a word of a name, as written?
fn any(cx: &Context<'_>, token: usize, of: &[Class]) -> bool {
    let Some(word) = cx.doc.tokens().get(token) else { return false };
    let mut entries = cx.lexicons.of_word(word.key, cx.doc.norm(token)).filter(|e| matches!(e.kind, Kind::Title | Kind::Name));
    entries.any(|e| (word.shape != Shape::Lower || e.term.starts_with(char::is_lowercase)) && of.iter().any(|c| e.classes.has(*c)))
}

/// Someone who can answer: a body by its last word, a person by a title, a given name or a surname that the article gives in full.
/// Never a people, a creed, a month, or a name of which nothing tells what it is: a place, a law, a work.
fn is_party(cx: &Context<'_>, name: &Range<usize>) -> bool {
    let any = |t: usize, of: &[Class]| any(cx, t, of);
    let Some(last) = name.clone().next_back() else { return false };
    if any(last, &[Class::Group, Class::Sides, Class::Calendar, Class::Month]) || (name.len() == 1 && any(last, &[Class::Proper])) {
        return false;
    }
    let titled = name.start.checked_sub(1).is_some_and(|t| any(t, &[Class::Title])) || any(name.start, &[Class::Title, Class::Given]);
    let surname = || {
        let key = cx.doc.tokens().get(last).map(|t| t.key);
        (1..cx.doc.tokens().len()).any(|t| cx.doc.tokens().get(t).map(|t| t.key) == key && is_name(cx, t) && any(t - 1, &[Class::Given]))
    };
    any(last, &[Class::Org]) || titled || surname()
}

fn is_plural(cx: &Context<'_>, name: &Range<usize>) -> bool {
    name.clone().next_back().and_then(|t| cx.tags.get(t)).is_some_and(|t| t.form == Form::Plural)
}

/// Some source of the article is the accused, or speaks for it.
fn heard(cx: &Context<'_>, name: &Range<usize>) -> bool {
    let key = |t: usize| cx.doc.tokens().get(t).map(|t| t.key);
    // *Harsk* of *Tom Harsk*, *Tom Harsk* of *Harsk*; but not the *Republican Party* of the *Democratic Party*.
    let same = |other: Range<usize>| {
        let (long, short) = if other.len() > name.len() { (&other, name) } else { (name, &other) };
        !short.is_empty() && (short.clone().rev().map(key).eq(long.clone().rev().take(short.len()).map(key)))
    };
    let bears = |span: Span| {
        let tokens = cx.doc.tokens_in(span);
        same(tokens.clone())
            || (0..tokens.len()).any(|n| n + name.len() <= tokens.len() && same(tokens.start + n..tokens.start + n + name.len()))
    };
    let speaks = |id| cx.attributions.items.iter().any(|a| a.source_id == Some(id));
    cx.attributions.sources.iter().any(|s| s.mentions.iter().any(|&m| bears(m)) && speaks(s.id))
}

/// A sentence with the name tells that somebody was asked, or spoke without saying anything.
fn asked(cx: &Context<'_>, key: u64) -> bool {
    let about = |s: &Sentence| s.tokens.clone().any(|i| cx.doc.tokens().get(i).is_some_and(|t| t.key == key));
    let asked = |s: &Sentence| cx.hits_in(s).iter().any(|h| is_speech_act(cx, h.entry));
    cx.doc.sentences().iter().any(|s| about(s) && asked(s))
}

fn is_speech_act(cx: &Context<'_>, id: crate::lexicon::EntryId) -> bool {
    let entry = cx.lexicons.entry(id);
    entry.is(Kind::Exempt, Class::SpeechAct)
}
