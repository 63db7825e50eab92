//! Classes of entries: what an entry is within its kind. Parsed once, when a file is read; nobody compares words afterwards.
use super::Kind;

/// One class. An entry of the kind `loaded` has none, one of the kind `domain` only where a rule asks for its subject matter: any other is a
/// name of the file's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// *said, told, added*.
    Say,
    /// *according to, in the words of*.
    AccordingTo,
    /// *asked, wondered*.
    Ask,
    /// *ordered, urged, called for*.
    Call,
    /// *denied, rejected*.
    Deny,
    /// *supports, opposes*.
    Position,
    /// *the report found*.
    Show,
    /// *claimed, alleged*.
    Claim,
    /// *believes, fears*.
    InnerState,
    /// *is expected, reportedly*: no holder.
    Holderless,
    /// *in a statement, on Twitter*: where it was said.
    Setting,
    /// *critics*: nobody could ask them.
    Collective,
    /// *an official*: could be asked, has no name.
    Unnamed,
    /// A saying that tells nothing: *gave no answer*.
    SpeechAct,
    /// Stands before a name.
    Title,
    /// A noun for one person.
    Role,
    /// A noun for many.
    Group,
    /// A word of bodies.
    Org,
    /// A report, law, poll.
    Document,
    /// A newspaper, agency, broadcaster.
    Medium,
    /// A given name.
    Given,
    /// *Jr., Inc.*.
    Suffix,
    /// The last word of names of companies and places: *Power, Road*. It tells nothing by itself.
    Ending,
    /// Tells two of one name apart.
    Distinct,
    /// Many.
    Plural,
    /// Of a man.
    Male,
    /// Of a woman.
    Female,
    /// *Monday, March*.
    Calendar,
    /// Who is asked for knowledge: *expert, analyst, historian*.
    Learned,
    /// What somebody in any office may be called: *official, lawmaker, nominee*.
    General,
    /// A state body or office.
    Office,
    /// Talk that may be nobody's: *speculation*.
    Talk,
    /// A word for a company: *the airline*.
    Company,
    /// *declined to say*.
    Unsaid,
    /// Why somebody is not named.
    Anonymity,
    /// A name wherever it has a capital.
    Proper,
    /// A noun for one who may stand on a side.
    Side,
    /// The same, many.
    Sides,
    /// A small word inside names: *van, da*.
    Particle,
    /// *May, March*: a month beside a preposition or number.
    Month,
    /// A word of the subject matter `weather`.
    Weather,
    /// A word of the subject matter `sport`.
    Sport,
}

/// The words of files.
const WORDS: &[(Kind, &str, Class)] = &[
    (Kind::Cue, "say", Class::Say),
    (Kind::Cue, "according-to", Class::AccordingTo),
    (Kind::Cue, "ask", Class::Ask),
    (Kind::Cue, "call", Class::Call),
    (Kind::Cue, "deny", Class::Deny),
    (Kind::Cue, "position", Class::Position),
    (Kind::Cue, "show", Class::Show),
    (Kind::Cue, "claim", Class::Claim),
    (Kind::Cue, "inner-state", Class::InnerState),
    (Kind::Cue, "holderless", Class::Holderless),
    (Kind::Cue, "setting", Class::Setting),
    (Kind::VagueSource, "collective", Class::Collective),
    (Kind::VagueSource, "unnamed", Class::Unnamed),
    (Kind::Exempt, "speech-act", Class::SpeechAct),
    (Kind::Title, "title", Class::Title),
    (Kind::Title, "role", Class::Role),
    (Kind::Title, "group", Class::Group),
    (Kind::Title, "org", Class::Org),
    (Kind::Title, "document", Class::Document),
    (Kind::Title, "medium", Class::Medium),
    (Kind::Title, "given", Class::Given),
    (Kind::Title, "suffix", Class::Suffix),
    (Kind::Title, "ending", Class::Ending),
    (Kind::Title, "distinct", Class::Distinct),
    (Kind::Title, "plural", Class::Plural),
    (Kind::Title, "male", Class::Male),
    (Kind::Title, "female", Class::Female),
    (Kind::Title, "calendar", Class::Calendar),
    (Kind::Title, "learned", Class::Learned),
    (Kind::Title, "general", Class::General),
    (Kind::Neighbour, "office", Class::Office),
    (Kind::Neighbour, "talk", Class::Talk),
    (Kind::Neighbour, "company", Class::Company),
    (Kind::Neighbour, "unsaid", Class::Unsaid),
    (Kind::Neighbour, "anonymity", Class::Anonymity),
    (Kind::Name, "proper", Class::Proper),
    (Kind::Name, "side", Class::Side),
    (Kind::Name, "sides", Class::Sides),
    (Kind::Name, "particle", Class::Particle),
    (Kind::Name, "month", Class::Month),
    (Kind::Domain, "weather", Class::Weather),
    (Kind::Domain, "sport", Class::Sport),
];

impl Class {
    /// The words that a kind knows.
    pub fn words(kind: Kind) -> impl Iterator<Item = &'static str> {
        WORDS.iter().filter(move |w| w.0 == kind).map(|w| w.1)
    }
}

/// The classes of an entry: most have one, those of titles several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// Of the words of a file, separated by spaces.
    ///
    /// # Errors
    /// The first word that the kind does not know.
    pub fn parse(kind: Kind, text: &str) -> Result<Classes, &str> {
        text.split_whitespace().try_fold(Classes(0), |all, word| {
            let known = WORDS.iter().find(|w| w.0 == kind && w.1 == word);
            known.map(|w| Classes(all.0 | 1 << w.2 as u8)).ok_or(word)
        })
    }

    /// Is the class among them?
    pub fn has(self, class: Class) -> bool {
        self.0 >> (class as u8) & 1 == 1
    }

    /// None at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        WORDS.iter().map(|w| w.2).filter(move |c| self.has(*c))
    }

    /// As files write them.
    pub fn as_words(self) -> Vec<&'static str> {
        WORDS.iter().filter(|w| self.has(w.2)).map(|w| w.1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Classes, Kind, WORDS};

    #[test]
    fn every_class_has_one_word_and_a_bit_of_its_own() {
        for (i, (kind, word, class)) in WORDS.iter().enumerate() {
            assert_eq!(*class as usize, i);
            assert_eq!(Classes::parse(*kind, word).map(Classes::as_words), Ok(vec![*word]));
        }
        assert!(WORDS.len() <= 64);
    }

    #[test]
    fn a_word_of_another_kind_is_none_of_this() {
        assert_eq!(Classes::parse(Kind::Cue, "say talk"), Err("talk"));
        assert!(Classes::parse(Kind::Title, "title role").is_ok_and(|c| c.has(Class::Role) && !c.has(Class::Group)));
    }
}
