//! Counts and rates that a reader can recount from the report: numerator, denominator, and the findings they are made of.
use crate::{
    attribution::{AttributionKind, Attributions, SourceKind as K, TokenVoice},
    document::{Document, SentenceId},
    finding::{Eligible, Finding, RuleId},
    mark,
};
use std::collections::BTreeSet;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// `numerator / denominator`, with a Wilson interval.
    Share,
    /// `1000 * numerator / denominator`.
    PerThousandWords,
    /// `numerator` alone; the denominator is 1.
    Count,
    /// A diversity index computed from the attributed words of each source.
    Index,
}

impl Unit {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Share => "share",
            Unit::PerThousandWords => "per-1000-words",
            Unit::Count => "count",
            Unit::Index => "index",
        }
    }
}

/// One score. Invariant: `value` follows from `numerator`, `denominator` and `unit` (for `Index` from the sources' words).
#[derive(Clone, Debug)]
pub struct Score {
    /// Such as `loaded-term` or `sources-named`.
    pub id: String,
    /// One line for people: what is counted over what.
    pub label: String,
    /// The number; `None` where there is nothing to divide by.
    pub value: Option<f64>,
    /// What it is.
    pub unit: Unit,
    /// Counted.
    pub numerator: u64,
    /// Out of.
    pub denominator: u64,
    /// 95 % Wilson score interval of a share (Wilson 1927).
    pub interval: Option<(f64, f64)>,
    /// Indices of the counted findings.
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
        let ids: Vec<usize> = findings.iter().enumerate().filter(|(_, f)| f.rule() == scope.rule).map(|(i, _)| i).collect();
        let sentences: BTreeSet<SentenceId> = ids.iter().map(|&i| findings[i].sentence()).collect();
        let name = scope.rule.0;
        if scope.eligible == Eligible::Article {
            scores.push(count(name, "findings about the article as a whole", ids.len(), ids));
            continue;
        }
        let of = eligible(doc, attributions, scope.eligible);
        let flagged = sentences.len() as u64;
        scores.push(share(name, &format!("{} with a finding", describe(scope.eligible)), flagged, of.max(flagged), ids.clone()));
        let mut rate = per_thousand(&format!("{name}-per-1000"), "findings per 1,000 own-voice words", ids.len() as u64, own_words);
        rate.findings = ids;
        scores.push(rate);
    }
    let marks = mark::number(findings).into_iter().max().map_or(0, |last| last + 1);
    scores.push(count("marks", "places with findings; findings whose words overlap share one", marks, (0..findings.len()).collect()));
    sourcing(doc, attributions, &mut scores);
    scores
}

