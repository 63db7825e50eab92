//! The types of attribution. Values of voice, kinds and classes are the codebook's words.
use crate::{
    document::SentenceId,
    lexicon::{Class, Entry, Kind},
    span::Span,
};

/// Index of a source in [`Attributions::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

// Trained weights depend on the order: append, never reorder.
vocabulary! {
    /// What sort of source it is (codebook, "source kind").
    #[non_exhaustive]
    pub enum SourceKind {
        /// *Mara Lind, a harbour engineer*
        NamedPerson = "named-person",
        /// *the Defence Ministry*
        NamedOrganization = "named-organization",
        /// A report, law, poll with no named issuer.
        Document = "document",
        /// Could have been asked but is not named: *an official*.
        Unnamed = "unnamed",
        /// Nobody in particular: *critics*.
        Collective = "collective",
    }
}

impl SourceKind {
    /// A distinct person or organization with a name.
    pub fn is_named(self) -> bool {
        matches!(self, SourceKind::NamedPerson | SourceKind::NamedOrganization)
    }
}

vocabulary! {
    /// How the words are handed over.
    #[non_exhaustive]
    pub enum AttributionKind {
        /// All content inside quotation marks.
        Direct = "direct",
        /// Quotation and paraphrase.
        Mixed = "mixed",
        /// Paraphrase only.
        Indirect = "indirect",
    }
}

vocabulary! {
    /// What the cue says about the saying. The `class` of cue lexicon entries takes these words in kebab case.
    #[non_exhaustive]
    pub enum CueClass {
        /// *said, told, added, wrote*
        Say = "say",
        /// *according to, in the words of*
        AccordingTo = "according-to",
        /// Headline or transcript colon.
        Colon = "colon",
        /// *asked, wondered*
        Ask = "ask",
        /// *ordered, urged, called for*
        Call = "call",
        /// *denied, rejected*
        Deny = "deny",
        /// *supports, opposes, backed*: a publicly declared position.
        Position = "position",
        /// *the report found, data show*
        Show = "show",
        /// *claimed, alleged*: saying with a distance.
        Claim = "claim",
        /// *believes, thinks, fears, wants* with no saying of it: not an attribution for the rules, the outlet's voice.
        InnerState = "inner-state",
        /// *is expected, reportedly, is thought to*: no holder.
        Holderless = "holderless",
        /// A continued quotation or report with no cue of its own.
        NoCue = "none",
    }
}

impl CueClass {
    /// The class of a cue of the lexicons; a setting (*in a statement*) has none of its own.
    pub fn of(entry: &Entry) -> Option<CueClass> {
        let known = [
            (Class::Say, CueClass::Say),
            (Class::AccordingTo, CueClass::AccordingTo),
            (Class::Ask, CueClass::Ask),
            (Class::Call, CueClass::Call),
            (Class::Deny, CueClass::Deny),
            (Class::Position, CueClass::Position),
            (Class::Show, CueClass::Show),
            (Class::Claim, CueClass::Claim),
            (Class::InnerState, CueClass::InnerState),
            (Class::Holderless, CueClass::Holderless),
        ];
        known.into_iter().find(|(class, _)| entry.is(Kind::Cue, *class)).map(|(_, cue)| cue)
    }
}

vocabulary! {
    /// Why an attribution names nobody who could be asked.
    #[non_exhaustive]
    pub enum Vague {
        /// *critics say*
        Collective = "collective",
        /// *it is believed*, *reportedly*
        Nobody = "none",
    }
}

/// One attribution.
///
/// Invariants: `content` is not empty unless `class` is `Holderless`; spans are in text order and lie in the article;
/// `source_id` exists in the same [`Attributions`]; `sentence` is where the cue stands, or else the content's first; where the line that hands over says nothing
/// itself (*X reports:*), it is the content's first, too.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Where it is told.
    pub sentence: SentenceId,
    /// Direct, mixed or indirect.
    pub kind: AttributionKind,
    /// What the cue says about the saying.
    pub class: CueClass,
    /// The words that name the source here.
    pub source: Option<Span>,
    /// The words that hand the content over.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Whose it is, over the whole article; carried over from the sentence before if `source` is `None`.
    pub source_id: Option<SourceId>,
    /// Nobody who could be asked is named, here or in the sentence this one continues.
    pub vague: Option<Vague>,
    /// Second-hand: the medium that passes it on (*told TASS*, *as the New York Times reported*).
    pub channel: Option<Span>,
    /// The words that give a reason for anonymity (*who asked not to be named because …*).
    pub anonymity_reason: Option<Span>,
}

