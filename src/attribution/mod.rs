//! Who says what: attributions, their sources, and the voice of every token and sentence.
//!
//! The engine's readings say which tokens are source, cue or content and whose voice a sentence has; linking joins the labels to
//! attributions, clustering gives them their sources, and voice says whose words each token is.
mod floor;
mod heard;
mod history;
mod interest;
mod kind;
mod label;
mod link;
mod model;
mod scene;
pub mod source;
mod source_entities;
mod source_kind;
mod source_members;
mod source_noun;
mod source_phrase;
mod source_pronoun;
mod vague;
pub mod voice;

pub use floor::Held;
pub use model::{Attribution, AttributionKind, Attributions, CueClass, Source, SourceId, SourceKind, TokenVoice, Vague, Voice};

use floor::Floor;
use label::{Label, Part};

use crate::{annotate::Annotated, encoder::Readings};
use std::ops::Deref;

/// What the steps look at.
pub struct Input<'a> {
    /// The article's words.
    pub words: &'a Annotated<'a>,
    /// What the engine says.
    pub readings: &'a Readings,
}

impl<'a> Deref for Input<'a> {
    type Target = Annotated<'a>;
    fn deref(&self) -> &Annotated<'a> {
        self.words
    }
}

/// Finds out who speaks.
pub fn annotate(input: &Input<'_>) -> Attributions {
    let mut floor = Floor::new(input);
    let mut items = link::link(input, &heard::labels(input), &mut floor);
    floor.hear_blocks(input, &mut items);
    heard::settle(input, &floor, &mut items);
    items.sort_by_key(|a| (a.sentence, a.start()));
    let mut attributions = Attributions { items, ..Attributions::default() };
    source::cluster(input, &mut attributions);
    attributions.tokens = voice::tokens(input, &attributions.items);
    attributions.voices = input.doc.sentences().iter().map(|s| floor.voice(input, s.id)).collect();
    attributions.held = floor.held(input, &attributions.items);
    attributions
}

/// What a test sees of a text, with the readings that it fills in.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) fn on<R>(text: &str, fill: impl FnOnce(&mut Readings), look: impl FnOnce(&Input<'_>) -> R) -> R {
    let article = crate::article::Article::new("t", text).unwrap();
    let (doc, lexicons) = (crate::document::Document::parse(&article), crate::lexicon::Lexicons::builtin());
    let (words, mut readings) = (Annotated::new(&doc, &lexicons), Readings::new(&doc, crate::encoder::Thresholds::default()));
    fill(&mut readings);
    look(&Input { words: &words, readings: &readings })
}
