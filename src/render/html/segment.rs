//! The text cut where anything begins or ends, so that marks which overlap become properly nested elements.
use crate::{
    render::{summary::furniture, visible::visible},
    report::{ForeignCited, Report, Voice},
};
use serde::Serialize;
use std::ops::Range;

/// A block of the text.
#[derive(Debug, Serialize)]
pub(super) struct BlockView {
    /// `heading`, `furniture`, `caption`, `body`.
    kind: &'static str,
    /// Who speaks in it: `writer`, `other`, `both`; empty where nothing is said.
    who: &'static str,
    /// Their names, where the block before had others.
    speakers: Option<String>,
    /// Why it was left out, or how the page shows who has the floor.
    told: Option<String>,
    runs: Vec<Run>,
}

/// A sentence, or text between sentences.
#[derive(Debug, Serialize)]
struct Run {
    sentence: Option<usize>,
    voice: Option<Voice>,
    segments: Vec<Segment>,
}

/// Text in which nothing begins or ends.
#[derive(Debug, Serialize)]
struct Segment {
    text: String,
    /// Whose words: `""` own, `a` attributed, `q` quoted.
    ground: &'static str,
    /// They begin here, they end here.
    edges: [bool; 2],
    /// Findings here, the longest first.
    marks: Vec<Mark>,
    /// Findings whose number is shown after this segment.
    refs: Vec<usize>,
    /// Mentions here, the longest first.
    mentions: Vec<Mention>,
}

