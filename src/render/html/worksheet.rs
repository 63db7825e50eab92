//! The worksheet: the article with line numbers and no marks, a teacher's questions, and the answers on a page of their own.
use super::{Page, policy, view::excerpt};
use crate::{
    language::Words,
    render::{
        Format, Options, Render,
        plain::plain,
        summary::{self, share},
        visible::visible,
        wrap,
    },
    report::{AttributionCited, Block, FindingCited, Report, SentenceCited, SourceKind, Voice},
};
use serde::Serialize;
use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
};

const STYLE: &str = include_str!("worksheet.css");
/// Columns of a numbered line: fits A4 and Letter.
const COLUMNS: usize = 72;
/// Sentences to ask about, of each sort.
const SENTENCES: usize = 3;
/// Shorter sentences are too little to ask about.
const WORDS: usize = 7;
/// So many first words tell a sentence from its neighbours; fewer than [`WORDS`].
const OPENS: usize = 4;

pub(in crate::render) struct Worksheet;
/// The answers, in a file of their own: a sheet can be copied for a class without them.
pub(in crate::render) struct WorksheetKey;

impl Render for Worksheet {
    fn format(&self) -> Format<'_> {
        Format {
            name: "worksheet",
            extension: "worksheet.html",
            about: "a page to print for a class: the article without marks, and questions",
        }
    }
    fn policy(&self) -> Option<String> {
        Some(policy(STYLE, ""))
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        write(reports, false, out)
    }
}

impl Render for WorksheetKey {
    fn format(&self) -> Format<'_> {
        Format {
            name: "worksheet-key",
            extension: "worksheet-key.html",
            about: "the teacher's page to a worksheet: what the program would answer",
        }
    }
    fn policy(&self) -> Option<String> {
        Some(policy(STYLE, ""))
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        write(reports, true, out)
    }
}

fn write(reports: &[Report], key: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(&[("worksheet.html", include_str!("worksheet.html"))], STYLE, "")?;
    page.write("worksheet.html", &Sheets { key, sheets: reports.iter().enumerate().map(|(n, r)| sheet(n, r)).collect() }, out)
}

#[derive(Serialize)]
struct Sheets {
    key: bool,
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
    first: Option<FirstView>,
    loaded: Vec<MarkView>,
    excused: Vec<MarkView>,
    unsourced: Vec<MarkView>,
    /// Somebody who could have been asked, without a name.
    nameless: Vec<MarkView>,
    /// Nobody in particular.
    nobody: Vec<MarkView>,
    /// One person alone says it.
    alone: Vec<MarkView>,
    /// Blamed and not heard.
    unheard: Vec<MarkView>,
    /// The headline says more than the text.
    headline: Vec<MarkView>,
    /// Printed above the text where the text itself does not begin with it.
    heading: Option<String>,
    /// Why there is nothing to ask and no answer.
    unjudged: Option<String>,
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
    /// `3`, or `3–5` where it runs on.
    lines: String,
    text: String,
    /// Its first words, by which the key tells it from others of the line.
    opens: String,
    /// Who says it, as the sentence tells; nothing where it does not tell.
    says: Option<String>,
}

/// Who is quoted or cited first.
#[derive(Serialize)]
struct FirstView {
    name: String,
    line: usize,
}

#[derive(Serialize)]
struct SourceView {
    name: String,
    kind: &'static str,
    line: usize,
    share: String,
}

#[derive(Serialize)]
struct MarkView {
    line: usize,
    text: String,
    message: String,
    advice: String,
}

