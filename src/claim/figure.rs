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
    let number = number || input.pos(end - 1) == Pos::Num;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::whole;
    use crate::attribution::on;

    /// What is cited where the engine marks these words of the sentence.
    fn cited(text: &str, words: &str, number: bool) -> String {
        on(
            text,
            |_| (),
            |input| {
                let (doc, at) = (input.doc, text.find(words).unwrap());
                let marked = doc.tokens_in(doc.article().span(at, at + words.len()).unwrap());
                let tokens = whole(input, &doc.sentences()[0], marked, number);
                doc.text_of(doc.span_of(tokens)).to_owned()
            },
        )
    }

    #[test]
    fn a_number_is_cited_with_its_unit_its_sign_and_what_bounds_it() {
        assert_eq!(cited("The rent rose 18 per cent in May.", "rose 18", false), "rose 18 per cent");
        assert_eq!(cited("The bridge cost $40 million in May.", "40", false), "$40 million");
        assert_eq!(cited("The storm killed at least nine in May.", "least nine", false), "at least nine");
    }

    #[test]
    fn a_number_that_ends_the_words_is_told_with_its_noun_and_other_words_are_not() {
        assert_eq!(cited("The storm caused two landslides in May.", "caused two", false), "caused two landslides");
        assert_eq!(cited("The plant created 120 skilled jobs.", "created 120 skilled", true), "created 120 skilled jobs");
        assert_eq!(cited("It was a disastrous policy of the mayor.", "a disastrous", false), "a disastrous");
    }
}
