//! Finds the paragraphs that were cut out of a page again in its source, so that reports can name the page's own lines.
//!
//! Every paragraph is looked for where the one before it ended, then at the few stretches of text that begin with the same letters;
//! inside it, what differs is skipped over a few times and then given up. So the work is linear in page and text whatever they hold.
use super::prose;
use crate::origin::{Anchor, Place};
use std::{collections::HashMap, iter::Peekable, ops::Range, str::CharIndices};

/// So many letters of a paragraph are looked for.
const KEY: usize = 16;
/// So many places with the same letters are looked at.
const CANDIDATES: usize = 8;
/// So many stretches of text that the article left out are skipped at once.
const SKIPPED: usize = 16;
/// So many letters must agree where a paragraph goes on after a gap, unless it has fewer.
const LEAST: usize = 3;
/// So many gaps are bridged in one paragraph.
const REPAIRS: usize = 16;
/// There is an anchor every so many bytes at least, so that looking a place up counts no more.
const STRIDE: usize = 256;

/// The source of a page: stretches of text between tags, and comments that speak to sayso.
pub(super) struct Source<'s> {
    pub(super) html: &'s str,
    stretches: Vec<Stretch>,
    /// Bytes of comments, and the place of each.
    pub(super) comments: Vec<(Range<usize>, Place)>,
    /// The stretches that begin with some letters.
    by_key: HashMap<[char; KEY], Vec<usize>>,
}

/// Text between two tags.
struct Stretch {
    range: Range<usize>,
    place: Place,
    /// In a heading of the first two ranks.
    heading: bool,
}

/// A character of the source that is not white space.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    at: usize,
    place: Place,
    width: usize,
}

/// Where a paragraph of the text stands in the source, in bytes.
pub(super) struct Found {
    /// In the text.
    pub(super) text: Range<usize>,
    /// One past its last character in the source; none where it was not found.
    pub(super) end: Option<usize>,
}

impl<'s> Source<'s> {
    /// Reads the source once.
    pub(super) fn new(html: &'s str) -> Source<'s> {
        let mut source = Source { html, stretches: Vec::new(), comments: Vec::new(), by_key: HashMap::new() };
        source.scan();
        for i in 0..source.stretches.len() {
            let places = source.by_key.entry(source.key(i)).or_default();
            // A page that says the same again and again is looked at no longer for it.
            if places.len() < 1024 {
                places.push(i);
            }
        }
        source
    }

    fn scan(&mut self) {
        let (mut at, mut place, mut heading) = (0, Place { line: 1, column: 1 }, false);
        while at < self.html.len() {
            let rest = &self.html[at..];
            let (length, is_text) = piece(rest);
            let range = at..at + length;
            if is_text && !rest[..length].trim().is_empty() {
                self.stretches.push(Stretch { range: range.clone(), place, heading });
            } else if is_text {
            } else if let Some(comment) = rest[..length].strip_prefix("<!--") {
                if super::named(comment.trim_start()).is_some() {
                    self.comments.push((range.clone(), place));
                }
            } else {
                heading = match name(rest) {
                    "h1" | "h2" | "H1" | "H2" => !rest.starts_with("</"),
                    _ => heading,
                };
            }
            for c in rest[..length].chars() {
                place = after(place, c);
            }
            at = range.end;
        }
    }

    fn letters(&self, stretch: usize) -> Letters<'_, 's> {
        Letters { source: self, next: stretch, open: None, second: None }
    }

    fn key(&self, stretch: usize) -> [char; KEY] {
        key(self.letters(stretch).map(|l| l.c))
    }

    /// Finds every paragraph (line) of the text, and where its letters stand.
    pub(super) fn align(&self, text: &str) -> (Vec<Found>, Vec<Anchor>) {
        let (mut found, mut anchors) = (Vec::new(), Vec::new());
        let mut here = self.letters(0).peekable();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            if range.is_empty() {
                continue;
            }
            // The headline stands in the page's head, too; who looks for it wants the one that readers see.
            let first = found.is_empty();
            let goes_on = !first && begins(here.clone(), text, &range, KEY);
            let after = here.peek().map_or(0, |l| l.at);
            let known = if goes_on {
                true
            } else {
                self.candidate(text, &range, after, first).map(|s| here = self.letters(s).peekable()).is_some()
            };
            let end = if known { self.walk(text, range.clone(), &mut here, &mut anchors) } else { None };
            if let (None, Some(near)) = (end, here.peek()) {
                anchors.push(Anchor { byte: range.start, place: near.place, width: 0 });
            }
            found.push(Found { text: range, end });
        }
        (found, anchors)
    }

