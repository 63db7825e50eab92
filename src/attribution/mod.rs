//! Who says what: attributions, their sources, and the voice of every token and sentence.
//!
//! Two engines label tokens as source, cue or content (by rules from the cue lexicon, or with trained weights);
//! everything after that is shared: linking joins the labels to attributions, clustering gives them their sources, and voice says whose words they are.
mod heard;
mod interest;
mod kind;
mod label;
mod link;
mod mention;
mod model;
mod position;
mod pronoun;
mod rules;
pub mod source;
mod source_entities;
mod source_head;
mod source_kind;
mod source_noun;
mod source_phrase;
mod source_traits;
pub mod tagger;
mod transcript;
mod vague;
pub mod voice;

pub use label::{Label, Part, mark, spans};
pub use model::{Attribution, AttributionKind, Attributions, CueClass, InnerState, Source, SourceId, SourceKind, TokenVoice, Vague, Voice};

pub(crate) use vague::in_name;

use crate::{
    document::{Document, Tag},
    encoder::Readings,
    lexicon::{Hit, Lexicons},
};

/// What the engines and the shared steps look at.
pub struct Input<'a> {
    /// The cut-up article.
    pub doc: &'a Document<'a>,
    /// One tag per token.
    pub tags: &'a [Tag],
    /// The lexicons that made `hits`.
    pub lexicons: &'a Lexicons,
    /// All lexicon hits, sorted by span.
    pub hits: &'a [Hit],
    /// What the encoder says, if it was asked.
    pub readings: Option<&'a Readings>,
}

/// Finds out who speaks: by the encoder's readings, or without them by the linear weights.
pub fn annotate(input: &Input<'_>) -> Attributions {
    let Some(readings) = input.readings else { return assemble(input, &tagger::label(input)) };
    let mut items = link::link(input, &heard::labels(input, readings)).items;
    transcript::hear_turns(input, &mut items);
    heard::settle(input, readings, &mut items);
    items.sort_by_key(|a| (a.sentence, a.start()));
    let mut attributions = Attributions { items, ..Attributions::default() };
    source::cluster(input, &mut attributions);
    voice::speak(input, &mut attributions);
    for (sentence, voice) in attributions.voices.iter_mut().enumerate() {
        *voice = heard::voice(&readings.sentence(sentence));
    }
    attributions
}

/// From the labels of an engine to attributions.
pub fn assemble(input: &Input<'_>, labels: &tagger::Labelled) -> Attributions {
    let mut linked = link::link(input, &labels.reported);
    linked.items.extend(position::positions(input, labels));
    transcript::hear_turns(input, &mut linked.items);
    linked.items.sort_by_key(|a| (a.sentence, a.start()));
    let mut inner_states = linked.inner_states;
    inner_states.extend(rules::inner_states(input, &labels.reported));
    inner_states.sort_by_key(|s| s.holder.unwrap_or(s.cue).min(s.cue));
    let mut attributions = Attributions { items: linked.items, inner_states, ..Attributions::default() };
    source::cluster(input, &mut attributions);
    voice::speak(input, &mut attributions);
    attributions
}
