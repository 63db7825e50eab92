//! Short lists of words and endings (`lexicons/en/words.toml`).
use crate::document::key;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists, and for each that is asked for single words the question: does it have the word?
macro_rules! lists {
    ($($(#[$doc:meta])+ $asks:ident: $list:ident,)+) => {
        /// The lists; what each is for stands in the file.
        #[derive(Debug, Default, Deserialize)]
        pub struct Words {
            $($list: Vec<String>,)+
            bounds: Vec<String>,
            listing: Vec<String>,
            person_endings: Vec<String>,
            body_endings: Vec<String>,
            foreign_letters: String,
            /// The writer.
            pub i: Vec<String>,
            /// The writer with the reader.
            pub we: Vec<String>,
            /// The reader.
            pub you: Vec<String>,
            /// What ought to be.
            pub ought: Vec<String>,
            /// How a sentence begins that talks to its reader.
            pub openings: Vec<String>,
            /// Short forms, as tokens.
            pub contractions: Vec<String>,
            sounds_consonant: Vec<String>,
            sounds_vowel: Vec<String>,
            /// What compounds of irregular verbs begin with.
            pub prefixes: Vec<String>,
            inflections: Vec<String>,
            /// What people answer to.
            pub poll_nouns: Vec<String>,
            /// Between the capitals of one name.
            pub joining: Vec<String>,
            /// How a description before a name begins.
            pub before_names: Vec<String>,
            /// How one behind it begins.
            pub after_names: Vec<String>,
            /// Written out after a number.
            pub numerals: Vec<String>,
        }

        impl Words {
            $($(#[$doc])+
            pub fn $asks(&self, word: &str) -> bool {
                self.$list.iter().any(|w| w == word)
            })+
        }
    };
}

lists! {
    /// *percent*, *million*: part of the number before it.
    is_unit: units,
    /// *the*, *of*
    is_little: little,
    /// *He*, *The*, as written: points to a name that stands elsewhere.
    refers: referring,
    /// *Monday*, *Mr*, *But*: written with a capital and nobody's name.
    names_nobody: no_name,
    /// *that*, *was*: the words before a name do not describe it.
    describes_nobody: no_description,
    /// *of*, *accused*: the head of a noun phrase stands before it.
    follows_head: after_head,
    /// *of*, *with*: asks for an object.
    governs: governing,
    /// *accused*, *blames*: whom it is about is accused.
    accuses: accusing,
    /// *the Clean Air **Act***: the name of a law.
    is_law: laws,
    /// *Islam*, *the Left*: nobody who could be asked.
    is_creed: creeds,
    /// *not*, *could*: takes back the verb after it.
    denies: denying,
    /// *and*, *to*: the verbs on both sides have one subject.
    chains: chaining,
    /// *refused*, *failed*: who does so does not do what follows.
    declines: declining,
    /// *who*, *which*
    relates: relating,
    /// Opens a time after a noun (*last*).
    points: pointing,
    /// Stands before a name that somebody gives as his or her own (*himself*, *name*).
    gives_name: naming,
    /// *the victim*, *the coroner*: not who was named last.
    stands_beside: beside,
    /// *his **counterpart***
    opposes: opposing,
    /// *next **week***, *by **spring***
    is_time: times,
    /// *Roe **himself***
    is_reflexive: reflexive,
    /// *St* of *St Mary*
    is_saint: saints,
    /// *staff were told*: who tells it is left out.
    tells: telling,
    /// Governs a place or a time (*to*, *since*).
    places: placing,
    /// *because*, *while*
    opens_clause: clause_openers,
    /// *het*, *pour*: English makes no sentence with it.
    is_little_elsewhere: little_elsewhere,
    /// *von*, *de la*: between the names of a person it is one of them.
    is_particle: particles,
    /// *wife*, *neighbour*: known by somebody else, whose office is not theirs.
    is_family: family,
    /// *a*, *another*: brings in somebody new.
    is_indefinite: indefinite,
    /// *the*, *those*: speaks of somebody as known.
    is_definite: definite,
    /// *was*, *been*
    is_be: be,
    /// *who* leads the board, *an* economist: says who somebody is.
    describes: describing,
    /// *he*, *his*
    is_he: he,
    /// *she*, *hers*
    is_she: she,
    /// *it*, *itself*
    is_it: it,
    /// *they*, *their*
    is_they: they,
    /// *who*, *whose*: what stands just before.
    is_relative: relative,
    /// *who*, *whom*: a person stands before it.
    is_relative_person: relative_person,
    /// *which*: a thing does.
    is_relative_thing: relative_thing,
    /// ***al**-Marek*, ***d**'Aubry*
    prefixes_name: name_prefixes,
    /// *Norlund **plc***
    ends_company: company_ends,
    /// *work*, *pensions*: what a minister or a ministry is for.
    is_portfolio: portfolios,
    /// *I*, *our*
    is_writer: writer,
    /// *you*, *everyone*: nobody in particular.
    is_anybody: anybody,
    /// *his*, *our*: whose something is.
    possesses: possessive,
    /// *some*, *others*
    is_several: several,
    /// *has*, *had*
    is_have: have,
    /// *not*, *never*: nothing is said.
    negates: negating,
    /// *told*, *with*: to whom something is said stands behind it.
    addresses: addressing,
    /// *quoted*: passes on what somebody said.
    quotes: quoting,
    /// *citing*: from whom a medium has it stands behind it.
    cites: citing,
    /// *lawyer*, *spokeswoman*: speaks for somebody else.
    speaks_for: proxies,
    /// *by*, *in*: who issued or printed a document stands behind it.
    issues: issuing,
    /// *obtained*, *seen*: by whom does not issue a document, but has it.
    obtains: obtaining,
    /// *for*, *at*: whose office it is stands behind it.
    serves: serving,
    /// *polled*, *respondents*
    polls: polling,
    /// *van*, *al*: inside a name.
    stands_inside_names: inside_names,
    /// *of*, *for*: between the words of one name (*Office for Rivers*).
    links_names: linking,
    /// *the*, *an*
    is_article: articles,
    /// *the*
    is_definite_article: definite_article,
    /// *of*: before the whole or the owner.
    is_genitive: genitive,
    /// *and*
    coordinates: coordinating,
    /// *by*: who did it stands behind.
    brings_agent: agentive,
    /// *to* before an infinitive.
    opens_infinitive: infinitive,
    /// *as*: what something is said to be stands behind.
    likens: likening,
    /// *in*, *out*: between the two numbers of a share.
    shares: sharing,
    /// *both*: two speak together.
    pairs: pairing,
    /// *one*: alone.
    is_single: single,
    /// *another*
    is_other: other,
    /// *percent*: a share of those who were asked.
    is_percentage: percentages,
    /// *government*: the state of that name.
    is_state: state_nouns,
    /// *'s*
    marks_possessor: possessive_marks,
    /// ***Rival** Norlund*: says what the bearer of a name is.
    qualifies: qualifying,
    /// *last*, *published*: done on a day that is set.
    schedules: scheduling,
    /// *the*, *our*: between the word that links a name and its next capital.
    is_small_in_names: small_in_names,
}

impl Words {
    /// The embedded ones; a test sees to it that they can be read.
    pub fn english() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap_or_default());
        &WORDS
    }

    /// How many of the words before a number bound it: two for *at least*, one for *about*. `before` is the word so many back.
    pub fn bounding<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> usize {
        standing(&self.bounds, before).map_or(0, |bound| bound.split(' ').count())
    }

    /// *critics **such as** Roe*: do the words right before name members of a group? `before` is the word so many back.
    pub fn lists<'w>(&self, before: impl Fn(usize) -> Option<&'w str>) -> bool {
        standing(&self.listing, before).is_some()
    }

    /// Does *an* stand before it? Letters are not sounds; the list has the beginnings that English words have against their letters.
    pub fn takes_an(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let begins = |with: &[String]| with.iter().any(|w| word.starts_with(w.as_str()));
        begins(&self.sounds_vowel) || (word.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&self.sounds_consonant))
    }

    /// The word without its commonest ending, where four letters are left.
    pub fn stem<'w>(&self, word: &'w str) -> &'w str {
        let cut = self.inflections.iter().filter_map(|end| word.strip_suffix(end.as_str()));
        cut.into_iter().find(|rest| rest.chars().count() >= 4).unwrap_or(word)
    }

    /// *ł*, *ß*: no word that English borrowed has it.
    pub fn has_foreign_letter(&self, norm: &str) -> bool {
        !norm.is_ascii() && norm.chars().any(|c| self.foreign_letters.contains(c))
    }

    /// *to* before an infinitive, by its key.
    pub(super) fn is_infinitive(&self, word: u64) -> bool {
        self.infinitive.iter().any(|to| key(to) == word)
    }

    /// *Norbank*: a body by the end of its name.
    pub fn ends_as_body(&self, norm: &str) -> bool {
        self.body_endings.iter().any(|e| norm.ends_with(e.as_str()))
    }

    /// *bricklayer*, *the 34-year-old*: may a noun that ends so be a person?
    pub fn ends_as_person(&self, norm: &str) -> bool {
        self.person_endings.iter().any(|e| norm.len() > e.len() + 2 && norm.ends_with(e.as_str()))
    }
}

