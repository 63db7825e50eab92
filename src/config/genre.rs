//! What an article is, and what that allows it.
use crate::level::Level;

vocabulary! {
    /// The genres of the codebook (docs/annotation.md). Opinion pieces may judge, by [`super::Settings::latitude`].
    pub enum Genre {
        /// It tells what happened or was said.
        News = "news",
        /// News that says that an agency wrote it.
        Wire = "wire",
        /// It argues: a column, an editorial, an essay.
        Opinion = "opinion",
        /// Readers write.
        Letters = "letters",
        /// It explains, and does not say what should be.
        Analysis = "analysis",
        /// Questions and answers, a transcript.
        Interview = "interview",
        /// It runs along with an event, entry by entry.
        Live = "live",
        /// Whom it is about wrote it.
        Release = "release",
        /// It gives a verdict on a claim.
        FactCheck = "fact-check",
        /// It judges a work or a product.
        Review = "review",
        /// It reports a step of a case in court.
        Court = "court",
    }
}

impl Genre {
    /// Is it there to judge?
    pub fn judges(self) -> bool {
        matches!(self, Genre::Opinion | Genre::Letters | Genre::Review)
    }
}

/// How much less a judgement in an article's own voice weighs than in news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latitude {
    /// No less.
    None,
    /// It argues: what would be a warning is a note.
    Opinion,
    /// It tells how play looked: what would be a warning is a note, and what would be a note is not told.
    Sport,
}

impl Latitude {
    /// The level of what would have this one; nothing where it is not told.
    pub fn weigh(self, level: Level) -> Option<Level> {
        match self {
            Latitude::None => Some(level),
            Latitude::Opinion => Some(level.min(Level::Note)),
            Latitude::Sport => (level > Level::Note).then_some(Level::Note),
        }
    }
}
