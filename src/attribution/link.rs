//! From labels to attributions: which source and which content belong to which cue.
//!
//! A source goes to the nearest free cue of its sentence, a content to the nearest cue of the sentences it touches; crossing
//! another cue, source or content costs. Content with no cue in reach goes on with the attribution of its paragraph, or
//! stands as an attribution without cue. A cue without content is no attribution: a speech act that tells nothing.
use super::{
    Attribution, CueClass, InnerState, Input,
    kind::{class_of, kind_of, span_of},
    label::{Label, Part, spans},
    model::AttributionKind,
};
use crate::{
    document::{Pos, QuoteState, SentenceId},
    lexicon::Kind,
};
use std::ops::Range;

/// Quotations of fewer words are titles or scare quotes unless somebody is said to have said them.
pub(super) const SPOKEN_WORDS: usize = 5;
/// So many quoted paragraphs in a row may go on with the quotation before them.
const GOES_ON: usize = 2;
/// So many neighbours to either side are weighed; keeps linking linear on hostile text.
const NEIGHBOURS: usize = 8;

/// What linking finds. Invariant: both in text order of their first span.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) items: Vec<Attribution>,
    pub(super) inner_states: Vec<InnerState>,
}

/// An attribution in tokens.
#[derive(Default)]
struct Draft {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// *The minister added:* hands over the paragraph after it.
fn ends_in_colon(input: &Input<'_>, paragraph: &Range<usize>) -> bool {
    paragraph.end.checked_sub(1).is_some_and(|t| t >= paragraph.start && input.doc.norm(t) == ":")
}

/// *The minister added: Taxes will fall. Nobody will pay more.*: with no quotation mark to close it, the paragraph is the speaker's.
fn goes_on(input: &Input<'_>, draft: &mut Draft, labels: &[Label], paragraph: &Range<usize>) {
    let (Some(source), Some(cue), [content]) = (&draft.source, &draft.cue, draft.content.as_mut_slice()) else { return };
    let colon = content.start.checked_sub(1).filter(|c| *c + 1 >= cue.end && input.doc.norm(*c) == ":");
    let rest = labels.get(content.end - paragraph.start..).unwrap_or_default();
    let quoted = |t: usize| input.doc.quote_state(t) != QuoteState::Outside;
    if source.start == paragraph.start
        && colon.is_some()
        && rest.iter().all(|l| *l == Label::Out)
        && !(content.start..paragraph.end).any(quoted)
    {
        content.end = paragraph.end;
    }
}

/// The labelled spans of one paragraph.
struct Parts {
    sources: Vec<Range<usize>>,
    cues: Vec<Range<usize>>,
    contents: Vec<Range<usize>>,
}

/// Joins the labels of all paragraphs. `labels` has one label per token.
pub(super) fn link(input: &Input<'_>, labels: &[Label]) -> Linked {
    let mut linked = Linked::default();
    let mut announced: Option<Draft> = None;
    let mut spoken: Option<usize> = None;
    let mut unclaimed: Vec<Draft> = Vec::new();
    for paragraph in input.doc.paragraphs() {
        let Some(slice) = labels.get(paragraph.tokens.clone()) else { continue };
        // Set off from the text, what is announced may stand without quotation marks.
        let quoted = paragraph.tokens.clone().next().is_some_and(|t| input.doc.quote_state(t) != QuoteState::Outside);
        let set_off = announced.take_if(|_| !quoted);
        let mut drafts = drafts(input, &Parts::read(input, slice, paragraph.tokens.start));
        if let Some(before) = set_off {
            // Who is heard inside it is heard by the speaker.
            drafts.retain(|d| d.cue.is_some());
            finish(input, &Draft { content: vec![paragraph.tokens.clone()], ..before }, &mut linked);
        }
        if let (Some(before), Some(alone)) = (announced.take(), drafts.iter_mut().find(|d| d.cue.is_none())) {
            (alone.source, alone.cue) = (before.source, before.cue);
        }
        announced = drafts.pop_if(|d| d.content.is_empty() && ends_in_colon(input, &paragraph.tokens));
        if quoted
            && let [draft] = drafts.as_slice()
            && draft.cue.is_none()
            && draft.source.is_none()
        {
            unclaimed.append(&mut drafts);
            continue;
        }
        place_unclaimed(input, &mut unclaimed, spoken, &mut linked);
        let before = linked.items.len();
        for mut draft in drafts {
            goes_on(input, &mut draft, slice, &paragraph.tokens);
            finish(input, &draft, &mut linked);
        }
        spoken = (before..linked.items.len()).rev().find(|i| linked.items[*i].kind != AttributionKind::Indirect);
    }
    place_unclaimed(input, &mut unclaimed, spoken, &mut linked);
    holderless(input, labels, &mut linked.items);
    linked.items.sort_by_key(|a| (a.sentence, a.start()));
    linked
}

/// A quoted paragraph that nobody is said to have said goes on with the quotation of the paragraph before; of several in a row
/// (a dialogue, a list of voices) nobody knows whose they are.
fn place_unclaimed(input: &Input<'_>, unclaimed: &mut Vec<Draft>, spoken: Option<usize>, linked: &mut Linked) {
    if unclaimed.len() <= GOES_ON
        && let Some(item) = spoken.and_then(|i| linked.items.get_mut(i))
    {
        let content = unclaimed.drain(..).flat_map(|draft| draft.content);
        item.content.extend(content.filter_map(|c| span_of(input, &c)));
    }
    for draft in unclaimed.drain(..) {
        finish(input, &draft, linked);
    }
}

impl Parts {
    /// A span never crosses from a source or cue into the next sentence; content may.
    fn read(input: &Input<'_>, labels: &[Label], offset: usize) -> Parts {
        let mut parts = Parts { sources: vec![], cues: vec![], contents: vec![] };
        for (part, range) in spans(labels) {
            let range = range.start + offset..range.end + offset;
            match part {
                Part::Source => parts.sources.push(range),
                Part::Cue => parts.cues.push(range),
                Part::Content if range.clone().any(|t| input.doc.tokens()[t].is_word()) => parts.contents.push(range),
                Part::Content => {}
            }
        }
        parts
    }
}

fn drafts(input: &Input<'_>, parts: &Parts) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = parts.cues.iter().map(|c| Draft { cue: Some(c.clone()), ..Draft::default() }).collect();
    give_sources(input, parts, &mut drafts);
    let orphans = give_contents(input, parts, &mut drafts);
    share_subjects(input, parts, &mut drafts);
    place_orphans(input, orphans, &mut drafts);
    drafts
}

/// The tokens between two disjoint ranges.
fn between(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    if a.start < b.start { a.end..b.start.max(a.end) } else { b.end..a.start.max(b.end) }
}

/// How many of the sorted ranges begin inside another.
fn begin_in(ranges: &[Range<usize>], inside: &Range<usize>) -> usize {
    let from = ranges.partition_point(|r| r.start < inside.start);
    let to = ranges.partition_point(|r| r.start < inside.end);
    to.saturating_sub(from)
}

/// Indices of the cues nearest to a range.
fn neighbours(cues: &[Range<usize>], to: &Range<usize>) -> Range<usize> {
    let at = cues.partition_point(|c| c.start < to.start);
    at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(cues.len())
}

fn sentence(input: &Input<'_>, token: usize) -> u32 {
    input.doc.tokens().get(token).map_or(u32::MAX, |t| t.sentence)
}

fn give_sources(input: &Input<'_>, parts: &Parts, drafts: &mut [Draft]) {
    let mut offers = Vec::new();
    for (s, source) in parts.sources.iter().enumerate() {
        for c in neighbours(&parts.cues, source) {
            let cue = &parts.cues[c];
            if sentence(input, source.start) != sentence(input, cue.start) {
                continue;
            }
            let gap = between(source, cue);
            let crossed = begin_in(&parts.cues, &gap) + begin_in(&parts.sources, &gap);
            let cost = gap.len() + 6 * crossed + 3 * begin_in(&parts.contents, &gap) + if source.start < cue.start { 0 } else { 2 };
            offers.push((cost, s, c));
        }
    }
    offers.sort_unstable();
    let mut given = vec![false; parts.sources.len()];
    for (_, s, c) in offers {
        if !given[s] && drafts[c].source.is_none() {
            given[s] = true;
            drafts[c].source = Some(parts.sources[s].clone());
        }
    }
}

/// Gives each content to its cheapest cue; returns the contents that have none in reach.
fn give_contents(input: &Input<'_>, parts: &Parts, drafts: &mut [Draft]) -> Vec<Range<usize>> {
    let mut orphans = Vec::new();
    for content in &parts.contents {
        let best = neighbours(&parts.cues, content)
            .filter(|c| {
                let at = sentence(input, parts.cues[*c].start);
                at == sentence(input, content.start) || at == sentence(input, content.end - 1)
            })
            .min_by_key(|c| {
                let cue = &parts.cues[*c];
                let gap = between(content, cue);
                let others = begin_in(&parts.contents, &gap).saturating_sub(usize::from(gap.contains(&content.start)));
                let marked = |t: usize| input.doc.tokens().get(t).is_some() && (input.doc.norm(t) == "," || is_quote(input, t));
                let order = if cue.start < content.start || marked(gap.start) || marked(content.end - 1) { 0 } else { 4 };
                (gap.len() + 8 * begin_in(&parts.cues, &gap) + 8 * others + order, *c)
            });
        match best {
            Some(c) => drafts[c].content.push(content.clone()),
            None => orphans.push(content.clone()),
        }
    }
    orphans
}

fn is_quote(input: &Input<'_>, token: usize) -> bool {
    input.doc.tokens()[token].kind == crate::document::TokenKind::Quote
}

fn is_gerund(input: &Input<'_>, cue: &Range<usize>) -> bool {
    cue.clone().any(|t| input.tags[t].form == crate::document::Form::Gerund)
}

/// A cue without source right after *and*, or a gerund (*…, adding that*), has the subject of the cue before it in its sentence;
/// a gerund that opens the sentence (*Citing the delay, the mayor said*) that of the cue after it.
fn share_subjects(input: &Input<'_>, parts: &Parts, drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let (cue, last) = (&parts.cues[i], &parts.cues[i - 1]);
        if drafts[i].source.is_some() || sentence(input, cue.start) != sentence(input, last.start) {
            continue;
        }
        let joined = (cue.start.saturating_sub(2)..cue.start).any(|t| input.tags[t].pos == Pos::Cconj);
        if joined || is_gerund(input, cue) {
            let shared = drafts[i - 1].source.clone();
            drafts[i].source = shared;
        }
    }
    for i in 1..drafts.len() {
        let (cue, next) = (&parts.cues[i - 1], &parts.cues[i]);
        let opens = input.doc.sentence_of(cue.start).is_some_and(|s| s.tokens.start == cue.start);
        if opens && drafts[i - 1].source.is_none() && sentence(input, cue.start) == sentence(input, next.start) && is_gerund(input, cue) {
            let shared = drafts[i].source.clone();
            drafts[i - 1].source = shared;
        }
    }
}

