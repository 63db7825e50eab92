//! The stretch of a sentence that one voice answers for, as the detectors see it.
use super::{
    Input,
    model::{Reason, Signal},
};
use crate::{
    document::{Form, Pos, Sentence, SentenceId, Shape, Tag},
    lexicon::{EntryId, Kind},
    span::Span,
};
use std::ops::Range;

/// How a claim entry counts: the `class` of its lexicon row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Makes a claim wherever it stands.
    States,
    /// Makes a claim where it is predicated of something (*is risky*), and is a weak hint elsewhere (*a risky road*).
    Predicate,
    /// A verb that makes a claim where somebody is said to do it.
    Agent,
    /// Makes a claim only together with others.
    Hint,
}

/// What a lexicon hit means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Claim(Reason, How),
    Exempt(Exemption),
    Loaded,
    Copula,
    Degree,
    FirstPerson,
}

/// Why a statement needs no source: the `class` of an exemption's lexicon row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exemption {
    PublicEvent,
    Schedule,
    Date,
    OfficialResult,
    Definition,
    SpeechAct,
    Allegation,
}

/// A lexicon hit inside the part.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub what: What,
    pub entry: EntryId,
    pub tokens: Range<usize>,
    pub span: Span,
}

impl Mark {
    /// It speaks for a reason with this weight.
    pub(super) fn signal(&self, reason: Reason, weight: i32) -> Signal {
        Signal { reason, span: self.span, weight, entry: Some(self.entry) }
    }
}

/// The tokens of one sentence that one voice answers for: the own-voice part, or an attribution's content.
///
/// Invariant: every mark lies wholly in the part.
pub(super) struct Part<'a> {
    pub input: &'a Input<'a>,
    pub sentence: SentenceId,
    pub tokens: Range<usize>,
    /// One flag per token of `tokens`: it belongs to the part.
    pub mine: Vec<bool>,
    pub marks: Vec<Mark>,
}

/// A sentence is read so far and no further: what is longer is a table, or made to slow us down.
const LONGEST: usize = 300;

/// *the Right Party*: what follows *the* with a capital is part of a name, whatever the word says elsewhere, unless the sentence is
/// written in capitals.
fn in_name(input: &Input<'_>, token: usize, sentence: &Range<usize>) -> bool {
    let shape = |t: usize, shape: Shape| input.doc.tokens().get(t).is_some_and(|t| t.shape == shape);
    let follows = token > sentence.start && input.doc.norm(token - 1) == "the";
    follows && shape(token, Shape::Title) && sentence.clone().filter(|t| shape(*t, Shape::Lower)).count() * 4 > sentence.len()
}

