//! One article as the template reads it.
use super::{
    notes::{Inline, inline},
    segment::{self, BlockView},
    strip::{self, Strip},
};
use crate::{
    hash::long_hash,
    plural::plural,
    render::{
        questions,
        summary::{self, Figure, RuleRow, few_signals, share, spoken},
        usual::{Usual, usual},
        visible::visible,
    },
    report::{EvidenceCited, FindingCited, Reason, Report, Role, SourceCited, SourceKind, SpanCited, Voice},
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
    /// What the text and the list call each finding, by id.
    labels: Vec<String>,
    /// How many marks, and with how many reasons.
    count: String,
    excused: usize,
    /// Nothing was: there are no marks and figures to show.
    judged: bool,
    /// Rules with a finding here.
    filters: Vec<Filter<'a>>,
    levels: Vec<&'static str>,
    voices: Vec<&'a str>,
    sources: Vec<SourceView>,
    strip: Strip,
    rules: Vec<RuleRow<'a>>,
    figures: Vec<Figure<'a>>,
    /// Where the article was read as the reference articles were.
    usual: Option<Usual>,
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
    /// Number of the mark, counted ones before excused ones.
    mark: usize,
    /// What it is called: `6`, or `6a` and `6b` where a mark has two reasons.
    label: String,
    rule: &'a str,
    index: usize,
    name: String,
    level: &'static str,
    reason: Option<Reason>,
    voice: Voice,
    because: Option<String>,
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
    evidence: Vec<EvidenceView>,
    /// First and last sentence of the window that was searched.
    searched: Option<(usize, usize)>,
}

#[derive(Debug, Serialize)]
struct EvidenceView {
    role: &'static str,
    text: String,
    line: String,
    sentence: usize,
}

#[derive(Debug, Serialize)]
struct SourceView {
    id: usize,
    name: String,
    kind: SourceKind,
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
        let numbered = numbered(report);
        let all: Vec<&FindingCited> = numbered.iter().map(|(_, _, f)| *f).collect();
        ArticleView {
            n,
            id: visible(&report.article.id).into_owned(),
            title: visible(&summary::title(report)).into_owned(),
            sha256: long_hash(report.text.as_bytes()),
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
            labels: labels(&numbered),
            findings: numbered.into_iter().filter_map(|(mark, label, f)| finding(report, f, mark, label)).collect(),
            count: marks(Report::marks(&report.findings).len(), report.findings.len()),
            excused: report.excused.len(),
            judged: report.unjudged().is_none(),
            sources: sources(report),
            strip: strip::of(report),
            rules: summary::rules(report),
            figures: summary::figures(report),
            usual: usual(report),
        }
    }
}

/// How many marks, and how many reasons where a mark has several.
pub(super) fn marks(marks: usize, reasons: usize) -> String {
    let told = plural(marks as u64, "mark");
    if reasons > marks { format!("{told} with {reasons} reasons") } else { told }
}

/// Every finding with its mark's number and its label; marks in the order of the text, the reasons of one together, the gravest first.
fn numbered(report: &Report) -> Vec<(usize, String, &FindingCited)> {
    let all = Report::marks(&report.findings).into_iter().chain(Report::marks(&report.excused));
    let mut all: Vec<(usize, Vec<&FindingCited>)> = (1..).zip(all).collect();
    all.sort_by_key(|(_, mark)| mark.iter().filter_map(|f| f.trigger()).map(|t| t.at.start).min());
    let mut numbered = Vec::new();
    for (n, mark) in all {
        let alone = mark.len() == 1;
        // After 26 reasons of one mark the letter stays.
        for (f, letter) in mark.into_iter().zip(('a'..='z').chain(std::iter::repeat('z'))) {
            numbered.push((n, if alone { n.to_string() } else { format!("{n}{letter}") }, f));
        }
    }
    numbered
}

fn labels(numbered: &[(usize, String, &FindingCited)]) -> Vec<String> {
    let mut labels = vec![String::new(); numbered.len()];
    for (_, label, f) in numbered {
        labels.get_mut(f.id).into_iter().for_each(|l| l.clone_from(label));
    }
    labels
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
pub(super) fn asks(rule: &str) -> String {
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

fn voices(all: &[&FindingCited]) -> Vec<&'static str> {
    let mut voices: Vec<&str> = all.iter().map(|f| f.voice.as_str()).collect();
    voices.sort_unstable();
    voices.dedup();
    voices
}

fn finding<'a>(report: &'a Report, f: &'a FindingCited, mark: usize, label: String) -> Option<FindingView<'a>> {
    let trigger = f.trigger()?;
    let searched = f.evidence.iter().find(|e| e.role == Role::Searched).map(|e| {
        let first = report.sentences.partition_point(|s| s.at.end <= e.span.at.start);
        let last = report.sentences.partition_point(|s| s.at.start < e.span.at.end).saturating_sub(1);
        (first, last.max(first))
    });
    let shown = f.evidence.iter().skip(1).filter(|e| e.role != Role::Searched);
    let (start, end) = report.in_both(trigger.place());
    Some(FindingView {
        id: f.id,
        mark,
        label,
        rule: &f.rule,
        index: report.rules.iter().position(|r| r.id == f.rule).unwrap_or(0),
        name: asks(&f.rule),
        fine: questions::of(&f.rule).map_or("", |w| w.fine),
        level: f.level.as_str(),
        reason: f.reason,
        voice: f.voice,
        because: f.excuse().map(|because| visible(&because).into_owned()),
        message: inline(&visible(&f.message)),
        advice: f.advice.as_deref().map(|a| inline(&visible(a))),
        category: f.category.as_deref(),
        entry: f.entry(),
        quote: excerpt(&report.words(trigger)),
        line: trigger.line_of(),
        start,
        end,
        sentence: f.sentence,
        evidence: shown.map(|e| evidence(report, e)).collect(),
        searched,
    })
}

fn evidence(report: &Report, e: &EvidenceCited) -> EvidenceView {
    let sentence = report.sentences.partition_point(|s| s.at.end <= e.span.at.start);
    let role = match e.role {
        Role::Cue => "Said with",
        Role::Source => "Who",
        Role::Content => "What",
        Role::Support => "Backed or denied by",
        other => other.as_str(),
    };
    EvidenceView { role, text: excerpt(&report.words(&e.span)), line: e.span.line_of(), sentence }
}

/// Sources with words or mentions, by attributed words, then first mention.
fn sources(report: &Report) -> Vec<SourceView> {
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    let mut sorted: Vec<&SourceCited> = report.sources.iter().collect();
    sorted.sort_by_key(|s| (std::cmp::Reverse(s.words), s.id));
    let view = |s: &SourceCited| SourceView {
        id: s.id,
        name: excerpt(&s.name),
        kind: s.kind,
        words: s.words,
        share: share(s.words, total),
        width: (100 * s.words).checked_div(total).unwrap_or(0),
        statements: s.attributions.len(),
        first: s.mentions.first().map(SpanCited::line_of).unwrap_or_default(),
        mentions: s.mentions.iter().map(|m| MentionView { text: excerpt(&report.words(m)), line: m.line_of() }).collect(),
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
