//! From labels to attributions: which source and which content belong to which cue.
//!
//! A source goes to the nearest free cue of its sentence, a content to the nearest cue of the sentences it touches; crossing
//! another cue, source or content costs. Content with no cue in reach goes on with the attribution of its paragraph, or
//! stands as an attribution without cue. A cue without content is no attribution: a speech act that tells nothing.
mod drafts;

use super::floor::sentences;
use super::{
    Attribution, CueClass, Floor, Input, heard,
    kind::{class_of, kind_of},
    label::Label,
    model::AttributionKind,
};
use crate::{
    document::{Because, BlockKind, Paragraph, ParagraphKind, Pos, Sentence, SentenceId},
    language::Words,
    lexicon::{Class, Kind},
};
use drafts::{Draft, Parts, sentence};
use std::ops::Range;

/// Quotations of fewer words are titles or scare quotes unless somebody is said to have said them.
pub(super) const SPOKEN_WORDS: usize = 5;
/// So many quoted paragraphs in a row may go on with the quotation before them.
const GOES_ON: usize = 2;

/// Joins the labels of all paragraphs. `labels` has one label per token.
pub(super) fn link(input: &Input<'_>, labels: &[Label], floor: &mut Floor) -> Vec<Attribution> {
    let mut linked = Vec::new();
    let mut announced: Option<Draft> = None;
    let mut spoken: Option<usize> = None;
    let mut unclaimed: Vec<Draft> = Vec::new();
    // The sentences of the block that is handed over now.
    let mut handed: Option<Range<usize>> = None;
    for (at, paragraph) in input.doc.paragraphs().iter().enumerate() {
        let Some(slice) = labels.get(paragraph.tokens.clone()) else { continue };
        // Set off from the text, what is announced may stand without quotation marks.
        let quoted = paragraph.tokens.clone().next().is_some_and(|t| input.doc.is_quoted(t));
        let block = input.doc.block_at(at).filter(|b| b.paragraphs.start == at);
        // A block that says itself whose it is needs no line before it.
        announced.take_if(|_| block.is_some_and(|b| b.kind.is_foreign() && b.holder.is_some()));
        let set_off = announced.take_if(|_| !quoted || block.is_some());
        let mut drafts = drafts::drafts(input, &Parts::read(input, slice, paragraph.tokens.start));
        if handed.as_ref().is_some_and(|h| h.contains(&paragraph.sentences.start)) {
            drafts.retain(|d| d.cue.is_some());
        }
        if let Some(before) = set_off {
            // Who is heard inside it is heard by the speaker.
            drafts.retain(|d| d.cue.is_some());
            let content = block.map_or_else(|| vec![paragraph.tokens.clone()], |b| b.content.clone());
            let sentences = block.map_or_else(|| paragraph.sentences.clone(), |b| sentences(input, b));
            let how = block.map_or((BlockKind::Speech, Because::Colon), |b| (b.kind, b.because));
            floor.give(sentences.clone(), before.source.clone().map(|s| input.doc.span_of(s)), how);
            handed = block.map(|_| sentences.clone());
            let known = linked.len();
            finish(input, &Draft { content, ..before }, &mut linked);
            // The line that hands over says nothing itself.
            let silent = |a: &&mut Attribution| !floor.voice(input, a.sentence).is_somebodys();
            if let Some(item) = linked.get_mut(known..).and_then(|new| new.first_mut()).filter(silent) {
                item.sentence = input.doc.sentences().get(sentences.start).map_or(item.sentence, |s| s.id);
            }
        }
        if let (Some(before), Some(alone)) = (announced.take(), drafts.iter_mut().find(|d| d.cue.is_none())) {
            (alone.source, alone.cue) = (before.source, before.cue);
        }
        let next = input.doc.block_at(at + 1).filter(|b| b.paragraphs.start == at + 1 && b.holder.is_none());
        let statement = next.is_some_and(|b| b.kind == BlockKind::Statement);
        let hands = statement || ends_in_colon(input, &paragraph.tokens);
        announced = drafts.pop_if(|d| d.content.is_empty() && hands);
        if announced.is_none() && hands && drafts.is_empty() && next.is_some() {
            announced = said_before(input, paragraph);
        }
        if quoted
            && let [draft] = drafts.as_slice()
            && draft.cue.is_none()
            && draft.source.is_none()
        {
            unclaimed.append(&mut drafts);
            continue;
        }
        place_unclaimed(input, &mut unclaimed, spoken, &mut linked);
        let before = linked.len();
        for mut draft in drafts {
            goes_on(input, &mut draft, slice, paragraph, floor);
            finish(input, &draft, &mut linked);
        }
        spoken = (before..linked.len()).rev().find(|i| linked[*i].kind != AttributionKind::Indirect);
    }
    place_unclaimed(input, &mut unclaimed, spoken, &mut linked);
    holderless(input, labels, &mut linked);
    linked
}

/// *The minister added:* hands over the paragraph after it.
fn ends_in_colon(input: &Input<'_>, paragraph: &Range<usize>) -> bool {
    paragraph.end.checked_sub(1).is_some_and(|t| t >= paragraph.start && input.doc.norm(t) == ":")
}

/// So many tokens of a line that hands over are compared.
const HANDOVER: usize = 40;

