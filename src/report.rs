//! The report as data, owned and finished: what every renderer reads and nothing else. This is also the wire format (JSON), which holds no
//! text and so cannot be rendered again; [`Report::keep`] writes what can.
//!
//! All offsets named `start`/`end` are in characters (Unicode code points), end exclusive; `byte_start`/`byte_end` in UTF-8 bytes.
mod build;
mod kept;
mod place;

pub use build::Parts;
pub use kept::KeptError;
pub(crate) use kept::read;
pub use place::{FieldPlace, TitlePlace};

use crate::level::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::{collections::BTreeMap, ops::Range};

/// Name and version of the wire format.
pub const SCHEMA: &str = "sayso-report/1";

/// Everything sayso says about one article.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Report {
    /// `sayso-report/1`
    pub schema: String,
    /// What made it.
    pub tool: Tool,
    /// The settings' fingerprint.
    pub settings: SettingsInfo,
    /// Every lexicon used.
    pub lexicons: Vec<LexiconCited>,
    /// The article.
    pub article: ArticleInfo,
    /// Oddities of the text, such as an unclosed quotation.
    pub notes: Vec<NoteCited>,
    /// All sentences.
    pub sentences: Vec<SentenceCited>,
    /// All attributions.
    pub attributions: Vec<AttributionCited>,
    /// All sources.
    pub sources: Vec<SourceCited>,
    /// Counted findings.
    pub findings: Vec<FindingCited>,
    /// Matches that do not count, each with `because`.
    pub excused: Vec<FindingCited>,
    /// All scores.
    pub scores: Vec<ScoreCited>,
    /// What was judged, a title before it that was given beside the text; for renderers, not part of the wire format.
    #[serde(skip)]
    pub text: String,
    /// Characters of it before the field `text`, for renderers.
    #[serde(skip)]
    pub lead: usize,
    /// What the rules are, for renderers: all of them, in the order of `sayso rules`.
    #[serde(skip)]
    pub rules: Vec<RuleCited>,
    /// Blocks of the text in order, for renderers.
    #[serde(skip)]
    pub paragraphs: Vec<ParagraphCited>,
    /// Words that are not the article's own, in text order and disjoint, for renderers.
    #[serde(skip)]
    pub foreign: Vec<ForeignCited>,
    /// From which level on a finding is a failure, for renderers that tell failures; none: never.
    #[serde(skip)]
    pub fails_from: Option<Level>,
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

/// What a block of the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Block {
    /// Headline or heading inside the text.
    Heading,
    /// Byline, dateline, credit.
    Furniture,
    /// Picture caption.
    Caption,
    /// Running text.
    Body,
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

/// What made the report.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Tool {
    /// `sayso`
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// `context` or `fast`: which engine read the sentences.
    pub engine: String,
}

/// The settings' fingerprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SettingsInfo {
    /// First 16 hex digits of the SHA-256 of the effective settings.
    pub hash: String,
}

/// A lexicon that was used.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LexiconCited {
    /// `en/loaded/legitimacy`
    pub id: String,
    /// Of the contents.
    pub version: String,
    /// First 16 hex digits of the SHA-256 of its bytes.
    pub hash: String,
    /// Heading, for renderers.
    #[serde(skip)]
    pub title: String,
    /// Why it matters, for renderers.
    #[serde(skip)]
    pub why: String,
    /// When it is fine, for renderers.
    #[serde(skip)]
    pub fine: String,
}

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
    /// What the article is; missing where the text is too short to tell, or was not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<GenreCited>,
}

/// What the article is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct GenreCited {
    /// `news`, `opinion`, `release` …, as docs/annotation.md defines them; missing where the program is not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How likely it is that, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// How likely it is there to judge, in percent: an opinion piece, letters, a review.
    pub opinion: u8,
    /// What shows it, the most telling first, three at most; empty where the settings name the genre.
    pub evidence: Vec<String>,
}

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
    /// Line of the end, for renderers; 0 where nothing is known of it.
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
    /// `outlet`, `attributed`, `mixed`, `none`.
    pub voice: String,
    /// Paragraph, from 0.
    pub paragraph: usize,
    /// Where it stands in a title that was given beside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TitlePlace>,
    /// Bytes of [`Report::text`], for renderers.
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
    /// `direct`, `mixed`, `indirect`.
    pub kind: String,
    /// `say`, `according-to`, `holderless`, …
    pub class: String,
    /// The words that name the source here.
    pub source: Option<SpanCited>,
    /// The words that hand the content over.
    pub cue: Option<SpanCited>,
    /// What is said.
    pub content: Vec<SpanCited>,
    /// Index into `sources`.
    pub source_id: Option<usize>,
    /// `collective` or `none`: nobody who could be asked is named.
    pub vague: Option<String>,
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
    /// `named-person`, …
    pub kind: String,
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
    /// The codebook's reason.
    pub reason: Option<String>,
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
    pub voice: String,
    /// How sure the engine is that it holds, in percent; nothing where no engine was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// How sure it is that any careful editor would ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence_strong: Option<u8>,
    /// Excused only: `quotation`, `attributed`, `suppressed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The trigger first.
    #[serde(deserialize_with = "trigger_first")]
    pub evidence: Vec<EvidenceCited>,
}

