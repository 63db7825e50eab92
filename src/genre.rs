//! Is the article an opinion piece? A column may judge; a news story is asked who says so.
//!
//! Logistic regression over shares and rates that anybody can recount, none of which looks at a name. The weights are data,
//! `models/genre.toml`, learned from articles that were read for it (models/README.md).
use crate::{
    attribution::{TokenVoice, Voice},
    claim::Reason,
    classify::Context,
    document::{Form, Furniture, ParagraphKind, QuoteState, TokenKind},
    encoder::percent,
    language::Words,
    logistic::{Sign, Weights},
};
use std::sync::LazyLock;

/// An opinion piece is told as such from this many percent on: a story that is taken for one would get away with its judgements.
const SURE: u8 = 80;
/// Of fewer words nobody could tell.
const ENOUGH: usize = 120;
/// So many signs are cited.
const CITED: usize = 3;

/// What was found of the genre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// How likely it is an opinion piece, in percent.
    pub opinion: u8,
    /// What shows it, the most telling first; nothing for news.
    pub evidence: Vec<String>,
}

impl Told {
    /// Sure enough to be told.
    pub fn is_opinion(&self) -> bool {
        self.opinion >= SURE
    }
}

/// The embedded weights; a test sees to it that they can be read.
fn weights() -> &'static Weights {
    static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../models/genre.toml")).unwrap_or_default());
    &WEIGHTS
}

impl Told {
    /// The genre by these signs.
    pub fn by(weights: &Weights, signs: &[Sign]) -> Told {
        let opinion = percent(weights.odds(signs));
        if opinion < SURE {
            return Told { opinion, evidence: Vec::new() };
        }
        let mut pulls = weights.pulls(signs);
        pulls.sort_by(|a, b| b.0.total_cmp(&a.0));
        let telling = pulls.iter().filter(|(pull, sign)| *pull > 0.1 && !sign.reads.is_empty());
        Told { opinion, evidence: telling.take(CITED).map(|(_, s)| s.reads.clone()).collect() }
    }
}

/// The genre of an article; nothing where it is too short to tell.
pub fn tell(cx: &Context<'_>) -> Option<Told> {
    (cx.doc.word_count() >= ENOUGH).then(|| Told::by(weights(), &signs(cx)))
}

