//! Who holds the floor by the state of the document, whatever a single sentence looks like: the blocks of the page, and what a colon
//! hands over.
use super::{Attribution, AttributionKind, CueClass, Input, SourceId, Voice, heard, kind::kind_of};
use crate::{
    annotate::Pronoun,
    document::{Because, Block, BlockKind, SentenceId, TokenKind},
    span::Span,
};
use std::ops::Range;

/// What the document says of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// Nothing: the readings tell.
    Open,
    /// Somebody's.
    Somebodys,
    /// Somebody's, unless it says nothing.
    Block,
    /// The line of who posted it.
    Line,
}

/// A stretch in which somebody has the floor.
#[derive(Clone, Debug)]
pub struct Held {
    /// Whose words it holds.
    pub kind: BlockKind,
    /// From its first to its last sentence, in indices.
    pub sentences: Range<usize>,
    /// How the page shows it.
    pub because: Because,
    /// The words that name who has it.
    pub named: Option<Span>,
    /// Who has it; nobody where no source of the article is it.
    pub source: Option<SourceId>,
}

/// One entry a sentence, and the stretches that they make.
#[derive(Debug)]
pub(super) struct Floor {
    holds: Vec<Hold>,
    held: Vec<Held>,
}

impl Floor {
    /// Nobody's yet.
    pub(super) fn new(input: &Input<'_>) -> Floor {
        Floor { holds: vec![Hold::Open; input.doc.sentences().len()], held: Vec::new() }
    }

    /// Gives the floor to somebody for what a colon hands over.
    pub(super) fn give(&mut self, sentences: Range<usize>, named: Option<Span>, (kind, because): (BlockKind, Because)) {
        self.holds.get_mut(sentences.clone()).into_iter().for_each(|held| held.fill(Hold::Somebodys));
        self.held.push(Held { kind, sentences, because, named, source: None });
    }

    /// Hears every block whole, in place of the pieces of it that an engine hands over. A block that was handed over by a line before it
    /// is heard already; the points of a list are only heard so.
    pub(super) fn hear_blocks(&mut self, input: &Input<'_>, items: &mut Vec<Attribution>) {
        let doc = input.doc;
        let mut covered = vec![false; doc.sentences().len()];
        let free = |floor: &Floor, b: &&Block| !matches!(b.kind, BlockKind::List | BlockKind::Question) && !floor.has(input, b);
        let blocks: Vec<&Block> = doc.blocks().iter().filter(|b| free(self, b)).collect();
        // The questions of an interview are heard piece by piece no more than its answers are.
        for block in
            blocks.iter().copied().filter(|b| b.kind.is_foreign()).chain(doc.blocks().iter().filter(|b| b.kind == BlockKind::Question))
        {
            covered.get_mut(sentences(input, block)).into_iter().for_each(|c| c.fill(true));
        }
        let inside = |a: &Attribution| covered.get(a.sentence.0 as usize) == Some(&true);
        // *I think* is whoever has the floor, *our coach said* is somebody else.
        let me = |a: &Attribution| {
            a.source.map(|s| doc.tokens_in(s)).is_some_and(|s| s.len() == 1 && Pronoun::parse(doc.norm(s.start)) == Some(Pronoun::Author))
        };
        items.retain(|a| !((matches!(a.class, CueClass::Colon | CueClass::NoCue) || me(a)) && inside(a)));
        for block in blocks {
            self.hold(input, block);
            items.extend(self.attribution(input, block).filter(|_| block.kind.is_foreign()));
        }
    }

    /// Is it heard already, by the line before?
    fn has(&self, input: &Input<'_>, block: &Block) -> bool {
        let at = sentences(input, block).start;
        self.holds.get(at).is_some_and(|h| *h == Hold::Somebodys)
    }