impl Attribution {
    /// One whose source nobody has looked for yet.
    pub fn new(
        sentence: SentenceId,
        kind: AttributionKind,
        class: CueClass,
        source: Option<Span>,
        cue: Option<Span>,
        content: Vec<Span>,
    ) -> Attribution {
        Attribution { sentence, kind, class, source, cue, content, source_id: None, vague: None, channel: None, anonymity_reason: None }
    }
    /// The words that stand for it: those for its source, or else its cue, or else what is said first.
    pub fn words(&self) -> Option<Span> {
        self.source.or(self.cue).or(self.content.first().copied())
    }
    /// Its first span, of source, cue and content.
    pub fn start(&self) -> Option<Span> {
        [self.source, self.cue].into_iter().flatten().chain(self.content.iter().copied()).min()
    }
}

/// One source over the whole article: a cluster of mentions.
///
/// Invariant: `mentions` is not empty and in text order; `name` is the longest name among them.
#[derive(Clone, Debug)]
pub struct Source {
    /// Equals its index.
    pub id: SourceId,
    /// Longest name, as written.
    pub name: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Without a name, called by a word for persons: who could have been asked. Neither a body nor a thing.
    pub person: bool,
    /// Index into [`Attributions::interests`], equal for sources that speak for one: a company and its officers, a ministry and its spokesman.
    pub interest: u32,
    /// Every mention that carries an attribution or names the source (appositions, titles, pronouns).
    pub mentions: Vec<Span>,
}

/// Whose words a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenVoice {
    /// The article's own.
    Own,
    /// Own words that name the source of the attribution with this index.
    Source(u32),
    /// Own words that are the cue of the attribution with this index.
    Cue(u32),
    /// Attributed content, no quotation marks.
    Indirect(u32),
    /// Attributed content in quotation marks.
    Quoted(u32),
    /// In quotation marks, but nobody is said to have said it (scare quotes, titles of works).
    Unowned,
}

impl TokenVoice {
    /// The attribution whose content it is.
    pub fn owner(self) -> Option<u32> {
        match self {
            TokenVoice::Indirect(owner) | TokenVoice::Quoted(owner) => Some(owner),
            _ => None,
        }
    }
}

// Trained weights depend on the order: append, never reorder.
vocabulary! {
    /// Whose voice a sentence speaks in (codebook, "Voice").
    #[non_exhaustive]
    pub enum Voice {
        /// Told by the article itself.
        Outlet = "outlet",
        /// Wholly somebody's, and the article says whose.
        Attributed = "attributed",
        /// Partly one, partly the other.
        Mixed = "mixed",
        /// Nothing to judge.
        Unvoiced = "none",
    }
}

impl Voice {
    /// Has an own-voice part to judge.
    pub fn is_own(self) -> bool {
        matches!(self, Voice::Outlet | Voice::Mixed)
    }
    /// Has a part that is somebody's.
    pub fn is_somebodys(self) -> bool {
        matches!(self, Voice::Attributed | Voice::Mixed)
    }
}

/// Everything known about who speaks.
///
/// Invariants: one [`TokenVoice`] per token, one [`Voice`] per sentence; `items` by sentence, then in order of their first span.
#[derive(Debug, Default)]
pub struct Attributions {
    /// All attributions.
    pub items: Vec<Attribution>,
    /// All sources.
    pub sources: Vec<Source>,
    /// Mention of each interest that they speak for.
    pub interests: Vec<String>,
    /// One per token of the document.
    pub tokens: Vec<TokenVoice>,
    /// One per sentence of the document.
    pub voices: Vec<Voice>,
    /// Stretches in which the page gives somebody the floor, in text order.
    pub held: Vec<super::Held>,
}

impl Attributions {
    /// The attributions told in a sentence, by binary search.
    pub fn of_sentence(&self, id: SentenceId) -> impl Iterator<Item = &Attribution> {
        let start = self.items.partition_point(|a| a.sentence < id);
        self.items.iter().skip(start).take_while(move |a| a.sentence == id)
    }
    /// The voice of a sentence.
    pub fn voice(&self, id: SentenceId) -> Voice {
        self.voices.get(id.0 as usize).copied().unwrap_or(Voice::Unvoiced)
    }
    /// The words that name the source where it is told: those of the origin, where `source` is the medium that passes it on.
    pub fn named_as(&self, a: &Attribution) -> Option<Span> {
        let channel = a.channel.filter(|c| a.source == Some(*c));
        let origin = || self.source_of(a)?.mentions.iter().copied().find(|m| channel.is_some_and(|c| m.start() >= c.end()));
        if channel.is_some() { origin().or(a.source) } else { a.source }
    }
    /// The source of an attribution.
    pub fn source_of(&self, a: &Attribution) -> Option<&Source> {
        a.source_id.and_then(|id| self.sources.get(id.0 as usize))
    }
}
