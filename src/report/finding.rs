//! What was found, with its evidence.
use super::{Excuse, Reason, Role, SpanCited, Voice};
use crate::level::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingCited {
    /// From 0, over findings and excused together.
    pub id: usize,
    /// Number of the mark, from 0: findings whose words overlap share one. Counted and excused ones are numbered apart.
    #[serde(default)]
    pub mark: usize,
    /// Rule id.
    pub rule: String,
    /// `note`, `warning`, `error`.
    pub level: Level,
    /// Index of the sentence.
    pub sentence: usize,
    /// One sentence for the reader.
    pub message: String,
    /// Why it needs a source.
    pub reason: Option<Reason>,
    /// Lexicon category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// What would mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// Words that could stand in the trigger's place, inflected and capitalised like it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<String>,
    /// The sentence's voice.
    pub voice: Voice,
    /// How sure the engine is that it holds, in percent; nothing where no engine was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// How sure it is that any careful editor would ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence_strong: Option<u8>,
    /// Excused only: why it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Excuse>,
    /// Suppressed only: the author's reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
    /// The trigger first.
    #[serde(deserialize_with = "trigger_first")]
    pub evidence: Vec<EvidenceCited>,
}

impl FindingCited {
    /// The words that it is about.
    pub fn trigger(&self) -> Option<&SpanCited> {
        self.evidence.first().map(|e| &e.span)
    }

    /// The lexicon entry behind them.
    pub fn entry(&self) -> Option<&str> {
        self.evidence.first()?.entry.as_deref()
    }

    /// Why it does not count, if it does not: `quotation`, `suppressed: the court's own term`.
    pub fn excuse(&self) -> Option<String> {
        let reason = self.justification.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        Some(format!("{}{reason}", self.because?))
    }
}

/// There is no finding without the words that it is about.
fn trigger_first<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<EvidenceCited>, D::Error> {
    let evidence = Vec::<EvidenceCited>::deserialize(from)?;
    let first = evidence.first().is_some_and(|e| e.role == Role::Trigger);
    if first { Ok(evidence) } else { Err(D::Error::custom("the evidence of a finding begins with its trigger")) }
}

/// Evidence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EvidenceCited {
    /// What it is evidence of.
    pub role: Role,
    /// Where.
    #[serde(flatten)]
    pub span: SpanCited,
    /// The lexicon entry behind it.
    pub entry: Option<String>,
}
