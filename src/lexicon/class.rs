//! Classes of entries: what an entry is within its kind. A word stands once, beside its class and under its kind; it is parsed when a file is
//! read, and nobody compares words afterwards.
use super::Kind;
use std::ops::BitOr;

/// The enum and the table of its words, of the one list below.
macro_rules! classes {
    ($($kind:ident { $($(#[$note:meta])* $class:ident = $word:literal,)+ })+) => {
        /// One class. An entry of the kind `loaded` has none, one of the kind `domain` only where a rule asks for its subject matter: any
        /// other is a name of the file's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Class { $($($(#[$note])* $class,)+)+ }

        /// The words of files.
        const WORDS: &[(Kind, &str, Class)] = &[$($((Kind::$kind, $word, Class::$class),)+)+];
    };
}

classes! {
    Cue {
        /// *said, told, added*.
        Say = "say",
        /// *according to, in the words of*.
        AccordingTo = "according-to",
        /// *asked, wondered*.
        Ask = "ask",
        /// *ordered, urged, called for*.
        Call = "call",
        /// *denied, rejected*.
        Deny = "deny",
        /// *supports, opposes*.
        Position = "position",
        /// *the report found*.
        Show = "show",
        /// *claimed, alleged*.
        Claim = "claim",
        /// *believes, fears*.
        InnerState = "inner-state",
        /// *is expected, reportedly*: no holder.
        Holderless = "holderless",
        /// *in a statement, on Twitter*: where it was said.
        Setting = "setting",
    }
    VagueSource {
        /// *critics*: nobody could ask them.
        Collective = "collective",
        /// *an official*: could be asked, has no name.
        Unnamed = "unnamed",
    }
    Exempt {
        /// A saying that tells nothing: *gave no answer*.
        SpeechAct = "speech-act",
    }
    Title {
        /// Stands before a name.
        Title = "title",
        /// A noun for one person.
        Role = "role",
        /// A noun for many.
        Group = "group",
        /// A word of bodies.
        Org = "org",
        /// A report, law, poll.
        Document = "document",
        /// A newspaper, agency, broadcaster.
        Medium = "medium",
        /// A given name.
        Given = "given",
        /// *Jr., Inc.*.
        Suffix = "suffix",
        /// The last word of names of companies and places: *Power, Road*. It tells nothing by itself.
        Ending = "ending",
        /// Tells two of one name apart.
        Distinct = "distinct",
        /// Many.
        Plural = "plural",
        /// Of a man.
        Male = "male",
        /// Of a woman.
        Female = "female",
        /// *Monday, March*.
        Calendar = "calendar",
        /// Who is asked for knowledge: *expert, analyst, historian*.
        Learned = "learned",
        /// What somebody in any office may be called: *official, lawmaker, nominee*.
        General = "general",
    }
    Neighbour {
        /// A state body or office.
        Office = "office",
        /// Talk that may be nobody's: *speculation*.
        Talk = "talk",
        /// A word for a company: *the airline*.
        Company = "company",
        /// *declined to say*.
        Unsaid = "unsaid",
        /// Why somebody is not named.
        Anonymity = "anonymity",
    }
    Name {
        /// A name wherever it has a capital.
        Proper = "proper",
        /// A body by its whole name, of several words: *Save the Children*.
        Body = "body",
        /// A noun for one who may stand on a side.
        Side = "side",
        /// The same, many.
        Sides = "sides",
        /// A small word inside names: *van, da*.
        Particle = "particle",
        /// *May, March*: a month beside a preposition or number.
        Month = "month",
    }
    Domain {
        /// A word of the subject matter `weather`.
        Weather = "weather",
        /// A word of the subject matter `sport`.
        Sport = "sport",
    }
}

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
            known.map(|w| all | Classes::of(w.2)).ok_or(word)
        })
    }

    /// One alone.
    pub const fn of(class: Class) -> Classes {
        Classes(1 << class as u8)
    }

    /// Is the class among them?
    pub fn has(self, class: Class) -> bool {
        self.any(Classes::of(class))
    }

    /// Is any of these among them?
    pub fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
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

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
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
