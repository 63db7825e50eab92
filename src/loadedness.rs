//! How much a sentence reads like an opinion by its loaded terms alone: an optional score of 0 to 1, a second opinion beside the findings.
//!
//! The log-odds are a sum over the report's own loaded terms of the sentence, so that anybody can recount them: an intercept, a
//! weight for the first term that counts, one for each further term beside it (co-occurrence), one for each term's category,
//! and one for each term that is excused because somebody else says it. The weights are data, `models/en/loadedness.toml`.
use crate::report::{Excuse, FindingCited, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rule whose findings are summed.
const RULE: &str = "loaded-term";
/// Of one feature no more than this counts: long sentences are not loaded by their length.
const CAP: f64 = 2.0;

/// Log-odds by feature: a category's id, or `first`, `further`, `quotation`, `attributed`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Log-odds of a sentence without loaded terms.
    pub intercept: f64,
    /// What each feature adds; one that is not listed, such as a category of your own lexicon, adds nothing.
    pub weights: BTreeMap<String, f64>,
}

impl Weights {
    /// The embedded weights.
    pub fn builtin() -> Weights {
        Weights::parse(include_str!("../models/en/loadedness.toml")).unwrap_or_default()
    }

    /// From a file's text.
    ///
    /// # Errors
    /// Where it is no TOML of that form.
    pub fn parse(text: &str) -> Result<Weights, toml::de::Error> {
        toml::from_str(text)
    }

    /// The log-odds of these features.
    pub fn log_odds(&self, features: &BTreeMap<String, f64>) -> f64 {
        let weight = |name: &str| self.weights.get(name).copied().unwrap_or(0.0);
        self.intercept + features.iter().map(|(name, value)| weight(name) * value).sum::<f64>()
    }

    /// Fills in the score of every sentence, to three decimals.
    pub fn judge(&self, report: &mut Report) {
        let features = features(report);
        for (sentence, features) in report.sentences.iter_mut().zip(&features) {
            let probability = 1.0 / (1.0 + (-self.log_odds(features)).exp());
            sentence.loadedness = Some((probability * 1000.0).round() / 1000.0);
        }
    }
}

/// What of each sentence is summed, by name. Sentences without loaded terms have nothing.
pub fn features(report: &Report) -> Vec<BTreeMap<String, f64>> {
    let mut out = vec![BTreeMap::new(); report.sentences.len()];
    let mut counted = vec![0u32; out.len()];
    for f in report.findings.iter().filter(|f| f.rule == RULE) {
        let (Some(features), Some(counted)) = (out.get_mut(f.sentence), counted.get_mut(f.sentence)) else { continue };
        add(features, if *counted == 0 { "first" } else { "further" });
        add(features, f.category.as_deref().unwrap_or_default());
        *counted += 1;
    }
    for f in report.excused.iter().filter(|f| f.rule == RULE && is_others(f)) {
        if let Some(features) = out.get_mut(f.sentence) {
            add(features, f.because.map_or("", Excuse::as_str));
        }
    }
    out
}

/// Somebody else's words; what the author excused with a comment is not summed.
fn is_others(f: &FindingCited) -> bool {
    matches!(f.because, Some(Excuse::Quotation | Excuse::Attributed))
}

fn add(features: &mut BTreeMap<String, f64>, name: &str) {
    let value = features.entry(name.to_owned()).or_insert(0.0);
    *value = (*value + 1.0).min(CAP);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Analyzer, Article, config::Settings, lexicon::Lexicons};

    const TEXT: &str = "The regime slammed the shameful plan. The council met on Monday. “The regime is shameful,” Anna Brandt said.";

    fn scores() -> Vec<f64> {
        let analyzer = Analyzer::builder().settings(Settings { loadedness: true, ..Settings::default() }).build();
        let report = analyzer.analyze(&Article::new("t", TEXT).unwrap());
        report.sentences.iter().map(|s| s.loadedness.unwrap()).collect()
    }

    #[test]
    fn the_embedded_weights_are_whole() {
        let text = include_str!("../models/en/loadedness.toml");
        let weights = Weights::parse(text).unwrap();
        assert_eq!(weights, Weights::builtin());
        let lexicons = Lexicons::builtin();
        let known =
            |name: &str| ["first", "further", "quotation", "attributed"].contains(&name) || lexicons.infos().iter().any(|i| i.id == name);
        assert!(weights.weights.len() > 10 && weights.weights.keys().all(|k| known(k)), "{:?}", weights.weights.keys());
    }

    #[test]
    fn own_words_weigh_and_quoted_ones_do_not() {
        let [own, plain, quoted] = scores()[..] else { unreachable!("three sentences") };
        assert!(own > 0.5 && plain < 0.5 && quoted < 0.5, "{own} {plain} {quoted}");
    }

    #[test]
    fn nobody_who_did_not_ask_is_scored() {
        let report = Analyzer::default().analyze(&Article::new("t", TEXT).unwrap());
        assert!(report.sentences.iter().all(|s| s.loadedness.is_none()));
    }

    #[test]
    fn a_feature_counts_twice_at_most() {
        let text = "The shameful, shameful, shameful, shameful plan of the regime collapsed.";
        let report = Analyzer::default().analyze(&Article::new("t", text).unwrap());
        assert!((features(&report)[0].values().copied().fold(0.0, f64::max) - CAP).abs() < f64::EPSILON);
    }
}
