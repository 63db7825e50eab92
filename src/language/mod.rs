//! Part of speech and inflection of every token, and whether the text is English at all.
mod classes;
mod detect;
mod model;
mod names;
mod short;
mod tagger;
mod word;
mod words;

pub use detect::other_than_english;
pub use model::{Model, ModelError};
pub use word::{FEATURES, MAX_LABELS, START, Word, features, mark_style};
pub use words::Words;

use crate::document::{Document, Form, Pos, Tag};
use std::sync::OnceLock;

/// One tag per token. Sentences are tagged one by one; a dateline or a line of furniture counts as one.
pub fn tag(doc: &Document<'_>) -> Vec<Tag> {
    let fallback = Tag { pos: Pos::X, form: Form::Plain };
    let Some(model) = embedded() else { return vec![fallback; doc.tokens().len()] };
    let (mut words, mut labels, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut tags: Vec<Tag> = Vec::with_capacity(doc.tokens().len());
    for stretch in doc.tokens().chunk_by(|a, b| (a.paragraph, a.sentence) == (b.paragraph, b.sentence)) {
        words.clear();
        let start = tags.len();
        words.extend(stretch.iter().zip(start..).map(|(token, i)| Word::new(doc.word(i), doc.norm(i), token.key)));
        model.recognise(&mut words);
        labels.clear();
        model.label(&words, &mut labels);
        tags.extend(labels.iter().map(|&label| model.labels().get(usize::from(label)).copied().unwrap_or(fallback)));
        names::mend(&words, &mut tags[start..]);
        if names::heads_unknown(&words, &tags[start..]) {
            unknown.push(start);
        }
    }
    names::agree(doc, &unknown, &mut tags);
    tags
}

/// The word with this key, in whatever case, is one of the language: *parenthood*, but not *Norlund*. One other word in two hundred passes for one.
pub fn in_dictionary(key: u64) -> bool {
    embedded().is_some_and(|model| model.class(key) != 0)
}

/// The same, and it was met as such in the treebanks: *planned*, but not *dahl*.
pub fn is_current(key: u64) -> bool {
    embedded().is_some_and(|model| model.class(key) != 0 && model.met(key).any(|tag| tag.pos != Pos::Propn))
}

/// The model in the binary; a test sees to it that it can be read.
fn embedded() -> Option<&'static Model<'static>> {
    static MODEL: OnceLock<Option<Model<'static>>> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_bytes!("../../models/en/pos.bin")).ok()).as_ref()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{embedded, tag};
    use crate::{
        article::Article,
        document::{
            Document, Form,
            Pos::{self, Adj, Adp, Adv, Aux, Det, Noun, Num, Part, Pron, Propn, Punct, Verb},
        },
    };

    fn tags(text: &str) -> Vec<(Pos, Form)> {
        let article = Article::new("t", text).unwrap();
        let doc = Document::parse(&article);
        tag(&doc).into_iter().map(|t| (t.pos, t.form)).collect()
    }

    #[test]
    fn the_embedded_model_can_be_read() {
        assert!(embedded().is_some());
    }

    #[test]
    fn plain_sentences_are_tagged() {
        let pos: Vec<Pos> = tags("The two ministers did not resign on Monday, but she quickly left.").into_iter().map(|t| t.0).collect();
        let expected = [Det, Num, Noun, Aux, Part, Verb, Adp, Propn, Punct, Pos::Cconj, Pron, Adv, Verb, Punct];
        assert_eq!(pos, expected);
    }

    #[test]
    fn inflection_tells_a_past_tense_from_a_participle() {
        assert_eq!(tags("He said so.")[1], (Verb, Form::Past));
        assert_eq!(tags("It was said twice.")[2], (Verb, Form::Participle));
        assert_eq!(tags("They may stay.")[1], (Aux, Form::Modal));
    }

    #[test]
    fn compounds_in_one_piece_are_words() {
        let found = tags("She signed a long-term contract in Port-Ellery.");
        assert_eq!((found[3].0, found[6].0), (Adj, Propn));
    }

    #[test]
    fn any_text_has_one_tag_a_token() {
        for text in ["", "   ", "\u{0}\u{301}", "“”’‘", "日本語のテキスト", "a\n\nb", "İİİ ẞ 1٣", &"(".repeat(2000)] {
            let article = Article::new("t", text).unwrap();
            let doc = Document::parse(&article);
            assert_eq!(tag(&doc).len(), doc.tokens().len(), "{text:?}");
        }
    }
}
