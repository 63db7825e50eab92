//! What a cue hands over: the clause or quotation after it, before it, or around it.
use super::{
    cue::{Cue, Frame},
    phrase,
    view::View,
};
use crate::{
    attribution::CueClass,
    document::{Form, Pos, QuoteState},
};
use std::ops::Range;

/// A cue with its parts. Invariant: `content` is not empty, its ranges are not empty and in text order.
pub(super) struct Found {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
}

/// *According to Roe, the road is closed.* and *The road is closed, according to Roe.*
pub(super) fn of_according_to(view: &View<'_, '_>, cue: &Cue, later: &[Cue], floor: usize) -> Option<Found> {
    let source = phrase::after(view, cue.tokens.end, true)?;
    let opens = opening(view, floor, cue.tokens.start) == cue.tokens.start;
    let rest = trim(view, source.end, clause_end(view, source.end, later));
    let content = if opens {
        vec![rest]
    } else {
        let prefix = trim(view, opening(view, floor, cue.tokens.start), cue.tokens.start);
        let goes_on = view.is_comma(source.end) && rest.clone().any(|t| view.is_finite(t)) && !coordinates(view, source.end + 1);
        if goes_on { vec![prefix, rest] } else { vec![prefix] }
    };
    finish(cue.tokens.clone(), Some(source), content)
}

/// *Roe's claim that the road is closed*.
pub(super) fn of_noun(view: &View<'_, '_>, cue: &Cue, later: &[Cue], floor: usize) -> Option<Found> {
    let source = if view.is_possessive_mark(cue.head.wrapping_sub(1)) {
        // "a check of Roe's claim": the possessor alone, with its mark.
        phrase::before(view, cue.head - 1, floor).map(|owner| {
            let start = owner.clone().rev().find(|t| view.pos(*t) == Pos::Adp).map_or(owner.start, |t| t + 1);
            start..cue.head
        })
    } else if cue.head > floor && view.is_possessive(cue.head - 1) {
        Some(cue.head - 1..cue.head)
    } else {
        None
    }?;
    let content = trim(view, cue.tokens.end, clause_end(view, cue.tokens.end, later));
    finish(cue.tokens.clone(), Some(source), vec![content])
}

/// *Roe said that …*, *“…,” said Roe*, *…, Roe said, …*.
pub(super) fn of_verb(view: &View<'_, '_>, cue: &Cue, later: &[Cue], floor: usize) -> Option<Found> {
    let subject = subject(view, cue, floor);
    let tokens = cue.tokens.start..view.after_settings(cue.tokens.end);
    let parenthetical = cue.frame == Frame::Clause || matches!(cue.class, CueClass::Say | CueClass::Show | CueClass::InnerState);
    if parenthetical && let Some(found) = postposed(view, cue, tokens.clone(), subject.as_ref(), later, floor) {
        return Some(found);
    }
    if let Some(found) = opening_as(view, &tokens, subject.as_ref()) {
        return Some(found);
    }
    let start = complement(view, cue, tokens.end)?;
    let mut content = following(view, start, later);
    if let Some(end) = main_clause(view, cue, subject.as_ref(), &content) {
        content.end = end;
    }
    // "Claiming that the fee is high, the mayor told …": linking gives it the subject.
    if let Some(main) = subject.as_ref().filter(|s| cue.gerund && cue.tokens.start == view.start && content.contains(&s.start)) {
        return finish(tokens, None, vec![trim(view, content.start, main.start)]);
    }
    let conjoined = cue.tokens.start > floor && coordinates(view, cue.tokens.start - 1);
    if subject.is_none() && !cue.gerund && !conjoined && cue.tokens.start != view.start {
        return None;
    }
    finish(tokens, subject, vec![content])
}

/// Who: the phrase before the verb. A gerund after a comma and a verb after *and* have the subject of the clause before.
fn subject(view: &View<'_, '_>, cue: &Cue, floor: usize) -> Option<Range<usize>> {
    let start = cue.tokens.start;
    let joined = start > floor && coordinates(view, start - 1);
    if !cue.gerund && !joined {
        let aside = || start.checked_sub(1).filter(|c| view.is_comma(*c) && *c < floor + 1).and_then(|c| phrase::before_aside(view, c));
        return phrase::before(view, start, floor).or_else(aside);
    }
    if cue.gerund && start == view.start {
        let comma = (start..view.end).find(|t| view.is_comma(*t))?;
        return phrase::after(view, comma + 1, false);
    }
    let edge = view.is_comma(start.wrapping_sub(1)) || joined || view.pos(start.wrapping_sub(1)) == Pos::Sconj;
    if edge { phrase::shared_subject(view, start - 1, floor) } else { phrase::before(view, start, floor) }
}

