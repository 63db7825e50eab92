//! Blocks: runs of paragraphs in which somebody else than the writer has the floor, by how the page is laid out.
//!
//! One state machine over the paragraphs. Outside a block, each paragraph is asked in turn whether it opens one (the line of a post, a
//! mark `>`, a salutation, a line that hands over a whole statement); the block then says where it closes, and the next paragraph is
//! asked again. Transcripts are found first, for a label counts only where it comes back. What a colon hands over is for `attribution`
//! to say, who sees who is named before it; where that ends is said here ([`Block::List`], [`BlockKind::Quotation`]).
mod interview;
mod post;
mod turn;
mod words;

pub(super) use post::{is_line, signs};

use super::{Document, Furniture, Paragraph, ParagraphKind, Token, TokenKind, is_dash};
use std::ops::Range;
use words::Words;

vocabulary! {
    /// Whose words a block holds.
    pub enum BlockKind {
        /// A post of a network, with the line of who posted it.
        Post = "post",
        /// Set off as a quotation: `>`, `<blockquote>`.
        Quotation = "quotation",
        /// A statement or letter that a line before it hands over.
        Statement = "statement",
        /// A reader's letter or comment, signed below. It is its writer's as a column is: its argument is judged as the article's own.
        Letter = "letter",
        /// What one speaker of an interview or transcript says.
        Turn = "turn",
        /// A question of an interview: the outlet's own.
        Question = "question",
        /// The points of a list; whose they are, the line before says.
        List = "list",
        /// What a colon hands over, in the same paragraph or the next; found by `attribution`.
        Speech = "speech",
    }
}

impl BlockKind {
    /// Are its words its holder's, and not the article's own?
    pub fn is_foreign(self) -> bool {
        !matches!(self, BlockKind::Letter | BlockKind::Question)
    }
}

vocabulary! {
    /// How the page shows that somebody else has the floor, as one clause for the reader.
    pub enum Because {
        /// A line with a handle.
        PostLine = "a line with a handle names who posted it",
        /// `>` or `<blockquote>`.
        SetOff = "it is set off as a quotation",
        /// A line that hands over a whole document.
        HandedOver = "the line before hands it over whole",
        /// A salutation, and a name below.
        Letter = "it opens as a letter does and a name stands below it",
        /// A name below.
        Signed = "a name and a place stand below it",
        /// *MAYOR DAHL:*
        Label = "a label that comes back names who speaks",
        /// Questions to *you* that are answered.
        Asked = "questions and answers follow each other",
        /// A colon at the end of the line before, or behind who speaks.
        Colon = "a colon hands it over",
        /// Bullets, or numbers.
        Points = "it is a list",
    }
}

/// A run of paragraphs in which somebody has the floor. Invariant: blocks are in text order and disjoint; `content` lies in `paragraphs`.
#[derive(Clone, Debug)]
pub struct Block {
    /// Whose words it holds.
    pub kind: BlockKind,
    /// Indices into [`Document::paragraphs`].
    pub paragraphs: Range<usize>,
    /// The tokens of what is said.
    pub content: Vec<Range<usize>>,
    /// The words that name who has the floor.
    pub holder: Option<Range<usize>>,
    /// How the page shows it.
    pub because: Because,
}

/// A statement of more paragraphs is not believed to be one.
const LONGEST_STATEMENT: usize = 40;
/// A letter of more paragraphs is not believed to be one.
const LONGEST_LETTER: usize = 24;
/// The line that hands over has at most so many words.
const HANDOVER_WORDS: usize = 30;
/// A name below a letter has at most so many words, with what it is of.
const NAME_WORDS: usize = 9;

/// *A*, *A.*, *Answer*: whose answers they are stands in the text before.
pub(crate) fn answers(doc: &Document<'_>, label: &Range<usize>) -> bool {
    label.len() == 1 && Words::get().answers.iter().any(|a| a == doc.norm(label.start))
}

/// Does a letter open so?
pub(super) fn is_salutation(text: &str) -> bool {
    begins(text, &Words::get().salutations)
}

/// Does a paragraph begin with one of these, which are in lower case?
fn begins(text: &str, with: &[String]) -> bool {
    let start: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    with.iter().any(|w| start.starts_with(w.as_str()))
}

