//! Who stands side by side in the words of a source: *Smith and Jones*, *the minister and his aides*, *critics including Smith*.
use super::scene::Scene;
use crate::{
    annotate::{Mention, Pronoun, REACH, Traits},
    document::{Form, Pos, Shape},
    language::Words,
};
use std::ops::Range;

impl Scene<'_> {
    /// The members of a joint source, each in its own words: *Smith and Jones*, *the minister and his aides*, *two lawmakers,
    /// Smith and Jones*, *critics including Smith*. Empty for a single source.
    pub(super) fn members(&self, r: &Range<usize>) -> Vec<Range<usize>> {
        let r = self.trim(r.clone());
        let listed = self.listed(&r);
        if !listed.is_empty() {
            return listed;
        }
        let two = self.described_two(&r);
        if two.is_empty() { self.side_by_side(&r) } else { two }
    }

    /// *Ada Roe, the mayor of Tarnby, **and** Ben Olin, a farmer*: two by name, the first with what he or she is.
    fn described_two(&self, r: &Range<usize>) -> Vec<Range<usize>> {
        let opens = |t: usize| self.mentions_in(&(t..r.end)).next().map(|i| &self.mentions[i]).filter(|name| name.start == t);
        let joins = |&t: &usize| {
            Words::english().coordinates(self.norm(t)) && self.norm(t - 1) == "," && opens(t + 1).is_some_and(Mention::is_whole)
        };
        let described = opens(r.start).filter(|name| name.is_whole() && self.norm(name.tokens.end) == ",");
        let and = described.and_then(|name| (name.tokens.end + 2..r.end).find(joins));
        and.map_or_else(Vec::new, |and| vec![r.start..and - 1, and + 1..r.end])
    }

    /// ***Ada Brandt and** Ola Dahl said*, of which only the second name was marked: whoever opens the sentence speaks, too.
    pub(super) fn with_first(&self, r: Range<usize>) -> Range<usize> {
        let r = self.trim(r);
        let opening = self.doc.sentence_of(r.start).map_or(r.start, |s| s.tokens.start);
        let joined = r.start > opening && Words::english().coordinates(self.norm(r.start - 1)) && self.named_head(&r).is_some();
        if joined && r.start - opening <= REACH && self.is_whole_name(&(opening..r.start - 1)) { opening..r.end } else { r }
    }

    /// A group whose members are listed by name.
    fn listed(&self, r: &Range<usize>) -> Vec<Range<usize>> {
        let head = self.head(r);
        let several = self.pos(head.start) == Pos::Num && !Words::english().is_single(self.norm(head.start))
            || Words::english().is_several(self.norm(head.start));
        let counted = head.len() == 1 && several;
        if head.is_empty() || head.end >= r.end || self.named_head(r).is_some() || !(counted || self.is_many(&head)) {
            return Vec::new();
        }
        let lists = |t: usize| Words::english().lists(|back| (t + 1).checked_sub(back).map(|t| self.norm(t)));
        let including = (head.end..r.end).rev().find(|&t| lists(t));
        let from = including.or_else(|| (head.end..r.end).find(|&t| matches!(self.norm(t), "," | ":" | "—" | "–" | "--" | "-")));
        let Some(from) = from else { return Vec::new() };
        let names: Vec<Range<usize>> = self.pieces(&(from + 1..r.end)).into_iter().filter(|p| self.is_whole_name(p)).collect();
        if names.len() > 1 || (including.is_some() && !names.is_empty()) { names } else { Vec::new() }
    }

    /// Phrases joined by *and*. The conjunction must stand in the source itself, not in an apposition or after a preposition.
    fn side_by_side(&self, r: &Range<usize>) -> Vec<Range<usize>> {
        let Some(and) = r.clone().find(|&t| Words::english().coordinates(self.norm(t)) && !self.is_name(t) && !self.joins_posts(t)) else {
            return Vec::new();
        };
        let opens = |t: usize| matches!(self.pos(t), Pos::Adp | Pos::Sconj) || Words::english().is_relative_person(self.norm(t));
        let inside = |t: usize| self.is_name(t) || !opens(t) && !self.is_verb(t);
        if !(r.start..and).all(inside) {
            return Vec::new();
        }
        let left = if Words::english().pairs(self.norm(r.start)) { r.start + 1..and } else { r.start..and };
        let mut parts = self.pieces(&left);
        if parts.len() > 1 && !parts.iter().all(|p| self.named_head(p).is_some()) {
            return Vec::new();
        }
        parts.push(self.trim(and + 1..r.end));
        let whole = |p: &Range<usize>| {
            !p.is_empty()
                && (self.named_head(p).is_some() || (self.is_determined(p) || self.is_many(&self.head(p))) && self.is_holder(&self.head(p)))
        };
        // *U.S. and Norlandian officials*: the country does not speak.
        let country = parts
            .first()
            .is_some_and(|p| p.len() == 1 && (self.traits[p.start].is_country() || self.doc.word(p.start).matches('.').count() > 1));
        let one = parts.last().is_some_and(|last| self.ends_office(last));
        if country && parts.last().is_some_and(|last| self.named_head(last).is_none() && self.is_holder(&self.head(last))) {
            return parts.split_off(parts.len() - 1);
        }
        if parts.len() > 1 && parts.iter().all(whole) && !one { parts } else { Vec::new() }
    }

    /// *Housing and **Urban Development Secretary Ada Roe***: the office began before the conjunction.
    fn ends_office(&self, last: &Range<usize>) -> bool {
        let Some(name) = self.named_head(last).map(|i| &self.mentions[i]) else { return false };
        let title = (last.start..name.tokens.start).find(|&t| self.traits[t].any(Traits::TITLE));
        title.is_some_and(|title| title > last.start && (last.start..title).all(|t| self.doc.tokens()[t].shape != Shape::Lower))
    }

    /// A word for persons, bodies or papers heads it, or a pronoun, or a word for some of many.
    fn is_holder(&self, head: &Range<usize>) -> bool {
        let Some(noun) = head.clone().next_back() else { return false };
        let pronoun = Pronoun::parse(self.norm(noun)).is_some();
        self.traits[noun].speaks() || pronoun || self.is_many(head)
    }

    /// Pieces between commas, semicolons and conjunctions that hold a word.
    fn pieces(&self, r: &Range<usize>) -> Vec<Range<usize>> {
        let ties =
            |t: usize| matches!(self.norm(t), "," | ";" | "(" | ")") || Words::english().coordinates(self.norm(t)) && !self.is_name(t);
        let cuts = |t: usize| ties(t) && !self.joins_posts(t);
        let mut parts = Vec::new();
        let mut start = r.start;
        for t in r.clone().chain([r.end]) {
            if t == r.end || cuts(t) {
                let part = self.trim(start..t);
                if !part.is_empty() {
                    parts.push(part);
                }
                start = t + 1;
            }
        }
        parts
    }

    fn is_whole_name(&self, r: &Range<usize>) -> bool {
        self.named_head(r).is_some_and(|i| self.mentions[i].is_whole())
    }

    /// *the minister*, *his aides*, *an eyewitness*, *she*
    fn is_determined(&self, r: &Range<usize>) -> bool {
        matches!(self.pos(r.start), Pos::Det | Pos::Num)
            || Words::english().is_article(self.norm(r.start))
            || Words::english().possesses(self.norm(r.start))
            || Words::english().is_several(self.norm(r.start))
            || matches!(Pronoun::parse(self.norm(r.start)), Some(Pronoun::Person(_) | Pronoun::Plural | Pronoun::Author))
            || self.head(r).any(|t| self.is_possessive(t))
    }

    /// *police*, *prosecutors*, *others*
    pub(super) fn is_many(&self, head: &Range<usize>) -> bool {
        let Some(noun) = head.clone().next_back() else { return false };
        self.traits[noun].any(Traits::GROUP | Traits::PLURAL)
            || self.form(noun) == Form::Plural
            || Words::english().is_several(self.norm(noun))
    }
}
