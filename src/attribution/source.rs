//! Whose words they are: every attribution gets its source, and all mentions of one source become one.
use super::{
    Attribution, Attributions, CueClass, Input, Source, SourceId, SourceKind, Vague, interest,
    scene::{Scene, Speaker},
    source_entities::{Entities, Entity, EntityId},
    source_phrase::Resolver,
    vague,
};
use crate::{
    annotate::Pronoun,
    document::{self, ParagraphKind, Pos},
    span::Span,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Fills `source_id`, `vague`, `channel` and `anonymity_reason` of every attribution, and `sources`.
///
/// One pass in text order: names and phrases are read as a reader meets them, so that *he* or *the minister* can only mean what
/// stands before it (or a name that the article gives in full somewhere). Time is linear in tokens and attributions.
pub fn cluster(input: &Input<'_>, attributions: &mut Attributions) {
    let scene = Scene::new(input, &attributions.items);
    drop_nobody(&scene, &mut attributions.items);
    each_member(&scene, &mut attributions.items);
    let mut resolver = Resolver::new(&scene, vague::heads(input));
    let reasons = vague::anonymity_reasons(input);
    let items = &mut attributions.items;
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&i| (anchor(&items[i]), i));
    let mut of_item: Vec<Option<EntityId>> = vec![None; items.len()];
    let mut by_sentence: Vec<Option<EntityId>> = vec![None; input.doc.sentences().len()];
    let mut answering: Option<EntityId> = None;
    for &i in &order {
        let passed_on = vague::passed_on(&scene, &items[i]);
        items[i].channel = passed_on.channel;
        items[i].anonymity_reason = reasons.get(items[i].sentence.0 as usize).copied().flatten();
        let cue_words = items[i].cue.map(|c| input.doc.tokens_in(c));
        let cue = cue_words.as_ref().map(|c| c.start);
        let nobody = cue_words.as_ref().is_some_and(|c| matches!(scene.speaker(c), Speaker::Nobody));
        let own = items[i].source.filter(|_| !nobody).map(|s| scene.without_circumstance(input.doc.tokens_in(s), cue));
        let same = by_sentence.get(items[i].sentence.0 as usize).copied().flatten();
        let id = match (passed_on.origin, own.clone()) {
            (None, Some(label)) if items[i].class == CueClass::Colon && document::answers(input.doc, &label) => {
                answering = answering.or_else(|| resolver.interviewee(&label)).or_else(|| resolver.source(label, &items[i].content));
                answering
            }
            // An answer without a label.
            (None, None) if items[i].class == CueClass::Colon && cue.is_none() => {
                let at = items[i].content.first().map_or(0, |c| input.doc.tokens_in(*c).start);
                answering = answering.or_else(|| resolver.interviewee(&(at..at)));
                answering
            }
            (Some(origin), _) => resolver.source(origin, &items[i].content),
            (None, Some(tokens)) => resolver.source(tokens, &items[i].content),
            (None, None) => match cue_words.map_or(Speaker::Unknown, |c| scene.speaker(&c)) {
                Speaker::Words(words) => resolver.source(words, &items[i].content),
                Speaker::Nobody => None,
                Speaker::Unknown => same.or_else(|| {
                    if items[i].class == CueClass::NoCue
                        && cue.is_none()
                        && let Some(speaker) = opening_speaker(input, &scene, &items[i])
                    {
                        return resolver.source(speaker, &[]);
                    }
                    if items[i].class == CueClass::Holderless { None } else { resolver.subject(cue?, &items[i].content) }
                }),
            },
        };
        let id = match own {
            Some(words) if is_pronoun(input, &words) => {
                let fits = |id: &EntityId| resolver.entities.all[*id].may_be(Pronoun::parse(input.doc.norm(words.start)));
                same.filter(fits).or(id)
            }
            _ => id,
        };
        of_item[i] = id;
        if let (Some(id), Some(slot)) = (id, by_sentence.get_mut(items[i].sentence.0 as usize)) {
            *slot = Some(id);
        }
    }
    for &(document, issuer) in &resolver.named_later {
        of_item.iter_mut().filter(|of| **of == Some(document)).for_each(|of| *of = Some(issuer));
    }
    carry_over(input, items, &order, &mut of_item, &by_sentence);
    rest_on_neighbours(input, &resolver.entities, items, &order, &mut of_item);
    introduced_later(input, &scene, &resolver, items, &order, &mut of_item);
    resolver.read_to(input.doc.tokens().len());
    interest::note(&mut resolver);
    let guessed = numbered(input, &resolver.entities, attributions, &of_item);
    super::source_kind::settle(input, attributions, &guessed);
    mark_vague(attributions);
}

