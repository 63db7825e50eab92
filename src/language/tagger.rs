//! Greedy decoding, left to right, over the words of one sentence.
use super::{
    model::Model,
    word::{FEATURES, MAX_LABELS, START, Word, entry, features, mark_style},
};
use crate::document::Tag;

impl Model<'_> {
    /// The word was seen more than once in training.
    pub fn knows(&self, word: &Word) -> bool {
        !self.cells(word.entry()).is_empty()
    }

    /// The labels that the word with this key had in training.
    pub(super) fn met(&self, key: u64) -> impl Iterator<Item = Tag> {
        self.cells(entry(key)).chunks_exact(2).filter_map(|cell| self.labels().get(usize::from(cell[0])).copied())
    }

    /// Looks up what the model knows of the words of a sentence as such, and marks the sentence's style.
    pub fn recognise(&self, words: &mut [Word]) {
        mark_style(words);
        for word in words {
            let cells = self.cells(word.entry());
            word.class = self.class(word.key);
            word.known = cells.chunks_exact(2).fold(0, |bits, cell| bits | 1 << (cell[0] & 63));
            word.only = match cells {
                [label, 127] => Some(*label),
                _ => None,
            };
        }
    }

    /// Appends one label for each word of a sentence. The words must have been [recognised](Model::recognise).
    pub fn label(&self, words: &[Word], out: &mut Vec<u8>) {
        let (mut before, mut before2) = (START, START);
        let mut hashes = [0; FEATURES];
        for (i, word) in words.iter().enumerate() {
            let label = word.only.unwrap_or_else(|| {
                features(words, i, before, before2, &mut hashes);
                self.best(&hashes)
            });
            out.push(label);
            (before2, before) = (before, label);
        }
    }

    /// The label with the highest sum of weights; the first one of equals.
    ///
    /// Buckets are found first, without a branch, so that many reads of the table are under way at once: they are what takes the time.
    fn best(&self, hashes: &[u64; FEATURES]) -> u8 {
        let buckets = hashes.map(|hash| self.bucket(hash));
        let mut scores = [0i32; MAX_LABELS];
        for (&hash, bucket) in hashes.iter().zip(buckets) {
            for cell in self.row(bucket, hash).chunks_exact(2) {
                scores[usize::from(cell[0]) % MAX_LABELS] += i32::from(cell[1].cast_signed());
            }
        }
        let highest = scores.iter().take(self.labels().len()).max().copied().unwrap_or_default();
        (0u8..).zip(scores).find(|&(_, score)| score == highest).map_or(0, |(label, _)| label)
    }
}