    /// The stretch that begins as the paragraph does: the next one from `after` on, else any.
    fn candidate(&self, text: &str, range: &Range<usize>, after: usize, heading: bool) -> Option<usize> {
        let wanted = || letters_of(text, range.clone()).map(|(_, c)| c);
        let next = self.stretches.partition_point(|s| s.range.start < after);
        let listed = self.by_key.get(&key(wanted())).map(Vec::as_slice).unwrap_or_default();
        let (before, behind) = listed.split_at(listed.partition_point(|&i| i < next));
        // What is shorter than a key is not listed, nor what has a part left out early: it is looked for near by, a headline everywhere.
        let reach = if heading { self.stretches.len() } else { SKIPPED };
        let least = if heading { KEY } else { LEAST };
        let begins = |i: &usize| begins(self.letters(*i), text, range, least);
        let near = (next..self.stretches.len()).take(reach).filter(begins);
        let is_heading = |i: usize| heading && self.stretches.get(i).is_some_and(|s| s.heading);
        // Paragraphs may begin alike: how far each goes along decides, the nearer one where they go equally far.
        let along = |i: usize| wanted().zip(self.letters(i)).take(16 * KEY).take_while(|(c, l)| l.is(*c)).count();
        let mut best: Option<((bool, usize), usize)> = None;
        for i in behind.iter().chain(before).copied().take(CANDIDATES).chain(near.take(CANDIDATES)) {
            let score = (is_heading(i), along(i));
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// Goes along a paragraph in text and source; tells where it ended in the source.
    fn walk<'a>(
        &'a self,
        text: &str,
        range: Range<usize>,
        here: &mut Peekable<Letters<'a, 's>>,
        anchors: &mut Vec<Anchor>,
    ) -> Option<usize> {
        let mut end = None;
        let mut repairs = 0;
        // What the next character's place is if nothing stands between.
        let mut expected: Option<Place> = None;
        let mut letters = letters_of(text, range.clone()).peekable();
        let mut last = range.start;
        while let Some(&(byte, c)) = letters.peek() {
            let Some(letter) = here.peek().copied().filter(|l| l.is(c)) else {
                repairs += 1;
                let rest: Vec<char> = letters.clone().map(|(_, c)| c).take(KEY).collect();
                match self.skip(here, &rest) {
                    _ if repairs > REPAIRS => break,
                    Some(stretch) => *here = self.letters(stretch).peekable(),
                    // Not in the source: the next word may be.
                    None => {
                        let word = text[byte..range.end].find(char::is_whitespace).map_or(range.end, |n| byte + n);
                        while letters.next_if(|&(b, _)| b < word).is_some() {}
                        if let Some(place) = expected.take() {
                            anchors.push(Anchor { byte, place, width: 0 });
                        }
                    }
                }
                continue;
            };
            here.next();
            letters.next();
            let gap = text.get(last..byte).unwrap_or_default().chars().count();
            let runs_on = expected.map(|p| Place { column: p.column + gap, ..p }) == Some(letter.place);
            let far = anchors.last().is_none_or(|a| byte - a.byte > STRIDE);
            if !runs_on || letter.width != 1 || far {
                anchors.push(Anchor { byte, place: letter.place, width: letter.width });
            }
            expected = Some(Place { column: letter.place.column + letter.width, ..letter.place });
            last = byte + c.len_utf8();
            end = Some(letter.at + letter.width);
        }
        if let (Some(place), Some(_)) = (expected, letters.peek()) {
            anchors.push(Anchor { byte: last, place, width: 0 });
        }
        end
    }

    /// The stretch near by that begins most like this.
    fn skip(&self, here: &mut Peekable<Letters<'_, 's>>, rest: &[char]) -> Option<usize> {
        let after = here.peek()?.at;
        let next = self.stretches.partition_point(|s| s.range.start <= after);
        let alike = |i: usize| rest.iter().zip(self.letters(i)).take_while(|(c, l)| l.is(**c)).count();
        let mut best = (rest.len().min(LEAST), None);
        for i in next..self.stretches.len().min(next + SKIPPED) {
            let n = alike(i);
            if n > best.0 || (n == best.0 && best.1.is_none()) {
                best = (n, Some(i));
            }
        }
        best.1
    }
}

impl Letter {
    /// A reference may stand for another character than its number: browsers read `&#150;` as Windows does.
    fn is(&self, c: char) -> bool {
        self.c == c || self.width > 1
    }
}

/// Do the first letters of the paragraph go on so?
fn begins(mut letters: impl Iterator<Item = Letter>, text: &str, range: &Range<usize>, first: usize) -> bool {
    letters_of(text, range.clone()).take(first).all(|(_, c)| letters.next().is_some_and(|l| l.is(c)))
}

/// Letters of the source from a stretch on.
#[derive(Clone)]
struct Letters<'a, 's> {
    source: &'a Source<'s>,
    /// The stretch after the open one.
    next: usize,
    open: Option<Open<'s>>,
    /// Of a reference that stands for two letters.
    second: Option<Letter>,
}

#[derive(Clone)]
struct Open<'s> {
    start: usize,
    text: &'s str,
    chars: CharIndices<'s>,
    place: Place,
}

