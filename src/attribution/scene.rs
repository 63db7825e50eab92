//! The article's words beside what an engine marked as cues and contents: where the words of a source begin and end, and whose saying a cue is.
use super::{Attribution, Input};
use crate::{
    annotate::{Annotated, MentionKind, Traits},
    document::{Form, Pos},
    language::Words,
    lexicon::{Class, Hit, Kind},
};
use std::ops::{Deref, Range};

/// The longest description between a comma and a name, in tokens.
const DESCRIBED: usize = 4;

/// Whose saying a cue is.
pub(super) enum Speaker {
    /// Of whom these words speak.
    Words(Range<usize>),
    /// *is accused of theft*: the sentence does not tell.
    Nobody,
    /// The words beside the cue do not tell.
    Unknown,
}

/// The words of the article, and where somebody's words begin.
pub(super) struct Scene<'a> {
    words: &'a Annotated<'a>,
    /// Tokens at which a cue or content begins: the words of a source do not go on there.
    begins: Vec<bool>,
}

impl<'a> Deref for Scene<'a> {
    type Target = Annotated<'a>;
    fn deref(&self) -> &Annotated<'a> {
        self.words
    }
}

impl<'a> Scene<'a> {
    pub(super) fn new(input: &Input<'a>, items: &[Attribution]) -> Scene<'a> {
        let mut begins = vec![false; input.doc.tokens().len()];
        for span in items.iter().flat_map(|a| a.cue.into_iter().chain(a.content.iter().copied())) {
            begins.get_mut(input.doc.tokens_in(span).start).into_iter().for_each(|begins| *begins = true);
        }
        Scene { words: input.words, begins }
    }

    /// A cue or content begins at the token.
    pub(super) fn is_told_from(&self, token: usize) -> bool {
        self.begins.get(token).copied().unwrap_or(false)
    }

    /// *the*, *a screen* of *a screen image*, *The German* of *The German authorities*: words of a source that an engine has cut off are
    /// put back.
    pub(super) fn completed(&self, r: Range<usize>) -> Range<usize> {
        let Some(last) = r.clone().next_back() else { return r };
        let sentence = self.doc.tokens()[last].sentence;
        let here = |t: usize| self.doc.tokens().get(t).is_some_and(|t| t.sentence == sentence);
        let cut = matches!(self.pos(last), Pos::Det | Pos::Adj | Pos::Noun) && !self.is_name(last)
            || self.is_listed(last, Kind::Name, Class::Proper);
        let mut end = r.end;
        while cut && here(end) && !self.is_told_from(end) && end < r.end + 4 {
            let noun = self.pos(end) == Pos::Noun && !self.traits[end].any(Traits::CALENDAR) && !self.is_name(end);
            let open = matches!(self.pos(end), Pos::Adj) && !matches!(self.pos(end - 1), Pos::Noun);
            if !noun && !open {
                break;
            }
            end += 1;
        }
        if self.is_noun(end - 1) { r.start..end } else { r }
    }

    /// *, **Ada Roe***, *, **retired judge Ada Roe***, *, **Labour's Ada Roe***: from `start` on a name, or what somebody is and the name.
    pub(super) fn introduces(&self, start: usize, name: usize) -> bool {
        let name = &self.mentions[name];
        let led = start..name.start;
        let describes = |t: usize| {
            // The tagger takes *retired* for a past tense as often; a cue is none.
            let participle = self.pos(t) == Pos::Verb && matches!(self.form(t), Form::Participle | Form::Past) && !self.is_told_from(t);
            (self.is_word(t) && matches!(self.pos(t), Pos::Noun | Pos::Adj | Pos::Propn)) || participle || self.is_possessive(t)
        };
        // *his predecessor, **the** former boxer Ada Roe*
        let led = if Words::english().is_article(self.norm(start)) { start + 1..led.end } else { led };
        led.is_empty() || led.len() <= DESCRIBED && name.kind == MentionKind::Person && led.into_iter().all(describes)
    }

    /// *since **August, residents***, *a speech by **the mayor, Ada Roe** told*: what a preposition before the words governs, up to a comma, is no
    /// part of a source that stands before its verb.
    pub(super) fn without_circumstance(&self, r: Range<usize>, cue: Option<usize>) -> Range<usize> {
        let governs = |t: usize| Words::english().places(self.norm(t)) || Words::english().brings_agent(self.norm(t));
        let governed = r.start > 0 && governs(r.start - 1) && cue.is_some_and(|cue| cue >= r.end);
        let comma = r.clone().find(|&t| self.norm(t) == ",").filter(|&comma| governed && comma + 1 < r.end);
        match comma.map(|comma| self.trim(comma + 1..r.end)) {
            Some(rest) if self.head(&rest).end.checked_sub(1).is_some_and(|t| !rest.is_empty() && self.is_noun(t)) => rest,
            _ => r,
        }
    }

    /// Whose saying a cue is, where no words were marked for its source.
    pub(super) fn speaker(&self, cue: &Range<usize>) -> Speaker {
        let speaker = match self.passive(cue) {
            Some(verb) => match self.agent(verb) {
                None if Words::english().accuses(self.norm(verb)) || self.is_audience(verb) => return Speaker::Nobody,
                agent => agent,
            },
            None => self.subject_at(cue.start).or_else(|| self.inverted(cue.end)),
        };
        speaker.map_or(Speaker::Unknown, Speaker::Words)
    }

    /// *Staff **were told***, but not *the court was told*, which the lexicons list.
    fn is_audience(&self, verb: usize) -> bool {
        let listed = |h: &Hit| h.tokens.len() > 1 && h.tokens.contains(&verb) && self.entry(h).kind == Kind::Cue;
        Words::english().tells(self.norm(verb)) && !self.hits_in(self.doc.span_of(verb.saturating_sub(1)..verb + 1)).iter().any(listed)
    }

    /// The participle of a cue in the passive: *is accused*, *was told*.
    fn passive(&self, cue: &Range<usize>) -> Option<usize> {
        let verb = cue.clone().rev().find(|&t| self.is_verb(t))?;
        self.is_passive(verb).then_some(verb)
    }
}
