//! Weights of the signs, by genre.
use super::{CITED, TELLING};
use crate::{
    config::Genre,
    encoder::{Score, shares},
    logistic::Sign,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

/// What signs add up to for each genre: an intercept, and for each sign its weight times how far it is from its average. A genre
/// that stands nowhere is not told, a weight that is left out is 0.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of average signs.
    pub intercept: BTreeMap<Genre, f64>,
    /// By sign.
    pub signs: BTreeMap<String, Weight>,
}

/// What one sign adds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Weight {
    /// Over what it was learned from.
    pub average: f64,
    /// Log-odds for one more.
    #[serde(flatten)]
    pub of: BTreeMap<Genre, f64>,
}

impl Weights {
    /// From a file's text.
    ///
    /// # Errors
    /// Where it is not TOML of this shape.
    pub fn parse(text: &str) -> Result<Weights, toml::de::Error> {
        toml::from_str(text)
    }

    /// The embedded ones; a test sees to it that they can be read.
    pub(super) fn embedded() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("../../models/en/genre.toml")).unwrap_or_default());
        &WEIGHTS
    }

    /// What a sign adds for a genre.
    fn pull(&self, sign: &Sign, genre: Genre) -> f64 {
        self.signs.get(sign.name).map_or(0.0, |w| w.of.get(&genre).map_or(0.0, |weight| weight * (sign.value - w.average)))
    }

    /// How likely each genre is, in percent.
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    pub(super) fn likely(&self, signs: &[Sign]) -> Vec<(Genre, u8)> {
        let score = |genre: Genre| {
            let start = self.intercept.get(&genre).copied().unwrap_or(f64::NEG_INFINITY);
            let odds = start + signs.iter().map(|sign| self.pull(sign, genre)).sum::<f64>();
            (odds.clamp(-40.0, 40.0) * 256.0).round() as Score
        };
        Genre::ALL.into_iter().zip(shares(Genre::ALL.map(score))).collect()
    }

    /// What stands there and speaks for one genre against another, the most telling first. What is lacking is no evidence to a reader, nor what
    /// weighs little beside the first.
    pub(super) fn evidence(&self, signs: &[Sign], genre: Genre, other: Option<Genre>) -> Vec<String> {
        let pull = |sign: &Sign| self.pull(sign, genre) - other.map_or(0.0, |other| self.pull(sign, other));
        let stands = |sign: &&Sign| !sign.reads.is_empty() && self.signs.get(sign.name).is_some_and(|w| sign.value > w.average);
        let mut pulls: Vec<(f64, &Sign)> = signs.iter().filter(stands).map(|s| (pull(s), s)).collect();
        pulls.sort_by(|a, b| b.0.total_cmp(&a.0));
        let least = pulls.first().map_or(TELLING, |(most, _)| TELLING.max(most / 5.0));
        pulls.into_iter().take_while(|(pull, _)| *pull >= least).take(CITED).map(|(_, s)| s.reads.clone()).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Weights;
    use crate::config::Genre;

    #[test]
    fn the_embedded_weights_are_read() {
        let weights = Weights::parse(include_str!("../../models/en/genre.toml")).unwrap();
        assert!(weights.signs.len() > 20 && Genre::ALL.iter().all(|g| weights.intercept.contains_key(g)));
    }
}