/// There is no finding without the words that it is about.
fn trigger_first<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<EvidenceCited>, D::Error> {
    let evidence = Vec::<EvidenceCited>::deserialize(from)?;
    let first = evidence.first().is_some_and(|e| e.role == "trigger");
    if first { Ok(evidence) } else { Err(D::Error::custom("the evidence of a finding begins with its trigger")) }
}

/// Evidence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EvidenceCited {
    /// `trigger`, `cue`, `source`, `content`, `searched`, `support`.
    pub role: String,
    /// Where.
    #[serde(flatten)]
    pub span: SpanCited,
    /// The lexicon entry behind it.
    pub entry: Option<String>,
}

/// A score.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ScoreCited {
    /// Such as `loaded-term`.
    pub id: String,
    /// What is counted over what.
    pub label: String,
    /// The number, `null` where there is nothing to divide by.
    pub value: Option<f64>,
    /// `share`, `per-1000-words`, `count`, `index`.
    pub unit: String,
    /// Counted.
    pub numerator: u64,
    /// Out of.
    pub denominator: u64,
    /// 95 % Wilson interval of a share.
    pub interval: Option<[f64; 2]>,
    /// Ids of the counted findings.
    pub findings: Vec<usize>,
}

/// Of a longer sentence only so many bytes to either side of the trigger are what stands around it.
const AROUND: usize = 500;

/// The language of an article that was not judged.
pub(crate) const UNSUPPORTED: &str = "unsupported";

impl Report {
    /// Why nothing of the article was judged: it is in another language.
    pub fn unjudged(&self) -> Option<&str> {
        self.notes.last().filter(|_| self.article.language == UNSUPPORTED).map(|n| n.message.as_str())
    }

    /// The field `text` of what was judged.
    pub fn body(&self) -> &str {
        self.text.char_indices().nth(self.lead).map_or("", |(at, _)| self.text.get(at..).unwrap_or_default())
    }

    /// Index and words of the headline's paragraph: the first heading, if no running text stands before it.
    pub fn headline(&self) -> Option<(usize, &str)> {
        let opening = self.paragraphs.iter().enumerate().take_while(|(_, p)| p.kind != Block::Body);
        let (index, heading) = opening.into_iter().find(|(_, p)| p.kind == Block::Heading)?;
        Some((index, self.text.get(heading.byte_start..heading.byte_end)?))
    }

    /// The findings by mark, marks in text order; within one the gravest first. See [`FindingCited::mark`].
    pub fn marks(findings: &[FindingCited]) -> Vec<Vec<&FindingCited>> {
        let mut by_mark: BTreeMap<usize, Vec<&FindingCited>> = BTreeMap::new();
        for finding in findings {
            by_mark.entry(finding.mark).or_default().push(finding);
        }
        let mut marks: Vec<_> = by_mark.into_values().collect();
        let start = |mark: &Vec<&FindingCited>| mark.iter().filter_map(|f| f.evidence.first()).map(|e| e.span.at.start).min();
        marks.sort_by_key(start);
        for mark in &mut marks {
            mark.sort_by_key(|f| std::cmp::Reverse(f.level));
        }
        marks
    }

    /// The sentence of a finding; of one that no reader takes in at a glance, the part around the trigger. So whatever asks this for
    /// every finding of an endless sentence stays linear.
    pub fn around(&self, finding: &FindingCited) -> Range<usize> {
        let trigger = finding.evidence.first().map_or(0..0, |e| e.span.at.clone());
        let Some(sentence) = self.sentences.get(finding.sentence) else { return trigger };
        let boundary = |at: usize| (0..4).map(|n| at.saturating_sub(n)).find(|&b| self.text.is_char_boundary(b)).unwrap_or(0);
        let cut = |at: usize, inside: bool| if inside { boundary(at) } else { at };
        let (first, last) = (trigger.start.saturating_sub(AROUND), trigger.end.min(trigger.start + AROUND) + AROUND);
        let start = cut(first.max(sentence.at.start), first > sentence.at.start);
        let end = cut(last.min(sentence.at.end), last < sentence.at.end);
        start..end.max(start)
    }
}
