//! Noun phrases that name a source, found by walking from the cue. No parser: tags, commas and brackets.
use super::view::View;
use crate::document::{Form, Pos};
use std::ops::Range;

/// How far a relative clause may reach: *a man who saw the fire from across the road said*.
const RELATIVE_REACH: usize = 16;
/// How far an apposition may reach.
const APPOSITION_REACH: usize = 40;

/// The noun phrase that ends just before a token and begins at or after `floor`, with its apposition.
pub(super) fn before(view: &View<'_, '_>, end: usize, floor: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let end = view.before_settings(end);
    let last = end.checked_sub(1).filter(|l| *l >= floor)?;
    if view.is_comma(last) || view.is_dash(last) {
        return with_apposition_before(view, last, floor);
    }
    let core = core_before(view, end, floor)?;
    // "Roe, researcher in river studies, political expert told": bare roles after the name, with no comma before the verb.
    let bare = view.pos(core.start) != Pos::Propn && view.is_nominal(core.start) && core.len() < 6;
    let dated = core.start > floor && view.before_settings(core.start - 1) < core.start - 1; // "on Monday, police said"
    if bare && core.start > floor && view.is_comma(core.start - 1) && !dated {
        let name = with_apposition_before(view, core.start - 1, floor).map(|r| r.start).filter(|s| view.is_name(*s));
        if let Some(start) = name.or_else(|| {
            core_before(view, core.start - 1, floor).map(|c| c.start).filter(|s| view.is_name(*s) && all_names(view, *s, core.start - 1))
        }) {
            return Some(start..end);
        }
    }
    Some(core)
}

fn all_names(view: &View<'_, '_>, start: usize, end: usize) -> bool {
    (start..end).all(|t| view.is_name(t))
}

/// *Roe, a farmer from Alder, said*: from the mark that closes the apposition back to the start of the name.
fn with_apposition_before(view: &View<'_, '_>, close: usize, floor: usize) -> Option<Range<usize>> {
    let dash = view.is_dash(close);
    let reach = floor.max(close.saturating_sub(APPOSITION_REACH));
    let mut best = None;
    for open in (reach..close).rev() {
        if view.is_quoted(open) {
            break;
        }
        if (dash && !view.is_dash(open)) || (!dash && !view.is_comma(open)) {
            continue;
        }
        if !is_aside(view, open + 1, close) {
            break;
        }
        if let Some(core) = core_before(view, open, floor) {
            // "Roe, speaking in Alder, said": where and when are no part of the name.
            let circumstance = view.form(open + 1) == Form::Gerund || view.pos(open + 1) == Pos::Adp;
            best = Some(core.start..if circumstance { open } else { close });
            // "Roe, a farmer, of Alder, said": go on only where the phrase found is itself an aside; "the mayor, Ada Brandt, said" is whole.
            if core.start == floor || !view.is_comma(core.start - 1) || view.is_name(core.start) || all_names(view, open + 1, close) {
                break;
            }
        }
    }
    best
}

/// The name before an aside that speaks itself: ***Roe**, who asked for patience, said*.
pub(super) fn before_aside(view: &View<'_, '_>, close: usize) -> Option<Range<usize>> {
    let whole = with_apposition_before(view, close, view.start)?;
    let comma = whole.clone().find(|t| view.is_comma(*t))?;
    Some(whole.start..comma)
}

/// What stands between two commas only says more about the phrase before: no clause, unless a relative one.
fn is_aside(view: &View<'_, '_>, start: usize, end: usize) -> bool {
    let relative = |t: usize| view.is_relative(t) || matches!(view.norm(t), "whose" | "whom" | "where");
    let first = (start..end).find(|t| view.is_finite(*t) || relative(*t));
    opens_aside(view, start) && first.is_none_or(relative)
}

/// What can stand right after the comma that opens an aside.
fn opens_aside(view: &View<'_, '_>, t: usize) -> bool {
    view.opens_phrase(t) && (view.is_relative(t) || !view.is_pronoun(t))
        || matches!(view.norm(t), "who" | "which" | "whose")
        || matches!(view.form(t), Form::Participle | Form::Gerund)
        || view.pos(t) == Pos::Adp
        || view.pos(t) == Pos::Adv
}

