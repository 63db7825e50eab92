//! Who is accused: the subject of a verb that finds guilty (*Norlund lied*), the one *by* whom (*was cheated by Norlund*), the object of
//! *accuse* and *blame*. By the order of the words alone: where it does not show whose act it is, nobody is accused.
use super::{Claims, Input, Reason, has_reason};
use crate::{
    attribution::Attributions,
    document::{Form, Pos, Sentence, SentenceId},
    language::Words,
    lexicon::{Class, Hit, Kind},
    span::Span,
};
use std::ops::Range;

/// A named party, and the words that accuse it.
#[derive(Clone, Debug)]
pub struct Accused {
    /// Where.
    pub sentence: SentenceId,
    /// Tokens of the name.
    pub name: Range<usize>,
    /// The words that accuse.
    pub trigger: Span,
    /// That it is an accusation is certain from the words: somebody says so, or the verb is *accuse* or *blame*.
    pub certain: bool,
}

/// So many verbs may share a subject: *Norlund lied, hid it and threatened to ruin her*.
const VERBS: usize = 4;
/// A subject stands at most so many tokens before its verb.
const REACH: usize = 14;

/// All parties that the article accuses, in text order of the words that accuse.
pub(super) fn all(input: &Input<'_>, attributions: &Attributions, claims: &Claims) -> Vec<Accused> {
    let mut found: Vec<Accused> = input.doc.sentences().iter().flat_map(|s| in_sentence(input, attributions, claims, s)).collect();
    found.retain(|a| is_party(input, &a.name));
    found.sort_by_key(|a| a.trigger);
    found
}

fn in_sentence(input: &Input<'_>, attributions: &Attributions, claims: &Claims, sentence: &Sentence) -> Vec<Accused> {
    // In a heading every word may have a capital.
    if input.doc.is_heading(sentence) {
        return Vec::new();
    }
    let clause = Clause { input, sentence };
    let own = claims.own_in(sentence.id).is_some_and(|c| c.reason == Reason::Accusation);
    let mut all: Vec<Accused> = Vec::new();
    let hits = input.hits_in(sentence.span).iter();
    for hit in hits.filter(|h| has_reason(input, h, Reason::Accusation)) {
        // Of *blame* the object is accused, below.
        let Some(verb) = clause.verb_of(hit).filter(|&t| !clause.is_about_object(t)) else { continue };
        let certain = attributions.tokens.get(verb).is_some_and(|v| v.owner().is_some());
        // In the article's own voice the engine tells whether it is an accusation.
        if let Some(name) = clause.doer(verb, VERBS).filter(|_| certain || own) {
            all.push(Accused { sentence: sentence.id, name, trigger: hit.span, certain });
        }
    }
    for verb in sentence.tokens.clone().filter(|&t| clause.is_about_object(t)) {
        if let Some(name) = clause.object(verb) {
            all.push(Accused { sentence: sentence.id, name, trigger: input.doc.span_of(verb..verb + 1), certain: true });
        }
    }
    all
}

/// The order of the words of a sentence.
struct Clause<'c, 'a> {
    input: &'c Input<'a>,
    sentence: &'c Sentence,
}

impl Clause<'_, '_> {
    fn pos(&self, t: usize) -> Pos {
        if self.sentence.tokens.contains(&t) { self.input.pos(t) } else { Pos::X }
    }

    fn norm(&self, t: usize) -> &str {
        if self.sentence.tokens.contains(&t) { self.input.doc.norm(t) } else { "" }
    }

    /// Adverbs and auxiliaries, which may stand between a subject and its verb.
    fn is_small(&self, t: usize) -> bool {
        matches!(self.pos(t), Pos::Adv | Pos::Aux) || self.input.form(t) == Form::Modal
    }

    /// *accused*, *blames*
    fn is_about_object(&self, t: usize) -> bool {
        self.pos(t) == Pos::Verb && Words::english().accuses(self.norm(t))
    }

    /// The verb of an entry's words, or the form of *be* that says them of somebody: *Norlund **was** to blame*.
    fn verb_of(&self, hit: &Hit) -> Option<usize> {
        let small = |t: &usize| matches!(self.pos(*t), Pos::Adv | Pos::Det | Pos::Adj);
        let be = || (0..hit.tokens.start).rev().take(3).find(|t| !small(t)).filter(|&t| Words::english().is_be(self.norm(t)));
        // *To blame* is no act.
        let infinitive = self.pos(hit.tokens.start) == Pos::Part;
        hit.tokens.clone().find(|&t| self.pos(t) == Pos::Verb && !infinitive).or_else(be)
    }

    /// *did not lie*, *who can blame them*
    fn is_denied(&self, verb: usize) -> bool {
        let before = (self.sentence.tokens.start..verb).rev().take_while(|&t| self.is_small(t) || self.pos(t) == Pos::Part);
        before.into_iter().any(|t| Words::english().denies(self.norm(t)))
    }

    /// *was cheated*; *cheated by Norlund*
    fn is_passive(&self, verb: usize) -> bool {
        self.input.form(verb) == Form::Participle && Words::english().brings_agent(self.norm(verb + 1)) || self.input.is_passive(verb)
    }

