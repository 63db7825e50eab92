//! Logistic regression over signs that anybody can recount. The log-odds are a sum: an intercept, and for each sign its weight times how
//! far it is from its average over the articles that the weights were learned from.
use crate::encoder::Score;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sign: its name in the weights, its value, and how it reads.
#[derive(Clone, Debug)]
pub struct Sign {
    /// As in the file of the weights.
    pub name: &'static str,
    /// A share, a rate, a score.
    pub value: f64,
    /// *The writer says I or my 7 times*; empty where it shows nothing to a reader.
    pub reads: String,
}

impl Sign {
    /// One that shows nothing to a reader by itself.
    pub fn silent(name: &'static str, value: f64) -> Sign {
        Sign { name, value, reads: String::new() }
    }
}

/// What signs add up to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of average signs.
    pub intercept: f64,
    /// By sign.
    pub weights: BTreeMap<String, Weight>,
}

/// What one sign adds: `weight` times how far it is from its average.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Log-odds for one more.
    pub weight: f64,
    /// Over what it was learned from.
    pub average: f64,
}

impl Weights {
    /// From a file's text.
    ///
    /// # Errors
    /// Where it is no TOML of that form.
    pub fn parse(text: &str) -> Result<Weights, toml::de::Error> {
        toml::from_str(text)
    }

    /// What each sign adds to the log-odds.
    pub fn pulls<'s>(&self, signs: &'s [Sign]) -> Vec<(f64, &'s Sign)> {
        let pull = |sign: &Sign| self.weights.get(sign.name).map_or(0.0, |w| w.weight * (sign.value - w.average));
        signs.iter().map(|sign| (pull(sign), sign)).collect()
    }

    /// The log-odds of these signs, 256 for a logit of one.
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    pub fn odds(&self, signs: &[Sign]) -> Score {
        let odds = self.intercept + self.pulls(signs).iter().map(|(pull, _)| pull).sum::<f64>();
        (odds.clamp(-20.0, 20.0) * 256.0).round() as Score
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Sign, Weights};

    #[test]
    fn odds_can_be_recounted_by_hand() {
        let weights =
            Weights::parse("intercept = -1.0\n[weights]\na = { weight = 2.0, average = 0.5 }\nb = { weight = -1.0, average = 1.0 }")
                .unwrap();
        assert_eq!(weights.odds(&[Sign::silent("a", 1.5), Sign::silent("b", 3.0), Sign::silent("unheard of", 9.0)]), -256);
    }

    #[test]
    fn odds_are_bounded() {
        let weights = Weights::parse("intercept = 0.0\n[weights]\na = { weight = 1.0, average = 0.0 }").unwrap();
        assert_eq!(weights.odds(&[Sign::silent("a", f64::MAX)]), 20 * 256);
    }
}
