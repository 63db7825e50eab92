//! A finished report with all that renderers need, for programs that keep reports and show them later. The wire format cites stretches of
//! a text and not the whole; here a page stands beside it, with the text and whatever else is left out there.
use super::{
    ArticleInfo, AttributionCited, BlockCited, FindingCited, ForeignCited, LeftOutCited, LexiconCited, NoteCited, ParagraphCited, Report,
    RuleCited, SCHEMA, ScoreCited, SentenceCited, SettingsInfo, SourceCited, SpanCited, Tool,
};
use crate::{level::Level, span::Span};
use serde::{Deserialize, Serialize};

/// Why a kept report cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeptError {
    /// No JSON, or something is missing: a report alone, as `--format json` writes it, has no page.
    #[error("this is no kept report: {0}")]
    Json(#[from] serde_json::Error),
    /// Another wire format.
    #[error("this report has the format `{0}`, and not `{known}`", known = SCHEMA)]
    Schema(String),
    /// Something points to what is not there.
    #[error("this report does not hang together: {0}")]
    Broken(&'static str),
}

#[derive(Serialize)]
struct Keep<'a> {
    report: &'a Report,
    page: Page,
}

#[derive(Deserialize)]
struct Kept {
    report: Wire,
    page: Page,
}

/// What [`Report`] writes.
#[derive(Deserialize)]
struct Wire {
    schema: String,
    tool: Tool,
    settings: SettingsInfo,
    lexicons: Vec<LexiconCited>,
    article: ArticleInfo,
    notes: Vec<NoteCited>,
    #[serde(default)]
    left_out: Vec<LeftOutCited>,
    sentences: Vec<SentenceCited>,
    #[serde(default)]
    blocks: Vec<BlockCited>,
    attributions: Vec<AttributionCited>,
    sources: Vec<SourceCited>,
    findings: Vec<FindingCited>,
    excused: Vec<FindingCited>,
    scores: Vec<ScoreCited>,
}

/// What [`Report`] leaves out but the rules, which the program knows.
#[derive(Serialize, Deserialize)]
struct Page {
    text: String,
    lead: usize,
    paragraphs: Vec<ParagraphCited>,
    /// First byte, and one past the last.
    #[serde(default)]
    markup: Vec<(usize, usize)>,
    foreign: Vec<ForeignCited>,
    fails_from: Option<Level>,
    /// Heading, why it matters, when it is fine.
    lexicons: Vec<[String; 3]>,
    /// First byte, and one past the last.
    sentences: Vec<(usize, usize)>,
    /// Line and column of the end, and the same, in the order of [`spans`].
    spans: Vec<(usize, usize, usize, usize)>,
}

impl Report {
    /// The report with all that renderers need, as JSON: what [`crate::analyze::reopen`] reads from it renders to the same bytes in every
    /// format.
    ///
    /// # Errors
    /// None that is known of; JSON that cannot be written is for `serde_json` to tell.
    pub fn keep(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Keep { report: self, page: Page::of(self.clone()) })
    }
}

impl Page {
    fn of(mut report: Report) -> Page {
        let ends = spans(&mut report).into_iter().map(|s| (s.end_line, s.end_column, s.at.start, s.at.end)).collect();
        Page {
            text: report.text,
            lead: report.lead,
            paragraphs: report.paragraphs,
            markup: report.markup.iter().map(|m| (m.start(), m.end())).collect(),
            foreign: report.foreign,
            fails_from: report.fails_from,
            lexicons: report.lexicons.into_iter().map(|l| [l.title, l.why, l.fine]).collect(),
            sentences: report.sentences.iter().map(|s| (s.at.start, s.at.end)).collect(),
            spans: ends,
        }
    }
}

