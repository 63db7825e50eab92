//! What the features look at: one small record a token, laid out so that a window never leaves the slice.
use crate::{
    attribution::{CueClass, Input, Label, rules},
    document::{Document, Form, ParagraphKind, Pos, Quotation, QuoteState, Shape, Token, TokenKind, key},
    lexicon::Kind,
};
use std::ops::Range;

/// Cells of padding before, between and after paragraphs: the reach of a window.
pub const MARGIN: usize = 4;

/// One token. The default is a cell of padding.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    /// Hash of the normalised word; 0 in padding.
    pub word: u32,
    /// Hash of its last three bytes.
    pub suffix: u32,
    /// Part of speech and inflection; 0 in padding.
    pub tag: u8,
    /// Part of speech alone.
    pub pos: u8,
    /// Quotation state; 4 in padding.
    pub quote: u8,
    /// How it is written.
    pub shape: u8,
    /// Class of a cue of the lexicons that begins here (1..), or goes on here (17..); else 0.
    pub cue: u8,
    /// Class of a vague source or title of the lexicons; else 0.
    pub title: u8,
    /// Which of *that*, *to*, comma, opening mark, colon it is: one bit each.
    pub hint: u8,
    /// What its outermost quotation is like: length, what stands before it, how it ends; 0 outside.
    pub quotation: u8,
    /// What the rules engine takes it for: the number of its label.
    pub rule: u8,
    /// Which outermost quotation, counted from 1; 0 outside.
    pub quotation_number: u32,
    /// Commas up to here.
    pub commas: u32,
    /// Verbs up to here.
    pub verbs: u32,
}

impl Cell {
    /// A punctuation mark.
    pub fn is_mark(&self) -> bool {
        self.pos == PUNCT
    }
    /// A colon.
    pub fn is_colon(&self) -> bool {
        self.hint & COLON != 0
    }
    /// What the rules engine takes it for.
    pub fn by_rule(&self) -> Label {
        Label::ALL.get(usize::from(self.rule)).copied().unwrap_or_default()
    }
}

/// One sentence of a run.
#[derive(Clone)]
pub struct Line {
    /// Its cells.
    pub cells: Range<usize>,
    /// Bits: first of its paragraph, last, holds a quotation mark, begins inside a quotation, ends inside or at the end of one.
    pub form: u8,
    /// Whether the quotation it begins with was left open by the paragraph before.
    pub continues: bool,
    /// Kind of its paragraph.
    pub kind: u8,
    /// Begins a paragraph.
    pub first: bool,
}

impl Line {
    /// Of a headline or a heading inside the text.
    pub fn is_heading(&self) -> bool {
        self.kind == ParagraphKind::Headline as u8 || self.kind == ParagraphKind::Subheading as u8
    }
}

/// One paragraph: what the tagger labels at a time.
pub struct Run {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// Its cells, as many.
    pub cells: Range<usize>,
    /// Indices into [`Page::lines`].
    pub lines: Range<usize>,
}

/// A document as the features see it.
///
/// Invariants: every run has `MARGIN` cells of padding on both sides; its lines tile its cells, in order.
pub struct Page {
    /// Tokens and padding.
    pub cells: Vec<Cell>,
    /// Sentences.
    pub lines: Vec<Line>,
    /// Paragraphs that hold sentences.
    pub runs: Vec<Run>,
    /// Number of outermost quotations, plus one.
    pub quotations: usize,
}

