//! The class page: a student marks first, freezes the marks, and compares them with the program's, which until then stay folded away.
mod beside;

use super::{Page, policy, segment};
use crate::{
    hash::long_hash,
    render::{Format, Options, Render, plain::plain, questions, summary::title, visible::is_hidden},
    report::{Excuse, FindingCited, LexiconCited, Report, SentenceCited, Tool},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use beside::Side;
use serde::Serialize;
use std::io::{self, Write};

const STYLE: &str = include_str!("class/class.css");
const SCRIPT: &str = concat!(
    include_str!("shared.js"),
    include_str!("class/record.js"),
    include_str!("class/text.js"),
    include_str!("class/mark.js"),
    include_str!("class/compare.js"),
    include_str!("class/agreement.js"),
    include_str!("class/results.js"),
    include_str!("class/tables.js"),
    include_str!("class/beside.js"),
    include_str!("class/start.js"),
    include_str!("class/paste.js"),
);

pub(in crate::render) struct Class;

impl Render for Class {
    fn format(&self) -> Format<'_> {
        Format {
            name: "class",
            extension: "class.html",
            about: "a page for a class: mark yourself, freeze, compare with the program; reads the class's saved files, too",
        }
    }
    fn policy(&self) -> Option<String> {
        Some(policy(STYLE, SCRIPT))
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let page = Page::new(&[("class.html", include_str!("class/class.html"))], STYLE, SCRIPT)?;
        let name = reports.first().map(|r| shown(&title(r))).unwrap_or_default();
        page.write("class.html", &View { title: name, more: reports.len().saturating_sub(1), data: data(reports)? }, out)
    }
}

#[derive(Serialize)]
struct View {
    title: String,
    more: usize,
    /// JSON in which no tag can begin.
    data: String,
}

#[derive(Serialize)]
struct Data<'a> {
    lexicons: &'a [LexiconCited],
    questions: &'static [questions::Question],
    alike: [(f64, &'static str); 5],
    articles: Vec<ArticleData<'a>>,
}

/// An article without anything that the program says about it.
#[derive(Serialize)]
struct ArticleData<'a> {
    id: String,
    /// What read it.
    tool: &'a Tool,
    title: String,
    facts: Vec<String>,
    sha256: String,
    judged: bool,
    blocks: Vec<BlockData>,
    /// What the program says, in base64: neither the page nor a glance at its source shows it before a student is done.
    folded: String,
}

#[derive(Serialize)]
struct BlockData {
    kind: &'static str,
    parts: Vec<Part>,
}

/// A sentence, or text between sentences (number 0). One with markup among its words is told in several parts, so that places stay those of the
/// file.
#[derive(Serialize)]
struct Part {
    n: usize,
    /// First character, in the whole text.
    start: usize,
    text: String,
}

/// What the program says.
#[derive(Serialize)]
struct Folded {
    marks: Vec<Mark>,
    /// Whose words a sentence is, by sentence: `writer`, or names.
    speakers: Vec<String>,
    /// What is held against another article.
    side: Side,
}

#[derive(Serialize)]
struct Mark {
    finding: usize,
    rule: String,
    question: &'static str,
    name: &'static str,
    sentence: usize,
    start: usize,
    end: usize,
    text: String,
    why: String,
    advice: String,
    fine: &'static str,
    /// The lexicon entry behind it.
    entry: Option<String>,
    /// The program lets it pass, and why.
    because: Option<Excuse>,
}

fn data(reports: &[Report]) -> io::Result<String> {
    let data = Data {
        lexicons: reports.first().map(|r| r.lexicons.as_slice()).unwrap_or_default(),
        questions: &questions::QUESTIONS,
        alike: questions::ALIKE,
        articles: reports.iter().map(article).collect::<io::Result<_>>()?,
    };
    Ok(serde_json::to_string(&data)?.replace('<', "\\u003c"))
}

/// An article as the class page holds it, in JSON: for a page that reads pasted text.
///
/// # Errors
/// None that is known of; JSON that cannot be written is for `serde_json` to tell.
pub fn class_article(report: &Report) -> io::Result<String> {
    Ok(serde_json::to_string(&article(report)?)?)
}

fn article(report: &Report) -> io::Result<ArticleData<'_>> {
    let a = &report.article;
    let marks = report.findings.iter().chain(&report.excused).filter_map(|f| mark(report, f)).collect();
    let folded = Folded { marks, speakers: speakers(report), side: Side::of(report) };
    Ok(ArticleData {
        id: shown(&a.id),
        tool: &report.tool,
        title: shown(&title(report)),
        facts: [&a.outlet, &a.author, &a.date].into_iter().flatten().map(|f| shown(f)).collect(),
        sha256: long_hash(report.text.as_bytes()),
        judged: report.unjudged().is_none(),
        blocks: blocks(report),
        folded: STANDARD.encode(serde_json::to_vec(&folded)?),
    })
}

fn mark(report: &Report, f: &FindingCited) -> Option<Mark> {
    let words = questions::of(&f.rule)?;
    let span = f.trigger()?;
    let (start, end) = report.in_both(span.place());
    Some(Mark {
        finding: f.id + 1,
        rule: f.rule.clone(),
        question: words.question.id,
        name: words.name,
        sentence: f.sentence + 1,
        start,
        end,
        text: shown(&report.words(span)),
        why: shown(&plain(&f.message)),
        advice: shown(&plain(f.advice.as_deref().unwrap_or_default())),
        fine: words.fine,
        entry: f.entry().map(str::to_owned),
        because: f.because,
    })
}

/// Blocks of the text, cut at sentences.
fn blocks(report: &Report) -> Vec<BlockData> {
    let mut blocks = Vec::new();
    for (kind, range) in segment::ranges(report) {
        let mut parts = Vec::new();
        let mut done = range.start;
        let first = report.sentences.partition_point(|s| s.at.start < range.start);
        for s in report.sentences.iter().skip(first).take_while(|s| s.at.end <= range.end) {
            parts.push(Part { n: 0, start: 0, text: shown(&report.read(done..s.at.start)) });
            parts.extend(sentence(report, s));
            done = s.at.end;
        }
        parts.push(Part { n: 0, start: 0, text: shown(&report.read(done..range.end)) });
        parts.retain(|p| !p.text.is_empty());
        if !parts.is_empty() {
            blocks.push(BlockData { kind, parts });
        }
    }
    blocks
}

/// A sentence, cut where markup stands among its words.
fn sentence(report: &Report, s: &SentenceCited) -> impl Iterator<Item = Part> {
    let (mut start, mut at) = (report.in_both(s.place()).0, s.at.start);
    report.parts(s.at.clone()).into_iter().map(move |(byte, text)| {
        start += report.text.get(at..byte).unwrap_or_default().chars().count();
        at = byte;
        Part { n: s.index + 1, start, text: shown(text) }
    })
}

/// Who answers for a sentence: the writer, or those whose words the report found in it.
fn speakers(report: &Report) -> Vec<String> {
    segment::speakers(report).into_iter().map(|names| if names.is_empty() { "the writer".to_owned() } else { names.join(", ") }).collect()
}

/// Hidden characters, one sign for each, so that places in the page count as places in the text do.
fn shown(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { '\u{25AF}' } else { c }).collect()
}
