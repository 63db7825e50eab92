//! The shape of a lexicon file (TOML). Unknown keys are refused, so that a misspelt condition never passes silently.
use super::condition::{Case, Pos};
use crate::{document, level::Level, reason::Reason};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// What the entries of a file are for.
    pub enum Kind {
        /// A judgement that a neutral equivalent would not carry: the rule `loaded-term`.
        Loaded = "loaded",
        /// Words that hand over what somebody said or thinks (`said`, `according to`). `class` tells how.
        Cue = "cue",
        /// Sources that nobody could ask (`critics`, `experts`) or that are unnamed (`an official`). `class` tells which.
        VagueSource = "vague-source",
        /// Words that make a statement need a source: cited where the engine says that one does. The file's `reason` is the codebook's word.
        Claim = "claim",
        /// Words that make a statement need none (public events, schedules): the engine sees that they stand there.
        Exempt = "exempt",
        /// Titles, honorifics and role nouns (`President`, `Mr.`, `spokesman`). `class` tells which.
        Title = "title",
        /// Useful neighbours that never count as loaded: hedges, factives, legal terms.
        Neighbour = "neighbour",
        /// Words that tell a subject matter (`crime`, `law`, `sport`); used by `unless`/`only`.
        Domain = "domain",
        /// Small words inside names (class `particle`), and common nouns for those who may stand on a side (`side`, plural `sides`):
        /// what is learned must not depend on which of them stands where.
        Name = "name",
    }
}

/// One file: one category.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LexiconFile {
    /// Such as `en/loaded/combative-verbs`: unique among all files.
    pub id: String,
    /// Of the contents, such as `1.0.0`.
    pub version: String,
    /// `en`.
    pub language: String,
    /// What the entries are for.
    pub kind: Kind,
    /// Heading for people.
    pub title: String,
    /// `claim` files: accusation, evaluation, motive, cause, number, prediction, generalization, comparison.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// Level by voice; what is absent has the default of the kind.
    #[serde(default)]
    pub level: VoiceLevels,
    /// Why it matters, for the reader of a report.
    pub why: String,
    /// When the wording is fine.
    #[serde(default)]
    pub fine: String,
    /// Where the category comes from: style guides and papers by name.
    #[serde(default)]
    pub references: Vec<String>,
    /// Who compiled it and how.
    #[serde(default)]
    pub provenance: String,
    /// The terms.
    #[serde(default, rename = "entry")]
    pub entries: Vec<EntryFile>,
    /// Not one of the embedded ones; set by [`super::parse`].
    #[serde(skip)]
    pub house: bool,
    /// [`crate::hash::long_hash`] of the file's bytes; set by [`super::parse`].
    #[serde(skip)]
    pub hash: String,
}

/// Levels by whose words they are. Defaults for `loaded`: own, cue, headline and scare quote `warning`; the rest `off` (listed as excused).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct VoiceLevels {
    /// The article's own words.
    pub own: Option<Level>,
    /// The cue verb of an attribution and its adverbs.
    pub cue: Option<Level>,
    /// A headline.
    pub headline: Option<Level>,
    /// Attributed content without quotation marks.
    pub indirect: Option<Level>,
    /// Inside a quotation.
    pub quotation: Option<Level>,
    /// One to three words in quotation marks that nobody is said to have said.
    pub scare_quote: Option<Level>,
}

impl VoiceLevels {
    /// Never told.
    pub(crate) const OFF: VoiceLevels = {
        let off = Some(Level::Off);
        VoiceLevels { own: off, cue: off, headline: off, indirect: off, quotation: off, scare_quote: off }
    };
}

/// One term. Exactly one of `term` and `lemma` is given.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntryFile {
    /// Unique in the file; default: the term in kebab case. With a `#` it is the full id of an entry of an earlier file, which this one replaces.
    #[serde(default)]
    pub id: Option<String>,
    /// Matched as written (case and apostrophe style do not matter unless `case` says so).
    #[serde(default)]
    pub term: Option<String>,
    /// Matched in all its inflections. In a phrase the verb is the first word, the noun the last.
    #[serde(default)]
    pub lemma: Option<String>,
    /// Part of speech of the inflected word. Needed with `lemma`; a condition with either.
    #[serde(default)]
    pub pos: Option<Pos>,
    /// Inflections that the rules do not make (`fought`), in place of the regular ones.
    #[serde(default)]
    pub forms: Vec<String>,
    /// How it must be written.
    #[serde(default)]
    pub case: Case,
    /// What it is within its kind: one of the words of the kind, of a title several; of a `domain` the name of the subject matter.
    #[serde(default)]
    pub class: Option<String>,
    /// The noun or name it counts as, where that is not its own (`title`: *Sen.* as *senator*). A `cue` can only count as `said` (*a jury
    /// heard*); other kinds have none.
    #[serde(default)]
    pub canonical: Option<String>,
    /// Not a hit where one of these holds.
    #[serde(default)]
    pub unless: Option<Box<Context>>,
    /// A hit only where all of the given conditions hold.
    #[serde(default)]
    pub only: Option<Box<Context>>,
    /// Neutral wordings an editor could use instead; with `lemma` in their base form (`criticise`): reports inflect them like the word found.
    #[serde(default)]
    pub neutral: Vec<String>,
    /// What an editor could do where no other word would serve (*say what was done*).
    #[serde(default)]
    pub advice: Vec<String>,
    /// Why this term, where the file's `why` does not say it.
    #[serde(default)]
    pub why: Option<String>,
    /// Id of the entry that is its counterpart on the other side (same file).
    #[serde(default)]
    pub opposite: Option<String>,
    /// Overrides the file's levels.
    #[serde(default)]
    pub level: Option<VoiceLevels>,
    /// `false` switches off the entry of the same full id (`en/loaded/legitimacy#regime`) in an earlier file.
    #[serde(default)]
    pub enabled: Option<bool>,
    /// Sentences in which it must be found.
    #[serde(default)]
    pub matches: Vec<String>,
    /// Sentences in which it must not be found.
    #[serde(default)]
    pub allows: Vec<String>,
    /// Sentences in which it is found and does not count: inside a quotation, say.
    #[serde(default)]
    pub excused: Vec<String>,
}

/// Words around a match. A word stands for itself; a word with a final `*` for all words that begin so.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Context {
    /// One of these is the word just before (a phrase: the words just before).
    pub before: Vec<String>,
    /// One of these is the word just after.
    pub after: Vec<String>,
    /// One of these stands in the same sentence within eight tokens to either side.
    pub near: Vec<String>,
    /// The sentence speaks of one of these subject matters (`en/domains` files): two of their words in it, or one within eight tokens.
    pub domain: Vec<String>,
    /// `domain` does not count where the sentence speaks of one of these as well: a savage dog is a dog, a senator savage to dog owners is
    /// still a senator.
    pub except: Vec<String>,
    /// The tag of the token just before is one of these.
    pub before_pos: Vec<document::Pos>,
}
