//! Features of all tokens of a set of articles, numbered densely and laid out flat.
use super::data::Sample;
use rustc_hash::FxHashMap;
use sayso::attribution::tagger::{
    context::{Before, later_pass},
    contexts,
    features::first_pass,
};
use std::{cmp::Reverse, ops::Range};

/// Lanes of a score; labels in the first of them.
pub(crate) const LANES: usize = 16;
pub(crate) type Row = [f32; LANES];

/// Features that were seen often enough, by number.
#[derive(Default)]
pub(crate) struct Index {
    numbers: FxHashMap<u32, u32>,
    pub(crate) features: Vec<u32>,
}

/// Tokens of many articles, one after the other, paragraph by paragraph.
#[derive(Default)]
pub(crate) struct Corpus {
    features: Vec<u32>,
    starts: Vec<usize>,
    pub(crate) contexts: Vec<u8>,
    pub(crate) gold: Vec<u8>,
    /// Paragraphs as ranges of tokens.
    pub(crate) runs: Vec<Range<usize>>,
    /// Article of each paragraph.
    pub(crate) article: Vec<usize>,
}

impl Corpus {
    pub(crate) fn tokens(&self) -> usize {
        self.gold.len()
    }
    pub(crate) fn features(&self, token: usize) -> &[u32] {
        &self.features[self.starts[token]..self.starts[token + 1]]
    }
}

/// Calls `sink` with the features of one token after another.
fn extract(samples: &[Sample], before: Option<(&[Before], u32)>, mut sink: impl FnMut(&[u32])) {
    for (i, s) in samples.iter().enumerate() {
        for run in &s.page.runs {
            match before {
                None => first_pass(&s.page, run, |_, f| sink(f)),
                Some((b, number)) => later_pass(&s.page, &b[i], run, number, |_, f| sink(f)),
            }
        }
    }
}

/// Features that occur at least `least` times.
pub(crate) fn index(samples: &[Sample], before: Option<(&[Before], u32)>, least: u8) -> Index {
    let mut counts = vec![0u8; 1 << 24];
    extract(samples, before, |features| {
        for f in features {
            let c = &mut counts[(f >> 8) as usize];
            *c = c.saturating_add(1);
        }
    });
    // The table above only overcounts; what passes it is counted exactly.
    let mut exact: FxHashMap<u32, u32> = FxHashMap::default();
    extract(samples, before, |features| {
        for f in features.iter().filter(|f| counts[(**f >> 8) as usize] >= least) {
            *exact.entry(*f).or_default() += 1;
        }
    });
    let mut counted: Vec<(u32, u32)> = exact.into_iter().filter(|(_, n)| *n >= u32::from(least)).collect();
    // The commonest first, so that the rows in use lie close together.
    counted.sort_unstable_by_key(|(f, n)| (Reverse(*n), *f));
    let features: Vec<u32> = counted.into_iter().map(|(f, _)| f).collect();
    let numbers = features.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
    Index { numbers, features }
}

/// Known features of all tokens.
pub(crate) fn corpus(samples: &[Sample], before: Option<(&[Before], u32)>, index: &Index) -> Corpus {
    let mut c = Corpus::default();
    extract(samples, before, |features| {
        c.starts.push(c.features.len());
        c.features.extend(features.iter().filter_map(|f| index.numbers.get(f)));
    });
    c.starts.push(c.features.len());
    for (i, s) in samples.iter().enumerate() {
        let contexts = contexts(&s.page);
        for run in &s.page.runs {
            let start = c.gold.len();
            c.gold.extend_from_slice(&s.gold[run.cells.clone()]);
            c.contexts.extend_from_slice(&contexts[run.cells.clone()]);
            c.runs.push(start..c.gold.len());
            c.article.push(i);
        }
    }
    c
}
