//! Settings: what the user wants, in three stages. [`parse`] reads one file, [`merge`] lays files and the command line over each
//! other, and what comes out is checked and effective. No file is opened here.
mod file;
mod genre;
mod merge;
mod policy;
mod profile;

pub use file::{ConfigError, ConfigFile, MaxFindings, Options, PathSection, parse};
pub use genre::{Genre, Latitude};
pub use merge::{Effective, Known, Layer, Setting, merge};
pub use policy::{Condition, FailOn, Op, Policy};
pub use profile::{Cut, Profile};

use crate::{encoder::Thresholds, level::Level};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// Which engine finds attributions.
    #[derive(Default)]
    pub enum Engine {
        /// The encoder: reads each sentence in its article. The default where its weights are embedded (feature `context`).
        #[cfg_attr(feature = "context", default)]
        Context = "context",
        /// Linear weights over the same pieces: for archives.
        #[cfg_attr(not(feature = "context"), default)]
        Fast = "fast",
    }
}

impl Engine {
    /// Those whose weights are embedded.
    pub const EMBEDDED: &[Engine] = if cfg!(feature = "context") { &[Engine::Context, Engine::Fast] } else { &[Engine::Fast] };
}

/// Effective settings of one run. Invariant: every key names a rule, category or entry that exists (checked where they are built).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settings {
    /// What reads the sentences.
    pub engine: Engine,
    /// For whom the report is.
    pub profile: Profile,
    /// What the article is, whatever it looks like. Left out of the hash where it is not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<Genre>,
    /// How sure a finding must be, by rule id or lexicon category; wins over the profile.
    pub confidence: BTreeMap<String, Cut>,
    /// From which score of the context engine on something is a finding at all.
    pub thresholds: Thresholds,
    /// Level by rule id; `off` silences the rule.
    pub rules: BTreeMap<String, Level>,
    /// Level by lexicon category (`en/loaded/puffery`).
    pub categories: BTreeMap<String, Level>,
    /// Level by the codebook's reason (`number`); wins over the rule's. Left out of the hash where there is none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<String, Level>,
    /// Lexicon entries switched off (`en/loaded/legitimacy#regime`).
    pub entries_off: BTreeSet<String>,
    /// Give every sentence a [`crate::loadedness`] score. Left out of the hash where it is off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub loadedness: bool,
}

impl Settings {
    /// First 16 hex digits of the SHA-256 of the settings as JSON: equal settings have equal hashes.
    pub fn hash(&self) -> String {
        crate::hash::short_hash(&serde_json::to_vec(self).unwrap_or_default())
    }
}
