//! What is counted once for an article and used by several columns.
use super::identified::Roles;
use crate::{
    language::Words,
    report::{AttributionKind, Reason, Report, SourceKind, Voice},
};
use unicode_normalization::UnicodeNormalization;

/// The rules with columns of their own.
pub(super) const LOADED: &str = "loaded-term";
pub(super) const ASSERTION: &str = "unattributed-assertion";

/// Counts over one report.
#[derive(Debug, Default)]
pub(super) struct Measures {
    /// By source: fully identified.
    pub(super) identified: Vec<bool>,
    /// By source: a state body or office.
    pub(super) official: Vec<bool>,
    /// Words in attributed content that has a source.
    pub(super) attributed_words: u64,
    /// Sources that have any.
    pub(super) with_words: u64,
    /// Index of the source with the most attributed words, the first of equals.
    pub(super) largest: Option<usize>,
    /// Index of the source that the article gives first.
    pub(super) first: Option<usize>,
    /// By sentence.
    pub(super) sentences: Vec<InSentence>,
}

/// What is in one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InSentence {
    pub(super) attributions: usize,
    /// Source of the first of them.
    pub(super) source: Option<usize>,
    pub(super) findings: usize,
    pub(super) loaded: usize,
    /// Index of the first unattributed assertion among the findings.
    pub(super) assertion: Option<usize>,
}

impl Measures {
    pub(super) fn new(report: &Report, roles: &Roles) -> Measures {
        let by_source = |f: &dyn Fn(&crate::report::SourceCited) -> bool| report.sources.iter().map(f).collect();
        let largest = report.sources.iter().enumerate().filter(|(_, s)| s.words > 0).rev().max_by_key(|(_, s)| s.words);
        Measures {
            identified: by_source(&|s| roles.identified(report, s)),
            official: by_source(&|s| roles.official(report, s)),
            with_words: report.sources.iter().filter(|s| s.words > 0).count() as u64,
            attributed_words: report.sources.iter().map(|s| s.words).sum(),
            largest: largest.map(|(i, _)| i),
            sentences: by_sentence(report),
            first: report.attributions.iter().find_map(|a| a.source_id).filter(|&i| i < report.sources.len()),
        }
    }
}

/// One pass over the report: an article may have any number of sentences.
fn by_sentence(report: &Report) -> Vec<InSentence> {
    let mut sentences = vec![InSentence::default(); report.sentences.len()];
    for attribution in &report.attributions {
        if let Some(sentence) = sentences.get_mut(attribution.sentence) {
            if sentence.attributions == 0 {
                sentence.source = attribution.source_id;
            }
            sentence.attributions += 1;
        }
    }
    for (i, finding) in report.findings.iter().enumerate() {
        if let Some(sentence) = sentences.get_mut(finding.sentence) {
            sentence.findings += 1;
            sentence.loaded += usize::from(finding.rule == LOADED);
            if finding.rule == ASSERTION {
                sentence.assertion.get_or_insert(i);
            }
        }
    }
    sentences
}

pub(super) fn voices(report: &Report, voice: Voice) -> u64 {
    report.sentences.iter().filter(|s| s.voice == voice).count() as u64
}

/// Sentences with an own-voice part: the denominator of assertions.
pub(super) fn own_sentences(report: &Report) -> u64 {
    report.sentences.iter().filter(|s| s.voice.is_own()).count() as u64
}

pub(super) fn attributions(report: &Report, kinds: &[AttributionKind]) -> u64 {
    report.attributions.iter().filter(|a| kinds.contains(&a.kind)).count() as u64
}

/// Distinct sources of these kinds.
pub(super) fn sources(report: &Report, kinds: &[SourceKind]) -> u64 {
    report.sources.iter().filter(|s| kinds.contains(&s.kind)).count() as u64
}

pub(super) fn findings(report: &Report, rule: &str) -> u64 {
    report.findings.iter().filter(|f| f.rule == rule).count() as u64
}

pub(super) fn by_category(report: &Report, category: &str) -> u64 {
    report.findings.iter().filter(|f| f.rule == LOADED && f.category.as_deref() == Some(category)).count() as u64
}

pub(super) fn by_reason(report: &Report, reason: Reason) -> u64 {
    report.findings.iter().filter(|f| f.rule == ASSERTION && f.reason == Some(reason)).count() as u64
}

/// A source's name as every article would have it: small letters, no accents, articles, initials or marks.
pub(super) fn normalized(name: &str) -> String {
    let plain = |word: &str| word.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let initial = |word: &str| word.chars().count() == 2 && word.ends_with('.');
    let words = name.split_whitespace().filter(|w| !initial(w)).map(plain);
    words.filter(|w| !w.is_empty() && !Words::english().is_article(w)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn spellings_of_one_name_are_one() {
        for (written, plain) in [
            ("Ada J. Roe", "ada roe"),
            ("the U.S. Harbour Office", "us harbour office"),
            ("Łukasz Núñez-Øre", "łukasz nunezøre"),
            ("The Courier", "courier"),
        ] {
            assert_eq!(normalized(written), plain);
        }
    }
}
