//! What made a report: the program, its settings and rules.
use super::Engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What made the report.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Tool {
    /// `sayso`
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// The engine that read the sentences.
    pub engine: Engine,
}

/// The settings' fingerprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SettingsInfo {
    /// First 16 hex digits of the SHA-256 of the effective settings.
    pub hash: String,
}

/// A rule as its users read it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RuleCited {
    /// Such as `loaded-term`.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Markdown with the headings *What it flags, Why it matters, When it is fine, What it misses*.
    pub explanation: &'static str,
}
