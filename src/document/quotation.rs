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
    /// Opening token, closing token, depth; in the order of the opening token.
    pub(super) pairs: Vec<(usize, usize, u8)>,
    /// An opening mark that never closes in this paragraph; the first where several do not.
    pub(super) open: Option<usize>,
    /// Marks that neither open nor close anything.
    pub(super) stray: Vec<usize>,
}

/// Pairs the quotation marks among a paragraph's tokens.
pub(super) fn pair(text: &str, tokens: &[Token], range: Range<usize>) -> Pairing {
    let mut pairing = Pairing::default();
    let mut stack: Vec<(usize, Family)> = Vec::new();
    for index in range.clone() {
        let token = &tokens[index];
        if token.kind != TokenKind::Quote {
            continue;
        }
        let mark = text.get(token.span.start()..token.span.end()).unwrap_or_default();
        let family = family(mark);
        let held = stack.iter().rposition(|&(_, f)| f == family);
        match (direction(text, tokens, index, mark, range.start), held) {
            (Direction::Close | Direction::Either, Some(at)) => {
                let open = stack[at].0;
                // What was opened inside and never closed is no quotation: a stray mark, most often an apostrophe.
                pairing.stray.extend(stack[at + 1..].iter().map(|&(i, _)| i));
                stack.truncate(at);
                pairing.pairs.push((open, index, u8::try_from(at).unwrap_or(u8::MAX)));
            }
            (Direction::Open | Direction::Either, _) if stack.len() < DEEPEST => stack.push((index, family)),
            _ => pairing.stray.push(index),
        }
    }
    let open = stack.iter().filter(|s| s.1 != Family::Single).map(|s| s.0);
    let mut open = open.collect::<Vec<_>>().into_iter();
    pairing.open = open.next();
    pairing.stray.extend(open);
    pairing.pairs.sort_unstable();
    // An opening mark that failed takes its depth with it.
    let failed: Vec<usize> = stack.iter().map(|s| s.0).collect();
    for (start, _, depth) in &mut pairing.pairs {
        let above = failed.iter().filter(|&&f| f < *start).count();
        *depth = depth.saturating_sub(u8::try_from(above).unwrap_or(0));
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

/// Which way a mark points, by its form where that tells, else by the space around it.
fn direction(text: &str, tokens: &[Token], index: usize, mark: &str, first: usize) -> Direction {
    match mark {
        "“" | "‘" | "„" | "‚" | "``" | "`" | "‟" | "‛" => return Direction::Open,
        "«" | "‹" => return Direction::Open,
        "»" | "›" => return Direction::Close,
        _ => {}
    }
    let token = &tokens[index];
    let before = if token.spaced || index == first { None } else { text[..token.span.start()].chars().next_back() };
    let next = tokens.get(index + 1).filter(|t| t.paragraph == token.paragraph);
    let after = next.filter(|t| !t.spaced).and_then(|t| text[t.span.start()..].chars().next());
    match (before, after) {
        (None | Some('(' | '[' | '—' | '–' | '-' | '“' | '‘' | '/'), Some(c)) if !matches!(c, ',' | '.' | ')' | ']' | '?' | '!' | ';') => {
            Direction::Open
        }
        (None, None) => Direction::Either,
        (Some(c), Some(a)) if c.is_alphanumeric() && a.is_alphanumeric() => Direction::Either,
        (Some('"' | '\''), Some(_)) | (None, Some(_)) => Direction::Either,
        (Some(_), _) => Direction::Close,
    }
}
