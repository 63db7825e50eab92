//! Whose voice every token and every sentence speaks in (codebook, "Voice").
use super::{Attribution, Attributions, CueClass, Input, SourceId, TokenVoice, Voice};
use crate::{
    document::{Form, ParagraphKind, Pos, QuoteState, Sentence, SentenceKind, TokenKind},
    lexicon::{Hit, Kind},
};
use std::ops::Range;

/// Fills `tokens` and `voices` from attributions whose sources are known.
pub fn speak(input: &Input<'_>, attributions: &mut Attributions) {
    attributions.tokens = tokens(input, &attributions.items);
    let cues = cue_verbs(input);
    let judged: Vec<Judged> = input.doc.sentences().iter().map(|s| judge(input, attributions, &cues, s)).collect();
    attributions.voices = carry_over(input, &judged);
}

/// Content first, the longest first, so that a quotation inside another's words is its own speaker's; then cues and sources
/// that stand in nobody's content; what is left in quotation marks has no owner.
fn tokens(input: &Input<'_>, items: &[Attribution]) -> Vec<TokenVoice> {
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
        if *voice == TokenVoice::Own && doc.quote_state(t) != QuoteState::Outside {
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
    let writer =
        source.is_some_and(|s| matches!(doc.norm(s.start), "i" | "we" | "me" | "us") && doc.quote_state(s.start) == QuoteState::Outside);
    let silent = a.class == CueClass::Say && a.cue.is_some_and(|c| is_unsaid(input, &doc.tokens_in(c)));
    !writer && !silent
}

fn is_unsaid(input: &Input<'_>, cue: &Range<usize>) -> bool {
    let first = input.hits.partition_point(|h| h.tokens.start < cue.start);
    let unsaid = |h: &Hit| {
        let entry = input.lexicons.entry(h.entry);
        entry.kind == Kind::Neighbour && entry.class == "unsaid"
    };
    cue.clone().any(|t| matches!(input.doc.norm(t), "not" | "n't" | "never"))
        || input.hits[first..].iter().take_while(|h| h.tokens.start < cue.end).any(unsaid)
}

/// What a sentence's own tokens say about its voice.
#[derive(Clone, Copy, Debug)]
struct Judged {
    voice: Voice,
    /// Nearly all of it stands in a quotation that no attribution owns.
    quoted: bool,
    /// The one source of its content, if it has just one.
    source: Option<SourceId>,
    /// It has no attribution, no quotation and tells something: its voice may be that of its neighbours.
    bare: bool,
}

fn judge(input: &Input<'_>, attributions: &Attributions, cues: &[bool], sentence: &Sentence) -> Judged {
    let range = sentence.tokens.clone();
    let word = |t: &usize| input.doc.tokens()[*t].is_word();
    let (mut content, mut unowned, mut handed, mut words) = (0usize, 0usize, 0usize, 0usize);
    let mut sources: Vec<SourceId> = Vec::new();
    for t in range.clone().filter(word) {
        words += 1;
        let item = match attributions.tokens[t] {
            TokenVoice::Indirect(i) | TokenVoice::Quoted(i) => {
                content += 1;
                Some(i)
            }
            TokenVoice::Cue(i) | TokenVoice::Source(i) => {
                handed += 1;
                Some(i)
            }
            TokenVoice::Unowned => {
                unowned += 1;
                None
            }
            TokenVoice::Own => None,
        };
        let source =
            item.and_then(|i| attributions.items.get(i as usize)).filter(|a| a.class != CueClass::Holderless).and_then(|a| a.source_id);
        if let Some(id) = source.filter(|id| !sources.contains(id)) {
            sources.push(id);
        }
    }
    let source = if sources.len() == 1 { sources.first().copied() } else { None };
    let quoted = unowned * 10 >= words * 7 && words > 0;
    let voice = if content == 0 && handed == 0 && !quoted {
        if is_statement(input, sentence, words) { Voice::Outlet } else { Voice::None }
    } else if content == 0 && !quoted {
        // The cue stands here, what is said in the sentences around.
        if sources.is_empty() { Voice::Outlet } else { Voice::Attributed }
    } else if quoted || !tells(input, attributions, cues, range) {
        Voice::Attributed
    } else {
        Voice::Mixed
    };
    let bare = content == 0 && handed == 0 && voice == Voice::Outlet;
    Judged { voice, quoted: quoted && content == 0, source, bare }
}

/// Tells something: no question, no fragment, no signature (*Jane Roe.*), no address to write to.
fn is_statement(input: &Input<'_>, sentence: &Sentence, words: usize) -> bool {
    let headline = input.doc.paragraphs().get(sentence.paragraph).is_some_and(|p| p.kind == ParagraphKind::Headline);
    let verb = sentence.tokens.clone().any(|t| matches!(input.tags[t].pos, Pos::Verb | Pos::Aux));
    let address = sentence.tokens.clone().any(|t| input.doc.tokens()[t].kind == TokenKind::Address);
    sentence.kind == SentenceKind::Statement && (headline || sentence.id.0 == 0 || verb || words > 4) && !(address && words <= 12)
}

/// Does the own part of a sentence tell an event or a judgement? Its clauses are looked at one by one: a finite verb tells,
/// unless its clause only identifies or sets the scene (*who …*, *as she left*).
fn tells(input: &Input<'_>, attributions: &Attributions, cues: &[bool], sentence: Range<usize>) -> bool {
    let own = |t: usize| attributions.tokens[t] == TokenVoice::Own;
    // A clause that only identifies or sets the scene; one that a *which* opens does so in the present tense.
    let (mut scenic, mut which) = (false, false);
    for t in sentence.clone() {
        if !own(t) {
            // Content or a cue ends the clause; a source may be its subject.
            if !matches!(attributions.tokens[t], TokenVoice::Source(_)) {
                (scenic, which) = (false, false);
            }
            continue;
        }
        let norm = input.doc.norm(t);
        // *The report, sent on Monday and marked secret, warned …*
        let participle = || input.tags.get(t + 1).is_some_and(|n| n.pos == Pos::Verb);
        let after_source = t > sentence.start && matches!(attributions.tokens[t - 1], TokenVoice::Source(_));
        let reduced = norm == "," && after_source && participle();
        if reduced || matches!(norm, "who" | "whose" | "where" | "when" | "as" | "what" | "whom") {
            scenic = true;
        } else if norm == "which" {
            which = true;
        } else if matches!(norm, "," | ";" | "--" | "—" | "–" | "but") {
            (scenic, which) = (false, false);
        }
        let form = input.tags[t].form;
        let finite = matches!(input.tags[t].pos, Pos::Verb | Pos::Aux) && matches!(form, Form::Past | Form::Present | Form::Modal);
        let aside = scenic || (which && form == Form::Present);
        if finite && !aside && !cues[t] && !leads_to_cue(input, attributions, t, &sentence) {
            return true;
        }
    }
    false
}

/// *responded by saying*, *Roe fired back, telling …*: the speaker's own verb before a participle that hands the words over.
fn leads_to_cue(input: &Input<'_>, attributions: &Attributions, verb: usize, sentence: &Range<usize>) -> bool {
    let handed = |t: &usize| attributions.tokens[*t] != TokenVoice::Own;
    let Some(next) = (verb + 1..sentence.end).find(handed) else { return false };
    let TokenVoice::Cue(item) = attributions.tokens[next] else { return false };
    let subject = (sentence.start..verb).rev().find(handed).is_some_and(|t| attributions.tokens[t] == TokenVoice::Source(item));
    input.doc.norm(next - 1) == "by" || (subject && input.tags[next].form == Form::Gerund)
}

/// Verbs of saying by the cue lexicon: where the engine makes no attribution of one, it still tells no event.
fn cue_verbs(input: &Input<'_>) -> Vec<bool> {
    let mut verbs = vec![false; input.doc.tokens().len()];
    for hit in input.hits {
        let entry = input.lexicons.entry(hit.entry);
        let class = if entry.kind == Kind::Cue { CueClass::parse(&entry.class) } else { None };
        if matches!(class, Some(CueClass::Say | CueClass::Claim | CueClass::Deny | CueClass::Call | CueClass::Ask | CueClass::Position)) {
            verbs.get_mut(hit.tokens.clone()).into_iter().for_each(|v| v.fill(true));
        }
    }
    verbs
}

/// A lead speaks with the source of the very next sentence; a bare sentence between two of one source in one paragraph goes on with it.
fn carry_over(input: &Input<'_>, judged: &[Judged]) -> Vec<Voice> {
    let sentences = input.doc.sentences();
    let kind = |i: usize| input.doc.paragraphs().get(sentences[i].paragraph).map(|p| p.kind);
    let mut voices: Vec<Voice> = judged.iter().map(|j| j.voice).collect();
    // A quotation that nobody owns is somebody's only next to one that has a speaker.
    for i in 0..judged.len() {
        let spoken = |n: Option<usize>| {
            n.and_then(|n| Some((judged.get(n)?, voices[n])))
                .is_some_and(|(j, v)| v == Voice::Attributed && (j.quoted || j.source.is_some()) || v == Voice::Mixed)
        };
        let before = spoken(i.checked_sub(1));
        let after = (i + 1..judged.len()).find(|&n| !judged[n].quoted).is_some_and(|n| judged[n].source.is_some());
        if judged[i].quoted && !before && !after {
            voices[i] = Voice::Outlet;
        }
    }
    for (i, here) in judged.iter().enumerate() {
        if !here.bare {
            continue;
        }
        let before = i.checked_sub(1).map(|p| judged[p]);
        let after = judged.get(i + 1).copied();
        let attributed = |j: Judged| j.voice == Voice::Attributed && j.source.is_some();
        let alone = kind(i) == Some(ParagraphKind::Headline) || sentences.get(1).is_some_and(|s| s.paragraph != sentences[i].paragraph);
        let lead = i == 0 && alone && after.is_some_and(attributed);
        let between = match (before, after) {
            (Some(b), Some(a)) => {
                attributed(b) && attributed(a) && b.source == a.source && sentences[i - 1].paragraph == sentences[i + 1].paragraph
            }
            _ => false,
        };
        if lead || between {
            voices[i] = Voice::Attributed;
        }
    }
    voices
}
