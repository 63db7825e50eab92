//! Puts a document together: paragraphs, then tokens, quotation marks and sentences of each.
use super::{
    Document, Note, Paragraph, ParagraphKind, Quotation, QuoteState, Sentence, SentenceId, layout,
    quotation::{self, Pairing},
    split::Splitter,
    token::TokenKind,
    tokenize::Tokenizer,
};
use crate::{article::Article, span::Span};

pub(super) fn build(article: &Article) -> Document<'_> {
    let mut tokenizer = Tokenizer::new(article);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for span in layout::paragraphs(article) {
        let index = u32::try_from(paragraphs.len()).unwrap_or(u32::MAX);
        let tokens = tokenizer.paragraph(index, layout::stretches(article, span));
        if !tokens.is_empty() {
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Body, dateline: None, tokens, sentences: 0..0 });
        }
    }
    let Tokenizer { tokens, norms, .. } = tokenizer;
    let quote_states = vec![QuoteState::Outside; tokens.len()];
    let mut doc = Document { article, paragraphs, sentences: vec![], tokens, norms, quotations: vec![], quote_states, notes: vec![] };
    let mut continues = false;
    for index in 0..doc.paragraphs.len() {
        continues = doc.fill(index, continues);
    }
    doc
}

impl Document<'_> {
    /// Sentences and quotations of one paragraph; says whether its last quotation goes on in the next.
    fn fill(&mut self, index: usize, continued: bool) -> bool {
        let range = self.paragraphs[index].tokens.clone();
        let pairing = quotation::pair(self.article.text(), &self.tokens, range.clone());
        let first = self.sentences.len();
        if !self.paragraphs[index].kind.is_furniture() {
            self.split(index, &pairing);
        }
        self.paragraphs[index].sentences = first..self.sentences.len();
        self.quote(index, &pairing, continued)
    }

    fn split(&mut self, index: usize, pairing: &Pairing) {
        let dateline = self.paragraphs[index].dateline;
        let all = self.paragraphs[index].tokens.clone();
        let start = dateline.map_or(all.start, |d| self.tokens_in(d).end);
        let splitter = Splitter { text: self.article.text(), tokens: &self.tokens, pairing, range: start..all.end };
        let cut: Vec<_> = splitter.sentences().into_iter().map(|r| (splitter.kind(&r), r)).collect();
        for (kind, tokens) in cut {
            let Ok(id) = u32::try_from(self.sentences.len()) else { return };
            for token in &mut self.tokens[tokens.clone()] {
                token.sentence = id;
            }
            self.sentences.push(Sentence { id: SentenceId(id), span: self.span_of(tokens.clone()), paragraph: index, tokens, kind });
        }
    }

    fn quote(&mut self, index: usize, pairing: &Pairing, continued: bool) -> bool {
        let range = self.paragraphs[index].tokens.clone();
        let mut goes_on = false;
        let mut found: Vec<(usize, Option<usize>, usize, u8, bool)> =
            pairing.pairs.iter().map(|&(open, close, depth)| (open, Some(close), close, depth, true)).collect();
        if let Some(open) = pairing.open {
            goes_on = self.reopens(index + 1, open);
            let end = if goes_on { range.end } else { self.sentence_of(open).map_or(range.end, |s| s.tokens.end) };
            // A later quotation is not swallowed by an odd mark before it.
            let end = if goes_on { end } else { pairing.pairs.iter().map(|p| p.0).find(|&o| o > open).map_or(end, |o| end.min(o)) };
            if !goes_on {
                let span = self.tokens[open].span;
                self.notes.push(Note { span, text: "This quotation is never closed; it was taken to end with its sentence.".to_owned() });
            }
            found.push((open, None, end, 0, goes_on));
            found.sort_unstable_by_key(|f| f.0);
        }
        for (open, close, end, depth, closed) in found {
            let continues = continued && open == range.start;
            let tokens = open + 1..end;
            let inner = if tokens.is_empty() { self.empty_after(open) } else { self.span_of(tokens.clone()) };
            let span = self.span_of(open..close.map_or(end, |c| c + 1).max(open + 1));
            for state in &mut self.quote_states[tokens.clone()] {
                if *state == QuoteState::Outside {
                    *state = QuoteState::Inside;
                }
            }
            self.quote_states[open] = QuoteState::Open;
            if let Some(close) = close {
                self.quote_states[close] = QuoteState::Close;
            }
            self.quotations.push(Quotation { span, inner, tokens, depth, closed, continues });
        }
        goes_on
    }

    /// Does the paragraph open with a mark of the same family, so that it goes on with the quotation left open before?
    fn reopens(&self, index: usize, open: usize) -> bool {
        let Some(first) = self.paragraphs.get(index).map(|p| p.tokens.start) else { return false };
        let family = |token: usize| quotation::family(self.word(token));
        self.tokens[first].kind == TokenKind::Quote && family(first) == family(open)
    }

    fn empty_after(&self, token: usize) -> Span {
        let end = self.tokens[token].span.end();
        self.article.span(end, end).unwrap_or(self.tokens[token].span)
    }
}
