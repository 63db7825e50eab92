//! Neutral wordings in the form of the words that they could stand for: *slamming* → *criticising*, *SLAMMED* → *CRITICISED*.
use super::{EntryId, condition::Pos, inflect::Irregular, matcher::Lexicons};
use crate::{
    document::{Form, Pos as P, Tag, unaccented},
    language::Words,
};

/// The form of a matched word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    Base,
    ThirdPerson,
    Gerund,
    Past,
    Participle,
    Plural,
}

impl Lexicons {
    /// The entry's neutral wordings, inflected and capitalised like the words found.
    ///
    /// `tag` is that of the word that inflects, `next` that of the word after all of them: before a noun fewer wordings fit
    /// (*a skyrocketing rent*), and without an object those that ask for one do not (*feel betrayed*). `capital`: a
    /// capital is that of the place, a sentence's first word or a headline, and not the word's own (*the Norlandistas*).
    pub fn wordings(&self, id: EntryId, words: &str, capital: bool, tag: Option<Tag>, next: Option<Tag>) -> Vec<String> {
        let next = next.map_or(P::Punct, |t| t.pos);
        let finite = tag.is_some_and(|t| matches!(t.form, Form::Past | Form::Present | Form::Base));
        let attributive = !finite && matches!(next, P::Noun | P::Adj);
        let object = matches!(next, P::Noun | P::Adj | P::Propn | P::Det | P::Pron | P::Num);
        let entry = self.entry(id);
        let lemma = entry.inflects.map(|pos| (pos, entry.term.as_str()));
        let fitted = entry.neutral.iter().filter_map(|neutral| match lemma {
            Some((Pos::Verb, _)) if !object && wants_object(neutral) => None,
            Some((Pos::Verb, lemma)) => verb(neutral, of_verb(lemma, words, tag), attributive),
            Some((Pos::Noun | Pos::Propn, lemma)) if is_plural(lemma, words) => Some(plural(neutral)),
            _ => Some(neutral.clone()),
        });
        fitted.map(|wording| written_like(&wording, words, capital)).collect()
    }
}

/// Ends in a preposition.
fn wants_object(neutral: &str) -> bool {
    neutral.rsplit(' ').next().is_some_and(|last| Words::english().governs(last))
}

/// Which form of the lemma's verb stands first in the words.
fn of_verb(lemma: &str, words: &str, tag: Option<Tag>) -> Inflection {
    let first = |text: &str| text.split([' ', '-']).next().unwrap_or_default().to_lowercase();
    let (lemma, found) = (first(lemma), first(words));
    let is = |form: Form| tag.is_some_and(|t| t.form == form);
    let adjective = tag.is_some_and(|t| t.pos == P::Adj);
    let past = if is(Form::Participle) || adjective { Inflection::Participle } else { Inflection::Past };
    match found {
        // *Cut*, *cast*: the tagger knows.
        same if same == lemma => {
            if is(Form::Past) || is(Form::Participle) {
                past
            } else {
                Inflection::Base
            }
        }
        found if found.ends_with("ing") => Inflection::Gerund,
        found if found.ends_with('s') => Inflection::ThirdPerson,
        _ => past,
    }
}

/// The verb is the first word. Before a noun only one word or an adverb and a participle can stand: *sharply rising rents*.
fn verb(neutral: &str, form: Inflection, attributive: bool) -> Option<String> {
    let (head, rest) = neutral.split_once(' ').map_or((neutral, None), |(head, rest)| (head, Some(rest)));
    let head = Irregular::english().inflected(head, form);
    match (rest, attributive) {
        (None, _) => Some(head),
        (Some(rest), false) => Some(format!("{head} {rest}")),
        (Some(adverb), true) => (adverb.ends_with("ly") && !adverb.contains(' ')).then(|| format!("{adverb} {head}")),
    }
}

fn is_plural(lemma: &str, words: &str) -> bool {
    // *Union-buster* is *union buster*, and *régime* is *regime*.
    let open = |text: &str| unaccented(&text.to_lowercase()).replace('-', " ");
    let (words, lemma) = (open(words), open(lemma));
    words != lemma && words.len() >= lemma.len() && words.ends_with(|c: char| c.is_alphabetic())
}

fn plural(neutral: &str) -> String {
    let words: Vec<&str> = neutral.split(' ').collect();
    let head = words.iter().skip(1).position(|w| Words::english().follows_head(w)).unwrap_or(words.len() - 1);
    let inflect =
        |(i, word): (usize, &&str)| if i == head { Irregular::english().inflected(word, Inflection::Plural) } else { (*word).to_owned() };
    words.iter().enumerate().map(inflect).collect::<Vec<_>>().join(" ")
}

/// With capitals where the old words had them.
fn written_like(wording: &str, words: &str, capital: bool) -> String {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return wording.to_uppercase();
    }
    let mut rest = wording.chars();
    match rest.next().filter(|_| capital && words.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => wording.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_verb(lemma: &str, words: &str, form: Form, neutral: &str) -> Option<String> {
        let tag = Tag { pos: P::Verb, form };
        verb(neutral, of_verb(lemma, words, Some(tag)), false).map(|w| written_like(&w, words, true))
    }

    #[test]
    fn a_wording_has_the_form_and_the_capitals_of_the_words_it_stands_for() {
        for (lemma, words, form, neutral, want) in [
            ("slam", "slamming", Form::Gerund, "criticise", "criticising"),
            ("slam", "SLAMMED", Form::Past, "criticise", "CRITICISED"),
            ("slam", "Slams", Form::Present, "criticise", "Criticises"),
            ("skyrocket", "skyrocketed", Form::Past, "rise sharply", "rose sharply"),
            ("skyrocket", "skyrocketed", Form::Participle, "rise sharply", "risen sharply"),
            ("axe", "axing", Form::Gerund, "end", "ending"),
            ("rubbish", "rubbished", Form::Past, "rebut", "rebutted"),
            ("rubbish", "rubbished", Form::Past, "answer", "answered"),
            ("bar", "barred", Form::Past, "withdraw", "withdrew"),
            ("liberate", "liberated", Form::Past, "retake", "retook"),
            ("parrot", "parroted", Form::Past, "repeat", "repeated"),
        ] {
            assert_eq!(as_verb(lemma, words, form, neutral).as_deref(), Some(want), "{words}");
        }
    }

    #[test]
    fn before_a_noun_the_adverb_comes_first_and_other_phrases_do_not_fit() {
        assert_eq!(verb("rise sharply", Inflection::Gerund, true).as_deref(), Some("sharply rising"));
        assert_eq!(verb("call for", Inflection::Gerund, true), None);
    }

    #[test]
    fn the_head_of_a_noun_phrase_takes_the_plural() {
        for (neutral, want) in [
            ("government", "governments"),
            ("opponent of compromise", "opponents of compromise"),
            ("person accused of theft", "people accused of theft"),
            ("authorities", "authorities"),
            ("tax cut", "tax cuts"),
            ("witness", "witnesses"),
        ] {
            assert_eq!(plural(neutral), want);
        }
        assert!(is_plural("regime", "Régimes") && !is_plural("regime", "Régime"));
        assert!(is_plural("union buster", "union-busters") && !is_plural("union buster", "Union-buster"));
    }
}
