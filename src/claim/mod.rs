//! Statements that need a source, and why: an annotation step after attribution and before the rules.
//!
//! One small detector a reason weighs the words of a sentence's own-voice part (or of an attribution's content); one small
//! exemption a kind of harmless statement weighs against. A claim stands where the sum reaches [`THRESHOLD`].
mod model;

pub use model::{Claim, Claims, Reason, Signal};

use crate::{
    attribution::Attributions,
    document::{Document, Tag},
    lexicon::{Hit, Lexicons},
};

/// The sum of weights from which a statement counts as a claim.
pub const THRESHOLD: i32 = 4;

/// What the detectors look at.
pub struct Input<'a> {
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
}

/// Finds the claims of an article.
pub fn annotate(_input: &Input<'_>) -> Claims {
    Claims::default()
}
