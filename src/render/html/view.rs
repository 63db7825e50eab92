//! One article as the template reads it.
use super::{
    notes::{Inline, inline},
    segment::{self, BlockView},
    strip::{self, Strip},
};
use crate::{
    render::{
        questions,
        summary::{self, Figure, RuleRow, few_signals, plural, share, spoken},
        visible::visible,
    },
    report::{EvidenceCited, FindingCited, Report, SourceCited, SpanCited},
};
use serde::Serialize;

/// Longer excerpts are cut in the list; the text has them whole.
const EXCERPT: usize = 90;

/// An article's section of the page.
#[derive(Debug, Serialize)]
pub(super) struct ArticleView<'a> {
    /// Number on the page: ids of the section begin with `a` and this number.
    n: usize,
    id: String,
    title: String,
    /// Of the text, and what read it: answers are kept and saved with them.
    sha256: String,
    tool: String,
    /// Outlet, author, date.
    facts: Vec<String>,
    /// Size, and how much of it is the article's own voice.
    size: Vec<String>,
    url: Option<&'a str>,
    few: Option<String>,
    genre: Option<Vec<Inline>>,
    notes: Vec<NoteView<'a>>,
    blocks: Vec<BlockView>,
    /// Counted and excused, in the order of the text.
    findings: Vec<FindingView<'a>>,
    counted: usize,
    excused: usize,
    /// Rules with a finding here.
    filters: Vec<Filter<'a>>,
    levels: Vec<&'static str>,
    voices: Vec<&'a str>,
    sources: Vec<SourceView<'a>>,
    strip: Strip,
    rules: Vec<RuleRow<'a>>,
    figures: Vec<Figure<'a>>,
}

#[derive(Debug, Serialize)]
struct NoteView<'a> {
    line: String,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct Filter<'a> {
    rule: &'a str,
    index: usize,
    name: String,
    /// Counted findings; matches that do not count.
    count: usize,
    excused: usize,
}

#[derive(Debug, Serialize)]
struct FindingView<'a> {
    id: usize,
    /// Number shown in the text.
    number: usize,
    rule: &'a str,
    index: usize,
    name: String,
    level: &'static str,
    reason: Option<&'a str>,
    voice: &'a str,
    because: Option<&'a str>,
    message: Vec<Inline>,
    /// When the wording is fine.
    fine: &'static str,
    advice: Option<Vec<Inline>>,
    category: Option<&'a str>,
    entry: Option<&'a str>,
    quote: String,
    line: String,
    start: usize,
    end: usize,
    sentence: usize,
    evidence: Vec<EvidenceView<'a>>,
    /// First and last sentence of the window that was searched.
    searched: Option<(usize, usize)>,
}

#[derive(Debug, Serialize)]
struct EvidenceView<'a> {
    role: &'a str,
    text: String,
    line: String,
    sentence: usize,
}

#[derive(Debug, Serialize)]
struct SourceView<'a> {
    id: usize,
    name: String,
    kind: &'a str,
    words: u64,
    share: String,
    /// Width of the bar in per cent.
    width: u64,
    statements: usize,
    first: String,
    mentions: Vec<MentionView>,
}

#[derive(Debug, Serialize)]
struct MentionView {
    text: String,
    line: String,
}

impl<'a> ArticleView<'a> {
    /// Everything the section shows.
    pub(super) fn new(n: usize, report: &'a Report) -> ArticleView<'a> {
        let mut all: Vec<&FindingCited> = report.findings.iter().chain(&report.excused).collect();
        all.sort_by_key(|f| (f.evidence.first().map_or(0, |e| e.span.at.start), f.id));
        ArticleView {
            n,
            id: visible(&report.article.id).into_owned(),
            title: visible(summary::title(report)).into_owned(),
            sha256: super::sha256(&report.text),
            tool: format!("{} {} {}", report.tool.name, report.tool.version, report.tool.engine),
            facts: facts(report),
            size: size(report),
            url: report.article.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            few: few_signals(report),
            genre: summary::genre(report).map(|told| inline(&told)),
            notes: report.notes.iter().map(|n| NoteView { line: n.span.line_of(), message: &n.message }).collect(),
            blocks: segment::blocks(report),
            filters: filters(report),
            levels: ["error", "warning", "note"].into_iter().filter(|l| all.iter().any(|f| f.level.as_str() == *l)).collect(),
            voices: voices(&all),
            findings: all.iter().filter_map(|f| finding(report, f)).collect(),
            counted: report.findings.len(),
            excused: report.excused.len(),
            sources: sources(report),
            strip: strip::of(report),
            rules: summary::rules(report),
            figures: summary::figures(report),
        }
    }
}

fn facts(report: &Report) -> Vec<String> {
    let a = &report.article;
    [&a.outlet, &a.author, &a.date].into_iter().flatten().map(|t| visible(t).into_owned()).collect()
}

fn size(report: &Report) -> Vec<String> {
    let a = &report.article;
    vec![
        plural(a.words as u64, "word"),
        plural(a.sentences as u64, "sentence"),
        format!("{} of the words in the article's own voice", share(a.own_words, a.words as u64)),
    ]
}

/// What a rule asks, in plain words.
fn asks(rule: &str) -> String {
    questions::of(rule).map_or_else(|| spoken(rule), |w| w.name.to_owned())
}

fn filters(report: &Report) -> Vec<Filter<'_>> {
    let count = |all: &[FindingCited], rule: &str| all.iter().filter(|f| f.rule == rule).count();
    let filter = |(index, r): (usize, &crate::report::RuleCited)| Filter {
        rule: r.id,
        index,
        name: asks(r.id),
        count: count(&report.findings, r.id),
        excused: count(&report.excused, r.id),
    };
    report.rules.iter().enumerate().map(filter).filter(|f| f.count + f.excused > 0).collect()
}

