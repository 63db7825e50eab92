//! Phrases headed by a common noun: documents, organizations by their noun, persons by their role, crowds.
use super::{
    SourceKind,
    source_entities::{Entity, EntityId, keys},
    source_phrase::Resolver,
};
use crate::{
    annotate::{Gender, Mention, MentionKind, Pronoun, Role, Traits},
    document::{Form, Pos, Shape, key},
    language::Words,
    lexicon::Classes,
};
use std::ops::Range;

/// So many sentences back somebody is still spoken of.
const SPOKEN_OF: u32 = 5;
/// The longest name of an issuer, in tokens.
const ISSUER: usize = 8;
/// No more tokens than this are looked over for an earlier mention.
const LOOKED_OVER: usize = 200;

impl Resolver<'_, '_> {
    /// A phrase headed by a common noun.
    pub(super) fn noun_phrase(&mut self, r: &Range<usize>, head: &Range<usize>) -> EntityId {
        let noun = head.end - 1;
        let traits = self.scene.traits[noun];
        let definite = Words::english().is_definite(self.norm(head.start));
        // *police* is one body, whatever its form.
        let plural = traits.any(Traits::GROUP | Traits::PLURAL) || (self.scene.form(noun) == Form::Plural && !traits.any(Traits::ORG));
        if let Some(id) = self.respondents(r, head) {
            return id;
        }
        if traits.any(Traits::DOCUMENT) {
            return self.document(r, head, definite);
        }
        // *The carmaker*, but not *the miner*, who may be a person.
        let company = self.scene.is_company(noun) && !traits.is_person();
        if (company || traits.any(Traits::ORG | Traits::MEDIUM)) && !traits.any(Traits::TITLE | Traits::ROLE) {
            return self.body(head, definite, plural);
        }
        // *The son **of** one resident* is a stranger, whatever was marked.
        let whole = self.norm(head.end) == "," || (head.end >= r.end && !Words::english().is_genitive(self.norm(head.end)));
        self.somebody(head, definite, plural, whole)
    }

    /// *Forty percent of voters*, *nine in ten*: whose answers they are is the poll's that the article rests on.
    fn respondents(&mut self, r: &Range<usize>, head: &Range<usize>) -> Option<EntityId> {
        // The share may stand before the words that were marked: *a quarter percent **of voters***.
        let from = if head.start > 1 && Words::english().is_genitive(self.norm(head.start - 1)) { head.start - 2 } else { head.start };
        let share = (from..r.end).any(|t| Words::english().is_percentage(self.norm(t)))
            || (head.clone().any(|t| self.scene.pos(t) == Pos::Num)
                && (head.end..r.end).any(|t| Words::english().shares(self.norm(t)))
                && self.scene.pos(head.end - 1) == Pos::Num);
        let asked = r.clone().any(|t| Words::english().polls(self.norm(t)));
        if !share && !asked {
            return None;
        }
        let poll = Words::english().poll_nouns.iter().find_map(|noun| self.entities.of_noun(key(noun), |_| true));
        Some(poll.unwrap_or_else(|| self.phrase(head, SourceKind::Collective)))
    }

