//! Which words are names. What a name is called must not matter to anything that is learned, so this is decided by how the
//! word is written here and elsewhere in the article, and by typed properties of listed words; never by who it is.
use crate::{
    document::{Document, Form, Pos, QuoteState, Shape, Tag, TokenKind, key},
    language::Words,
    lexicon::{Class, Entry, Kind, Lexicons},
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What sort of name it is, as far as a swap of two names cannot change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Of a person, a body, a place, a people, a party, a work.
    Plain,
    /// Led by a title, or a title alone: *President Roe*, *Mrs. Roe*, *the President*.
    Titled,
    /// A common noun for one who may stand on a side: *the senator*, *a landlord*.
    Side,
    /// The same, many: *senators*, *unions*.
    Sides,
    /// A body that the lexicons list by its whole name: *Save the Children*.
    Body,
}

/// One name: a run of tokens of one sentence, with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, with *the* before it.
    pub tokens: Range<usize>,
    /// What sort.
    pub kind: NameKind,
    /// Equal for names that end in the same word: numbered from 0 in the order in which the article brings them.
    pub identity: u32,
}

/// All names that stand in sentences, in text order, disjoint.
pub(super) fn names(doc: &Document<'_>, tags: &[Tag], lexicons: &Lexicons) -> Vec<Name> {
    let words: Vec<Word> = (0..doc.tokens().len()).map(|i| Word::of(doc, lexicons, i)).collect();
    let evidence = Evidence::gather(doc, tags, &words);
    let mut bodies = lexicons.bodies_in(doc).into_iter().peekable();
    let mut names = Vec::new();
    let mut identities: FxHashMap<u64, u32> = FxHashMap::default();
    for sentence in doc.sentences() {
        let plain = is_plain(doc, tags, sentence.tokens.clone());
        let is_name = |i: usize| evidence.is_name(doc, tags, &words, i, plain && !opens(doc, sentence.tokens.start, i));
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            let start = i;
            let body = bodies.next_if(|b| b.start == i);
            i = body.as_ref().map_or(i, |b| b.end);
            // *Rival Norlund said*: the capital is the sentence's.
            let qualifies = |i: usize| Words::english().qualifies(doc.norm(i)) && !evidence.large.contains_key(&doc.tokens()[i].key);
            if i == sentence.tokens.start && i + 1 < sentence.tokens.end && qualifies(i) && is_name(i + 1) {
                i += 1;
                continue;
            }
            // *Mayor Roe spoke*: the capital of the title says nothing, that of the name does.
            if i == sentence.tokens.start && words[i].title && i + 1 < sentence.tokens.end && is_large(doc, i) && is_name(i + 1) {
                i += 1;
            }
            while i < sentence.tokens.end
                && bodies.peek().is_none_or(|b| b.start > i)
                && (is_name(i) || joins(&words, start, i, sentence.tokens.end, &is_name))
            {
                i += 1;
            }
            let kind = if body.is_some() {
                NameKind::Body
            } else if i > start {
                if words[start].title { NameKind::Titled } else { NameKind::Plain }
            } else if let Some(many) = words[i].side {
                i += 1;
                if many { NameKind::Sides } else { NameKind::Side }
            } else {
                i += 1;
                continue;
            };
            let next = u32::try_from(identities.len()).unwrap_or(u32::MAX);
            let identity = *identities.entry(surname(doc, i - 1)).or_insert(next);
            let article = start > sentence.tokens.start && Words::english().is_definite_article(doc.norm(start - 1));
            names.push(Name { tokens: start - usize::from(article)..i, kind, identity });
        }
    }
    names
}

/// Makes every listed name of a country, a people, a faith or a party, written as one, a proper noun, whether or not the tagger has met it.
pub(super) fn settle_listed(doc: &Document<'_>, lexicons: &Lexicons, tags: &mut [Tag]) {
    for (i, (token, tag)) in doc.tokens().iter().zip(tags).enumerate() {
        let open = matches!(tag.pos, Pos::Noun | Pos::Adj | Pos::Verb | Pos::X | Pos::Propn);
        if !open || !matches!(token.shape, Shape::Title | Shape::Mixed) {
            continue;
        }
        let listed = |e: &&Entry| e.kind == Kind::Title && &*e.category == PEOPLES && e.term.starts_with(char::is_uppercase);
        if let Some(entry) = lexicons.of_word(token.key, doc.norm(i)).find(listed) {
            let many = entry.classes.has(Class::Group) || entry.classes.has(Class::Plural);
            *tag = Tag { pos: Pos::Propn, form: if many { Form::Plural } else { Form::Plain } };
        }
    }
}

