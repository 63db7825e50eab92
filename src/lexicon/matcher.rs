//! One scan over the tokens for all lexicons: a phrase index over word numbers, then conditions, then the choice between rivals.
use super::{
    class::Class,
    condition::{Case, Conditions, Pos, Surroundings},
    entry::{Entry, EntryId, Hit, LexiconInfo},
    file::Kind,
    vocabulary::{NONE, Vocabulary},
    writing::{Writing, inflected},
};
use crate::document::{Document, Tag};
use rustc_hash::FxHashMap;
use std::{cmp::Reverse, iter::repeat, ops::Range};

/// All lexicons of a run, compiled.
#[derive(Debug, Default)]
pub struct Lexicons {
    pub(super) infos: Vec<LexiconInfo>,
    pub(super) entries: Vec<Entry>,
    /// One per entry.
    pub(super) rules: Vec<Rule>,
    pub(super) vocabulary: Vocabulary,
    /// Sorted by words, a shorter one before all that begin with it.
    pub(super) patterns: Vec<Pattern>,
    /// The words of all patterns.
    pub(super) phrases: Vec<u32>,
    /// Word number → its patterns: `patterns[starts[w]..starts[w + 1]]`.
    pub(super) starts: Vec<u32>,
    /// The first words of names of bodies, sorted.
    pub(super) bodies: Vec<u32>,
}

/// One spelling of one entry.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) entry: u32,
    /// Where its words begin in [`Lexicons::phrases`].
    pub(super) at: u32,
    /// How many there are; never none.
    pub(super) length: u16,
    /// A verb's past form or participle.
    pub(super) is_past: bool,
}

impl Pattern {
    pub(super) fn words<'a>(&self, phrases: &'a [u32]) -> &'a [u32] {
        &phrases[self.at as usize..][..usize::from(self.length)]
    }
}

/// What an entry asks besides its words.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) pos: Option<Pos>,
    pub(super) case: Case,
    /// Its spellings as written, where `case` is `exact`.
    pub(super) exact: Vec<String>,
    /// Written with a capital: a name, or part of one.
    pub(super) proper: bool,
    pub(super) unless: Option<Box<Conditions>>,
    pub(super) only: Option<Box<Conditions>>,
    /// Number of the domain, for entries of kind `domain`.
    pub(super) domain: u32,
    /// Entries of one group never overlap in the result.
    pub(super) group: u32,
}

impl Lexicons {
    /// Which files were used.
    pub fn infos(&self) -> &[LexiconInfo] {
        &self.infos
    }
    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// The entry of a hit.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The entries with a spelling that is this one word, whatever their conditions: for features of single words.
    pub fn of_word(&self, key: u64, norm: &str) -> impl Iterator<Item = &Entry> {
        self.ids_of_word(key, norm).filter_map(|id| self.entries.get(id.0 as usize))
    }

    /// The entries with a spelling that is all words of a text, whatever their conditions.
    pub fn spelled(&self, doc: &Document<'_>) -> impl Iterator<Item = &Entry> {
        let (all, mut found) = (0..doc.tokens().len(), Vec::new());
        self.candidates(&self.words(doc), all.clone(), &mut found);
        found.into_iter().filter(move |c| c.at == all).filter_map(|c| self.entries.get(c.entry as usize))
    }

    /// Where the text has a body by its whole name, in text order, disjoint; of two that begin together the longer.
    pub fn bodies_in(&self, doc: &Document<'_>) -> Vec<Range<usize>> {
        let capital = |&t: &usize| doc.tokens()[t].shape.is_capital();
        let begins = |&t: &usize| self.bodies.binary_search(&self.vocabulary.get(doc.tokens()[t].key, doc.norm(t))).is_ok();
        let starts = doc.sentences().iter().flat_map(|s| s.tokens.clone().zip(repeat(s.tokens.end)));
        let starts: Vec<(usize, usize)> = starts.filter(|(t, _)| capital(t) && begins(t)).collect();
        if starts.is_empty() {
            return Vec::new();
        }
        let (ids, mut found) = (self.words(doc), Vec::new());
        for (start, end) in starts {
            self.candidates_at(&ids, start, end, &mut found);
        }
        let written = |c: &Candidate| doc.text_of(doc.span_of(c.at.clone())).replace('’', "'");
        let entry = |c: &Candidate| &self.entries[c.entry as usize];
        found.retain(|c| entry(c).is(Kind::Name, Class::Body) && entry(c).term.split_whitespace().eq(written(c).split_whitespace()));
        let mut bodies: Vec<Range<usize>> = found.into_iter().map(|c| c.at).collect();
        bodies.sort_by_key(|b| (b.start, Reverse(b.end)));
        bodies.dedup_by(|next, kept| next.start < kept.end);
        bodies
    }

