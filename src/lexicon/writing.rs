//! How a match is written: its part of speech, its case, and whether it is part of a name.
use super::condition::{Case, Pos, Previous, Tagged};
use crate::document::{self, Document, Sentence, Shape, Tag};
use std::ops::Range;

/// The article's letters, as the conditions on writing see them.
pub(super) struct Writing<'a> {
    doc: &'a Document<'a>,
    tags: &'a [Tag],
    /// The last sentence asked about (its first token) and whether it is in title case.
    title_case: Option<(usize, bool)>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(doc: &'a Document<'a>, tags: &'a [Tag]) -> Writing<'a> {
        Writing { doc, tags, title_case: None }
    }

    /// The word that inflects (a phrase's first for verbs, else its last) has the part of speech. `is_past`: it is a verb's past form or
    /// participle; `is_proper`: it is written with a capital anyway.
    pub(super) fn has_pos(&mut self, pos: Pos, (is_past, is_proper): (bool, bool), at: &Range<usize>, sentence: &Range<usize>) -> bool {
        let token = inflected(pos, at);
        let pos_of = |i: usize| sentence.contains(&i).then(|| self.tags[i].pos);
        pos.accepts(&Tagged {
            tag: self.tags[token],
            previous: self.previous(token, sentence),
            next: pos_of(token + 1),
            is_past,
            in_phrase: at.len() > 1,
            capital_tells_nothing: is_proper || !self.is_capital(token) || self.capital_tells_nothing(token, sentence),
        })
    }

    pub(super) fn tag(&self, token: usize) -> Tag {
        self.tags[token]
    }

    pub(super) fn has_case(&self, case: Case, exact: &[String], at: &Range<usize>) -> bool {
        match case {
            Case::Any => true,
            Case::Lower => at.clone().all(|i| matches!(self.shape(i), Shape::Lower | Shape::Caseless)),
            Case::Title => !matches!(self.shape(at.start), Shape::Lower | Shape::Caseless),
            Case::Exact => {
                let written = self.doc.text_of(self.doc.span_of(at.clone()));
                exact.iter().any(|e| e.split_whitespace().eq(written.split_whitespace()))
            }
        }
    }

    /// Written as a name: capitalised though nothing asks for it, beside another capitalised word (*the Radical Party*,
    /// *Ministry of Truth*), or a short acronym (*RIP*).
    pub(super) fn is_name(&mut self, at: &Range<usize>, sentence: &Range<usize>) -> bool {
        if !at.clone().all(|i| self.is_capital(i)) || self.is_title_case(sentence.start) {
            return false;
        }
        if at.len() == 1 && self.shape(at.start) == Shape::Upper && self.doc.norm(at.start).len() <= 4 {
            return true;
        }
        if at.start <= first_word(self.doc, sentence) {
            return self.is_propn(at.start) && self.capital_right(at.end, sentence);
        }
        self.capital_right(at.end, sentence) || self.capital_left(at.start, sentence)
    }

    fn capital_right(&self, next: usize, sentence: &Range<usize>) -> bool {
        let capital = |i: usize| i < sentence.end && self.is_capital(i);
        capital(next) || (next < sentence.end && self.tags[next].pos == document::Pos::Adp && capital(next + 1) && self.is_propn(next + 1))
    }

    fn capital_left(&self, start: usize, sentence: &Range<usize>) -> bool {
        let first = first_word(self.doc, sentence);
        // A sentence's first word is capital anyway: it counts only as a known name.
        let capital = |i: usize| i >= sentence.start && self.is_capital(i) && (i > first || self.is_propn(i));
        let Some(before) = start.checked_sub(1).filter(|&i| i >= sentence.start) else { return false };
        capital(before) || (self.tags[before].pos == document::Pos::Adp && before > sentence.start && capital(before - 1))
    }

    /// At the start of a sentence and in title case, a capital is no sign of a name.
    fn capital_tells_nothing(&mut self, token: usize, sentence: &Range<usize>) -> bool {
        token <= first_word(self.doc, sentence) || self.is_title_case(sentence.start)
    }

    fn is_title_case(&mut self, token: usize) -> bool {
        if let Some((known, answer)) = self.title_case
            && known == token
        {
            return answer;
        }
        let answer = self.doc.sentence_of(token).is_some_and(|s| title_case(self.doc, s));
        self.title_case = Some((token, answer));
        answer
    }

    fn is_capital(&self, token: usize) -> bool {
        self.shape(token).is_capital()
    }

    fn previous(&self, token: usize, sentence: &Range<usize>) -> Previous {
        let Some(before) = token.checked_sub(1).filter(|i| sentence.contains(i)) else { return Previous::None };
        match self.tags[before].pos {
            document::Pos::Part if self.doc.norm(before).starts_with('\'') => Previous::Possessive,
            pos => Previous::Is(pos),
        }
    }

    fn is_propn(&self, token: usize) -> bool {
        self.tags[token].pos == document::Pos::Propn
    }

    fn shape(&self, token: usize) -> Shape {
        self.doc.tokens()[token].shape
    }
}

/// The token of a match that inflects.
pub(super) fn inflected(pos: Pos, at: &Range<usize>) -> usize {
    if pos == Pos::Verb { at.start } else { at.end - 1 }
}

/// The sentence's first token that is a word.
fn first_word(doc: &Document<'_>, sentence: &Range<usize>) -> usize {
    sentence.clone().find(|&i| doc.tokens()[i].is_word()).unwrap_or(sentence.start)
}

/// Headline style: nearly all words of four letters or more are capitalised.
fn title_case(doc: &Document<'_>, sentence: &Sentence) -> bool {
    let first = first_word(doc, &sentence.tokens);
    let (mut long, mut capital) = (0, 0);
    for i in sentence.tokens.clone().filter(|&i| i != first && doc.norm(i).len() >= 4) {
        match doc.tokens()[i].shape {
            Shape::Lower => long += 1,
            Shape::Title | Shape::Upper | Shape::Mixed => {
                long += 1;
                capital += 1;
            }
            Shape::Caseless => {}
        }
    }
    if doc.is_heading(sentence) { long >= 1 && capital * 10 >= long * 6 } else { long >= 4 && capital * 10 >= long * 8 }
}