/// 95 % Wilson score interval (Wilson 1927) for `k` of `n`, `n > 0`.
pub fn wilson(k: u64, n: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (k, n) = (k as f64, n as f64);
    let p = k / n;
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

fn sourcing(doc: &Document<'_>, attributions: &Attributions, scores: &mut Vec<Score>) {
    let kinds = |f: &dyn Fn(K) -> bool| attributions.sources.iter().filter(|s| f(s.kind)).count();
    scores.push(count("sources", "distinct sources", kinds(&|k| k != K::None), vec![]));
    scores.push(count("sources-named", "distinct named persons and organizations", kinds(&K::is_named), vec![]));
    scores.push(count(
        "sources-unnamed",
        "distinct sources that could have been asked but are not named",
        kinds(&|k| k == K::Unnamed),
        vec![],
    ));
    scores.push(count("sources-collective", "sources that are nobody in particular", kinds(&|k| k == K::Collective), vec![]));
    let interests: BTreeSet<u32> = attributions.sources.iter().filter(|s| s.kind != K::None).map(|s| s.interest).collect();
    scores.push(count("interests", "interests that the sources speak for", interests.len(), vec![]));
    let words = words_by_source(doc, attributions);
    let total: u64 = words.iter().sum();
    let largest = words.iter().copied().max().unwrap_or(0);
    scores.push(share("largest-source-share", "attributed words that are the largest source's", largest, total, vec![]));
    scores.push(index(
        "source-diversity-shannon",
        "Shannon entropy of attributed words over sources, in bits (Shannon 1948)",
        shannon(&words),
        total,
    ));
    scores.push(index(
        "source-diversity-simpson",
        "chance that two attributed words have different sources (Simpson 1949)",
        simpson(&words),
        total,
    ));
    let all = eligible(doc, attributions, Eligible::All);
    scores.push(share(
        "attributed-sentences",
        "sentences with an attribution",
        eligible(doc, attributions, Eligible::Attributed),
        all,
        vec![],
    ));
    let direct = attributions.items.iter().filter(|a| a.kind != AttributionKind::Indirect).count() as u64;
    scores.push(share("direct-share", "attributions that quote", direct, attributions.items.len() as u64, vec![]));
}

/// Attributed words of each source, by [`crate::attribution::SourceId`].
pub fn words_by_source(doc: &Document<'_>, attributions: &Attributions) -> Vec<u64> {
    let mut words = vec![0; attributions.sources.len()];
    for (i, voice) in attributions.tokens.iter().enumerate() {
        let (TokenVoice::Indirect(a) | TokenVoice::Quoted(a)) = *voice else { continue };
        let source = attributions.items.get(a as usize).and_then(|a| a.source_id);
        if let (Some(id), true) = (source, doc.tokens()[i].is_word()) {
            words[id.0 as usize] += 1;
        }
    }
    words
}

/// Words that are the article's own.
pub fn own_words(doc: &Document<'_>, attributions: &Attributions) -> u64 {
    let own = |v: &TokenVoice| !matches!(v, TokenVoice::Indirect(_) | TokenVoice::Quoted(_));
    doc.tokens().iter().zip(&attributions.tokens).filter(|(t, v)| t.is_word() && own(v)).count() as u64
}

fn eligible(doc: &Document<'_>, attributions: &Attributions, what: Eligible) -> u64 {
    use crate::attribution::Voice;
    let voice = |s: &crate::document::Sentence| attributions.voice(s.id);
    let n = match what {
        Eligible::OwnVoice => doc.sentences().iter().filter(|s| voice(s).is_own()).count(),
        Eligible::All => doc.sentences().iter().filter(|s| voice(s) != Voice::None).count(),
        Eligible::Attributed => doc.sentences().iter().filter(|s| matches!(voice(s), Voice::Attributed | Voice::Mixed)).count(),
        Eligible::Article => 1,
    };
    n as u64
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

fn share(id: &str, label: &str, k: u64, n: u64, findings: Vec<usize>) -> Score {
    let some = n > 0;
    Score {
        id: id.to_owned(),
        label: label.to_owned(),
        value: some.then(|| k as f64 / n as f64),
        unit: Unit::Share,
        numerator: k,
        denominator: n,
        interval: some.then(|| wilson(k, n)),
        findings,
    }
}

fn per_thousand(id: &str, label: &str, k: u64, n: u64) -> Score {
    let value = (n > 0).then(|| 1000.0 * k as f64 / n as f64);
    Score {
        id: id.to_owned(),
        label: label.to_owned(),
        value,
        unit: Unit::PerThousandWords,
        numerator: k,
        denominator: n,
        interval: None,
        findings: vec![],
    }
}

fn count(id: &str, label: &str, k: usize, findings: Vec<usize>) -> Score {
    let k = k as u64;
    Score {
        id: id.to_owned(),
        label: label.to_owned(),
        value: Some(k as f64),
        unit: Unit::Count,
        numerator: k,
        denominator: 1,
        interval: None,
        findings,
    }
}

fn index(id: &str, label: &str, value: Option<f64>, total: u64) -> Score {
    Score {
        id: id.to_owned(),
        label: label.to_owned(),
        value,
        unit: Unit::Index,
        numerator: total,
        denominator: total,
        interval: None,
        findings: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::{shannon, simpson, wilson};

    #[test]
    fn wilson_agrees_with_published_values() {
        // Newcombe (1998), method 3: 81 of 263 and 0 of 20.
        let (a, b) = wilson(81, 263);
        assert!((a - 0.2553).abs() < 1e-4 && (b - 0.3662).abs() < 1e-4, "{a} {b}");
        let (a, b) = wilson(0, 20);
        assert!(a.abs() < 1e-12 && (b - 0.1611).abs() < 1e-4, "{a} {b}");
    }

    #[test]
    fn diversity_of_one_source_is_none_and_of_two_equal_ones_is_a_bit() {
        assert_eq!(shannon(&[10]), Some(0.0));
        assert!((shannon(&[5, 5]).unwrap_or(0.0) - 1.0).abs() < 1e-12);
        assert_eq!(simpson(&[10]), Some(0.0));
        assert_eq!(shannon(&[]), None);
    }
}