fn voices<'a>(all: &[&'a FindingCited]) -> Vec<&'a str> {
    let mut voices: Vec<&str> = all.iter().map(|f| f.voice.as_str()).collect();
    voices.sort_unstable();
    voices.dedup();
    voices
}

fn finding<'a>(report: &'a Report, f: &'a FindingCited) -> Option<FindingView<'a>> {
    let trigger = f.evidence.first()?;
    let searched = f.evidence.iter().find(|e| e.role == "searched").map(|e| {
        let first = report.sentences.partition_point(|s| s.at.end <= e.span.at.start);
        let last = report.sentences.partition_point(|s| s.at.start < e.span.at.end).saturating_sub(1);
        (first, last.max(first))
    });
    let shown = f.evidence.iter().skip(1).filter(|e| e.role != "searched");
    let (start, end) = report.in_both(trigger.span.place());
    Some(FindingView {
        id: f.id,
        number: f.id + 1,
        rule: &f.rule,
        index: report.rules.iter().position(|r| r.id == f.rule).unwrap_or(0),
        name: asks(&f.rule),
        fine: questions::of(&f.rule).map_or("", |w| w.fine),
        level: f.level.as_str(),
        reason: f.reason.as_deref(),
        voice: &f.voice,
        because: f.because.as_deref(),
        message: inline(&visible(&f.message)),
        advice: f.advice.as_deref().map(|a| inline(&visible(a))),
        category: f.category.as_deref(),
        entry: trigger.entry.as_deref(),
        quote: excerpt(&trigger.span.text),
        line: trigger.span.line_of(),
        start,
        end,
        sentence: f.sentence,
        evidence: shown.map(|e| evidence(report, e)).collect(),
        searched,
    })
}

fn evidence<'a>(report: &Report, e: &'a EvidenceCited) -> EvidenceView<'a> {
    let sentence = report.sentences.partition_point(|s| s.at.end <= e.span.at.start);
    let role = match e.role.as_str() {
        "cue" => "Said with",
        "source" => "Who",
        "content" => "What",
        "support" => "Backed or denied by",
        other => other,
    };
    EvidenceView { role, text: excerpt(&e.span.text), line: e.span.line_of(), sentence }
}

/// Sources with words or mentions, by attributed words, then first mention.
fn sources<'r>(report: &'r Report) -> Vec<SourceView<'r>> {
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    let mut sorted: Vec<&SourceCited> = report.sources.iter().collect();
    sorted.sort_by_key(|s| (std::cmp::Reverse(s.words), s.id));
    let view = |s: &'r SourceCited| SourceView {
        id: s.id,
        name: excerpt(&s.name),
        kind: &s.kind,
        words: s.words,
        share: share(s.words, total),
        width: (100 * s.words).checked_div(total).unwrap_or(0),
        statements: s.attributions.len(),
        first: s.mentions.first().map(SpanCited::line_of).unwrap_or_default(),
        mentions: s.mentions.iter().map(|m| MentionView { text: excerpt(&m.text), line: m.line_of() }).collect(),
    };
    sorted.into_iter().map(view).collect()
}

/// One line of text, cut at a character if it is long.
pub(super) fn excerpt(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((at, _)) => visible(&format!("{}…", line.get(..at).unwrap_or_default())).into_owned(),
        None => visible(&line).into_owned(),
    }
}
