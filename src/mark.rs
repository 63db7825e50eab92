//! One mark a place: findings whose words overlap are reasons of one mark.
use crate::{finding::Finding, span::Span};
use std::collections::BTreeMap;

/// The mark of each finding, numbered from 0 in the order of the findings.
///
/// The shortest words make the places, so no place holds another; what overlaps places joins the first of them. Every finding counts
/// for its own rule all the same: marks are counted beside the rules, never in their stead.
pub(crate) fn number(findings: &[Finding]) -> Vec<usize> {
    let mut by_length: Vec<usize> = (0..findings.len()).collect();
    by_length.sort_by_key(|&i| (findings[i].trigger().len(), findings[i].trigger(), i));
    // Places are disjoint: the last one that begins before an end is the only one that can lie across it.
    let mut places: BTreeMap<usize, (Span, usize)> = BTreeMap::new();
    let mut place_of = vec![0; findings.len()];
    for i in by_length {
        let words = findings[i].trigger();
        let across = places.range(..words.start()).next_back().filter(|(_, (place, _))| place.overlaps(words));
        let first = across.or_else(|| places.range(words.start()..words.end()).next()).map(|(_, (_, leader))| *leader);
        place_of[i] = first.unwrap_or(i);
        if first.is_none() {
            places.insert(words.start(), (words, i));
        }
    }
    let mut numbers = BTreeMap::new();
    let numbered = place_of.iter().map(|leader| {
        let next = numbers.len();
        *numbers.entry(*leader).or_insert(next)
    });
    numbered.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::number;
    use crate::{
        document::SentenceId,
        finding::{Finding, RuleId},
        level::Level,
        span::Span,
    };

    #[test]
    fn what_overlaps_is_one_mark_and_long_words_swallow_no_two() {
        let text = "a".repeat(40);
        let finding =
            |start, end| Finding::new(RuleId("r"), Level::Note, SentenceId(0), Span::in_text(&text, start, end).unwrap(), String::new());
        let spans = [(0, 30), (2, 6), (4, 9), (12, 15), (12, 15), (30, 31), (35, 36)];
        assert_eq!(number(&spans.map(|(a, b)| finding(a, b))), [0, 0, 0, 1, 1, 2, 3]);
    }
}
