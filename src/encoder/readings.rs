//! What the encoder says of an article, in whole numbers: 256 for a logit of one.
use super::{
    Thresholds,
    forward::{SENTENCE, TOKEN},
    pieces::Piece,
};
use crate::document::{Document, SentenceId};
use std::ops::Range;

/// A score: 256 times a logit. 0 is as likely as not.
pub type Score = i32;

/// A score in percent: how likely it is.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "clamped; within 0 and 100")]
pub fn percent(score: Score) -> u8 {
    (100.0 * super::math::sigmoid(score.clamp(-30 * 256, 30 * 256) as f32 / 256.0)).round() as u8
}

/// Scores of things of which one holds, in percent: how likely each is.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "within 0 and 100")]
pub fn shares<const N: usize>(scores: [Score; N]) -> [u8; N] {
    let most = scores.into_iter().max().unwrap_or_default();
    let odds = scores.map(|s| super::math::exp((s - most) as f32 / 256.0));
    let sum: f32 = odds.iter().sum();
    odds.map(|o| (100.0 * o / sum).round() as u8)
}

/// Scores of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenReading {
    /// Of no attribution, then opening and inside of source, cue and content: reported speech.
    pub reported: [Score; 7],
    /// The same for other attitudes: wants, beliefs, support.
    pub other: [Score; 7],
    /// Makes the sentence need a source.
    pub trigger: Score,
    /// Names a holder whom nobody could ask.
    pub vague: Score,
    /// Judges where a neutral word would do, at least mildly.
    pub loaded: Score,
    /// Judges strongly.
    pub strong: Score,
}

/// Scores of one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentenceReading {
    /// Outlet, attributed, mixed, none.
    pub voice: [Score; 4],
    /// Needs a source, at least mildly.
    pub needs: Score,
    /// Needs one badly.
    pub needs_strongly: Score,
    /// Accusation, evaluation, motive, cause, number, prediction, generalization, comparison.
    pub reason: [Score; 8],
    /// Has a vague attribution.
    pub vague: Score,
    /// A claim that rests on one source, at least mildly.
    pub alone: Score,
    /// A careful editor would want a second source.
    pub alone_strongly: Score,
    /// Kinds of its sources: person, organization, document, unnamed, collective, none.
    pub kinds: [Score; 6],
    /// Roles of its sources: official, politician, expert, business, civil, person, media, document.
    pub roles: [Score; 8],
}

impl SentenceReading {
    /// That one of its sources is somebody without a name who could have been asked.
    #[must_use]
    pub fn unnamed(&self) -> Score {
        self.kinds[3]
    }

    /// How much the sentence asks for a source: that it needs one at all, and half as much that it needs one badly. Together they
    /// tell better than either alone (models/README.md).
    #[must_use]
    pub fn asks(&self) -> Score {
        self.needs.saturating_add(self.needs_strongly / 2)
    }
}

/// One reading a token and one a sentence. What was not read (furniture, the end of an overlong sentence) has the reading of nothing.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    tokens: Vec<TokenReading>,
    sentences: Vec<SentenceReading>,
    thresholds: Thresholds,
}

impl Readings {
    /// Of an article that nobody has read yet.
    pub fn new(doc: &Document<'_>, thresholds: Thresholds) -> Readings {
        let nothing = TokenReading { reported: OUT, other: OUT, trigger: NEVER, vague: NEVER, loaded: NEVER, strong: NEVER };
        Readings {
            tokens: vec![nothing; doc.tokens().len()],
            sentences: vec![
                SentenceReading {
                    voice: [0, 0, 0, -NEVER],
                    needs: NEVER,
                    needs_strongly: NEVER,
                    vague: NEVER,
                    alone: NEVER,
                    alone_strongly: NEVER,
                    kinds: [NEVER; 6],
                    roles: [NEVER; 8],
                    ..SentenceReading::default()
                };
                doc.sentences().len()
            ],
            thresholds,
        }
    }

    /// From which score on something counts.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// The reading of a token.
    pub fn token(&self, token: usize) -> TokenReading {
        self.tokens.get(token).copied().unwrap_or_default()
    }

    /// The reading of a sentence.
    pub fn sentence(&self, id: SentenceId) -> SentenceReading {
        self.sentences.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The most telling word among some tokens, and the stretch around it that is nearly as telling; it begins and ends with a word.
    pub fn stretch(
        &self,
        tokens: Range<usize>,
        is_word: impl Fn(usize) -> bool,
        score: impl Fn(TokenReading) -> Score,
    ) -> (usize, Range<usize>) {
        let score = |t: usize| score(self.token(t));
        let words = tokens.clone().filter(|&t| is_word(t));
        let peak = words.reduce(|best, t| if score(t) > score(best) { t } else { best }).unwrap_or(tokens.start);
        let telling = |t: &usize| score(*t) >= score(peak) - NEARLY;
        let start = (tokens.start..peak).rev().take_while(telling).filter(|&t| is_word(t)).last().unwrap_or(peak);
        let end = (peak + 1..tokens.end).take_while(telling).filter(|&t| is_word(t)).last().unwrap_or(peak);
        (peak, start..end + 1)
    }

    /// The scores of a sentence, in the order of [`SentenceReading`].
    pub(crate) fn take_sentence(&mut self, sentence: usize, z: [Score; SENTENCE]) {
        if let Some(to) = self.sentences.get_mut(sentence) {
            *to = SentenceReading {
                voice: part(&z, 0),
                needs: z[4],
                needs_strongly: z[5],
                reason: part(&z, 6),
                vague: z[14],
                alone: z[15],
                alone_strongly: z[16],
                kinds: part(&z, 17),
                roles: part(&z, 23),
            };
        }
    }

    /// The scores of pieces, in the order of [`TokenReading`]. A token of several pieces has their mean.
    pub(crate) fn take_pieces(&mut self, pieces: &[Piece], rows: &[[Score; TOKEN]]) {
        let pieces: Vec<_> = pieces.iter().zip(rows).filter(|(p, _)| !p.tokens.is_empty()).collect();
        for same in pieces.chunk_by(|a, b| a.0.tokens == b.0.tokens) {
            let mut sum = [0i32; TOKEN];
            for (_, row) in same {
                sum.iter_mut().zip(*row).for_each(|(sum, z)| *sum += z);
            }
            let z = sum.map(|s| s / i32::try_from(same.len()).unwrap_or(1));
            let reading =
                TokenReading { reported: part(&z, 0), other: part(&z, 7), trigger: z[14], vague: z[15], loaded: z[16], strong: z[17] };
            if let Some(to) = same.first().and_then(|(p, _)| self.tokens.get_mut(p.tokens.clone())) {
                to.fill(reading);
            }
        }
    }
}

/// A word that is so much less telling than the most telling one, and no less, stands in its stretch.
const NEARLY: Score = 512;
/// A score that never decides for.
const NEVER: Score = -20 * 256;
const OUT: [Score; 7] = [-NEVER, 0, 0, 0, 0, 0, 0];

fn part<const N: usize>(z: &[Score], from: usize) -> [Score; N] {
    std::array::from_fn(|i| z.get(from + i).copied().unwrap_or_default())
}
