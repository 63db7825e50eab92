//! What the layout of the page says: who has the floor, and what is no part of the article.
use super::{BlockKind, Furniture};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Furniture of the page: no part of the article, and not judged.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeftOutCited {
    /// What sort.
    pub kind: Furniture,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// Line, from 1; of a web page the file's.
    pub line: usize,
}

/// A stretch in which the page gives somebody the floor.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BlockCited {
    /// Whose words it holds: of a letter and a question the article's own, of all others its holder's.
    pub kind: BlockKind,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// Line, from 1; of a web page the file's.
    pub line: usize,
    /// Indices of its first and its last sentence.
    pub sentences: [usize; 2],
    /// Who has the floor: index into `sources`; `null` where no source of the article is known to have it.
    pub holder: Option<usize>,
    /// The words that name who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// How the page shows it, for the reader.
    pub because: String,
}
