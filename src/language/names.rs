//! What capitals say that the tagger overhears: which name stands where must not change what its neighbours are.
use super::word::Word;
use crate::document::{Document, Form, Pos, Tag};
use rustc_hash::FxHashSet;

/// Tags of one sentence, mended. `words` have been recognised.
///
/// A capital inside a sentence makes a noun, or a word that the tagger never saw, a name; and what follows *to* and precedes a name
/// or a determiner is a verb even if it looks like an adverb (*to bully Norland*).
///
/// A word that was never seen is no pronoun, preposition or auxiliary: those are a closed class (*Brandt will lose*).
pub(super) fn mend(words: &[Word], tags: &mut [Tag]) {
    for (_, tag) in words.iter().zip(tags.iter_mut()).filter(|(w, _)| w.known == 0 && w.class == 0 && w.is_capitalised()) {
        if matches!(tag.pos, Pos::Pron | Pos::Det | Pos::Adp | Pos::Aux | Pos::Cconj | Pos::Sconj | Pos::Part) {
            *tag = Tag { pos: Pos::Propn, form: Form::Plain };
        }
    }
    for i in 1..tags.len().min(words.len()) {
        let inside = !matches!(tags[i - 1].pos, Pos::Punct | Pos::Sym | Pos::X) || words[i - 1].is_comma();
        if !inside || !words[i].is_capitalised() {
            continue;
        }
        match tags[i].pos {
            Pos::Noun => tags[i].pos = Pos::Propn,
            Pos::Verb | Pos::Adv | Pos::Intj | Pos::X if words[i].known == 0 => tags[i] = Tag { pos: Pos::Propn, form: Form::Plain },
            _ => {}
        }
    }
    past(words, tags);
    for i in 2..tags.len().min(words.len()) {
        let object = matches!(tags[i].pos, Pos::Propn | Pos::Det);
        if object && tags[i - 1].pos == Pos::Adv && words[i - 1].known == 0 && words[i - 2].is_to() {
            tags[i - 1] = Tag { pos: Pos::Verb, form: Form::Base };
        }
    }
}

/// *The council praised Norland*, *The mayor lied about it.*: where nothing else makes a clause, a participle after a noun is its
/// verb, whoever its object is; without an object only in a sentence with its stop, for *Man held in raid* is a headline.
fn past(words: &[Word], tags: &mut [Tag]) {
    let noun = |t: &Tag| matches!(t.pos, Pos::Noun | Pos::Propn | Pos::Pron);
    let stops = tags.last().is_some_and(|t| t.pos == Pos::Punct);
    let alone = !tags.iter().any(|t| t.is_finite() || t.pos == Pos::Aux);
    let mut clause = 0;
    for i in 1..tags.len().saturating_sub(1) {
        if matches!(tags[i - 1].pos, Pos::Punct | Pos::Cconj) {
            clause = i;
        }
        if !noun(&tags[i - 1]) {
            continue;
        }
        let object = matches!(tags[i + 1].pos, Pos::Propn | Pos::Det | Pos::Pron) || words.get(i + 1).is_some_and(Word::is_capitalised);
        let participle = alone && tags[i] == Tag { pos: Pos::Verb, form: Form::Participle } && (object || stops);
        // A dictionary has the noun *lied*: "The mayor lied about it, Roe said."
        let mistaken = stops
            && matches!(tags[i].pos, Pos::Noun | Pos::Adj)
            && words.get(i).is_some_and(Word::ends_in_ed)
            && matches!(tags[i + 1].pos, Pos::Adp | Pos::Det | Pos::Pron | Pos::Part | Pos::Punct | Pos::Adv)
            && !tags.iter().take(i).skip(clause).any(|t| t.is_finite() || t.pos == Pos::Aux);
        if participle || mistaken {
            tags[i] = Tag { pos: Pos::Verb, form: Form::Past };
            return;
        }
    }
}

