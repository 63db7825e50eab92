//! Pronouns back to their sources: the latest compatible person or body, with subjects and sources before the rest.
use super::{
    SourceKind,
    scene::Scene,
    source_entities::{Entities, Entity, EntityId},
};
use crate::{
    annotate::{Gender, Pronoun},
    span::Span,
};
use std::ops::Range;

/// One mention that later pronouns may look back to.
#[derive(Clone, Copy, Debug)]
struct Trace {
    token: usize,
    sentence: u32,
    entity: EntityId,
    subject: bool,
    source: bool,
}

/// The mentions read so far, in text order.
#[derive(Debug, Default)]
pub(super) struct History {
    traces: Vec<Trace>,
}

/// Mentions and sentences that a pronoun looks back over.
const MENTIONS: usize = 24;
const SENTENCES: u32 = 8;
/// Beyond so many it is all the same how far back, and a description is of somebody else.
const NEAR: u32 = 5;

impl History {
    /// A name or phrase was read.
    pub(super) fn saw(&mut self, scene: &Scene<'_>, tokens: &Range<usize>, entity: EntityId, subject: bool, source: bool) {
        let token = tokens.start;
        let sentence = scene.doc.tokens()[token].sentence;
        self.traces.push(Trace { token, sentence, entity, subject, source });
    }

    /// The best antecedent of a pronoun at `token`; `own` is what the one in question says, where he or she is rarely named.
    pub(super) fn antecedent(
        &self,
        scene: &Scene<'_>,
        entities: &Entities,
        token: usize,
        pronoun: Pronoun,
        own: &[Span],
    ) -> Option<EntityId> {
        let sentence = scene.doc.tokens()[token].sentence;
        let fits = |e: &Entity| match pronoun {
            Pronoun::Person(gender) => e.is_person() && e.gender.fits(gender),
            Pronoun::Thing => matches!(e.kind, SourceKind::NamedOrganization | SourceKind::Document) && e.gender == Gender::Unknown,
            Pronoun::Plural => e.plural || e.kind == SourceKind::NamedOrganization,
            _ => false,
        };
        let weigh = |t: &Trace| {
            let entity = &entities.all[t.entity];
            let near = 10 * (NEAR - (sentence - t.sentence).min(NEAR));
            let sure = match pronoun {
                Pronoun::Person(_) => entity.gender != Gender::Unknown,
                Pronoun::Plural => entity.plural,
                _ => true,
            };
            let said = own.iter().any(|c| c.contains(scene.doc.tokens()[t.token].span));
            let paragraph = |s: u32| scene.doc.sentences().get(s as usize).map(|s| s.paragraph);
            let beside = paragraph(t.sentence) == paragraph(sentence);
            (near + 25 * u32::from(beside) + 22 * u32::from(t.source) + 12 * u32::from(t.subject) + 8 * u32::from(sure))
                .saturating_sub(30 * u32::from(said))
        };
        self.traces
            .iter()
            .rev()
            .take(MENTIONS)
            .take_while(|t| sentence.saturating_sub(t.sentence) < SENTENCES)
            .filter(|t| t.token < token && t.sentence <= sentence && !entities.all[t.entity].anybody && fits(&entities.all[t.entity]))
            .max_by_key(|t| (weigh(t), t.token))
            .map(|t| t.entity)
    }

    /// Whom this sentence or the one before brings in by name as its subject; or else the named person who spoke last, or was named last.
    pub(super) fn person(&self, scene: &Scene<'_>, entities: &Entities, token: usize, gender: Gender) -> Option<EntityId> {
        let sentence_of = |token: usize| scene.doc.tokens().get(token).map_or(0, |t| t.sentence);
        let sentence = sentence_of(token);
        let fits = |t: &&Trace| {
            let e = &entities.all[t.entity];
            t.token < token && sentence.saturating_sub(t.sentence) < NEAR && e.kind == SourceKind::NamedPerson && e.gender.fits(gender)
        };
        let near = || self.traces.iter().rev().take(MENTIONS);
        // *Joan Pell has waited for nine years. **The retired cleaner** said …*
        let new = |t: &&Trace| {
            let first = entities.all[t.entity].mentions.first().map(|m| sentence_of(scene.doc.tokens_in(*m).start));
            t.subject && sentence.saturating_sub(t.sentence) <= 1 && first == Some(t.sentence)
        };
        let brought_in = near().filter(new).find(fits);
        brought_in.or_else(|| near().filter(|t| t.source).find(fits)).or_else(|| near().find(fits)).map(|t| t.entity)
    }

    /// The latest source, however it was named.
    pub(super) fn latest_source(&self, scene: &Scene<'_>, token: usize, within: u32) -> Option<EntityId> {
        let sentence = scene.doc.tokens()[token].sentence;
        let near = |t: &&Trace| t.source && sentence.saturating_sub(t.sentence) <= within;
        self.traces.iter().rev().take(MENTIONS).find(near).map(|t| t.entity)
    }
}
