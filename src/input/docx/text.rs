//! The text of a document, and of each stretch of it the element that shows it.
use super::parts::STRICT;
use crate::input::xml::{self, Element};
use std::{collections::HashMap, ops::Range};

/// What is no text where paragraphs are looked for.
const NO_BLOCK: &[&str] = &["sectPr", "tblPr", "tcPr", "trPr", "sdtPr", "del", "moveFrom"];

/// What is no text inside a paragraph.
const NO_RUN: &[&str] = &["pPr", "rPr", "del", "moveFrom", "delText", "instrText", "drawing", "pict", "AlternateContent"];

/// A run with more bytes of formatting is not cut: each cut repeats them.
const MOST_FORMATTING: usize = 4096;

/// The text of a document.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The main document, which ranges of bytes point into.
    pub(super) source: String,
    /// The prefix of its elements, such as `w`.
    pub(super) prefix: String,
    /// It uses the namespaces of the strict form.
    pub(super) strict: bool,
    /// Trimmed, in order.
    pub(super) paragraphs: Vec<String>,
    /// In text order.
    pub(super) pieces: Vec<Piece>,
    pub(super) holders: Vec<Holder>,
    /// Notes by kind and number: the element that refers to each, and its holder.
    notes: HashMap<(&'static str, String), (Range<usize>, usize)>,
    /// Where the open paragraph begins in the article's text.
    base: usize,
    open: String,
}

/// A stretch of the article's text that one element shows.
#[derive(Debug)]
pub(super) struct Piece {
    /// Bytes of the article's text.
    pub(super) text: Range<usize>,
    /// Bytes of what the element shows, and how many of them before `text` were trimmed away.
    pub(super) shown: usize,
    pub(super) skipped: usize,
    /// The element; of text in a note the element that refers to it.
    pub(super) element: Range<usize>,
    /// Its characters and whether white space counts among them, where it can be cut between them.
    pub(super) inside: Option<(Range<usize>, bool)>,
    /// Index of what holds it.
    pub(super) holder: usize,
}

/// What comments can begin before and end after: a run, or something that must stay whole.
#[derive(Debug)]
pub(super) struct Holder {
    pub(super) at: Range<usize>,
    /// Of a run that can be cut.
    pub(super) run: Option<Run>,
}

/// What it takes to cut a run.
#[derive(Debug)]
pub(super) struct Run {
    /// Where its content begins and ends.
    pub(super) content: Range<usize>,
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// Its formatting.
    pub(super) format: Range<usize>,
}

/// Where the walk stands.
#[derive(Clone, Copy)]
struct At<'x> {
    source: &'x str,
    /// The reference to the note that is read.
    note: Option<&'x (Range<usize>, usize)>,
    /// The innermost run, or what must stay whole.
    holder: Option<usize>,
    /// In another vocabulary than Word's (a formula), which is never cut.
    foreign: bool,
}

impl Text {
    pub(super) fn new(source: String, document: &Element, body: &Element) -> Text {
        let prefix = prefix(xml::unmarked(&source), document).to_owned();
        // Attributes are known by local names: `w` is what declares `w`.
        let declares = if prefix.is_empty() { "xmlns" } else { prefix.as_str() };
        let strict = document.attribute(declares) == Some(STRICT.0);
        let mut text = Text { prefix, strict, ..Text::default() };
        text.blocks(body, At { source: xml::unmarked(&source), note: None, holder: None, foreign: false });
        text.source = source;
        text
    }

    /// The text of a note that the document refers to; another one is not printed.
    pub(super) fn note(&mut self, source: &str, note: &Element) {
        let kind = if note.name == "endnote" { "endnote" } else { "footnote" };
        let Some(reference) = note.attribute("id").and_then(|id| self.notes.remove(&(kind, id.to_owned()))) else { return };
        self.blocks(note, At { source: xml::unmarked(source), note: Some(&reference), holder: None, foreign: false });
    }

