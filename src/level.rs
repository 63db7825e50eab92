//! How much a finding weighs: the one scale that lexicons, rules, settings and reports share.
use serde::{Deserialize, Serialize};

/// Weight of a finding. `Off` stands only in settings and lexicons; no finding carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth a look.
    Note,
    /// A careful editor would ask.
    Warning,
    /// House policy forbids it.
    Error,
}

impl Level {
    /// The word used in files and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}
