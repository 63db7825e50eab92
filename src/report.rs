//! The report as data, owned and finished: what every renderer reads and nothing else. This is also the wire format (JSON), which holds no
//! text and so cannot be rendered again; [`Report::keep`] writes what can.
//!
//! All offsets named `start`/`end` are in characters (Unicode code points), end exclusive; `byte_start`/`byte_end` in UTF-8 bytes.
mod article;
mod build;
mod finding;
mod kept;
mod layout;
mod place;
mod speech;
mod tool;

pub use crate::{
    attribution::{AttributionKind, CueClass, SourceKind, Vague, Voice},
    config::{Engine, Genre},
    document::{BlockKind, Furniture},
    finding::{Excuse, Role},
    lexicon::LexiconInfo as LexiconCited,
    reason::Reason,
    score::{Score as ScoreCited, Unit},
};
pub use article::{ArticleInfo, Block, ForeignCited, GenreCited, NoteCited, ParagraphCited};
pub(crate) use build::Parts;
pub use finding::{EvidenceCited, FindingCited};
pub use kept::KeptError;
pub(crate) use kept::read;
pub use layout::{BlockCited, LeftOutCited};
pub use place::{FieldPlace, SpanCited, TitlePlace};
pub use speech::{AttributionCited, SentenceCited, SourceCited};
pub use tool::{RuleCited, SettingsInfo, Tool};

use crate::{
    article::{as_read, parts_as_read},
    level::Level,
    span::Span,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap, ops::Range};

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
    /// Furniture of the page that was not judged, in text order.
    pub left_out: Vec<LeftOutCited>,
    /// All sentences.
    pub sentences: Vec<SentenceCited>,
    /// Stretches in which the page gives somebody the floor, in text order: posts, block quotations, statements, letters, transcripts.
    pub blocks: Vec<BlockCited>,
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
    /// What of the text is markup, in text order and disjoint, for renderers.
    #[serde(skip)]
    pub markup: Vec<Span>,
    /// Words that are not the article's own, in text order and disjoint, for renderers.
    #[serde(skip)]
    pub foreign: Vec<ForeignCited>,
    /// From which level on a finding is a failure, for renderers that tell failures; none: never.
    #[serde(skip)]
    pub fails_from: Option<Level>,
}

impl Report {
    /// Why nothing of the article was judged: it is in another language.
    pub fn unjudged(&self) -> Option<&str> {
        self.notes.last().filter(|_| self.article.language == UNSUPPORTED).map(|n| n.message.as_str())
    }

    /// What was not judged, and why: a text in another language, or the end of one that is longer than is read.
    pub fn passed_over(&self) -> Option<&str> {
        let cut = self.notes.first().filter(|_| self.article.left_out.is_some());
        self.unjudged().or_else(|| cut.map(|n| n.message.as_str()))
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

    /// The counted findings in the headline.
    pub(crate) fn in_headline(&self) -> Option<impl Iterator<Item = &FindingCited>> {
        let (paragraph, _) = self.headline()?;
        Some(self.findings.iter().filter(move |f| self.sentences.get(f.sentence).is_some_and(|s| s.paragraph == paragraph)))
    }

    /// The score with this id.
    pub(crate) fn score(&self, id: &str) -> Option<&ScoreCited> {
        self.scores.iter().find(|s| s.id == id)
    }

    /// Words of the text as they are read, without the markup among them.
    pub fn read(&self, words: Range<usize>) -> Cow<'_, str> {
        as_read(&self.text, &self.markup, words)
    }

    /// The same in parts, each with the byte that it stands at.
    pub(crate) fn parts(&self, words: Range<usize>) -> Vec<(usize, &str)> {
        parts_as_read(&self.text, &self.markup, words)
    }

    /// The words of a place as they are read; of one that is nothing but markup, what the file has.
    pub fn words<'r>(&'r self, span: &'r SpanCited) -> Cow<'r, str> {
        let read = self.read(span.at.clone());
        if read.is_empty() { Cow::Borrowed(&span.text) } else { read }
    }