    /// The number of each word of a text.
    fn words(&self, doc: &Document<'_>) -> Vec<u32> {
        doc.tokens().iter().enumerate().map(|(i, t)| self.vocabulary.get(t.key, doc.norm(i))).collect()
    }

    /// An entry that lists a word as the part of speech that it has, whatever its other conditions.
    pub fn listing(&self, doc: &Document<'_>, tags: &[Tag], token: usize, wanted: impl Fn(&Entry) -> bool) -> Option<EntryId> {
        let (word, tag) = doc.tokens().get(token).zip(tags.get(token))?;
        let next = tags.get(token + 1).map(|t| t.pos);
        let fits = |id: &EntryId| {
            let rule = self.rules.get(id.0 as usize);
            rule.is_some_and(|r| r.pos.is_none_or(|pos| pos.is_plain(tag.pos, next)))
        };
        self.ids_of_word(word.key, doc.norm(token)).filter(fits).find(|id| wanted(self.entry(*id)))
    }

    /// What holds an entry back can only be a plain sense that it names: it has an `unless`, and no `only`.
    pub fn names_plain_senses(&self, id: EntryId) -> bool {
        self.rules.get(id.0 as usize).is_some_and(|r| r.unless.is_some() && r.only.is_none())
    }

    fn ids_of_word(&self, key: u64, norm: &str) -> impl Iterator<Item = EntryId> {
        let word = self.vocabulary.get(key, norm) as usize;
        let (from, to) = (self.starts.get(word).copied().unwrap_or(0), self.starts.get(word.saturating_add(1)).copied().unwrap_or(0));
        let patterns = self.patterns.get(from as usize..to as usize).unwrap_or_default();
        patterns.iter().filter(|p| p.length == 1).map(|p| EntryId(p.entry))
    }

    /// One pass over the tokens; hits sorted by span, then entry. Hits of different kinds may overlap; of one kind (and,
    /// for claims and domains, of one class) the longest stands, then the earliest.
    pub fn scan(&self, doc: &Document<'_>, tags: &[Tag]) -> Vec<Hit> {
        if self.patterns.is_empty() || tags.len() != doc.tokens().len() {
            return Vec::new();
        }
        let held = self.judge(doc, tags).into_iter().filter(|(_, miss)| miss.is_none()).map(|(c, _)| c).collect();
        self.choose(held, tags)
            .into_iter()
            .map(|c| Hit { entry: EntryId(c.entry), span: doc.span_of(c.at.clone()), tokens: c.at })
            .collect()
    }

    /// The places where the words of wanted entries stand, with what spoke against each, if anything did: a condition, or another entry.
    pub fn considered(
        &self,
        doc: &Document<'_>,
        tags: &[Tag],
        wanted: impl Fn(EntryId, &Range<usize>) -> bool,
    ) -> Vec<(EntryId, Range<usize>, Option<Miss>)> {
        let hits = self.scan(doc, tags);
        let rival = |c: &Candidate| {
            let mut others = hits.iter().filter(|h| h.entry.0 != c.entry && h.tokens.start < c.at.end && c.at.start < h.tokens.end);
            others.find(|h| self.rules[h.entry.0 as usize].group == self.rule(c).group).map(|h| Miss::Rival(h.entry))
        };
        let judged = self.judge(doc, tags).into_iter().filter(|(c, _)| wanted(EntryId(c.entry), &c.at));
        judged.map(|(c, miss)| (EntryId(c.entry), c.at.clone(), miss.or_else(|| rival(&c)))).collect()
    }

    /// Every place where the words of an entry stand, with the first condition that does not hold.
    fn judge(&self, doc: &Document<'_>, tags: &[Tag]) -> Vec<(Candidate, Option<Miss>)> {
        let ids = self.words(doc);
        let mut candidates = Vec::new();
        for sentence in doc.sentences() {
            self.candidates(&ids, sentence.tokens.clone(), &mut candidates);
        }
        let mut domains: Vec<(usize, u32)> =
            candidates.iter().filter(|c| self.kind(c) == Kind::Domain).map(|c| (c.at.start, self.rule(c).domain)).collect();
        domains.sort_unstable();
        domains.dedup();
        let norm = |i: usize| doc.norm(i);
        let sentence_at = |token: usize| doc.sentence_of(token).map_or(0, |s| s.tokens.start);
        let mut counts: FxHashMap<(usize, u32), usize> = FxHashMap::default();
        for &(token, domain) in &domains {
            *counts.entry((sentence_at(token), domain)).or_default() += 1;
        }
        let mut writing = Writing::new(doc, tags);
        let judged = candidates.into_iter().filter_map(|c| {
            let sentence = doc.sentence_of(c.at.start)?;
            let around =
                Surroundings { ids: &ids, norm: &norm, tags, sentence: sentence.tokens.clone(), domains: &domains, counts: &counts };
            let miss = self.fails(&c, &around, &mut writing);
            Some((c, miss))
        });
        judged.collect()
    }

