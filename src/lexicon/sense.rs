//! What an entry says of the words it stands on, as one of few typed senses: all that a trained model may know of it.
use super::{Entry, Kind};
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
        let class = entry.class.as_str();
        let bit = match entry.kind {
            Kind::Loaded => match entry.level.own {
                Some(Level::Off) | None => return Senses(0),
                Some(Level::Note) => 0,
                Some(_) => 1,
            },
            Kind::Cue => {
                2 + at(
                    &["say", "according-to", "ask", "call", "deny", "position", "show", "claim", "inner-state", "holderless"],
                    class.strip_suffix("-of").unwrap_or(class),
                )
            }
            Kind::VagueSource => 13 + at(&["collective"], class),
            Kind::Claim => {
                15 + at(
                    &["accusation", "evaluation", "motive", "cause", "number", "prediction", "generalization"],
                    entry.reason.as_deref().unwrap_or_default(),
                )
            }
            Kind::Exempt => 23,
            Kind::Title => {
                return class
                    .split(' ')
                    .fold(Senses(0), |all, word| all.with(24 + at(&["role", "group", "org", "document", "medium"], word)));
            }
            Kind::Neighbour => 30 + at(&["talk"], class),
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

/// Position of a class in its list; what is not listed comes after it.
fn at(classes: &[&str], class: &str) -> usize {
    classes.iter().position(|c| *c == class).unwrap_or(classes.len())
}
