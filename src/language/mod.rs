//! Part of speech and inflection of every token, and whether the text is English at all.
mod detect;
mod model;
mod tagger;
mod word;

pub use detect::is_english;
pub use model::{Model, ModelError};
pub use word::{FEATURES, MAX_LABELS, START, Word, entry_key, features};

use crate::document::{Document, Form, Pos, Tag};
use std::sync::OnceLock;

/// One tag per token. Sentences are tagged one by one; a dateline or a line of furniture counts as one.
pub fn tag(doc: &Document<'_>) -> Vec<Tag> {
    let fallback = Tag { pos: Pos::X, form: Form::Plain };
    let Some(model) = embedded() else { return vec![fallback; doc.tokens().len()] };
    let (mut words, mut labels) = (Vec::new(), Vec::with_capacity(doc.tokens().len()));
    let mut next = 0;
    for stretch in doc.tokens().chunk_by(|a, b| (a.paragraph, a.sentence) == (b.paragraph, b.sentence)) {
        words.clear();
        words.extend(stretch.iter().zip(next..).map(|(token, i)| Word::new(doc.word(i), doc.norm(i), token.key)));
        next += stretch.len();
        model.recognise(&mut words);
        model.label(&words, &mut labels);
    }
    labels.iter().map(|&label| model.labels().get(usize::from(label)).copied().unwrap_or(fallback)).collect()
}

/// The model in the binary; a test sees to it that it can be read.
fn embedded() -> Option<&'static Model<'static>> {
    static MODEL: OnceLock<Option<Model<'static>>> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_bytes!("../../models/pos.bin")).ok()).as_ref()
}