/// The category whose terms are all names.
const PEOPLES: &str = "en/peoples";

/// *Fallow lied*, *the Right claimed*: a name that is a word is no adjective, and what follows it no noun of its own.
pub(super) fn settle(names: &[Name], tags: &mut [Tag]) {
    for name in names.iter().filter(|n| n.kind == NameKind::Plain) {
        let article = tags.get(name.tokens.start).is_some_and(|t| t.pos == Pos::Det);
        let Some(last) = name.tokens.clone().last().filter(|_| name.tokens.len() == 1 + usize::from(article)) else { continue };
        if let Some(tag) = tags.get_mut(last).filter(|t| matches!(t.pos, Pos::Adj | Pos::Verb | Pos::Adv | Pos::Noun)) {
            *tag = Tag { pos: Pos::Propn, form: Form::Plain };
        }
    }
}

/// What the lexicons say of a word, as typed properties.
#[derive(Clone, Copy, Default)]
struct Word {
    title: bool,
    calendar: bool,
    particle: bool,
    /// A name wherever it has a capital: nationalities, faiths, parties.
    proper: bool,
    /// *May*, *March*: the time of the year where a preposition or a number stands beside it.
    month: bool,
    side: Option<bool>,
}

impl Word {
    fn of(doc: &Document<'_>, lexicons: &Lexicons, token: usize) -> Word {
        let mut word = Word::default();
        let (norm, shape) = (doc.norm(token), doc.tokens()[token].shape);
        let (mut large, mut small) = (false, false);
        for entry in lexicons.of_word(doc.tokens()[token].key, norm).filter(|e| matches!(e.kind, Kind::Title | Kind::Name)) {
            let has = |class| entry.classes.has(class);
            word.title |= has(Class::Title);
            word.month |= has(Class::Month);
            word.calendar |= has(Class::Calendar) && shape != Shape::Lower;
            word.particle |= has(Class::Particle) && shape == Shape::Lower;
            small |= entry.term.starts_with(char::is_lowercase);
            let listed = entry.term.starts_with(char::is_uppercase);
            large |= has(Class::Org) && listed;
            word.proper |= has(Class::Proper) && shape == Shape::Title || has(Class::Group) && listed && shape != Shape::Lower;
            word.side = match (has(Class::Sides), has(Class::Side)) {
                (true, _) => Some(true),
                (_, true) => word.side.or(Some(false)),
                _ => word.side,
            };
        }
        // *Research shows*: what is listed as a common noun, too, is a name only where its capital says so.
        word.proper |= large && !small && shape != Shape::Lower;
        word
    }
}

/// How often each word is written large and small where that says something.
struct Evidence {
    large: FxHashMap<u64, u32>,
    small: FxHashMap<u64, u32>,
}

impl Evidence {
    fn gather(doc: &Document<'_>, tags: &[Tag], words: &[Word]) -> Evidence {
        let (mut large, mut small) = (FxHashMap::default(), FxHashMap::default());
        for sentence in doc.sentences().iter().filter(|s| is_plain(doc, tags, s.tokens.clone())) {
            for i in sentence.tokens.clone() {
                let token = &doc.tokens()[i];
                if is_large(doc, i) {
                    let free = !words[i].calendar && tags.get(i).is_none_or(|t| t.pos != Pos::Pron);
                    if free && !opens(doc, sentence.tokens.start, i) {
                        *large.entry(token.key).or_default() += 1;
                    }
                } else if token.shape == Shape::Lower {
                    *small.entry(token.key).or_default() += 1;
                }
            }
        }
        Evidence { large, small }
    }

    /// With `telling`, the capital stands where only a name has one.
    fn is_name(&self, doc: &Document<'_>, tags: &[Tag], words: &[Word], i: usize, telling: bool) -> bool {
        let pos = tags.get(i).map_or(Pos::X, |t| t.pos);
        if !is_large(doc, i) || words[i].calendar {
            return false;
        }
        if words[i].proper {
            return true;
        }
        if pos == Pos::Pron {
            return false;
        }
        let beside = |at: Option<usize>, pos: Pos| at.and_then(|at| tags.get(at)).is_some_and(|t| t.pos == pos);
        if words[i].month && (beside(i.checked_sub(1), Pos::Adp) || beside(Some(i + 1), Pos::Num)) {
            return false;
        }
        let key = doc.tokens()[i].key;
        let large = self.large.get(&key).copied().unwrap_or(0);
        let small = self.small.get(&key).copied().unwrap_or(0);
        telling || (small == 0 && (large > 0 || pos == Pos::Propn)) || large > 2 * small
    }
}

