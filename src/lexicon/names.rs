//! Names that the lexicons list: what they are must not depend on whether the tagger has met them.
use super::{Class, Kind, Lexicons};
use crate::document::{Document, Form, Pos, Shape, Tag};

impl Lexicons {
    /// Makes every listed name of a country, a people, a faith or a party, written as one, a proper noun.
    pub fn settle_names(&self, doc: &Document<'_>, tags: &mut [Tag]) {
        for (i, (token, tag)) in doc.tokens().iter().zip(tags).enumerate() {
            let open = matches!(tag.pos, Pos::Noun | Pos::Adj | Pos::Verb | Pos::X | Pos::Propn);
            if !open || !matches!(token.shape, Shape::Title | Shape::Mixed) {
                continue;
            }
            let listed = |e: &&super::Entry| e.kind == Kind::Title && &*e.category == PEOPLES && e.term.starts_with(char::is_uppercase);
            if let Some(entry) = self.of_word(token.key, doc.norm(i)).find(listed) {
                let many = entry.classes.has(Class::Group) || entry.classes.has(Class::Plural);
                *tag = Tag { pos: Pos::Propn, form: if many { Form::Plural } else { Form::Plain } };
            }
        }
    }
}

/// The category whose terms are all names.
const PEOPLES: &str = "en/peoples";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{
        article::Article,
        document::{Document, Form, Pos, Tag},
        lexicon::Lexicons,
    };

    #[test]
    fn listed_names_are_names_and_common_words_stay() {
        let article = Article::new("t", "Labour lost. The labour was hard.").unwrap();
        let doc = Document::parse(&article);
        let mut tags = vec![Tag { pos: Pos::Noun, form: Form::Plain }; doc.tokens().len()];
        Lexicons::builtin().settle_names(&doc, &mut tags);
        let names: Vec<&str> = (0..tags.len()).filter(|&i| tags[i].pos == Pos::Propn).map(|i| doc.word(i)).collect();
        assert_eq!(names, ["Labour"]);
    }
}
