//! What the words of a name, and those beside it, tell about its bearer: a post, a person or a body.
use super::{Annotated, mention::MentionKind, traits::Traits};
use crate::{
    document::{Pos, Shape, TokenKind},
    language::Words,
    lexicon::{Class, Kind},
};
use std::ops::Range;

/// The longest description of a body before its name, in tokens.
const LED: usize = 4;

impl Annotated<'_> {
    /// *US Secretary* of State, *Hungarian Prime Minister*: an office behind the country or the like that it belongs to.
    pub(crate) fn is_office(&self, name: &Range<usize>) -> bool {
        let last = self.traits[name.end - 1];
        let body = |t: usize| {
            self.traits[t].is_country()
                || self.traits[t].any(Traits::DISTINCT)
                || self.is_listed(t, Kind::Name, Class::Proper)
                || self.doc.tokens()[t].shape == Shape::Upper
        };
        let named = |t: usize| Words::english().links_names(self.norm(t)) || self.traits[t].any(Traits::GIVEN);
        last.any(Traits::TITLE) && !last.any(Traits::ORG) && (name.start..name.end - 1).any(body) && !name.clone().any(named)
    }

    /// *the **Health Secretary***, *Work and Pensions Secretary*, *Technical Director*: a post, whoever holds it.
    pub(crate) fn is_post(&self, run: &Range<usize>, name: &Range<usize>) -> bool {
        let last = self.traits[name.end - 1];
        let the = run.start > 0 && Words::english().is_definite(self.norm(run.start - 1));
        (the || self.is_of_words(name) || name.clone().any(|t| self.joins_posts(t)))
            && last.any(Traits::TITLE)
            && !last.any(Traits::ORG | Traits::MEDIUM)
            && !name.clone().any(|t| self.traits[t].any(Traits::GIVEN))
    }

    /// By the name's own words; nothing where they do not tell.
    pub(crate) fn kind(&self, run: &Range<usize>, name: &Range<usize>, company: bool, titled: bool) -> Option<MentionKind> {
        let trait_of = |t: usize| self.traits[t];
        let of = name.clone().any(|t| Words::english().links_names(self.norm(t)));
        let article = run.start > 0 && Words::english().is_definite_article(self.norm(run.start - 1));
        if self.doc.tokens()[name.start].kind == TokenKind::Address {
            return Some(MentionKind::Person);
        }
        if company || name.clone().any(|t| self.norm(t) == "&") || (of && name.clone().any(|t| trait_of(t).any(Traits::ORG))) {
            return Some(MentionKind::Organization);
        }
        if titled || (trait_of(name.start).any(Traits::GIVEN) && !article) {
            return Some(MentionKind::Person);
        }
        let upper = name.clone().all(|t| self.doc.tokens()[t].shape == Shape::Upper && !self.doc.word(t).ends_with('.'));
        let ending = name.len() > 1 && trait_of(name.end - 1).any(Traits::ENDING);
        if article || upper || of || ending {
            return Some(MentionKind::Organization);
        }
        let body = name.clone().any(|t| trait_of(t).any(Traits::ORG | Traits::MEDIUM));
        (name.len() > 1 && body).then_some(MentionKind::Organization)
    }

    /// *Norland Rising, **a committee** …*, *Norland Rising, **which** …*, *Ulla Grove, **who** …*, *Rose Fallow, **41***: what the words behind a name tell.
    pub(crate) fn told_kind(&self, end: usize) -> Option<MentionKind> {
        let comma = self.norm(end) == ",";
        if comma && self.pos(end + 1) == Pos::Num && matches!(self.norm(end + 2), "," | ".") {
            return Some(MentionKind::Person);
        }
        match self.norm(end + usize::from(comma)) {
            who if Words::english().is_relative_person(who) => return Some(MentionKind::Person),
            which if comma && Words::english().is_relative_thing(which) => return Some(MentionKind::Organization),
            _ => {}
        }
        let said = self.apposition(end).filter(|r| Words::english().is_article(self.norm(r.start)))?;
        let closes = matches!(self.norm(said.end), "," | ".") || self.pos(said.end + 1) == Pos::Adp;
        (closes && self.traits[self.head(&said).end - 1].any(Traits::ORG)).then_some(MentionKind::Organization)
    }

    /// *the contractor, **Brannock Civil**,*, *the data firm **Nordquant***: what the words before a name tell.
    pub(crate) fn led_kind(&self, name: &Range<usize>) -> Option<MentionKind> {
        let comma = name.start > 1 && self.norm(name.start - 1) == ",";
        let noun = name.start.checked_sub(1 + usize::from(comma))?;
        // *For the contractor, Brannock Civil, …*, but *a spokesman **for** the company, Ada Roe, …*
        let article = (noun.saturating_sub(LED)..noun).rev().find(|&t| Words::english().is_article(self.norm(t)));
        let governed = |t: usize| t > 0 && self.pos(t - 1) == Pos::Adp && !self.begins_sentence(t - 1);
        let closed = !comma || matches!(self.norm(name.end), "," | ".") && article.is_some_and(|t| !governed(t));
        let body = self.is_company(noun) || self.traits[noun].any(Traits::ORG) && !self.traits[noun].is_person();
        (closed && body && !self.is_name(noun) && self.pos(noun) == Pos::Noun).then_some(MentionKind::Organization)
    }

    /// *Planned Parenthood*: words of the language, none of them given to children, are no person.
    pub(crate) fn is_of_words(&self, name: &Range<usize>) -> bool {
        let word = |t: usize| self.is_common(t) && !self.traits[t].any(Traits::GIVEN) || self.joins_posts(t);
        name.len() > 1 && self.is_current(name.start) && name.clone().all(word)
    }

    /// By its length alone.
    pub(crate) fn guess(name: &Range<usize>) -> MentionKind {
        match name.len() {
            1 => MentionKind::Unknown,
            2..=4 => MentionKind::Person,
            _ => MentionKind::Organization,
        }
    }
}
