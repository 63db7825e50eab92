//! What is known of the words of an article before anybody asks who speaks: part of speech, which of them are names, and which
//! entries of the lexicons stand on them.
mod names;

use crate::{
    document::{Document, Tag},
    language,
    lexicon::{Hit, Lexicons},
};
pub use names::{Name, NameKind};

/// The words of one article, annotated once: engines and the programs that train them read the same.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// One a token.
    pub tags: Vec<Tag>,
    /// In text order, disjoint.
    pub names: Vec<Name>,
    /// In text order.
    pub hits: Vec<Hit>,
}

impl Annotated {
    /// Tags the words, finds the names, settles what a name and its neighbours are, and only then asks the lexicons, some of whose
    /// entries depend on it.
    pub fn new(doc: &Document<'_>, lexicons: &Lexicons) -> Annotated {
        let mut tags = language::tag(doc);
        lexicons.settle_names(doc, &mut tags);
        let names = names::names(doc, &tags, lexicons);
        names::settle(&names, &mut tags);
        let hits = lexicons.scan(doc, &tags);
        Annotated { tags, names, hits }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Annotated;
    use crate::{
        article::Article,
        document::{Document, Pos},
        lexicon::Lexicons,
    };

    /// What the words next to it are must not depend on which side is named.
    #[test]
    fn a_name_with_its_article_is_no_adjective() {
        let lexicons = Lexicons::builtin();
        let sides = [("Right", "Left"), ("Left", "Right")].map(|(a, b)| {
            let article = Article::new("t", format!("The {a} claimed that the {b} had broken the truce.")).unwrap();
            let doc = Document::parse(&article);
            let annotated = Annotated::new(&doc, &lexicons);
            assert_eq!((annotated.tags[1].pos, annotated.tags[5].pos), (Pos::Propn, Pos::Propn), "{a}");
            annotated.hits.iter().filter(|h| h.tokens == (2..3)).map(|h| h.entry).collect::<Vec<_>>()
        });
        assert_eq!(sides[0], sides[1]);
    }
}
