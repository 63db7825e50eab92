//! The trained engine: labels every token as source, cue, content or none.
//!
//! A linear model over hashed features, decoded by Viterbi for each paragraph, in passes. The first pass sees words; each
//! later one adds to its scores what can be told from the labels of the pass before, in the sentence, around it and in the
//! whole article. Time is linear in the text.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "labels and classes are below 256, cells below 2^32 because spans are, and features fold what is larger; single letters are a window's cells"
)]
pub mod context;
pub mod features;
pub mod labels;
pub mod page;
pub mod viterbi;
pub mod weights;

use super::{CueClass, Input, Label, Part};
use context::Before;
use labels::{EDGE, OUT};
use page::{Cell, OUTSIDE, Page};
use std::sync::LazyLock;
use viterbi::Viterbi;
use weights::{LANES, Lanes, Weights, WeightsError};

/// Labels of every token.
pub struct Labelled {
    /// Reported speech.
    pub reported: Vec<Label>,
    /// Other attitudes: wants, beliefs, plans, support. No token is in both.
    pub other: Vec<Label>,
}

/// Labels with the embedded weights.
pub fn label(input: &Input<'_>) -> Labelled {
    static EMBEDDED: LazyLock<Result<Weights, WeightsError>> =
        LazyLock::new(|| Weights::read(include_bytes!("../../../models/attribution.bin")));
    match &*EMBEDDED {
        Ok(weights) => label_with(weights, input),
        Err(_) => spread(input, &Page::new(input, |_| false), &[]),
    }
}

/// Labels with given weights.
pub fn label_with(weights: &Weights, input: &Input<'_>) -> Labelled {
    let page = Page::new(input, |_| false);
    let contexts = contexts(&page);
    let mut sums: Vec<Lanes> = vec![[0; LANES]; page.cells.len()];
    let mut viterbi = Viterbi::default();
    let (mut labels, mut found) = (Vec::new(), Vec::new());
    for (number, transitions) in weights.passes().iter().enumerate() {
        let before = (number > 0).then(|| Before::new(&page, std::mem::take(&mut labels)));
        labels = vec![EDGE; page.cells.len()];
        for run in &page.runs {
            let cells = page.cells.get(run.cells.clone()).unwrap_or_default();
            let is_done = match &before {
                None => is_silent(cells),
                Some(before) => stays_silent(cells, before.labels.get(run.cells.clone()).unwrap_or_default()),
            };
            if is_done {
                labels.get_mut(run.cells.clone()).unwrap_or_default().fill(OUT);
                continue;
            }
            let add = |i: usize, features: &[u32]| {
                if let Some(sum) = sums.get_mut(i) {
                    weights.add(features, sum, &mut found);
                }
            };
            match &before {
                None => features::first_pass(&page, run, add),
                Some(before) => context::later_pass(&page, before, run, number as u32, add),
            }
            let cells = run.cells.clone();
            if let (Some(sums), Some(contexts), Some(out)) = (sums.get(cells.clone()), contexts.get(cells.clone()), labels.get_mut(cells)) {
                viterbi.decode(sums, contexts, transitions, out);
            }
        }
    }
    spread(input, &page, &labels)
}

/// A paragraph with no cue of the lexicons, no quotation mark and nothing the rules engine sees: nobody speaks in it.
fn is_silent(cells: &[Cell]) -> bool {
    cells.iter().all(|c| c.cue == 0 && c.quote == OUTSIDE && c.rule == 0)
}

/// A paragraph in which the pass before found nothing, and nothing is quoted: a later pass would find nothing either.
fn stays_silent(cells: &[Cell], before: &[u8]) -> bool {
    before.iter().all(|y| *y == OUT) && cells.iter().all(|c| c.quote == OUTSIDE)
}

/// The transition context of every cell; 0 in padding.
pub fn contexts(page: &Page) -> Vec<u8> {
    let mut out = vec![0; page.cells.len()];
    for line in &page.lines {
        for i in line.cells.clone() {
            out[i] = features::context(&page.cells, i, i == line.cells.start);
        }
    }
    out
}

/// From cells back to tokens.
fn spread(input: &Input<'_>, page: &Page, labels: &[u8]) -> Labelled {
    let n = input.doc.tokens().len();
    let mut out = Labelled { reported: vec![Label::Out; n], other: vec![Label::Out; n] };
    for run in &page.runs {
        for (cell, token) in run.cells.clone().zip(run.tokens.clone()) {
            let (reported, other) = labels::split(labels.get(cell).copied().unwrap_or(OUT));
            if let (Some(r), Some(o)) = (out.reported.get_mut(token), out.other.get_mut(token)) {
                (*r, *o) = (reported, other);
            }
        }
    }
    fill(page, &mut out.reported);
    out
}

/// A sentence in which the weights see no content, but the rules a plain saying with source and content, is labelled by the
/// rules: the weights know US political news, the rules the wire's *expert told Agency*.
fn fill(page: &Page, reported: &mut [Label]) {
    for run in &page.runs {
        for line in page.lines.get(run.lines.clone()).unwrap_or_default() {
            let cells = page.cells.get(line.cells.clone()).unwrap_or_default();
            let start = run.tokens.start + (line.cells.start - run.cells.start);
            let Some(reported) = reported.get_mut(start..start + cells.len()) else { continue };
            let seen = reported.iter().zip(cells).any(|(l, c)| l.part() == Some(Part::Content) && !c.is_mark());
            if seen || !(is_plain_saying(cells) || is_announcement(cells) || line.is_heading() && is_labelled(cells)) {
                continue;
            }
            for (to, cell) in reported.iter_mut().zip(cells) {
                *to = cell.by_rule();
            }
        }
    }
}

/// *The minister added:*
fn is_announcement(cells: &[Cell]) -> bool {
    let has = |part| cells.iter().any(|c| c.by_rule().part() == Some(part));
    has(Part::Source) && has(Part::Cue) && !has(Part::Content)
}

/// *Poll: Roe leads*: a source, a colon, and the rest.
fn is_labelled(cells: &[Cell]) -> bool {
    let parts: Vec<Part> = cells.iter().filter_map(|c| c.by_rule().part()).collect();
    let colon = |c: &Cell| c.is_colon() && c.by_rule().part() == Some(Part::Cue);
    parts.first() == Some(&Part::Source) && parts.last() == Some(&Part::Content) && cells.iter().any(colon)
}

fn is_plain_saying(cells: &[Cell]) -> bool {
    let has = |part| cells.iter().any(|c| c.by_rule().part() == Some(part));
    let plain = [CueClass::Say, CueClass::AccordingTo, CueClass::Show].map(|class| class as u8 + 1);
    let cue = |c: &Cell| c.by_rule().part() == Some(Part::Cue) && plain.contains(&c.cue);
    has(Part::Source) && has(Part::Content) && cells.iter().any(cue)
}
