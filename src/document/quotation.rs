//! Quotations: what stands between quotation marks, whatever the marks.
use super::token::{Token, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// One quotation, or the part of a longer one that stands in one paragraph.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// The tokens inside the marks.
    pub tokens: Range<usize>,
    /// 0 for an outer quotation, 1 for one inside it, …
    pub depth: u8,
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
    /// The first closing double mark or guillemet that nothing opened.
    pub(super) unopened: Option<usize>,
}

/// An opening and a closing mark, by token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) depth: u8,
}

impl Pairing {
    /// The pairs that open inside a range of tokens.
    pub(super) fn opening_in(&self, range: Range<usize>) -> &[Pair] {
        let from = self.pairs.partition_point(|p| p.open < range.start);
        let to = self.pairs.partition_point(|p| p.open < range.end);
        self.pairs.get(from..to).unwrap_or_default()
    }
}

/// Pairs the quotation marks among a paragraph's tokens.
pub(super) fn pair(text: &str, tokens: &[Token], range: Range<usize>) -> Pairing {
    let mut pairing = Pairing::default();
    let mut stack: Vec<(usize, Family)> = Vec::new();
    for index in range.clone() {
        if tokens[index].kind != TokenKind::Quote {
            continue;
        }
        let mark = text.get(tokens[index].span.start()..tokens[index].span.end()).unwrap_or_default();
        let family = family(mark);
        let held = stack.iter().rposition(|&(_, f)| f == family);
        match (direction(text, tokens, index, mark, range.start), held) {
            (Direction::Close | Direction::Either, Some(at)) => {
                // What was opened inside and never closed: a stray apostrophe, or an odd mark that is told of.
                let inner = stack.drain(at + 1..).filter(|s| s.1 != Family::Single).map(|s| s.0);
                pairing.unclosed.extend(inner);
                if let Some((open, _)) = stack.pop() {
                    pairing.pairs.push(Pair { open, close: index, depth: 0 });
                }
            }
            (Direction::Open | Direction::Either, _) if stack.len() < DEEPEST => stack.push((index, family)),
            (Direction::Close, None) if family != Family::Single => pairing.unopened = pairing.unopened.or(Some(index)),
            _ => {}
        }
    }
    pairing.unclosed.extend(stack.iter().filter(|s| s.1 != Family::Single).map(|s| s.0));
    pairing.unclosed.sort_unstable();
    pairing.pairs.sort_unstable();
    let mut around: Vec<usize> = Vec::new();
    for pair in &mut pairing.pairs {
        while around.last().is_some_and(|&close| close < pair.open) {
            around.pop();
        }
        pair.depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
        around.push(pair.close);
    }
    pairing
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
        "“" | "‘" | "„" | "‚" | "``" | "`" | "‟" | "‛" | "«" | "‹" => return Direction::Open,
        "”" | "»" | "›" => return Direction::Close,
        _ => {}
    }
    match (before, after) {
        (None, None) => Direction::Either,
        (None, Some(c)) if matches!(c, ',' | '.' | ')' | ']' | '?' | '!' | ';') => Direction::Either,
        (None, Some(_)) => Direction::Open,
        (Some(b), Some(_)) if opens_before(b) => Direction::Open,
        (Some('"' | '\''), Some(_)) => Direction::Either,
        (Some(b), Some(a)) if b.is_alphanumeric() && a.is_alphanumeric() => Direction::Either,
        (Some(_), _) => Direction::Close,
    }
}

/// Characters behind which a quotation opens without a space.
fn opens_before(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '“' | '‘' | '«' | '/')
}
