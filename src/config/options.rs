//! Everything that can be set, each optional: one stage of the merge. The file, a `[[path]]` section and the command line share it.
use super::{Cut, Engine, FailOn, Genre, Profile};
use crate::level::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one layer sets. Lists add to those of the layers below, tables go key by key, single values replace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// See [`super::Settings::engine`].
    pub engine: Option<Engine>,
    /// See [`super::Settings::profile`].
    pub profile: Option<Profile>,
    /// See [`super::Settings::genre`].
    pub genre: Option<Genre>,
    /// See [`super::Settings::confidence`].
    pub confidence: BTreeMap<String, Cut>,
    /// See [`super::Settings::loadedness`].
    pub loadedness: Option<bool>,
    /// Lexicon files or folders.
    pub lexicons: Vec<String>,
    /// Level by rule.
    pub rules: BTreeMap<String, Level>,
    /// Level by category.
    pub categories: BTreeMap<String, Level>,
    /// Level by the codebook's reason.
    pub reasons: BTreeMap<String, Level>,
    /// Entries switched off.
    pub entries_off: Vec<String>,
    /// See [`super::Policy::fail_on`].
    pub fail_on: Option<FailOn>,
    /// See [`super::Policy::max_findings`].
    pub max_findings: Option<MaxFindings>,
    /// Conditions on scores, as written.
    pub fail_if: Vec<String>,
    /// File of known findings.
    pub baseline: Option<String>,
}

/// How many findings an article may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum MaxFindings {
    /// At or above the failing level, over all rules.
    All(u64),
    /// By rule, at any level.
    ByRule(BTreeMap<String, u64>),
}
