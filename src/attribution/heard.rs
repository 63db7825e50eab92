//! From readings to labels, and whose voice each sentence has.
use super::{Attribution, AttributionKind, CueClass, Floor, Input, Label, Part, Voice, kind::kind_of, label::spans};
use crate::{
    document::{Pos, Sentence, SentenceId},
    encoder::{Readings, Score, SentenceReading},
    lexicon::Hit,
    span::Span,
};

/// One label a token: reported speech, and where a sentence that is somebody's has none, the attitude that it tells.
pub(super) fn labels(input: &Input<'_>) -> Vec<Label> {
    let readings = input.readings;
    let mut labels = vec![Label::OUT; input.doc.tokens().len()];
    for sentence in input.doc.sentences() {
        let reported = decode(readings, sentence, |t| readings.token(t).reported);
        let has_content = |labels: &[Label]| labels.iter().any(|l| l.part() == Some(Part::Content));
        let found = if has_content(&reported) || !voice(&readings.sentence(sentence.id)).is_somebodys() {
            reported
        } else {
            decode(readings, sentence, |t| readings.token(t).other)
        };
        if let Some(to) = labels.get_mut(sentence.tokens.clone()) {
            to.copy_from_slice(&found);
        }
    }
    labels
}

/// The likeliest labels of a sentence in which every span opens before it goes on (Viterbi 1967). The tokens of a name are read as
/// one, so that only the first of them can open a span.
fn decode(readings: &Readings, sentence: &Sentence, scores: impl Fn(usize) -> [Score; 7]) -> Vec<Label> {
    const OUT: usize = Label::OUT.0;
    let mut best: [Score; 7] = [0; 7];
    let mut back: Vec<[usize; 7]> = Vec::with_capacity(sentence.tokens.len());
    for t in sentence.tokens.clone() {
        let same = t > sentence.tokens.start && readings.token(t - 1) == readings.token(t);
        let own = scores(t);
        // The likeliest label before one that may follow any.
        let any = (0..7).reduce(|a, b| if best[b] > best[a] { b } else { a }).unwrap_or(OUT);
        let mut next = [Score::MIN / 4; 7];
        let mut from = [OUT; 7];
        for label in 0..7 {
            let opens = Label(label).opens();
            let inside = label != OUT && !opens;
            if opens && same {
                continue;
            }
            from[label] = if !inside {
                any
            } else if best[label - 1] > best[label] {
                label - 1
            } else {
                label
            };
            if inside && back.is_empty() {
                continue;
            }
            let here = if inside && same { own[label].max(own[label - 1]) } else { own[label] };
            next[label] = best[from[label]].saturating_add(here);
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..7).reduce(|a, b| if best[b] > best[a] { b } else { a }).unwrap_or(OUT);
    let mut out: Vec<Label> = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        out.push(Label(label));
        label = from[label];
    }
    out.reverse();
    out
}

/// The likeliest voice.
pub(super) fn voice(reading: &SentenceReading) -> Voice {
    let best = Voice::ALL.into_iter().zip(reading.voice).reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Voice::Unvoiced, |(voice, _)| voice)
}

/// Makes attributions agree with the voices: none in a sentence that is the article's own, one at least in a sentence that is
/// somebody's. What has no words for its source goes on with the one before.
pub(super) fn settle(input: &Input<'_>, floor: &Floor, items: &mut Vec<Attribution>) {
    let voice = |id: SentenceId| floor.voice(input, id);
    items.retain(|a| a.class == CueClass::Holderless || voice(a.sentence).is_somebodys());
    let mut heard = vec![false; input.doc.sentences().len()];
    for a in items.iter().filter(|a| a.class != CueClass::Holderless) {
        let contents = a.content.iter().flat_map(|c| input.doc.tokens_in(*c)).filter_map(|t| input.doc.sentence_of(t)).map(|s| s.id.0);
        for sentence in contents.chain([a.sentence.0]) {
            heard.get_mut(sentence as usize).into_iter().for_each(|h| *h = true);
        }
    }
    for (sentence, heard) in input.doc.sentences().iter().zip(heard) {
        if voice(sentence.id).is_somebodys() && !heard {
            let said = said_in(input, sentence);
            let direct = kind_of(input, std::slice::from_ref(&sentence.tokens)) == AttributionKind::Direct;
            let kind = if direct { AttributionKind::Direct } else { AttributionKind::Indirect };
            let (class, cue) = (said.map_or(CueClass::NoCue, |(_, class)| class), said.map(|(hit, _)| hit.span));
            let content = said.and_then(|(hit, _)| rest(input, sentence, hit.tokens.end)).unwrap_or(sentence.span);
            items.push(Attribution::new(sentence.id, kind, class, marked(input, sentence), cue, vec![content]));
        }
    }
}