/// *not to be named*, cut off from *a resident who asked*: what has no noun, name or pronoun in it names no source.
fn drop_nobody(scene: &Scene<'_>, items: &mut [Attribution]) {
    let names = |t: usize| scene.is_name(t) || matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det);
    let nobody = |a: &Attribution| a.class != CueClass::Colon && a.source.is_some_and(|s| !scene.doc.tokens_in(s).any(names));
    for item in items.iter_mut().filter(|a| nobody(a)) {
        item.source = None;
    }
}

/// *Smith and Jones said*: an attribution for each, with the same cue and content.
fn each_member(scene: &Scene<'_>, items: &mut Vec<Attribution>) {
    let heard: FxHashSet<usize> = items.iter().filter_map(|a| a.source).map(Span::start).collect();
    let words = |source: Span| {
        let marked = scene.doc.tokens_in(source);
        let joined = scene.with_first(marked.clone());
        let is_heard = scene.doc.tokens().get(joined.start).is_some_and(|t| heard.contains(&t.span.start()));
        if is_heard { marked } else { joined }
    };
    let joint: Vec<(usize, Vec<Range<usize>>)> =
        items.iter().enumerate().filter_map(|(i, a)| Some((i, scene.members(&words(a.source?))))).collect();
    for (i, members) in joint {
        for (n, member) in members.into_iter().enumerate() {
            let own = Attribution { source: Some(scene.doc.span_of(member)), ..items[i].clone() };
            if n == 0 { items[i] = own } else { items.push(own) }
        }
    }
    items.sort_by_key(|a| (a.sentence, a.start()));
}

/// Where the reader meets it: its source, or else its cue, or else its content.
fn anchor(a: &Attribution) -> usize {
    a.words().map_or(0, Span::start)
}

/// *he*, *they*
fn is_pronoun(input: &Input<'_>, words: &Range<usize>) -> bool {
    words.len() == 1 && matches!(Pronoun::parse(input.doc.norm(words.start)), Some(Pronoun::Person(_) | Pronoun::Plural))
}

/// Attributions without words for their source rest on the one that they continue: in the same sentence, or in the one before.
fn carry_over(
    input: &Input<'_>,
    items: &[Attribution],
    order: &[usize],
    of_item: &mut [Option<EntityId>],
    by_sentence: &[Option<EntityId>],
) {
    let mut last: Option<(usize, EntityId)> = None;
    for &i in order {
        let sentence = items[i].sentence.0 as usize;
        if of_item[i].is_none() && items[i].source.is_none() && items[i].class != CueClass::Holderless {
            let before = last.filter(|&(s, _)| items[i].cue.is_none() && continues(input, s, sentence)).map(|(_, id)| id);
            let same = by_sentence.get(sentence).copied().flatten();
            of_item[i] = same.or(before);
        }
        if let Some(id) = of_item[i] {
            last = Some((sentence, id));
        }
    }
}

/// What the encoder hears as somebody's rests on the nearest source, if nothing else tells whose it is: the one before it in its
/// paragraph, the one after it, or those of the paragraphs beside it.
fn rest_on_neighbours(input: &Input<'_>, entities: &Entities, items: &[Attribution], order: &[usize], of_item: &mut [Option<EntityId>]) {
    let place = |i: usize| input.doc.sentence(items[i].sentence).paragraph;
    let open: Vec<usize> = (0..order.len()).filter(|&n| rests(input, &items[order[n]]) && of_item[order[n]].is_none()).collect();
    let mut before: Vec<Option<(usize, EntityId)>> = vec![None; order.len()];
    let mut after = before.clone();
    let mut last = None;
    for n in 0..order.len() {
        before[n] = last;
        last = of_item[order[n]].map(|id| (order[n], id)).or(last);
    }
    last = None;
    for n in (0..order.len()).rev() {
        after[n] = last;
        last = of_item[order[n]].map(|id| (order[n], id)).or(last);
    }
    for n in open {
        let paragraph = place(order[n]);
        // *she* rests on no court.
        let pronoun = items[order[n]].source.and_then(|s| Pronoun::parse(input.norm(input.doc.tokens_in(s).start)));
        let within = |side: Option<(usize, EntityId)>, far: usize| {
            let fits = |&(i, id): &(usize, EntityId)| place(i).abs_diff(paragraph) <= far && entities.all[id].may_be(pronoun);
            side.filter(fits).map(|(_, id)| id)
        };
        // Nor does it stand for who is named after it.
        let after = after[n].filter(|_| pronoun.is_none());
        let near = within(before[n], 0).or_else(|| within(after, 0)).or_else(|| within(before[n], 1)).or_else(|| within(after, 1));
        of_item[order[n]] = near;
    }
}

