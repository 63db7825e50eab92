//! Figures are cited whole: *18 per* → *18 per cent*, *least nine* → *at least nine people*.
use super::Input;
use crate::{
    document::{Pos, Sentence, TokenKind},
    language::Words,
};
use std::ops::Range;

/// What a number goes on from.
const SIGNS: [&str; 5] = ["$", "£", "€", "-", "–"];

/// The tokens with all of the number that they begin or end in; where the `number` is the point, with its noun, too.
pub(super) fn whole(input: &Input<'_>, sentence: &Sentence, tokens: Range<usize>, number: bool) -> Range<usize> {
    let norm = |t: usize| input.doc.norm(t);
    let is_number = |t: usize| input.doc.tokens().get(t).is_some_and(|t| t.kind == TokenKind::Number) || input.pos(t) == Pos::Num;
    let counts = |t: usize| is_number(t) || Words::english().is_unit(norm(t));
    let (mut start, mut end) = (tokens.start, tokens.end);
    while end < sentence.tokens.end && counts(end) && counts(end - 1) {
        end += 1;
    }
    while start > sentence.tokens.start && counts(start) && (is_number(start - 1) || SIGNS.contains(&norm(start - 1))) {
        start -= 1;
    }
    // The tokens may begin inside the words that bound the number.
    if let Some(number) = (start..end.min(start + 2)).find(|&t| counts(t)) {
        start = start.min(bounded(input, sentence, number));
    }
    // *caused two* landslides: a number alone says nothing, whatever the reason.
    let number = number || end > start && input.pos(end - 1) == Pos::Num;
    if number { with_noun(input, sentence, start..end) } else { start..end }
}

/// Where what bounds a number begins: *at least nine*, *about 20*.
fn bounded(input: &Input<'_>, sentence: &Sentence, number: usize) -> usize {
    let before = |back: usize| number.checked_sub(back).filter(|t| sentence.tokens.contains(t)).map(|t| input.doc.norm(t));
    number - Words::english().bounding(before)
}

/// *Created 120 skilled* → *created 120 skilled jobs*: a figure is a figure of something.
fn with_noun(input: &Input<'_>, sentence: &Sentence, tokens: Range<usize>) -> Range<usize> {
    let counts = matches!(input.pos(tokens.end - 1), Pos::Num | Pos::Adj);
    let noun = (tokens.end..sentence.tokens.end).take_while(|&t| matches!(input.pos(t), Pos::Adj | Pos::Noun));
    match noun.filter(|&t| input.pos(t) == Pos::Noun).last().filter(|_| counts) {
        Some(noun) => tokens.start..noun + 1,
        None => tokens,
    }
}