/// The first of the phrases that stands right before; `before` is the word so many back.
fn standing<'l, 'w>(phrases: &'l [String], before: impl Fn(usize) -> Option<&'w str>) -> Option<&'l String> {
    phrases.iter().find(|phrase| phrase.split(' ').rev().zip(1..).all(|(word, back)| before(back) == Some(word)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Words;

    #[test]
    fn the_lists_are_read() {
        let words: Words = toml::from_str(include_str!("../../lexicons/en/words.toml")).unwrap();
        assert!(words.is_unit("million") && words.is_little("the") && words.ends_as_person("bricklayer") && !words.ends_as_person("her"));
        assert!(["associate", "Official", "uncompromising", "unelected", "hour", "onerous"].iter().all(|w| words.takes_an(w)));
        assert!(!["group", "union leader", "use", "one-sided", "hard", "European"].iter().any(|w| words.takes_an(w)));
        assert!(
            words.names_nobody("Monday")
                && !words.names_nobody("Brandt")
                && words.refers("The")
                && !words.refers("the")
                && !words.names_nobody("IT")
        );
        assert!(words.follows_head("accused") && words.governs("of") && words.describes_nobody("which") && words.prefixes.len() > 5);
        assert!(words.describes("whose") && words.is_article("an") && !words.is_article("this"));
        assert!([&words.joining, &words.before_names, &words.after_names, &words.numerals].iter().all(|list| list.len() > 5));
        assert!(words.accuses("blamed") && !words.accuses("praised") && words.is_be("were") && !words.is_be("had"));
        assert!(
            words.denies("not")
                && words.chains("to")
                && words.declines("refused")
                && words.relates("which")
                && words.points("last")
                && words.places("since")
                && words.gives_name("himself")
                && words.opens_clause("because")
        );
        assert!(words.is_indefinite("another") && !words.is_indefinite("the") && words.is_definite("the"));
        let before = |words: &'static [&'static str]| move |back: usize| words.len().checked_sub(back).map(|at| words[at]);
        assert_eq!(words.bounding(before(&["killed", "at", "least"])), 2);
        assert_eq!((words.bounding(before(&["about"])), words.bounding(before(&["least"]))), (1, 0));
        assert!(words.lists(before(&["such", "as"])) && words.lists(before(&["including"])) && !words.lists(before(&["as"])));
        assert!(words.is_relative_person("whom") && words.is_relative_thing("which") && !words.is_relative_person("which"));
        assert!(words.prefixes_name("al") && !words.prefixes_name("pro"));
        assert!(words.ends_company("plc") && !words.ends_company("said"));
        assert!(words.is_portfolio("pensions") && !words.is_portfolio("kell"));
        assert!(words.quotes("quote") && words.cites("quoting") && words.issues("from"));
    }

    #[test]
    fn inflections_have_one_stem() {
        let stem = |word| Words::english().stem(word);
        for (a, b) in [("violated", "violates"), ("violation", "violations"), ("closing", "closes"), ("tested", "tests")] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_eq!((stem("bus"), stem("naïves")), ("bus", "naïv"));
    }
}