/// Where the clause around a subordinate one goes on: *While Roe says the road is safe, | drivers disagree*, *Doe, who called
/// the plan a mistake, | said*.
fn main_clause(view: &View<'_, '_>, cue: &Cue, subject: Option<&Range<usize>>, content: &Range<usize>) -> Option<usize> {
    let first = subject.map_or(cue.tokens.start, |s| s.start);
    let relative = subject.is_some_and(|s| s.len() == 1 && view.is_relative(s.start));
    let fronted = first == view.start + 1 && view.pos(view.start) == Pos::Sconj || first == view.start && subject.is_none() && !cue.gerund;
    if !relative && !fronted {
        return None;
    }
    content
        .clone()
        .find(|t| view.is_comma(*t) && (relative && view.is_finite(t + 1) || phrase::clause_at(view, t + 1)))
        .filter(|c| *c > content.start)
}

/// *As the governor put it, the road is a disgrace.*
fn opening_as(view: &View<'_, '_>, cue: &Range<usize>, subject: Option<&Range<usize>>) -> Option<Found> {
    let source = subject.filter(|s| s.start == view.start + 1 && view.norm(view.start) == "as" && view.is_comma(cue.end))?;
    let rest = trim(view, cue.end, view.end);
    finish(cue.clone(), Some(source.clone()), vec![rest.clone()]).filter(|_| rest.clone().any(|t| view.is_finite(t)))
}

/// Content before the cue: the clause or quotation ends at a comma or closing mark right before the subject (or, inverted, the verb).
fn postposed(
    view: &View<'_, '_>,
    cue: &Cue,
    tokens: Range<usize>,
    subject: Option<&Range<usize>>,
    later: &[Cue],
    floor: usize,
) -> Option<Found> {
    if cue.gerund {
        return None;
    }
    let edge = subject.map_or(cue.tokens.start, |s| s.start);
    let as_marker = edge > floor && view.norm(edge - 1) == "as";
    let edge = if as_marker { edge - 1 } else { edge };
    let joint = edge.checked_sub(1).filter(|j| *j >= floor)?;
    let closes = view.quote_state(joint) == QuoteState::Close;
    if !(closes || view.is_comma(joint) || view.is_dash(joint)) {
        return None;
    }
    let mut source = subject.cloned();
    let mut after = tokens.end;
    if source.is_none() {
        let inverted = phrase::after(view, after, true)?;
        after = inverted.end;
        source = Some(inverted);
    } else if let Some(addressee) = (!view.is_comma(after)).then(|| phrase::after(view, after, false)).flatten() {
        after = view.after_settings(addressee.end);
        if phrase::clause_at(view, addressee.start) || view.norm(after) == "that" {
            return None;
        }
    }
    // What follows must not be the content itself.
    if view.norm(after) == "that" || (!view.is_comma(after) && !closes && subject.is_some() && phrase::clause_at(view, after)) {
        return None;
    }
    let prefix = before_joint(view, floor, joint, closes);
    let rest_start = if view.is_comma(after) || view.norm(after) == ":" { after + 1 } else { after };
    let mut content = vec![];
    // A tagger may take the past for a participle: "A fire killed six, police said".
    let clause = |p: &Range<usize>| view.opens_phrase(p.start) && p.clone().skip(1).any(|t| view.is_verbal(t));
    let speaks = closes || prefix.clone().any(|t| view.is_finite(t)) || clause(&prefix);
    let rest = trim(view, rest_start, clause_end(view, rest_start, later));
    if as_marker && view.is_comma(after) && rest.clone().any(|t| view.is_finite(t)) {
        content.push(rest);
    } else {
        // "Rising costs, Roe said, are to blame": the clause goes on after the cue.
        if speaks || view.is_comma(after) && rest.clone().any(|t| view.is_finite(t)) {
            content.push(prefix);
        }
        if coordinates(view, rest_start) && view.quote_state(rest_start + 1) == QuoteState::Open && speaks {
            content.push(rest);
        } else if view.quote_state(rest_start) == QuoteState::Open {
            content.push(following(view, rest_start, later));
        } else if view.is_comma(after)
            && !closes
            && !coordinates(view, rest_start)
            && view.form(rest_start) != Form::Gerund
            && !view.is_relative(rest_start)
            && rest.clone().any(|t| view.is_finite(t))
        {
            content.push(rest);
        } else if !speaks {
            return None;
        }
    }
    finish(tokens, source, content)
}