    /// A document belongs to its issuer where the phrase or an earlier one names it.
    fn document(&mut self, r: &Range<usize>, head: &Range<usize>, definite: bool) -> EntityId {
        let noun = self.scene.traits[head.end - 1].canon();
        // *Amnesty reports* are Amnesty's; *Turkish **media** reports* are not Turkey's.
        let vague = self.vague(head.end - 1) == Some(true);
        let issues = |i: &usize| {
            let name = &self.scene.mentions[*i].tokens;
            let first = self.scene.traits[name.start];
            // *News reports*: a word for media that opens a sentence. So is *Bank records* nobody's by name.
            let noun = |class: Classes| first.any(class) && !first.named;
            let beside = name.end + 1 == head.end && !noun(Traits::MEDIUM);
            let common = name.len() == 1 && noun(Traits::ORG) && self.scene.begins_sentence(name.start);
            (!vague || beside) && !common || self.scene.is_possessive(name.end)
        };
        if let Some(index) = self.scene.mentions_in(head).find(issues) {
            let id = self.entity_of(index);
            self.entities.index_noun(noun, id);
            return id;
        }
        // *a story in the Herald*, *an account in the Tarnby Zeitung*; the place of a dateline is none: *filings in London*.
        let paper = |t: usize| {
            let name = self.scene.mentions_in(&(t + 2..t + 3)).next().map(|i| &self.scene.mentions[i]);
            let listed = |t: usize| self.scene.traits[t].named;
            let whole = |n: &&Mention| n.tokens.end >= r.end || self.norm(n.tokens.end) == ",";
            Words::english().is_article(self.norm(t + 1))
                && name.filter(whole).is_some_and(|n| n.kind == MentionKind::Organization && !n.tokens.clone().any(listed))
        };
        let place = |t: usize| Words::english().places(self.norm(t));
        let medium = |t: usize| (t + 1..r.end.min(t + 6)).any(|t| self.scene.traits[t].any(Traits::MEDIUM));
        let r = &self.with_issuer(r);
        let by = (head.end..r.end).find(|&t| Words::english().issues(self.norm(t)) && (!place(t) || medium(t) || paper(t)));
        // *documents obtained by the Herald* are not the Herald's.
        let obtained = |t: usize| (head.end..t).any(|t| Words::english().obtains(self.norm(t)));
        let passed_on = |t: usize| !place(t) && obtained(t);
        // *a review by the board*; *reports from the convention* are not the convention's.
        let named = |t: usize| !self.scene.mentions_in(&(t + 1..r.end)).is_empty();
        let body = |t: usize| {
            let part = self.scene.head(&(t + 1..r.end));
            Words::english().brings_agent(self.norm(t))
                && Words::english().is_definite(self.norm(part.start))
                && self.scene.traits[part.end - 1].any(Traits::ORG)
        };
        if let Some(t) = by.filter(|&t| t + 1 < r.end && !passed_on(t) && (named(t) || body(t))) {
            let part = self.scene.trim(t + 1..r.end);
            let id = self.single(&part);
            self.entities.index_noun(noun, id);
            // *A study suggests … **The research**, published in the Journal of Tides, found …*
            let latest = self.history.latest_source(self.scene, head.start, 2).filter(|_| definite);
            self.named_later.extend(latest.filter(|&l| self.entities.all[l].kind == SourceKind::Document).map(|l| (l, id)));
            return id;
        }
        if definite {
            if let Some(id) = self.entities.of_noun(noun, |_| true) {
                return id;
            }
            if let Some(id) = self.announced(head.end - 1).or_else(|| self.issued(head.start)) {
                return id;
            }
        }
        let id = self.phrase(head, if vague { SourceKind::Collective } else { SourceKind::Document });
        self.entities.index_noun(noun, id);
        id
    }

    /// *An inquiry*, cut off from *by the Appointments Commissioner*.
    fn with_issuer(&self, r: &Range<usize>) -> Range<usize> {
        if !Words::english().brings_agent(self.norm(r.end)) || self.scene.is_told_from(r.end) {
            return r.clone();
        }
        let end = (r.end + 1..r.end + ISSUER).find(|&t| !self.scene.is_part(t) || self.scene.is_told_from(t));
        end.map_or_else(|| r.clone(), |end| r.start..end)
    }

    /// *The study* right after an organization or a document spoke is what it spoke through.
    fn issued(&self, token: usize) -> Option<EntityId> {
        let latest = self.history.latest_source(self.scene, token, 2)?;
        matches!(self.entities.all[latest].kind, SourceKind::NamedOrganization | SourceKind::Document).then_some(latest)
    }

    /// The latest source, when its sentence brought in the same kind of document: *sent a letter urging … The letter reads*, but not *had not
    /// seen the report*.
    fn announced(&self, noun: usize) -> Option<EntityId> {
        let word = self.scene.traits[noun].canon();
        let brings = |t: usize| {
            Words::english().is_indefinite(self.norm(t)) || Words::english().possesses(self.norm(t)) || self.scene.is_possessive(t)
        };
        let brought = |t: usize| (t.saturating_sub(3)..t).any(brings);
        let told = self.shortly_before(noun, 3).any(|t| self.scene.traits[t].canon() == word && brought(t));
        if told { self.history.latest_source(self.scene, noun, 3) } else { None }
    }

    /// The tokens before one, in its sentence and so many before it. Bounded, so that a sentence without end costs no more.
    fn shortly_before(&self, token: usize, sentences: u32) -> Range<usize> {
        let from = self.scene.doc.tokens()[token].sentence.saturating_sub(sentences);
        let start = self.scene.doc.sentences().get(from as usize).map_or(0, |s| s.tokens.start);
        start.max(token.saturating_sub(LOOKED_OVER))..token
    }