/// Content with no cue in its sentence: to the attribution before it in the paragraph, else the one after, else on its own.
fn place_orphans(input: &Input<'_>, orphans: Vec<Range<usize>>, drafts: &mut Vec<Draft>) {
    let with_cue = drafts.len();
    let mut alone: Option<Draft> = None;
    for content in orphans {
        let cue_start = |d: &Draft| d.cue.as_ref().map_or(usize::MAX, |c| c.start);
        let at = drafts[..with_cue].partition_point(|d| cue_start(d) < content.start);
        // "“…,” Roe said, referring to the fire. “…”": a quotation goes on with a quotation.
        let quoted = is_quote(input, content.start);
        let quotes = |d: &Draft| d.content.iter().any(|c| is_quote(input, c.start));
        let quoting = (at.saturating_sub(NEIGHBOURS)..at).rev().find(|i| quoted && quotes(&drafts[*i]));
        let before = quoting.or_else(|| drafts[..at].iter().rposition(|d| !d.content.is_empty()));
        if let Some(i) = before.or((at < with_cue).then_some(at)) {
            drafts[i].content.push(content);
            continue;
        }
        let draft = alone.get_or_insert_with(|| Draft { source: introduced(input, &content), ..Draft::default() });
        draft.content.push(content);
    }
    // Words that nobody is said to have said are the article's own, a word or three in marks (*so-called*) included.
    drafts.extend(alone.filter(|d| d.source.is_some() || is_spoken(input, &d.content)));
    for draft in drafts {
        draft.content.sort_by_key(|c| c.start);
    }
}