impl Page {
    /// Lays a document out. `hidden(token)` hides the word itself, so that training can teach the tagger to trust the lexicon.
    pub fn new(input: &Input<'_>, hidden: impl Fn(usize) -> bool) -> Page {
        let doc = input.doc;
        let mut page = Page { cells: vec![PADDING; MARGIN], lines: Vec::new(), runs: Vec::new(), quotations: 1 };
        page.cells.reserve(doc.tokens().len() + doc.paragraphs().len() * MARGIN);
        let hints = [key("that"), key("to")];
        let (mut commas, mut verbs) = (0, 0);
        let classes = Classes::new(input);
        let by_rule = rules::label(input);
        for paragraph in doc.paragraphs() {
            let sentences = doc.sentences().get(paragraph.sentences.clone()).unwrap_or_default();
            let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { continue };
            let (start, tokens) = (page.cells.len(), first.tokens.start..last.tokens.end);
            for i in tokens.clone() {
                let token = &doc.tokens()[i];
                let mut cell = cell(doc, input, i, token, &hints, &classes);
                cell.rule = by_rule.get(i).map_or(0, |l| *l as u8);
                if hidden(i) {
                    (cell.word, cell.suffix) = (1, 1);
                }
                commas += u32::from(cell.hint & COMMA != 0);
                verbs += u32::from(matches!(input.tags.get(i).map(|t| t.pos), Some(Pos::Verb | Pos::Aux)));
                (cell.commas, cell.verbs) = (commas, verbs);
                page.cells.push(cell);
            }
            let lines = page.lines.len()..page.lines.len() + sentences.len();
            let mut begin = start;
            for (k, s) in sentences.iter().enumerate() {
                let end = start + (s.tokens.end - tokens.start);
                page.lines.push(page.line(begin..end, k == 0, k + 1 == sentences.len(), paragraph.kind));
                begin = end;
            }
            page.runs.push(Run { cells: start..page.cells.len(), tokens, lines });
            page.cells.extend([PADDING; MARGIN]);
        }
        page.mark_quotations(doc);
        page
    }

    fn line(&self, cells: Range<usize>, first: bool, last: bool, kind: ParagraphKind) -> Line {
        let own = self.cells.get(cells.clone()).unwrap_or_default();
        let quote = |c: Option<&Cell>| c.map_or(0, |c| c.quote);
        let bits = [
            first,
            last,
            own.iter().any(|c| c.quote == OPEN || c.quote == CLOSE),
            matches!(quote(own.first()), OPEN | INSIDE),
            own.iter().rev().take(2).any(|c| matches!(c.quote, INSIDE | CLOSE)),
        ];
        let form = bits.iter().enumerate().map(|(k, b)| u8::from(*b) << k).sum();
        Line { cells, form, continues: false, kind: kind as u8, first }
    }

    /// Writes what each outermost quotation is like into its cells.
    fn mark_quotations(&mut self, doc: &Document<'_>) {
        let mut run = 0;
        for q in doc.quotations().iter().filter(|q| q.depth == 0) {
            let whole = doc.tokens_in(q.span);
            while self.runs.get(run).is_some_and(|r| r.tokens.end <= whole.start) {
                run += 1;
            }
            let Some(r) = self.runs.get(run) else { return };
            if whole.end > r.tokens.end || whole.start < r.tokens.start {
                continue;
            }
            let start = r.cells.start + (whole.start - r.tokens.start);
            let cells = start..start + whole.len();
            let code = quotation_code(q, &self.cells, &cells);
            for c in self.cells.get_mut(cells).into_iter().flatten() {
                (c.quotation, c.quotation_number) = (code, self.quotations as u32);
            }
            self.quotations += 1;
            if q.continues {
                let lines = self.lines.get_mut(r.lines.clone()).into_iter().flatten();
                lines.filter(|l| l.cells.contains(&start)).for_each(|l| l.continues = true);
            }
        }
    }
}

/// In no quotation.
pub const OUTSIDE: u8 = 0;
/// Opening mark.
pub const OPEN: u8 = 1;
/// Between the marks.
pub const INSIDE: u8 = 2;
/// Closing mark.
pub const CLOSE: u8 = 3;
/// Bits of [`Cell::hint`].
const COMMA: u8 = 4;
const COLON: u8 = 16;
/// Part of speech of punctuation in [`Cell::pos`].
const PUNCT: u8 = Pos::Punct as u8 + 1;
const PADDING: Cell = Cell {
    word: 0,
    suffix: 0,
    tag: 0,
    pos: 0,
    quote: 4,
    shape: 15,
    cue: 0,
    title: 0,
    hint: 0,
    quotation: 0,
    rule: 0,
    quotation_number: 0,
    commas: 0,
    verbs: 0,
};

