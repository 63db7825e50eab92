//! Windows: stretches of an article that the encoder reads at once, with the sentences around them as context.
use super::pieces::{OPEN, Piece};
use crate::lexicon::Senses;
use std::ops::Range;

/// Pieces of a window at most.
pub const LONGEST: usize = 320;
/// Pieces of the sentences before, at most.
const BEFORE: usize = 64;
/// Pieces of the sentence after, at most.
const AFTER: usize = 32;

/// One window.
#[derive(Clone, Debug)]
pub struct Window {
    /// All that is read: [`OPEN`], context, the sentences in question, context.
    pub pieces: Vec<Piece>,
    /// The sentences in question, by index.
    pub sentences: Range<usize>,
    /// Where each of them stands in `pieces`.
    pub places: Vec<Range<usize>>,
}

/// Every sentence stands in question in exactly one window.
pub fn windows(sentences: &[Vec<Piece>]) -> Vec<Window> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < sentences.len() {
        let mut window = Window {
            pieces: vec![Piece { id: OPEN, quoted: false, senses: Senses::default(), tokens: 0..0 }],
            sentences: start..start,
            places: Vec::new(),
        };
        let mut context = start;
        let mut room = BEFORE;
        while context > 0 && start - context < 2 && sentences[context - 1].len() <= room {
            context -= 1;
            room -= sentences[context].len();
        }
        window.pieces.extend(sentences[context..start].iter().flatten().cloned());
        let room = LONGEST - AFTER;
        while let Some(next) = sentences.get(window.sentences.end)
            && (window.sentences.is_empty() || window.pieces.len() + next.len() <= room)
        {
            let from = window.pieces.len();
            window.pieces.extend(next.iter().cloned());
            window.places.push(from..window.pieces.len());
            window.sentences.end += 1;
        }
        if let Some(after) = sentences.get(window.sentences.end) {
            window.pieces.extend(after.iter().take(AFTER).cloned());
        }
        window.pieces.truncate(LONGEST);
        start = window.sentences.end;
        out.push(window);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, windows};
    use crate::{encoder::pieces::Piece, lexicon::Senses};

    #[test]
    fn every_sentence_stands_in_question_once() {
        let sentence = |n: usize| vec![Piece { id: 7, quoted: false, senses: Senses::default(), tokens: 0..1 }; n];
        let sentences: Vec<_> = [1, 30, 200, 200, 5, 5, 5, 90, 64, 65, 1, 200].into_iter().map(sentence).collect();
        let windows = windows(&sentences);
        let seen: Vec<usize> = windows.iter().flat_map(|w| w.sentences.clone()).collect();
        assert_eq!(seen, (0..sentences.len()).collect::<Vec<_>>());
        for window in &windows {
            assert!(window.pieces.len() <= LONGEST);
            for (sentence, place) in window.sentences.clone().zip(&window.places) {
                assert_eq!(place.len(), sentences[sentence].len());
                assert!(place.end <= window.pieces.len());
            }
        }
        assert!(super::windows(&[]).is_empty());
    }
}
