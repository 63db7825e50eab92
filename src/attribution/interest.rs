//! Whom a source speaks for: a company and its officers, a ministry and its spokesman, a person and her lawyer are one interest.
use super::{scene::Scene, source_entities::EntityId, source_phrase::Resolver};
use crate::{
    annotate::{Mention, MentionKind, Traits},
    document::Pos,
    language::Words,
};
use std::ops::Range;

/// So many steps from a source to whom it speaks for: *the lawyer of the director of the firm*.
const STEPS: usize = 4;
/// The longest office after its owner, in tokens.
const OFFICE: usize = 8;

/// Notes for every person with a name whom the words beside the name say to speak for.
pub(super) fn note(resolver: &mut Resolver<'_, '_>) {
    let scene = resolver.scene;
    for (index, name) in scene.mentions.iter().enumerate().filter(|(_, n)| n.kind != MentionKind::Organization) {
        for beside in scene.beside(index).into_iter().chain(owned(scene, name)) {
            // *Roe, Doe's rival*: what one person is to another is told in too many ways.
            let body = served(scene, &beside, name.start).filter(|&i| scene.mentions[i].kind != MentionKind::Person);
            if let Some(body) = body {
                let (id, body) = (resolver.entity_of(index), resolver.entity_of(body));
                resolver.entities.serves(id, body);
            }
        }
    }
}

/// *Roe, **Norlund's chief executive***: an apposition that begins with a name is none of those beside it, as it may go on a list.
fn owned(scene: &Scene<'_>, name: &Mention) -> Option<Range<usize>> {
    let start = name.tokens.end + 1;
    let owner = &scene.mentions[scene.mentions_in(&(start..start + 1)).next()?].tokens;
    let led = scene.norm(name.tokens.end) == "," && scene.is_possessive(owner.end);
    let near = owner.end + 1..owner.end + 1 + OFFICE;
    let words = near.take_while(|&t| matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Adj)).last()?;
    led.then_some(start..words + 1)
}

/// The name that an office in these words belongs to: *spokesman for **Norlund***, ***Norlund** spokesman*, *head of the **Health Ministry***.
/// Who is asked for knowledge (*a historian at the university*) speaks for nobody.
pub(super) fn served(scene: &Scene<'_>, words: &Range<usize>, before: usize) -> Option<usize> {
    let office = words.clone().find(|&t| scene.traits[t].any(Traits::ROLE | Traits::TITLE))?;
    if scene.traits[office].any(Traits::LEARNED) {
        return None;
    }
    let tied = |i: &usize| {
        let name = &scene.mentions[*i];
        let linked = |t: usize| Words::english().serves(scene.norm(t));
        let start =
            if name.start > 0 && Words::english().is_definite_article(scene.norm(name.start - 1)) { name.start - 1 } else { name.start };
        let after = start > office && linked(start.saturating_sub(1));
        // *the Harbour Board chairman*; a single word (*the Norland chairman*) may be a country or a creed.
        let body = name.kind == MentionKind::Organization && name.tokens.len() > 1;
        let leads = name.tokens.end <= office && (body || scene.is_possessive(name.tokens.end));
        after || leads
    };
    scene.mentions_in(words).find(|i| scene.mentions[*i].start != before && tied(i))
}

/// The one at the end of the chain.
pub(super) fn root(serves: impl Fn(EntityId) -> Option<EntityId>, id: EntityId) -> EntityId {
    (0..STEPS).fold(id, |id, _| serves(id).unwrap_or(id))
}