/// Length, mark before, last token inside, first letter, goes on from the paragraph before.
fn quotation_code(q: &Quotation, cells: &[Cell], own: &Range<usize>) -> u8 {
    let length = match q.tokens.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let before = match own.start.checked_sub(1).and_then(|i| cells.get(i)) {
        Some(c) if c.hint & (COMMA | COLON) != 0 => 1,
        Some(c) if c.shape == PADDING.shape => 2,
        _ => 0,
    };
    let ends = match own.end.checked_sub(2).and_then(|i| cells.get(i)) {
        Some(c) if c.hint & COMMA != 0 => 1,
        Some(c) if c.pos == PUNCT => 2,
        _ => 0,
    };
    1 + length + 4 * (before + 3 * (ends + 3 * u8::from(q.continues || !q.closed)))
}

fn cell(doc: &Document<'_>, input: &Input<'_>, i: usize, token: &Token, hints: &[u64; 2], classes: &Classes) -> Cell {
    let (pos, form) = input.tags.get(i).map_or((Pos::X, Form::Plain), |t| (t.pos, t.form));
    let quote = match doc.quote_state(i) {
        QuoteState::Outside => OUTSIDE,
        QuoteState::Open => OPEN,
        QuoteState::Inside => INSIDE,
        QuoteState::Close => CLOSE,
    };
    let norm = doc.norm(i).as_bytes();
    let mark = |m: &[u8]| token.kind == TokenKind::Punct && norm == m;
    let bits = [token.key == hints[0], token.key == hints[1], mark(b","), quote == OPEN, mark(b":")];
    let shape = match (token.kind, token.shape) {
        (TokenKind::Word, Shape::None) => 0,
        (TokenKind::Word, Shape::Lower) => 1,
        (TokenKind::Word, Shape::Title) => 2,
        (TokenKind::Word, Shape::Upper) => 3,
        (TokenKind::Word, Shape::Mixed) => 4,
        (TokenKind::Number, _) => 5,
        (TokenKind::Quote, _) => 6,
        (TokenKind::Punct, _) => 7,
        (TokenKind::Address, _) => 8,
    };
    let (cue, title) = classes.of(i);
    Cell {
        word: (fold(token.key)).max(2),
        suffix: norm.iter().rev().take(3).fold(7, |h, b| h * 257 + u32::from(*b)),
        tag: pos as u8 * 12 + form as u8 + 1,
        pos: pos as u8 + 1,
        quote,
        shape,
        cue,
        title,
        hint: bits.iter().enumerate().map(|(k, b)| u8::from(*b) << k).sum(),
        ..PADDING
    }
}

fn fold(key: u64) -> u32 {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// Lexicon classes of the tokens that have one, in text order.
struct Classes {
    cues: Vec<(u32, u8)>,
    titles: Vec<(u32, u8)>,
}

impl Classes {
    fn new(input: &Input<'_>) -> Classes {
        let mut c = Classes { cues: Vec::new(), titles: Vec::new() };
        for hit in input.hits {
            let entry = input.lexicons.entry(hit.entry);
            let (list, class) = match entry.kind {
                Kind::Cue => (&mut c.cues, CueClass::parse(&entry.class).map_or(1, |c| c as u8 + 1)),
                Kind::VagueSource => (&mut c.titles, 1 + (key(&entry.class) % 3) as u8),
                Kind::Title => (&mut c.titles, 4 + (key(&entry.class) % 61) as u8),
                _ => continue,
            };
            let tokens = hit.tokens.start as u32..hit.tokens.end as u32;
            // The first of several hits on a token wins: hits are sorted, the longest of them first or else the earliest.
            let free = list.last().map_or(0, |l| l.0 + 1);
            for (k, t) in tokens.enumerate() {
                if t >= free {
                    list.push((t, class + if k == 0 || entry.kind != Kind::Cue { 0 } else { 16 }));
                }
            }
        }
        c
    }
    fn of(&self, token: usize) -> (u8, u8) {
        let find = |l: &[(u32, u8)]| l.binary_search_by_key(&(token as u32), |x| x.0).ok().and_then(|k| l.get(k)).map_or(0, |x| x.1);
        (find(&self.cues), find(&self.titles))
    }
}
