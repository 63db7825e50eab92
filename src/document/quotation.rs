//! Quotations: what stands between quotation marks, whatever the marks.
use super::token::{Token, TokenKind};
use crate::{article::Article, span::Span};
use std::ops::Range;

/// One quotation, or the part of a longer one that stands in one paragraph.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// The tokens inside the marks.
    pub tokens: Range<usize>,
    /// It has its closing mark, or goes on in the next paragraph. A quotation that was never closed is cut at the end
    /// of its sentence ("fail closed"), so that a stray mark never silences the rest of the article.
    pub closed: bool,
    /// It goes on from a quotation left open in the paragraph before.
    pub continues: bool,
}

/// Where a token stands in relation to quotation marks of any depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteState {
    /// In no quotation.
    Outside,
    /// An opening mark.
    Open,
    /// Between the marks.
    Inside,
    /// A closing mark.
    Close,
}

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Guillemet,
}

/// Deeper nesting than this is noise; the limit also keeps the work linear.
const DEEPEST: usize = 6;

/// The marks of one paragraph, paired.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// In the order of the opening token.
    pub(super) pairs: Vec<Pair>,
    /// Opening double marks or guillemets that never close in this paragraph, in order.
    pub(super) unclosed: Vec<usize>,
    /// A single mark that opens at the head of a sentence and never closes: a quotation only if the next paragraph opens with one as
    /// well, for it may be an apostrophe.
    pub(super) single: Option<usize>,
    /// The first closing double mark or guillemet that nothing opened.
    pub(super) unopened: Option<usize>,
    /// How a quotation from the paragraph before goes on here.
    pub(super) inherits: Option<Inherits>,
    /// The last unclosed quotation goes on in the next paragraph.
    pub(super) goes_on: bool,
}

/// How a paragraph goes on with a quotation that an earlier one left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inherits {
    /// It opens with a mark again, as print does.
    Reopened,
    /// It has no mark at all.
    Whole,
    /// It has the closing mark, and no mark before that.
    Until(usize),
}

/// An opening and a closing mark, by token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
}

impl Pairing {
    /// The pairs that open inside a range of tokens.
    pub(super) fn opening_in(&self, range: Range<usize>) -> &[Pair] {
        let from = self.pairs.partition_point(|p| p.open < range.start);
        let to = self.pairs.partition_point(|p| p.open < range.end);
        self.pairs.get(from..to).unwrap_or_default()
    }

    fn is_bare(&self) -> bool {
        self.first_mark().is_none()
    }

    fn first_mark(&self) -> Option<usize> {
        [self.pairs.first().map(|p| p.open), self.unclosed.first().copied(), self.unopened].into_iter().flatten().min()
    }
}

/// Pairs the quotation marks among a paragraph's tokens.
pub(super) fn pair(article: &Article, tokens: &[Token], range: Range<usize>) -> Pairing {
    let mut pairing = Pairing::default();
    let mut stack: Vec<(usize, Family)> = Vec::new();
    for index in range.clone() {
        if tokens[index].kind != TokenKind::Quote {
            continue;
        }
        let mark = article.slice(tokens[index].span);
        let family = family(mark);
        let held = stack.iter().rposition(|&(_, f)| f == family);
        match (direction(article.text(), tokens, index, mark, range.start), held) {
            (Direction::Close | Direction::Either, Some(at)) => {
                // What was opened inside and never closed: a stray apostrophe, or an odd mark that is told of.
                let inner = stack.drain(at + 1..).filter(|s| s.1 != Family::Single).map(|s| s.0);
                pairing.unclosed.extend(inner);
                if let Some((open, _)) = stack.pop() {
                    pairing.pairs.push(Pair { open, close: index });
                }
            }
            (Direction::Open | Direction::Either, _) if stack.len() < DEEPEST => stack.push((index, family)),
            (Direction::Close, None) if family != Family::Single => pairing.unopened = pairing.unopened.or(Some(index)),
            _ => {}
        }
    }
    pairing.unclosed.extend(stack.iter().filter(|s| s.1 != Family::Single).map(|s| s.0));
    pairing.unclosed.sort_unstable();
    let heads = |open: usize| {
        let before = tokens[range.start..open].last().map(|t| t.kind);
        before.is_none_or(|kind| matches!(kind, TokenKind::Punct | TokenKind::Quote))
            && tokens.get(open + 1).is_some_and(|t| open + 1 < range.end && !t.spaced)
    };
    pairing.single = stack.iter().filter(|s| s.1 == Family::Single).map(|s| s.0).rfind(|&open| heads(open));
    pairing.pairs.sort_unstable();
    pairing
}

/// A quotation left open is looked for in so many of the paragraphs that follow.
const FURTHEST: usize = 8;

