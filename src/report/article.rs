//! The article of a report: what it is, and how its text is laid out.
use super::{Genre, SpanCited};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The article's identity and size.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ArticleInfo {
    /// File name or the record's `id`.
    pub id: String,
    /// The file that it was read from, where the id is another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line of that file at which it begins, where its own lines are none of the file: of a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// As given.
    pub date: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// `en`, or `unsupported` where the text is in another language and was not judged.
    pub language: String,
    /// Words and numbers.
    pub words: usize,
    /// Words that are the article's own.
    pub own_words: u64,
    /// Sentences.
    pub sentences: usize,
    /// Bytes of the text that were not judged, for it is longer than is read; missing where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<usize>,
    /// What the article is; missing where the text is too short to tell, or was not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<GenreCited>,
}

/// What the article is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct GenreCited {
    /// As docs/annotation.md defines it; missing where the program is not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Genre>,
    /// How likely it is that, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// How likely it is there to judge, in percent: an opinion piece, letters, a review.
    pub opinion: u8,
    /// What shows it, the most telling first, three at most; empty where the settings name the genre.
    pub evidence: Vec<String>,
}

/// An oddity of the text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NoteCited {
    /// One sentence for the reader.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub span: SpanCited,
}

/// A block of the text.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParagraphCited {
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// What it is for.
    pub kind: Block,
}

vocabulary! {
    /// What a block of the text is for.
    #[non_exhaustive]
    pub enum Block {
        /// Headline or heading inside the text.
        Heading = "heading",
        /// Byline, dateline, credit.
        Furniture = "furniture",
        /// Picture caption.
        Caption = "caption",
        /// Running text.
        Body = "body",
    }
}

/// A stretch of words that somebody else answers for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ForeignCited {
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// In quotation marks.
    pub quoted: bool,
}
