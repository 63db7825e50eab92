//! A figure that somebody must have counted or estimated: shares, sums, counts of people.
//!
//! Years, dates, ages, times, votes and scores are no such figures: what is recognisably one of them is passed over here,
//! the rest by the exemption for official results.
use super::{HINT, STRONG, by_lexicon};
use crate::claim::{
    model::{Reason, Signal},
    part::{How, Part},
};
use crate::document::{Form, Pos, TokenKind};

pub(super) fn detect(part: &Part<'_>, out: &mut Vec<Signal>) {
    by_lexicon(part, Reason::Number, out);
    for token in
        part.own().filter(|&i| part.pos(i) == Pos::Num || part.input.doc.tokens().get(i).is_some_and(|t| t.kind == TokenKind::Number))
    {
        let weight = weight(part, token);
        if weight > 0 {
            let end = if unit(part, token + 1) { token + 2 } else { token + 1 };
            let start = if money(part, token) { token - 1 } else { token };
            out.push(Signal { reason: Reason::Number, span: part.input.doc.span_of(start..end), weight, entry: None });
        }
    }
}

fn weight(part: &Part<'_>, token: usize) -> i32 {
    let word = part.norm(token);
    let next = part.norm(token + 1);
    let scaled = unit(part, token + 1);
    let counted = part.tag(token + 1).form == Form::Plural || part.tag(token + 2).form == Form::Plural && part.pos(token + 1) == Pos::Adj;
    let large = word.contains([',', '-'])
        || word.len() > if part.input.doc.tokens().get(token).is_some_and(|t| t.kind == TokenKind::Word) { 5 } else { 1 };
    if next == "%" || scaled || (money(part, token) && large) || (counted && word.contains(',')) {
        STRONG
    } else if counted && large && !year(word) {
        HINT + 1
    } else {
        0
    }
}

/// *percent*, *million*: a hint of this reason right after the figure.
fn unit(part: &Part<'_>, token: usize) -> bool {
    part.has(token)
        && part.claims(Reason::Number).any(|(m, how)| how == How::Hint && m.tokens.start == token && part.pos(token) != Pos::Verb)
}

fn money(part: &Part<'_>, token: usize) -> bool {
    token > part.tokens.start && matches!(part.norm(token - 1), "$" | "£" | "€") && part.has(token - 1)
}

fn year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && matches!(word.as_bytes().first(), Some(b'1' | b'2'))
}