impl Iterator for Letters<'_, '_> {
    type Item = Letter;

    fn next(&mut self) -> Option<Letter> {
        if let Some(second) = self.second.take() {
            return Some(second);
        }
        loop {
            let Some(open) = &mut self.open else {
                let stretch = self.source.stretches.get(self.next)?;
                let text = self.source.html.get(stretch.range.clone())?;
                self.next += 1;
                self.open = Some(Open { start: stretch.range.start, text, chars: text.char_indices(), place: stretch.place });
                continue;
            };
            let Some((i, c)) = open.chars.next() else {
                self.open = None;
                continue;
            };
            let (at, place) = (open.start + i, open.place);
            open.place = after(place, c);
            let reference = (c == '&').then(|| open.text.get(i..).and_then(prose::reference)).flatten();
            if let Some((found, length)) = reference {
                for (_, c) in open.chars.by_ref().take(length - 1) {
                    open.place = after(open.place, c);
                }
                let mut letters = found.chars().filter(|c| !c.is_whitespace()).map(|c| Letter { c, at, place, width: length });
                if let Some(first) = letters.next() {
                    self.second = letters.next();
                    return Some(first);
                }
            } else if !c.is_whitespace() {
                return Some(Letter { c, at, place, width: 1 });
            }
        }
    }
}

/// Characters of a stretch of the text that are not white space, with their bytes.
fn letters_of(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, char)> + Clone {
    let start = range.start;
    let letters = text.get(range).unwrap_or_default().char_indices();
    letters.filter(|(_, c)| !c.is_whitespace()).map(move |(i, c)| (start + i, c))
}

fn key(letters: impl Iterator<Item = char>) -> [char; KEY] {
    let mut key = ['\0'; KEY];
    for (slot, c) in key.iter_mut().zip(letters) {
        *slot = c;
    }
    key
}

fn after(place: Place, c: char) -> Place {
    if c == '\n' { Place { line: place.line + 1, column: 1 } } else { Place { column: place.column + 1, ..place } }
}

/// Length of the tag, comment, script or text that the source goes on with; `true` for text.
fn piece(rest: &str) -> (usize, bool) {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return (comment.find("-->").map_or(rest.len(), |n| n + 7), false);
    }
    let is_tag = rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !is_tag {
        let text = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(i, _)| i);
        return (text, true);
    }
    let end = tag_end(rest);
    let closing = match name(rest) {
        _ if rest.starts_with("</") => None,
        n if n.eq_ignore_ascii_case("script") => Some("</script"),
        n if n.eq_ignore_ascii_case("style") => Some("</style"),
        _ => None,
    };
    let inside = |close: &str| {
        let body = rest.as_bytes().get(end..).unwrap_or_default();
        body.windows(close.len()).position(|w| w.eq_ignore_ascii_case(close.as_bytes())).map_or(rest.len(), |n| end + n)
    };
    (closing.map_or(end, inside), false)
}

/// Length of a tag; `>` in an attribute's quotation marks does not end it.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (i, c) in tag.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'') if before == '=' => quote = Some(c),
            (None, '>') => return i + 1,
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    tag.len()
}

/// What a tag is called.
fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}
