//! All that the article names: one entity for all names of one person, body or document.
use super::{SourceKind, scene::Scene};
use crate::{
    annotate::{Gender, Mention, MentionKind, Pronoun, Role, Traits},
    document::{Pos, key},
    language::Words,
    span::Span,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Index into [`Entities`].
pub(super) type EntityId = usize;

/// One person, organization, document or unnamed somebody.
#[derive(Debug)]
pub(super) struct Entity {
    pub kind: SourceKind,
    /// Tokens of its best name (the longest outside headings) or of its first mention.
    pub name: Range<usize>,
    /// Keys of the words of that name that tell it apart.
    keys: Vec<u64>,
    pub gender: Gender,
    /// Whether it is a person or a body is a guess from how its names look.
    pub guessed: bool,
    pub plural: bool,
    /// Somebody by a word for persons, not a body or a thing.
    pub person: bool,
    /// *I*, *you*: no name or later *he* goes back to it.
    pub anybody: bool,
    pub roles: Vec<Role>,
    pub mentions: Vec<Span>,
    /// Whom it speaks for: its employer, its client, the body that it is part of.
    pub serves: Option<EntityId>,
    /// Token of the latest mention, of the latest as a subject, of the latest as a source.
    seen: Option<usize>,
    subject: Option<usize>,
    source: Option<usize>,
}

impl Entity {
    /// Where attention last was on it: being a subject or a source outlasts later passing mentions.
    fn attention(&self) -> usize {
        let at = |t: Option<usize>, bonus: usize| t.map_or(0, |t| t + bonus);
        at(self.seen, 1).max(at(self.subject, 40)).max(at(self.source, 150))
    }
    /// Could a pronoun stand for it? *he* for no body and for nobody known for a woman; *they* for many and for bodies.
    pub(super) fn may_be(&self, pronoun: Option<Pronoun>) -> bool {
        match pronoun {
            Some(Pronoun::Person(gender)) => self.is_person() && self.gender.fits(gender),
            Some(Pronoun::Plural) => self.plural || self.kind != SourceKind::NamedPerson,
            _ => true,
        }
    }
    /// By a name, not by a noun alone (*the union*).
    pub(super) fn is_called(&self) -> bool {
        !self.keys.is_empty()
    }
    /// *a jury* is none.
    pub(super) fn is_person(&self) -> bool {
        self.kind == SourceKind::NamedPerson || (self.kind == SourceKind::Unnamed && self.person && !self.plural)
    }
}

/// How many entities of one surname or role are weighed; older ones are forgotten, so that cost stays linear.
const WEIGHED: usize = 8;

/// The entities and the ways to find them.
#[derive(Debug, Default)]
pub(super) struct Entities {
    pub all: Vec<Entity>,
    by_name: FxHashMap<u64, EntityId>,
    by_last: FxHashMap<u64, Vec<EntityId>>,
    by_first: FxHashMap<u64, Vec<EntityId>>,
    by_acronym: FxHashMap<u64, EntityId>,
    by_role: FxHashMap<u64, Vec<EntityId>>,
    /// Organizations and documents by the noun in their name, and unnamed sources by theirs.
    by_noun: FxHashMap<u64, Vec<EntityId>>,
}

impl Entities {
    /// Entities of all names of two words or more, over the whole article: a lead may name somebody by surname alone.
    /// Returns the entity of each such name.
    pub(super) fn of_full_names(scene: &Scene<'_>) -> (Entities, Vec<Option<EntityId>>) {
        let mut entities = Entities::default();
        let of = scene.mentions.iter().map(|n| (n.tokens.len() > 1).then(|| entities.full_name(scene, n))).collect();
        (entities, of)
    }

    fn full_name(&mut self, scene: &Scene<'_>, name: &Mention) -> EntityId {
        let keys = keys(scene, &name.tokens);
        let whole = hash(&keys);
        let known = self.by_name.get(&whole).copied().or_else(|| self.variant(scene, name, &keys));
        let id = known.unwrap_or_else(|| self.named(name, keys.clone()));
        self.by_name.insert(whole, id);
        let letters = |tokens: &Range<usize>| tokens.clone().map(|t| scene.doc.word(t).len()).sum::<usize>();
        // *Ada Roe Slams Ben Olin*: in a heading every word may have a capital.
        let in_heading = |name: &Range<usize>| scene.doc.sentence_of(name.start).is_some_and(|s| scene.doc.is_heading(s));
        let size = |keys: &[u64], name: &Range<usize>| (!in_heading(name), keys.len(), letters(name));
        let better = size(&keys, &name.tokens) > size(&self.all[id].keys, &self.all[id].name);
        if better {
            // *Pop Star Junie Vale* in a heading is no newspaper.
            if known.is_some() && in_heading(&self.all[id].name) && !in_heading(&name.tokens) {
                (self.all[id].kind, self.all[id].guessed) = (kind_of(name), name.guessed);
            }
            self.all[id].keys.clone_from(&keys);
            self.all[id].name = name.tokens.clone();
        }
        if known.is_none() || better {
            self.index_name(scene, name, &keys, id);
        }
        self.learn(name, id);
        id
    }

    fn index_name(&mut self, scene: &Scene<'_>, name: &Mention, keys: &[u64], id: EntityId) {
        if let (Some(first), Some(last)) = (keys.first(), keys.last()) {
            push(&mut self.by_first, *first, id);
            push(&mut self.by_last, *last, id);
        }
        if self.all[id].kind != SourceKind::NamedPerson {
            let first = name.tokens.clone().filter(|&t| scene.is_name(t)).filter_map(|t| scene.doc.word(t).chars().next());
            let letters: String = first.filter(|c| c.is_uppercase()).collect();
            self.by_acronym.entry(key(&letters.to_lowercase())).or_insert(id);
            for t in name.tokens.clone().filter(|&t| scene.traits[t].any(Traits::ORG | Traits::MEDIUM | Traits::DOCUMENT)) {
                push(&mut self.by_noun, scene.traits[t].canon(), id);
            }
        }
    }

    /// Takes over what a mention tells: roles, gender, an acronym.
    fn learn(&mut self, name: &Mention, id: EntityId) {
        let entity = &mut self.all[id];
        if name.kind == MentionKind::Person && !name.guessed {
            (entity.kind, entity.guessed) = (SourceKind::NamedPerson, false);
        }
        entity.gender = entity.gender.or(name.gender);
        let room = WEIGHED.saturating_sub(entity.roles.len());
        entity.roles.extend(name.roles.iter().take(room).cloned());
        if let Some(acronym) = name.acronym {
            self.by_acronym.insert(acronym, id);
        }
        for role in &name.roles {
            push(&mut self.by_role, role.noun, id);
        }
    }

    /// Another form of a known name: *Basel H. Jasem*, *Haj Jasem* and *Basel Haj Jasem*.
    fn variant(&self, scene: &Scene<'_>, name: &Mention, keys: &[u64]) -> Option<EntityId> {
        let initial = |k: &[u64], r: &Range<usize>| k.first().and(scene.doc.word(r.start).chars().next());
        let candidates = Self::recent(&self.by_last, *keys.last()?).chain(Self::recent(&self.by_first, *keys.first()?));
        candidates.into_iter().find(|&id| {
            let e = &self.all[id];
            let (long, short) = if e.keys.len() >= keys.len() { (&e.keys[..], keys) } else { (keys, &e.keys[..]) };
            // *B. Roe*, but not *St. Luke's Hospital*
            let cut = |t: usize| scene.doc.word(t).strip_suffix('.').is_some_and(|w| w.split('.').all(|part| part.chars().count() == 1));
            let abbreviated = cut(name.tokens.start) || cut(e.name.start);
            long.ends_with(short)
                || (long.len() == short.len() && long.len() > 1 && Self::respelt(scene, &e.name, &name.tokens))
                || (e.kind == SourceKind::NamedPerson && long.first() == short.first() && long.last() == short.last())
                || (abbreviated && long.last() == short.last() && initial(keys, &name.tokens) == initial(&e.keys, &e.name))
        })
    }

    /// *Ministry of Defence*, *Ministry of Defense*; *Ken Roe*, *Kenneth Roe*: equal but for one word that is spelt a little otherwise
    /// or cut short.
    fn respelt(scene: &Scene<'_>, a: &Range<usize>, b: &Range<usize>) -> bool {
        let words = |r: &Range<usize>| r.clone().map(|t| scene.norm(t)).collect::<Vec<_>>();
        let (a, b) = (words(a), words(b));
        let mut other = a.iter().zip(&b).filter(|(x, y)| x != y);
        let alike = |x: &str, y: &str| {
            let cut = x.len().min(y.len()) > 2 && (x.starts_with(y) || y.starts_with(x));
            cut || (x.len().min(y.len()) > 5 && strsim::osa_distance(x, y) < 2)
        };
        a.len() == b.len() && other.next().is_none_or(|(x, y)| alike(x, y)) && other.next().is_none()
    }

    /// The entity of a name of one word, given what was spoken of before it.
    pub(super) fn short_name(&mut self, scene: &Scene<'_>, name: &Mention) -> EntityId {
        let word = keys(scene, &name.tokens).first().copied().unwrap_or_default();
        let fits = |e: &Entity| e.gender.fits(name.gender);
        let person = |e: &Entity| e.kind == SourceKind::NamedPerson && fits(e);
        // *Norland **officials***: the noun is not Norland's name.
        let followed = matches!(scene.pos(name.tokens.end), Pos::Noun | Pos::Adj | Pos::Propn);
        // *Loblaw* for *Loblaw Cos. Ltd.*, but not *Norland* for *the Institute of Norland*.
        let governed = |e: &Entity| e.name.clone().any(|t| Words::english().links_names(scene.norm(t)));
        let firm = |e: &Entity| {
            let body = |t: usize| scene.traits[t].any(Traits::ORG | Traits::ENDING) && !followed;
            let rest = |t: usize| scene.traits[t].any(Traits::SUFFIX) || scene.doc.word(t).ends_with('.') || body(t);
            e.name.len() > 1 && e.name.clone().skip(1).all(rest)
        };
        let found = self
            .best(&self.by_last, word, person)
            .or_else(|| self.best(&self.by_first, word, person))
            .or_else(|| self.by_name.get(&hash(&[word])).copied())
            .or_else(|| self.by_acronym.get(&word).copied())
            .or_else(|| self.best(&self.by_first, word, |e| !person(e) && firm(e)))
            .or_else(|| self.best(&self.by_last, word, |e| !person(e) && !governed(e)));
        let id = found.unwrap_or_else(|| {
            let id = self.named(name, vec![word]);
            self.by_name.insert(hash(&[word]), id);
            self.index_name(scene, name, &[word], id);
            id
        });
        self.learn(name, id);
        id
    }

    fn named(&mut self, name: &Mention, keys: Vec<u64>) -> EntityId {
        let id = self.add(kind_of(name), name.tokens.clone(), keys, name.gender);
        self.all[id].guessed = name.guessed;
        id
    }

    pub(super) fn add(&mut self, kind: SourceKind, name: Range<usize>, keys: Vec<u64>, gender: Gender) -> EntityId {
        self.all.push(Entity {
            kind,
            name,
            keys,
            gender,
            guessed: false,
            plural: false,
            person: false,
            anybody: false,
            roles: Vec::new(),
            mentions: Vec::new(),
            serves: None,
            seen: None,
            subject: None,
            source: None,
        });
        self.all.len() - 1
    }

    /// The entity under a key of its own making (a phrase, an owner and a noun), made on first sight.
    pub(super) fn keyed(&mut self, keys: &[u64], make: impl FnOnce() -> (SourceKind, Range<usize>)) -> EntityId {
        let whole = hash(keys);
        if let Some(&id) = self.by_name.get(&whole) {
            return id;
        }
        let (kind, name) = make();
        let id = self.add(kind, name, Vec::new(), Gender::Unknown);
        self.by_name.insert(whole, id);
        id
    }

    pub(super) fn index_noun(&mut self, noun: u64, id: EntityId) {
        push(&mut self.by_noun, noun, id);
    }

    /// The latest entity of a noun that passes.
    pub(super) fn of_noun(&self, noun: u64, pass: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        self.best(&self.by_noun, noun, pass)
    }

    /// Who holds a role: the modifiers decide among several, then attention.
    pub(super) fn of_role(&self, role: &Role, pass: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let weight = |e: &Entity| {
            let held = e.roles.iter().filter(|r| role.may_be(r));
            held.map(|r| role.modifiers.iter().filter(|m| r.modifiers.contains(m)).count()).max().unwrap_or(0)
        };
        Self::recent(&self.by_role, role.noun)
            .filter(|&id| pass(&self.all[id]) && self.all[id].roles.iter().any(|r| role.may_be(r)))
            .max_by_key(|&id| (weight(&self.all[id]), self.all[id].attention(), std::cmp::Reverse(id)))
    }

    /// How many hold a role.
    pub(super) fn holders(&self, noun: u64) -> usize {
        self.by_role.get(&noun).map_or(0, Vec::len)
    }

    pub(super) fn saw(&mut self, id: EntityId, token: usize, span: Span, subject: bool) {
        let entity = &mut self.all[id];
        entity.mentions.push(span);
        entity.seen = Some(token);
        if subject {
            entity.subject = Some(token);
        }
    }

    /// The first that the text tells holds.
    pub(super) fn serves(&mut self, id: EntityId, whom: EntityId) {
        if id != whom && self.all[whom].serves != Some(id) {
            self.all[id].serves.get_or_insert(whom);
        }
    }

    pub(super) fn spoke(&mut self, id: EntityId, token: usize) {
        self.all[id].source = Some(token);
    }

    fn best(&self, map: &FxHashMap<u64, Vec<EntityId>>, word: u64, pass: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        Self::recent(map, word).filter(|&id| pass(&self.all[id])).max_by_key(|&id| (self.all[id].attention(), std::cmp::Reverse(id)))
    }

    fn recent(map: &FxHashMap<u64, Vec<EntityId>>, word: u64) -> impl Iterator<Item = EntityId> {
        map.get(&word).into_iter().flat_map(|ids| ids.iter().rev().take(WEIGHED).copied())
    }
}

fn kind_of(name: &Mention) -> SourceKind {
    match name.kind {
        MentionKind::Person => SourceKind::NamedPerson,
        MentionKind::Organization | MentionKind::Unknown => SourceKind::NamedOrganization,
    }
}

/// Keys of the words of a name, without small words and suffixes.
pub(super) fn keys(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<u64> {
    let telling = |&t: &usize| {
        !Words::english().links_names(scene.norm(t))
            && scene.norm(t) != "&"
            && !Words::english().is_definite_article(scene.norm(t))
            && !Words::english().coordinates(scene.norm(t))
            && !scene.traits[t].any(Traits::SUFFIX)
            && !Words::english().ends_company(scene.norm(t))
    };
    let word = |t: usize| match scene.doc.word(t) {
        w if w.contains('.') && w.chars().filter(|c| *c == '.').count() > 1 => key(&w.replace('.', "").to_lowercase()),
        _ => scene.surname(t),
    };
    let keys: Vec<u64> = tokens.clone().filter(telling).map(word).collect();
    if keys.is_empty() { tokens.clone().map(word).collect() } else { keys }
}

/// Order-dependent hash of a list of keys.
fn hash(keys: &[u64]) -> u64 {
    keys.iter().fold(0x9e37_79b9_7f4a_7c15, |h, k| (h.rotate_left(23) ^ k).wrapping_mul(0x0100_0000_01b3))
}

fn push(map: &mut FxHashMap<u64, Vec<EntityId>>, word: u64, id: EntityId) {
    let ids = map.entry(word).or_default();
    if !ids.contains(&id) {
        ids.push(id);
        if ids.len() > 2 * WEIGHED {
            ids.drain(..WEIGHED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entities, Gender, Pronoun, SourceKind};

    #[test]
    fn he_is_no_woman_and_no_body_and_they_are_no_single_name() {
        let mut entities = Entities::default();
        let mut of = |kind, gender| entities.add(kind, 0..1, Vec::new(), gender);
        let (ada, herald) = (of(SourceKind::NamedPerson, Gender::Female), of(SourceKind::NamedOrganization, Gender::Unknown));
        let he = Some(Pronoun::Person(Gender::Male));
        let she = Some(Pronoun::Person(Gender::Female));
        let may = |id: usize, pronoun| entities.all[id].may_be(pronoun);
        assert!(may(ada, she) && !may(ada, he) && !may(herald, he));
        assert!(may(herald, Some(Pronoun::Plural)) && !may(ada, Some(Pronoun::Plural)));
    }
}