    /// An organization by its noun: *the ministry*, *Tulsa police*, *the Roe campaign*, *a federal court*.
    fn body(&mut self, head: &Range<usize>, definite: bool, plural: bool) -> EntityId {
        let noun = self.scene.traits[head.end - 1].canon();
        if let Some(index) = self.scene.mentions_in(head).last() {
            let owner = self.entity_of(index);
            // *the Norland government* is what *Norland* says; nobody is called *Norlandian*.
            let listed = self.scene.traits[self.scene.mentions[index].tokens.end - 1].any(Traits::ORG);
            if Words::english().is_state(self.norm(head.end - 1))
                && listed
                && self.entities.all[owner].kind == SourceKind::NamedOrganization
            {
                return owner;
            }
            // *the Herald newspaper* is the Herald.
            let medium =
                self.scene.traits[head.end - 1].any(Traits::MEDIUM) && !self.scene.is_possessive(self.scene.mentions[index].tokens.end);
            if medium && self.entities.all[owner].kind != SourceKind::NamedPerson {
                self.entities.index_noun(noun, owner);
                return owner;
            }
            let id = self.entities.keyed(&[owner as u64, noun], || (SourceKind::NamedOrganization, head.clone()));
            self.entities.index_noun(noun, id);
            self.entities.serves(id, owner);
            return id;
        }
        let lead = self.scene.doc.tokens()[head.start].sentence < 3;
        if (definite || (lead && !plural))
            && let Some(id) = self.entities.of_noun(noun, |e| e.kind == SourceKind::NamedOrganization || definite)
        {
            return id;
        }
        // *Norlund Group … The company*; *the union* is none.
        let article = definite && !plural;
        let company = self.scene.is_company(head.end - 1) && head.len() < 4;
        // *Norlund shut the plant, the company said*: by a noun a body speaks of itself, too.
        let before = || self.history.antecedent(self.scene, &self.entities, head.start, Pronoun::Thing, &[]);
        if article
            && company
            && !Words::english().is_genitive(self.norm(head.end))
            && let Some(id) =
                before().filter(|&id| self.entities.all[id].is_called() && self.entities.all[id].kind == SourceKind::NamedOrganization)
        {
            return id;
        }
        let kind = if article
            || (!plural && !Words::english().is_indefinite(self.norm(head.start)) && !Words::english().is_several(self.norm(head.start)))
        {
            SourceKind::NamedOrganization
        } else {
            SourceKind::Unnamed
        };
        let id = self.phrase(head, kind);
        self.entities.index_noun(noun, id);
        id
    }

    /// Persons by their role: *the minister*, *an official*, *critics*.
    fn somebody(&mut self, head: &Range<usize>, definite: bool, plural: bool, whole: bool) -> EntityId {
        let noun = head.end - 1;
        let person = self.is_somebody(head);
        let role = self.scene.role_in(head.clone()).unwrap_or_else(|| Role::bare(self.scene.traits[noun].canon()));
        let gender = role.gender;
        let first = self.norm(head.start).to_owned();
        let indefinite = Words::english().is_indefinite(&first);
        if plural {
            let kind = if self.collective(head) { SourceKind::Collective } else { SourceKind::Unnamed };
            // *the Greens* are a party; *Greens* are some of it.
            if Words::english().is_definite_article(&first) && head.len() > 1 && self.scene.doc.tokens()[noun].shape == Shape::Title {
                let id = self.phrase(head, SourceKind::NamedOrganization);
                (self.entities.all[id].plural, self.entities.all[id].person) = (true, true);
                return id;
            }
            if definite && let Some(id) = self.entities.of_noun(role.noun, |e| e.plural) {
                return id;
            }
            let id = self.phrase(head, if person { kind } else { SourceKind::Document });
            self.entities.all[id].plural = true;
            self.entities.all[id].person = person;
            self.entities.index_noun(role.noun, id);
            return id;
        }
        let lead = self.scene.doc.tokens()[noun].sentence < 3;
        let only = self.entities.holders(role.noun) == 1;
        if !indefinite || (lead && only && !Words::english().is_other(&first)) {
            let named = |e: &Entity| e.kind == SourceKind::NamedPerson && e.gender.fits(gender);
            let fits = |e: &Entity| e.roles.is_empty() || e.roles.iter().any(|r| role.may_be(r));
            let unnamed = |e: &Entity| e.kind == SourceKind::Unnamed && !e.plural && fits(e);
            let found = self.entities.of_role(&role, named).or_else(|| self.entities.of_noun(role.noun, unnamed));
            if let Some(id) = found {
                return id;
            }
            // *the victim*, *the prosecutor*: somebody else than whoever is spoken of.
            let beside = Words::english().stands_beside(self.norm(noun));
            if let Some(id) = self.latest_of_office(noun, gender).filter(|_| !indefinite && !beside) {
                return id;
            }
            // *the comedian*, *the 34-year-old*: nobody was introduced as one, so it is who is spoken of.
            if definite
                && whole
                && !beside
                && person
                && !self.was_introduced(head)
                && let Some(id) = self.history.person(self.scene, &self.entities, head.start, gender)
                && !self.is_known_otherwise(noun, id)
            {
                return id;
            }
        }
        let kind = if self.vague(noun) == Some(true) {
            SourceKind::Collective
        } else if person {
            SourceKind::Unnamed
        } else {
            SourceKind::Document
        };
        let id = if indefinite { self.entities.add(kind, head.clone(), Vec::new(), gender) } else { self.phrase(head, kind) };
        self.entities.all[id].person = person;
        self.entities.all[id].gender = self.entities.all[id].gender.or(gender);
        self.entities.index_noun(role.noun, id);
        self.entities.all[id].roles.push(role);
        id
    }

