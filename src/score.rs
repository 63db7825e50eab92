//! Counts and rates that a reader can recount from the report: numerator, denominator, and the findings they are made of.
use crate::{
    attribution::{AttributionKind, Attributions, SourceKind as K, TokenVoice, Voice},
    document::{Document, SentenceId},
    finding::{Eligible, Finding, RuleId},
    mark,
    stats::wilson,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

vocabulary! {
    /// What a number is.
    #[non_exhaustive]
    pub enum Unit {
        /// `numerator / denominator`, with a Wilson interval.
        Share = "share",
        /// `1000 * numerator / denominator`.
        PerThousandWords = "per-1000-words",
        /// `numerator` alone; the denominator is 1.
        Count = "count",
        /// A diversity index computed from the attributed words of each source.
        Index = "index",
    }
}

// Invariant: `value` follows from `numerator`, `denominator` and `unit` (for `Index` from the sources' words).
/// A score.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ScoreCited")]
#[non_exhaustive]
pub struct Score {
    /// Such as `loaded-term`.
    pub id: String,
    /// What is counted over what.
    pub label: String,
    /// The number, `null` where there is nothing to divide by.
    pub value: Option<f64>,
    /// What sort of number it is.
    pub unit: Unit,
    /// Counted.
    pub numerator: u64,
    /// Out of.
    pub denominator: u64,
    /// 95 % Wilson interval of a share.
    pub interval: Option<[f64; 2]>,
    /// Ids of the counted findings.
    pub findings: Vec<usize>,
}

/// Which rules there are and what each is counted over.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The rule.
    pub rule: RuleId,
    /// Its denominator.
    pub eligible: Eligible,
}

/// All scores of an article. `findings` are the counted ones, in report order.
pub fn score(doc: &Document<'_>, attributions: &Attributions, scopes: &[Scope], findings: &[Finding]) -> Vec<Score> {
    let own_words = own_words(doc, attributions);
    let mut scores = Vec::new();
    for scope in scopes {
        let of_rule = || findings.iter().enumerate().filter(|(_, f)| f.rule == scope.rule);
        let ids: Vec<usize> = of_rule().map(|(i, _)| i).collect();
        let (name, made) = (scope.rule.0, ids.len() as u64);
        if scope.eligible == Eligible::Article {
            scores.push(count(name, "findings about the article as a whole", made).of(ids));
            continue;
        }
        // Nothing is above the line that is not below it: a finding elsewhere counts in the rate alone.
        let counted = |s: &SentenceId| is_eligible(attributions.voice(*s), scope.eligible);
        let flagged = of_rule().map(|(_, f)| f.sentence()).filter(counted).collect::<BTreeSet<_>>().len() as u64;
        let of = eligible(doc, attributions, scope.eligible);
        scores.push(share(name, &format!("{} with a finding", describe(scope.eligible)), flagged, of).of(ids.clone()));
        let value = (own_words > 0).then(|| 1000.0 * made as f64 / own_words as f64);
        let (id, label) = (format!("{name}-per-1000"), "findings per 1,000 own-voice words");
        scores.push(Score::new(&id, label, Unit::PerThousandWords, value, (made, own_words)).of(ids));
    }
    let marks = mark::number(findings).into_iter().max().map_or(0, |last| last + 1);
    let label = "places with findings; findings whose words overlap share one";
    scores.push(count("marks", label, marks as u64).of((0..findings.len()).collect()));
    sourcing(doc, attributions, &mut scores);
    scores
}

fn sourcing(doc: &Document<'_>, attributions: &Attributions, scores: &mut Vec<Score>) {
    let kinds = |f: fn(K) -> bool| attributions.sources.iter().filter(|s| f(s.kind)).count() as u64;
    scores.push(count("sources", "distinct sources", kinds(|_| true)));
    scores.push(count("sources-named", "distinct named persons and organizations", kinds(K::is_named)));
    let unnamed = "distinct sources that could have been asked but are not named";
    scores.push(count("sources-unnamed", unnamed, kinds(|k| k == K::Unnamed)));
    scores.push(count("sources-collective", "sources that are nobody in particular", kinds(|k| k == K::Collective)));
    let interests: BTreeSet<u32> = attributions.sources.iter().map(|s| s.interest).collect();
    scores.push(count("interests", "interests that the sources speak for", interests.len() as u64));
    let words = words_by_source(doc, attributions);
    let total: u64 = words.iter().sum();
    let largest = words.iter().copied().max().unwrap_or(0);
    scores.push(share("largest-source-share", "attributed words that are the largest source's", largest, total));
    let mut index = |id: &str, label: &str, value| scores.push(Score::new(id, label, Unit::Index, value, (total, total)));
    let entropy = "Shannon entropy of attributed words over sources, in bits (Shannon 1948)";
    index("source-diversity-shannon", entropy, shannon(&words));
    let chance = "chance that two attributed words have different sources (Simpson 1949)";
    index("source-diversity-simpson", chance, simpson(&words));
    let judged = doc.sentences().iter().filter(|s| attributions.voice(s.id) != Voice::Unvoiced).count() as u64;
    let attributed = eligible(doc, attributions, Eligible::Attributed);
    scores.push(share("attributed-sentences", describe(Eligible::Attributed), attributed, judged));
    let direct = attributions.items.iter().filter(|a| a.kind != AttributionKind::Indirect).count() as u64;
    scores.push(share("direct-share", "attributions that quote", direct, attributions.items.len() as u64));
}

