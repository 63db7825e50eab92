//! Positions and calls told without a saying: *The union opposes the sale*, *Parents urged the board to wait*.
//!
//! The trained engine labels them apart from reported speech. They are attributions where nothing else is told: the sentence
//! holds no reported speech, the lexicon knows the cue for a call or a position, and holder, cue and content are nearly all of it.
use super::{Attribution, CueClass, Input, Label, kind::known_class, link::link, tagger::Labelled};

/// The positions of the article, in text order.
pub(super) fn positions(input: &Input<'_>, labels: &Labelled) -> Vec<Attribution> {
    let attitudes = link(input, &labels.other).items;
    attitudes.into_iter().filter(|a| is_position(input, &labels.reported, a)).collect()
}

fn is_position(input: &Input<'_>, reported: &[Label], a: &Attribution) -> bool {
    let doc = input.doc;
    let (Some(source), Some(cue)) = (a.source, a.cue) else { return false };
    let Some(sentence) = doc.sentences().get(a.sentence.0 as usize).filter(|_| !a.content.is_empty()) else { return false };
    // Deeds (*sued*, *rejected the bill*), and wants and beliefs that the article asserts, are no positions.
    let class = known_class(input, &doc.tokens_in(cue));
    let word = |t: &usize| doc.tokens()[*t].is_word();
    let words = sentence.tokens.clone().filter(word).count();
    let held = a.content.iter().chain([&source, &cue]).flat_map(|s| doc.tokens_in(*s)).filter(word).count();
    matches!(class, Some(CueClass::Call | CueClass::Position))
        && held * 4 >= words * 3
        && sentence.tokens.clone().all(|t| reported.get(t) == Some(&Label::Out))
}
