//! Where sentences end, decided on tokens: an abbreviation already holds its point, a quotation already has its marks.
use super::{
    abbreviations::{Abbreviation, Lists},
    enumeration,
    quotation::{Pair, Pairing, QuoteState},
    token::{Shape, Token, TokenKind, key},
};
use crate::article::Article;
use std::ops::Range;

/// Shorter quotations stay in one sentence with what follows them, whatever stops they hold (“Stop! Go,” he said).
const SHORT_QUOTATION: usize = 8;

/// The sentences among a paragraph's tokens: in order, not empty, without gap.
pub(super) struct Splitter<'a> {
    pub(super) article: &'a Article,
    pub(super) tokens: &'a [Token],
    pub(super) states: &'a [QuoteState],
    pub(super) pairing: &'a Pairing,
    pub(super) range: Range<usize>,
}

/// What kind of stop a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Strong,
    Ellipsis,
    /// Points that stand apart in the middle of a sentence: `the thing is . . . I meant it`.
    Pause,
    /// The point of an abbreviation, acronym or initial.
    Abbreviated,
}

impl Splitter<'_> {
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = self.range.start;
        let mut index = start;
        let mut items = enumeration::items(self.article, self.tokens, self.range.clone()).into_iter().peekable();
        while index < self.range.end {
            if let Some(item) = items.next_if(|item| item.start <= index) {
                if start < item.start {
                    sentences.push(start..item.start);
                    start = item.start;
                }
                index = item.end;
                continue;
            }
            match self.stop(index).map(|stop| self.end_after(index, stop, start)) {
                Some(Ok(end)) => {
                    sentences.push(start..end);
                    start = end;
                    index = end;
                }
                Some(Err(resume)) => index = resume,
                None => index += 1,
            }
        }
        if start < self.range.end {
            sentences.push(start..self.range.end);
        }
        sentences
    }

    fn stop(&self, index: usize) -> Option<Stop> {
        let token = &self.tokens[index];
        let last = self.article.text().as_bytes()[..token.span.end()].last()?;
        match (last, token.kind) {
            (b'.', TokenKind::Punct) if token.span.len() == 1 => Some(Stop::Full),
            (b'.' | 0xA6, TokenKind::Punct) if self.word(token).chars().all(|c| matches!(c, '.' | '…')) => Some(Stop::Ellipsis),
            (b'!' | b'?', TokenKind::Punct) => Some(Stop::Strong),
            (b'.', TokenKind::Word) => Some(Stop::Abbreviated),
            _ => None,
        }
    }

    /// The end of the sentence that stops at `index`, past the stop and what closes with it; if it goes on, where to
    /// look for the next stop.
    fn end_after(&self, index: usize, stop: Stop, start: usize) -> Result<usize, usize> {
        let (stopped, stop) = self.run_of_stops(index, stop);
        let mut end = stopped;
        while end < self.range.end && self.closes(end) {
            end += 1;
        }
        if end == self.range.end {
            return Ok(end);
        }
        let quoted = self.tokens[stopped..end].iter().any(|t| t.kind == TokenKind::Quote);
        let next = self.next_word(end);
        let word = &self.tokens[next];
        let spaced = self.tokens[end].spaced || word.spaced;
        let goes_on = !spaced && !self.lost_space(index, word)
            || matches!(self.word(&self.tokens[end]), "," | ";" | ":" | ")" | "]" | "/" | "%" | "&" | "—" | "–" | "-" | "--" | "---" | "―")
            || self.word(word).starts_with(char::is_lowercase)
            || self.inside_short_quotation(index, end)
            || quoted && stop != Stop::Full && self.hands_over(next);
        let capital = word.shape.is_capital();
        let ends = !goes_on
            && match stop {
                Stop::Strong => true,
                Stop::Full => !self.list_number(index, start),
                Stop::Ellipsis => capital && self.word(&self.tokens[end]) != "(",
                Stop::Pause => false,
                Stop::Abbreviated => quoted || self.ends_after_abbreviation(index, word),
            };
        if ends { Ok(end) } else { Err(stopped) }
    }

    /// Stops that follow each other are one: `?!`, `. . .`. Returns its end and what it is.
    fn run_of_stops(&self, index: usize, first: Stop) -> (usize, Stop) {
        let more = |i: &usize| self.stop(*i).is_some_and(|s| !matches!(s, Stop::Abbreviated));
        let end = (index + 1..self.range.end).find(|i| !more(i)).unwrap_or(self.range.end);
        let points: usize = self.tokens[index..end].iter().map(|t| if self.word(t).starts_with('…') { 3 } else { t.span.len() }).sum();
        let spaced = self.tokens[index].spaced;
        match first {
            // `It is so. ... The rest`: the points belong to what follows, if a sentence does.
            Stop::Full | Stop::Strong if end > index + 1 && !spaced && self.tokens[index + 1].spaced => {
                let goes_on = self.tokens.get(end).is_some_and(|_| end < self.range.end && !self.closes(end));
                if goes_on { (index + 1, first) } else { (end, Stop::Ellipsis) }
            }
            Stop::Full if end == index + 1 => (end, Stop::Full),
            Stop::Full | Stop::Ellipsis if spaced && points < 4 => (end, Stop::Pause),
            Stop::Full | Stop::Ellipsis => (end, Stop::Ellipsis),
            Stop::Strong | Stop::Abbreviated | Stop::Pause => (end, first),
        }
    }

    /// Does an abbreviation end the sentence before this word?
    fn ends_after_abbreviation(&self, index: usize, next: &Token) -> bool {
        let token = &self.tokens[index];
        let lists = Lists::get();
        let word = self.word(token).trim_end_matches('.');
        let starts = lists.starters.contains(next.key) && next.shape != Shape::Lower;
        let class = lists.abbreviation(key(&word.to_lowercase()), word.starts_with(char::is_uppercase));
        match class {
            Some(Abbreviation::Never) => false,
            _ if next.kind == TokenKind::Number => false,
            _ => starts,
        }
    }

    /// `1.` or `a.` at the start of a sentence numbers it.
    fn list_number(&self, index: usize, start: usize) -> bool {
        index == start + 1 && self.tokens[start].kind == TokenKind::Number && self.tokens[start].span.len() <= 2
    }

    /// `… last week.The minister …`: a capital right behind a full stop that ends a word in lower case.
    fn lost_space(&self, index: usize, next: &Token) -> bool {
        let before = index.checked_sub(1).filter(|&i| i >= self.range.start).map(|i| &self.tokens[i]);
        let ended = before.is_some_and(|t| t.kind == TokenKind::Word && self.word(t).ends_with(char::is_lowercase) && t.span.len() > 1);
        ended && matches!(next.shape, Shape::Title | Shape::Upper)
    }

    /// Is the stop inside a short quotation whose sentence goes on behind it?
    fn inside_short_quotation(&self, index: usize, end: usize) -> bool {
        let near = index.saturating_sub(SHORT_QUOTATION + 1)..index + 1;
        let Some(&Pair { open, close }) = self.pairing.opening_in(near).iter().find(|p| p.close >= end) else { return false };
        if close + 1 >= self.range.end || close - open > SHORT_QUOTATION + 1 {
            return false;
        }
        let next = &self.tokens[self.next_word(close + 1)];
        let comma = self.tokens[close - 1].kind == TokenKind::Punct && self.word(&self.tokens[close - 1]) == ",";
        comma || self.word(next).starts_with(char::is_lowercase)
    }

    /// Do a name or pronoun and a verb of saying follow (“Is it so?” Ms. Roe asked)?
    fn hands_over(&self, next: usize) -> bool {
        let lists = Lists::get();
        let tokens = &self.tokens[next..self.range.end.min(next + 6)];
        let name = tokens.iter().take_while(|t| t.shape.is_capital()).count();
        let pronoun = tokens.first().is_some_and(|t| lists.starters.contains(t.key) && !lists.speaker.contains(t.key) && name == 1);
        name > 0 && !pronoun && tokens.get(name).is_some_and(|t| lists.reporting.contains(t.key))
    }

    /// A closing mark or bracket that belongs to the stop before it.
    fn closes(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        match token.kind {
            TokenKind::Quote => {
                self.states[index] == QuoteState::Close
                    || self.states[index] == QuoteState::Outside && !token.spaced && self.tokens.get(index + 1).is_none_or(|t| t.spaced)
            }
            TokenKind::Punct => matches!(self.word(token), ")" | "]") && !token.spaced,
            _ => false,
        }
    }

    /// The first token at or after `end` that is no opening mark, bracket or bullet; the last token where all are.
    fn next_word(&self, end: usize) -> usize {
        let skipped = |t: &Token| {
            t.kind == TokenKind::Quote || matches!(self.word(t), "(" | "[" | "•" | "*" | "$" | "£" | "€" | "-" | "–" | "—" | "--")
        };
        (end..self.range.end).find(|&i| !skipped(&self.tokens[i])).unwrap_or(self.range.end - 1)
    }

    fn word(&self, token: &Token) -> &str {
        self.article.slice(token.span)
    }
}
