//! Named profiles: how sure the engine must be of a finding before it is told, and before it is a warning.
use super::{Latitude, Settings};
use crate::reason::Reason;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

vocabulary! {
    /// For whom a report is.
    #[derive(Default)]
    pub enum Profile {
        /// A news desk: few marks, and those hold.
        #[default]
        News = "news",
        /// A desk that would rather look twice.
        Strict = "strict",
        /// A class: whatever is more likely right than wrong, to be argued about.
        Class = "class",
        /// Columns, reviews, letters: they may judge; what they accuse, count and foretell still needs a source.
        Opinion = "opinion",
        /// Everything, with its confidence, for tables and for other thresholds.
        Research = "research",
    }
}

/// From how many percent of confidence on a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// That it holds at least mildly: it is told, as a note.
    #[serde(deserialize_with = "percentage")]
    pub note: u8,
    /// That any careful editor would ask: it is told, as a warning if its rule or its lexicon entry gives warnings.
    #[serde(deserialize_with = "percentage")]
    pub warning: u8,
}

fn percentage<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let number = i64::deserialize(deserializer)?;
    let percent = u8::try_from(number).ok().filter(|p| *p <= 100);
    percent.ok_or_else(|| D::Error::custom(format!("`{number}` is no percentage from 0 to 100")))
}

/// Rule or category, cut.
type Cuts = &'static [(&'static str, Cut)];

const fn cut(note: u8, warning: u8) -> Cut {
    Cut { note, warning }
}

const NEWS: Cuts = &[
    ("unattributed-assertion", cut(85, 60)),
    ("loaded-term", cut(88, 55)),
    ("en/loaded/unlisted", cut(91, 75)),
    ("vague-attribution", cut(75, 90)),
    ("anonymous-source", cut(90, 90)),
    ("single-source-claim", cut(75, 75)),
    ("one-sided-sourcing", cut(85, 85)),
];
const STRICT: Cuts = &[
    ("unattributed-assertion", cut(60, 30)),
    ("loaded-term", cut(60, 35)),
    ("en/loaded/unlisted", cut(75, 45)),
    ("vague-attribution", cut(60, 80)),
    ("anonymous-source", cut(50, 50)),
    ("single-source-claim", cut(50, 50)),
    ("one-sided-sourcing", cut(65, 65)),
];

impl Profile {
    /// Is one question a source enough? A class argues about each sentence, and tables count them.
    pub(crate) fn asks_once(self) -> bool {
        matches!(self, Profile::News | Profile::Strict | Profile::Opinion)
    }

    /// What it asks of a rule or a lexicon category; `None`: everything counts, and what is strong rather than mild is a warning.
    fn cut(self, of: &str) -> Option<Cut> {
        let cuts = match self {
            Profile::News | Profile::Opinion => NEWS,
            Profile::Strict | Profile::Class => STRICT,
            Profile::Research => &[],
        };
        cuts.iter().find(|(name, _)| *name == of).map(|(_, cut)| *cut)
    }
}

/// Where no cut says otherwise.
const OPEN: Cut = cut(0, 50);
impl Settings {
    /// How sure a finding must be: the user's word on its category or rule, then the profile's.
    pub fn cut(&self, rule: &str, category: Option<&str>) -> Cut {
        let names = [category.unwrap_or_default(), rule];
        let own = names.iter().find_map(|name| self.confidence.get(*name).copied());
        own.or_else(|| names.iter().find_map(|name| self.profile.cut(name))).unwrap_or(OPEN)
    }

    /// What of an article's own latitude a finding has, by the profile: who judges or foretells may have some, who accuses, explains or
    /// counts has none.
    pub fn latitude(&self, article: Latitude, rule: &str, reason: Option<Reason>) -> Latitude {
        let judgement = rule == "loaded-term" || matches!(reason, Some(Reason::Evaluation | Reason::Prediction | Reason::Comparison));
        match self.profile {
            _ if !judgement => Latitude::None,
            Profile::Opinion => Latitude::Opinion,
            Profile::News | Profile::Strict => article,
            Profile::Class | Profile::Research => Latitude::None,
        }
    }
}
