//! `one-sided-sourcing`: who is accused in the article, and who of them was heard.
use crate::{
    attribution::{Attribution, Source, SourceKind},
    classify::{Context, RuleMeta, confidence},
    document::{Form, Pos, Sentence},
    finding::{Eligible, Finding, Role, RuleId},
    language::Words,
    level::Level,
    lexicon::{Class, Kind},
    span::Span,
};
use std::{collections::BTreeSet, ops::Range};

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("one-sided-sourcing"),
    level: Level::Note,
    summary: "A party that is accused in the article and was neither heard nor asked",
    explanation: include_str!("one_sided_sourcing.md"),
    eligible: Eligible::Article,
};

/// So many parties at most are looked for, since each costs a look at the whole article.
const MANY: usize = 40;

pub(super) fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    // *the Greens* are heard as a party, but cannot be the accused here, for they may be a people as well: so they are no side.
    let side = |s: &&Source| s.kind.is_named() && (s.kind == SourceKind::NamedPerson || !s.person);
    let speaking: Vec<&Source> = cx.attributions.sources.iter().filter(side).collect();
    let Some(whole) = cx.whole().filter(|_| !speaking.is_empty()) else { return };
    if somebody_unknown(cx) {
        return;
    }
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    for accused in &cx.claims.accused {
        let Some(last) = accused.name.clone().next_back() else { continue };
        // What an article calls a party by.
        let key = cx.surname(last);
        if seen.len() >= MANY || !seen.insert(key) || heard(cx, &accused.name) || asked(cx, key) {
            continue;
        }
        // *the Republican Party*: the article may belong to the name.
        let the = accused.name.start.checked_sub(1).is_some_and(|t| Words::english().is_definite_article(cx.doc.norm(t)));
        let name = cx.doc.text_of(cx.doc.span_of(accused.name.clone()));
        let subject = if the { "The " } else { "" };
        let message = if cx.form(last) == Form::Plural {
            format!("{subject}{name} are accused here, and are neither heard nor said to have been asked")
        } else {
            format!("{subject}{name} is accused here, and is neither heard nor said to have been asked")
        };
        let voices = speaking.iter().filter_map(|s| s.mentions.first().copied()).take(3);
        // Where the words alone do not make it an accusation, as sure as the engine is; else no engine was asked.
        let sure = cx.claims.own_in(accused.sentence).filter(|_| !accused.certain).map(confidence);
        let finding = Finding::new(META.id, META.level, accused.sentence, accused.trigger, message)
            .sure(sure)
            .advise(format!("Ask {}{name}, and report the answer or that there was none.", if the { "the " } else { "" }))
            .with(Role::Searched, [whole])
            .with(Role::Support, voices);
        out.push(finding);
    }
}

/// Some source of the article is the accused, or speaks for it.
fn heard(cx: &Context<'_>, name: &Range<usize>) -> bool {
    // *Harsk* of *Tom Harsk*, *Tom Harsk* of *Harsk*; but not the *Republican Party* of the *Democratic Party*.
    let same = |other: Range<usize>| {
        let (long, short) = if other.len() > name.len() { (&other, name) } else { (name, &other) };
        !short.is_empty() && (short.clone().rev().map(|t| cx.surname(t)).eq(long.clone().rev().take(short.len()).map(|t| cx.surname(t))))
    };
    let bears = |span: Span| {
        let tokens = cx.doc.tokens_in(span);
        same(tokens.clone())
            || (0..tokens.len()).any(|n| n + name.len() <= tokens.len() && same(tokens.start + n..tokens.start + n + name.len()))
    };
    // *Her lawyer, Omar Kell, said*: for whom somebody speaks has been heard.
    let last = name.clone().next_back().map(|t| cx.doc.word(t));
    let speaks_for = |s: &Source| cx.attributions.interests.get(s.interest as usize).and_then(|i| i.split(' ').next_back()) == last;
    cx.attributions.sources.iter().any(|s| s.mentions.iter().any(|&m| bears(m)) || last.is_some() && speaks_for(s))
}

/// *The mayor said*, *a spokesman for the company said*: who is meant is not known, and so it may be the accused.
fn somebody_unknown(cx: &Context<'_>) -> bool {
    let known_only_by_office = |a: &Attribution| {
        let Some(words) = a.source.map(|s| cx.doc.tokens_in(s)) else { return false };
        // *the new mayor*; *a spokesman for the company*
        let definite = words.clone().find(|&t| Words::english().is_definite_article(cx.doc.norm(t)));
        let opens = definite.is_some_and(|t| t == words.start || Words::english().links_names(cx.doc.norm(t - 1)));
        let noun = definite.and_then(|the| (the + 1..words.end).find(|&t| cx.pos(t) != Pos::Adj));
        opens && noun.is_some_and(|t| cx.pos(t) == Pos::Noun && cx.form(t) != Form::Plural)
    };
    let unnamed = |a: &Attribution| cx.attributions.source_of(a).is_some_and(|s| s.kind == SourceKind::Unnamed);
    cx.attributions.items.iter().any(|a| unnamed(a) && known_only_by_office(a))
}

/// A sentence with the name tells that somebody was asked, or spoke without saying anything.
fn asked(cx: &Context<'_>, key: u64) -> bool {
    let is = |t: usize| cx.surname(t) == key;
    let about = |s: &Sentence| s.tokens.clone().any(is);
    let asked = |s: &Sentence| cx.hits_in(s.span).iter().any(|h| cx.entry(h).is(Kind::Exempt, Class::SpeechAct));
    // *Brandt's lawyer, Omar Kell, said*
    let for_it = |a: &Attribution| {
        let words = a.source.map_or(0..0, |s| cx.doc.tokens_in(s));
        words.clone().any(|t| is(t) && t + 1 < words.end && cx.pos(t + 1) == Pos::Part)
    };
    cx.doc.sentences().iter().any(|s| about(s) && asked(s)) || cx.attributions.items.iter().any(for_it)
}
