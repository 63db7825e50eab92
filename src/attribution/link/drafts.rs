//! Inside one paragraph: which source and which content belong to which cue.
use super::SPOKEN_WORDS;
use crate::{
    attribution::{
        Input,
        label::{Label, Part, spans},
    },
    document::{Pos, QuoteState},
};
use std::ops::Range;

/// So many neighbours to either side are weighed; keeps linking linear on hostile text.
const NEIGHBOURS: usize = 8;
/// An attribution in tokens.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
}

/// The labelled spans of one paragraph.
pub(super) struct Parts {
    sources: Vec<Range<usize>>,
    cues: Vec<Range<usize>>,
    contents: Vec<Range<usize>>,
}
impl Parts {
    /// Each in its list, in text order. Content without a word (a mark alone) is none.
    pub(super) fn read(input: &Input<'_>, labels: &[Label], offset: usize) -> Parts {
        let mut parts = Parts { sources: vec![], cues: vec![], contents: vec![] };
        for (part, range) in spans(labels) {
            let range = range.start + offset..range.end + offset;
            match part {
                Part::Source => parts.sources.push(range),
                Part::Cue => parts.cues.push(range),
                Part::Content if range.clone().any(|t| input.is_word(t)) => parts.contents.push(range),
                Part::Content => {}
            }
        }
        parts
    }
}

/// Joins the labelled spans of one paragraph.
pub(super) fn drafts(input: &Input<'_>, parts: &Parts) -> Vec<Draft> {
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

pub(super) fn sentence(input: &Input<'_>, token: usize) -> u32 {
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
    cue.clone().any(|t| input.form(t) == crate::document::Form::Gerund)
}

/// A cue without source right after *and*, or a gerund (*…, adding that*), has the subject of the cue before it in its sentence;
/// a gerund that opens the sentence (*Citing the delay, the mayor said*) that of the cue after it.
fn share_subjects(input: &Input<'_>, parts: &Parts, drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let (cue, last) = (&parts.cues[i], &parts.cues[i - 1]);
        if drafts[i].source.is_some() || sentence(input, cue.start) != sentence(input, last.start) {
            continue;
        }
        let joined = (cue.start.saturating_sub(2)..cue.start).any(|t| input.pos(t) == Pos::Cconj);
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
        alone.get_or_insert_default().content.push(content);
    }
    // Words that nobody is said to have said are the article's own, a word or three in marks (*so-called*) included.
    drafts.extend(alone.filter(|d| is_spoken(input, &d.content)));
    for draft in drafts {
        draft.content.sort_by_key(|c| c.start);
    }
}

/// Long enough in quotation marks to be speech.
fn is_spoken(input: &Input<'_>, content: &[Range<usize>]) -> bool {
    let quoted = |t: &usize| input.is_word(*t) && input.doc.quote_state(*t) == QuoteState::Inside;
    content.iter().cloned().flatten().filter(quoted).nth(SPOKEN_WORDS - 1).is_some()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Label, Parts, drafts};
    use crate::attribution::on;
    use std::ops::Range;

    /// Who says what. Each token has a letter: of a source, a cue or a content, large where one opens, or `.` for none.
    fn joined(text: &str, letters: &str) -> Vec<String> {
        on(
            text,
            |_| (),
            |input| {
                let doc = input.doc;
                let labels: Vec<Label> = letters.chars().map(|c| Label(".SsVvCc".find(c).unwrap())).collect();
                assert_eq!(labels.len(), doc.tokens().len());
                let told = |r: Range<usize>| doc.text_of(doc.span_of(r)).to_owned();
                let some = |r: Option<Range<usize>>| r.map_or_else(|| "-".to_owned(), told);
                let all = drafts(input, &Parts::read(input, &labels, 0)).into_iter();
                all.map(|d| {
                    format!("{} {}: {}", some(d.source), some(d.cue), d.content.into_iter().map(told).collect::<Vec<_>>().join(" … "))
                })
                .collect()
            },
        )
    }

    #[test]
    fn a_source_goes_to_the_nearest_cue_and_not_across_another() {
        let found = joined("Dahl, whom Vale said she knew, told us it leaks.", "S..SVCc.V.Cc.");
        assert_eq!(found, ["Vale said: she knew", "Dahl told: it leaks"]);
    }

    #[test]
    fn a_cue_has_the_subject_of_the_one_before_it_only_behind_a_conjunction_or_as_a_gerund() {
        assert_eq!(joined("Dahl said it leaks and warned it floods.", "SVCc.VCc."), ["Dahl said: it leaks", "Dahl warned: it floods"]);
        assert_eq!(joined("Dahl said it leaks, adding it floods.", "SVCc.VCc."), ["Dahl said: it leaks", "Dahl adding: it floods"]);
        assert_eq!(joined("Dahl said it leaks; we know it floods.", "SVCc..VCc."), ["Dahl said: it leaks", "- know: it floods"]);
        assert_eq!(joined("Citing it, Dahl said it leaks.", "VC.SVCc."), ["Dahl Citing: it", "Dahl said: it leaks"]);
    }
}