/// The clause that ends at the joint. A quotation that fills it alone is taken by its own bounds.
fn before_joint(view: &View<'_, '_>, floor: usize, joint: usize, closes: bool) -> Range<usize> {
    let start = opening(view, floor, joint);
    if closes {
        let open = (start..joint).rev().find(|t| view.quote_state(*t) == QuoteState::Open);
        // "“…,” he said": nothing before the quotation, or another clause that has a verb of its own.
        let apart = |o: &usize| *o > start && (view.is_comma(*o - 1) || view.norm(*o - 1) == ":");
        if let Some(open) = open.filter(apart).filter(|o| (start..*o).any(|t| view.is_finite(t))) {
            return open..joint + 1;
        }
        return start..joint + 1;
    }
    trim(view, start, joint)
}

/// Where the content after a cue begins, if the cue has one there.
fn complement(view: &View<'_, '_>, cue: &Cue, from: usize) -> Option<usize> {
    let mut at = from;
    while view.pos(at) == Pos::Adv && view.norm(at) != "not" && !view.opens_phrase(at) && view.norm(at + 1) == "that" {
        at += 1;
    }
    if let Some(start) = opener(view, at) {
        return Some(start);
    }
    if matches!(view.norm(at), "both" | "either" | "neither") && has_clause(view, at) {
        return Some(at);
    }
    // "told the crowd (in Alder) that …"
    if let Some(addressee) = phrase::after(view, at, false) {
        let next = view.after_settings(addressee.end);
        // "showed the crowd who was master" is a deed.
        if cue.class == CueClass::Show
            && (view.form(next) == Form::Wh && view.norm(next) != "that" || matches!(view.norm(next), "how" | "why" | "whether"))
        {
            return None;
        }
        // "said the town “must wait”", "said the judge's “mind is shot”": the phrase is the subject of what is quoted.
        if view.quote_state(next) == QuoteState::Open && (view.is_finite(next + 1) || view.is_possessive_mark(next - 1)) {
            return Some(at);
        }
        // "asked the office to investigate" is content as a whole.
        if cue.class == CueClass::Ask && view.norm(next) == "to" {
            return Some(at);
        }
        // "told the crowd to go" has an addressee; "called the plan “a gamble”" and "urged the crowd to go" are content as a whole.
        let hands_over = |s: &usize| cue.frame == Frame::Clause || view.norm(*s) == "that";
        let direct = opener(view, next).filter(hands_over);
        if let Some(start) = direct.filter(|_| !phrase::clause_at(view, at)) {
            return Some(start);
        }
        let second = view.is_det(next) || view.is_pronoun(next) || view.is_possessive(next);
        if second && next < view.end && cue.frame == Frame::Clause && phrase::clause_at(view, next) && !is_contact(view, next) {
            return Some(next);
        }
        // "showed Roe leading Doe"
        if cue.class == CueClass::Show && (at + 1..=next).any(|t| view.form(t) == Form::Gerund) {
            return Some(at);
        }
    }
    // "said on his way out that …": a late *that* with no verb of its own before it.
    if view.pos(at) == Pos::Adp {
        let that = (at..view.end.min(at + 14)).find(|t| view.norm(*t) == "that" && view.pos(*t) != Pos::Det);
        if let Some(that) = that.filter(|that| !(at..*that).any(|t| view.is_finite(t))) {
            return Some(that);
        }
    }
    let start = view.opens_phrase(at) || matches!(view.pos(at), Pos::Adv | Pos::Intj) || view.form(at) == Form::Gerund;
    let clause = start && has_clause(view, at);
    if cue.class == CueClass::Show && view.pos(cue.tokens.start.wrapping_sub(1)) != Pos::Noun {
        return clause.then_some(at);
    }
    let any = cue.frame == Frame::Any
        && at < view.end
        && (start
            || view.form(at) == Form::Gerund
            || view.norm(at) == "to"
            || view.pos(at) == Pos::Sconj
            || matches!(view.pos(at), Pos::Adp));
    (clause || any).then_some(at)
}