/// All blocks, in text order.
pub(super) fn blocks(doc: &Document<'_>) -> Vec<Block> {
    let parted = doc.paragraphs().iter().filter(|p| p.parted).count();
    let blank_lines = 2 * parted > doc.paragraphs().len();
    let page = Page { doc, signed: signed_below(doc), blank_lines };
    let labelled = turn::turns(doc);
    let mut turns = if labelled.is_empty() { interview::turns(doc) } else { labelled }.into_iter().peekable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < doc.paragraphs().len() {
        let free = blocks.last().map_or(0, |b| b.paragraphs.end);
        let turn = turns.next_if(|t| t.paragraphs.start <= at);
        if let Some(block) = turn.or_else(|| page.opens(at, free)) {
            at = block.paragraphs.end.max(at + 1);
            blocks.push(block);
        } else {
            at += 1;
        }
    }
    blocks
}

struct Page<'a> {
    doc: &'a Document<'a>,
    /// Paragraphs that are *Nadia Kell, Tarnby* and nothing else; none where only one is.
    signed: Vec<usize>,
    /// Blank lines part most paragraphs.
    blank_lines: bool,
}

impl Page<'_> {
    /// The block that a paragraph opens; the line below a post opens it backwards, as far as `free`.
    fn opens(&self, at: usize, free: usize) -> Option<Block> {
        let paragraph = self.doc.paragraphs().get(at)?;
        if let Some(block) = post::labelled(self.doc, at) {
            return Some(block);
        }
        if let Some(line) = post::line(self.doc, paragraph) {
            return post::block(self.doc, self.blank_lines, at, free, line);
        }
        self.quotation(at)
            .or_else(|| self.letter(at))
            .or_else(|| self.signed(at, free))
            .or_else(|| self.statement(at))
            .or_else(|| self.list(at))
    }

    /// A run of paragraphs behind `>`. One short line without a stop is a link to something else.
    fn quotation(&self, at: usize) -> Option<Block> {
        let all = self.doc.paragraphs();
        if at.checked_sub(1).and_then(|n| all.get(n)).is_some_and(|p| p.quoted) {
            return None;
        }
        let run = all.get(at..)?.iter().take_while(|p| p.quoted && !p.kind.is_furniture()).count();
        // The name stands in its last line, or behind a dash below it.
        let below = all.get(at + run).filter(|p| run > 0 && is_dash(self.doc.word(p.tokens.start))).and_then(|_| self.named(at + run));
        let run = run + usize::from(below.is_some());
        let holder = below.or_else(|| (run > 1).then(|| self.named(at + run - 1))?);
        let end = at + run - usize::from(holder.is_some());
        let content: Vec<Range<usize>> = all.get(at..end)?.iter().map(|p| p.tokens.clone()).collect();
        let told = content.iter().cloned().flatten().any(|t| matches!(self.doc.norm(t), "." | "!" | "?"));
        (run > 0 && (told || holder.is_some())).then_some(Block {
            kind: BlockKind::Quotation,
            paragraphs: at..at + run,
            content,
            holder,
            because: Because::SetOff,
        })
    }

    /// *Dear Mayor, …* up to the name below, at most two lines behind a closing.
    fn letter(&self, at: usize) -> Option<Block> {
        if !self.starts(at, &Words::get().salutations) {
            return None;
        }
        let end = (at..self.doc.paragraphs().len().min(at + LONGEST_LETTER))
            .find(|&n| n > at && (self.starts(n, &Words::get().salutations) || self.is_break(n) && self.signature(n).is_none()));
        let last = end.unwrap_or(self.doc.paragraphs().len().min(at + LONGEST_LETTER));
        let name = (at + 1..last).find_map(|n| Some((n, self.signature(n)?)))?;
        Some(self.signed_by(at, name, Because::Letter))
    }

    /// A letter or comment without salutation, on a page where several have *Nadia Kell, Tarnby* below.
    fn signed(&self, at: usize, free: usize) -> Option<Block> {
        let next = self.signed.partition_point(|n| *n <= at);
        let name = *self.signed.get(next).filter(|n| **n - at < LONGEST_LETTER)?;
        let body = |n: usize| {
            self.doc.paragraphs().get(n).is_some_and(|p| p.kind == ParagraphKind::Body) && self.signed.binary_search(&n).is_err()
        };
        // Below a name begins the next letter; of the first nobody knows where it begins, but its last paragraph is one.
        let opens = if next > 0 && free > 0 { at == free } else { at + 1 == name };
        (opens && at >= free && (at..name).all(body)).then(|| Some(self.signed_by(at, (name, self.signature(name)?), Because::Signed)))?
    }

    fn signed_by(&self, at: usize, (name, holder): (usize, Range<usize>), because: Because) -> Block {
        // What the writer is, or where, stands in the next line.
        let line = |n: usize| self.doc.paragraphs().get(n).is_some_and(|p| !p.parted && p.tokens.len() <= 2 * NAME_WORDS);
        let more = is_place(self.doc, name + 1) || because == Because::Letter && line(name + 1);
        let end = name + 1 + usize::from(more);
        let content = (at..name).filter_map(|n| Some(self.doc.paragraphs().get(n)?.tokens.clone())).collect();
        Block { kind: BlockKind::Letter, paragraphs: at..end, content, holder: Some(holder), because }
    }

    /// *Read the full statement below.*: what follows, up to a closing, a heading, or the page's furniture. What stands in quotation
    /// marks closes where they do.
    fn statement(&self, at: usize) -> Option<Block> {
        let all = self.doc.paragraphs();
        let line = all.get(at).filter(|p| matches!(p.kind, ParagraphKind::Body | ParagraphKind::Furniture(Furniture::Related)))?;
        if !self.hands_over(line) {
            return None;
        }
        let first = all.get(at + 1).filter(|p| !p.quoted && !self.doc.is_quoted(p.tokens.start))?;
        if first.kind != ParagraphKind::Body || post::line(self.doc, first).is_some() {
            return None;
        }
        let open = at + 1..all.len().min(at + 1 + LONGEST_STATEMENT);
        let close = open.clone().find(|&n| self.is_break(n) || self.starts(n, &Words::get().closings)).unwrap_or(open.end);
        let content = all.get(at + 1..close)?.iter().map(|p| p.tokens.clone()).collect();
        // Behind a closing stands the name.
        let signed = close < open.end && !self.is_break(close);
        let end = if signed { close + 1 + usize::from(self.signature(close + 1).is_some()) } else { close };
        let holder = if signed { self.signature(close + 1) } else { None };
        (close > at + 1).then_some(Block {
            kind: BlockKind::Statement,
            paragraphs: at + 1..end,
            content,
            holder,
            because: Because::HandedOver,
        })
    }

    /// Points below each other.
    fn list(&self, at: usize) -> Option<Block> {
        let all = self.doc.paragraphs();
        let run = all.get(at..)?.iter().take_while(|p| p.kind == ParagraphKind::Body && self.is_point(p)).count();
        let content = all.get(at..at + run)?.iter().map(|p| p.tokens.clone()).collect();
        let paragraphs = at..at + run;
        (run > 1).then_some(Block { kind: BlockKind::List, paragraphs, content, holder: None, because: Because::Points })
    }

    fn is_point(&self, paragraph: &Paragraph) -> bool {
        let first = paragraph.tokens.start;
        let bullet = matches!(self.doc.word(first), "•" | "*" | "-" | "–" | "▪" | "●" | "◦" | "‣" | "■");
        let behind = |n: usize| self.doc.tokens().get(first + n).filter(|_| first + n < paragraph.tokens.end);
        bullet && behind(1).is_some_and(|t| t.spaced && (t.is_word() || t.kind == TokenKind::Quote)) || self.marked_point(paragraph)
    }

    /// Markdown's own mark of a list stands before it.
    fn marked_point(&self, paragraph: &Paragraph) -> bool {
        let before = self.doc.article().text().get(..paragraph.span.start()).unwrap_or_default();
        let mark = before.rsplit('\n').next().unwrap_or_default().trim();
        matches!(mark, "-" | "*" | "+")
            || mark.strip_suffix(['.', ')']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    }

    fn hands_over(&self, line: &Paragraph) -> bool {
        let words = self.doc.tokens().get(line.tokens.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count();
        let text = self.doc.text_of(line.span).to_lowercase();
        let names = line.tokens.clone().any(|t| Words::get().documents.iter().any(|d| d == self.doc.norm(t)));
        let quotes = line.tokens.clone().any(|t| self.doc.is_quoted(t));
        let end = line.tokens.end.checked_sub(1).map_or("", |t| self.doc.norm(t));
        let whole = Words::get().whole.iter().any(|w| text.contains(w.as_str()));
        words <= HANDOVER_WORDS && !quotes && names && whole && (end == ":" || end == "." && begins(&text, &Words::get().invitations))
    }

    /// Nothing goes on over it.
    fn is_break(&self, at: usize) -> bool {
        let Some(p) = self.doc.paragraphs().get(at) else { return true };
        let words = self.doc.tokens().get(p.tokens.clone()).unwrap_or_default().iter().any(Token::is_word);
        p.kind != ParagraphKind::Body || !words
    }

    fn starts(&self, at: usize, with: &[String]) -> bool {
        self.doc.paragraphs().get(at).is_some_and(|p| begins(self.doc.text_of(p.span), with))
    }

    /// *Nadia Kell, Tarnby*, *— Ada Brandt*, *Prof. H. L. Tarn*: the words that name who signs, without a dash before them.
    fn signature(&self, at: usize) -> Option<Range<usize>> {
        signature(self.doc, self.doc.paragraphs().get(at)?)
    }

    /// Who is named below a quotation, with or without what he or she is: *— Ada Brandt, chair of the board*.
    fn named(&self, at: usize) -> Option<Range<usize>> {
        self.signature(at).or_else(|| {
            let line = self.doc.paragraphs().get(at)?.tokens.clone();
            let name = line.start + usize::from(is_dash(self.doc.word(line.start)))..line.clone().find(|t| self.doc.norm(*t) == ",")?;
            let stop = line.end.checked_sub(1).is_some_and(|t| matches!(self.doc.norm(t), "." | "!" | "?"));
            let short = line.len() <= 2 * NAME_WORDS && (2..=4).contains(&name.len()) && name.clone().all(|t| is_capital(self.doc, t));
            (short && !stop).then_some(name)
        })
    }
}

fn is_capital(doc: &Document<'_>, t: usize) -> bool {
    let capital = |t: &Token| t.shape.is_capital() && t.kind == TokenKind::Word;
    doc.tokens().get(t).is_some_and(capital)
}

fn signature(doc: &Document<'_>, paragraph: &Paragraph) -> Option<Range<usize>> {
    if paragraph.kind.is_furniture() || paragraph.kind == ParagraphKind::Headline {
        return None;
    }
    let tokens = paragraph.tokens.clone();
    let name = tokens.start + usize::from(is_dash(doc.word(tokens.start)))..tokens.end;
    let token = |t: usize| doc.tokens().get(t);
    let small = |t: usize| matches!(doc.norm(t), "," | "." | "(" | ")") || Words::get().small.iter().any(|w| w == doc.norm(t));
    let number = |t: usize| token(t).is_some_and(|t| t.kind == TokenKind::Number);
    let words = name.clone().filter(|t| token(*t).is_some_and(Token::is_word)).count();
    let written = name.clone().all(|t| is_capital(doc, t) || small(t) || number(t));
    let stop = name.end.checked_sub(1).is_some_and(|t| doc.norm(t) == ".");
    ((2..=NAME_WORDS).contains(&words) && written && !stop && is_capital(doc, name.start)).then_some(name)
}

/// *Tarnby*, in the line below a name.
fn is_place(doc: &Document<'_>, at: usize) -> bool {
    let short = |p: &Paragraph| !p.parted && (1..=3).contains(&p.tokens.len()) && p.tokens.clone().all(|t| is_capital(doc, t));
    doc.paragraphs().get(at).is_some_and(short)
}

/// The paragraphs that are *Nadia Kell, Tarnby*: a name of two or three words, a comma or a new line, a place; none where only one is.
fn signed_below(doc: &Document<'_>) -> Vec<usize> {
    let signs = |n: usize, p: &Paragraph| {
        let Some(name) = signature(doc, p) else { return false };
        if p.parted && name.len() < 4 && name.clone().all(|t| is_capital(doc, t)) {
            return is_place(doc, n + 1);
        }
        let comma = name.clone().find(|t| doc.norm(*t) == ",");
        let commas = name.clone().filter(|t| doc.norm(*t) == ",").count();
        commas == 1 && comma.is_some_and(|c| (2..=4).contains(&(c - name.start)) && (1..=3).contains(&(name.end - c - 1)))
    };
    let found: Vec<usize> = doc.paragraphs().iter().enumerate().filter(|(n, p)| *n > 0 && signs(*n, p)).map(|(n, _)| n).collect();
    if found.len() > 1 { found } else { Vec::new() }
}
