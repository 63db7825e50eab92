//! Whose words every token is (codebook, "Voice").
use super::{Attribution, CueClass, Input, TokenVoice};
use crate::{
    annotate::Pronoun,
    document::QuoteState,
    language::Words,
    lexicon::{Class, Kind},
    span::Span,
};

/// Content first, the longest first, so that a quotation inside another's words is its own speaker's; then cues and sources
/// that stand in nobody's content; what is left in quotation marks has no owner.
pub(super) fn tokens(input: &Input<'_>, items: &[Attribution]) -> Vec<TokenVoice> {
    let doc = input.doc;
    let mut voices = vec![TokenVoice::Own; doc.tokens().len()];
    let index = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let mut order: Vec<usize> = (0..items.len()).filter(|&i| speaks(input, &items[i])).collect();
    let length = |a: &Attribution| a.content.iter().map(|c| c.len()).sum::<usize>();
    order.sort_by_key(|&i| (std::cmp::Reverse(length(&items[i])), i));
    for i in order {
        for t in items[i].content.iter().flat_map(|c| doc.tokens_in(*c)) {
            voices[t] = match doc.quote_state(t) {
                QuoteState::Outside => TokenVoice::Indirect(index(i)),
                _ => TokenVoice::Quoted(index(i)),
            };
        }
    }
    for (i, a) in items.iter().enumerate().filter(|(_, a)| speaks(input, a)) {
        let parts = [(a.source, TokenVoice::Source(index(i))), (a.cue, TokenVoice::Cue(index(i)))];
        for (span, voice) in parts {
            for t in span.into_iter().flat_map(|s| doc.tokens_in(s)) {
                if voices[t] == TokenVoice::Own {
                    voices[t] = voice;
                }
            }
        }
    }
    for (t, voice) in voices.iter_mut().enumerate() {
        if *voice == TokenVoice::Own && doc.is_quoted(t) {
            *voice = TokenVoice::Unowned;
        }
    }
    voices
}

/// Hands words over from somebody else: the writer's own *I* is the article itself, and who *didn't say*, *declined to say* or
/// *should say* tells nothing.
fn speaks(input: &Input<'_>, a: &Attribution) -> bool {
    let doc = input.doc;
    let source = a.source.map(|s| doc.tokens_in(s)).filter(|s| s.len() == 1);
    let writer = source.is_some_and(|s| matches!(Pronoun::parse(doc.norm(s.start)), Some(Pronoun::Author)) && !doc.is_quoted(s.start));
    let silent = a.class == CueClass::Say && a.cue.is_some_and(|c| is_unsaid(input, c));
    !writer && !silent
}

fn is_unsaid(input: &Input<'_>, cue: Span) -> bool {
    input.doc.tokens_in(cue).any(|t| Words::english().negates(input.doc.norm(t)))
        || input.hits_in(cue).iter().any(|h| input.entry(h).is(Kind::Neighbour, Class::Unsaid))
}
