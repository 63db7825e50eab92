//! Who holds the floor by the state of the document, whatever a single sentence looks like: the turns of a transcript, and what a
//! colon hands over.
use super::{Input, Voice, heard};
use crate::document::{Paragraph, SentenceId};

/// One entry a sentence: it is somebody's, for the document says so.
#[derive(Debug)]
pub(super) struct Floor(Vec<bool>);

impl Floor {
    pub(super) fn new(input: &Input<'_>) -> Floor {
        Floor(vec![false; input.doc.sentences().len()])
    }

    /// Gives the floor to somebody for a paragraph.
    pub(super) fn give(&mut self, paragraph: &Paragraph) {
        self.0.get_mut(paragraph.sentences.clone()).into_iter().for_each(|held| held.fill(true));
    }

    /// The voice of a sentence: by the document, and where that is silent by the readings.
    pub(super) fn voice(&self, input: &Input<'_>, id: SentenceId) -> Voice {
        let sentence = id.0 as usize;
        if self.0.get(sentence) == Some(&true) { Voice::Attributed } else { heard::voice(&input.readings.sentence(sentence)) }
    }
}
