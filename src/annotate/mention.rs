//! Mentions of persons and bodies by name: runs of name words, with the titles before them and what the words beside them tell.
use super::{
    Annotated, Name, NameKind,
    role::Role,
    traits::{Gender, Traits},
};
use crate::{
    document::{Form, Pos, Shape, TokenKind},
    language::{self, Words},
    lexicon::{Class, Kind},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What the words of a name tell about its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MentionKind {
    Person,
    Organization,
    /// One capitalized word: the rest of the article tells.
    Unknown,
}

/// One name where it stands. Invariant: `tokens` is not empty and lies in one sentence.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The name proper, without titles.
    pub tokens: Range<usize>,
    /// Where its titles begin; equals `tokens.start` without any.
    pub start: usize,
    pub kind: MentionKind,
    /// Nothing but its length tells the kind: no title, no age, no given name, no word for a body.
    pub guessed: bool,
    pub gender: Gender,
    /// From titles, and from nouns before or after the name.
    pub roles: Vec<Role>,
    /// An acronym in brackets that follows it: *Alliance to Reclaim Our Schools (AROS)*.
    pub acronym: Option<u64>,
    /// The first name of its sentence, with no verb before it.
    pub subject: bool,
}

impl Mention {
    /// Of two words or with a title: *Rep. Roe*, not the *R-Fla.* beside it.
    pub(crate) fn is_whole(&self) -> bool {
        self.tokens.len() > 1 || self.start < self.tokens.start
    }
}

/// The farthest that an apposition or a title reaches from its name, in tokens.
pub(crate) const REACH: usize = 14;

