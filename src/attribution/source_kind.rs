//! What sort of source it is, where the encoder has seen its sentences and the words leave it open.
use super::{Attribution, Attributions, Input, SourceId, SourceKind};
use crate::{document::SentenceId, encoder::Score};

/// The encoder's kinds, in its order.
const KINDS: [SourceKind; 5] = SourceKind::ALL;
/// So much surer of another kind, in the mean over its sentences, the encoder overrules the words.
const SURER: Score = 384;
/// So much surer of a person than of a body, a single word that might be either is a person.
const PERSON: Score = 256;

/// Sets the kind of every source without a name, and of every name whose looks do not tell a person from a body (`guessed`), by the sentences
/// in which it alone is heard: names are hidden from the encoder, so it goes by what is said around them.
pub(super) fn settle(input: &Input<'_>, attributions: &mut Attributions, guessed: &[bool]) {
    let mut sums = vec![([0 as Score; 5], 0 as Score); attributions.sources.len()];
    // Of a name, only a sentence that speaks of its bearer tells: in what somebody posts, nobody is named.
    let speaks_of = |a: &Attribution| {
        let sentence = input.doc.sentence(a.sentence);
        a.source.is_some_and(|s| sentence.span.contains(s))
    };
    let whose = |a: &Attribution| a.source_id.filter(|id| speaks_of(a) || guessed.get(id.0 as usize) == Some(&false));
    let mut heard: Vec<(SentenceId, SourceId)> = attributions.items.iter().filter_map(|a| Some((a.sentence, whose(a)?))).collect();
    heard.sort_unstable();
    heard.dedup();
    for same in heard.chunk_by(|a, b| a.0 == b.0) {
        let [(sentence, source)] = same else { continue };
        let Some((sum, n)) = sums.get_mut(source.0 as usize) else { continue };
        let kinds = input.readings.sentence(*sentence).kinds;
        // A sentence that nobody has read says nothing of kinds.
        if kinds.iter().any(|k| *k != kinds[0]) {
            sum.iter_mut().zip(kinds).for_each(|(sum, score)| *sum += score);
            *n += 1;
        }
    }
    for ((source, (sum, n)), guessed) in attributions.sources.iter_mut().zip(sums).zip(guessed) {
        if *guessed && n > 0 {
            let person = sum[0] - sum[1] > if source.kind == SourceKind::NamedPerson { 0 } else { PERSON * n };
            source.kind = if person { SourceKind::NamedPerson } else { SourceKind::NamedOrganization };
            continue;
        }
        let Some(now) = KINDS.iter().position(|k| *k == source.kind).filter(|_| n > 0) else { continue };
        let Some(best) = (0..KINDS.len()).reduce(|best, next| if sum[next] > sum[best] { next } else { best }) else { continue };
        let surer = sum[best] - sum[now] >= SURER * n;
        // *An email to her staff* was never somebody who could be asked.
        let paper = source.kind == SourceKind::Document && KINDS[best] == SourceKind::Unnamed;
        if surer && !paper && !KINDS[best].is_named() && !source.kind.is_named() {
            source.kind = KINDS[best];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{AttributionKind, CueClass, Source, on},
        Attribution, Attributions, Score, SentenceId, SourceId, SourceKind, settle,
    };
    use crate::encoder::{Readings, SENTENCE};

    /// The kind of a source that is heard in one sentence, of which the encoder has scored each kind.
    fn settled(kind: SourceKind, guessed: bool, scores: [Score; 6]) -> SourceKind {
        let read = |readings: &mut Readings| {
            let mut sentence = [0; SENTENCE];
            sentence[17..23].copy_from_slice(&scores);
            readings.take_sentence(0, sentence);
        };
        on("Norlund said the pier was safe.", read, |input| {
            let name = input.doc.tokens()[0].span;
            let said = Attribution::new(SentenceId(0), AttributionKind::Indirect, CueClass::Say, Some(name), None, vec![]);
            let source = Source { id: SourceId(0), name: "Norlund".to_owned(), kind, person: false, interest: 0, mentions: vec![name] };
            let items = vec![Attribution { source_id: Some(source.id), ..said }];
            let mut found = Attributions { items, sources: vec![source], ..Attributions::default() };
            settle(input, &mut found, &[guessed]);
            found.sources[0].kind
        })
    }

    #[test]
    fn a_name_that_may_be_anybodys_is_a_persons_or_a_bodys_by_its_sentence() {
        use SourceKind::{NamedOrganization, NamedPerson};
        assert_eq!(settled(NamedOrganization, true, [300, 0, 0, 0, 0, 0]), NamedPerson);
        assert_eq!(settled(NamedOrganization, true, [200, 0, 0, 0, 0, 0]), NamedOrganization);
        assert_eq!(settled(NamedPerson, true, [0, 100, 0, 0, 0, 0]), NamedOrganization);
        assert_eq!(settled(NamedOrganization, false, [900, 0, 0, 0, 0, 0]), NamedOrganization);
    }

    #[test]
    fn of_the_nameless_the_encoder_overrules_the_words_where_it_is_much_surer() {
        use SourceKind::{Collective, Document, NamedPerson, Unnamed};
        assert_eq!(settled(Unnamed, false, [0, 0, 0, 0, 400, 0]), Collective);
        assert_eq!(settled(Unnamed, false, [0, 0, 0, 0, 300, 0]), Unnamed);
        assert_eq!(settled(Unnamed, false, [900, 0, 0, 0, 0, 0]), Unnamed);
        assert_eq!(settled(NamedPerson, false, [0, 0, 0, 900, 0, 0]), NamedPerson);
        assert_eq!(settled(Document, false, [0, 0, 0, 900, 0, 0]), Document);
        assert_eq!(settled(Document, false, [0, 0, 0, 0, 900, 0]), Collective);
    }
}