/// Long enough in quotation marks to be speech.
fn is_spoken(input: &Input<'_>, content: &[Range<usize>]) -> bool {
    let quoted = |t: &usize| input.doc.tokens()[*t].is_word() && input.doc.quote_state(*t) == QuoteState::Inside;
    content.iter().cloned().flatten().filter(quoted).nth(SPOKEN_WORDS - 1).is_some()
}

/// *He was blunt. “No.”*: the subject of the sentence before a quotation that nobody is said to have said.
fn introduced(input: &Input<'_>, content: &Range<usize>) -> Option<Range<usize>> {
    let this = input.doc.sentences().get(sentence(input, content.start) as usize)?;
    if this.tokens.start + 1 < content.start || !is_quote(input, this.tokens.start) {
        return None;
    }
    let before = input.doc.sentences().get((this.id.0 as usize).checked_sub(1)?).filter(|s| s.paragraph == this.paragraph)?;
    let first = before.tokens.start;
    let names = before.tokens.clone().take_while(|t| input.tags[*t].pos == Pos::Propn).count();
    match input.tags[first].pos {
        Pos::Pron if !matches!(input.doc.norm(first), "it" | "there" | "this" | "that" | "i" | "we" | "you") => Some(first..first + 1),
        Pos::Propn => Some(first..first + names),
        _ => None,
    }
}

