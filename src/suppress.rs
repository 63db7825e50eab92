//! "This is fine here, because …": allowances that an author writes beside the words.
//!
//! In Markdown and HTML a comment, in plain text a line of its own in square brackets:
//! ```text
//! <!-- sayso allow loaded-term "regime" because: the court's own term -->
//! [sayso allow single-source-article because: it is an interview]
//! ```
//! An allowance holds for the paragraph it stands in, or else for the one that follows it. With words in quotation marks it
//! holds for these words only. Rules about the article as a whole may be allowed anywhere in it.
use crate::{document::Document, finding::Finding, span::Span};

/// One allowance as found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment.
    pub span: Span,
    /// Rule id, as written; empty where the comment is not understood.
    pub rule: String,
    /// The words it is limited to.
    pub words: Option<String>,
    /// Why. Without a reason it allows nothing.
    pub reason: Option<String>,
    /// Index of the paragraph it holds for.
    pub paragraph: Option<usize>,
}

/// All allowances of an article, in text order.
pub fn annotate(doc: &Document<'_>) -> Vec<Suppression> {
    let article = doc.article();
    let mut found: Vec<Suppression> = Vec::new();
    for markup in article.markup() {
        let rest = article.text().get(markup.start()..).unwrap_or_default();
        let Some((length, body)) = comment(rest).filter(|(_, body)| body.starts_with("sayso")) else { continue };
        let Some(span) = article.span(markup.start(), markup.start() + length) else { continue };
        let (rule, words, reason) = parse(body).unwrap_or_default();
        let paragraph = doc.paragraphs().partition_point(|p| p.span.end() <= span.start());
        let paragraph = (paragraph < doc.paragraphs().len()).then_some(paragraph);
        found.push(Suppression { span, rule, words, reason, paragraph });
    }
    found
}

/// The first allowance that speaks of this finding, among those that [`annotate`] found. `whole`: its rule is about the article as a whole.
pub fn covering<'s>(all: &'s [Suppression], doc: &Document<'_>, finding: &Finding, whole: bool) -> Option<&'s Suppression> {
    // Text order makes the paragraphs ascend; those behind the last paragraph have none and stand at the end.
    let place = |s: &Suppression| s.paragraph.unwrap_or(usize::MAX);
    let here = doc.sentences().get(finding.sentence().0 as usize).map_or(usize::MAX - 1, |s| s.paragraph);
    let (start, end) = (all.partition_point(|s| place(s) < here), all.partition_point(|s| place(s) <= here));
    let near = if whole { all } else { all.get(start..end).unwrap_or_default() };
    near.iter().find(|s| s.speaks_of(doc, finding))
}

impl Suppression {
    fn speaks_of(&self, doc: &Document<'_>, finding: &Finding) -> bool {
        let same = |words: &String| words.to_lowercase() == doc.text_of(finding.trigger()).to_lowercase();
        self.reason.is_some() && self.rule == finding.rule().0 && self.words.as_ref().is_none_or(same)
    }
}

/// Length and inside of the comment that the text opens with.
fn comment(text: &str) -> Option<(usize, &str)> {
    let (open, close) = if text.starts_with("<!--") { ("<!--", "-->") } else { ("[", "]") };
    let inside = text.strip_prefix(open)?;
    let end = inside.find(close)?;
    Some((open.len() + end + close.len(), inside.get(..end)?.trim()))
}

type Parts = (String, Option<String>, Option<String>);

/// `sayso allow RULE ["WORDS"] because: REASON`
fn parse(body: &str) -> Option<Parts> {
    let rest = body.strip_prefix("sayso")?.trim_start().strip_prefix("allow")?;
    let (what, reason) = match rest.split_once("because") {
        Some((what, reason)) => (what, Some(reason.trim_start_matches(':').trim().to_owned()).filter(|r| !r.is_empty())),
        None => (rest, None),
    };
    let what = what.trim();
    let (rule, words) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
    let words = words.trim().trim_matches(['"', '“', '”']);
    Some((rule.to_owned(), Some(words.to_owned()).filter(|w| !w.is_empty()), reason))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{comment, parse};

    #[test]
    fn an_allowance_has_rule_words_and_reason() {
        let own = |s: &str| Some(s.to_owned());
        assert_eq!(
            parse("sayso allow loaded-term \"the regime\" because: house style").unwrap(),
            ("loaded-term".to_owned(), own("the regime"), own("house style"))
        );
        assert_eq!(parse("sayso allow loaded-term because:").unwrap(), ("loaded-term".to_owned(), None, None));
        assert_eq!(parse("TODO sayso"), None);
    }

    #[test]
    fn comments_end_with_their_own_mark() {
        assert_eq!(comment("<!-- sayso allow x because: [a] -->y"), Some((35, "sayso allow x because: [a]")));
        assert_eq!(comment("[sayso allow x because: y]\nz"), Some((26, "sayso allow x because: y")));
        assert_eq!(comment("<!-- sayso"), None);
    }
}
