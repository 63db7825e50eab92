//! Does a claim rest on one source alone? The engine reads some sentences at a time; who else is heard, and how much, only the whole
//! article tells. The weights are data, `models/en/alone.toml` (models/README.md).
use super::contents;
use crate::{
    attribution::{Attributions, SourceId},
    document::{Document, SentenceId},
    encoder::{Readings, Score, SentenceReading},
    logistic::{Sign, Weights},
    span::Span,
};
use std::sync::LazyLock;

/// Something that a sentence attributes.
pub struct Candidate {
    /// Where.
    pub sentence: SentenceId,
    /// Whose: an index into the attributions.
    pub attribution: usize,
    /// The stretch of its content in this sentence.
    pub content: Span,
    /// What tells whether it rests on one source.
    pub signs: Vec<Sign>,
}

/// The embedded weights; a test sees to it that they can be read.
pub(super) fn weights() -> &'static Weights {
    static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../models/en/alone.toml")).unwrap_or_default());
    &WEIGHTS
}

/// Everything that is attributed to a source, in text order.
pub fn candidates(doc: &Document<'_>, attributions: &Attributions, readings: &Readings) -> Vec<Candidate> {
    let heard = Heard::of(attributions);
    let mut out = Vec::new();
    for sentence in doc.sentences() {
        let reading = readings.sentence(sentence.id);
        for (attribution, content) in contents(doc, attributions, sentence) {
            let Some(source) = attributions.items.get(attribution).and_then(|a| a.source_id) else { continue };
            out.push(Candidate { sentence: sentence.id, attribution, content, signs: heard.signs(&reading, source) });
        }
    }
    out
}

/// The log-odds that decide whether a sentence attributes something that rests on one source alone: the highest of its candidates.
pub fn odds(doc: &Document<'_>, attributions: &Attributions, readings: &Readings, sentence: SentenceId) -> Option<Score> {
    let here = candidates(doc, attributions, readings).into_iter().filter(|c| c.sentence == sentence);
    here.map(|c| weights().odds(&c.signs)).max()
}

/// How often each source is heard.
struct Heard {
    times: Vec<u32>,
    all: u32,
    /// The root of how many sources are heard: the tenth adds less than the second.
    root_of_sources: f64,
}

impl Heard {
    fn of(attributions: &Attributions) -> Heard {
        let mut times = vec![0; attributions.sources.len()];
        for source in attributions.items.iter().filter_map(|a| a.source_id) {
            times.get_mut(source.0 as usize).into_iter().for_each(|n| *n += 1);
        }
        Heard { all: times.iter().sum(), root_of_sources: f64::from(u32::try_from(times.len()).unwrap_or(u32::MAX)).sqrt(), times }
    }

    fn signs(&self, reading: &SentenceReading, source: SourceId) -> Vec<Sign> {
        let times = self.times.get(source.0 as usize).copied().unwrap_or_default();
        vec![
            Sign::silent("alone-strongly", f64::from(reading.alone_strongly) / 256.0),
            Sign::silent("share-of-source", f64::from(times) / f64::from(self.all.max(1))),
            Sign::silent("root-of-sources", self.root_of_sources),
        ]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{Analyzer, Article, logistic::Weights};

    #[test]
    fn the_embedded_weights_are_read() {
        let weights = Weights::parse(include_str!("../../models/en/alone.toml")).unwrap();
        let signs = candidates_of("The dam was built with stolen cement, the engineer Ada Brandt said.");
        assert!(!signs.is_empty());
        assert!(signs[0].iter().all(|s| weights.weights.contains_key(s.name)), "{:?}", weights.weights.keys());
    }

    #[test]
    fn the_share_of_a_source_is_that_of_its_attributions() {
        let text = "The dam leaks, Ada Brandt said. The builder lied, Brandt said. The cement was stolen, Brandt added. \
                    The dam is sound, Omar Kell said.";
        let signs = candidates_of(text);
        let share = |i: usize| signs[i].iter().find(|s| s.name == "share-of-source").unwrap().value;
        assert_eq!(signs.len(), 4);
        assert!((share(0) - 0.75).abs() < 1e-9 && (share(3) - 0.25).abs() < 1e-9, "{} {}", share(0), share(3));
    }

    #[test]
    fn more_sources_and_a_smaller_share_lower_the_odds() {
        let odds = |text: &str| crate::claim::alone::weights().odds(&candidates_of(text)[0]);
        let one = odds("The dam leaks, Ada Brandt said. The builder lied, Brandt said.");
        assert!(
            one > odds(
                "The dam leaks, Ada Brandt said. It is sound, Omar Kell said. It is old, Lena Roe said. It is grey, Jon Marsh said."
            )
        );
    }

    fn candidates_of(text: &str) -> Vec<Vec<crate::logistic::Sign>> {
        let article = Article::new("t", text).unwrap();
        Analyzer::default().attributed(&article).into_iter().map(|(_, signs)| signs).collect()
    }
}
