//! What an entry asks of the words around it, compiled.
use super::file::Context;
use crate::document::{self, Form, Tag};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Part of speech of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the tags")]
pub enum Pos {
    Verb,
    Noun,
    Adj,
    Adv,
    Propn,
}

impl Pos {
    /// The tagger says the same; a noun right before a noun serves as an adjective.
    pub(super) fn is_plain(self, tag: document::Pos, next: Option<document::Pos>) -> bool {
        use document::Pos as P;
        let before_noun = matches!(next, Some(P::Noun | P::Propn));
        match self {
            Pos::Verb => tag == P::Verb,
            Pos::Noun => tag == P::Noun && !before_noun,
            Pos::Adj => tag == P::Adj || (tag == P::Noun && before_noun),
            Pos::Adv => tag == P::Adv,
            Pos::Propn => tag == P::Propn,
        }
    }

    /// Tolerant of what taggers confuse in rare words, which loaded words often are; strict where the word really has two
    /// lives (*a claim*, *they claim*).
    pub(super) fn accepts(self, word: &Tagged) -> bool {
        use document::Pos as P;
        if word.tag.pos == P::Propn && self != Pos::Propn {
            // A plural with a capital is many persons of one label (*Remoaners*), hardly the name of one.
            return word.capital_tells_nothing || (self == Pos::Noun && word.tag.form == Form::Plural);
        }
        let before_noun = matches!(word.next, Some(P::Noun | P::Propn));
        match self {
            Pos::Verb => match word.tag.pos {
                // *The baker's hope*: no finite verb follows a possessive.
                P::Verb | P::Aux => word.previous != Previous::Possessive || !matches!(word.tag.form, Form::Base | Form::Present),
                // Past forms and verbs with their particle are hardly anything else, unless the words around say so.
                P::Adj if before_noun => false,
                // *The town marvels that …*: a noun would hardly stand between a noun and these.
                P::Noun if word.tag.form == Form::Plural && between_clauses(word) => true,
                _ => {
                    (word.is_past || word.in_phrase)
                        && !matches!(word.previous, Previous::Possessive | Previous::Is(P::Det | P::Adj | P::Adp | P::Num))
                }
            },
            _ if word.in_phrase => true,
            Pos::Noun => match word.tag.pos {
                P::Noun | P::Adv | P::Intj | P::X => true,
                P::Adj => !before_noun && word.next != Some(P::Adj),
                P::Verb => word.tag.form == Form::Gerund || matches!(word.previous, Previous::Possessive | Previous::Is(P::Det | P::Adj)),
                _ => false,
            },
            Pos::Adj => match word.tag.pos {
                P::Adj => true,
                P::Verb => matches!(word.tag.form, Form::Participle | Form::Gerund | Form::Past),
                P::Noun => before_noun || matches!(word.next, Some(P::Adj | P::Num)),
                P::Adv | P::Intj | P::X => before_noun || word.next == Some(P::Adj),
                _ => false,
            },
            Pos::Adv => !matches!(word.tag.pos, P::Verb | P::Noun | P::Aux),
            Pos::Propn => matches!(word.tag.pos, P::Propn | P::Noun | P::Adj),
        }
    }
}

/// A subject before it, and an object or a clause after it.
fn between_clauses(word: &Tagged) -> bool {
    use document::Pos as P;
    matches!(word.previous, Previous::Is(P::Noun | P::Propn | P::Pron)) && matches!(word.next, Some(P::Det | P::Pron | P::Part | P::Sconj))
}

/// The word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Previous {
    /// It is the first of its sentence.
    None,
    /// *The mayor's*, *the drivers'*: what follows is a noun phrase.
    Possessive,
    /// Any other.
    Is(document::Pos),
}

/// A word as the part-of-speech condition sees it.
pub(super) struct Tagged {
    pub(super) tag: Tag,
    pub(super) previous: Previous,
    pub(super) next: Option<document::Pos>,
    /// Lower case, or a capital that any word would have here.
    pub(super) capital_tells_nothing: bool,
    /// A verb's past form or participle.
    pub(super) is_past: bool,
    /// The term has more words.
    pub(super) in_phrase: bool,
}

/// The written case an entry asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// None in particular.
    #[default]
    Any,
    /// Small letters.
    Lower,
    /// A capital at the head.
    Title,
    /// As in the entry.
    Exact,
}

/// One word of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// This word of the vocabulary.
    Is(u32),
    /// Any word that begins so.
    Begins(Box<str>),
}

/// Conditions of `unless` or `only`; lists that are empty ask nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    pub(super) before: Vec<Box<[Word]>>,
    pub(super) after: Vec<Box<[Word]>>,
    pub(super) near: Vec<Box<[Word]>>,
    pub(super) domains: Vec<u32>,
    pub(super) except: Vec<u32>,
    pub(super) before_pos: Vec<document::Pos>,
}

