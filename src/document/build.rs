//! Puts a document together: paragraphs, then tokens, quotation marks and sentences of each.
use super::{
    BlockKind, Document, Note, Paragraph, ParagraphKind, Quotation, QuoteState, Sentence, SentenceId, block, furniture, layout,
    quotation::{self, Inherits, Pair, Pairing},
    split::Splitter,
    tokenize::Tokenizer,
};
use crate::article::Article;
use std::ops::Range;

pub(super) fn build(article: &Article) -> Document<'_> {
    let mut tokenizer = Tokenizer::new(article);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for layout::Cut { span, quoted, parted } in layout::paragraphs(article) {
        let index = u32::try_from(paragraphs.len()).unwrap_or(u32::MAX);
        let tokens = tokenizer.paragraph(index, layout::stretches(article, span));
        if !tokens.is_empty() {
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Body, quoted, parted, dateline: None, tokens, sentences: 0..0 });
        }
    }
    let Tokenizer { tokens, norms, .. } = tokenizer;
    furniture::classify(article, &tokens, &mut paragraphs);
    let quote_states = vec![QuoteState::Outside; tokens.len()];
    let notes = left_out(article).into_iter().collect();
    let mut doc =
        Document { article, paragraphs, sentences: vec![], tokens, norms, quotations: vec![], quote_states, notes, blocks: vec![] };
    let mut pairings: Vec<Pairing> = doc.paragraphs.iter().map(|p| quotation::pair(article, &doc.tokens, p.tokens.clone())).collect();
    let prose: Vec<_> = doc.paragraphs.iter().map(|p| (p.tokens.clone(), !p.kind.is_furniture())).collect();
    quotation::connect(article, &doc.tokens, &prose, &mut pairings);
    for (index, pairing) in pairings.iter().enumerate() {
        doc.fill(index, pairing);
    }
    doc.blocks = block::blocks(&doc);
    // The name above a post looks like a heading.
    for post in doc.blocks.iter().filter(|b| b.kind == BlockKind::Post) {
        for paragraph in doc.paragraphs.get_mut(post.paragraphs.clone()).into_iter().flatten().filter(|p| p.is_heading()) {
            paragraph.kind = ParagraphKind::Body;
        }
    }
    doc
}

/// Where the text was cut off; the first of all notes.
fn left_out(article: &Article) -> Option<Note> {
    let (end, rest) = (article.text().len(), article.left_out());
    let text = format!("The first {end} bytes of this text are judged; it has {rest} more, which are not.");
    let last = article.text().char_indices().next_back().map_or(0, |(at, _)| at);
    article.span(last, end).filter(|_| rest > 0).map(|span| Note { span, text })
}

impl Document<'_> {
    /// Sentences and quotations of one paragraph.
    fn fill(&mut self, index: usize, pairing: &Pairing) {
        for pair in &pairing.pairs {
            self.quote_states[pair.open] = QuoteState::Open;
            self.quote_states[pair.close] = QuoteState::Close;
        }
        let first = self.sentences.len();
        if !self.paragraphs[index].kind.is_furniture() {
            self.split(index, pairing);
        }
        self.paragraphs[index].sentences = first..self.sentences.len();
        self.quote(index, pairing);
    }

    fn split(&mut self, index: usize, pairing: &Pairing) {
        let all = self.paragraphs[index].tokens.clone();
        let start = self.paragraphs[index].dateline.map_or(all.start, |d| self.tokens_in(d).end);
        let splitter = Splitter { article: self.article, tokens: &self.tokens, states: &self.quote_states, pairing, range: start..all.end };
        for tokens in splitter.sentences() {
            let Ok(id) = u32::try_from(self.sentences.len()) else { return };
            for token in &mut self.tokens[tokens.clone()] {
                token.sentence = id;
            }
            self.sentences.push(Sentence { id: SentenceId(id), span: self.span_of(tokens.clone()), paragraph: index, tokens });
        }
    }

    fn quote(&mut self, index: usize, pairing: &Pairing) {
        let range = self.paragraphs[index].tokens.clone();
        let from = self.quotations.len();
        match pairing.inherits {
            Some(Inherits::Whole) => self.add_quotation(range.clone(), range.clone(), true),
            Some(Inherits::Until(close)) => {
                self.quote_states[close] = QuoteState::Close;
                self.add_quotation(range.start..close + 1, range.start..close, true);
            }
            Some(Inherits::Reopened) | None => {}
        }
        for &Pair { open, close } in &pairing.pairs {
            self.add_quotation(open..close + 1, open + 1..close, true);
        }
        for (n, &open) in pairing.unclosed.iter().enumerate() {
            let goes_on = pairing.goes_on && n + 1 == pairing.unclosed.len();
            // A later quotation is not swallowed by an odd mark before it.
            let later = pairing.opening_in(open + 1..range.end).first().map_or(range.end, |p| p.open);
            let next = pairing.unclosed.get(n + 1).copied().unwrap_or(range.end);
            let sentence = self.sentence_of(open).map_or(range.end, |s| s.tokens.end);
            let end = if goes_on { range.end } else { sentence.min(later).min(next) };
            if !goes_on && n == 0 {
                self.note(open, "This quotation is never closed; it was taken to end with its sentence.");
            }
            self.quote_states[open] = QuoteState::Open;
            self.add_quotation(open..end, open + 1..end, goes_on);
        }
        if let Some(mark) = pairing.unopened.filter(|&m| pairing.inherits != Some(Inherits::Until(m))) {
            self.note(mark, "This quotation mark closes a quotation that was never opened; it was ignored.");
        }
        let added = &mut self.quotations[from..];
        added.sort_by_key(|q| q.span);
        if let Some(first) = added.first_mut() {
            first.continues = pairing.inherits.is_some() && first.span.start() == self.paragraphs[index].span.start();
        }
    }

    fn add_quotation(&mut self, whole: Range<usize>, tokens: Range<usize>, closed: bool) {
        for state in &mut self.quote_states[tokens.clone()] {
            if *state == QuoteState::Outside {
                *state = QuoteState::Inside;
            }
        }
        let span = self.span_of(whole);
        self.quotations.push(Quotation { span, tokens, closed, continues: false });
    }

    fn note(&mut self, token: usize, text: &str) {
        self.notes.push(Note { span: self.tokens[token].span, text: text.to_owned() });
    }
}