/// Every place that a report cites, always in one order.
fn spans(report: &mut Report) -> Vec<&mut SpanCited> {
    let Report { notes, attributions, sources, findings, excused, .. } = report;
    let mut all: Vec<&mut SpanCited> = notes.iter_mut().map(|n| &mut n.span).collect();
    for a in attributions {
        all.extend(a.source.iter_mut().chain(&mut a.cue).chain(&mut a.content).chain(&mut a.channel));
    }
    all.extend(sources.iter_mut().flat_map(|s| &mut s.mentions));
    all.extend(findings.iter_mut().chain(excused).flat_map(|f| &mut f.evidence).map(|e| &mut e.span));
    all
}

/// The report that [`Report::keep`] wrote.
pub(crate) fn read(json: &str, rules: Vec<RuleCited>) -> Result<Report, KeptError> {
    let Kept { report: wire, page } = serde_json::from_str(json)?;
    if wire.schema != SCHEMA {
        return Err(KeptError::Schema(wire.schema));
    }
    hangs_together(&wire, &page)?;
    let markup = page.markup.iter().filter_map(|&(start, end)| Span::in_text(&page.text, start, end)).collect();
    let mut report = Report {
        schema: wire.schema,
        tool: wire.tool,
        settings: wire.settings,
        lexicons: wire.lexicons,
        article: wire.article,
        notes: wire.notes,
        left_out: wire.left_out,
        blocks: wire.blocks,
        sentences: wire.sentences,
        attributions: wire.attributions,
        sources: wire.sources,
        findings: wire.findings,
        excused: wire.excused,
        scores: wire.scores,
        text: page.text,
        lead: page.lead,
        rules,
        paragraphs: page.paragraphs,
        markup,
        foreign: page.foreign,
        fails_from: page.fails_from,
    };
    fill(report.lexicons.iter_mut(), page.lexicons, |l, [title, why, fine]| {
        l.title = title;
        l.why = why;
        l.fine = fine;
    })?;
    fill(report.sentences.iter_mut(), page.sentences, |s, (start, end)| s.at = start..end)?;
    fill(spans(&mut report).into_iter(), page.spans, |s, (line, column, start, end)| {
        s.end_line = line;
        s.end_column = column;
        s.at = start..end;
    })?;
    Ok(report)
}

/// Nothing points out of the text, nor to a sentence, a source or an attribution that is not there.
fn hangs_together(wire: &Wire, page: &Page) -> Result<(), KeptError> {
    let spans = page.spans.iter().map(|s| (s.2, s.3)).chain(page.sentences.iter().copied());
    let blocks = page.paragraphs.iter().map(|p| (p.byte_start, p.byte_end));
    let mut places = spans.chain(blocks).chain(page.markup.iter().copied()).chain(page.foreign.iter().map(|f| (f.byte_start, f.byte_end)));
    if places.any(|(start, end)| page.text.get(start..end).is_none()) {
        return Err(KeptError::Broken("it cites what its text does not have"));
    }
    let sentence = |index: usize| index < wire.sentences.len();
    let told = wire.attributions.iter().all(|a| sentence(a.sentence) && a.source_id.is_none_or(|id| id < wire.sources.len()));
    let found = wire.findings.iter().chain(&wire.excused).all(|f| sentence(f.sentence));
    let held = |b: &BlockCited| b.sentences.iter().all(|s| sentence(*s)) && b.holder.is_none_or(|id| id < wire.sources.len());
    let told = told && wire.blocks.iter().all(held);
    let heard = wire.sources.iter().flat_map(|s| &s.attributions).all(|a| *a < wire.attributions.len());
    if told && found && heard { Ok(()) } else { Err(KeptError::Broken("a sentence, a source or an attribution is missing")) }
}

fn fill<'a, T: 'a, U>(into: impl ExactSizeIterator<Item = &'a mut T>, from: Vec<U>, set: impl Fn(&mut T, U)) -> Result<(), KeptError> {
    if into.len() != from.len() {
        return Err(KeptError::Broken("its page is another report's"));
    }
    into.zip(from).for_each(|(to, value)| set(to, value));
    Ok(())
}