/// *A lawmaker wants the toll dropped. … Ada Roe said*: who is not named yet at the opening is the first person who speaks by name
/// soon after, and was not named before, unless in the headline of a name that comes at once. *An official*, *a whistleblower* stay
/// unnamed: `vague` knows their nouns, or the encoder hears somebody without a name.
fn introduced_later(
    input: &Input<'_>,
    scene: &Scene<'_>,
    resolver: &Resolver<'_, '_>,
    items: &[Attribution],
    order: &[usize],
    of_item: &mut [Option<EntityId>],
) {
    let entities = &resolver.entities;
    let heard = |&i: &usize| items[i].class != CueClass::Holderless && !items[i].content.is_empty();
    let opening: Vec<usize> = order.iter().copied().take_while(|&i| items[i].sentence.0 < OPENING).filter(heard).take(OPENERS).collect();
    for first in opening {
        let somebody = |e: &Entity| e.kind == SourceKind::Unnamed && e.person && !e.plural && !e.anybody;
        let Some(id) = of_item[first].filter(|&id| somebody(&entities.all[id])) else { continue };
        let speaks = |i: usize| of_item[i].filter(|&other| other != id && entities.all[other].kind == SourceKind::NamedPerson);
        let next = order.iter().copied().filter(|&i| anchor(&items[i]) > anchor(&items[first]));
        let Some((i, other)) = next.filter(|&i| items[i].source.is_some()).find_map(|i| Some((i, speaks(i)?))) else { continue };
        let after = items[i].sentence.0 - items[first].sentence.0;
        let (entity, named) = (&entities.all[id], &entities.all[other]);
        let [named_score, .., unnamed_score, _, _] = input.readings.sentence(items[first].sentence).kinds;
        let hides = entity.name.clone().any(|t| resolver.vague(t).is_some()) || unnamed_score > named_score;
        let headline = |m: &Span| scene.doc.tokens().get(scene.doc.tokens_in(*m).start).is_some_and(|t| t.sentence == 0);
        let named_before = named.mentions.iter().any(|m| m.start() < anchor(&items[first]) && (after > AT_ONCE || !headline(m)));
        // *A judge …* is not *Ada Roe, a surgeon*.
        let office = scene.role_in(entity.name.clone());
        let known = |office_alone: bool| named.roles.iter().filter(move |r| r.office || !office_alone);
        let other_office = office
            .is_some_and(|o| o.office && known(after <= AT_ONCE).next().is_some() && known(after <= AT_ONCE).all(|r| r.noun != o.noun));
        // Two who speak together are not the one.
        let together = |b: &Attribution| b.sentence == items[i].sentence && b.cue.is_some() && b.cue == items[i].cue;
        let joint = items.iter().enumerate().any(|(n, b)| n != i && together(b));
        if after <= SOON && !hides && !named_before && !other_office && !joint && entity.gender.fits(named.gender) {
            of_item.iter_mut().filter(|of| **of == Some(id)).for_each(|of| *of = Some(other));
        }
    }
}

/// The opening of an article, and how soon a name must follow it, in sentences.
const OPENING: u32 = 4;
const SOON: u32 = 8;
const AT_ONCE: u32 = 2;
/// So many attributions of the opening are looked at, so that the time is linear.
const OPENERS: usize = 8;

/// Nothing in it names a holder, nor hides one.
fn rests(input: &Input<'_>, a: &Attribution) -> bool {
    let unread = a.source.is_none_or(|s| is_pronoun(input, &input.doc.tokens_in(s)));
    unread && (a.cue.is_none() || a.source.is_some()) && a.class != CueClass::Holderless
}

