//! What the layout of the page says: who has the floor, and what is no part of the article.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Furniture of the page: no part of the article, and not judged.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeftOutCited {
    /// `byline`, `dateline`, `credit`, `advert`, `related`, `share`, `sign-up`, `consent`, `poll`, `player`, `correction`, `author`,
    /// `hours`, `code`.
    pub kind: String,
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
    /// `post`, `quotation`, `statement`, `turn`, `speech` (handed over by a colon), `list` (points handed over): its words are its holder's.
    /// `letter` (of a reader, signed): its argument is judged as the article's own, like that of a column.
    pub kind: String,
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