    /// *A young man … the man*: somebody else was brought in by this noun in the sentences before.
    fn was_introduced(&self, head: &Range<usize>) -> bool {
        let noun = self.scene.traits[head.end - 1].canon();
        self.shortly_before(head.start, SPOKEN_OF).any(|t| {
            let mut phrase = t.saturating_sub(3)..t;
            self.scene.traits[t].canon() == noun && phrase.any(|t| Words::english().is_indefinite(self.norm(t)))
        })
    }

    /// A word for persons: by the lexicons, by how such words end, or since *who* follows. What else speaks, shows: *the trip*.
    pub(super) fn is_somebody(&self, head: &Range<usize>) -> bool {
        let noun = head.end - 1;
        self.scene.traits[noun].is_person()
            || head.clone().any(|t| self.vague(t).is_some())
            || matches!(self.scene.pos(noun), Pos::Adj | Pos::Num | Pos::Pron | Pos::Det | Pos::Propn)
            || Words::english().ends_as_person(self.norm(noun))
            || Words::english().is_relative_person(self.norm(head.end))
    }

    /// *the senator*, where the article never says so of anybody: the person who spoke last, if no office is known for him or her;
    /// *the expert*: if that person is known for an analyst, a historian or the like, or for nothing.
    pub(super) fn latest_of_office(&self, noun: usize, gender: Gender) -> Option<EntityId> {
        let traits = self.scene.traits[noun];
        if !traits.any(Traits::TITLE | Traits::LEARNED) {
            return None;
        }
        let id = self.history.latest_source(self.scene, noun, 6)?;
        let entity = &self.entities.all[id];
        let free = entity.kind == SourceKind::NamedPerson && entity.gender.fits(gender);
        let known_otherwise = if traits.any(Traits::LEARNED) {
            !entity.roles.is_empty() && entity.roles.iter().all(|r| !r.learned)
        } else {
            self.is_known_otherwise(noun, id)
        };
        (free && !known_otherwise).then_some(id)
    }

    /// *Senator Ada Roe … the governor*: whom the text calls by another office, or by anything where the noun is an office, the noun does
    /// not mean. What anybody in office may be called (*the lawmaker*) is none.
    fn is_known_otherwise(&self, noun: usize, id: EntityId) -> bool {
        let traits = self.scene.traits[noun];
        let office = traits.any(Traits::TITLE) && !traits.any(Traits::LEARNED);
        let specific = self.scene.is_noun(noun) && !traits.any(Traits::GENERAL);
        specific && self.entities.all[id].roles.iter().any(|r| r.office || office)
    }

    /// Nobody in particular: by the vague-source lexicon, or a plural that no number or article narrows down.
    fn collective(&self, head: &Range<usize>) -> bool {
        if let Some(known) = head.clone().rev().find_map(|t| self.vague(t)) {
            return known;
        }
        let counted = head.clone().any(|t| matches!(self.scene.pos(t), Pos::Num | Pos::Det));
        !counted && !self.scene.traits[head.end - 1].any(Traits::TITLE)
    }

    /// The entity of the same words, or a new one.
    fn phrase(&mut self, head: &Range<usize>, kind: SourceKind) -> EntityId {
        let mut key = keys(self.scene, head);
        key.push(3);
        self.entities.keyed(&key, || (kind, head.clone()))
    }
}
