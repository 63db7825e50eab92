//! From which score on something counts.
use super::Score;
use serde::{Deserialize, Serialize};

/// Scores from which a reading decides, 256 for a logit of one: chosen by cross-validation over `articles.train` (models/README.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// A sentence needs a source: by [`SentenceReading::asks`](super::SentenceReading::asks).
    pub needs: Score,
    /// A sentence has a holder whom nobody could ask.
    pub vague: Score,
    /// The word of a lexicon entry judges here.
    pub listed: Score,
    /// Below it the engine hears no unnamed source in a sentence, and nobody is asked about.
    pub unnamed: Score,
    /// From it on the engine's word counts more than what the words of a source are resolved to.
    pub unnamed_for_certain: Score,
    /// A word judges that no entry lists.
    pub unlisted: Score,
    /// A claim rests on one source alone: log-odds of `models/en/alone.toml`.
    pub alone: Score,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { needs: -150, vague: 125, unnamed: -300, unnamed_for_certain: 256, listed: -355, unlisted: 112, alone: -230 }
    }
}