/// One noun phrase without apposition, from its last token back.
fn core_before(view: &View<'_, '_>, end: usize, floor: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|l| *l >= floor)?;
    let object = last > floor && view.pos(last - 1) == Pos::Adp;
    if (view.is_pronoun(last) && !object) || view.is_relative(last) {
        return (!matches!(view.norm(last), "there" | "that" | "what")).then_some(last..end);
    }
    let mut start = if object && view.is_pronoun(last) { last } else { end };
    let mut named = start < end;
    // With no verb to the left, "and" can only join noun phrases.
    let verbless = !(floor..last).any(|t| view.is_finite(t));
    while start > floor {
        let t = start - 1;
        if view.is_quoted(t) {
            break;
        }
        if view.norm(t) == ")" {
            match (floor..t).rev().take(8).find(|b| view.norm(*b) == "(") {
                Some(open) => start = open,
                None => break,
            }
            continue;
        }
        let inside = start < end;
        if view.is_nominal(t) || inside && view.is_pronoun(t) && view.pos(start) == Pos::Cconj {
            named |= view.is_head(t) || !inside;
        } else if view.is_det(t) || view.is_possessive(t) {
            named |= !inside;
            if t == floor || !matches!(view.pos(t - 1), Pos::Adp | Pos::Det | Pos::Cconj | Pos::Adv) {
                start = t;
                break;
            }
        } else if !(inside && joins(view, t, floor, verbless)) {
            // "Residents interviewed | said": of two verbs in a row the first is a participle.
            let reduced = !inside
                && view.is_verbal(t)
                && (view.is_verbal(end) || view.opens_setting(end))
                && t > floor
                && (view.is_head(t - 1) || view.norm(t - 1) == "those");
            if reduced && relative_before(view, t, floor).is_none() {
                start = t;
                if view.norm(t - 1) == "those" {
                    return Some(t - 1..end);
                }
                continue;
            }
            if view.is_verbal(t) || !inside && matches!(view.pos(t), Pos::Adv | Pos::Part | Pos::Pron) {
                return relative_before(view, t, floor).map(|s| s..end);
            }
            break;
        }
        start = t;
    }
    // A preposition at the edge hangs on what stands before the phrase.
    while start < end && matches!(view.pos(start), Pos::Adp | Pos::Cconj) {
        start += 1;
    }
    (start < end && named).then_some(start..end)
}

/// A word that a noun phrase goes on over: *head **of** the office*, *the mayor **and** the bishop*, *men **held** in Alder*.
fn joins(view: &View<'_, '_>, t: usize, floor: usize, verbless: bool) -> bool {
    let head_before =
        t > floor && (view.is_head(t - 1) || view.pos(t - 1) == Pos::Pron || view.norm(t - 1) == ")" || view.is_quoted(t - 1));
    match view.pos(t) {
        Pos::Adp => head_before || hangs_on_phrase(view, t, floor),
        // "he and Doe said"
        Pos::Cconj if head_before && view.is_pronoun(t - 1) => t < floor + 2 || view.is_comma(t - 2),
        Pos::Cconj => head_before && (verbless || view.is_name(t - 1) == view.is_name(t + 1)),
        Pos::Adv if modifies_participle(view, t) => t == floor || !view.is_comma(t - 1),
        Pos::Adv => t > floor && !view.is_comma(t - 1) && matches!(view.pos(t + 1), Pos::Num | Pos::Det | Pos::Adj),
        _ => matches!(view.form(t), Form::Participle | Form::Gerund) && (head_before || view.is_nominal(t + 1)),
    }
}

/// ***newly** elected mayor*
fn modifies_participle(view: &View<'_, '_>, t: usize) -> bool {
    matches!(view.form(t + 1), Form::Participle | Form::Gerund) && view.is_head(t + 2)
}

/// *protesters marching **through** the town*, *those close **to** him*, *farmers in Alder and **around** it*.
fn hangs_on_phrase(view: &View<'_, '_>, t: usize, floor: usize) -> bool {
    if t < floor + 2 {
        return false;
    }
    let phrase = view.is_head(t - 2) || matches!(view.pos(t - 2), Pos::Pron | Pos::Det);
    phrase && (matches!(view.form(t - 1), Form::Gerund | Form::Participle) || matches!(view.pos(t - 1), Pos::Adj | Pos::Cconj))
}