/// The head of a sentence looks like a name: a word that was never seen is the subject, and has no article (*Norland fired back*).
pub(super) fn heads_unknown(words: &[Word], tags: &[Tag]) -> bool {
    let ([first, ..], [tag, next, ..]) = (words, tags) else { return false };
    next.is_finite() && first.known == 0 && first.is_capitalised() && *tag == (Tag { pos: Pos::Noun, form: Form::Plain })
}

/// One document, one reading: a noun at the head of a sentence is a name where the same word is one inside a sentence, or where
/// it looks like one (`unknown`, in order), and in both cases only if it is never written small.
pub(super) fn agree(doc: &Document<'_>, unknown: &[usize], tags: &mut [Tag]) {
    let doubtful = |tags: &[Tag], i: usize| tags.get(i).is_some_and(|t| t.pos == Pos::Noun) && capital(doc, i);
    let heads = doc.sentences().iter().filter(|s| !s.tokens.is_empty()).map(|s| s.tokens.start);
    let heads: Vec<usize> = heads.filter(|&i| doubtful(tags, i)).collect();
    if heads.is_empty() {
        return;
    }
    let (mut names, mut small) = (FxHashSet::default(), FxHashSet::default());
    for (i, (token, tag)) in doc.tokens().iter().zip(tags.iter()).enumerate() {
        match tag.pos {
            Pos::Propn if capital(doc, i) => _ = names.insert(token.key),
            Pos::Noun | Pos::Adj | Pos::Verb if !capital(doc, i) => _ = small.insert(token.key),
            _ => {}
        }
    }
    for i in heads {
        let Some(key) = doc.tokens().get(i).map(|t| t.key) else { continue };
        if (names.contains(&key) || unknown.binary_search(&i).is_ok()) && !small.contains(&key) {
            tags[i].pos = Pos::Propn;
        }
    }
}

fn capital(doc: &Document<'_>, i: usize) -> bool {
    doc.word(i).chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{
        article::Article,
        document::{Document, Form, Pos},
        language::tag,
    };

    fn pos(text: &str, word: &str) -> Vec<Pos> {
        let article = Article::new("t", text).unwrap();
        let doc = Document::parse(&article);
        let tags = tag(&doc);
        (0..tags.len()).filter(|&i| doc.word(i) == word).map(|i| tags[i].pos).collect()
    }

    #[test]
    fn a_verb_in_ly_stays_one_before_any_name() {
        for name in ["Serbia", "Kosovo", "Norland", "the council"] {
            assert_eq!(pos(&format!("They tried to bully {name} into a deal."), "bully"), [Pos::Verb], "{name}");
        }
        assert_eq!(pos("They promised to quickly leave the town.", "quickly"), [Pos::Adv]);
    }

    #[test]
    fn the_only_verb_of_a_sentence_is_finite_whoever_its_object_is() {
        for name in ["Labour", "the Tories", "Saudi Arabia", "Mitt Romney", "Sinhalese monks"] {
            let article = Article::new("t", format!("The regime in the north praised {name}.")).unwrap();
            let doc = Document::parse(&article);
            assert_eq!(tag(&doc)[5].form, Form::Past, "{name}");
        }
    }

    #[test]
    fn an_unknown_subject_without_an_article_is_a_name() {
        assert_eq!(pos("Norland fired back within an hour.", "Norland"), [Pos::Propn]);
    }

    #[test]
    fn an_unknown_word_is_no_pronoun() {
        assert_eq!(pos("Brandt will lose to Olsen in the spring.", "Brandt"), [Pos::Propn]);
    }

    #[test]
    fn a_word_that_is_a_name_inside_a_sentence_is_one_at_its_head() {
        assert_eq!(pos("Labour fired back. The mayor had thanked Labour on Monday.", "Labour"), [Pos::Propn; 2]);
        // Written small somewhere, it is a word.
        let twice = pos("Footage was shown. They called it Footage, but the footage was old.", "Footage");
        assert_eq!(twice[0], Pos::Noun);
    }
}