impl<'a> Part<'a> {
    pub(super) fn new(input: &'a Input<'a>, sentence: &Sentence, mine: impl Fn(usize) -> bool) -> Part<'a> {
        let tokens = sentence.tokens.start..sentence.tokens.end.min(sentence.tokens.start + LONGEST);
        let flags: Vec<bool> = tokens.clone().map(&mine).collect();
        let inside = |r: &Range<usize>| r.clone().all(|i| i >= tokens.start && flags.get(i - tokens.start) == Some(&true));
        let marks = hits_in(input, sentence.span)
            .iter()
            .filter(|h| inside(&h.tokens) && !in_name(input, h.tokens.start, &tokens))
            .filter_map(|h| Some(Mark { what: meaning(input, h.entry)?, entry: h.entry, tokens: h.tokens.clone(), span: h.span }))
            .collect();
        Part { input, sentence: sentence.id, mine: flags, tokens, marks }
    }

    /// The token belongs to the part.
    pub(super) fn has(&self, token: usize) -> bool {
        token >= self.tokens.start && self.mine.get(token - self.tokens.start) == Some(&true)
    }

    /// The tokens of the part.
    pub(super) fn own(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tokens.clone().filter(|&i| self.has(i))
    }

    pub(super) fn tag(&self, token: usize) -> Tag {
        self.input.tags.get(token).copied().unwrap_or(Tag { pos: Pos::X, form: Form::Plain })
    }

    pub(super) fn pos(&self, token: usize) -> Pos {
        self.tag(token).pos
    }

    pub(super) fn norm(&self, token: usize) -> &str {
        if token < self.input.doc.tokens().len() { self.input.doc.norm(token) } else { "" }
    }

    /// The hits that speak for a reason.
    pub(super) fn claims(&self, reason: Reason) -> impl Iterator<Item = (&Mark, How)> {
        self.marks.iter().filter_map(move |m| match m.what {
            What::Claim(r, how) if r == reason => Some((m, how)),
            _ => None,
        })
    }

    /// The hits of an exemption.
    pub(super) fn exempt(&self, kind: Exemption) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |m| m.what == What::Exempt(kind))
    }

    /// A mark of this meaning covers the token.
    pub(super) fn is(&self, token: usize, what: What) -> bool {
        self.marks.iter().any(|m| m.what == what && m.tokens.contains(&token))
    }

    /// The word is tied to a subject by a copula (*is*, *seemed rather*, *has become a*), or stands in a fragment that is
    /// nothing but a predicate (*Just a big distraction!*).
    pub(super) fn predicated(&self, tokens: &Range<usize>) -> bool {
        let first = self.pos(tokens.start);
        if first == Pos::Verb && self.tag(tokens.start).form != Form::Participle {
            return false; // *was taking aim* is no predicate
        }
        if !self.own().any(|i| matches!(self.pos(i), Pos::Verb | Pos::Aux)) {
            return true;
        }
        for i in (self.tokens.start..tokens.start).rev().take(7) {
            if !self.has(i) {
                return false;
            }
            if self.is(i, What::Copula) && matches!(self.pos(i), Pos::Aux | Pos::Verb) {
                return true;
            }
            let between = match self.pos(i) {
                Pos::Adv | Pos::Det | Pos::Adj | Pos::Part | Pos::Cconj | Pos::Num => true,
                Pos::Noun | Pos::Propn => first == Pos::Noun || self.is(i, What::Degree),
                _ => self.is(i, What::Degree),
            };
            if !between {
                return false;
            }
        }
        false
    }

    /// The verb is finite or a gerund with somebody to do it: not a bare passive (*was violated*), not an infinitive (*to violate*).
    pub(super) fn done_by_somebody(&self, verb: usize) -> bool {
        if self.pos(verb) != Pos::Verb || self.norm(verb.saturating_sub(1)) == "to" {
            return false;
        }
        let by = (verb + 1..verb + 4).any(|i| self.norm(i) == "by");
        !self.passive(verb) || by
    }

    /// *not*, *n't* or *never* stands between the auxiliary and the verb.
    pub(super) fn negated(&self, verb: usize) -> bool {
        let mut before = (self.tokens.start..verb).rev().take(3).take_while(|&i| matches!(self.pos(i), Pos::Aux | Pos::Adv | Pos::Part));
        before.any(|i| matches!(self.norm(i), "not" | "n't" | "never"))
    }

    /// The verb is an infinitive, after *to* or a modal (*likely to fail*): what it says has not happened.
    pub(super) fn not_yet(&self, verb: usize) -> bool {
        let before = verb.checked_sub(1).filter(|&i| self.has(i));
        self.pos(verb) == Pos::Verb && before.is_some_and(|i| self.norm(i) == "to" || self.tag(i).form == Form::Modal)
    }

    /// The verb is in the passive: a form of *be* stands before its participle.
    pub(super) fn passive(&self, verb: usize) -> bool {
        let before = (self.tokens.start..verb).rev().take_while(|&i| matches!(self.pos(i), Pos::Aux | Pos::Adv | Pos::Part));
        self.tag(verb).form == Form::Participle && before.into_iter().any(|i| self.is(i, What::Copula))
    }

    /// The token stands in a relative clause after a comma, an aside that mostly identifies (*, who was born in May, …*).
    pub(super) fn in_aside(&self, token: usize) -> bool {
        let mut i = token;
        while i > self.tokens.start {
            i -= 1;
            let comma = self.pos(i) == Pos::Punct && self.norm(i) == ",";
            if comma {
                return self.tag(i + 1).form == Form::Wh;
            }
        }
        false
    }

    /// The main verb, as far as a tagger can tell: the first finite verb of the part.
    pub(super) fn main_verb(&self) -> Option<usize> {
        let finite = |&i: &usize| {
            let tag = self.tag(i);
            tag.pos == Pos::Verb
                && (matches!(tag.form, Form::Past | Form::Present) || (tag.form != Form::Gerund && self.after_auxiliary(i)))
                && !self.in_aside(i)
        };
        self.own().find(finite)
    }

    fn after_auxiliary(&self, verb: usize) -> bool {
        let mut before = (self.tokens.start..verb).rev().skip_while(|&i| matches!(self.pos(i), Pos::Adv | Pos::Part));
        before.next().is_some_and(|i| self.pos(i) == Pos::Aux)
    }
}

fn hits_in<'a>(input: &Input<'a>, span: Span) -> &'a [crate::lexicon::Hit] {
    let start = input.hits.partition_point(|h| h.span.start() < span.start());
    let end = input.hits.partition_point(|h| h.span.start() < span.end());
    input.hits.get(start..end).unwrap_or_default()
}

fn meaning(input: &Input<'_>, id: EntryId) -> Option<What> {
    let entry = input.lexicons.entry(id);
    match entry.kind {
        Kind::Claim => {
            let how = match entry.class.as_str() {
                "predicate" => How::Predicate,
                "agent" => How::Agent,
                "hint" => How::Hint,
                _ => How::States,
            };
            Some(What::Claim(entry.reason.as_deref().and_then(Reason::parse)?, how))
        }
        Kind::Exempt => Some(What::Exempt(match entry.class.as_str() {
            "public-event" => Exemption::PublicEvent,
            "schedule" => Exemption::Schedule,
            "date" => Exemption::Date,
            "official-result" => Exemption::OfficialResult,
            "definition" => Exemption::Definition,
            "speech-act" => Exemption::SpeechAct,
            "allegation" => Exemption::Allegation,
            _ => return None,
        })),
        Kind::Loaded => Some(What::Loaded),
        Kind::Neighbour => match entry.class.as_str() {
            "copula" => Some(What::Copula),
            "degree" => Some(What::Degree),
            "first-person" => Some(What::FirstPerson),
            _ => None,
        },
        _ => None,
    }
}
