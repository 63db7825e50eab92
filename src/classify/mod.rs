//! The registry of rules: every classifier is one file here and one line in [`ALL`].
//!
//! A classifier is stateless, cannot fail, and names no other classifier: a rule that needs another's result needs an annotator.
mod anonymous_source;
mod headline_drops_attribution;
mod loaded_term;
mod one_interest;
mod one_sided_sourcing;
mod single_source_article;
mod single_source_claim;
mod unattributed_assertion;
mod unused_suppression;
mod vague_attribution;

use crate::{
    attribution::Attributions,
    claim::{Claim, Claims},
    document::{Document, Quotation, Sentence, Tag},
    encoder::{Readings, percent},
    finding::{Confidence, Eligible, Finding, RuleId},
    level::Level,
    lexicon::{self, Hit, Lexicons},
    span::Span,
    suppress::Suppression,
};

/// Every rule, in alphabetical order: the order of `sayso rules`, `explain` and the generated tables.
pub const ALL: &[&dyn Classifier] = &[
    &anonymous_source::AnonymousSource,
    &headline_drops_attribution::HeadlineDropsAttribution,
    &loaded_term::LoadedTerm,
    &one_interest::OneInterest,
    &one_sided_sourcing::OneSidedSourcing,
    &single_source_article::SingleSourceArticle,
    &single_source_claim::SingleSourceClaim,
    &unattributed_assertion::UnattributedAssertion,
    &unused_suppression::UnusedSuppression,
    &vague_attribution::VagueAttribution,
];

/// Category of words that only the engine takes for loaded.
const UNLISTED_TERMS: &str = "en/loaded/unlisted";

/// Categories of loaded terms that no lexicon lists.
pub const LOADED_WITHOUT_ENTRY: [&str; 1] = [UNLISTED_TERMS];

/// What users read about a rule. `explanation` is Markdown with the headings *What it flags, Why it matters, When it is fine,
/// What it misses, Example, References*.
#[derive(Debug)]
pub struct RuleMeta {
    /// Identifier.
    pub id: RuleId,
    /// Unless the lexicon or the settings say otherwise.
    pub level: Level,
    /// One line.
    pub summary: &'static str,
    /// The user's documentation.
    pub explanation: &'static str,
    /// What its rate is counted over.
    pub eligible: Eligible,
}

/// What a classifier may look at.
pub struct Context<'a> {
    /// The cut-up article.
    pub doc: &'a Document<'a>,
    /// One tag per token.
    pub tags: &'a [Tag],
    /// The lexicons that made `hits`.
    pub lexicons: &'a Lexicons,
    /// All lexicon hits, sorted by span.
    pub hits: &'a [Hit],
    /// Who speaks.
    pub attributions: &'a Attributions,
    /// What the engine says.
    pub readings: &'a Readings,
    /// What needs a source, in the article's own voice and in what it attributes.
    pub claims: &'a Claims,
    /// What the author allowed in the text, with reasons.
    pub suppressions: &'a [Suppression],
}

impl<'a> Context<'a> {
    /// The whole article: where a finding of absence has searched.
    pub fn whole(&self) -> Option<Span> {
        let sentences = self.doc.sentences();
        Some(sentences.first()?.span.cover(sentences.last()?.span))
    }

    /// Hits inside a sentence, by binary search.
    pub fn hits_in(&self, s: &Sentence) -> &'a [Hit] {
        lexicon::hits_in(self.hits, s.span)
    }

    /// Quotations that open inside a sentence, by binary search.
    pub fn quotations_in(&self, s: &Sentence) -> impl Iterator<Item = &'a Quotation> + use<'a> {
        let all = self.doc.quotations();
        let start = all.partition_point(|q| q.span.start() < s.span.start());
        let end = all.partition_point(|q| q.span.start() < s.span.end());
        all[start..end.max(start)].iter()
    }
}

/// One rule.
pub trait Classifier: Sync {
    /// What users read about it.
    fn meta(&self) -> &'static RuleMeta;
    /// Looks at one sentence.
    fn check(&self, _cx: &Context<'_>, _sentence: &Sentence, _out: &mut Vec<Finding>) {}
    /// Looks at the article as a whole, once.
    fn check_article(&self, _cx: &Context<'_>, _out: &mut Vec<Finding>) {}
    /// Looks at what all rules found, once, at the end.
    fn check_findings(&self, _cx: &Context<'_>, _found: &[Finding], _out: &mut Vec<Finding>) {}
}

/// How sure the engine is of a claim.
fn confidence(claim: &Claim) -> Confidence {
    let (any, strong) = claim.score;
    Confidence { any: percent(any), strong: percent(strong) }
}

/// What users read about the rule of that id.
pub fn meta(id: &str) -> Option<&'static RuleMeta> {
    ALL.iter().map(|c| c.meta()).find(|m| m.id.0 == id)
}
