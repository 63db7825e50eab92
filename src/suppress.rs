//! "This is fine here, because …": allowances that an author writes beside the words.
//!
//! In Markdown and HTML a comment, in plain text square brackets, in a line of their own or among the words:
//! ```text
//! <!-- sayso allow loaded-term "regime" because: the court's own term -->
//! [sayso allow single-source-article because: it is an interview]
//! ```
//! Capitals do not matter. An allowance holds for the paragraph it stands in, or else for the one that follows it. With words in quotation marks it
//! holds only where they are marked, alone or with others around them. Rules about the article as a whole may be allowed anywhere in it.
use crate::{document::Document, finding::Finding, span::Span};
use rustc_hash::FxHashMap;

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
        let Some((length, body)) = comment(rest, markup.len()).filter(|(_, body)| after("sayso", body).is_some_and(ends_a_word)) else {
            continue;
        };
        let Some(span) = article.span(markup.start(), markup.start() + length) else { continue };
        let (rules, words, reason) = parse(body).unwrap_or_else(|| (vec![String::new()], None, None));
        let next = doc.paragraphs().partition_point(|p| p.span.end() <= span.start());
        // Behind the last word of a paragraph, on its line, it still stands in it.
        let ended = next.checked_sub(1).and_then(|last| Some((last, doc.paragraphs().get(last)?.span.end())));
        let on_its_line = |end: usize| article.text().get(end..span.start()).is_some_and(|between| !between.contains('\n'));
        let stands_in = ended.filter(|(_, end)| on_its_line(*end)).map(|(last, _)| last);
        let paragraph = stands_in.or_else(|| (next < doc.paragraphs().len()).then_some(next));
        for rule in rules {
            found.push(Suppression { span, rule, words: words.clone(), reason: reason.clone(), paragraph });
        }
    }
    found
}

/// Allowances by what they allow, so that ten thousand of them cost no more for each finding than one.
#[derive(Debug)]
pub struct Index<'s> {
    all: &'s [Suppression],
    /// The first one for a paragraph, a rule and words (in lower case), and the first one anywhere.
    first: FxHashMap<(Option<usize>, &'s str, Option<String>), usize>,
}

impl<'s> Index<'s> {
    /// Of the allowances that [`annotate`] found; one without a reason allows nothing.
    pub fn new(all: &'s [Suppression]) -> Index<'s> {
        let mut first = FxHashMap::default();
        for (i, s) in all.iter().enumerate().filter(|(_, s)| s.reason.is_some()) {
            let words = s.words.as_ref().map(|w| w.to_lowercase());
            // No paragraph in the key stands for the article as a whole; what follows the last paragraph is about nothing else.
            for paragraph in [None, s.paragraph] {
                first.entry((paragraph, s.rule.as_str(), words.clone())).or_insert(i);
            }
        }
        Index { all, first }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The first allowance that speaks of this finding. `whole`: its rule is about the article as a whole.
    pub fn covering(&self, doc: &Document<'_>, finding: &Finding, whole: bool) -> Option<&'s Suppression> {
        let paragraph = doc.sentences().get(finding.sentence().0 as usize).map(|s| s.paragraph);
        if !whole && paragraph.is_none() {
            return None;
        }
        let at = |words: Option<String>| self.first.get(&(paragraph.filter(|_| !whole), finding.rule.0, words));
        let found = at(None).into_iter().chain(held(doc, finding.trigger()).filter_map(|words| at(Some(words)))).min();
        found.and_then(|&i| self.all.get(i))
    }
}

/// So many tokens of an allowance may stand among others that are marked; more must be all that is marked.
const HELD: usize = 4;

/// What is marked, and every few words of it, in lower case.
fn held(doc: &Document<'_>, marked: Span) -> impl Iterator<Item = String> {
    let tokens = doc.tokens_in(marked);
    let end = tokens.end;
    let few = tokens.flat_map(move |from| (from + 1..=end.min(from + HELD)).map(move |to| doc.span_of(from..to)));
    std::iter::once(marked).chain(few).map(move |span| doc.text_of(span).to_lowercase())
}

/// Length and inside of the comment that the text opens with, or of the brackets that so many bytes of markup are.
fn comment(text: &str, markup: usize) -> Option<(usize, &str)> {
    let Some(inside) = text.strip_prefix("<!--") else {
        let brackets = text.get(..markup)?.trim_end();
        return Some((brackets.len(), brackets.strip_prefix('[')?.strip_suffix(']')?.trim()));
    };
    let end = inside.find("-->")?;
    Some(("<!--".len() + end + "-->".len(), inside.get(..end)?.trim()))
}

/// What follows a word that the text begins with, whatever its capitals.
fn after<'t>(word: &str, text: &'t str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

fn ends_a_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

type Parts = (Vec<String>, Option<String>, Option<String>);

/// `sayso allow RULE[, RULE] ["WORDS"] because: REASON`
fn parse(body: &str) -> Option<Parts> {
    let rest = after("allow", after("sayso", body)?.trim_start_matches(':').trim_start())?;
    let (what, reason) = rest.to_ascii_lowercase().find("because").map_or((rest, ""), |at| rest.split_at(at));
    let reason = after("because", reason).unwrap_or_default().trim_start_matches(':');
    // It may run over lines.
    let reason = Some(reason.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|r| !r.is_empty());
    let mut rules: Vec<String> = Vec::new();
    let mut rest = what.trim();
    while !rest.is_empty() && (rules.is_empty() || rest.starts_with(',')) {
        rest = rest.trim_start_matches([',', ' ']);
        let end = rest.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(rest.len());
        rules.push(rest[..end].to_ascii_lowercase());
        rest = rest[end..].trim_start();
    }
    if rules.is_empty() {
        rules.push(String::new());
    }
    let words = rest.trim().trim_matches(['"', '“', '”']);
    Some((rules, Some(words.to_owned()).filter(|w| !w.is_empty()), reason))
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
            (vec!["loaded-term".to_owned()], own("the regime"), own("house style"))
        );
        assert_eq!(parse("sayso allow loaded-term because:").unwrap(), (vec!["loaded-term".to_owned()], None, None));
        let two = parse("sayso: allow loaded-term, vague-attribution because: house style").unwrap();
        assert_eq!(two, (vec!["loaded-term".to_owned(), "vague-attribution".to_owned()], None, own("house style")));
        assert_eq!(
            parse("SAYSO Allow Loaded-Term Because: House style").unwrap(),
            (vec!["loaded-term".to_owned()], None, own("House style"))
        );
        assert_eq!((parse("TODO sayso"), parse("sayso-allow loaded-term")), (None, None));
    }

    #[test]
    fn comments_end_with_their_own_mark() {
        assert_eq!(comment("<!-- sayso allow x because: [a] -->y", 4), Some((35, "sayso allow x because: [a]")));
        assert_eq!(comment("[sayso allow x because: [y]]\nz", 29), Some((28, "sayso allow x because: [y]")));
        assert_eq!((comment("<!-- sayso", 10), comment("[sayso allow](x)", 1)), (None, None));
    }
}
