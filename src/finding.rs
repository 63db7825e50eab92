//! What a rule says, and the text it says it about.
use crate::{document::SentenceId, level::Level, reason::Reason, span::Span};

/// Identifier of a rule: kebab case, reads well after "allow".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

/// Which sentences a rule could have flagged: the denominator of its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eligible {
    /// Sentences whose voice is `outlet` or `mixed`.
    OwnVoice,
    /// Sentences with an attribution.
    Attributed,
    /// Every sentence.
    All,
    /// The article as a whole.
    Article,
}

vocabulary! {
    /// What a piece of evidence is evidence of.
    #[non_exhaustive]
    pub enum Role {
        /// The words the finding is about; exactly one item has this role and it comes first.
        Trigger = "trigger",
        /// The cue of an attribution.
        Cue = "cue",
        /// The source of an attribution.
        Source = "source",
        /// The content of an attribution.
        Content = "content",
        /// For findings of absence: the window in which nothing was found.
        Searched = "searched",
        /// Anything else that was weighed.
        Support = "support",
    }
}

/// One stretch of text that was weighed.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What it shows.
    pub role: Role,
    /// Where.
    pub span: Span,
    /// The lexicon entry behind it (`en/loaded/legitimacy#regime`), if any.
    pub entry: Option<String>,
}

vocabulary! {
    /// Why a match does not count.
    #[non_exhaustive]
    pub enum Excuse {
        /// Inside somebody's quotation.
        Quotation = "quotation",
        /// In attributed content without quotation marks.
        Attributed = "attributed",
        /// The author allowed it in the text, with a reason.
        Suppressed = "suppressed",
        /// A second source supports, repeats or answers it.
        Answered = "answered",
        /// The desk knows it already.
        Baseline = "baseline",
        /// It stands on lines that did not change.
        Unchanged = "unchanged",
    }
}

/// How sure the engine is, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// That the finding holds, at least mildly.
    pub any: u8,
    /// That any careful editor would ask.
    pub strong: u8,
}

/// One finding.
///
/// Invariants: `evidence[0].role == Trigger`, and it lies in `sentence`; these two fields are private and keep it so.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub rule: RuleId,
    sentence: SentenceId,
    /// How much it weighs.
    pub level: Level,
    /// One sentence for the reader.
    pub message: String,
    /// Why it needs a source.
    pub reason: Option<Reason>,
    /// The lexicon category behind it, for counts by category.
    pub category: Option<String>,
    /// What would mend it, in words (*name the survey*; neutral wordings).
    pub advice: Option<String>,
    /// Words that could stand in the trigger's place as they are.
    pub instead: Vec<String>,
    /// Why it does not count, if it does not; it is listed all the same.
    pub excuse: Option<Excuse>,
    /// The author's reason, where the author allowed it.
    pub justification: Option<String>,
    /// How sure the engine is of it; `None` where no engine was asked.
    pub confidence: Option<Confidence>,
    /// Whom it is about, by where they are first told of: most profiles ask about somebody once.
    pub about: Option<Span>,
    evidence: Vec<Evidence>,
}

impl Finding {
    /// There is no finding without a trigger: the constructor demands it.
    pub fn new(rule: RuleId, level: Level, sentence: SentenceId, trigger: Span, message: String) -> Finding {
        let evidence = vec![Evidence { role: Role::Trigger, span: trigger, entry: None }];
        Finding {
            rule,
            sentence,
            level,
            message,
            reason: None,
            category: None,
            advice: None,
            instead: Vec::new(),
            excuse: None,
            justification: None,
            confidence: None,
            about: None,
            evidence,
        }
    }
    /// Cites the lexicon entry that matched the trigger.
    #[must_use]
    pub fn entry(mut self, id: impl Into<String>) -> Finding {
        self.evidence[0].entry = Some(id.into());
        self
    }
    /// Adds evidence.
    #[must_use]
    pub fn with(mut self, role: Role, spans: impl IntoIterator<Item = Span>) -> Finding {
        self.evidence.extend(spans.into_iter().map(|span| Evidence { role, span, entry: None }));
        self
    }
    /// Why it needs a source.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Finding {
        self.reason = Some(reason);
        self
    }
    /// The lexicon category behind it, for counts by category.
    #[must_use]
    pub fn in_category(mut self, category: impl Into<String>) -> Finding {
        self.category = Some(category.into());
        self
    }
    /// What would mend it, in words (*name the survey*; neutral wordings).
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Finding {
        self.advice = Some(advice.into());
        self
    }
    /// Words that could stand in the trigger's place as they are.
    #[must_use]
    pub fn instead(mut self, wordings: Vec<String>) -> Finding {
        self.instead = wordings;
        self
    }
    /// The match does not count, for this reason; it is listed all the same.
    #[must_use]
    pub fn excused(mut self, excuse: Excuse) -> Finding {
        self.excuse = Some(excuse);
        self
    }
    /// The author allowed it, for this reason.
    #[must_use]
    pub fn suppressed(mut self, justification: Option<String>) -> Finding {
        self.justification = justification;
        self.excused(Excuse::Suppressed)
    }
    /// How sure the engine is of it.
    #[must_use]
    pub fn sure(mut self, confidence: Confidence) -> Finding {
        self.confidence = Some(confidence);
        self
    }
    /// Whom it is about, by where they are first told of: most profiles ask about somebody once.
    #[must_use]
    pub fn about(mut self, first: Span) -> Finding {
        self.about = Some(first);
        self
    }
    /// With another level (settings).
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Finding {
        self.level = level;
        self
    }
    /// Which sentence.
    pub fn sentence(&self) -> SentenceId {
        self.sentence
    }
    /// All evidence, the trigger first.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
    /// The words the finding is about.
    pub fn trigger(&self) -> Span {
        self.evidence[0].span
    }
}