/// How far `near` and a domain's single word reach, in tokens.
const NEAR: usize = 8;

/// A sentence as the conditions see it.
pub(super) struct Surroundings<'a> {
    /// Word ids of the whole document.
    pub(super) ids: &'a [u32],
    /// Normalised word of a token.
    pub(super) norm: &'a dyn Fn(usize) -> &'a str,
    /// Tags of the whole document.
    pub(super) tags: &'a [Tag],
    /// Tokens of the sentence.
    pub(super) sentence: Range<usize>,
    /// Token and domain of every domain word of the document, in order.
    pub(super) domains: &'a [(usize, u32)],
    /// How many words of a domain a sentence has, by its first token.
    pub(super) counts: &'a FxHashMap<(usize, u32), usize>,
}

impl Conditions {
    pub(super) fn compile(context: &Context, word: &mut dyn FnMut(&str) -> Box<[Word]>, domain: &mut dyn FnMut(&str) -> u32) -> Conditions {
        let mut phrases = |list: &[String]| list.iter().map(|p| word(p)).collect();
        Conditions {
            before: phrases(&context.before),
            after: phrases(&context.after),
            near: phrases(&context.near),
            domains: context.domain.iter().map(|d| domain(d)).collect(),
            except: context.except.iter().map(|d| domain(d)).collect(),
            before_pos: context.before_pos.clone(),
        }
    }

    /// Does at least one condition hold?
    pub(super) fn any(&self, at: &Range<usize>, s: &Surroundings<'_>) -> bool {
        s.before(&self.before, at)
            || s.after(&self.after, at)
            || s.near(&self.near, at)
            || self.domain(at, s)
            || s.before_pos(&self.before_pos, at)
    }

    /// Do all given conditions hold?
    pub(super) fn all(&self, at: &Range<usize>, s: &Surroundings<'_>) -> bool {
        (self.before.is_empty() || s.before(&self.before, at))
            && (self.after.is_empty() || s.after(&self.after, at))
            && (self.near.is_empty() || s.near(&self.near, at))
            && (self.domains.is_empty() || self.domain(at, s))
            && (self.before_pos.is_empty() || s.before_pos(&self.before_pos, at))
    }

    fn domain(&self, at: &Range<usize>, s: &Surroundings<'_>) -> bool {
        s.domain(&self.domains, at) && !s.domain(&self.except, at)
    }
}

impl Surroundings<'_> {
    fn before(&self, phrases: &[Box<[Word]>], at: &Range<usize>) -> bool {
        phrases.iter().any(|p| at.start.checked_sub(p.len()).is_some_and(|start| self.phrase_at(p, start)))
    }

    fn after(&self, phrases: &[Box<[Word]>], at: &Range<usize>) -> bool {
        phrases.iter().any(|p| self.phrase_at(p, at.end))
    }

    fn near(&self, phrases: &[Box<[Word]>], at: &Range<usize>) -> bool {
        let window = self.window(at);
        phrases.iter().any(|p| window.clone().any(|i| !at.contains(&i) && i + p.len() <= window.end && self.phrase_at(p, i)))
    }

    fn domain(&self, domains: &[u32], at: &Range<usize>) -> bool {
        if domains.is_empty() {
            return false;
        }
        // Looked at in the window only, counted once for the sentence: a sentence of nothing but such words stays linear.
        let window = self.window(at);
        let place = |token: usize| self.domains.partition_point(|&(t, _)| t < token);
        let near = self.domains.get(place(window.start)..place(window.end)).unwrap_or_default();
        domains.iter().any(|domain| {
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                near.iter().filter(|(_, d)| d == domain).map(|&(token, _)| token).partition(|token| at.contains(token));
            let all = self.counts.get(&(self.sentence.start, *domain)).copied().unwrap_or(0);
            !outside.is_empty() || all.saturating_sub(inside.len()) >= 2
        })
    }

    fn before_pos(&self, tags: &[document::Pos], at: &Range<usize>) -> bool {
        at.start > self.sentence.start && self.tags.get(at.start - 1).is_some_and(|t| tags.contains(&t.pos))
    }

    fn window(&self, at: &Range<usize>) -> Range<usize> {
        at.start.saturating_sub(NEAR).max(self.sentence.start)..(at.end + NEAR).min(self.sentence.end)
    }

    fn phrase_at(&self, phrase: &[Word], start: usize) -> bool {
        let end = start + phrase.len();
        start >= self.sentence.start
            && end <= self.sentence.end
            && phrase.iter().zip(start..end).all(|(word, token)| match word {
                Word::Is(id) => self.ids[token] == *id,
                Word::Begins(prefix) => (self.norm)(token).starts_with(&**prefix),
            })
    }
}