/// *the man who runs the shop | said*: the start of the phrase that the relative clause hangs on.
fn relative_before(view: &View<'_, '_>, verb: usize, floor: usize) -> Option<usize> {
    let reach = floor.max(verb.saturating_sub(RELATIVE_REACH));
    let who = (reach..verb).rev().take_while(|t| !view.is_comma(*t) && !view.is_quoted(*t)).find(|t| view.is_relative(*t))?;
    if who == floor || !view.is_head(who - 1) && view.pos(who - 1) != Pos::Pron {
        return None;
    }
    core_before(view, who, floor).map(|core| core.start)
}

/// The noun phrase that begins at a token, with its apposition if `asides`: *said Roe, a farmer from Alder*.
pub(super) fn after(view: &View<'_, '_>, from: usize, asides: bool) -> Option<Range<usize>> {
    if view.is_pronoun(from) {
        return Some(from..from + 1);
    }
    let end = core_after(view, from)?;
    if !asides || !view.is_comma(end) || view.pos(end + 1) == Pos::Adv || view.form(end + 1) == Form::Gerund {
        return Some(from..end);
    }
    let mut close = (end + 1..view.end).find(|t| view.is_comma(*t) || view.is_quoted(*t) || view.norm(*t) == ";").unwrap_or(view.end);
    // "Roe, a professor at Alder, Marsh County, and …": a further aside that is again a bare phrase.
    while view.is_comma(close) && (view.is_det(close + 1) || view.is_name(close + 1) && view.is_name(close - 1)) {
        let next = (close + 1..view.end).find(|t| view.is_comma(*t) || view.is_quoted(*t)).unwrap_or(view.end);
        if !is_aside(view, close + 1, next) {
            break;
        }
        close = next;
    }
    if !is_aside(view, end + 1, close) {
        return Some(from..end);
    }
    while close > end && view.is_punct(close - 1) && view.norm(close - 1) != ")" {
        close -= 1;
    }
    Some(from..close)
}

fn core_after(view: &View<'_, '_>, from: usize) -> Option<usize> {
    let mut t = from;
    let mut headed = false;
    while t < view.end {
        if t > from && view.opens_setting(t) && !modifies_participle(view, t) || view.is_quoted(t) {
            break;
        }
        if view.norm(t) == "(" {
            match (t..view.end).take(8).find(|b| view.norm(*b) == ")") {
                Some(close) => t = close + 1,
                None => break,
            }
            continue;
        }
        let joined = t > from && matches!(view.pos(t - 1), Pos::Adp | Pos::Cconj | Pos::Det);
        if view.is_nominal(t) {
            headed |= view.is_head(t) || view.pos(t) == Pos::Adj;
        } else if view.is_det(t) || view.is_possessive(t) {
            // A second determiner opens the next phrase: "told the crowd | the plan was dead".
            if headed && !joined {
                break;
            }
        } else if !(headed && goes_on(view, t) || t == from && view.pos(t) == Pos::Adv) {
            break;
        }
        t += 1;
    }
    (headed && t > from).then_some(t)
}

/// The subject of the nearest clause before a token: for *…, adding that* and *… and said*.
pub(super) fn shared_subject(view: &View<'_, '_>, before_token: usize, floor: usize) -> Option<Range<usize>> {
    let verbs = (floor..before_token).rev().filter(|t| view.is_finite(*t) && !view.is_quoted(*t)).take(3);
    verbs.filter_map(|verb| before(view, verb, floor)).find(|s| !view.is_relative(s.start))
}

/// The same to the right: *the head **of** the office*, *Roe **and** Doe*, *a lawyer **representing** the town*.
fn goes_on(view: &View<'_, '_>, t: usize) -> bool {
    let phrase_follows = view.opens_phrase(t + 1) && !view.opens_setting(t);
    match view.pos(t) {
        Pos::Adp => phrase_follows,
        Pos::Cconj => phrase_follows && !clause_at(view, t + 1),
        Pos::Verb => matches!(view.form(t), Form::Gerund | Form::Participle) && !view.is_be(t),
        Pos::Adv => modifies_participle(view, t),
        _ => false,
    }
}

/// A subject and its verb follow.
pub(super) fn clause_at(view: &View<'_, '_>, from: usize) -> bool {
    let mut t = from;
    while view.is_det(t) || view.is_nominal(t) || view.pos(t) == Pos::Pron || view.pos(t) == Pos::Adv {
        if t > from + 5 {
            return false;
        }
        t += 1;
    }
    t > from && view.is_finite(t)
}
