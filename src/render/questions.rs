//! What a rule asks, in words for a class: four questions stand for the rules about a text.
use serde::Serialize;

/// A question to a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Question {
    /// What files call it.
    pub(crate) id: &'static str,
    /// What people read.
    pub(crate) name: &'static str,
    /// What it asks.
    pub(crate) asks: &'static str,
}

/// The four, and what to choose where none fits yet; in the order of their keys.
pub(crate) const QUESTIONS: [Question; 5] = [
    Question { id: "judging-word", name: "Judging word", asks: "Does this word judge where a plain word would tell the same?" },
    Question { id: "says-who", name: "Says who?", asks: "The writer says it. How could the writer know?" },
    Question { id: "which-people", name: "Which people exactly?", asks: "Who is it that says so? Could you go and ask them?" },
    Question { id: "one-side", name: "Only one side?", asks: "Does somebody else back it or deny it? Was the other side asked?" },
    Question { id: "not-sure", name: "Not sure", asks: "Something is odd here, and you cannot say what yet." },
];

/// Krippendorff's alpha from this on, in words; the first two are his (2004, p. 241).
pub(crate) const ALIKE: [(f64, &str); 5] = [
    (0.8, "almost the same"),
    (0.667, "much alike"),
    (0.4, "middling"),
    (0.2, "little alike"),
    (f64::MIN, "hardly more alike than by chance"),
];

/// How alike a class read, in words.
pub(crate) fn alike(alpha: Option<f64>) -> &'static str {
    alpha.and_then(|alpha| ALIKE.iter().find(|(least, _)| alpha >= *least)).map_or("nothing to compare", |(_, words)| words)
}

/// What a rule says to people who know no rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// Which of the questions it asks.
    pub(crate) question: Question,
    /// What it asks here.
    pub(crate) name: &'static str,
    /// When the wording is fine, in one sentence.
    pub(crate) fine: &'static str,
}

/// What a rule asks; nothing where it is not about the text.
pub(crate) fn of(rule: &str) -> Option<Plain> {
    let (question, name, fine) = match rule {
        "loaded-term" => (0, "Judging word", "In a quotation, in an opinion piece, or where the article shows the facts behind it."),
        "unattributed-assertion" => (1, "Says who?", "Where the reporter saw it, or where everybody can check it."),
        "headline-drops-attribution" => (1, "Headline says more than the text", "Where the text shows that it is so."),
        "vague-attribution" => (2, "Which people exactly?", "Where the article names one of them close by."),
        "anonymous-source" => (2, "Who is this person?", "Where a name would put somebody in danger and the article says so."),
        "single-source-claim" => (3, "Only one person says so", "Where nobody else could know, or where it is a matter of taste."),
        "single-source-article" => (3, "All from one source", "In an interview, or in a short piece on what one body has decided."),
        "one-interest" => (3, "All speak for one side", "In a press release, or where nobody else is touched by it."),
        "one-sided-sourcing" => (3, "Was the other side asked?", "Where the article says that they were asked and did not answer."),
        _ => return None,
    };
    Some(Plain { question: *QUESTIONS.get(question)?, name, fine })
}
