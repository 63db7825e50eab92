//! What the text says that somebody is: *party chairman Jane Roe*, *Roe, the chairwoman of …*.
use super::{
    Annotated,
    mention::{Mention, REACH},
    traits::{Gender, Traits},
};
use crate::{
    document::{Form, Pos, Shape},
    language::Words,
};
use std::ops::Range;

/// A role that the text gives somebody: its noun and the words before it (*former*, *Vermont*).
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// Canonical key of the noun.
    pub noun: u64,
    /// Canonical keys of its modifiers.
    pub modifiers: Vec<u64>,
    /// Those that set its holder apart from others of the office: *former*, *deputy*.
    pub distinct: Vec<u64>,
    /// Those that are names: *the **Tarnby** mayor*, ***Norland**'s chancellor*.
    pub names: Vec<u64>,
    /// What the office is for: *health*, *foreign*.
    pub portfolios: Vec<u64>,
    /// A title (*senator*), not just a noun for persons (*supporter*).
    pub office: bool,
    /// A word for somebody who is asked for knowledge.
    pub learned: bool,
    /// What the noun tells of it.
    pub gender: Gender,
}

impl Role {
    /// A role of one noun alone.
    pub(crate) fn bare(noun: u64) -> Role {
        Role {
            noun,
            modifiers: Vec::new(),
            distinct: Vec::new(),
            names: Vec::new(),
            portfolios: Vec::new(),
            office: false,
            learned: false,
            gender: Gender::Unknown,
        }
    }

    /// Can who is known for `held` be called by this? *Mayor Roe* is not *the former mayor*, and the minister of one country no other's.
    pub(crate) fn may_be(&self, held: &Role) -> bool {
        let apart = |ours: &[u64], theirs: &[u64]| !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|k| theirs.contains(k));
        self.noun == held.noun
            && self.distinct.iter().all(|k| held.modifiers.contains(k))
            && !apart(&self.names, &held.names)
            && !apart(&self.portfolios, &held.portfolios)
    }
}

impl Annotated<'_> {
    /// The last role noun in a range, with the words before it.
    pub(crate) fn role_in(&self, range: Range<usize>) -> Option<Role> {
        let at = range.clone().rev().find(|&t| self.traits[t].any(Traits::ROLE | Traits::TITLE) && self.noun_like(t))?;
        let before = || (range.start..at).filter(|&t| self.is_word(t));
        let of = |holds: &dyn Fn(usize) -> bool| before().filter(|&t| holds(t)).map(|t| self.traits[t].canon()).collect();
        let noun = self.traits[at];
        Some(Role {
            noun: noun.canon(),
            modifiers: of(&|_| true),
            distinct: of(&|t| self.traits[t].any(Traits::DISTINCT)),
            names: of(&|t| self.is_name(t) && !Words::english().is_portfolio(self.norm(t))),
            portfolios: of(&|t| Words::english().is_portfolio(self.norm(t))),
            office: noun.any(Traits::TITLE),
            learned: noun.any(Traits::LEARNED),
            gender: noun.gender(),
        })
    }

    pub(crate) fn noun_like(&self, t: usize) -> bool {
        matches!(self.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::X) || self.doc.tokens()[t].shape != Shape::Lower
    }

    /// Roles in the words just before a name (*party chairman Jane Roe*) and in an apposition after it (*Roe, the chairwoman of …*).
    pub(crate) fn roles_around(&self, index: usize) -> Vec<Role> {
        let start = self.mentions[index].start;
        let mut roles = Vec::new();
        for range in self.beside(index) {
            if range.end == start {
                roles.extend(self.role_in(range));
            } else {
                self.roles_of(range, &mut roles);
            }
        }
        roles
    }

    /// The words that tell who somebody is: right before the name if an office ends them, and in its appositions.
    pub(crate) fn beside(&self, index: usize) -> Vec<Range<usize>> {
        let name = &self.mentions[index];
        let floor = name.start.saturating_sub(8);
        let before = (floor..name.start).rev().find(|&t| !self.in_phrase(t)).map_or(floor, |t| t + 1);
        let office = before < name.start && self.traits[name.start - 1].any(Traits::ROLE | Traits::TITLE);
        let mut ranges: Vec<Range<usize>> = office.then_some(before..name.start).into_iter().collect();
        // *Norland's foreign minister, **Ada Roe**, said*
        ranges.extend(self.office_before(name));
        ranges.extend(self.apposition(name.tokens.end));
        ranges
    }

    /// The words before a name between two commas that say which office its bearer has.
    fn office_before(&self, name: &Mention) -> Option<Range<usize>> {
        let comma = name.start.checked_sub(1).filter(|&t| self.norm(t) == "," && self.norm(name.tokens.end) == ",")?;
        let floor = comma.saturating_sub(8);
        let start = (floor..comma).rev().find(|&t| !self.is_part(t)).map_or(floor, |t| t + 1);
        let definite = start < comma && (Words::english().is_definite(self.norm(start)) || (start..comma).any(|t| self.is_possessive(t)));
        (definite && self.traits[comma - 1].any(Traits::TITLE) && !self.is_name(comma - 1)).then_some(start..comma)
    }

    /// Each role noun of an apposition before its first preposition: *a doctor, lawyer and candidate of …*.
    fn roles_of(&self, range: Range<usize>, roles: &mut Vec<Role>) {
        let mut from = range.start;
        for t in range {
            if matches!(self.pos(t), Pos::Adp | Pos::Pron) || Words::english().is_relative_person(self.norm(t)) {
                break;
            }
            let last = !self.traits.get(t + 1).is_some_and(|n| n.any(Traits::ROLE));
            if last && self.traits[t].any(Traits::ROLE | Traits::TITLE) && self.noun_like(t) {
                roles.extend(self.role_in(from..t + 1));
                from = t + 1;
            }
        }
    }

    /// Words that may stand between an article and the name it belongs to.
    fn in_phrase(&self, t: usize) -> bool {
        self.is_word(t) && matches!(self.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num) && !Words::english().is_article(self.norm(t))
    }

    /// The apposition that a comma, dash or form of *be* opens after a name: *, the chairwoman*, *is the governor*.
    pub(crate) fn apposition(&self, at: usize) -> Option<Range<usize>> {
        let tokens = self.doc.tokens();
        let mut open = at;
        if self.norm(open) == "(" {
            open = (open..tokens.len().min(open + 6)).find(|&t| self.norm(t) == ")")? + 1;
        }
        let sentence = tokens.get(open)?.sentence;
        let start = match self.norm(open) {
            "," | "--" | "–" | "—" => open + 1,
            be if Words::english().is_be(be) && Words::english().is_article(self.norm(open + 1)) => open + 1,
            _ => return None,
        };
        let limit = tokens.len().min(start + REACH);
        let mut end = start;
        while end < limit && tokens[end].sentence == sentence && !matches!(self.norm(end), "," | "." | ";" | ":" | "--" | "–" | "—") {
            if self.is_verb(end) && !self.noun_like(end) {
                // A finite verb shows that the comma opened no apposition.
                let reduced = matches!(self.form(end), Form::Participle | Form::Gerund) || self.norm(open) != ",";
                if !reduced {
                    return None;
                }
                break;
            }
            end += 1;
        }
        // *Roe, Doe and Poe* is a list, not an apposition.
        (end > start && !self.is_name(start)).then_some(start..end)
    }
}
