//! The types of claims: what a careful reader would not take on a reporter's word.
use super::Accused;
use crate::{document::SentenceId, encoder::Score, lexicon::EntryId, reason::Reason, span::Span};

/// A stretch of own voice or of one attribution's content that states something contested.
///
/// Invariant: `trigger` lies in `sentence`.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where.
    pub sentence: SentenceId,
    /// The likeliest reason; among equals the first of the codebook's table.
    pub reason: Reason,
    /// The words that show it.
    pub trigger: Span,
    /// The lexicon entry behind the trigger, if any.
    pub entry: Option<EntryId>,
    /// Whose content it is: an index into the attributions, or `None` for the article's own voice.
    pub attribution: Option<usize>,
    /// How likely it is that a strict editor would ask, and that any careful one would.
    pub score: (Score, Score),
}

/// All claims of an article. Invariant: `own` has at most one claim a sentence; all are in text order.
#[derive(Debug, Default)]
pub struct Claims {
    /// In the article's own voice.
    pub own: Vec<Claim>,
    /// In what it attributes: contested, but somebody answers for it.
    pub attributed: Vec<Claim>,
    /// Who is accused, by whomever.
    pub accused: Vec<Accused>,
}

impl Claims {
    /// The own-voice claim of a sentence.
    pub fn own_in(&self, id: SentenceId) -> Option<&Claim> {
        self.own.binary_search_by_key(&id, |c| c.sentence).ok().and_then(|i| self.own.get(i))
    }
}