    /// Every place where all words of a pattern stand. Patterns with the same first word are sorted by their words, so that
    /// each further word narrows them by binary search: thousands of terms that begin with *the* cost no more than a few.
    fn candidates(&self, ids: &[u32], sentence: Range<usize>, out: &mut Vec<Candidate>) {
        for start in sentence.clone().filter(|&t| ids[t] != NONE) {
            self.candidates_at(ids, start, sentence.end, out);
        }
    }

    fn candidates_at(&self, ids: &[u32], start: usize, limit: usize, out: &mut Vec<Candidate>) {
        let word = ids[start] as usize;
        let mut fitting = &self.patterns[self.starts[word] as usize..self.starts[word + 1] as usize];
        for end in start + 1..=limit {
            let length = end - start;
            let complete = fitting.partition_point(|p| usize::from(p.length) == length);
            out.extend(fitting[..complete].iter().map(|p| Candidate { entry: p.entry, is_past: p.is_past, at: start..end }));
            fitting = &fitting[complete..];
            let Some(&next) = ids.get(end).filter(|_| end < limit && !fitting.is_empty()) else { break };
            let first = fitting.partition_point(|p| p.words(&self.phrases)[length] < next);
            let last = fitting.partition_point(|p| p.words(&self.phrases)[length] <= next);
            fitting = &fitting[first..last];
        }
    }

    fn fails(&self, c: &Candidate, around: &Surroundings<'_>, writing: &mut Writing<'_>) -> Option<Miss> {
        let rule = self.rule(c);
        if rule.pos.is_some_and(|pos| !writing.has_pos(pos, (c.is_past, rule.proper), &c.at, &around.sentence)) {
            return Some(Miss::PartOfSpeech(writing.tag(c.at.start)));
        }
        if !writing.has_case(rule.case, &rule.exact, &c.at) {
            return Some(Miss::Case);
        }
        if !rule.proper && rule.case == Case::Any && writing.is_name(&c.at, &around.sentence) {
            return Some(Miss::Name);
        }
        if rule.unless.as_ref().is_some_and(|u| u.any(&c.at, around)) {
            return Some(Miss::Unless);
        }
        if rule.only.as_ref().is_some_and(|o| !o.all(&c.at, around)) {
            return Some(Miss::Only);
        }
        None
    }

    /// Longest, then earliest, then the house's own, then the entry whose part of speech the tagger confirms, then the one that comes first,
    /// within each group. The conditions hold for all candidates here, so a long term that does not hold never hides a short one that does.
    fn choose(&self, mut candidates: Vec<Candidate>, tags: &[Tag]) -> Vec<Candidate> {
        let doubtful = |c: &Candidate| {
            let place = |pos| inflected(pos, &c.at);
            self.rule(c).pos.is_some_and(|pos| !pos.is_plain(tags[place(pos)].pos, tags.get(place(pos) + 1).map(|t| t.pos)))
        };
        candidates.sort_by_cached_key(|c| {
            (self.rule(c).group, Reverse(c.at.len()), c.at.start, !self.entries[c.entry as usize].house, doubtful(c), c.entry)
        });
        let mut chosen: Vec<Candidate> = Vec::with_capacity(candidates.len());
        // The group that took a token last: a token is free for every group once.
        let mut taken = vec![None; tags.len()];
        for c in candidates {
            let group = Some(self.rule(&c).group);
            let Some(tokens) = taken.get_mut(c.at.clone()) else { continue };
            if !tokens.contains(&group) {
                tokens.fill(group);
                chosen.push(c);
            }
        }
        chosen.sort_unstable_by_key(|c| (c.at.start, c.at.end, c.entry));
        chosen
    }

    fn rule(&self, c: &Candidate) -> &Rule {
        &self.rules[c.entry as usize]
    }

    fn kind(&self, c: &Candidate) -> Kind {
        self.entries[c.entry as usize].kind
    }
}

/// Why the words of an entry, though they stand in a text, are no hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The word is tagged otherwise.
    PartOfSpeech(Tag),
    /// It is written otherwise than `case` asks.
    Case,
    /// It is written as a part of a name.
    Name,
    /// An `unless` condition holds.
    Unless,
    /// An `only` condition does not hold.
    Only,
    /// Another entry of the same kind has the place.
    Rival(EntryId),
}

#[derive(Clone, Debug)]
struct Candidate {
    entry: u32,
    is_past: bool,
    at: Range<usize>,
}
