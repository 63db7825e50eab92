//! From the words of a source (*party chairman Jane Roe*, *the ministry*, *she*) to its entity.
use super::{
    SourceKind,
    history::History,
    interest,
    scene::Scene,
    source_entities::{Entities, EntityId},
};
use crate::{
    annotate::{Gender, MentionKind, Pronoun, Traits},
    document::Pos,
    language::Words,
    span::Span,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The longest opening phrase of a sentence that may be its subject, in tokens.
const OPENING: usize = 16;

/// Reads the article from its start to its end, and resolves sources on the way.
pub(super) struct Resolver<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub entities: Entities,
    pub history: History,
    /// Entity of each name of the scene, once it is known.
    of_name: Vec<Option<EntityId>>,
    /// Entity of the source whose words begin at a token: several attributions may have the same words.
    pub(super) known: FxHashMap<usize, EntityId>,
    /// The next name to be read.
    next: usize,
    /// Vague-source lexicon: tokens that head a collective (`Some(true)`) or an unnamed source (`Some(false)`).
    vague: Vec<Option<bool>>,
    /// What the source in hand says.
    pub(super) said: Vec<Span>,
    /// Documents whose issuer was told soon after they spoke, and who that is.
    pub(super) named_later: Vec<(EntityId, EntityId)>,
}