/// *The company said in a letter:* before what is set off: its verb of saying, where the engine marked none. *Read the letter below.*
/// names nobody: there it is the verb of the sentence before that tells of the letter, and not of what was *before the letter*.
fn said_before(input: &Input<'_>, paragraph: &Paragraph) -> Option<Draft> {
    let last = paragraph.sentences.end.checked_sub(1).filter(|s| *s >= paragraph.sentences.start)?;
    let (line, before) = (input.doc.sentences().get(last)?, last.checked_sub(1).and_then(|s| input.doc.sentences().get(s)));
    let noun = |t: usize| input.key(t).filter(|_| input.pos(t) == Pos::Noun);
    let told_of = |s: &Sentence| {
        s.tokens.clone().find(|&t| noun(t).is_some_and(|key| line.tokens.clone().take(HANDOVER).any(|l| noun(l) == Some(key))))
    };
    let body = |s: &Sentence| input.doc.paragraphs().get(s.paragraph).is_some_and(|p| p.kind == ParagraphKind::Body);
    let verb = |s: &Sentence, told: usize| {
        let verb = s.tokens.clone().find(|t| input.pos(*t) == Pos::Verb).filter(|_| body(s))?;
        let clause = (verb + 1..told).any(|t| Words::english().opens_clause(input.norm(t)));
        (!clause).then_some(verb..verb + 1)
    };
    let said = |s: &Sentence| heard::said_in(input, s).map(|(hit, _)| hit.tokens.clone());
    let cue = said(line).or_else(|| before.and_then(|s| told_of(s).and_then(|told| said(s).or_else(|| verb(s, told)))));
    cue.map(|cue| Draft { cue: Some(cue), ..Draft::default() })
}

/// *The minister added: Taxes will fall. Nobody will pay more.*: with no quotation mark to close it, the paragraph is the speaker's.
fn goes_on(input: &Input<'_>, draft: &mut Draft, labels: &[Label], paragraph: &Paragraph, floor: &mut Floor) {
    let Range { start, end } = paragraph.tokens;
    let (Some(source), Some(cue), [content]) = (&draft.source, &draft.cue, draft.content.as_mut_slice()) else { return };
    let colon = content.start.checked_sub(1).filter(|c| *c + 1 >= cue.end && input.doc.norm(*c) == ":");
    let rest = labels.get(content.end - start..).unwrap_or_default();
    let quoted = |t: usize| input.doc.is_quoted(t);
    if source.start == start && colon.is_some() && rest.iter().all(|l| *l == Label::OUT) && !(content.start..end).any(quoted) {
        content.end = end;
        let named = Some(input.doc.span_of(source.clone()));
        floor.give(paragraph.sentences.clone(), named, (BlockKind::Speech, Because::Colon));
    }
}

/// A quoted paragraph that nobody is said to have said goes on with the quotation of the paragraph before; of several in a row
/// (a dialogue, a list of voices) nobody knows whose they are.
fn place_unclaimed(input: &Input<'_>, unclaimed: &mut Vec<Draft>, spoken: Option<usize>, linked: &mut Vec<Attribution>) {
    if unclaimed.len() <= GOES_ON
        && let Some(item) = spoken.and_then(|i| linked.get_mut(i))
    {
        item.content.extend(unclaimed.drain(..).flat_map(|draft| draft.content).map(|c| input.doc.span_of(c)));
    }
    for draft in unclaimed.drain(..) {
        finish(input, &draft, linked);
    }
}

/// Makes an attribution of a draft, unless it has no content, stands in no sentence, or is a belief that nobody voiced.
fn finish(input: &Input<'_>, draft: &Draft, linked: &mut Vec<Attribution>) {
    if draft.content.is_empty() {
        return;
    }
    // Bylines, datelines and credits hold words and no sentence: what stands only there is nobody's saying.
    let mut words = draft.cue.iter().chain(&draft.content).flat_map(Clone::clone).map(|token| drafts::sentence(input, token));
    let Some(sentence) = words.find(|&s| (s as usize) < input.doc.sentences().len()).map(SentenceId) else { return };
    let class = draft.cue.as_ref().map_or(CueClass::NoCue, |c| class_of(input, c));
    let kind = kind_of(input, &draft.content);
    // Nobody can see a belief; words in quotation marks were said.
    if class == CueClass::InnerState && kind == AttributionKind::Indirect {
        return;
    }
    let span = |tokens: &Range<usize>| input.doc.span_of(tokens.clone());
    let (source, cue) = (draft.source.as_ref().map(span), draft.cue.as_ref().map(span));
    linked.push(Attribution::new(sentence, kind, class, source, cue, draft.content.iter().map(span).collect()));
}

/// *is expected*, *reportedly* in the article's own words: an attribution with neither holder nor content, so that the
/// sentence stays the outlet's.
fn holderless(input: &Input<'_>, labels: &[Label], items: &mut Vec<Attribution>) {
    for hit in &input.hits {
        let entry = input.entry(hit);
        let own = hit.tokens.clone().all(|t| labels.get(t) == Some(&Label::OUT) && !input.doc.is_quoted(t));
        if !own || !entry.is(Kind::Cue, Class::Holderless) {
            continue;
        }
        let sentence = SentenceId(sentence(input, hit.tokens.start));
        items.push(Attribution::new(sentence, AttributionKind::Indirect, CueClass::Holderless, None, Some(hit.span), vec![]));
    }
}
