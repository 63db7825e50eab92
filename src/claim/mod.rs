//! Statements that need a source, and why: an annotation step after attribution and before the rules.
//!
//! One small detector a reason weighs the words of a sentence's own-voice part (or of an attribution's content); one small
//! exemption a kind of harmless statement weighs against. A claim stands where the sum reaches [`THRESHOLD`].
mod detect;
mod echo;
mod exempt;
mod figure;
mod model;
mod part;
mod read;
mod weigh;

use part::Part;
use weigh::weigh;

pub use echo::{Index, Words};
pub use model::{Claim, Claims, Reason, Signal};

use crate::{
    attribution::{Attributions, CueClass, TokenVoice, Voice},
    document::{Document, Sentence, SentenceId, Tag},
    encoder::Readings,
    lexicon::{Hit, Lexicons},
};

/// The sum of weights from which a statement counts as a claim.
pub const THRESHOLD: i32 = 4;

/// What the detectors look at.
pub struct Input<'a> {
    /// The cut-up article.
    pub doc: &'a Document<'a>,
    /// One tag per token.
    pub tags: &'a [Tag],
    /// The lexicons that made `hits`.
    pub lexicons: &'a Lexicons,
    /// All lexicon hits, sorted by span.
    pub hits: &'a [Hit],
    /// Who speaks.
    pub attributions: &'a Attributions,
}

/// Finds the claims of an article: by the encoder's readings, or without them by the detectors.
pub fn annotate(input: &Input<'_>, readings: Option<&Readings>) -> Claims {
    if let Some(readings) = readings {
        return read::claims(input, readings);
    }
    let mut claims = Claims::default();
    let voice = |i: usize| input.attributions.tokens.get(i).copied().unwrap_or(TokenVoice::Own);
    for sentence in input.doc.sentences() {
        let spoken = input.attributions.voice(sentence.id);
        if spoken.is_own() {
            let part = Part::new(input, sentence, |i| own(input, voice(i)));
            claims.own.extend(claim(&part, sentence.id, None));
        }
        if matches!(spoken, Voice::Attributed | Voice::Mixed) {
            for owner in owners(input, sentence) {
                let part = Part::new(input, sentence, |i| content_of(voice(i)) == Some(owner));
                claims.attributed.extend(claim(&part, sentence.id, Some(owner as usize)));
            }
        }
    }
    claims
}

/// The article's own words. A cue is not judged by what its words mean elsewhere, unless it hands over nobody's view.
fn own(input: &Input<'_>, voice: TokenVoice) -> bool {
    match voice {
        TokenVoice::Own | TokenVoice::Source(_) => true,
        TokenVoice::Cue(of) => input.attributions.items.get(of as usize).is_some_and(|a| a.class == CueClass::Holderless),
        _ => false,
    }
}

fn claim(part: &Part<'_>, sentence: SentenceId, attribution: Option<usize>) -> Option<Claim> {
    let weighed = weigh(part)?;
    Some(Claim {
        sentence,
        reason: weighed.reason,
        trigger: weighed.main.span,
        entry: weighed.main.entry,
        attribution,
        support: weighed.support,
        score: None,
    })
}

/// The attributions whose content stands in the sentence, in text order.
fn owners(input: &Input<'_>, sentence: &Sentence) -> Vec<u32> {
    let mut res: Vec<u32> = Vec::new();
    for &voice in input.attributions.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
        if let Some(owner) = content_of(voice)
            && !res.contains(&owner)
        {
            res.push(owner);
        }
    }
    res
}

fn content_of(voice: TokenVoice) -> Option<u32> {
    match voice {
        TokenVoice::Indirect(owner) | TokenVoice::Quoted(owner) => Some(owner),
        _ => None,
    }
}
