//! Lists inside a paragraph: `1) The first 2) The second`, `a. One b. Two`, `• One • Two`.
use super::token::{Shape, Token, TokenKind};
use crate::article::Article;
use std::ops::Range;

/// How the items of one list are marked: `1)`, `1.`, `1.)`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Point,
    Bracket,
    Both,
}

/// The markers of a list that the paragraph opens with, and bullets anywhere: token ranges in order, disjoint.
pub(super) fn items(article: &Article, tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let word = |i: usize| tokens.get(i).filter(|_| i < range.end).map_or("", |t| article.slice(t.span));
    let bullet = |i: usize| matches!(word(i), "•" | "⁃" | "▪" | "◦" | "‣" | "■" | "●");
    let first = range.start + usize::from(bullet(range.start));
    let mut list = marker(tokens, &word, first);
    if list.is_none() && !range.clone().any(|i| tokens[i].kind == TokenKind::Punct && tokens[i].span.len() == 3 && bullet(i)) {
        return Vec::new();
    }
    let mut items = Vec::new();
    let mut index = range.start;
    while index < range.end {
        let at = index + usize::from(bullet(index));
        match (list, marker(tokens, &word, at)) {
            (Some((value, style, _)), Some((found, same, end)))
                if same == style && (found == value && items.is_empty() || found == value + 1) =>
            {
                items.push(index..end);
                list = Some((found, style, end));
                index = end;
            }
            _ if at > index => {
                items.push(index..at);
                index = at;
            }
            _ => index += 1,
        }
    }
    items
}

/// Value, style and end of the list marker at a token, if one stands there with a word behind it.
fn marker<'t>(tokens: &[Token], word: &impl Fn(usize) -> &'t str, at: usize) -> Option<(u32, Style, usize)> {
    let value = match word(at).as_bytes() {
        [letter @ b'a'..=b'z'] => u32::from(letter - b'a' + 1),
        digits @ ([_] | [_, _]) if digits.iter().all(u8::is_ascii_digit) => word(at).parse().ok()?,
        _ => return None,
    };
    let joined = |i: usize| tokens.get(i).is_some_and(|t| !t.spaced);
    let (style, end) = match (word(at + 1), word(at + 2)) {
        (".", ")") if joined(at + 2) => (Style::Both, at + 3),
        (".", _) => (Style::Point, at + 2),
        (")", _) => (Style::Bracket, at + 2),
        _ => return None,
    };
    let follows = tokens.get(end).is_some_and(|t| t.spaced && matches!(t.shape, Shape::Title | Shape::Upper) && !word(end).is_empty());
    (joined(at + 1) && follows).then_some((value, style, end))
}
