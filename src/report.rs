//! The report as data, owned and finished: what every renderer reads and nothing else. This is also the wire format (JSON).
//!
//! All offsets named `start`/`end` are in characters (Unicode code points), end exclusive; `byte_start`/`byte_end` in UTF-8 bytes.
use crate::{
    article::Article,
    attribution::{Attributions, TokenVoice, Vague},
    document::{Document, Note, ParagraphKind},
    finding::{Evidence, Finding, Role},
    level::Level,
    lexicon::{LexiconInfo, Lexicons},
    lines::{Lines, Position},
    origin::Place,
    score::{Score, words_by_source},
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Characters of a searched window's text that a report repeats.
const SEARCHED_TEXT: usize = 400;

/// Name and version of the wire format.
pub const SCHEMA: &str = "sayso-report/1";

/// Everything sayso says about one article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
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
    /// The text itself, for renderers; not part of the wire format.
    #[serde(skip)]
    pub text: String,
    /// What the rules are, for renderers: all of them, in the order of `sayso rules`.
    #[serde(skip)]
    pub rules: Vec<RuleCited>,
    /// Blocks of the text in order, for renderers.
    #[serde(skip)]
    pub paragraphs: Vec<ParagraphCited>,
    /// Words that are not the article's own, in text order and disjoint, for renderers.
    #[serde(skip)]
    pub foreign: Vec<ForeignCited>,
}

/// A rule as its users read it.
#[derive(Clone, Copy, Debug)]
pub struct RuleCited {
    /// Such as `loaded-term`.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Markdown with the headings *What it flags, Why it matters, When it is fine, What it misses*.
    pub explanation: &'static str,
}

/// A block of the text.
#[derive(Clone, Copy, Debug)]
pub struct ParagraphCited {
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// What it is for.
    pub kind: Block,
}

/// What a block of the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug)]
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
pub struct Tool {
    /// `sayso`
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// `trained` or `rules`: which engine found the attributions.
    pub engine: String,
}

/// The settings' fingerprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettingsInfo {
    /// First 16 hex digits of the SHA-256 of the effective settings.
    pub hash: String,
}

/// A lexicon that was used.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
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
pub struct ArticleInfo {
    /// File name or the record's `id`.
    pub id: String,
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
    /// Other fields of the input record, for tables.
    #[serde(skip)]
    pub extra: BTreeMap<String, String>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpanCited {
    /// First character.
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
    /// The text itself (of a `searched` window of more than 400 characters only the first 400, and `…`).
    pub text: String,
}

/// An oddity of the text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NoteCited {
    /// One sentence for the reader.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub span: SpanCited,
}

/// A sentence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
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
    /// How much it reads like an opinion by its loaded terms, from 0 to 1; `null` unless asked for. See [`crate::loadedness`].
    pub loadedness: Option<f64>,
}

/// An attribution.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
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
    /// Ids of the members of a joint source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<usize>,
}

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FindingCited {
    /// From 0, over findings and excused together.
    pub id: usize,
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
    /// The sentence's voice.
    pub voice: String,
    /// Excused only: `quotation`, `attributed`, `suppressed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The trigger first.
    pub evidence: Vec<EvidenceCited>,
}

/// Evidence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
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

/// What `Report::build` is made from; `analyze` fills it.
pub struct Parts<'a> {
    /// The cut-up article.
    pub doc: &'a Document<'a>,
    /// The lexicons used.
    pub lexicons: &'a Lexicons,
    /// Who speaks.
    pub attributions: &'a Attributions,
    /// Counted, in report order.
    pub findings: &'a [Finding],
    /// Not counted, in report order.
    pub excused: &'a [Finding],
    /// All scores.
    pub scores: &'a [Score],
    /// Notes beyond the document's own.
    pub notes: &'a [Note],
    /// `trained` or `rules`.
    pub engine: &'static str,
    /// `en` or `unsupported`.
    pub language: &'static str,
    /// The settings' fingerprint.
    pub settings_hash: String,
    /// What the rules are.
    pub rules: Vec<RuleCited>,
}

/// Of a longer sentence only so many bytes to either side of the trigger are what stands around it.
const AROUND: usize = 500;

impl Report {
    /// The sentence of a finding; of one that no reader takes in at a glance, the part around the trigger. So whatever asks this for
    /// every finding of an endless sentence stays linear.
    pub fn around(&self, finding: &FindingCited) -> std::ops::Range<usize> {
        let trigger = finding.evidence.first().map_or(0..0, |e| e.span.byte_start..e.span.byte_end);
        let Some(sentence) = self.sentences.get(finding.sentence) else { return trigger };
        let boundary = |at: usize| (0..4).map(|n| at.saturating_sub(n)).find(|&b| self.text.is_char_boundary(b)).unwrap_or(0);
        let cut = |at: usize, inside: bool| if inside { boundary(at) } else { at };
        let (first, last) = (trigger.start.saturating_sub(AROUND), trigger.end.min(trigger.start + AROUND) + AROUND);
        let start = cut(first.max(sentence.byte_start), first > sentence.byte_start);
        let end = cut(last.min(sentence.byte_end), last < sentence.byte_end);
        start..end.max(start)
    }