fn finish(input: &Input<'_>, draft: &Draft, linked: &mut Linked) {
    let Some(lead) = draft.cue.as_ref().or(draft.content.first()) else { return };
    if draft.content.is_empty() {
        return;
    }
    let sentence = SentenceId(self::sentence(input, lead.start));
    let class = draft.cue.as_ref().map_or(CueClass::None, |c| class_of(input, c));
    let kind = kind_of(input, &draft.content);
    if kind == AttributionKind::Indirect && tells_nothing(input, draft) {
        return;
    }
    let source = draft.source.as_ref().and_then(|s| span_of(input, s));
    let cue = draft.cue.as_ref().and_then(|c| span_of(input, c));
    let content: Vec<_> = draft.content.iter().filter_map(|c| span_of(input, c)).collect();
    match (class, kind, cue) {
        // Nobody can see a belief; words in quotation marks were said.
        (CueClass::InnerState, AttributionKind::Indirect, Some(cue)) => {
            linked.inner_states.push(InnerState { sentence, holder: source, cue, content });
        }
        _ => linked.items.push(Attribution {
            sentence,
            kind,
            class,
            source,
            cue,
            content,
            source_id: None,
            vague: None,
            channel: None,
            anonymity_reason: None,
        }),
    }
}

/// *gave no answer when asked about it*: a speech act of the lexicon, and too few words beside it to be a content.
fn tells_nothing(input: &Input<'_>, draft: &Draft) -> bool {
    const FEW: usize = 5;
    let words = draft.content.iter().cloned().flatten().filter(|t| input.doc.tokens()[*t].is_word()).take(FEW + 1).count();
    let Some(cue) = draft.cue.as_ref().filter(|_| words <= FEW) else { return false };
    let from = input.hits.partition_point(|h| h.tokens.start + FEW < cue.start);
    let near = input.hits.get(from..).unwrap_or_default().iter().take_while(|h| h.tokens.start < cue.end);
    near.filter(|h| h.tokens.end > cue.start).any(|h| {
        let entry = input.lexicons.entry(h.entry);
        entry.kind == Kind::Exempt && entry.class == "speech-act"
    })
}

/// *is expected*, *reportedly* in the article's own words: an attribution with neither holder nor content, so that the
/// sentence stays the outlet's.
fn holderless(input: &Input<'_>, labels: &[Label], items: &mut Vec<Attribution>) {
    for hit in input.hits {
        let entry = input.lexicons.entry(hit.entry);
        let own = hit
            .tokens
            .clone()
            .all(|t| labels.get(t) == Some(&Label::Out) && input.doc.quote_state(t) == crate::document::QuoteState::Outside);
        if entry.kind != Kind::Cue || !own || CueClass::parse(&entry.class) != Some(CueClass::Holderless) {
            continue;
        }
        items.push(Attribution {
            sentence: SentenceId(sentence(input, hit.tokens.start)),
            kind: AttributionKind::Indirect,
            class: CueClass::Holderless,
            source: None,
            cue: Some(hit.span),
            content: vec![],
            source_id: None,
            vague: Some(super::Vague::None),
            channel: None,
            anonymity_reason: None,
        });
    }
}