    /// Paragraphs of a body, a cell, a content control, a note.
    fn blocks(&mut self, element: &Element, at: At<'_>) {
        for e in element.elements() {
            match e.name.as_str() {
                "p" => self.paragraph(e, at),
                name if NO_BLOCK.contains(&name) => {}
                _ => self.blocks(e, at),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, at: At<'_>) {
        let first = self.pieces.len();
        self.open.clear();
        self.runs(paragraph, at);
        let text = self.open.trim();
        let before = self.open.len() - self.open.trim_start().len();
        let (kept, base) = (before..before + text.len(), self.base);
        for piece in &mut self.pieces[first..] {
            let start = piece.text.start.clamp(kept.start, kept.end);
            let end = piece.text.end.clamp(start, kept.end.max(start));
            piece.skipped = start.saturating_sub(piece.text.start);
            piece.text = base + start - before..base + end - before;
        }
        self.base += text.len() + 1;
        self.paragraphs.push(text.to_owned());
    }

    /// The text of a paragraph.
    fn runs(&mut self, element: &Element, at: At<'_>) {
        for e in element.elements() {
            match e.name.as_str() {
                "t" => self.words(e, at),
                "tab" | "br" | "cr" => self.show(e, " ", None, at),
                "noBreakHyphen" => self.show(e, "\u{2011}", None, at),
                "footnoteReference" => self.refer("footnote", e, at),
                "endnoteReference" => self.refer("endnote", e, at),
                "r" if is_hidden(e) => {}
                name if NO_RUN.contains(&name) => {}
                _ => {
                    let at = self.inside(e, element, at);
                    self.runs(e, at);
                }
            }
        }
    }

    fn words(&mut self, t: &Element, at: At<'_>) {
        let words = t.children.iter().filter_map(|n| match n {
            xml::Node::Text(text) => Some(text.replace('\0', "\u{FFFD}").replace(['\n', '\r'], " ")),
            xml::Node::Element(_) => None,
        });
        let space = t.attribute("space");
        let inside = at.source.get(t.inside.clone()).unwrap_or_default();
        let cut = space.is_none_or(|s| s == "preserve") && prefix(at.source, t) == self.prefix && !inside.contains('<');
        self.show(t, &words.collect::<String>(), cut.then(|| (t.inside.clone(), space.is_some())), at);
    }

    fn show(&mut self, e: &Element, words: &str, cut: Option<(Range<usize>, bool)>, at: At<'_>) {
        let start = self.open.len();
        self.open.push_str(words);
        let (element, holder) = match at.note {
            Some(reference) => reference.clone(),
            None => (e.at.clone(), self.held(e, at)),
        };
        let text = start..self.open.len();
        let inside = cut.filter(|_| at.note.is_none());
        self.pieces.push(Piece { shown: text.len(), text, skipped: 0, element, inside, holder });
    }

    fn refer(&mut self, kind: &'static str, e: &Element, at: At<'_>) {
        if let (Some(id), None) = (e.attribute("id"), at.note) {
            let holder = self.held(e, at);
            self.notes.insert((kind, id.to_owned()), (e.at.clone(), holder));
        }
    }

    /// What holds an element: itself, where it stands in no run.
    fn held(&mut self, e: &Element, at: At<'_>) -> usize {
        at.holder.unwrap_or_else(|| self.hold(e.at.clone(), None))
    }

    fn hold(&mut self, at: Range<usize>, run: Option<Run>) -> usize {
        self.holders.push(Holder { at, run });
        self.holders.len() - 1
    }

    /// Where the walk stands inside `e`, a child of `parent`.
    fn inside<'x>(&mut self, e: &Element, parent: &Element, at: At<'x>) -> At<'x> {
        if at.foreign || at.note.is_some() {
            return at;
        }
        let foreign = prefix(at.source, e) != self.prefix;
        let holder = match at.holder {
            None if foreign => Some(self.hold(e.at.clone(), None)),
            _ if e.name == "r" && !foreign => Some(self.hold(e.at.clone(), run(e))),
            // Something in a run that is neither text nor a run of its own.
            Some(_) if parent.name == "r" => Some(self.hold(parent.at.clone(), None)),
            holder => holder,
        };
        At { holder, foreign, ..at }
    }
}

/// The prefix of an element's name.
pub(super) fn prefix<'x>(source: &'x str, e: &Element) -> &'x str {
    let tag = source.get(e.at.start + 1..).unwrap_or_default();
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// A run that can be cut.
fn run(e: &Element) -> Option<Run> {
    let mut content = e.elements().filter(|c| c.name != "rPr");
    let first = content.next()?;
    let last = content.last().unwrap_or(first);
    let tag = e.at.start..e.inside.start;
    let format = e.child("rPr").map_or(tag.end..tag.end, |f| f.at.clone());
    (tag.len() + format.len() <= MOST_FORMATTING).then_some(Run { content: first.at.start..last.at.end, tag, format })
}

/// A run that is not shown.
fn is_hidden(run: &Element) -> bool {
    let vanish = run.at(&["rPr", "vanish"]);
    vanish.is_some_and(|v| !matches!(v.attribute("val"), Some("0" | "false" | "off")))
}
