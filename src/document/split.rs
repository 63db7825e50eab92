//! Where sentences end, decided on tokens: an abbreviation already holds its point, a quotation already has its marks.
use super::{
    abbreviations::{Abbreviation, Lists},
    quotation::Pairing,
    sentence::SentenceKind,
    token::{Shape, Token, TokenKind, key},
};
use std::ops::Range;

/// Shorter quotations stay in one sentence with what follows them, whatever stops they hold (“Stop! Go,” he said).
const SHORT_QUOTATION: usize = 8;

/// The sentences among a paragraph's tokens: in order, not empty, without gap.
pub(super) struct Splitter<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) pairing: &'a Pairing,
    pub(super) range: Range<usize>,
}

/// What kind of stop a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Strong,
    Ellipsis,
    /// The point of an abbreviation, acronym or initial.
    Abbreviated,
}

impl Splitter<'_> {
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = self.range.start;
        let mut index = start;
        while index < self.range.end {
            if let Some(stop) = self.stop(index)
                && let Some(end) = self.end_after(index, stop, start)
            {
                sentences.push(start..end);
                start = end;
                index = end;
                continue;
            }
            index += 1;
        }
        if start < self.range.end {
            sentences.push(start..self.range.end);
        }
        sentences
    }

    /// Question, fragment or statement.
    pub(super) fn kind(&self, sentence: &Range<usize>) -> SentenceKind {
        let tokens = &self.tokens[sentence.clone()];
        let words = tokens.iter().filter(|t| t.is_word()).count();
        let last = tokens.iter().rposition(|t| !matches!(t.kind, TokenKind::Quote) && !matches!(self.word(t), ")" | "]"));
        let asks = last.is_some_and(|n| {
            let at = sentence.start + n;
            // “He asked, ‘Why?’” tells; “Why?” asks.
            let opened =
                self.pairing.pairs.iter().any(|&(open, close, _)| open > sentence.start && open < at && close > at && close < sentence.end);
            self.word(&tokens[n]).contains('?') && !opened
        });
        let stopped = last.is_some_and(|n| self.stop(sentence.start + n).is_some());
        match words {
            _ if asks => SentenceKind::Question,
            0 | 1 => SentenceKind::Fragment,
            2 | 3 if !stopped => SentenceKind::Fragment,
            _ => SentenceKind::Statement,
        }
    }

    fn stop(&self, index: usize) -> Option<Stop> {
        let token = &self.tokens[index];
        let last = self.text.as_bytes()[..token.span.end()].last()?;
        match (last, token.kind) {
            (b'.', TokenKind::Punct) if token.span.len() == 1 => Some(Stop::Full),
            (b'.' | 0xA6, TokenKind::Punct) if self.word(token).chars().all(|c| matches!(c, '.' | '…')) => Some(Stop::Ellipsis),
            (b'!' | b'?', TokenKind::Punct) => Some(Stop::Strong),
            (b'.', TokenKind::Word) => Some(Stop::Abbreviated),
            _ => None,
        }
    }

    /// The end of the sentence that stops at `index`, if it does: past the stop and what closes with it.
    fn end_after(&self, index: usize, stop: Stop, start: usize) -> Option<usize> {
        let mut end = index + 1;
        let mut stop = stop;
        // `. . .`
        while end < self.range.end && self.stop(end).is_some_and(|s| s != Stop::Abbreviated) {
            stop = if self.tokens[end].spaced || stop == Stop::Ellipsis { Stop::Ellipsis } else { stop };
            end += 1;
        }
        let stopped = end;
        while end < self.range.end && self.closes(end) {
            end += 1;
        }
        let quoted = self.tokens[stopped..end].iter().any(|t| t.kind == TokenKind::Quote);
        if end == self.range.end {
            return Some(end);
        }
        let next = self.next_word(end);
        let spaced = self.tokens[end].spaced || self.tokens[next].spaced;
        let word = &self.tokens[next];
        if !spaced && !self.lost_space(index, word) {
            return None;
        }
        let first = self.word(&self.tokens[end]);
        if matches!(first, "," | ";" | ":" | ")" | "]" | "/" | "%" | "&")
            || first.starts_with(['—', '–'])
            || matches!(first, "-" | "--") && end == next
        {
            return None;
        }
        if matches!(first, "—" | "–" | "-" | "--" | "---") {
            return None;
        }
        let lower = self.word(word).starts_with(char::is_lowercase);
        if lower {
            return None;
        }
        if self.inside_short_quotation(index, end) {
            return None;
        }
        if quoted && stop != Stop::Full && self.hands_over(next) {
            return None;
        }
        let breaks = match stop {
            Stop::Strong => true,
            Stop::Full => !self.list_number(index, start),
            Stop::Ellipsis => matches!(word.shape, Shape::Title | Shape::Upper | Shape::Mixed) || end != next,
            Stop::Abbreviated if end > stopped && quoted => true,
            Stop::Abbreviated => self.breaks_after_abbreviation(index, word),
        };
        breaks.then_some(end)
    }

    /// Does an abbreviation end the sentence before this word?
    fn breaks_after_abbreviation(&self, index: usize, next: &Token) -> bool {
        let token = &self.tokens[index];
        let lists = Lists::get();
        let word = self.word(token).trim_end_matches('.');
        let starts = lists.starters.contains(&next.key) && next.shape != Shape::Lower;
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
        let after = self.pairing.pairs.partition_point(|p| p.0 <= index);
        let Some(&(open, close, _)) = self.pairing.pairs[..after].iter().rev().take(8).find(|p| p.1 >= end) else { return false };
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
        let name = tokens.iter().take_while(|t| matches!(t.shape, Shape::Title | Shape::Upper | Shape::Mixed)).count();
        let pronoun = tokens.first().is_some_and(|t| lists.starters.contains(&t.key) && t.key != key("i") && name == 1);
        name > 0 && !pronoun && tokens.get(name).is_some_and(|t| lists.reporting.contains(&t.key))
    }

    /// A closing mark or bracket that belongs to the stop before it.
    fn closes(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        match token.kind {
            TokenKind::Quote => {
                self.pairing.pairs.iter().any(|p| p.1 == index) || !token.spaced && self.tokens.get(index + 1).is_none_or(|t| t.spaced)
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
        self.text.get(token.span.start()..token.span.end()).unwrap_or_default()
    }
}