#[derive(Clone, Debug, Serialize)]
struct Mark {
    finding: usize,
    /// Index of the rule, which chooses colour and pattern.
    rule: usize,
    excused: bool,
    /// The finding begins here.
    first: bool,
    /// It stands at markup alone (an allowance that allows nothing), which is shown as the file has it.
    #[serde(skip)]
    bare: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Mention {
    source: usize,
    index: usize,
    first: bool,
}

/// A stretch with a thing to say about it; `what` tells which.
struct Stretch<T> {
    range: Range<usize>,
    what: T,
}

/// All blocks of the report's text, with nothing left out but markup and blank lines between them.
pub(super) fn blocks(report: &Report) -> Vec<BlockView> {
    let marks = marks(report);
    let mentions = mentions(report);
    let mut cuts: Vec<usize> = marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
    cuts.extend(mentions.iter().flat_map(|m| [m.range.start, m.range.end]));
    cuts.extend(report.sentences.iter().flat_map(|s| [s.at.start, s.at.end]));
    cuts.extend(report.foreign.iter().flat_map(|f| [f.byte_start, f.byte_end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut cutter = Cutter { report, cuts, marks: Sweep::new(marks), mentions: Sweep::new(mentions) };
    let names = speakers(report);
    let mut before = String::new();
    let lead = report.text.len() - report.body().len();
    let block = |(kind, range): (&'static str, Range<usize>)| {
        let (who, label) = if kind == "body" { floor(report, &names, &range) } else { ("", String::new()) };
        let speakers = (!label.is_empty() && label != before).then(|| label.clone());
        if !label.is_empty() {
            before = label;
        }
        BlockView { kind, who, speakers, told: told(report, lead, kind, &range), runs: cutter.runs(range) }
    };
    // Of markup alone (what stands before the text of a Markdown file) there is nothing to read.
    let holds = |b: &BlockView| b.runs.iter().flat_map(|r| &r.segments).any(|s| !s.text.trim().is_empty());
    ranges(report).into_iter().map(block).filter(holds).collect()
}

/// Who speaks in a block, and their names: the writer where a sentence is the article's own, in part or whole.
fn floor(report: &Report, names: &[Vec<String>], range: &Range<usize>) -> (&'static str, String) {
    let first = report.sentences.partition_point(|s| s.at.start < range.start);
    let mut heard: Vec<&str> = Vec::new();
    for (s, names) in report.sentences.iter().zip(names).skip(first).take_while(|(s, _)| s.at.start < range.end) {
        for name in s.voice.is_own().then_some("the writer").into_iter().chain(names.iter().map(String::as_str)) {
            if !heard.contains(&name) {
                heard.push(name);
            }
        }
    }
    let who = match (heard.contains(&"the writer"), heard.len()) {
        (_, 0) => "",
        (true, 1) => "writer",
        (true, _) => "both",
        (false, _) => "other",
    };
    (who, heard.join(" · "))
}

/// Why a block was left out, or how the page shows who has the floor in it.
fn told(report: &Report, lead: usize, kind: &str, range: &Range<usize>) -> Option<String> {
    let inside = |start: usize| range.contains(&(start + lead));
    if kind == "furniture" {
        let at = report.left_out.partition_point(|l| l.byte_start + lead < range.start);
        let out = report.left_out.get(at).filter(|l| inside(l.byte_start))?;
        return Some(format!("left out: {}", furniture(out.kind)));
    }
    let next = report.blocks.partition_point(|b| b.byte_end + lead <= range.start);
    let block = report.blocks.get(next).filter(|b| b.byte_start + lead < range.end)?;
    Some(visible(&format!("{}: {}", block.kind, block.because)).into_owned())
}

/// Paragraphs stretched to whole lines, and what stands between them.
pub(super) fn ranges(report: &Report) -> Vec<(&'static str, Range<usize>)> {
    let text = report.text.as_str();
    let mut ranges = Vec::new();
    let mut done = 0;
    for (i, p) in report.paragraphs.iter().enumerate() {
        let start = text.get(done..p.byte_start).and_then(|t| t.rfind('\n')).map_or(done, |at| done + at + 1);
        let end = text.get(p.byte_end..).and_then(|t| t.find('\n')).map_or(text.len(), |at| p.byte_end + at);
        let next = report.paragraphs.get(i + 1).map_or(text.len(), |q| q.byte_start.max(p.byte_end));
        between(text, done..start, &mut ranges);
        done = end.min(next).max(p.byte_end);
        ranges.push((p.kind.as_str(), start..done));
    }
    between(text, done..text.len(), &mut ranges);
    ranges
}

fn between(text: &str, range: Range<usize>, out: &mut Vec<(&'static str, Range<usize>)>) {
    let part = text.get(range.clone()).unwrap_or_default();
    if !part.trim().is_empty() {
        let start = range.start + (part.len() - part.trim_start().len());
        out.push(("furniture", start..start + part.trim().len()));
    }
}

/// By sentence, the names of those whose words the report found in it; none where all of it is the writer's.
pub(super) fn speakers(report: &Report) -> Vec<Vec<String>> {
    let mut speakers: Vec<Vec<String>> = vec![Vec::new(); report.sentences.len()];
    for a in &report.attributions {
        let source = a.source_id.and_then(|id| report.sources.get(id)).map(|s| s.name.as_str());
        let words = a.source.as_ref().map(|s| report.words(s));
        let name = super::view::excerpt(source.or(words.as_deref()).unwrap_or("somebody who is not named"));
        for content in &a.content {
            let first = report.sentences.partition_point(|s| s.at.end <= content.at.start);
            for (s, names) in report.sentences.iter().zip(&mut speakers).skip(first) {
                if s.at.start >= content.at.end {
                    break;
                }
                if s.voice != Voice::Outlet && !names.contains(&name) {
                    names.push(name.clone());
                }
            }
        }
    }
    speakers
}

fn marks(report: &Report) -> Vec<Stretch<Mark>> {
    let mark = |f: &crate::report::FindingCited| {
        let span = f.trigger()?;
        let rule = report.rules.iter().position(|r| r.id == f.rule).unwrap_or(0);
        let bare = report.read(span.at.clone()).trim().is_empty();
        let what = Mark { finding: f.id, rule, excused: f.because.is_some(), first: false, bare };
        Some(Stretch { range: span.at.clone(), what })
    };
    sorted(report.findings.iter().chain(&report.excused).filter_map(mark).collect())
}

fn mentions(report: &Report) -> Vec<Stretch<Mention>> {
    let of = |s: &crate::report::SourceCited| {
        let source = s.id;
        let one = move |(index, m): (usize, &crate::report::SpanCited)| Stretch {
            range: m.at.clone(),
            what: Mention { source, index, first: false },
        };
        s.mentions.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    sorted(report.sources.iter().flat_map(of).collect())
}

/// By start, the longer first.
fn sorted<T>(mut all: Vec<Stretch<T>>) -> Vec<Stretch<T>> {
    all.sort_by_key(|s| (s.range.start, std::cmp::Reverse(s.range.end)));
    all
}

struct Cutter<'a> {
    report: &'a Report,
    /// Where anything begins or ends; sorted.
    cuts: Vec<usize>,
    marks: Sweep<Mark>,
    mentions: Sweep<Mention>,
}

impl Cutter<'_> {
    /// Blocks are asked for in the order of the text.
    fn runs(&mut self, block: Range<usize>) -> Vec<Run> {
        let inner = self.cuts.partition_point(|&c| c <= block.start)..self.cuts.partition_point(|&c| c < block.end);
        let ends: Vec<usize> = self.cuts.get(inner).unwrap_or_default().iter().copied().chain([block.end]).collect();
        let mut runs: Vec<Run> = Vec::new();
        let mut start = block.start;
        for end in ends {
            let at = self.report.sentences.partition_point(|s| s.at.end <= start);
            let sentence = self.report.sentences.get(at).filter(|s| s.at.start <= start);
            let id = sentence.map(|s| s.index);
            let segment = self.segment(start..end, &block);
            if let Some(run) = runs.last_mut().filter(|r| r.sentence == id) {
                run.segments.push(segment);
            } else {
                let voice = sentence.map(|s| s.voice);
                runs.push(Run { sentence: id, voice, segments: vec![segment] });
            }
            start = end;
        }
        runs
    }

    fn segment(&mut self, range: Range<usize>, block: &Range<usize>) -> Segment {
        let marks: Vec<_> = self.marks.over(&range).collect();
        // The number stands where the marked words end, or where the block ends if they go on after it.
        let ends = |s: &&&Stretch<Mark>| s.range.start >= block.start && s.range.end.min(block.end) == range.end;
        let refs = marks.iter().filter(ends).map(|s| s.what.finding).collect();
        let mark = |s: &Stretch<Mark>| Mark { first: s.range.start == range.start, ..s.what.clone() };
        let mention = |s: &Stretch<Mention>| Mention { first: s.range.start == range.start, ..s.what.clone() };
        let (ground, edges) = ground(&self.report.foreign, &range);
        let read = self.report.read(range.clone());
        let bare = marks.iter().any(|s| s.what.bare);
        let text = if bare { self.report.text.get(range.clone()).unwrap_or_default() } else { &read };
        Segment {
            text: visible(text).into_owned(),
            ground,
            edges,
            refs,
            mentions: self.mentions.over(&range).map(mention).collect(),
            marks: marks.into_iter().map(mark).collect(),
        }
    }
}

/// Stretches met in the order of the text: those that have begun and not ended are at hand, however many there are in all.
struct Sweep<T> {
    /// By start, the longer first.
    all: Vec<Stretch<T>>,
    /// So many of them have begun.
    begun: usize,
    /// Indices of those that go on.
    open: Vec<usize>,
}

impl<T> Sweep<T> {
    fn new(all: Vec<Stretch<T>>) -> Sweep<T> {
        Sweep { all, begun: 0, open: Vec::new() }
    }

    /// The stretches that lie over a segment; it begins where the segment asked for before began, or later.
    fn over(&mut self, range: &Range<usize>) -> impl Iterator<Item = &Stretch<T>> {
        let (start, end) = (range.start, range.end);
        let begun = self.all.partition_point(|s| s.range.start <= start);
        self.open.extend(self.begun..begun);
        self.begun = self.begun.max(begun);
        let all = &self.all;
        let goes_on = |i: usize| all.get(i).is_some_and(|s| s.range.end > start);
        self.open.retain(|&i| goes_on(i));
        self.open.iter().filter_map(|&i| self.all.get(i)).filter(move |s| s.range.end >= end)
    }
}

fn ground(foreign: &[ForeignCited], range: &Range<usize>) -> (&'static str, [bool; 2]) {
    let at = foreign.partition_point(|f| f.byte_end <= range.start);
    let Some(f) = foreign.get(at).filter(|f| f.byte_start <= range.start) else { return ("", [false; 2]) };
    (if f.quoted { "q" } else { "a" }, [f.byte_start == range.start, f.byte_end == range.end])
}
