//! What an entry says of the words it stands on, as one of few typed senses: all that a trained model may know of it.
use super::{Class, Entry, Kind};
use crate::level::Level;

/// A set of senses, one bit each. Trained weights depend on the order: append, never reorder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Senses(u32);

/// Number of senses.
pub const SENSES: usize = 32;

impl Senses {
    /// Hands over what somebody said (cue class `say`).
    pub const SAYING: Senses = Senses(1 << 2);

    /// The senses of an entry.
    pub fn of(entry: &Entry) -> Senses {
        let first = |of: &[Class]| position(of, |c| entry.classes.has(*c));
        let bit = match entry.kind {
            // It counts at once, and must not change what is read around it.
            Kind::Loaded if entry.is_houses_own() => return Senses(0),
            Kind::Loaded => match entry.level.own {
                Some(Level::Off) | None => return Senses(0),
                Some(Level::Note) => 0,
                Some(_) => 1,
            },
            Kind::Cue => 2 + first(&CUES),
            Kind::VagueSource => 13 + first(&[Class::Collective]),
            // The last one shares the bit of those that are none.
            Kind::Claim => 15 + entry.reason.map_or(7, |reason| (reason as usize).min(7)),
            Kind::Exempt => 23,
            Kind::Title => {
                let known = NOUNS.iter().enumerate().filter(|(_, c)| entry.classes.has(**c));
                // They came after the weights were trained: they must not set the bit of the others.
                let trained = |c: &Class| !matches!(c, Class::General | Class::Ending);
                let other = entry.canonical.is_some()
                    || entry.classes.is_empty()
                    || entry.classes.iter().filter(trained).any(|c| !NOUNS.contains(&c));
                let other = if other { Senses(0).with(24 + NOUNS.len()) } else { Senses(0) };
                return known.fold(other, |all, (i, _)| all.with(24 + i));
            }
            Kind::Neighbour => 30 + first(&[Class::Talk]),
            Kind::Domain | Kind::Name => return Senses(0),
        };
        Senses(1 << bit)
    }

    /// The bits.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Senses) -> Senses {
        Senses(self.0 | other.0)
    }

    fn with(self, bit: usize) -> Senses {
        Senses(self.0 | 1 << bit)
    }
}

/// Cues that have a bit of their own; the others share the one after.
const CUES: [Class; 10] = [
    Class::Say,
    Class::AccordingTo,
    Class::Ask,
    Class::Call,
    Class::Deny,
    Class::Position,
    Class::Show,
    Class::Claim,
    Class::InnerState,
    Class::Holderless,
];
/// The same of nouns that a title lexicon has.
const NOUNS: [Class; 5] = [Class::Role, Class::Group, Class::Org, Class::Document, Class::Medium];

/// Position of the first that holds; where none does, the one after the last.
fn position<T>(of: &[T], holds: impl Fn(&T) -> bool) -> usize {
    of.iter().position(holds).unwrap_or(of.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Senses;
    use crate::lexicon::{self, Lexicons};

    fn bits(kind: &str, classes: [&str; 2]) -> [u32; 2] {
        let head = format!("id = \"x\"\nversion = \"1\"\nlanguage = \"en\"\nkind = \"{kind}\"\ntitle = \"X\"\nwhy = \"X.\"\n");
        classes.map(|class| {
            let file = lexicon::parse("x", &format!("{head}[[entry]]\nterm = \"frost\"\nclass = \"{class}\"\n")).unwrap();
            Senses::of(&Lexicons::compile(vec![file]).entries()[0]).bits()
        })
    }

    #[test]
    fn classes_that_came_after_the_weights_set_no_bit() {
        let [weather, other] = bits("domain", ["weather", "beekeeping"]);
        assert_eq!(weather, other);
        let [general, role] = bits("title", ["role general", "role"]);
        assert_eq!(general, role);
        let [ending, role] = bits("title", ["ending", "role"]);
        assert!(ending == 0 && role != 0);
        let [male, role] = bits("title", ["role male", "role"]);
        assert_ne!(male, role);
    }
}