/// Attributed words of each source, by [`crate::attribution::SourceId`].
pub fn words_by_source(doc: &Document<'_>, attributions: &Attributions) -> Vec<u64> {
    let mut words = vec![0; attributions.sources.len()];
    for (i, voice) in attributions.tokens.iter().enumerate() {
        let source = voice.owner().and_then(|a| attributions.items.get(a as usize)?.source_id);
        if let (Some(id), true) = (source, doc.tokens()[i].is_word()) {
            words[id.0 as usize] += 1;
        }
    }
    words
}

/// Words of sentences that are the article's own: a byline, a dateline or a credit stands in none.
pub fn own_words(doc: &Document<'_>, attributions: &Attributions) -> u64 {
    let own = |v: &TokenVoice| v.owner().is_none();
    let told = doc.sentences().iter().flat_map(|s| s.tokens.clone());
    told.filter(|&t| doc.tokens()[t].is_word() && attributions.tokens.get(t).is_some_and(own)).count() as u64
}

fn eligible(doc: &Document<'_>, attributions: &Attributions, what: Eligible) -> u64 {
    doc.sentences().iter().filter(|s| is_eligible(attributions.voice(s.id), what)).count() as u64
}

/// Is a sentence of this voice counted over?
fn is_eligible(voice: Voice, what: Eligible) -> bool {
    match what {
        Eligible::OwnVoice => voice.is_own(),
        Eligible::Attributed => voice.is_somebodys(),
        Eligible::All | Eligible::Article => true,
    }
}

fn describe(what: Eligible) -> &'static str {
    match what {
        Eligible::OwnVoice => "sentences with an own-voice part",
        Eligible::Attributed => "sentences with an attribution",
        Eligible::All => "sentences",
        Eligible::Article => "articles",
    }
}

fn shannon(words: &[u64]) -> Option<f64> {
    let total: u64 = words.iter().sum();
    let part = |&w: &u64| w as f64 / total as f64;
    (total > 0).then(|| words.iter().filter(|w| **w > 0).map(|w| -part(w) * part(w).log2()).sum::<f64>() + 0.0)
}

fn simpson(words: &[u64]) -> Option<f64> {
    let total: u64 = words.iter().sum();
    (total > 1).then(|| 1.0 - words.iter().map(|&w| (w * w.saturating_sub(1)) as f64).sum::<f64>() / (total * (total - 1)) as f64)
}

impl Score {
    fn new(id: &str, label: &str, unit: Unit, value: Option<f64>, (numerator, denominator): (u64, u64)) -> Score {
        Score { id: id.to_owned(), label: label.to_owned(), value, unit, numerator, denominator, interval: None, findings: Vec::new() }
    }

    /// Made of these findings.
    fn of(self, findings: Vec<usize>) -> Score {
        Score { findings, ..self }
    }
}

fn share(id: &str, label: &str, k: u64, n: u64) -> Score {
    let value = (n > 0).then(|| k as f64 / n as f64);
    let interval = wilson(k as f64, n as f64).map(|i| [i.low, i.high]);
    Score { interval, ..Score::new(id, label, Unit::Share, value, (k, n)) }
}

fn count(id: &str, label: &str, k: u64) -> Score {
    Score::new(id, label, Unit::Count, Some(k as f64), (k, 1))
}

#[cfg(test)]
mod tests {
    use super::{shannon, simpson};

    #[test]
    fn diversity_of_one_source_is_none_and_of_two_equal_ones_is_a_bit() {
        assert_eq!(shannon(&[10]), Some(0.0));
        assert!((shannon(&[5, 5]).unwrap_or(0.0) - 1.0).abs() < 1e-12);
        assert_eq!(simpson(&[10]), Some(0.0));
        assert_eq!(shannon(&[]), None);
    }
}
