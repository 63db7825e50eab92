//! Where words stand: in the text, or in a title that was given beside it.
use super::{Report, SentenceCited};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SpanCited {
    /// First character; 0 where the words stand in `title`.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// Line, from 1; of a web page the file's, though the offsets are those of the text that was cut out of it.
    pub line: usize,
    /// Column in characters, from 1; of a web page the file's.
    pub column: usize,
    /// Line of the end, for renderers.
    #[serde(skip)]
    pub end_line: usize,
    /// Column one past the end, for renderers.
    #[serde(skip)]
    pub end_column: usize,
    /// Bytes of [`Report::text`], for renderers.
    #[serde(skip)]
    pub at: Range<usize>,
    /// Where they stand in a title that was given beside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TitlePlace>,
    /// The text itself (of a `searched` window of more than 400 characters only the first 400, and `…`).
    pub text: String,
}

/// Where words stand in a title that was given beside the text. They have no place in the text: there they are from 0 to 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TitlePlace {
    /// First character of the title.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
}

/// `text` or `title`, with first character and one past the last: what tables hold.
pub type FieldPlace = (&'static str, usize, usize);

fn field_place(title: Option<TitlePlace>, start: usize, end: usize) -> FieldPlace {
    title.map_or(("text", start, end), |t| ("title", t.start, t.end))
}

impl SpanCited {
    /// Line and column, or `title` and column: `3:43`, `title:8`.
    pub fn spot(&self) -> String {
        if self.title.is_some() { format!("title:{}", self.column) } else { format!("{}:{}", self.line, self.column) }
    }

    /// `line 3`, or `title`.
    pub fn line_of(&self) -> String {
        if self.title.is_some() { "title".to_owned() } else { format!("line {}", self.line) }
    }

    /// In which field, and where.
    pub fn place(&self) -> FieldPlace {
        field_place(self.title, self.start, self.end)
    }
}

impl SentenceCited {
    /// In which field, and where.
    pub fn place(&self) -> FieldPlace {
        field_place(self.title, self.start, self.end)
    }
}

impl Report {
    /// Characters from the beginning of what was judged, a title before the text included: unlike places in two fields, no two are equal.
    pub fn in_both(&self, (field, start, end): FieldPlace) -> (usize, usize) {
        let before = if field == "title" { 0 } else { self.lead };
        (before + start, before + end)
    }
}
