//! What an article is.
use serde::{Deserialize, Serialize};

/// The genres of the codebook (docs/annotation.md). Opinion pieces may judge, by [`super::Settings::may_judge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Genre {
    /// It tells what happened or was said.
    News,
    /// News that says that an agency wrote it.
    Wire,
    /// It argues: a column, an editorial, an essay.
    Opinion,
    /// Readers write.
    Letters,
    /// It explains, and does not say what should be.
    Analysis,
    /// Questions and answers, a transcript.
    Interview,
    /// It runs along with an event, entry by entry.
    Live,
    /// Whom it is about wrote it.
    Release,
    /// It gives a verdict on a claim.
    FactCheck,
    /// It judges a work or a product.
    Review,
    /// It reports a step of a case in court.
    Court,
}

impl Genre {
    /// All of them, in the order of `--help`.
    pub const ALL: [Genre; 11] = [
        Genre::News,
        Genre::Wire,
        Genre::Opinion,
        Genre::Letters,
        Genre::Analysis,
        Genre::Interview,
        Genre::Live,
        Genre::Release,
        Genre::FactCheck,
        Genre::Review,
        Genre::Court,
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Genre::News => "news",
            Genre::Wire => "wire",
            Genre::Opinion => "opinion",
            Genre::Letters => "letters",
            Genre::Analysis => "analysis",
            Genre::Interview => "interview",
            Genre::Live => "live",
            Genre::Release => "release",
            Genre::FactCheck => "fact-check",
            Genre::Review => "review",
            Genre::Court => "court",
        }
    }

    /// By the word used in files.
    pub fn named(word: &str) -> Option<Genre> {
        Genre::ALL.into_iter().find(|g| g.as_str() == word)
    }

    /// Is it there to judge?
    pub fn judges(self) -> bool {
        matches!(self, Genre::Opinion | Genre::Letters | Genre::Review)
    }
}