    fn hold(&mut self, input: &Input<'_>, block: &Block) {
        let all = sentences(input, block);
        if all.is_empty() {
            return;
        }
        let inside = |t: usize| {
            let next = block.content.partition_point(|c| c.end <= t);
            block.content.get(next).is_some_and(|c| c.start <= t)
        };
        let word = |t: usize| input.doc.tokens().get(t).is_some_and(|t| t.is_word() && t.kind != TokenKind::Address);
        let said = |s: &usize| input.doc.sentences().get(*s).is_some_and(|s| s.tokens.clone().any(|t| word(t) && inside(t)));
        // *Shame!*: who posts that says something, though alone it would be a fragment.
        let silent = |s: usize| heard::voice(&input.readings.sentence(input.doc.sentences()[s].id)) == Voice::Unvoiced;
        let short = block.holder.is_some() && all.clone().filter(said).all(silent);
        for s in all.clone().filter(|_| block.kind.is_foreign()) {
            let hold = match block.kind {
                BlockKind::Turn => Hold::Somebodys,
                _ if said(&s) && short => Hold::Somebodys,
                _ if said(&s) => Hold::Block,
                _ => Hold::Line,
            };
            self.holds.get_mut(s).into_iter().for_each(|h| *h = hold);
        }
        let named = block.holder.clone().map(|h| input.doc.span_of(h));
        self.held.push(Held { kind: block.kind, sentences: all, because: block.because, named, source: None });
    }

    /// The voice of a sentence: by the document, and where that is silent by the readings.
    pub(super) fn voice(&self, input: &Input<'_>, id: SentenceId) -> Voice {
        let read = || heard::voice(&input.readings.sentence(id));
        match self.holds.get(id.0 as usize) {
            Some(Hold::Somebodys) => Voice::Attributed,
            Some(Hold::Block) if read() != Voice::Unvoiced => Voice::Attributed,
            Some(Hold::Line) => Voice::Unvoiced,
            _ => read(),
        }
    }

    /// Whoever has the floor says the whole block, from its first sentence that says something.
    fn attribution(&self, input: &Input<'_>, block: &Block) -> Option<Attribution> {
        let doc = input.doc;
        let said = block.content.first()?.start;
        let turn = block.holder.as_ref().filter(|_| block.kind == BlockKind::Turn);
        // The colon of the label, or *A.* itself.
        let cue = turn.map(|_| doc.span_of(said - 1..said));
        let source = block.holder.clone().map(|h| doc.span_of(h));
        let first = doc.sentence_of(turn.map_or(said, |h| h.start))?.id;
        let heard = |s: &usize| *s >= first.0 as usize && self.voice(input, doc.sentences()[*s].id).is_somebodys();
        let sentence = sentences(input, block).find(heard).map_or(first, |s| doc.sentences()[s].id);
        let (kind, class) = match block.kind {
            BlockKind::Turn => (AttributionKind::Indirect, CueClass::Colon),
            _ if source.is_some() => (kind_of(input, &block.content), CueClass::Colon),
            _ => return None,
        };
        let content = block.content.iter().map(|c| doc.span_of(c.clone())).collect();
        Some(Attribution::new(sentence, kind, class, source, cue, content))
    }

    /// The stretches in text order, each with its source.
    pub(super) fn held(self, input: &Input<'_>, items: &[Attribution]) -> Vec<Held> {
        let Floor { mut held, .. } = self;
        held.sort_by_key(|h| (h.sentences.start, h.sentences.end));
        // Letters have no attribution of their own: who is heard in them is somebody else.
        for stretch in held.iter_mut().filter(|h| h.kind.is_foreign()) {
            let Some(first) = input.doc.sentences().get(stretch.sentences.clone()).and_then(|s| s.first()) else { continue };
            let end = input.doc.sentences().get(stretch.sentences.end - 1).map_or(first.span, |s| s.span);
            let place = first.span.cover(end);
            let from = items.partition_point(|a| (a.sentence.0 as usize) + 1 < stretch.sentences.start);
            let near = items.iter().skip(from).take_while(|a| (a.sentence.0 as usize) < stretch.sentences.end);
            let whose =
                |a: &&Attribution| a.content.iter().any(|c| c.overlaps(place)) && (stretch.named.is_none() || a.source == stretch.named);
            stretch.source = near.filter(whose).find_map(|a| a.source_id);
        }
        held
    }
}

/// The sentences of a block's paragraphs.
pub(super) fn sentences(input: &Input<'_>, block: &Block) -> Range<usize> {
    let all = input.doc.paragraphs().get(block.paragraphs.clone()).unwrap_or_default();
    let start = all.first().map_or(0, |p| p.sentences.start);
    start..all.last().map_or(start, |p| p.sentences.end)
}