/// Everything that is counted. Words in quotation marks are not the writer's.
#[allow(clippy::cast_precision_loss, reason = "counts of words")]
pub fn signs(cx: &Context<'_>) -> Vec<Sign> {
    let (doc, english) = (cx.doc, Words::english());
    let own = |t: usize| matches!(cx.attributions.tokens.get(t), Some(TokenVoice::Own)) && doc.quote_state(t) == QuoteState::Outside;
    let words: Vec<usize> = doc.sentences().iter().flat_map(|s| s.tokens.clone()).filter(|&t| doc.tokens()[t].is_word()).collect();
    let mine: Vec<usize> = words.iter().copied().filter(|&t| own(t)).collect();
    let times = |list: &[String]| mine.iter().filter(|&&t| list.iter().any(|w| w == doc.norm(t))).count();
    let sentences = doc.sentences().len();
    let of_voice = |voice: Voice| doc.sentences().iter().filter(|s| cx.attributions.voice(s.id) == voice).count();
    let outlet = of_voice(Voice::Outlet);
    let ends =
        |mark: &str| doc.sentences().iter().filter(|s| s.tokens.clone().next_back().is_some_and(|t| own(t) && doc.norm(t) == mark)).count();
    let claims = |reasons: &[Reason]| cx.claims.own.iter().filter(|c| reasons.contains(&c.reason)).count();
    let (judging, accusing) = (
        claims(&[Reason::Evaluation, Reason::Prediction, Reason::Comparison, Reason::Generalization, Reason::Motive, Reason::Cause]),
        claims(&[Reason::Accusation]),
    );
    let loaded = mine.iter().filter(|&&t| cx.readings.token(t).loaded > 0).count();
    let form = |form: Form| mine.iter().filter(|&&t| cx.tags.get(t).is_some_and(|tag| tag.form == form)).count();
    let (past, present) = (form(Form::Past), form(Form::Present));
    let quoted = words.iter().filter(|&&t| doc.quote_state(t) != QuoteState::Outside).count();
    let figures = doc.sentences().iter().flat_map(|s| s.tokens.clone()).filter(|&t| doc.tokens()[t].kind == TokenKind::Number).count();
    let first = |s: &crate::document::Sentence| s.tokens.clone().find(|&t| doc.tokens()[t].is_word());
    let opened = |t: usize| own(t) && english.openings.iter().any(|w| w == doc.norm(t));
    let openings = doc.sentences().iter().filter(|s| first(s).is_some_and(opened)).count();
    let dateline = doc.paragraphs().iter().any(|p| p.dateline.is_some() || p.kind == ParagraphKind::Furniture(Furniture::Dateline));
    let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
    let rate = |n: usize| 100.0 * share(n, words.len());
    let (i, we, you, ought) = (times(&english.i), times(&english.we), times(&english.you), times(&english.ought));
    let (asks, cries, short) = (ends("?"), ends("!"), times(&english.contractions));
    let sign = |name, value, reads: String| Sign { name, value, reads };
    let counted = |n: usize, reads: String| if n == 0 { String::new() } else { reads };
    let named = cx.attributions.sources.iter().filter(|s| s.kind.is_named()).count();
    vec![
        sign("own-sentences", share(outlet, sentences), format!("{outlet} of {sentences} sentences are told in the writer's own voice")),
        sign(
            "judging-sentences",
            share(judging, sentences),
            counted(judging, format!("{judging} of {sentences} sentences judge, explain or foretell in the writer's own voice")),
        ),
        sign(
            "accusing-sentences",
            share(accusing, sentences),
            counted(accusing, format!("{accusing} of {sentences} sentences accuse in the writer's own voice")),
        ),
        sign("judging-words", rate(loaded).min(8.0), counted(loaded, format!("{loaded} words judge"))),
        sign("i", rate(i).min(4.0), counted(i, format!("the writer says *I* or *my* ({i})"))),
        sign("we", rate(we).min(4.0), counted(we, format!("the writer says *we* or *our* ({we})"))),
        sign("you", rate(you).min(4.0), counted(you, format!("the writer speaks to *you* ({you})"))),
        sign("ought", rate(ought).min(3.0), counted(ought, format!("the writer says what must or should be ({ought})"))),
        sign("questions", share(asks, sentences).min(0.4), counted(asks, format!("{asks} of {sentences} sentences ask"))),
        sign(
            "exclamations",
            share(cries, sentences).min(0.3),
            counted(cries, format!("{cries} of {sentences} sentences end in an exclamation mark")),
        ),
        sign("contractions", rate(short).min(3.0), String::new()),
        sign(
            "openings",
            share(openings, sentences),
            counted(openings, format!("{openings} of {sentences} sentences begin as talk does (*and*, *but*, *of course*)")),
        ),
        sign("quoted-words", share(quoted, words.len()), String::new()),
        sign("named-sources", share(named, sentences).min(1.0), String::new()),
        sign("figures", rate(figures).min(8.0), String::new()),
        sign("past-verbs", share(past, past + present), String::new()),
        sign("dateline", f64::from(u8::from(dateline)), String::new()),
        sign("sentence-words", share(words.len(), sentences).min(40.0) / 10.0, String::new()),
        sign("length", (words.len().min(1500) as f64) / 500.0, String::new()),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Told;
    use crate::logistic::{Sign, Weight, Weights};

    #[test]
    fn the_embedded_weights_are_read() {
        let weights = Weights::parse(include_str!("../models/genre.toml")).unwrap();
        assert!(weights.weights.len() > 10);
    }

    #[test]
    fn what_pulls_most_is_cited_first() {
        let of = |weight, average| Weight { weight, average };
        let weights = [("i", of(2.0, 0.1)), ("we", of(1.0, 0.0)), ("past-verbs", of(-1.0, 0.5))].map(|(n, w)| (n.to_owned(), w));
        let weights = Weights { intercept: -2.0, weights: weights.into() };
        let sign = |name, value, reads: &str| Sign { name, value, reads: reads.to_owned() };
        let told = Told::by(&weights, &[sign("we", 1.0, "we"), sign("i", 2.0, "I"), sign("past-verbs", 0.1, "")]);
        assert_eq!((told.is_opinion(), told.evidence.as_slice()), (true, ["I".to_owned(), "we".to_owned()].as_slice()));
        let told = Told::by(&weights, &[sign("we", 1.0, "we"), sign("past-verbs", 0.9, "")]);
        assert_eq!((told.is_opinion(), told.evidence.len()), (false, 0));
    }
}
