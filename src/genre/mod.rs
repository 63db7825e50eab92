//! What an article is: a news story, a column, a press release … A column may judge; a news story is asked who says so.
//!
//! A multinomial logistic regression over shares and rates that anybody can recount, none of which looks at a name: how the
//! article speaks (`signs`) and how it looks (`forms`). The weights are data, `models/en/genre.toml`, learned from articles that
//! were read for it (models/README.md).
mod forms;
mod signs;
mod weights;

pub use signs::signs;
pub use weights::{Weight, Weights};

use crate::{
    classify::Context,
    config::Genre,
    lexicon::{Class, Kind},
    logistic::Sign,
};

/// A genre is told from so many percent on, and an article that may judge from so many that it may: a story that is taken for an
/// opinion piece would get away with its judgements. Chosen in cross-validation (models/README.md).
const SURE: u8 = 60;
const MAY_JUDGE: u8 = 80;
/// Of fewer words nobody could tell.
const ENOUGH: usize = 120;
/// So many signs are cited.
const CITED: usize = 3;
/// What moves the log-odds by less shows nothing.
const TELLING: f64 = 0.1;

/// What was found of the genre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The likeliest, how likely each is in percent, in the order of [`Genre::ALL`].
    pub likely: Vec<(Genre, u8)>,
    /// What shows it, the most telling first.
    pub evidence: Vec<String>,
}

impl Told {
    /// The genre by these signs.
    pub fn by(weights: &Weights, signs: &[Sign]) -> Told {
        let likely = weights.likely(signs);
        let mut told = Told { likely, evidence: Vec::new() };
        if let Some((genre, _)) = told.sure() {
            told.evidence = weights.evidence(signs, genre, told.runner_up(genre));
        }
        told
    }

    /// How likely it is this genre, in percent.
    pub fn percent(&self, genre: Genre) -> u8 {
        self.likely.iter().find(|(g, _)| *g == genre).map_or(0, |(_, percent)| *percent)
    }

    /// How likely it is one that may judge, in percent.
    pub fn opinion(&self) -> u8 {
        self.likely.iter().filter(|(g, _)| g.judges()).map(|(_, percent)| *percent).fold(0, u8::saturating_add).min(100)
    }

    /// The genre where it is sure enough to be told, and how likely it is.
    pub fn sure(&self) -> Option<(Genre, u8)> {
        let (genre, percent) = self.likely.iter().copied().rev().max_by_key(|(_, percent)| *percent)?;
        let enough = if genre.judges() { self.opinion() >= MAY_JUDGE } else { percent >= SURE };
        enough.then_some((genre, percent))
    }

    /// The likeliest but this.
    fn runner_up(&self, genre: Genre) -> Option<Genre> {
        self.likely.iter().rev().filter(|(g, _)| *g != genre).max_by_key(|(_, percent)| *percent).map(|(g, _)| *g)
    }
}

/// A report on sport has so many words of sport, and one in so many sentences: 13 of `articles.train` and 23 of our own, nearly all about
/// athletes, clubs and matches.
const SPORT: usize = 5;
const SENTENCES: usize = 4;

/// Is it a report on sport?
pub fn is_of_sport(cx: &Context<'_>) -> bool {
    let words = cx.hits.iter().filter(|h| cx.entry(h).is(Kind::Domain, Class::Sport)).count();
    words >= SPORT && words * SENTENCES >= cx.doc.sentences().len()
}

/// The genre of an article; nothing where it is too short to tell.
pub fn tell(cx: &Context<'_>) -> Option<Told> {
    (cx.doc.word_count() >= ENOUGH).then(|| Told::by(Weights::embedded(), &signs(cx)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Told, Weights};
    use crate::{config::Genre, logistic::Sign};

    fn weights() -> Weights {
        Weights::parse(
            "[intercept]\nnews = 1.0\nopinion = 0.0\n\
             [signs.i]\naverage = 0.1\nopinion = 2.0\n[signs.we]\naverage = 0.0\nopinion = 1.0\n[signs.past-verbs]\naverage = 0.5\nnews = 1.0",
        )
        .unwrap()
    }

    fn sign(name: &'static str, value: f64, reads: &str) -> Sign {
        Sign { name, value, reads: reads.to_owned() }
    }

    #[test]
    fn what_pulls_most_is_cited_first() {
        let told = Told::by(&weights(), &[sign("we", 1.0, "we"), sign("i", 2.0, "I"), sign("past-verbs", 0.1, "")]);
        assert_eq!((told.sure().map(|(g, _)| g), told.evidence), (Some(Genre::Opinion), vec!["I".to_owned(), "we".to_owned()]));
    }

    #[test]
    fn what_is_lacking_or_weighs_little_is_not_cited() {
        let told = Told::by(&weights(), &[sign("i", 2.0, "I"), sign("we", 0.5, "we"), sign("past-verbs", 0.1, "few")]);
        assert_eq!(told.evidence, ["I"], "{told:?}");
    }

    #[test]
    fn who_is_not_sure_says_nothing() {
        let told = Told::by(&weights(), &[sign("we", 1.0, "we"), sign("past-verbs", 0.5, "")]);
        assert_eq!((told.sure(), told.evidence.len(), told.percent(Genre::News)), (None, 0, 50), "{told:?}");
        let told = Told::by(&weights(), &[sign("we", 0.0, ""), sign("past-verbs", 0.9, "it tells what was")]);
        assert_eq!((told.sure().map(|(g, _)| g), told.evidence.len()), (Some(Genre::News), 1), "{told:?}");
    }
}