    /// The finding of a mark whose words are its place: the shortest, so that none holds another.
    pub fn place<'f>(mark: &[&'f FindingCited]) -> Option<(&'f FindingCited, &'f SpanCited)> {
        let places = mark.iter().filter_map(|f| Some((*f, f.trigger()?)));
        places.min_by_key(|(_, span)| (span.at.len(), span.at.start))
    }

    /// The words that each mark is shown at: the longest of its findings' that reach into no other mark's place, so that each tells as much as
    /// it can and none holds another; else its place.
    pub fn shown<'f>(marks: &[Vec<&'f FindingCited>]) -> Vec<Option<(&'f FindingCited, &'f SpanCited)>> {
        let mut places: Vec<Range<usize>> = marks.iter().filter_map(|m| Some(Report::place(m)?.1.at.clone())).collect();
        places.sort_by_key(|p| p.start);
        let is_alone = |at: &Range<usize>| {
            let first = places.partition_point(|p| p.end <= at.start);
            places.iter().skip(first).take_while(|p| p.start < at.end).take(2).count() < 2
        };
        let longest = |mark: &Vec<&'f FindingCited>| {
            let words = mark.iter().filter_map(|f| Some((*f, f.trigger()?)));
            let alone = words.filter(|(_, span)| is_alone(&span.at));
            alone.max_by_key(|(_, span)| (span.at.len(), Reverse(span.at.start))).or_else(|| Report::place(mark))
        };
        marks.iter().map(longest).collect()
    }

    /// The sources that something rests on, in the order in which the article brings them.
    pub fn heard(&self) -> Vec<&SourceCited> {
        let mut sources: Vec<&SourceCited> = self.sources.iter().filter(|s| !s.attributions.is_empty()).collect();
        sources.sort_by_key(|s| s.mentions.first().map_or(usize::MAX, |m| m.at.start));
        sources
    }

    /// The findings by mark, marks in text order; within one the gravest first. See [`FindingCited::mark`].
    pub fn marks(findings: &[FindingCited]) -> Vec<Vec<&FindingCited>> {
        let mut by_mark: BTreeMap<usize, Vec<&FindingCited>> = BTreeMap::new();
        for finding in findings {
            by_mark.entry(finding.mark).or_default().push(finding);
        }
        let mut marks: Vec<_> = by_mark.into_values().collect();
        let start = |mark: &Vec<&FindingCited>| mark.iter().filter_map(|f| f.trigger()).map(|t| t.at.start).min();
        marks.sort_by_key(start);
        for mark in &mut marks {
            mark.sort_by_key(|f| Reverse(f.level));
        }
        marks
    }

    /// The sentence of a finding; of one that no reader takes in at a glance, the part around the trigger. So whatever asks this for
    /// every finding of an endless sentence stays linear.
    pub fn around(&self, finding: &FindingCited) -> Range<usize> {
        let trigger = finding.trigger().map_or(0..0, |t| t.at.clone());
        let Some(sentence) = self.sentences.get(finding.sentence) else { return trigger };
        let boundary = |at: usize| (0..4).map(|n| at.saturating_sub(n)).find(|&b| self.text.is_char_boundary(b)).unwrap_or(0);
        let cut = |at: usize, inside: bool| if inside { boundary(at) } else { at };
        let (first, last) = (trigger.start.saturating_sub(AROUND), trigger.end.min(trigger.start + AROUND) + AROUND);
        let start = cut(first.max(sentence.at.start), first > sentence.at.start);
        let end = cut(last.min(sentence.at.end), last < sentence.at.end);
        start..end.max(start)
    }
}

/// Of a longer sentence only so many bytes to either side of the trigger are what stands around it.
const AROUND: usize = 500;

/// The language of an article that was not judged.
pub(crate) const UNSUPPORTED: &str = "unsupported";
