//! Who speaks: sentences with their voice, attributions, sources.
use super::{AttributionKind, CueClass, SourceKind, SpanCited, TitlePlace, Vague, Voice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A sentence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SentenceCited {
    /// From 0.
    pub index: usize,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// Whose voice it is told in.
    pub voice: Voice,
    /// Paragraph, from 0.
    pub paragraph: usize,
    /// Where it stands in a title that was given beside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TitlePlace>,
    /// Bytes of [`Report::text`](super::Report::text), for renderers.
    #[serde(skip)]
    pub at: Range<usize>,
    /// How much it reads like an opinion by its loaded terms, from 0 to 1; `null` unless asked for. See [`crate::loadedness`].
    pub loadedness: Option<f64>,
}

/// An attribution.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AttributionCited {
    /// From 0.
    pub index: usize,
    /// Index of the sentence that tells it.
    pub sentence: usize,
    /// With quotation marks or without.
    pub kind: AttributionKind,
    /// What the cue says about the saying.
    pub class: CueClass,
    /// The words that name the source here.
    pub source: Option<SpanCited>,
    /// The words that hand the content over.
    pub cue: Option<SpanCited>,
    /// What is said.
    pub content: Vec<SpanCited>,
    /// Index into `sources`.
    pub source_id: Option<usize>,
    /// Where nobody who could be asked is named: why not.
    pub vague: Option<Vague>,
    /// The medium that passes it on.
    pub channel: Option<SpanCited>,
}

/// A source.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SourceCited {
    /// From 0.
    pub id: usize,
    /// Longest name.
    pub name: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// All mentions.
    pub mentions: Vec<SpanCited>,
    /// Indices into `attributions`.
    pub attributions: Vec<usize>,
    /// Attributed words.
    pub words: u64,
    /// Equal for sources that speak for one interest: a company and its officers, a ministry and its spokesman. From 0.
    #[serde(default)]
    pub interest: usize,
}