    /// Makes everything owned, with positions for people.
    pub fn build(parts: &Parts<'_>) -> Report {
        let doc = parts.doc;
        let article = doc.article();
        let cite = Citer { article, lines: Lines::new(article.text()) };
        let offset = parts.findings.len();
        let voice = |f: &Finding| parts.attributions.voice(f.sentence()).as_str();
        Report {
            schema: SCHEMA.to_owned(),
            tool: Tool { name: "sayso".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), engine: parts.engine.to_owned() },
            settings: SettingsInfo { hash: parts.settings_hash.clone() },
            lexicons: parts.lexicons.infos().iter().map(lexicon).collect(),
            article: article_info(parts),
            notes: doc.notes().iter().chain(parts.notes).map(|n| NoteCited { message: n.text.clone(), span: cite.span(n.span) }).collect(),
            sentences: doc.sentences().iter().map(|s| cite.sentence(s, parts.attributions)).collect(),
            attributions: cite.attributions(parts.attributions),
            sources: cite.sources(doc, parts.attributions),
            findings: parts.findings.iter().enumerate().map(|(i, f)| cite.finding(i, f, voice(f))).collect(),
            excused: parts.excused.iter().enumerate().map(|(i, f)| cite.finding(offset + i, f, voice(f))).collect(),
            scores: parts.scores.iter().map(score).collect(),
            text: article.text().to_owned(),
            rules: parts.rules.clone(),
            paragraphs: doc.paragraphs().iter().map(paragraph).collect(),
            foreign: foreign(doc, parts.attributions),
        }
    }
}

fn paragraph(p: &crate::document::Paragraph) -> ParagraphCited {
    let kind = match p.kind {
        ParagraphKind::Headline | ParagraphKind::Subheading => Block::Heading,
        ParagraphKind::Caption => Block::Caption,
        ParagraphKind::Body => Block::Body,
        ParagraphKind::Byline | ParagraphKind::Dateline | ParagraphKind::Credit => Block::Furniture,
    };
    ParagraphCited { byte_start: p.span.start(), byte_end: p.span.end(), kind }
}

/// Neighbouring tokens of one attribution and one manner make one stretch.
fn foreign(doc: &Document<'_>, attributions: &Attributions) -> Vec<ForeignCited> {
    let mut stretches: Vec<ForeignCited> = Vec::new();
    let mut before = TokenVoice::Own;
    for (token, &voice) in doc.tokens().iter().zip(&attributions.tokens) {
        let quoted = matches!(voice, TokenVoice::Quoted(_));
        if quoted || matches!(voice, TokenVoice::Indirect(_)) {
            let (byte_start, byte_end) = (token.span.start(), token.span.end());
            match stretches.last_mut().filter(|_| voice == before) {
                Some(last) => last.byte_end = byte_end,
                None => stretches.push(ForeignCited { byte_start, byte_end, quoted }),
            }
        }
        before = voice;
    }
    stretches
}

fn article_info(parts: &Parts<'_>) -> ArticleInfo {
    let article = parts.doc.article();
    let m = article.metadata();
    ArticleInfo {
        id: article.id().to_owned(),
        title: m.title.clone(),
        outlet: m.outlet.clone(),
        date: m.date.clone(),
        url: m.url.clone(),
        author: m.author.clone(),
        language: parts.language.to_owned(),
        words: parts.doc.word_count(),
        own_words: crate::score::own_words(parts.doc, parts.attributions),
        sentences: parts.doc.sentences().len(),
        extra: m.extra.clone(),
    }
}

fn lexicon(info: &LexiconInfo) -> LexiconCited {
    LexiconCited {
        id: info.id.clone(),
        version: info.version.clone(),
        hash: info.hash.clone(),
        title: info.title.clone(),
        why: info.why.clone(),
        fine: info.fine.clone(),
    }
}

fn score(s: &Score) -> ScoreCited {
    ScoreCited {
        id: s.id.clone(),
        label: s.label.clone(),
        value: s.value,
        unit: s.unit.as_str().to_owned(),
        numerator: s.numerator,
        denominator: s.denominator,
        interval: s.interval.map(|(a, b)| [a, b]),
        findings: s.findings.clone(),
    }
}

