//! The registry of rules: every rule is one file here and one line in [`ALL`].
//!
//! A rule is a function that cannot fail and names no other rule: one that needs another's result needs an annotator.
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

pub(crate) use one_interest::of_release;

use crate::{
    annotate::Annotated,
    attribution::{Attributions, Source},
    claim::{Claim, Claims},
    document::{Quotation, Sentence},
    encoder::{Readings, percent},
    finding::{Confidence, Eligible, Finding, RuleId},
    language::Words,
    level::Level,
    span::Span,
    suppress::Suppression,
};
use std::ops::Deref;

/// Every rule, in alphabetical order: the order of `sayso rules`, `explain` and the generated tables.
pub static ALL: &[&Rule] = &[
    &Rule { meta: &anonymous_source::META, check: Check::Sentence(anonymous_source::check) },
    &Rule { meta: &headline_drops_attribution::META, check: Check::Article(headline_drops_attribution::check) },
    &Rule { meta: &loaded_term::META, check: Check::Sentence(loaded_term::check) },
    &Rule { meta: &one_interest::META, check: Check::Article(one_interest::check) },
    &Rule { meta: &one_sided_sourcing::META, check: Check::Article(one_sided_sourcing::check) },
    &Rule { meta: &single_source_article::META, check: Check::Article(single_source_article::check) },
    &Rule { meta: &single_source_claim::META, check: Check::Article(single_source_claim::check) },
    &Rule { meta: &unattributed_assertion::META, check: Check::Article(unattributed_assertion::check) },
    &Rule { meta: &unused_suppression::META, check: Check::Findings(unused_suppression::check) },
    &Rule { meta: &vague_attribution::META, check: Check::Sentence(vague_attribution::check) },
];

/// Category of words that only the engine takes for loaded: no lexicon lists them.
pub const UNLISTED_TERMS: &str = "en/loaded/unlisted";

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

/// What a rule may look at.
pub struct Context<'a> {
    /// The article's words.
    pub words: &'a Annotated<'a>,
    /// Who speaks.
    pub attributions: &'a Attributions,
    /// What the engine says.
    pub readings: &'a Readings,
    /// What needs a source, in the article's own voice and in what it attributes.
    pub claims: &'a Claims,
    /// What the author allowed in the text, with reasons.
    pub suppressions: &'a [Suppression],
}

impl<'a> Deref for Context<'a> {
    type Target = Annotated<'a>;
    fn deref(&self) -> &Annotated<'a> {
        self.words
    }
}

impl<'a> Context<'a> {
    /// The whole article: where a finding of absence has searched.
    pub fn whole(&self) -> Option<Span> {
        let sentences = self.doc.sentences();
        Some(sentences.first()?.span.cover(sentences.last()?.span))
    }

    /// The sentence before one.
    pub fn before(&self, s: &Sentence) -> Option<&'a Sentence> {
        (s.id.0 as usize).checked_sub(1).and_then(|i| self.doc.sentences().get(i))
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
pub struct Rule {
    meta: &'static RuleMeta,
    check: Check,
}

/// What a rule looks at.
enum Check {
    /// Each sentence.
    Sentence(fn(&Context<'_>, &Sentence, &mut Vec<Finding>)),
    /// The article as a whole.
    Article(fn(&Context<'_>, &mut Vec<Finding>)),
    /// What all rules found, at the end.
    Findings(fn(&Context<'_>, &[Finding], &mut Vec<Finding>)),
}

impl Rule {
    /// What users read about it.
    pub fn meta(&self) -> &'static RuleMeta {
        self.meta
    }

    /// Looks at the sentences, or at the article.
    pub(crate) fn check(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        match self.check {
            Check::Sentence(check) => cx.doc.sentences().iter().for_each(|s| check(cx, s, out)),
            Check::Article(check) => check(cx, out),
            Check::Findings(_) => {}
        }
    }

    /// Looks at what all rules found.
    pub(crate) fn check_findings(&self, cx: &Context<'_>, found: &[Finding], out: &mut Vec<Finding>) {
        if let Check::Findings(check) = self.check {
            check(cx, found, out);
        }
    }
}

/// How sure the engine is of a claim.
fn confidence(claim: &Claim) -> Confidence {
    let (any, strong) = claim.score;
    Confidence { any: percent(any), strong: percent(strong) }
}

/// A source as it is called inside a sentence: *the expert* where the table of sources has *The expert*.
fn called(source: &Source) -> String {
    let english = Words::english();
    let opened = source.name.split_once(' ').filter(|_| !source.kind.is_named()).map(|(first, rest)| (first.to_lowercase(), rest));
    match opened.filter(|(first, _)| english.is_definite(first) || english.is_indefinite(first)) {
        Some((first, rest)) => format!("{first} {rest}"),
        None => source.name.clone(),
    }
}

/// What users read about the rule of that id.
pub fn meta(id: &str) -> Option<&'static RuleMeta> {
    ALL.iter().map(|c| c.meta()).find(|m| m.id.0 == id)
}
