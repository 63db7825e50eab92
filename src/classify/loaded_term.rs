//! `loaded-term`: a word of judgement in the article's own voice.
mod read;

pub(super) use read::check;

use crate::{
    attribution::TokenVoice,
    classify::{Context, RuleMeta},
    document::{Pos, Sentence},
    finding::{Eligible, Excuse, Finding, RuleId},
    language::Words,
    level::Level,
    lexicon::{Entry, EntryId, Hit, VoiceLevels},
};
use std::ops::Range;

/// What users read about the rule.
pub(super) static META: RuleMeta = RuleMeta {
    id: RuleId("loaded-term"),
    level: Level::Warning,
    summary: "A word that carries a judgement, in the article's own voice",
    explanation: include_str!("loaded_term.md"),
    eligible: Eligible::All,
};

/// A scare quote has at most so many words.
const SCARE_WORDS: usize = 3;

/// In whose voice the term stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Headline,
    Cue,
    ScareQuote,
    Indirect,
    Quotation,
}

fn of_hit(cx: &Context<'_>, sentence: &Sentence, hit: &Hit) -> Option<Finding> {
    let entry = cx.entry(hit);
    let place = place(cx, sentence, &hit.tokens);
    let level = place.level(&entry.level);
    let (level, excuse) = match (place.excuse(), level) {
        (excuse, Level::Off) => (excused_level(&entry.level), Some(excuse?)),
        (_, level) => (level, None),
    };
    let message = format!("“{}” {}: {}", cx.doc.text_of(hit.span), place.describe(), first_sentence(&entry.why));
    let wordings = wordings(cx, hit.entry, &hit.tokens);
    let finding = Finding::new(META.id, level, sentence.id, hit.span, message)
        .entry(&entry.id)
        .in_category(&*entry.category)
        .advise(advice(entry, &wordings, place))
        .instead(if stands_alone(cx, &hit.tokens) { wordings } else { Vec::new() });
    Some(match excuse {
        Some(excuse) => finding.excused(excuse),
        None => finding,
    })
}

/// Where the first word of the term stands; a term that runs over a border of voices begins in one of them.
fn place(cx: &Context<'_>, sentence: &Sentence, tokens: &Range<usize>) -> Place {
    match cx.attributions.tokens.get(tokens.start).copied().unwrap_or(TokenVoice::Own) {
        TokenVoice::Cue(_) => Place::Cue,
        TokenVoice::Indirect(_) => Place::Indirect,
        TokenVoice::Unowned if short_quotation(cx, sentence, tokens) => Place::ScareQuote,
        TokenVoice::Quoted(_) | TokenVoice::Unowned => Place::Quotation,
        TokenVoice::Own | TokenVoice::Source(_) if cx.doc.is_heading(sentence) => Place::Headline,
        TokenVoice::Own | TokenVoice::Source(_) => Place::Own,
    }
}

impl Place {
    fn level(self, levels: &VoiceLevels) -> Level {
        let level = match self {
            Place::Own => levels.own,
            Place::Headline => levels.headline,
            Place::Cue => levels.cue,
            Place::ScareQuote => levels.scare_quote,
            Place::Indirect => levels.indirect,
            Place::Quotation => levels.quotation,
        };
        level.unwrap_or(META.level)
    }

    fn excuse(self) -> Option<Excuse> {
        match self {
            Place::Quotation => Some(Excuse::Quotation),
            Place::Indirect => Some(Excuse::Attributed),
            Place::Own | Place::Headline | Place::Cue | Place::ScareQuote => None,
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Place::Own => "judges in the article's own words",
            Place::Headline => "judges in a headline",
            Place::Cue => "judges while it hands over what somebody said",
            Place::ScareQuote => "stands in quotation marks that nobody is said to have spoken",
            Place::Indirect => "is the source's judgement",
            Place::Quotation => "is the speaker's word",
        }
    }
}

/// The level an excused match is listed at: what it would have had in the article's own voice.
fn excused_level(levels: &VoiceLevels) -> Level {
    levels.own.filter(|&l| l != Level::Off).unwrap_or(Level::Note)
}

/// What an editor could write in its place.
fn wordings(cx: &Context<'_>, entry: EntryId, tokens: &Range<usize>) -> Vec<String> {
    let tag = |i: usize| cx.tags.get(i).copied();
    let words = cx.doc.text_of(cx.doc.span_of(tokens.clone()));
    let first = |s: &Sentence| s.tokens.clone().find(|&t| cx.is_word(t));
    let capital = cx.doc.sentence_of(tokens.start).is_some_and(|s| first(s) == Some(tokens.start) || cx.doc.is_heading(s));
    cx.lexicons.wordings(entry, words, capital, tag(tokens.start), tag(tokens.end))
}

/// *Lashed out **at** the press*: what stands for the verb rarely takes the same preposition, so it is told and not put there. *By* goes
/// with every verb.
fn stands_alone(cx: &Context<'_>, tokens: &Range<usize>) -> bool {
    cx.pos(tokens.start) != Pos::Verb || cx.pos(tokens.end) != Pos::Adp || Words::english().brings_agent(cx.doc.norm(tokens.end))
}

fn advice(entry: &Entry, wordings: &[String], place: Place) -> String {
    // *Government* may stand for *Regime*; what to try is *government*.
    let named = entry.neutral.iter().any(|n| n.contains(char::is_uppercase));
    let wordings = wordings.iter().map(|w| if named { w.clone() } else { w.to_lowercase() });
    let known: Vec<String> = wordings.chain(entry.advice.iter().cloned()).collect();
    match (known.as_slice(), place) {
        ([], Place::Cue) => "write “said”, or tell what was said".to_owned(),
        ([], _) => "cut it, or say who judges so".to_owned(),
        (known, _) => known.join(", "),
    }
}

/// Do the tokens stand in a quotation short enough for a scare quote?
fn short_quotation(cx: &Context<'_>, sentence: &Sentence, tokens: &Range<usize>) -> bool {
    let mut around = cx.quotations_in(sentence).filter(|q| q.tokens.start <= tokens.start && tokens.end <= q.tokens.end);
    around.any(|q| cx.doc.tokens()[q.tokens.clone()].iter().filter(|t| t.is_word()).count() <= SCARE_WORDS)
}

/// Reasons may run to several sentences; a message has one.
fn first_sentence(why: &str) -> &str {
    let end = why.match_indices(". ").next().map_or(why.len(), |(at, _)| at);
    why.get(..end).unwrap_or(why).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::{Level, VoiceLevels, excused_level, first_sentence};

    #[test]
    fn an_excused_word_is_listed_at_the_level_of_the_own_voice() {
        let of = |own| excused_level(&VoiceLevels { own, ..VoiceLevels::default() });
        assert_eq!(of(Some(Level::Warning)), Level::Warning);
        assert_eq!([of(Some(Level::Off)), of(None)], [Level::Note; 2]);
    }

    #[test]
    fn a_message_has_the_first_sentence_of_the_reason() {
        assert_eq!(first_sentence("It judges. It says nothing."), "It judges");
        assert_eq!(first_sentence("It judges."), "It judges");
    }
}
