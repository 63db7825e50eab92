//! What is known of the words of an article before anybody asks who speaks: part of speech, which of them are names, and which
//! entries of the lexicons stand on them.
mod mention;
mod name_kind;
mod names;
mod phrase;
mod pronoun;
mod role;
mod traits;

use crate::{
    document::{Document, Form, Pos, Shape, Tag, Token, TokenKind},
    language::{self, Words},
    lexicon::{Class, Entry, Hit, Kind, Lexicons, Spelling},
    span::Span,
};
pub(crate) use mention::{Mention, MentionKind, REACH};
pub use names::{Name, NameKind};
pub(crate) use pronoun::Pronoun;
pub(crate) use role::Role;
use rustc_hash::FxHashSet;
pub(crate) use traits::{Gender, Traits};

/// The words of one article, annotated once: engines, rules and the programs that train them read the same. What a word is, is asked here;
/// a token that there is not has no part of speech and no letters.
#[derive(Clone, Debug)]
pub struct Annotated<'a> {
    /// The cut-up article.
    pub doc: &'a Document<'a>,
    /// The lexicons that made `hits`.
    pub lexicons: &'a Lexicons,
    /// One a token.
    pub tags: Vec<Tag>,
    /// In text order, disjoint.
    pub names: Vec<Name>,
    /// Sorted by span.
    pub hits: Vec<Hit>,
    /// What the title lexicons say of each token.
    pub(crate) traits: Vec<Traits>,
    /// Persons and bodies by name, in text order, disjoint.
    pub(crate) mentions: Vec<Mention>,
    /// Tokens that are part of a mention or of its titles.
    in_name: Vec<bool>,
    /// Words with a capital in bylines, datelines and credits: the agency is among them.
    furniture: FxHashSet<u64>,
}

impl<'a> Annotated<'a> {
    /// Tags the words, finds the names, settles what a name and its neighbours are, and only then asks the lexicons, some of whose
    /// entries depend on it.
    pub fn new(doc: &'a Document<'a>, lexicons: &'a Lexicons) -> Annotated<'a> {
        let mut tags = language::tag(doc);
        names::settle_listed(doc, lexicons, &mut tags);
        let names = names::names(doc, &tags, lexicons);
        names::settle(&names, &mut tags);
        let hits = lexicons.scan(doc, &tags);
        let outside = doc.tokens().iter().filter(|t| t.sentence == u32::MAX && t.kind == TokenKind::Word && t.shape != Shape::Lower);
        let (furniture, in_name) = (outside.map(|t| t.key).collect(), vec![false; doc.tokens().len()]);
        let mut words = Annotated { doc, lexicons, tags, names, hits, traits: Vec::new(), mentions: Vec::new(), in_name, furniture };
        words.traits = traits::traits(&words);
        words.find_mentions();
        words
    }

    /// Part of speech.
    pub fn pos(&self, token: usize) -> Pos {
        self.tags.get(token).map_or(Pos::X, |t| t.pos)
    }

    /// Form of a verb, number of a noun.
    pub fn form(&self, token: usize) -> Form {
        self.tags.get(token).map_or(Form::Plain, |t| t.form)
    }

    /// The word in lower case with straight apostrophes.
    pub fn norm(&self, token: usize) -> &str {
        if token < self.doc.tokens().len() { self.doc.norm(token) } else { "" }
    }

    /// Equal for equal words.
    pub fn key(&self, token: usize) -> Option<u64> {
        self.doc.tokens().get(token).map(|t| t.key)
    }

    /// Equal for equal surnames: *al-Marek*, *Marek*.
    pub(crate) fn surname(&self, token: usize) -> u64 {
        names::surname(self.doc, token)
    }

    /// It counts as a word.
    pub fn is_word(&self, token: usize) -> bool {
        self.doc.tokens().get(token).is_some_and(Token::is_word)
    }

    /// A small word that only ties others together: *at the*.
    pub fn is_tie(&self, token: usize) -> bool {
        matches!(self.pos(token), Pos::Adp | Pos::Det | Pos::Cconj | Pos::Sconj | Pos::Part)
    }

    /// A word of a name, by its part of speech: *the **Harbour Board** said*.
    pub fn is_proper(&self, token: usize) -> bool {
        self.pos(token) == Pos::Propn
    }

    /// *was cheated*
    pub fn is_passive(&self, verb: usize) -> bool {
        let be = |t: usize| Words::english().is_be(self.norm(t));
        self.form(verb) == Form::Participle && (verb.saturating_sub(3)..verb).any(be)
    }

    /// The lexicons list the word as one of this class.
    pub fn is_listed(&self, token: usize, kind: Kind, class: Class) -> bool {
        self.listed(token).any(|e| e.is(kind, class))
    }

    /// Entries of the word alone that are written like it.
    pub fn listed(&self, token: usize) -> impl Iterator<Item = &'a Entry> {
        let word = self.doc.tokens().get(token).into_iter();
        word.flat_map(move |word| self.lexicons.of_word(word.key, self.doc.norm(token)).filter(|e| Spelling::of(&e.term).holds(word.shape)))
    }

    /// What the lexicons found that begins in a span, by binary search.
    pub fn hits_in(&self, span: Span) -> &[Hit] {
        let at = |byte: usize| self.hits.partition_point(|h| h.span.start() < byte);
        self.hits.get(at(span.start())..at(span.end())).unwrap_or_default()
    }

    /// The entry of a hit.
    pub fn entry(&self, hit: &Hit) -> &'a Entry {
        self.lexicons.entry(hit.entry)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Annotated;
    use crate::{
        article::Article,
        document::{Document, Pos},
        lexicon::{Class, Kind, Lexicons},
    };

    #[test]
    fn a_name_is_listed_only_where_it_is_written_as_one() {
        let article = Article::new("t", "The Polish board will polish the brass.").unwrap();
        let (doc, lexicons) = (Document::parse(&article), Lexicons::builtin());
        let annotated = Annotated::new(&doc, &lexicons);
        assert_eq!([1, 4].map(|t| annotated.is_listed(t, Kind::Name, Class::Proper)), [true, false]);
    }

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