    /// Whose act a verb is, through at most so many verbs before it.
    fn doer(&self, verb: usize, verbs: usize) -> Option<Range<usize>> {
        let english = Words::english();
        let first = verb.saturating_sub(REACH).max(self.sentence.tokens.start);
        let before = (first..verb).rev().find(|&t| !self.is_small(t))?;
        if self.is_denied(verb) {
            return None;
        }
        if self.is_passive(verb) {
            let by = (verb + 1..verb + 4).find(|&t| Words::english().brings_agent(self.norm(t)))?;
            return self.named_from(by + 1);
        }
        if english.relates(self.norm(before)) {
            // *Norlund, which lied*
            let comma = before.checked_sub(1).filter(|&t| self.norm(t) == ",");
            return self.named_to(comma.unwrap_or(before));
        }
        if english.chains(self.norm(before)) && verbs > 0 {
            // *hid it and lied*, *threatened to ruin her*; but not *refused to lie*, *urged Norlund to lie*.
            let other = (first..before).rev().find(|&t| self.pos(t) == Pos::Verb && self.input.form(t) != Form::Gerund)?;
            let another = Words::english().opens_infinitive(self.norm(before)) && (other..before).any(|t| self.input.is_proper(t));
            return if another || english.declines(self.norm(other)) { None } else { self.doer(other, verbs - 1) };
        }
        match self.norm(before) {
            // *Ada Brandt, the treasurer, lied*
            "," => (first..before).rev().filter(|&t| self.norm(t) == ",").find_map(|t| self.named_to(t)),
            _ => self.named_to(before + 1),
        }
    }

    /// Whom *accuse* or *blame* is about.
    fn object(&self, verb: usize) -> Option<Range<usize>> {
        if self.is_denied(verb) {
            return None;
        }
        if self.is_passive(verb) {
            let before = (self.sentence.tokens.start..verb).rev().find(|&t| !self.is_small(t))?;
            return self.named_to(before + 1);
        }
        self.named_from(verb + 1)
    }

    /// The name that ends at a token.
    fn named_to(&self, end: usize) -> Option<Range<usize>> {
        let start = (self.sentence.tokens.start..end).rev().take_while(|&t| self.is_part(t)).last()?;
        // Not *off the **Harbour Committee***; but *because **Norlund** lied*, whatever the tagger calls *because*.
        let before = (self.sentence.tokens.start..start).rev().find(|&t| !matches!(self.pos(t), Pos::Det | Pos::Adj | Pos::Num));
        let governed = before.is_some_and(|t| self.pos(t) == Pos::Adp && !Words::english().opens_clause(self.norm(t)));
        (self.input.is_proper(end - 1) && !governed).then_some(start..end)
    }

    /// The name that a phrase beginning at a token leads to: *her old coach, **Ada Brandt***, *the letting agent **Norlund***.
    fn named_from(&self, start: usize) -> Option<Range<usize>> {
        let leads = |t: &usize| matches!(self.pos(*t), Pos::Det | Pos::Adj | Pos::Noun | Pos::Num | Pos::Pron);
        let mut first = (start..start + 6).find(|t| !leads(t))?;
        if first > start && self.norm(first) == "," {
            first += 1;
        }
        let begins = (start..=first).find(|&t| self.is_part(t) && (t..=first).all(|t| self.is_part(t)))?;
        let last = (begins..self.sentence.tokens.end).take_while(|&t| self.is_part(t)).last()?;
        // *the Council president*, *Brandt's book*
        let whose = matches!(self.pos(last + 1), Pos::Part | Pos::Noun) && !Words::english().opens_infinitive(self.norm(last + 1));
        (self.input.is_proper(last) && !whose).then_some(begins..last + 1)
    }

    /// A word of a name: *the Tessalian **Armed** Forces*, *Grange **&** Hollis*.
    fn is_part(&self, t: usize) -> bool {
        let capital = self.input.doc.tokens().get(t).is_some_and(|t| t.shape.is_capital());
        capital && matches!(self.pos(t), Pos::Propn | Pos::Adj | Pos::Noun) || self.norm(t) == "&"
    }
}

/// Someone who can answer: a person, a body, a country. Never a people, a creed, a month or a law (*the Clean Air Act*), nor a description
/// (*a former Brandt Aide*) or a plain plural with a capital (*Villagers*). Nothing else of the lexicons is asked, so that it cannot matter
/// which side is named.
fn is_party(input: &Input<'_>, name: &Range<usize>) -> bool {
    let Some(last) = name.clone().next_back() else { return false };
    let entries = || input.listed(last).filter(|e| matches!(e.kind, Kind::Title | Kind::Name));
    let any = |classes: &[Class]| entries().any(|e| classes.iter().any(|c| e.classes.has(*c)));
    let never =
        any(&[Class::Group, Class::Sides, Class::Calendar, Class::Month]) || (any(&[Class::Role, Class::Title]) && !any(&[Class::Org]));
    // *Anna Law* has no *the* before her.
    let law = Words::english().is_law(input.norm(last)) && name.start.checked_sub(1).is_some_and(|t| input.pos(t) == Pos::Det);
    // *the French*, *Villagers*, *the Left*; *Anna French* is somebody.
    let people = (any(&[Class::Proper]) || input.form(last) == Form::Plural) && !any(&[Class::Org]);
    let people = people || Words::english().is_creed(input.norm(last));
    !(never || law || name.len() == 1 && people)
}