impl Annotated<'_> {
    /// Finds the names of the article, and asks the words beside each what its bearer is.
    pub(super) fn find_mentions(&mut self) {
        self.find_names(&self.capitalized());
        self.open_names();
        for i in 0..self.mentions.len() {
            let roles = self.roles_around(i);
            let told = self.told_kind(self.mentions[i].tokens.end).or_else(|| self.led_kind(&self.mentions[i].tokens));
            let gender = roles.iter().fold(self.mentions[i].gender, |g, r| g.or(r.gender));
            let words = self.is_of_words(&self.mentions[i].tokens);
            let name = &mut self.mentions[i];
            name.roles.extend(roles);
            name.gender = gender;
            let told = told.or_else(|| (!name.roles.is_empty()).then_some(MentionKind::Person));
            let told = told.or(words.then_some(MentionKind::Organization));
            if let Some(kind) = told.filter(|_| name.guessed) {
                (name.kind, name.guessed) = (kind, false);
            }
        }
    }

    /// ***Downing** Street said*: what opens a sentence and belongs to the name behind it is hidden with it.
    fn open_names(&mut self) {
        let opening = self.mentions.iter().map(|m| m.tokens.start).filter(|&t| self.begins_sentence(t));
        for first in opening.collect::<Vec<_>>() {
            let next = self.names.partition_point(|n| n.tokens.start <= first);
            if let Some(name) = self.names.get_mut(next).filter(|n| n.tokens.start == first + 1) {
                name.tokens.start = first;
            }
        }
    }

    /// Part of a name, or of its titles.
    pub(crate) fn is_name(&self, token: usize) -> bool {
        self.in_name.get(token).copied().unwrap_or(false)
    }

    /// A newspaper, agency or broadcaster: by the lexicon, or since the article's own byline or dateline names it.
    pub(crate) fn is_medium(&self, tokens: &Range<usize>) -> bool {
        let by_lexicon = |t: usize| self.traits[t].any(Traits::MEDIUM) && (self.is_name(t) || self.pos(t) == Pos::Noun);
        let line = |t: usize| self.is_name(t) && self.key(t).is_some_and(|key| self.furniture.contains(&key));
        tokens.clone().any(by_lexicon) || (tokens.len() == 1 && tokens.clone().any(line))
    }

    /// *the airline*: a word for a company or the like.
    pub(crate) fn is_company(&self, token: usize) -> bool {
        self.is_listed(token, Kind::Neighbour, Class::Company)
    }

    /// The names that lie in a range of tokens.
    pub(crate) fn mentions_in(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.mentions.partition_point(|n| n.tokens.start < range.start);
        let end = self.mentions.partition_point(|n| n.tokens.start < range.end);
        start..end.max(start)
    }
    /// `'s` or a final apostrophe.
    pub(crate) fn is_possessive(&self, token: usize) -> bool {
        let tokens = self.doc.tokens();
        token < tokens.len()
            && !tokens[token].spaced
            && Words::english().marks_possessor(self.doc.norm(token))
            && self.pos(token) != Pos::Aux
    }
    /// A finite or other verb, by the tagger.
    pub(crate) fn is_verb(&self, token: usize) -> bool {
        matches!(self.pos(token), Pos::Verb | Pos::Aux) && !self.is_name(token)
    }

    fn find_names(&mut self, capital: &[bool]) {
        let surnames = self.surnames(capital);
        let article = |t: usize| Words::english().is_definite_article(self.norm(t));
        let bodies = self.names.iter().filter(|n| n.kind == NameKind::Body).map(|n| &n.tokens);
        let bodies: FxHashMap<usize, usize> = bodies.map(|b| (b.start + usize::from(article(b.start)), b.end)).collect();
        for sentence in self.doc.sentences() {
            let (mut i, end) = (sentence.tokens.start, sentence.tokens.end);
            let mut first = true;
            while i < end {
                let listed = bodies.get(&i).copied();
                if listed.is_none() && !capital[i] && !self.opens_name(capital, i, end) {
                    i += 1;
                    continue;
                }
                let stop = listed.unwrap_or_else(|| self.run_end(capital, i, end));
                let name = if listed.is_some() { Some(self.body(i..stop)) } else { self.name(i..stop, &surnames) };
                if let Some(mut name) = name {
                    let owner = self.is_possessive(name.tokens.end);
                    name.subject = first && !owner && self.opens_sentence(sentence.tokens.start, name.start);
                    first &= owner;
                    self.in_name[name.start..name.tokens.end].fill(true);
                    self.mentions.push(name);
                }
                i = stop;
            }
        }
    }

    /// Words that follow a given name somewhere in the article: a name even where they could be a title (*Dean*, *King*).
    fn surnames(&self, capital: &[bool]) -> FxHashSet<u64> {
        let follows = |&t: &usize| capital[t] && capital[t - 1] && self.traits[t - 1].any(Traits::GIVEN);
        let tokens = self.doc.sentences().iter().flat_map(|s| s.tokens.clone().skip(1));
        tokens.filter(follows).map(|t| self.doc.tokens()[t].key).collect()
    }

    /// No verb between the sentence's start and the name.
    fn opens_sentence(&self, start: usize, name: usize) -> bool {
        !(start.max(name.saturating_sub(REACH))..name).any(|t| self.is_verb(t))
    }

    /// One flag per token: is it part of a name?
    fn capitalized(&self) -> Vec<bool> {
        let mut capital = vec![false; self.doc.tokens().len()];
        let proper = |n: &Name| matches!(n.kind, NameKind::Plain | NameKind::Titled);
        for name in self.names.iter().filter(|n| proper(n)) {
            for t in name.tokens.clone().filter(|&t| !Words::english().is_definite_article(self.doc.norm(t))) {
                capital[t] = true;
            }
        }
        for (t, token) in self.doc.tokens().iter().enumerate() {
            capital[t] |= t > 0 && capital[t - 1] && Words::english().ends_company(self.doc.norm(t));
            capital[t] |= token.kind == TokenKind::Address && token.span.len() > 2 && self.doc.word(t).starts_with('@');
        }
        capital
    }

    /// ***Harbour** Patrol said*: the first word of a sentence has a capital in any case. It belongs to the name behind it where all other words
    /// of that name are words of the language and none is a person's, a title's or a given name; so not in *striker Dahl* or *Young Democrats*.
    fn opens_name(&self, capital: &[bool], first: usize, end: usize) -> bool {
        let joined = capital.get(first + 1) == Some(&true) || self.joins_posts(first + 1);
        if self.doc.tokens()[first].shape != Shape::Title || !joined || !self.begins_sentence(first) {
            return false;
        }
        let noun = match self.pos(first) {
            Pos::Noun | Pos::Adj | Pos::Propn => true,
            Pos::Verb => matches!(self.form(first), Form::Participle | Form::Gerund),
            _ => false,
        };
        let stop = self.run_end(capital, first, end);
        // *Hope Fallow said*, but not *Will Norland pay?*; *Moon Jae-ho*, but not *But Jae-ho*
        let told = self.norm(stop) == "," || self.is_verb(stop) && !matches!(self.form(stop), Form::Base | Form::Plain);
        let syllables = |word: &str| word.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
        if stop == first + 2 && told && (self.traits[first].any(Traits::GIVEN) || noun && syllables(self.doc.word(first + 1))) {
            return true;
        }
        let described = Words::english().qualifies(self.norm(first))
            || self.traits[first].is_person()
            || self.traits[first].any(Traits::CALENDAR)
            || self.is_company(first);
        // *Downing Street*
        let ends = self.traits[stop - 1].any(Traits::ENDING | Traits::ORG);
        let tells =
            |t: usize| !self.joins_posts(t) && (self.traits[t].is_person() || self.traits[t].any(Traits::GIVEN) || !self.is_common(t));
        // *Local Harbour Patrol boats* may be anybody's, *Maritime and Coastal Inspectorate figures* are not.
        let goes_on = matches!(self.pos(stop), Pos::Noun | Pos::Propn | Pos::Adj) && !self.joins_posts(first + 1);
        noun && !described && (ends || self.is_current(first)) && !(first + 1..stop).any(tells) && !goes_on
    }

    /// *planned*: a word of the language that is not seldom, whatever it is written like.
    pub(crate) fn is_current(&self, token: usize) -> bool {
        self.key(token).is_some_and(language::is_current)
    }
    /// A word of the language, whatever it is written like.
    pub(crate) fn is_common(&self, token: usize) -> bool {
        self.key(token).is_some_and(language::in_dictionary)
    }

    /// Where the run of name words that begins at `start` ends.
    fn run_end(&self, capital: &[bool], start: usize, end: usize) -> usize {
        // *Ove Brandt @ovebrandt*: an address is a name of its own.
        let address = |t: usize| self.doc.tokens()[t].kind == TokenKind::Address;
        let (mut i, mut of) = (start + 1, false);
        let mut org = self.traits[start].any(Traits::ORG) || Words::english().ends_as_body(self.norm(start));
        while i < end && !address(i) && !address(i - 1) {
            if capital[i] {
                org |= self.traits[i].any(Traits::ORG);
                i += 1;
                continue;
            }
            let link = match self.norm(i) {
                "&" | "/" => true,
                small if Words::english().stands_inside_names(small) => true,
                of if Words::english().links_names(of) => org,
                _ if self.joins_posts(i) => true,
                and if Words::english().coordinates(and) => of || self.joins_body(capital, start, i, end),
                "'s" => self.is_named_for(i - 1) && (i + 1..end).take_while(|&t| capital[t]).any(|t| self.traits[t].any(Traits::ORG)),
                // *Lenn Growers' Union*
                "'" => {
                    self.form(i - 1) == Form::Plural
                        && !self.traits[i - 1].named
                        && capital.get(i + 1) == Some(&true)
                        && self.traits[i + 1].any(Traits::ORG)
                }
                _ => false,
            };
            if !link {
                break;
            }
            of |= org && Words::english().links_names(self.norm(i));
            // A link must lead to another name word, at most two small words away.
            let next = (i + 1..end.min(i + 3)).find(|&n| capital[n]);
            let small = |n: usize| {
                (i + 1..n).all(|m| Words::english().is_small_in_names(self.norm(m)) || Words::english().is_particle(self.norm(m)))
            };
            match next {
                Some(n) if small(n) => i = n,
                _ => break,
            }
        }
        i
    }

    /// *the **Sheriff**'s Office*, *the **Children**'s Museum*, *St. **Mary**'s Hospital*, but not *Norlund's Labour Party*: the body's own name has
    /// the possessor in it.
    fn is_named_for(&self, possessor: usize) -> bool {
        let saint = possessor > 0 && Words::english().is_saint(self.norm(possessor - 1));
        saint || self.traits[possessor].any(Traits::TITLE | Traits::GROUP) && !self.traits[possessor].named
    }

    /// *the Banking **and** Insurance Commission*: the first part names no body by itself, the whole does.
    fn joins_body(&self, capital: &[bool], start: usize, and: usize, end: usize) -> bool {
        // *the **US** Lighthouse and Ferry Commission*
        let country = |t: usize| self.traits[t].is_country();
        let body = |t: usize| self.traits[t].any(Traits::ORG) && !country(t);
        let stop = (and + 1..end).find(|&t| !capital[t]).unwrap_or(end);
        let led = start > 0 && (Words::english().is_definite_article(self.norm(start - 1)) || self.is_possessive(start - 1))
            || self.norm(start).contains('.');
        // *Northvale **Fire and Rescue** Service*
        let words = self.is_common(and - 1) && self.is_common(and + 1);
        let person = (start..and).any(|t| self.traits[t].any(Traits::GIVEN | Traits::TITLE | Traits::MEDIUM));
        (led || words) && !person && !(start..and).any(body) && !(start..and).all(country) && stop > and + 2 && body(stop - 1)
    }

    /// *the Work **and** Pensions Secretary*, *Culture**,** Media and Sport*: one post or body with several portfolios.
    pub(crate) fn joins_posts(&self, tie: usize) -> bool {
        let portfolio = |t: usize| Words::english().is_portfolio(self.norm(t)) && self.doc.tokens()[t].shape != Shape::Lower;
        (self.pos(tie) == Pos::Cconj || matches!(self.norm(tie), "," | "&")) && tie > 0 && portfolio(tie - 1) && portfolio(tie + 1)
    }

    /// It is the first token of its sentence.
    pub(crate) fn begins_sentence(&self, token: usize) -> bool {
        self.doc.sentence_of(token).is_some_and(|s| s.tokens.start == token)
    }

    /// ***Retailer** Norlund Group*, ***Shopkeeper** Ada Roe*, ***Ex-miner** Ada Roe*: what the name's bearer is, with the capital of the sentence.
    fn is_described(&self, run: &Range<usize>) -> bool {
        let (first, last) = (self.traits[run.start], self.traits[run.end - 1]);
        let small = |word: &str| word.rsplit_once('-').is_some_and(|(_, end)| end.starts_with(char::is_lowercase));
        let somebody = first.any(Traits::ROLE)
            && !first.any(Traits::GIVEN | Traits::TITLE)
            && run.len() > 2
            && !last.any(Traits::ORG | Traits::ENDING);
        run.len() > 1
            && self.begins_sentence(run.start)
            && self.doc.tokens()[run.start + 1].shape != Shape::Lower
            && (self.is_company(run.start) || somebody || small(self.doc.word(run.start)))
    }

    /// The name in a run, with its titles cut off; `None` if the run is all titles (*the Prime Minister*).
    fn name(&self, run: Range<usize>, surnames: &FxHashSet<u64>) -> Option<Mention> {
        let trait_of = |t: usize| self.traits[t];
        let last = trait_of(run.end - 1);
        // *Rep. Ada Israel*: a country's name is a surname, too.
        let led = run.clone().rev().skip(1).any(|t| trait_of(t).any(Traits::TITLE | Traits::GIVEN));
        let run = if self.is_described(&run) { run.start + 1..run.end } else { run };
        let company = last.any(Traits::ORG) && !last.any(Traits::TITLE) && !(led && last.named);
        let title = |t: usize| trait_of(t).any(Traits::TITLE) && !trait_of(t).any(Traits::GIVEN);
        let mut start = run.start;
        if !company {
            if let Some(cut) = run.clone().rev().find(|&t| title(t) && t + 1 < run.end) {
                start = cut + 1;
                // *Chief Executive Ada Roe*
                let given = (start..run.end - 1).find(|&t| trait_of(t).any(Traits::GIVEN));
                start = given.filter(|&g| (start..g).all(|t| self.is_common(t))).unwrap_or(start);
            }
            let of = |t: usize| t > 0 && Words::english().is_genitive(self.norm(t)) && title(t - 1);
            let governed = run.start >= 2
                && (of(run.start - 1) || Words::english().is_definite_article(self.norm(run.start - 1)) && of(run.start - 2));
            // *Secretary of State Jane Roe*, *President of Norlund University Jo Brandt*
            let body = run.clone().rev().find(|&t| trait_of(t).any(Traits::ORG) && t + 1 < run.end).map(|t| t + 1);
            let given = run.clone().skip(1).find(|&t| trait_of(t).any(Traits::GIVEN) && t + 1 < run.end);
            if governed && run.len() > 2 {
                start = start.max(given.or(body).unwrap_or(run.start + 1));
            }
        }
        let rest = start..run.end;
        let surname = rest.len() == 1 && surnames.contains(&self.doc.tokens()[start].key);
        if !surname
            && rest.clone().all(|t| {
                trait_of(t).any(Traits::TITLE | Traits::DISTINCT | Traits::ROLE | Traits::GROUP) && !trait_of(t).any(Traits::GIVEN)
            })
        {
            return None;
        }
        // *Russians*, *African-Americans*: many, and none by name; *the charity SafeWards* is one.
        // *ONS* is written like no plural.
        let many = self.form(start) == Form::Plural
            && !trait_of(start).any(Traits::ORG | Traits::MEDIUM)
            && self.doc.tokens()[start].shape != Shape::Upper;
        if rest.len() == 1 && !surname && many && self.led_kind(&rest).is_none() {
            return None;
        }
        // *Rohingya Muslims*: a people, and nobody by name.
        let given = trait_of(rest.start).any(Traits::GIVEN);
        if trait_of(rest.end - 1).any(Traits::GROUP) && !trait_of(rest.end - 1).any(Traits::ORG) && rest.len() < 3 && !given {
            return None;
        }
        let titled = start > run.start;
        if !surname && (self.is_office(&rest) || self.is_post(&run, &rest)) {
            return None;
        }
        let gender = run.clone().take(start - run.start + 1).fold(Gender::Unknown, |g, t| g.or(trait_of(t).gender()));
        let roles = self.role_in(run.start..start).into_iter().collect();
        let kind = self.kind(&run, &rest, company, titled);
        let (kind, guessed) = kind.map_or_else(|| (Self::guess(&rest), true), |kind| (kind, false));
        let acronym = self.acronym_after(run.end);
        Some(Mention { tokens: rest, start: run.start, kind, guessed, gender, roles, acronym, subject: false })
    }

    /// The name of a body that the lexicons list whole.
    fn body(&self, tokens: Range<usize>) -> Mention {
        let (start, acronym) = (tokens.start, self.acronym_after(tokens.end));
        let kind = MentionKind::Organization;
        Mention { tokens, start, kind, guessed: false, gender: Gender::Unknown, roles: Vec::new(), acronym, subject: false }
    }

    fn acronym_after(&self, at: usize) -> Option<u64> {
        let word = self.doc.tokens().get(at + 1).filter(|_| self.norm(at) == "(" && self.norm(at + 2) == ")")?;
        (word.shape != Shape::Lower && word.kind == TokenKind::Word).then_some(word.key)
    }
}
