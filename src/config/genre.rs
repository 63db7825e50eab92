//! What an article is.

vocabulary! {
    /// The genres of the codebook (docs/annotation.md). Opinion pieces may judge, by [`super::Settings::may_judge`].
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