/// *said the plan | he likes is sound*: the clause hangs on the noun before it, whose own verb follows.
fn is_contact(view: &View<'_, '_>, from: usize) -> bool {
    (from..view.end).find(|t| view.is_finite(*t)).is_some_and(|verb| view.is_finite(verb + 1))
}

/// A finite verb that is not cut off by a comma: *said the road was closed*, not *said a word, which was …*.
fn has_clause(view: &View<'_, '_>, at: usize) -> bool {
    let Some(verb) = (at + 1..view.end.min(at + 24)).find(|t| view.is_finite(*t) && !view.is_quoted(*t)) else { return false };
    match (at..verb).find(|t| view.is_comma(*t)) {
        None => true,
        Some(comma) => view.opens_phrase(comma + 1) || matches!(view.pos(comma + 1), Pos::Adv | Pos::Sconj | Pos::Adp),
    }
}

/// A mark or word that opens content: a quotation, *that*, a colon, *to do*, *whether*.
fn opener(view: &View<'_, '_>, at: usize) -> Option<usize> {
    if view.quote_state(at) == QuoteState::Open || view.norm(at) == "that" && at + 1 < view.end {
        return Some(at);
    }
    if view.norm(at) == ":" || view.is_comma(at) && view.quote_state(at + 1) == QuoteState::Open {
        return (at + 1 < view.end).then_some(at + 1);
    }
    let asks = view.form(at) == Form::Wh && view.norm(at) != "who" || matches!(view.norm(at), "if" | "whether" | "how" | "why");
    let acts = view.norm(at) == "to" && view.is_verbal(at + 1);
    (asks || acts).then_some(at)
}

/// The content from its start: a quotation alone, or all up to the end of the clause.
fn following(view: &View<'_, '_>, start: usize, later: &[Cue]) -> Range<usize> {
    let end = clause_end(view, start, later);
    if view.quote_state(start) == QuoteState::Open {
        let close = (start + 1..view.end).find(|t| view.quote_state(*t) == QuoteState::Close).unwrap_or(view.end);
        let ends_sentence = close > start && matches!(view.norm(close - 1), "." | "," | "!" | "?");
        if ends_sentence || close + 1 >= end || view.is_comma(close + 1) {
            return start..(close + 1).min(view.end);
        }
    }
    trim(view, start, end)
}

/// Where the clause from a token ends: before the next main clause that hands over something of its own.
fn clause_end(view: &View<'_, '_>, from: usize, later: &[Cue]) -> usize {
    for cue in later.iter().filter(|c| c.tokens.start > from && c.class != CueClass::InnerState) {
        let before = cue.tokens.start - 1;
        if cue.gerund && view.is_comma(before) || cue.frame == Frame::AccordingTo && view.is_comma(before) {
            return before;
        }
        if coordinates(view, before) {
            return if before > from && view.is_comma(before - 1) { before - 1 } else { before };
        }
        // ", and|but|while the mayor said"
        if let Some(subject) = phrase::before(view, cue.tokens.start, from).filter(|s| s.start > from) {
            let joint = subject.start - 1;
            if (coordinates(view, joint) || view.pos(joint) == Pos::Sconj) && joint > from && view.is_comma(joint - 1) {
                return joint - 1;
            }
            if view.norm(joint) == ";" {
                return joint;
            }
        }
    }
    view.end
}

fn coordinates(view: &View<'_, '_>, t: usize) -> bool {
    view.pos(t) == Pos::Cconj
}

/// Where a clause that ends before `end` begins: after what is labelled, and after a comma or conjunction that only joins.
fn opening(view: &View<'_, '_>, floor: usize, end: usize) -> usize {
    (floor..end).find(|t| !(view.is_comma(*t) || coordinates(view, *t) || view.norm(*t) == ";")).unwrap_or(end)
}

/// Without commas and stops at either edge.
fn trim(view: &View<'_, '_>, mut start: usize, mut end: usize) -> Range<usize> {
    let edge = |t: usize| view.is_punct(t) && !matches!(view.norm(t), "(" | ")" | "[" | "]");
    while start < end && edge(start) {
        start += 1;
    }
    while end > start && edge(end - 1) {
        end -= 1;
    }
    start..end.max(start)
}

fn finish(cue: Range<usize>, source: Option<Range<usize>>, mut content: Vec<Range<usize>>) -> Option<Found> {
    content.retain(|c| !c.is_empty());
    (!content.is_empty()).then_some(Found { cue, source, content })
}
