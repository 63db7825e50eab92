//! Pronouns as sources: to whom *he*, *they* and *who* go back.
use super::{SourceKind, source_entities::EntityId, source_phrase::Resolver};
use crate::{
    annotate::{MentionKind, Pronoun, Traits},
    document::{Form, Pos},
    language::Words,
};
use std::ops::Range;

/// So far before *who* the person may stand, in tokens.
const REACH: usize = 16;

/// So many tokens of the sentence before a pronoun are looked over.
const LOOKED_BACK: usize = 64;

impl Resolver<'_, '_> {
    pub(super) fn pronoun(&mut self, token: usize) -> Option<EntityId> {
        let pronoun = Pronoun::parse(self.norm(token))?;
        let found = match pronoun {
            Pronoun::Relative => self.antecedent_of_relative(token),
            Pronoun::Author => Some(self.anybody(&[0, 1], SourceKind::Unnamed, token)),
            Pronoun::Anybody => Some(self.anybody(&[0, 2], SourceKind::Collective, token)),
            Pronoun::Person(_) | Pronoun::Thing | Pronoun::Plural => {
                let before = self.history.antecedent(self.scene, &self.entities, token, pronoun, &self.said);
                before.or_else(|| self.spoken_of_before(token, pronoun))
            }
        };
        if let (Some(id), Pronoun::Person(gender)) = (found, pronoun) {
            self.entities.all[id].gender = self.entities.all[id].gender.or(gender);
        }
        found
    }

    /// *A single **engineer** was on call. **He** told the inquiry …*, *The **emails** were published. **They** show …*: what the sentence before
    /// speaks of first, by a noun that the pronoun may stand for.
    fn spoken_of_before(&mut self, token: usize, pronoun: Pronoun) -> Option<EntityId> {
        let scene = self.scene;
        let before = scene.doc.tokens()[token].sentence.checked_sub(1).and_then(|s| scene.doc.sentences().get(s as usize))?;
        let one = |&t: &usize| {
            let traits = scene.traits[t];
            let many = scene.form(t) == Form::Plural || traits.any(Traits::GROUP | Traits::PLURAL);
            let stands = match pronoun {
                Pronoun::Person(gender) => traits.is_person() && !many && !traits.any(Traits::ORG) && traits.gender().fits(gender),
                Pronoun::Thing => !many && traits.any(Traits::DOCUMENT),
                _ => many && (traits.any(Traits::DOCUMENT) || traits.is_person()),
            };
            scene.pos(t) == Pos::Noun && stands
        };
        let noun = before.tokens.clone().take(LOOKED_BACK).find(one)?;
        let start = (before.tokens.start..noun).rev().find(|&t| !scene.is_part(t)).map_or(before.tokens.start, |t| t + 1);
        let words = scene.trim(start..noun + 1);
        (scene.head(&words).end == noun + 1).then(|| self.single(&words))
    }

    fn anybody(&mut self, key: &[u64], kind: SourceKind, token: usize) -> EntityId {
        let id = self.entities.keyed(key, || (kind, token..token + 1));
        self.entities.all[id].anybody = true;
        id
    }

    /// What stands just before *who* or *which*.
    fn antecedent_of_relative(&mut self, token: usize) -> Option<EntityId> {
        let sentence = self.scene.doc.tokens()[token].sentence;
        let inside = |t: usize| self.scene.doc.tokens()[t].sentence == sentence;
        // *Goran Mihal, **44**, who*: an age between two commas is nobody.
        let is_age = |t: usize| self.scene.pos(t) == Pos::Num && t > 0 && self.norm(t - 1) == ",";
        let mut end = token;
        while end > 0 && token - end < 4 && inside(end - 1) && (!self.scene.is_word(end - 1) || is_age(end - 1)) {
            end -= 1;
        }
        let noun = |t: usize| {
            inside(t) && (self.scene.is_name(t) || matches!(self.scene.pos(t), Pos::Noun | Pos::Adj | Pos::Num | Pos::Propn | Pos::Det))
        };
        let start = (end.saturating_sub(8)..end).rev().find(|&t| !noun(t)).map_or(end.saturating_sub(8), |t| t + 1);
        if start >= end {
            return None;
        }
        let whom = if Words::english().is_relative_person(self.norm(token)) { self.person_before(start..end) } else { start..end };
        if let Some(&id) = self.known.get(&whom.start) {
            return Some(id);
        }
        let id = self.single(&whom);
        if self.entities.all[id].mentions.is_empty() {
            let span = self.scene.doc.span_of(self.scene.head(&whom));
            self.entities.saw(id, whom.start, span, false);
        }
        Some(id)
    }

    /// ***An officer** in the north of the city, who*: what prepositions tie to a person is not who speaks.
    fn person_before(&mut self, near: Range<usize>) -> Range<usize> {
        let scene = self.scene;
        // One word before *who* may as well be a town's.
        let mut called = |r: &Range<usize>| {
            let person = |i: usize| scene.mentions[i].kind == MentionKind::Person;
            scene.mentions_in(r).any(|i| {
                person(i) && {
                    let id = self.entity_of(i);
                    self.entities.all[id].name.len() > 1
                }
            })
        };
        let mut whom = near.clone();
        while !(whom.clone().any(|t| scene.traits[t].is_person()) || called(&whom)) {
            let Some(tie) = whom.start.checked_sub(1).filter(|&t| t + REACH > near.start && scene.pos(t) == Pos::Adp) else { return near };
            let floor = tie.saturating_sub(REACH);
            let start = (floor..tie).rev().find(|&t| !scene.is_part(t) || scene.begins_sentence(t + 1)).map_or(floor, |t| t + 1);
            if start == tie {
                return near;
            }
            whom = start..tie;
        }
        whom
    }
}