impl<'s, 'a> Resolver<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, vague: Vec<Option<bool>>) -> Self {
        let (entities, of_name) = Entities::of_full_names(scene);
        let (history, known) = (History::default(), FxHashMap::default());
        Resolver { scene, entities, history, of_name, known, next: 0, vague, said: Vec::new(), named_later: Vec::new() }
    }

    /// What the vague-source lexicon says of a token: it heads a collective (`true`) or an unnamed source.
    pub(super) fn vague(&self, token: usize) -> Option<bool> {
        self.vague.get(token).copied().flatten()
    }

    /// Reads on to a token: names before it become known to later pronouns.
    pub(super) fn read_to(&mut self, token: usize) {
        while let Some(name) = self.scene.mentions.get(self.next).filter(|n| n.tokens.start < token) {
            let id = self.entity_of(self.next);
            self.entities.saw(id, name.tokens.start, self.scene.doc.span_of(name.tokens.clone()), name.subject);
            if let Some(noun) = self.scene.document_of(name) {
                self.entities.index_noun(noun, id);
            }
            self.history.saw(self.scene, &name.tokens, id, name.subject, false);
            self.next += 1;
        }
    }

    /// The entity of the source in a range of tokens. Reads on to its end.
    /// `said` is what the source says.
    pub(super) fn source(&mut self, tokens: Range<usize>, said: &[Span]) -> Option<EntityId> {
        self.said = said.to_vec();
        let tokens = self.scene.without_time(self.scene.trim(tokens));
        let alone = tokens.len() < 2 || !Words::english().is_reflexive(self.norm(tokens.end - 1));
        let tokens = if alone { tokens } else { tokens.start..tokens.end - 1 };
        // *Roe, **who called** it off*: the pronoun alone is the source.
        let relative =
            tokens.len() > 1 && Pronoun::parse(self.norm(tokens.start)) == Some(Pronoun::Relative) && self.scene.is_verb(tokens.start + 1);
        let tokens = if relative { tokens.start..tokens.start + 1 } else { self.scene.completed(tokens) };
        if tokens.is_empty() || self.is_nobody(&tokens) {
            return None;
        }
        self.read_to(tokens.start);
        if let Some(&id) = self.known.get(&tokens.start) {
            self.entities.spoke(id, tokens.start);
            return Some(id);
        }
        let pronoun = tokens.len() == 1
            && matches!(Pronoun::parse(self.norm(tokens.start)), Some(Pronoun::Person(_) | Pronoun::Plural | Pronoun::Thing));
        let id = if pronoun { self.pronoun(tokens.start)? } else { self.single(&tokens) };
        self.known.insert(tokens.start, id);
        if self.entities.all[id].kind == SourceKind::Unnamed
            && let Some(index) = interest::served(self.scene, &tokens, usize::MAX)
        {
            let whom = self.entity_of(index);
            self.entities.serves(id, whom);
        }
        self.read_to(tokens.end);
        self.entities.spoke(id, tokens.start);
        let span = self.scene.doc.span_of(tokens.clone());
        self.entities.saw(id, tokens.start, span, true);
        self.history.saw(self.scene, &tokens, id, true, true);
        Some(id)
    }

    /// Who gives the answers of an interview (*A:*): the person whom the text before it names most often.
    pub(super) fn interviewee(&mut self, label: &Range<usize>) -> Option<EntityId> {
        self.read_to(label.start);
        let people = self.entities.all.iter().enumerate().filter(|(_, e)| e.kind == SourceKind::NamedPerson && !e.mentions.is_empty());
        people.max_by_key(|(id, e)| (e.mentions.len(), std::cmp::Reverse(*id))).map(|(id, _)| id)
    }

    /// Who does what the verb at `cue` tells, where the attribution has no words for its source: the subject of the sentence
    /// (*A judge rejected the plea, saying …*; *Citing the letter, Roe …*).
    pub(super) fn subject(&mut self, cue: usize, said: &[Span]) -> Option<EntityId> {
        let scene = self.scene;
        let sentence = scene.doc.sentence_of(cue)?.tokens.clone();
        let free = |t: usize| !said.iter().any(|c| c.contains(scene.doc.tokens()[t].span)) && !scene.doc.is_quoted(t);
        let place = |i: usize| {
            scene.mentions[i].start > 0 && scene.norm(scene.mentions[i].start - 1) == "," && scene.is_place(scene.mentions[i].start - 1, i)
        };
        let name = scene.mentions_in(&sentence).find(|&i| scene.mentions[i].subject && free(scene.mentions[i].tokens.start) && !place(i));
        // *A New York judge*: there the name is not the head.
        let heads = |n: &Range<usize>| {
            n.end <= cue && !matches!(scene.pos(n.end), Pos::Noun | Pos::Adj | Pos::Propn) && !scene.is_possessive(n.end)
        };
        if let Some(name) = name.map(|i| scene.mentions[i].start..scene.mentions[i].tokens.end).filter(heads) {
            return self.source(name, said);
        }
        // The opening phrase, or the one after an opening circumstance.
        let comma = (sentence.start..sentence.end.min(sentence.start + OPENING)).find(|&t| scene.norm(t) == ",").map(|t| t + 1);
        for start in [Some(sentence.start), comma].into_iter().flatten() {
            let limit = sentence.end.min(start + OPENING);
            let Some(verb) = (start..limit).find(|&t| scene.is_verb(t) || scene.norm(t) == ",") else { continue };
            let opens = start < verb && matches!(scene.pos(start), Pos::Det | Pos::Pron | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
            let nominal = opens
                && (verb - start == 1
                    || self.scene.is_noun(verb - 1)
                    || (start..verb).any(|t| self.scene.is_noun(t) || scene.traits[t].is_person()));
            let personal = scene.pos(start) != Pos::Pron
                || matches!(Pronoun::parse(scene.norm(start)), Some(Pronoun::Person(_) | Pronoun::Plural | Pronoun::Author));
            if nominal && personal && (start..verb).all(free) {
                return self.source(start..verb, said);
            }
        }
        None
    }

    pub(super) fn entity_of(&mut self, index: usize) -> EntityId {
        if let Some(id) = self.of_name[index] {
            return id;
        }
        let id = self.entities.short_name(self.scene, &self.scene.mentions[index]);
        self.of_name[index] = Some(id);
        id
    }

    /// *you*, *one*, a question's *who*; *I* and *we* outside quotation marks are the paper's own.
    fn is_nobody(&self, r: &Range<usize>) -> bool {
        let alone = r.len() == 1;
        let opens = self.scene.begins_sentence(r.start);
        // *Our analysis* is the paper's, too.
        let work = || self.scene.head(r).end.checked_sub(1).is_some_and(|t| self.scene.traits[t].any(Traits::DOCUMENT));
        (alone || (Words::english().is_writer(self.norm(r.start)) && Words::english().possesses(self.norm(r.start))) && work())
            && match Pronoun::parse(self.norm(r.start)) {
                Some(Pronoun::Anybody) => true,
                Some(Pronoun::Author) => !self.scene.doc.is_quoted(r.start),
                Some(Pronoun::Relative) => opens,
                _ => false,
            }
    }

    pub(super) fn single(&mut self, r: &Range<usize>) -> EntityId {
        let head = self.scene.head(r);
        if let Some(index) = self.scene.titled(r) {
            return self.entity_of(index);
        }
        if let Some(id) = self.name_given(r, &head) {
            return id;
        }
        if let Some(id) = self.possessive(r, &head) {
            return id;
        }
        // *A London GP*, *an EMT* are nobody's names.
        let new = |i: &usize| {
            self.scene.mentions[*i]
                .start
                .checked_sub(1)
                .is_some_and(|t| Words::english().is_article(self.norm(t)) && !Words::english().is_definite_article(self.norm(t)))
        };
        if let Some(index) = self.scene.named_head(r).filter(|i| !new(i)) {
            return self.entity_of(index);
        }
        // *A lawyer for the paper, David Roe,*: the name in apposition is the source.
        if let Some(id) = self.name_in_apposition(r, &head) {
            return id;
        }
        if r.len() == 1
            && let Some(id) = self.pronoun(head.start)
        {
            return id;
        }
        self.noun_phrase(r, &head)
    }

    /// *Roe's campaign*, *CNN's Jane Doe*, *his lawyer*, *their report*.
    fn possessive(&mut self, r: &Range<usize>, head: &Range<usize>) -> Option<EntityId> {
        let mark = head.clone().find(|&t| self.scene.is_possessive(t));
        let pronoun = Pronoun::parse(self.norm(head.start)).filter(|_| Words::english().possesses(self.norm(head.start)));
        let rest = match (mark, pronoun) {
            (Some(t), _) => t + 1..head.end,
            (None, Some(_)) => head.start + 1..head.end,
            _ => return None,
        };
        if rest.is_empty() {
            return None;
        }
        if let Some(index) = self.scene.titled(&(rest.start..r.end)).or_else(|| self.scene.named_head(&(rest.start..r.end))) {
            return Some(self.entity_of(index));
        }
        let owner = match mark {
            Some(t) => Some(self.single(&(head.start..t))),
            None => self.pronoun(head.start),
        };
        let noun = rest.end - 1;
        // *Its chairwoman, retired teacher Ada Roe,*: named, whoever *its* means.
        if let Some(id) = self.name_in_apposition(r, head) {
            if let Some(owner) = owner.filter(|&owner| id != owner && Words::english().speaks_for(self.norm(noun))) {
                self.entities.serves(id, owner);
            }
            return Some(id);
        }
        let owner = owner?;
        let traits = self.scene.traits[noun];
        if traits.any(Traits::ORG) {
            let key = [owner as u64, traits.canon()];
            // *The island's government*, *the metalworkers' union*, *the sheriff's office*, but not *his company*.
            let whose = &self.entities.all[owner];
            let office =
                |t: usize| self.scene.traits[t - 1].any(Traits::TITLE) && Words::english().is_definite_article(self.norm(head.start));
            let official = mark.is_some_and(|t| t > head.start && office(t));
            let kind = if whose.kind.is_named() || !whose.person || official || whose.plural && mark.is_some() {
                SourceKind::NamedOrganization
            } else {
                SourceKind::Unnamed
            };
            let id = self.entities.keyed(&key, || (kind, head.clone()));
            self.entities.index_noun(traits.canon(), id);
            self.entities.serves(id, owner);
            return Some(id);
        }
        if traits.is_person() {
            let role = self.scene.role_in(head.clone());
            let gender = role.as_ref().map_or(Gender::Unknown, |r| r.gender);
            let held = role.and_then(|role| self.entities.of_role(&role, |e| e.kind == SourceKind::NamedPerson));
            if let Some(id) = held.or_else(|| self.latest_of_office(noun, gender)).filter(|&id| id != owner) {
                return Some(id);
            }
            let key = [owner as u64, traits.canon(), 1];
            let id = self.entities.keyed(&key, || (SourceKind::Unnamed, head.clone()));
            if !Words::english().opposes(self.norm(noun)) {
                self.entities.serves(id, owner);
            }
            let entity = &mut self.entities.all[id];
            entity.person = true;
            entity.gender = entity.gender.or(gender);
            entity.plural = traits.any(Traits::GROUP);
            return Some(id);
        }
        self.entities.index_noun(traits.canon(), owner);
        Some(owner)
    }

    /// *a man calling himself **Commander Roe***, *a junior who gave her name only as **Ada***
    fn name_given(&mut self, r: &Range<usize>, head: &Range<usize>) -> Option<EntityId> {
        let gives = (head.end..r.end).find(|&t| Words::english().gives_name(self.norm(t)))?;
        if !self.is_somebody(head) {
            return None;
        }
        let near = gives + 1..r.end.min(gives + 4);
        let index =
            self.scene.mentions_in(&near).next().filter(|&i| (near.start..self.scene.mentions[i].start).all(|t| self.norm(t) != ","))?;
        let id = self.entity_of(index);
        (self.entities.all[id].kind, self.entities.all[id].guessed) = (SourceKind::NamedPerson, false);
        Some(id)
    }

    fn name_in_apposition(&mut self, r: &Range<usize>, head: &Range<usize>) -> Option<EntityId> {
        let noun = self.scene.traits[head.end - 1];
        // *The report, Breathing Space,* is called so, and says what its issuer does.
        if noun.any(Traits::DOCUMENT) && !noun.is_person() && !noun.any(Traits::MEDIUM) {
            return None;
        }
        // *A far-right group, Marle First,* is Marle First; *the ministry, Ada Roe,* is not Ada Roe.
        let body = noun.any(Traits::ORG | Traits::MEDIUM) && !noun.is_person();
        let mut at = head.end;
        // The comma may end the words that were marked: *the mayor's spokeswoman*, Ada Roe, *said*.
        while at <= r.end {
            if self.norm(at) == "," {
                let rest = at + 1..if at < r.end { r.end } else { at + 8 };
                let told = |i: usize| self.scene.mentions[i].kind == MentionKind::Organization && !self.scene.mentions[i].guessed;
                let fits = |i: usize| self.scene.introduces(rest.start, i) && !self.scene.is_place(at, i) && (!body || told(i));
                let closed = |i: usize| {
                    let end = self.scene.mentions[i].tokens.end;
                    (end >= r.end && at < r.end)
                        || matches!(self.norm(end), "," | "(")
                        || Words::english().is_genitive(self.norm(end))
                        || self.scene.is_told_from(end)
                };
                if let Some(index) = self.scene.mentions_in(&rest).take(2).find(|&i| fits(i) && closed(i)) {
                    return Some(self.entity_of(index));
                }
            }
            at += 1;
        }
        None
    }

    pub(super) fn norm(&self, token: usize) -> &str {
        self.scene.norm(token)
    }
}
