//! `vague-attribution`: somebody says it, but nobody who could be asked.
use crate::{
    attribution::Attribution,
    classify::{Context, RuleMeta},
    document::{Pos, Sentence},
    encoder::percent,
    finding::{Confidence, Eligible, Finding, Role, RuleId},
    language::Words,
    level::Level,
    lexicon::{Class, Hit, Kind},
};
use std::ops::Range;

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
    if cx.readings.sentence(sentence.id).vague < cx.readings.thresholds().vague {
        return None;
    }
    let (peak, stretch) = cx.readings.stretch(sentence.tokens.clone(), |t| cx.is_word(t), |r| r.vague);
    // *Nobody at the*: what only ties the holder to its neighbours is left out; *is expected to* is told whole.
    let ties = |t: usize| cx.is_tie(t) && cx.pos(t) != Pos::Part;
    let end = (peak + 1..stretch.end).rev().find(|&t| cx.is_word(t) && !ties(t)).map_or(peak + 1, |t| t + 1);
    let words = with_verb(cx, sentence, stretch.start..end);
    if is_of_weather(cx, sentence, &words) || names_one(cx, sentence, words.end) {
        return None;
    }
    let holder = cx.doc.span_of(whole(cx, sentence, words.clone()));
    let sure = percent(cx.readings.sentence(sentence.id).vague);
    let level = if is_of_schedule(cx, sentence, &words) { Level::Note } else { META.level };
    let message = format!("“{}”: nobody is named who could be asked", cx.doc.text_of(holder));
    let window = cx.before(sentence).map_or(sentence.span, |b| b.span.cover(sentence.span));
    let mut out = Finding::new(META.id, level, sentence.id, holder, message)
        .sure(Confidence { any: sure, strong: sure })
        .advise("Who says so? Name one who can be asked, say how many they are, or cut it.")
        .with(Role::Searched, [window]);
    let known =
        cx.hits_in(sentence.span).iter().find(|h| h.span.overlaps(holder) && matches!(cx.entry(h).kind, Kind::VagueSource | Kind::Cue));
    if let Some(hit) = known {
        out = out.entry(&cx.entry(hit).id);
    }
    let here = |a: &Attribution| a.source.or(a.cue).is_some_and(|s| s.overlaps(holder));
    let content = cx.attributions.of_sentence(sentence.id).find(|a| here(a)).map(|a| a.content.clone()).unwrap_or_default();
    Some(out.with(Role::Content, content))
}

/// ***It** will be objected*, *it will **be** objected*: what is empty by itself is told with its verb.
fn with_verb(cx: &Context<'_>, sentence: &Sentence, words: Range<usize>) -> Range<usize> {
    let empty = |t: usize| cx.pos(t) == Pos::Aux || Words::english().is_it(cx.norm(t));
    let verb = (words.end..sentence.tokens.end).take(VERB).find(|&t| cx.pos(t) == Pos::Verb);
    match verb.filter(|_| words.clone().all(empty)) {
        Some(verb) => (sentence.tokens.start..words.start).rev().take_while(|&t| empty(t)).last().unwrap_or(words.start)..verb + 1,
        None => words,
    }
}

/// ***The bill's** backers*, ***state** media*: the words of the source as the sentence has them, if they are few.
fn whole(cx: &Context<'_>, sentence: &Sentence, words: Range<usize>) -> Range<usize> {
    let told = cx.doc.span_of(words.clone());
    let sources = cx.attributions.of_sentence(sentence.id).filter_map(|a| a.source).filter(|s| s.contains(told));
    sources.map(|s| cx.doc.tokens_in(s)).find(|s| s.len() <= SOURCE).unwrap_or(words)
}

/// The longest source that is told whole, in tokens.
const SOURCE: usize = 6;

/// *Critics **such as Ada Roe***: one who can be asked stands there by name.
fn names_one(cx: &Context<'_>, sentence: &Sentence, end: usize) -> bool {
    let lists = |t: usize| Words::english().lists(|back| (t + 1).checked_sub(back).map(|t| cx.norm(t)));
    let near = |from: usize| from..sentence.tokens.end.min(from + LISTED);
    near(end).find(|&t| lists(t)).is_some_and(|t| near(t + 1).any(|t| cx.is_proper(t)))
}

/// So near behind the group a list of its members opens, and the first of them has a name, in tokens.
const LISTED: usize = 4;

/// *Frost **is expected** overnight*: whoever foretells the weather, it is no secret. What is spoken of is the first noun of the clause, and a
/// word of weather; *flood insurance* is none.
fn is_of_weather(cx: &Context<'_>, sentence: &Sentence, words: &Range<usize>) -> bool {
    if !matches!(cx.pos(words.start), Pos::Aux | Pos::Verb) {
        return false;
    }
    let noun = |t: usize| matches!(cx.pos(t), Pos::Noun | Pos::Propn);
    let opens = |t: usize| matches!(cx.pos(t), Pos::Verb | Pos::Sconj | Pos::Cconj | Pos::Punct);
    let clause = (sentence.tokens.start..words.start).rfind(|&t| opens(t)).map_or(sentence.tokens.start, |t| t + 1);
    let before = |t: &usize| matches!(cx.pos(*t), Pos::Det | Pos::Adj | Pos::Num | Pos::Adv);
    let first = (clause..words.start).find(|t| !before(t)).unwrap_or(clause);
    let Some(head) = (first..words.start).take_while(|&t| noun(t)).last() else { return false };
    let weather = |h: &&Hit| cx.entry(h).is(Kind::Domain, Class::Weather);
    cx.hits_in(sentence.span).iter().filter(weather).any(|h| h.tokens.contains(&head))
}

/// *The trial **is expected** to last three weeks*: nobody says so, but it is a date more than a forecast.
fn is_of_schedule(cx: &Context<'_>, sentence: &Sentence, words: &Range<usize>) -> bool {
    let limit = sentence.tokens.end.min(words.end + VERB);
    let to = (words.start..limit).find(|&t| Words::english().opens_infinitive(cx.norm(t)));
    let small = |t: usize| Words::english().is_be(cx.norm(t)) || cx.pos(t) == Pos::Adv;
    let verb = to.and_then(|to| (to + 1..limit).find(|&t| !small(t)));
    // *is expected on Friday*, *by May*
    let dated =
        to.is_none() && (words.end..limit).any(|t| Words::english().is_time(cx.norm(t)) || cx.is_listed(t, Kind::Title, Class::Calendar));
    cx.pos(words.start) == Pos::Aux && (dated || verb.is_some_and(|t| Words::english().schedules(cx.norm(t))))
}

/// A verb stands so near what is told with it, in tokens.
const VERB: usize = 4;