/// Finds the quotations that span paragraphs: the next one opens with a mark again, or its first mark can only be the
/// missing close. Paragraphs are given by their tokens; those without sentences end every quotation.
pub(super) fn connect(article: &Article, tokens: &[Token], paragraphs: &[(Range<usize>, bool)], pairings: &mut [Pairing]) {
    let family_of = |token: usize| family(article.slice(tokens[token].span));
    for index in 0..pairings.len() {
        let Some((next, _)) = paragraphs.get(index + 1).filter(|p| p.1) else { continue };
        open_single(pairings, index, next.start, |t| family_of(t) == Family::Single);
        let Some(&open) = pairings[index].unclosed.last() else { continue };
        // *She told me ‘no way’* may stand inside; marks of the same kind behind it show that it is an odd one.
        if pairings[index].opening_in(open..usize::MAX).iter().any(|p| family_of(p.open) == family_of(open)) {
            continue;
        }
        if tokens[next.start].kind == TokenKind::Quote
            && family_of(next.start) == family_of(open)
            && pairings[index + 1].unopened != Some(next.start)
        {
            pairings[index].goes_on = true;
            pairings[index + 1].inherits = Some(Inherits::Reopened);
            continue;
        }
        let Some(end) = (index + 1..pairings.len().min(index + 1 + FURTHEST)).find(|&n| !pairings[n].is_bare() || !paragraphs[n].1) else {
            continue;
        };
        if let Some(close) = pairings[end]
            .unopened
            .filter(|&c| paragraphs[end].1 && pairings[end].first_mark() == Some(c) && family_of(c) == family_of(open))
        {
            pairings[index].goes_on = true;
            for pairing in &mut pairings[index + 1..end] {
                (pairing.inherits, pairing.goes_on) = (Some(Inherits::Whole), true);
            }
            pairings[end].inherits = Some(Inherits::Until(close));
        }
    }
}

/// A single mark left open is a quotation that goes on where the next paragraph opens with one, too.
fn open_single(pairings: &mut [Pairing], index: usize, next: usize, is_single: impl Fn(usize) -> bool) {
    let Some([this, after]) = pairings.get_mut(index..index + 2) else { return };
    let reopens = is_single(next) && (after.single == Some(next) || after.pairs.first().is_some_and(|p| p.open == next));
    let Some(open) = this.single.filter(|_| reopens && this.unclosed.is_empty()) else { return };
    this.unclosed.push(open);
    // Where it never closes, it is told of, and ends with its sentence.
    if after.single == Some(next) && after.unclosed.is_empty() {
        after.unclosed.push(next);
    }
}

pub(super) fn family(mark: &str) -> Family {
    match mark {
        "'" | "’" | "‘" | "‛" | "`" | "‚" => Family::Single,
        "«" | "»" | "‹" | "›" => Family::Guillemet,
        _ => Family::Double,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Open,
    Close,
    Either,
}

/// Which way a mark points: by its form, unless the space around it plainly says the contrary; by the space alone if
/// the form does not tell.
fn direction(text: &str, tokens: &[Token], index: usize, mark: &str, first: usize) -> Direction {
    let token = &tokens[index];
    let before = if token.spaced || index == first { None } else { text[..token.span.start()].chars().next_back() };
    let next = tokens.get(index + 1).filter(|t| t.paragraph == token.paragraph && !t.spaced);
    let after = next.and_then(|t| text[t.span.start()..].chars().next());
    match mark {
        // A closing mark typed as an opening one, at the end of a word; German „…“ closes so too.
        "“" | "‘" if before.is_some_and(|c| !opens_before(c)) && after.is_none_or(|c| !c.is_alphanumeric()) => return Direction::Close,
        "”" if before.is_none() && after.is_some_and(char::is_alphanumeric) => return Direction::Open,
        "“" | "‘" | "„" | "‚" | "``" | "`" | "‟" | "‛" | "«" | "‹" => {
            return Direction::Open;
        }
        "”" | "»" | "›" => return Direction::Close,
        _ => {}
    }
    let ends = |c: char| matches!(c, ',' | '.' | ')' | ']' | '?' | '!' | ';');
    match (before, after) {
        (None, Some(a)) if !ends(a) => Direction::Open,
        (Some(b), Some(_)) if opens_before(b) => Direction::Open,
        (None, _) | (Some('"' | '\''), Some(_)) => Direction::Either,
        (Some(b), Some(a)) if b.is_alphanumeric() && a.is_alphanumeric() => Direction::Either,
        (Some(_), _) => Direction::Close,
    }
}

/// Characters behind which a quotation opens without a space.
fn opens_before(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '“' | '‘' | '«' | '/' | '=')
}
