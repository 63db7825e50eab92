//! The worksheet: the article with line numbers and no marks, a teacher's questions, and the answers on a page of their own.
use super::{Page, view::excerpt};
use crate::{
    render::{
        Options, Render,
        plain::plain,
        summary::{self, share},
        visible::visible,
        wrap,
    },
    report::{Block, FindingCited, Report},
};
use serde::Serialize;
use std::io::{self, Write};

const STYLE: &str = include_str!("worksheet.css");
/// Columns of a numbered line: fits A4 and Letter.
const COLUMNS: usize = 72;
/// Sentences to sort into fact and opinion, of each sort.
const SENTENCES: usize = 3;

pub(in crate::render) struct Worksheet;

impl Render for Worksheet {
    fn name(&self) -> &'static str {
        "worksheet"
    }
    fn about(&self) -> &'static str {
        "a page to print for a class: the article without marks, questions, answers apart"
    }
    fn extension(&self) -> &'static str {
        "worksheet.html"
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let page = Page::new(&[("worksheet.html", include_str!("worksheet.html"))], STYLE, "")?;
        page.write("worksheet.html", &Sheets { sheets: reports.iter().enumerate().map(|(n, r)| sheet(n, r)).collect() }, out)
    }
}

#[derive(Serialize)]
struct Sheets {
    sheets: Vec<Sheet>,
}

#[derive(Serialize)]
struct Sheet {
    n: usize,
    title: String,
    facts: Vec<String>,
    lines: Vec<LineView>,
    sentences: Vec<SentenceView>,
    sources: Vec<SourceView>,
    first: Option<SourceView>,
    loaded: Vec<MarkView>,
    excused: Vec<MarkView>,
    unsourced: Vec<MarkView>,
    others: Vec<MarkView>,
}

/// A numbered line.
#[derive(Serialize)]
struct LineView {
    number: usize,
    text: String,
    heading: bool,
    /// The first of its block.
    opens: bool,
}

#[derive(Serialize)]
struct SentenceView {
    line: usize,
    text: String,
    /// The reason of the finding, or empty.
    reason: String,
}

#[derive(Clone, Serialize)]
struct SourceView {
    name: String,
    kind: String,
    line: usize,
    share: String,
}

#[derive(Serialize)]
struct MarkView {
    line: usize,
    rule: String,
    text: String,
    reason: String,
    message: String,
    advice: String,
}

fn sheet(n: usize, report: &Report) -> Sheet {
    let numbered = Numbered::new(report);
    let of = |rules: &[&str]| report.findings.iter().filter(|f| rules.contains(&f.rule.as_str())).map(|f| numbered.mark(f)).collect();
    let sources = numbered.sources(report);
    let a = &report.article;
    Sheet {
        n,
        title: visible(summary::title(report)).into_owned(),
        facts: [&a.outlet, &a.author, &a.date].into_iter().flatten().map(|f| visible(f).into_owned()).collect(),
        sentences: numbered.sentences(report),
        first: sources.iter().min_by_key(|s| s.line).cloned(),
        sources,
        loaded: of(&["loaded-term"]),
        excused: report.excused.iter().filter(|f| f.rule == "loaded-term").map(|f| numbered.mark(f)).collect(),
        unsourced: of(&["unattributed-assertion"]),
        others: report
            .findings
            .iter()
            .filter(|f| !matches!(f.rule.as_str(), "loaded-term" | "unattributed-assertion"))
            .map(|f| numbered.mark(f))
            .collect(),
        lines: numbered.lines,
    }
}

/// The article in numbered lines.
struct Numbered {
    lines: Vec<LineView>,
    /// First byte of every line.
    starts: Vec<usize>,
}

impl Numbered {
    fn new(report: &Report) -> Numbered {
        let mut numbered = Numbered { lines: Vec::new(), starts: Vec::new() };
        for p in &report.paragraphs {
            for (i, range) in wrap::lines(&report.text, p.byte_start..p.byte_end, COLUMNS).into_iter().enumerate() {
                numbered.starts.push(range.start);
                let words: Vec<&str> = report.text.get(range).unwrap_or_default().split_whitespace().collect();
                let text = visible(&words.join(" ")).into_owned();
                let (number, heading) = (numbered.starts.len(), p.kind == Block::Heading);
                numbered.lines.push(LineView { number, text, heading, opens: i == 0 });
            }
        }
        numbered
    }

    /// The number of the line that a byte stands in.
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&s| s <= byte).max(1)
    }

    fn mark(&self, f: &FindingCited) -> MarkView {
        let (line, text) = f.evidence.first().map_or((1, String::new()), |e| (self.line(e.span.byte_start), excerpt(&e.span.text)));
        MarkView {
            line,
            rule: summary::spoken(&f.rule),
            text,
            reason: f.reason.clone().unwrap_or_default(),
            message: visible(&plain(&f.message)).into_owned(),
            advice: visible(&plain(f.advice.as_deref().unwrap_or_default())).into_owned(),
        }
    }

    fn sources(&self, report: &Report) -> Vec<SourceView> {
        let total: u64 = report.sources.iter().map(|s| s.words).sum();
        let view = |s: &crate::report::SourceCited| SourceView {
            name: excerpt(&s.name),
            kind: summary::spoken(&s.kind),
            line: s.mentions.first().map_or(1, |m| self.line(m.byte_start)),
            share: share(s.words, total),
        };
        report.sources.iter().map(view).collect()
    }

    /// Own-voice sentences to judge: the first that need a source and the first that do not, in the order of the text.
    fn sentences(&self, report: &Report) -> Vec<SentenceView> {
        let reason = |s: usize| report.findings.iter().find(|f| f.sentence == s && f.rule == "unattributed-assertion");
        let own = report.sentences.iter().filter(|s| s.voice == "outlet");
        let mut left = [SENTENCES; 2];
        let mut chosen = Vec::new();
        for s in own {
            let found = reason(s.index);
            let quota = &mut left[usize::from(found.is_some())];
            if *quota == 0 || report.findings.iter().any(|f| f.sentence == s.index) != found.is_some() {
                continue;
            }
            *quota -= 1;
            let text = report.text.get(s.byte_start..s.byte_end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            let reason = found.map(|f| f.reason.clone().unwrap_or_default()).unwrap_or_default();
            chosen.push(SentenceView { line: self.line(s.byte_start), text: visible(&text).into_owned(), reason });
        }
        chosen
    }
}