/// *Roe believes in tolls.*, *Roe to Doe: …*: the subject of a sentence that is somebody's though no word of it was marked.
fn opening_speaker(input: &Input<'_>, scene: &Scene<'_>, a: &Attribution) -> Option<Range<usize>> {
    let sentence = input.doc.sentence(a.sentence);
    a.content.first().filter(|c| c.start() <= sentence.span.start())?;
    let tokens = &sentence.tokens;
    let says = |class: Option<CueClass>| !matches!(class, None | Some(CueClass::Holderless | CueClass::AccordingTo));
    let said = input.hits_in(sentence.span).iter().find(|h| says(CueClass::of(input.entry(h))));
    let headline = input.doc.paragraphs().get(sentence.paragraph).is_some_and(|p| p.kind == ParagraphKind::Headline) || a.sentence.0 == 0;
    let colon = tokens.clone().take(8).find(|&t| headline && scene.norm(t) == ":");
    let verb = said.map(|h| h.tokens.start).into_iter().chain(colon).min()?;
    scene.subject_before(tokens.start, verb).or_else(|| scene.subject_after(verb))
}

/// A report goes on from a sentence to the next ones of its paragraph, or to the next paragraph.
fn continues(input: &Input<'_>, from: usize, to: usize) -> bool {
    let sentences = input.doc.sentences();
    match (sentences.get(from), sentences.get(to)) {
        (Some(a), Some(b)) => b.paragraph <= a.paragraph + 1 || to <= from + 1,
        _ => false,
    }
}

/// The entities that somebody's words rest on become sources, in the order of their first attribution. Returns whose kind is a guess.
fn numbered(input: &Input<'_>, entities: &Entities, attributions: &mut Attributions, of_item: &[Option<EntityId>]) -> Vec<bool> {
    let Attributions { items, sources, interests, .. } = attributions;
    let mut number: Vec<Option<SourceId>> = vec![None; entities.all.len()];
    let mut of_interest: FxHashMap<EntityId, u32> = FxHashMap::default();
    let mut guessed = Vec::new();
    let next = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for (item, id) in items.iter_mut().zip(of_item) {
        item.source_id = id.map(|id| {
            *number[id].get_or_insert_with(|| {
                let whose = interest::root(|id| entities.all[id].serves, id);
                let interest = *of_interest.entry(whose).or_insert_with(|| {
                    interests.push(name(input, &entities.all[whose]));
                    next(interests.len() - 1)
                });
                let new = SourceId(next(sources.len()));
                sources.push(source(input, &entities.all[id], new, interest));
                guessed.push(entities.all[id].guessed);
                new
            })
        });
    }
    guessed
}

fn name(input: &Input<'_>, entity: &Entity) -> String {
    let words = input.doc.article().read(input.doc.span_of(entity.name.clone()));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn source(input: &Input<'_>, entity: &Entity, id: SourceId, interest: u32) -> Source {
    let name = input.doc.span_of(entity.name.clone());
    let mut mentions = entity.mentions.clone();
    if mentions.is_empty() {
        mentions.push(name);
    }
    mentions.sort_unstable();
    mentions.dedup();
    Source { id, name: self::name(input, entity), kind: entity.kind, person: entity.person, interest, mentions }
}

/// Vague is who names nobody, unless the words stand in a sentence or a report that names who says so.
fn mark_vague(attributions: &mut Attributions) {
    let named: Vec<(Span, u32)> = attributions
        .items
        .iter()
        .filter(|a| attributions.source_of(a).is_some_and(|s| s.kind.is_named()))
        .flat_map(|a| a.content.iter().map(|c| (*c, a.sentence.0)))
        .collect();
    let vague: Vec<Option<Vague>> = attributions
        .items
        .iter()
        .map(|a| {
            let vague = match attributions.source_of(a) {
                Some(source) => (source.kind == SourceKind::Collective).then_some(Vague::Collective)?,
                None => (a.class == CueClass::Holderless || a.cue.is_some()).then_some(Vague::Nobody)?,
            };
            let words = a.cue.or(a.source).or(a.content.first().copied())?;
            let at = named.partition_point(|(c, _)| c.start() <= words.start());
            let nested = named[..at].last().is_some_and(|(c, _)| c.contains(words));
            let same = vague == Vague::Nobody && named.iter().skip(at.saturating_sub(4)).take(8).any(|(_, s)| *s == a.sentence.0);
            (!nested && !same).then_some(vague)
        })
        .collect();
    for (item, vague) in attributions.items.iter_mut().zip(vague) {
        item.vague = vague;
    }
}