/// ***The unions** differ*, ***analysts** had expected less*: the words that the engine marked as a source, though for no report.
fn marked(input: &Input<'_>, sentence: &Sentence) -> Option<Span> {
    let source = |labels: Vec<Label>| spans(&labels).find(|(part, _)| *part == Part::Source).map(|(_, source)| source);
    let reported = source(decode(input.readings, sentence, |t| input.readings.token(t).reported));
    let source = reported.or_else(|| source(decode(input.readings, sentence, |t| input.readings.token(t).other)))?;
    Some(input.doc.span_of(sentence.tokens.start + source.start..sentence.tokens.start + source.end))
}

/// *The senator **slammed** the plan*: the verb of saying of a sentence in which the engine marked none, where it stands early, outside
/// quotation marks, with words before it and after it.
pub(super) fn said_in<'a>(input: &Input<'a>, sentence: &Sentence) -> Option<(&'a Hit, CueClass)> {
    let hits = input.words.hits_in(sentence.span).iter();
    let early = hits.take_while(|h| h.tokens.start < sentence.tokens.start + EARLY).filter(|h| h.tokens.start > sentence.tokens.start);
    let verb = |h: &&Hit| {
        let t = h.tokens.start;
        input.pos(t) == Pos::Verb && !input.doc.is_quoted(t)
    };
    let telling = |h: &'a Hit| {
        let class = CueClass::of(input.entry(h))?;
        let told = !matches!(class, CueClass::Holderless | CueClass::AccordingTo | CueClass::InnerState);
        (told && rest(input, sentence, h.tokens.end).is_some()).then_some((h, class))
    };
    early.filter(verb).find_map(telling)
}

/// The words of a sentence from a token on.
fn rest(input: &Input<'_>, sentence: &Sentence, from: usize) -> Option<Span> {
    (from..sentence.tokens.end).any(|t| input.is_word(t)).then(|| input.doc.span_of(from..sentence.tokens.end))
}

/// A verb of saying stands so early in its sentence, in tokens, or it is not the sentence's own.
const EARLY: usize = 8;

#[cfg(test)]
mod tests {
    use super::{super::on, Floor, Readings, settle};
    use crate::{
        encoder::{SENTENCE, TOKEN, pieces::Piece},
        lexicon::Senses,
    };

    #[test]
    fn a_sentence_that_is_somebodys_is_of_whom_the_engine_marked_though_nothing_is_told() {
        let read = |readings: &mut Readings| {
            let mut attributed = [0; SENTENCE];
            attributed[1] = 900;
            readings.take_sentence(0, attributed);
            // A source of two tokens, a cue, and the stop.
            let rows = [1, 2, 3, 0].map(|label| {
                let mut row = [0; TOKEN];
                row[label] = 900;
                row
            });
            let piece = |t: usize| Piece { id: 0, quoted: false, senses: Senses::default(), tokens: t..t + 1 };
            readings.take_pieces(&[0, 1, 2, 3].map(piece), &rows);
        };
        on("The unions differ.", read, |input| {
            let mut items = Vec::new();
            settle(input, &Floor::new(input), &mut items);
            let told: Vec<_> = items.iter().map(|a| (a.source.map(|s| input.doc.text_of(s)), a.content.len())).collect();
            assert_eq!(told, [(Some("The unions"), 1)]);
        });
    }
}