struct Citer<'a> {
    article: &'a Article,
    lines: Lines<'a>,
}

impl Citer<'_> {
    fn span(&self, span: Span) -> SpanCited {
        self.cited(span, self.article.slice(span).to_owned())
    }

    fn cited(&self, span: Span, text: String) -> SpanCited {
        let (a, b) = (self.lines.position(span.start()), self.lines.position(span.end()));
        let (first, end) = self.places(span, a, b);
        SpanCited {
            start: a.character,
            end: b.character,
            byte_start: span.start(),
            byte_end: span.end(),
            line: first.line,
            column: first.column,
            end_line: end.line,
            end_column: end.column,
            text,
        }
    }

    /// Where a span begins and ends for people: in the file, if the text was cut out of one.
    fn places(&self, span: Span, a: Position, b: Position) -> (Place, Place) {
        let own = |p: Position| Place { line: p.line, column: p.column };
        let Some(origin) = self.article.origin() else { return (own(a), own(b)) };
        let text = self.article.text();
        let last = text.get(..span.end()).and_then(|t| t.char_indices().next_back()).map_or(span.start(), |(i, _)| i.max(span.start()));
        (origin.place(text, span.start()).0, origin.place(text, last).1)
    }

    /// A searched window may be the whole article, for every finding: only its beginning is copied, its offsets are whole.
    fn evidence(&self, e: &Evidence) -> SpanCited {
        let text = self.article.slice(e.span);
        match (e.role, text.char_indices().nth(SEARCHED_TEXT)) {
            (Role::Searched, Some((cut, _))) => self.cited(e.span, format!("{}…", text.get(..cut).unwrap_or_default())),
            _ => self.span(e.span),
        }
    }

    fn sentence(&self, s: &crate::document::Sentence, attributions: &Attributions) -> SentenceCited {
        SentenceCited {
            index: s.id.0 as usize,
            start: self.lines.position(s.span.start()).character,
            end: self.lines.position(s.span.end()).character,
            byte_start: s.span.start(),
            byte_end: s.span.end(),
            voice: attributions.voice(s.id).as_str().to_owned(),
            paragraph: s.paragraph,
            loadedness: None,
        }
    }

    fn attributions(&self, attributions: &Attributions) -> Vec<AttributionCited> {
        let one = |(index, a): (usize, &crate::attribution::Attribution)| AttributionCited {
            index,
            sentence: a.sentence.0 as usize,
            kind: a.kind.as_str().to_owned(),
            class: a.class.as_str().to_owned(),
            source: a.source.map(|s| self.span(s)),
            cue: a.cue.map(|s| self.span(s)),
            content: a.content.iter().map(|&s| self.span(s)).collect(),
            source_id: a.source_id.map(|s| s.0 as usize),
            vague: a.vague.map(|v| match v {
                Vague::Collective => "collective".to_owned(),
                Vague::None => "none".to_owned(),
            }),
            channel: a.channel.map(|s| self.span(s)),
        };
        attributions.items.iter().enumerate().map(one).collect()
    }

    fn sources(&self, doc: &Document<'_>, attributions: &Attributions) -> Vec<SourceCited> {
        let words = words_by_source(doc, attributions);
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); attributions.sources.len()];
        for (i, a) in attributions.items.iter().enumerate() {
            if let Some(mine) = a.source_id.and_then(|id| of.get_mut(id.0 as usize)) {
                mine.push(i);
            }
        }
        let mut one = |s: &crate::attribution::Source| SourceCited {
            id: s.id.0 as usize,
            name: s.name.clone(),
            kind: s.kind.as_str().to_owned(),
            mentions: s.mentions.iter().map(|&m| self.span(m)).collect(),
            attributions: of.get_mut(s.id.0 as usize).map(std::mem::take).unwrap_or_default(),
            words: words[s.id.0 as usize],
            members: s.members.iter().map(|m| m.0 as usize).collect(),
        };
        attributions.sources.iter().map(&mut one).collect()
    }

    fn finding(&self, id: usize, f: &Finding, voice: &str) -> FindingCited {
        FindingCited {
            id,
            rule: f.rule().0.to_owned(),
            level: f.level(),
            sentence: f.sentence().0 as usize,
            message: f.message().to_owned(),
            reason: f.reason().map(str::to_owned),
            category: f.category().map(str::to_owned),
            advice: f.advice().map(str::to_owned),
            voice: voice.to_owned(),
            because: f.excuse().map(|e| e.as_str().to_owned()),
            evidence: f
                .evidence()
                .iter()
                .map(|e| EvidenceCited { role: e.role.as_str().to_owned(), span: self.evidence(e), entry: e.entry.clone() })
                .collect(),
        }
    }
}