fn sheet(n: usize, report: &Report) -> Sheet {
    let numbered = Numbered::new(report);
    let of =
        |rules: &[&str]| report.findings.iter().filter(|f| rules.contains(&f.rule.as_str())).map(|f| numbered.mark(report, f)).collect();
    let sources = numbered.sources(report);
    let a = &report.article;
    let title = visible(&summary::title(report)).into_owned();
    let first_line = report.paragraphs.first().map(|p| report.read(p.byte_start..p.byte_end));
    let heading = (first_line.map(|l| visible(l.trim()).into_owned()).as_ref() != Some(&title) && title != a.id).then(|| title.clone());
    Sheet {
        n,
        title,
        heading,
        facts: [&a.outlet, &a.author, &a.date].into_iter().flatten().map(|f| visible(f).into_owned()).collect(),
        sentences: numbered.sentences(report),
        first: numbered.first(report),
        sources,
        loaded: of(&["loaded-term"]),
        excused: report.excused.iter().filter(|f| f.rule == "loaded-term").map(|f| numbered.mark(report, f)).collect(),
        unsourced: of(&["unattributed-assertion"]),
        nameless: of(&["anonymous-source"]),
        nobody: of(&["vague-attribution"]),
        alone: of(&["single-source-claim", "single-source-article"]),
        unheard: of(&["one-sided-sourcing"]),
        headline: of(&["headline-drops-attribution"]),
        unjudged: report.unjudged().map(|why| visible(why).into_owned()),
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
            let read = |word: Range<usize>| report.read(word);
            for (i, range) in wrap::lines(&report.text, p.byte_start..p.byte_end, COLUMNS, read).into_iter().enumerate() {
                numbered.starts.push(range.start);
                let line = report.read(range);
                let words: Vec<&str> = line.split_whitespace().collect();
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

    fn mark(&self, report: &Report, f: &FindingCited) -> MarkView {
        let (line, text) = f.trigger().map_or((1, String::new()), |t| (self.line(t.at.start), excerpt(&report.words(t))));
        MarkView {
            line,
            text,
            message: visible(&plain(&f.message)).into_owned(),
            advice: f.advice.as_deref().map(|a| visible(&tried(&plain(a))).into_owned()).unwrap_or_default(),
        }
    }

    fn sources(&self, report: &Report) -> Vec<SourceView> {
        let total: u64 = report.sources.iter().map(|s| s.words).sum();
        let view = |s: &crate::report::SourceCited| SourceView {
            name: excerpt(&s.name),
            kind: kind(s.kind),
            line: s.mentions.first().map_or(1, |m| self.line(m.at.start)),
            share: share(s.words, total),
        };
        report.sources.iter().map(view).collect()
    }

    /// The first who is quoted or cited, which is not the first who is named: a byline, a person in the news. Called as the text
    /// calls them there, unless it only points at them; the line is that of those words, as everywhere in the key.
    fn first(&self, report: &Report) -> Option<FirstView> {
        let begins = |a: &AttributionCited| a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.at.start).min();
        let told = report.attributions.iter().filter_map(|a| Some((begins(a)?, a.source.as_ref(), teller(report, a)?)));
        let (begins, source, name) = told.min_by_key(|(begins, ..)| *begins)?;
        Some(FirstView { name: excerpt(&name), line: self.line(source.map_or(begins, |s| s.at.start)) })
    }

    /// Sentences that clearly tell who says so, and sentences that clearly do not; in the order of the text. What is in between
    /// (several speakers, a speaker who is named in the sentence before, a fragment, a question) is not asked.
    fn sentences(&self, report: &Report) -> Vec<SentenceView> {
        let mut left = if report.unjudged().is_some() { [0; 2] } else { [SENTENCES; 2] };
        let mut chosen = Vec::new();
        let touching = touching(report);
        for (s, touching) in report.sentences.iter().zip(&touching) {
            let text = report.read(s.at.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
            let body = report.paragraphs.get(s.paragraph).is_some_and(|p| p.kind == Block::Body);
            let whole = text.ends_with(['.', '"', '\u{201D}']) && text.split(' ').count() >= WORDS && body;
            let Some(says) = says(report, s, touching).filter(|_| whole) else { continue };
            let says = if let Teller::Named(name) = says { Some(name) } else { None };
            let quota = &mut left[usize::from(says.is_some())];
            if *quota > 0 {
                *quota -= 1;
                let (first, last) = (self.line(s.at.start), self.line(s.at.end.saturating_sub(1)));
                let lines = if last > first { format!("{first}–{last}") } else { first.to_string() };
                let opens: Vec<&str> = text.split(' ').take(OPENS).collect();
                let opens = visible(&opens.join(" ")).into_owned();
                chosen.push(SentenceView { lines, text: visible(&text).into_owned(), opens, says });
            }
        }
        chosen
    }
}

/// What a source is, in the words of the sheet's question.
fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::NamedPerson => "a person with a name",
        SourceKind::NamedOrganization => "a body with a name",
        SourceKind::Document => "a document",
        SourceKind::Unnamed => "somebody without a name",
        SourceKind::Collective => "nobody in particular",
    }
}

/// An advice is a sentence of its own, or words to try.
fn tried(advice: &str) -> String {
    if advice.starts_with(char::is_uppercase) { advice.to_owned() } else { format!("Try: {advice}.") }
}

/// What an attribution calls its source; the source's own name where the words only point at it (*he*, *her lawyer*).
fn teller<'r>(report: &'r Report, a: &'r AttributionCited) -> Option<Cow<'r, str>> {
    let here = a.source.as_ref().map(|s| report.words(s)).filter(|text| !points(text));
    here.or_else(|| a.source_id.and_then(|id| report.sources.get(id)).map(|s| Cow::Borrowed(s.name.as_str())))
}

fn points(text: &str) -> bool {
    text.split_whitespace().any(|w| Words::english().refers(w))
}

/// Who says a sentence.
enum Teller {
    /// Somebody whom the sentence names.
    Named(String),
    /// The article, in its own voice throughout.
    Article,
}

/// By sentence, the attributions that are told in it or have a source or content there.
fn touching(report: &Report) -> Vec<Vec<&AttributionCited>> {
    let mut all: Vec<Vec<&AttributionCited>> = vec![Vec::new(); report.sentences.len()];
    for a in &report.attributions {
        let mut here = std::collections::BTreeSet::from([a.sentence]);
        for span in a.content.iter().chain(&a.source) {
            let first = report.sentences.partition_point(|s| s.at.end <= span.at.start);
            let last = report.sentences.partition_point(|s| s.at.start < span.at.end);
            here.extend(first..last);
        }
        for i in here {
            all.get_mut(i).into_iter().for_each(|list| list.push(a));
        }
    }
    all
}

/// Who says a sentence, where that is clear.
fn says(report: &Report, s: &SentenceCited, touching: &[&AttributionCited]) -> Option<Teller> {
    let at = report.foreign.partition_point(|f| f.byte_end <= s.at.start);
    let quoted = report.foreign.get(at).is_some_and(|f| f.byte_start < s.at.end);
    match (s.voice, touching) {
        (Voice::Outlet, []) if !quoted => Some(Teller::Article),
        (Voice::Attributed, [a]) => {
            let source = a.source.as_ref().filter(|c| c.at.start >= s.at.start && c.at.end <= s.at.end)?;
            let named = a.source_id.and_then(|id| report.sources.get(id)).is_some_and(|s| s.kind.is_named());
            let words = report.words(source);
            let itself = words.starts_with(char::is_uppercase) && !points(&words);
            (named && itself).then(|| Teller::Named(excerpt(words.trim_end_matches(','))))
        }
        _ => None,
    }
}
