//! Text to tokens, in one pass over the bytes of a paragraph.
use super::{
    abbreviations::{Abbreviation, Lists},
    token::{Shape, Token, TokenKind},
};
use crate::article::Article;
use std::ops::Range;

/// White space for the purpose of cutting: Unicode's, and the two zero-width characters that pages leave between words.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// Cuts paragraphs, one after the other, into tokens.
pub(super) struct Tokenizer<'a> {
    text: &'a str,
    lists: &'static Lists,
    pub(super) tokens: Vec<Token>,
    pub(super) norms: String,
    paragraph: u32,
    /// End of the stretch being cut: nothing at or after it is looked at.
    end: usize,
    spaced: bool,
    /// A single quotation mark is open, so that a `'` after a word may close it.
    single_open: bool,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(article: &'a Article) -> Tokenizer<'a> {
        let text = article.text();
        Tokenizer {
            text,
            lists: Lists::get(),
            tokens: Vec::with_capacity(text.len() / 5),
            norms: String::with_capacity(text.len()),
            paragraph: 0,
            end: 0,
            spaced: true,
            single_open: false,
        }
    }

    /// Cuts one paragraph, given as its stretches outside markup. Returns its tokens.
    pub(super) fn paragraph(&mut self, index: u32, stretches: impl Iterator<Item = Range<usize>>) -> Range<usize> {
        let first = self.tokens.len();
        (self.paragraph, self.spaced, self.single_open) = (index, true, false);
        for stretch in stretches {
            self.end = stretch.end;
            let mut at = stretch.start;
            while at < self.end {
                at = self.chunk(at);
            }
        }
        first..self.tokens.len()
    }

    /// Skips white space, cuts the run of other characters that follows, and returns where it stopped.
    fn chunk(&mut self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at).filter(|&c| is_space(c)) {
            at += c.len_utf8();
            self.spaced = true;
        }
        // Most words are plain ASCII letters with a space behind them.
        let letters = self.text.as_bytes()[at..self.end].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let after = at + letters;
        if letters > 0 && (after == self.end || matches!(self.text.as_bytes()[after], b' ' | b',' | b'\n')) {
            self.push(at, after, TokenKind::Word);
            return after;
        }
        while let Some(c) = self.char_at(at).filter(|&c| !is_space(c)) {
            at = self.one(at, c);
        }
        at
    }

    /// Cuts what starts at a character that is no white space; returns its end, always past `at`.
    fn one(&mut self, at: usize, c: char) -> usize {
        let run = |of: &dyn Fn(char) -> bool| self.text[at..self.end].find(|c| !of(c)).map_or(self.end, |n| at + n);
        let width = c.len_utf8();
        match c {
            _ if c.is_alphanumeric() => self.word(at, at),
            '.' if self.digit_at(at + 1) && !self.alphanumeric_before(at) => self.word(at, at + 1),
            '.' | '…' => self.push(at, run(&|c| matches!(c, '.' | '…')), TokenKind::Punct),
            '!' | '?' => self.push(at, run(&|c| matches!(c, '!' | '?')), TokenKind::Punct),
            '-' => self.push(at, run(&|c| c == '-'), TokenKind::Punct),
            '@' | '#'
                if !self.alphanumeric_before(at) && self.text[at + 1..self.end].starts_with(|n: char| n.is_alphabetic() || n == '_') =>
            {
                let end = self.text[at + 1..self.end].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(self.end, |n| at + 1 + n);
                self.push(at, end, TokenKind::Address)
            }
            '\'' if self.byte_at(at + 1) == Some(b'\'') => self.push(at, at + 2, TokenKind::Quote),
            '`' if self.byte_at(at + 1) == Some(b'`') => self.push(at, at + 2, TokenKind::Quote),
            '\'' | '’' | '‘' | '‛' | '`' => self.single(at, width),
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '＂' => {
                self.push(at, at + width, TokenKind::Quote)
            }
            _ if is_mark(c) => self.word(at, at),
            _ => self.push(at, at + width, TokenKind::Punct),
        }
    }

    /// A word or number: `at` is its first byte, `from` its first letter or digit.
    fn word(&mut self, at: usize, from: usize) -> usize {
        if let Some(end) = self.address_end(from) {
            return self.push(at, end, TokenKind::Address);
        }
        let (mut end, dotted) = self.word_end(from);
        let word = &self.text[from..end];
        if dotted && self.is_domain(word) {
            let path = self.byte_at(end) == Some(b'/');
            let end = if path { self.url_end(end) } else { end };
            return self.push(at, end, TokenKind::Address);
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        if number && word.contains(['\'', '’']) && matches!(self.byte_at(end), Some(b'"')) {
            // Feet and inches: the mark behind the figure quotes nothing.
            return self.push(at, end + 1, TokenKind::Number);
        }
        if self.byte_at(end) == Some(b'.') && self.keeps_point(from, end, dotted) {
            end += 1;
            if matches!(self.byte_at(end), Some(b'-')) && self.alphanumeric_at(end + 1) {
                // `U.S.-led`
                end = self.word_end(end + 1).0;
            }
        }
        let kind = if number { TokenKind::Number } else { TokenKind::Word };
        self.contracted(at, end, kind, 2);
        self.apostrophe(end)
    }

    /// Pushes a word, cut before at most `cuts` contracted endings (`do|n't`, `would|n't|'ve`, `Roe|'s`).
    fn contracted(&mut self, at: usize, end: usize, kind: TokenKind, cuts: u8) {
        let word = &self.text[at..end];
        let cut = word.rfind(['\'', '’', 'ʼ']).filter(|&n| n > 0 && cuts > 0).and_then(|n| {
            let mark = word[n..].chars().next().map_or(1, char::len_utf8);
            self.lists.cut(&word[..n], &word[n + mark..])
        });
        match cut {
            Some(n) => {
                self.contracted(at, at + n, kind, cuts - 1);
                self.push(at + n, end, TokenKind::Word);
            }
            None => {
                self.push(at, end, kind);
            }
        }
    }

    /// A `'` right behind a word: possessive (`drivers'`), part of it (`goin'`), or a closing mark, which is left alone.
    fn apostrophe(&mut self, end: usize) -> usize {
        let Some(mark) = self.char_at(end).filter(|c| matches!(c, '\'' | '’')) else { return end };
        let after = end + mark.len_utf8();
        if self.byte_at(after) == Some(b'\'') && mark == '\'' {
            return end;
        }
        if matches!(self.byte_at(after), Some(b's' | b'S')) && !self.alphanumeric_at(after + 1) {
            // Behind an abbreviation's point: `Jr.|'s`.
            return self.push(end, after + 1, TokenKind::Word);
        }
        if self.text.as_bytes()[end - 1].eq_ignore_ascii_case(&b's') {
            if self.single_open && !(self.word_follows(after) && self.closer_follows(after)) {
                return end;
            }
            return self.push(end, after, TokenKind::Word);
        }
        if self.single_open {
            return end;
        }
        if let Some(last) = self.tokens.last()
            && last.span.end() == end
            && let (start, kind) = (last.span.start(), last.kind)
        {
            let spaced = last.spaced;
            self.tokens.pop();
            self.spaced = spaced;
            return self.push(start, after, kind);
        }
        end
    }

    /// A single mark that stands before a word or alone: part of `'90s` or `'tis`, or a quotation mark.
    fn single(&mut self, at: usize, width: usize) -> usize {
        let after = at + width;
        let rest = &self.text[after..self.end];
        let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        let opens = self.spaced || self.opener_before(at);
        if opens && !word.is_empty() {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let decade = digits == 2 && (word.len() == 2 || self.lists.decades.contains(key_of(&word[2..])));
            let end = after + word.len();
            let elided = self.lists.elisions.contains(key_of(word));
            let mark = self.char_at(end).filter(|c| matches!(c, '\'' | '’'));
            if let Some(mark) = mark
                && elided
                && word.len() == 1
            {
                // `rock 'n' roll`
                return self.push(at, end + mark.len_utf8(), TokenKind::Word);
            }
            if decade || elided && mark.is_none() {
                return self.push(at, end, if decade { TokenKind::Number } else { TokenKind::Word });
            }
            self.single_open = true;
        } else {
            self.single_open = false;
        }
        self.push(at, after, TokenKind::Quote)
    }

    /// Does the point after the word `from..end` belong to it?
    fn keeps_point(&self, from: usize, end: usize, dotted: bool) -> bool {
        let word = &self.text[from..end];
        let rest = self.text[end + 1..self.end].trim_start();
        let mut chars = word.chars();
        let (Some(first), second) = (chars.next(), chars.next()) else { return false };
        if first.is_ascii_digit() {
            return false;
        }
        if dotted {
            return true;
        }
        let next = rest.trim_start_matches(['"', '“', '(', '\'', '‘']).chars().next();
        if second.is_none() && first.is_uppercase() {
            let named = self.tokens.last().is_some_and(|t| t.shape == Shape::Title && !self.lists.starters.contains(t.key));
            return next.is_some_and(|c| c.is_uppercase() || c == ',' || first != 'I' && c.is_lowercase()) && (first != 'I' || named);
        }
        let joined = word.rfind('-').map_or(word, |n| &word[n + 1..]);
        match self.lists.abbreviation(key_of(joined), joined.starts_with(char::is_uppercase)) {
            None => false,
            Some(Abbreviation::BeforeNumber) => next.is_some_and(|c| c.is_ascii_digit()),
            Some(Abbreviation::Number) if word.len() < 3 => next.is_some_and(|c| c.is_ascii_digit()),
            Some(_) => true,
        }
    }

    /// End of the word that starts at `from`, and whether points stand inside it between letters.
    fn word_end(&self, from: usize) -> (usize, bool) {
        let text = &self.text[..self.end];
        let (mut at, mut dotted) = (from, false);
        let mut before = ' ';
        let mut label = from;
        while let Some(c) = text[at..].chars().next() {
            let after = at + c.len_utf8();
            if c.is_alphanumeric() || is_mark(c) || c == '_' {
                (at, before) = (after, c);
                continue;
            }
            let next = text[after..].chars().next().unwrap_or(' ');
            let digits = before.is_ascii_digit() && next.is_ascii_digit();
            let joins = match c {
                '-' | '‐' | '‑' => next.is_alphanumeric(),
                '\'' | '’' | 'ʼ' => next.is_alphabetic() && before.is_alphanumeric() || digits,
                '.' if digits => true,
                '.' if next == '&' => before.is_uppercase() && self.is_initials(label, at, after),
                '.' => before.is_alphabetic() && next.is_alphabetic() && self.joins_point(label, at, after),
                ',' | ':' | '/' | '–' => digits,
                '&' => (before.is_uppercase() || before == '.') && next.is_uppercase(),
                _ => false,
            };
            if !joins {
                break;
            }
            dotted |= c == '.' && !digits;
            if c == '.' {
                label = after;
            }
            (at, before) = (after, c);
        }
        (at, dotted)
    }

    /// Is the point between two letters part of an acronym (`U.S`, `Ph.D`) or of a web address?
    fn joins_point(&self, label: usize, point: usize, after: usize) -> bool {
        let rest = &self.text[after..self.end];
        let next = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        let this = &self.text[label..point];
        let short = |s: &str| s.chars().count() <= 2;
        if short(this) && short(next) {
            // `it.He` is a lost space, `Ph.D` is not.
            return this.chars().count() == 1 || next.chars().count() == 1;
        }
        self.lists.domains.contains(key_of(next))
            || next.starts_with(char::is_lowercase)
                && rest[next.len()..].starts_with('.')
                && rest
                    .get(..rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len()).min(80))
                    .is_some_and(|host| self.is_domain(host))
    }

    /// `S.&P.`: one letter, its point, `&` and a capital.
    fn is_initials(&self, label: usize, point: usize, ampersand: usize) -> bool {
        self.text[label..point].trim_start_matches('&').chars().count() == 1
            && self.text[ampersand + 1..self.end].starts_with(char::is_uppercase)
    }

    fn is_domain(&self, word: &str) -> bool {
        let word = word.trim_end_matches('.');
        word.rfind('.')
            .is_some_and(|n| n > 1 && self.lists.domains.contains(key_of(&word[n + 1..])) && word[..n].rfind('.').is_none_or(|m| n - m > 2))
    }

    /// End of a web or mail address that starts at `at`, if one does.
    fn address_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..self.end];
        let starts = |p: &[u8]| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p);
        if matches!(rest.first(), Some(b'h' | b'H' | b'w' | b'W')) && (starts(b"http://") || starts(b"https://") || starts(b"www.")) {
            return Some(self.url_end(at));
        }
        let name = rest.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')).count();
        if rest.get(name) != Some(&b'@') {
            return None;
        }
        let host = rest[name + 1..].iter().take(128).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let host = rest[name + 1..name + 1 + host].iter().rposition(u8::is_ascii_alphanumeric)? + 1;
        rest[name + 1..name + 1 + host].contains(&b'.').then_some(at + name + 1 + host)
    }

    fn url_end(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        let end = rest
            .find(|c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '—' | '–'))
            .unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '…']);
        let url = if url.contains('(') { url } else { url.trim_end_matches(')').trim_end_matches(['.', ',']) };
        at + url.len().max(1)
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        let token = Token::new(self.text, start..end, kind, self.paragraph, self.spaced, &mut self.norms);
        self.tokens.extend(token);
        self.spaced = false;
        end
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[..self.end].get(at..)?.chars().next()
    }

    fn byte_at(&self, at: usize) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(at).copied()
    }

    fn digit_at(&self, at: usize) -> bool {
        self.byte_at(at).is_some_and(|b| b.is_ascii_digit())
    }

    fn alphanumeric_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    fn alphanumeric_before(&self, at: usize) -> bool {
        !self.spaced && self.text[..at].ends_with(char::is_alphanumeric)
    }

    fn opener_before(&self, at: usize) -> bool {
        self.text[..at].ends_with(['(', '[', '{', '"', '“', '«', '—', '–', '-', '/'])
    }

    fn word_follows(&self, at: usize) -> bool {
        let rest = &self.text[at..self.end];
        rest.strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_lowercase))
    }

    /// Does a mark that can only close follow within the same few lines?
    fn closer_follows(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[at..self.end.min(at + 400)];
        let closes = |i: usize, width: usize| {
            i > 0 && matches!(bytes[i - 1], b'.' | b',' | b'!' | b'?') && bytes.get(i + width).is_none_or(|b| !b.is_ascii_alphanumeric())
        };
        (0..bytes.len()).any(|i| match bytes[i] {
            b'\'' => closes(i, 1),
            0xE2 => bytes[i..].starts_with("’".as_bytes()) && closes(i, 3),
            _ => false,
        })
    }
}

/// Combining marks, joiners and the soft hyphen: they belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{00AD}' | '°' | '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}')
}

/// [`super::key`] of a word that is not normalised yet, without building it. Exact for ASCII, which the lists are.
fn key_of(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}