fn is_large(doc: &Document<'_>, i: usize) -> bool {
    let token = &doc.tokens()[i];
    token.kind == TokenKind::Word && token.shape.is_capital() && {
        let word = doc.word(i);
        word.chars().next().is_some_and(char::is_uppercase) && word != "I" || behind_prefix(word).is_some()
    }
}

/// What stands behind a small part of a name: *Marek* of *al-Marek*, *Aubry* of *d'Aubry*.
fn behind_prefix(word: &str) -> Option<&str> {
    let (small, rest) = word.split_once(['-', '\'', '’'])?;
    (rest.starts_with(char::is_uppercase) && Words::english().prefixes_name(&small.to_lowercase())).then_some(rest)
}

/// Equal for *al-Marek* and *Marek*. *D'Aubry* and *Aubry* are two.
pub(super) fn surname(doc: &Document<'_>, i: usize) -> u64 {
    let word = doc.word(i);
    behind_prefix(word).filter(|_| word.contains('-')).map_or(doc.tokens()[i].key, |rest| key(&rest.to_lowercase()))
}

/// *van der Roe*, *Lula da Silva*: small words between two parts of a name.
fn joins(words: &[Word], start: usize, i: usize, end: usize, is_name: &impl Fn(usize) -> bool) -> bool {
    i > start && words[i].particle && (i + 1..end.min(i + 3)).find(|&k| !words[k].particle).is_some_and(is_name)
}

/// A capital here says nothing: the sentence, or a sentence inside it, begins.
fn opens(doc: &Document<'_>, start: usize, i: usize) -> bool {
    i == start
        || i.checked_sub(1).is_some_and(|b| {
            doc.quote_state(b) == QuoteState::Open
                || matches!(doc.norm(b), ":" | "." | "?" | "!" | "•" | "-" | "—" | "–" | "(" | "[" | "*" | "…" | "..." | ";")
        })
}

/// The sentence is written as sentences are, not in title case or capitals: a noun, a verb or an adjective is small.
fn is_plain(doc: &Document<'_>, tags: &[Tag], tokens: Range<usize>) -> bool {
    let small = |i: &usize| doc.tokens()[*i].shape == Shape::Lower;
    let open = |i: usize| tags.get(i).is_some_and(|t| matches!(t.pos, Pos::Noun | Pos::Verb | Pos::Adj));
    let cased = tokens.clone().filter(|i| doc.tokens()[*i].shape != Shape::Caseless).count();
    cased <= 2 || tokens.filter(small).any(open)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::settle_listed;
    use crate::{
        annotate::Annotated,
        article::Article,
        document::{Document, Form, Pos, Tag},
        lexicon::Lexicons,
    };

    #[test]
    fn listed_names_are_names_and_common_words_stay() {
        let article = Article::new("t", "Labour lost. The labour was hard.").unwrap();
        let doc = Document::parse(&article);
        let mut tags = vec![Tag { pos: Pos::Noun, form: Form::Plain }; doc.tokens().len()];
        settle_listed(&doc, &Lexicons::builtin(), &mut tags);
        let names: Vec<&str> = (0..tags.len()).filter(|&i| tags[i].pos == Pos::Propn).map(|i| doc.word(i)).collect();
        assert_eq!(names, ["Labour"]);
    }
    fn names(text: &str) -> Vec<String> {
        let article = Article::new("t", text).unwrap();
        let (doc, lexicons) = (Document::parse(&article), Lexicons::builtin());
        let annotated = Annotated::new(&doc, &lexicons);
        annotated.names.iter().map(|n| doc.text_of(doc.span_of(n.tokens.clone())).to_owned()).collect()
    }

    #[test]
    fn no_name_goes_on_into_the_next_paragraph() {
        assert_eq!(names("Norlund sues Ada Brandt\n\nOla Dahl was in the hall on Monday."), ["Norlund", "Ada Brandt", "Ola Dahl"]);
    }

    #[test]
    fn a_word_that_opens_the_sentence_is_hidden_with_the_name_it_belongs_to() {
        assert_eq!(names("Downing Street insisted that he would stay."), ["Downing Street"]);
    }

    #[test]
    fn a_people_is_a_name_where_the_sentence_begins_too() {
        assert_eq!(names("French voters went home. The rain fell."), ["French"]);
    }
}
