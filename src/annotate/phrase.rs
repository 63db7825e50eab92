//! Noun phrases: where one begins and ends, what its head is, and which one is the subject of a verb.
use super::{
    Annotated,
    mention::{Mention, MentionKind},
    pronoun::Pronoun,
    traits::Traits,
};
use crate::{
    document::{Form, Pos, TokenKind},
    language::Words,
};
use std::ops::Range;

/// The longest subject that is looked for before a verb, in tokens.
const SUBJECT: usize = 16;

impl Annotated<'_> {
    /// Without marks at either end, an *and* before it and a final possessive.
    pub(crate) fn trim(&self, mut r: Range<usize>) -> Range<usize> {
        r.end = r.end.min(self.doc.tokens().len());
        let joins = |t: usize| self.pos(t) == Pos::Cconj && !self.is_name(t) && !Words::english().pairs(self.norm(t));
        while r.start < r.end && (!self.is_word(r.start) || joins(r.start)) {
            r.start += 1;
        }
        while r.start < r.end && (!self.is_word(r.end - 1) || self.is_possessive(r.end - 1)) && self.norm(r.end - 1) != ")" {
            r.end -= 1;
        }
        r
    }

    /// The phrase up to its first comma, preposition, relative or verb: its last word is the head noun.
    pub(crate) fn head(&self, r: &Range<usize>) -> Range<usize> {
        // *Roe this week*, *my father often*: what follows the noun is no part of it. Nor is a time: *a poll last week*.
        let time = |t: usize| self.pos(t + 1) == Pos::Noun && Words::english().points(self.norm(t));
        // *Sources **close** to the board*, *a person **familiar** with it*
        let governs = |t: usize| self.pos(t) == Pos::Adj && t + 1 < r.end && matches!(self.pos(t + 1), Pos::Adp | Pos::Part);
        let trails = |t: usize| self.is_noun(t - 1) && (matches!(self.pos(t), Pos::Adv | Pos::Det) || time(t) || governs(t));
        let stops = |t: usize| {
            !self.is_name(t)
                && !self.joins_posts(t)
                && (trails(t)
                    || !self.is_word(t)
                    || matches!(self.pos(t), Pos::Adp | Pos::Sconj | Pos::Cconj)
                    || Words::english().is_relative(self.norm(t))
                    || (self.is_verb(t)
                        && t > r.start
                        && !(t + 1 == r.end && self.traits[t].any(Traits::DOCUMENT))
                        && (self.is_noun(t - 1) || !matches!(self.form(t), Form::Participle | Form::Gerund))))
        };
        let quote = |t: usize| self.doc.tokens()[t].kind == TokenKind::Quote;
        let mut end = r.clone().skip(1).find(|&t| stops(t) && !self.is_possessive(t) && !quote(t)).unwrap_or(r.end);
        while end > r.start + 1 && quote(end - 1) {
            end -= 1;
        }
        r.start..end
    }

    /// The name that heads a phrase, if a name does: index into the mentions.
    pub(crate) fn named_head(&self, r: &Range<usize>) -> Option<usize> {
        let head = self.head(r);
        self.mentions_in(&head).next_back().filter(|&i| self.mentions[i].tokens.end >= head.end)
    }

    /// *Secretary of the Interior Jane Roe*, *agency specialist Dr. Ana Reyes*: an office without an article, and the name of its
    /// holder at the phrase's end.
    pub(crate) fn titled(&self, r: &Range<usize>) -> Option<usize> {
        let r = &self.without_place(r);
        let office = |t: usize| self.traits[t].any(Traits::TITLE | Traits::ROLE);
        let stops = |t: usize| {
            !self.is_name(t)
                && (self.norm(t) == ","
                    || Words::english().is_relative_person(self.norm(t))
                    || (self.norm(t) == "(" && t > r.start && self.is_name(t - 1) && self.norm(t + 2) != ")")
                    || (self.is_verb(t) && !office(t) && self.form(t) != Form::Gerund))
        };
        let bare = |t: usize| self.pos(t) != Pos::Det && !Words::english().is_article(self.norm(t));
        let end = r.clone().find(|&t| stops(t)).unwrap_or(r.end);
        // *Analyst Ada Roe of Norlund*
        let belongs = |&i: &usize| {
            self.mentions[i].kind == MentionKind::Person && Words::english().is_genitive(self.norm(self.mentions[i].tokens.end))
        };
        let index = self.mentions_in(&(r.start..end)).find(belongs).or_else(|| self.mentions_in(&(r.start..end)).next_back())?;
        let name = &self.mentions[index];
        let led = r.start..name.tokens.start;
        let first = led.clone().find(|&t| office(t)).unwrap_or(led.end);
        let governed = led.clone().any(|t| {
            let of = t > led.start && Words::english().is_genitive(self.norm(t - 1));
            // *University of Norlund **at** Tarnby professor Jane Roe*
            let named = t > led.start && self.is_name(led.start) && (self.is_name(t) || self.is_name(t - 1));
            // *Secretary **of** State Jane Roe*, but not *critics **of** Secretary Jane Roe*
            let joins = named || Words::english().is_genitive(self.norm(t)) && first < t;
            (self.pos(t) == Pos::Adp && !joins) || (!bare(t) && !of) || self.is_possessive(t)
        });
        let ends = name.tokens.end == end || self.norm(name.tokens.end) == "(" || Words::english().is_genitive(self.norm(name.tokens.end));
        let holds = led.clone().any(|t| office(t) && self.form(t) != Form::Plural) && name.kind == MentionKind::Person;
        (ends && holds && !governed && bare(r.start)).then_some(index)
    }

    /// ***Oakport, Ohio,** Mayor Ada Roe*: what stands behind a town and its state.
    fn without_place(&self, r: &Range<usize>) -> Range<usize> {
        let mut names = self.mentions_in(r).map(|i| &self.mentions[i]);
        let closes = |n: &&Mention| self.norm(n.tokens.end) == ",";
        let town = names.next().filter(|n| n.start == r.start).filter(closes);
        let state = town.and_then(|town| names.next().filter(|n| n.start == town.tokens.end + 1)).filter(closes);
        state.map_or(r.start, |n| n.tokens.end + 1)..r.end
    }

    pub(crate) fn is_noun(&self, t: usize) -> bool {
        self.is_name(t) || matches!(self.pos(t), Pos::Noun | Pos::Propn)
    }

    /// *a **Harwick Institute** poll*: the noun of the document that a name stands with.
    pub(crate) fn document_of(&self, name: &Mention) -> Option<u64> {
        let document = |t: usize| (self.traits[t].any(Traits::DOCUMENT) && !self.is_name(t)).then(|| self.traits[t].canon());
        let owner = usize::from(self.is_possessive(name.tokens.end));
        let after = (name.tokens.end + owner..self.doc.tokens().len()).take(3).take_while(|&t| self.is_noun(t) || self.pos(t) == Pos::Adj);
        after.last().and_then(document)
    }

    /// *in Bend, **Ore.**,*: the one word after the comma belongs to the place before it.
    pub(crate) fn is_place(&self, comma: usize, name: usize) -> bool {
        let name = &self.mentions[name];
        let place = comma > 1 && self.is_name(comma - 1) && name.tokens.len() == 1 && name.kind != MentionKind::Person;
        place && (comma.saturating_sub(4)..comma).rev().find(|&t| !self.is_name(t)).is_some_and(|t| self.pos(t) == Pos::Adp)
    }

    /// ***Last October** the engineer*: a time is no part of a source; nothing is left of one alone. *April Roe* is a name.
    pub(crate) fn without_time(&self, r: Range<usize>) -> Range<usize> {
        let time = if Words::english().points(self.norm(r.start)) { r.start + 1 } else { r.start };
        let calendar = time < r.end && self.traits[time].any(Traits::CALENDAR);
        let name = time + 1 < r.end && self.is_name(time) && self.is_name(time + 1);
        if calendar && !name { self.trim(time + 1..r.end) } else { r }
    }

    /// The phrase that is the subject of a verb, where the sentence opens with it or with a circumstance and a comma.
    pub(crate) fn subject_before(&self, start: usize, verb: usize) -> Option<Range<usize>> {
        let small = |t: usize| matches!(self.pos(t), Pos::Aux | Pos::Adv | Pos::Part) && !self.is_name(t);
        let end = (start..verb).rev().find(|&t| !small(t))? + 1;
        let comma = (start..end).rev().find(|&t| self.norm(t) == ",").map_or(start, |t| t + 1);
        [start, comma].into_iter().map(|s| self.trim(s..end)).find(|words| {
            let free = |t: usize| !self.is_verb(t) && !self.doc.is_quoted(t);
            let Some(noun) = self.head(words).next_back().filter(|_| words.clone().all(free)) else {
                return false;
            };
            self.named_head(words).is_some()
                || self.traits[noun].speaks()
                || (words.len() == 1 && matches!(Pronoun::parse(self.norm(noun)), Some(Pronoun::Person(_) | Pronoun::Plural)))
                || Words::english().is_several(self.norm(noun))
        })
    }

    /// *was accused **by prosecutors** of theft*
    pub(crate) fn agent(&self, verb: usize) -> Option<Range<usize>> {
        let by = (verb + 1..verb + 4).find(|&t| Words::english().brings_agent(self.norm(t)))?;
        let end = (by + 1..by + 1 + SUBJECT).find(|&t| !self.is_part(t)).unwrap_or(by + 1 + SUBJECT);
        Some(self.trim(by + 1..end)).filter(|words| self.is_holder_phrase(words))
    }

    /// *…, **said Roe** in a statement*
    pub(crate) fn inverted(&self, after: usize) -> Option<Range<usize>> {
        let index = self.mentions_in(&(after..after + 2)).next()?;
        let words = after..self.mentions[index].tokens.end;
        (words.clone().all(|t| self.is_part(t)) && !self.doc.is_quoted(after)).then_some(words)
    }

    /// *…, **believed the mayor**.*
    pub(crate) fn subject_after(&self, verb: usize) -> Option<Range<usize>> {
        let end = (verb + 1..verb + 1 + SUBJECT).find(|&t| !self.is_part(t))?;
        let words = self.trim(verb + 1..end);
        let closes = verb > 0 && self.norm(verb - 1) == "," && matches!(self.norm(end), "." | ",");
        (closes && self.is_holder_phrase(&words)).then_some(words)
    }

    /// A word of a phrase before or behind its verb.
    pub(crate) fn is_part(&self, t: usize) -> bool {
        self.is_name(t) || self.is_possessive(t) || matches!(self.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num)
    }

    /// A name, or a noun for a person, a body or a document.
    fn is_holder_phrase(&self, words: &Range<usize>) -> bool {
        self.named_head(words).is_some() || self.head(words).next_back().is_some_and(|noun| self.traits[noun].speaks())
    }

    /// *… said that Roe **told** them*: the person, body or pronoun right before an active verb, whose words were marked for no source.
    pub(crate) fn subject_at(&self, verb: usize) -> Option<Range<usize>> {
        // So near, or not at all: a phrase has an end, and the time is linear.
        let sentence = self.doc.sentence_of(verb)?.tokens.start.max(verb.saturating_sub(SUBJECT));
        let small = |t: usize| matches!(self.pos(t), Pos::Adv | Pos::Part) || Words::english().is_have(self.norm(t)) && !self.is_name(t);
        let end = (sentence..verb).rev().find(|&t| !small(t))? + 1;
        let start = (sentence..end).rev().find(|&t| !self.is_part(t)).map_or(sentence, |t| t + 1);
        // A noun after a preposition or a verb is an object as often as a subject.
        let words = start..end;
        let opens = |t: usize| {
            self.norm(t) == ","
                || matches!(self.pos(t), Pos::Sconj | Pos::Cconj)
                || Words::english().opens_clause(self.norm(t))
                || Words::english().is_relative(self.norm(t))
        };
        let free = start == sentence || opens(start - 1);
        (free && self.is_holder_phrase(&words)).then_some(words)
    }
}
