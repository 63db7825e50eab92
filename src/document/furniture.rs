//! What a paragraph is for. Conservative: running text taken for furniture would silence the article.
mod lists;

use super::{
    block, is_dash,
    keys::Keys,
    paragraph::{Furniture, Paragraph, ParagraphKind},
    token::{Shape, Token, TokenKind},
};
use crate::{article::Article, span::Span};
use lists::Lists;
use std::ops::Range;

/// Longer paragraphs are running text, whatever they start with.
const LONGEST: usize = 60;
const LONGEST_LINE: usize = 40;
const LONGEST_HEADLINE: usize = 25;
const LONGEST_SUBHEADING: usize = 10;
/// A dateline at the head of a paragraph ends within so many tokens.
const LONGEST_DATELINE: usize = 16;

/// Sets the kind and dateline of every paragraph. The tokens are all cut; no sentence is.
pub(super) fn classify(article: &Article, tokens: &[Token], paragraphs: &mut [Paragraph]) {
    let reader = Reader { article, tokens, lists: Lists::get() };
    let (mut headed, mut begun) = (false, false);
    for index in 0..paragraphs.len() {
        let kind = reader.kind(index, paragraphs, headed, begun);
        headed |= kind == ParagraphKind::Headline;
        begun |= matches!(kind, ParagraphKind::Body | ParagraphKind::Subheading);
        // *SIR – …* is no place.
        let letter = |p: &Paragraph| block::is_salutation(article.slice(p.span));
        let placed = kind == ParagraphKind::Body && !letter(&paragraphs[index]);
        let dateline = placed.then(|| reader.dateline_prefix(&paragraphs[index].tokens)).flatten();
        paragraphs[index].kind = kind;
        paragraphs[index].dateline = dateline;
    }
    polls(paragraphs);
}

/// Between two lines of a poll stand at most so many of its question and answers …
const POLL: usize = 12;
/// … each of at most so many tokens.
const POLL_LINE: usize = 30;

/// Makes what stands between two lines of a poll furniture, too.
fn polls(paragraphs: &mut [Paragraph]) {
    let opens = |p: &Paragraph| p.kind == ParagraphKind::Furniture(Furniture::Poll);
    let goes_on = |p: &Paragraph| matches!(p.kind, ParagraphKind::Furniture(Furniture::Poll | Furniture::Consent | Furniture::SignUp));
    let mut at = 0;
    while at < paragraphs.len() {
        let end = paragraphs.len().min(at + 1 + POLL);
        let last = opens(&paragraphs[at]).then(|| (at + 1..end).find(|&n| goes_on(&paragraphs[n]))).flatten();
        let last = last.filter(|&last| paragraphs[at + 1..last].iter().all(|p| p.tokens.len() <= POLL_LINE)).unwrap_or(at);
        for paragraph in &mut paragraphs[at..last] {
            (paragraph.kind, paragraph.dateline) = (ParagraphKind::Furniture(Furniture::Poll), None);
        }
        at = last.max(at + 1);
    }
}

/// Small words of dates.
pub(super) fn dates() -> &'static Keys {
    &Lists::get().labels.date
}

struct Reader<'a> {
    article: &'a Article,
    tokens: &'a [Token],
    lists: &'static Lists,
}

impl Reader<'_> {
    /// `headed`: a headline stands before it; `begun`: running text or a subheading does.
    fn kind(&self, index: usize, paragraphs: &[Paragraph], headed: bool, begun: bool) -> ParagraphKind {
        let paragraph = &paragraphs[index];
        let range = paragraph.tokens.clone();
        let heading = if headed || begun { ParagraphKind::Subheading } else { ParagraphKind::Headline };
        if self.marked_heading(paragraph.span) || paragraph.span.end() < self.article.lead() {
            return heading;
        }
        // Only short paragraphs can be anything but running text.
        if range.len() > 2 * LONGEST {
            return ParagraphKind::Body;
        }
        let words = self.words(&range).count();
        let text = self.article.slice(paragraph.span).to_lowercase();
        if let Some(kind) = self.lists.furniture(self.article.slice(paragraph.span), &text, words) {
            return ParagraphKind::Furniture(kind);
        }
        if words > LONGEST_LINE {
            return ParagraphKind::Body;
        }
        if words > 0 && index > 0 && self.words(&range).all(|t| self.lists.labels.agency.contains(t.key)) {
            return ParagraphKind::Furniture(Furniture::Credit);
        }
        if self.lists.labels.caption.iter().any(|c| text.starts_with(c)) {
            return ParagraphKind::Caption;
        }
        if self.is_byline(index, &range) {
            return ParagraphKind::Furniture(Furniture::Byline);
        }
        if self.is_dateline(&range) {
            return ParagraphKind::Furniture(Furniture::Dateline);
        }
        // Whose post it is, the encoder reads: both are running text.
        if (headed || begun) && (block::is_line(self.article, &self.tokens[range.clone()]) || self.is_post(index, paragraphs)) {
            return ParagraphKind::Body;
        }
        let last = index + 1 == paragraphs.len();
        if !last && !headed && !begun && self.is_headline(&range, words, paragraphs.get(index + 1)) {
            return ParagraphKind::Headline;
        }
        if !last && index > 0 && self.is_subheading(&range, words) { ParagraphKind::Subheading } else { ParagraphKind::Body }
    }

    /// Does Markdown mark it as a heading, by `#` before it or a rule of `=` or `-` below?
    fn marked_heading(&self, span: Span) -> bool {
        let markup = self.article.markup();
        let next = markup.partition_point(|m| m.start() < span.start());
        let before = next.checked_sub(1).and_then(|n| markup.get(n)).filter(|m| m.end() == span.start());
        let below = markup.iter().skip(next).find(|m| m.start() >= span.end()).filter(|m| m.start() <= span.end() + 1);
        let hashes = before.is_some_and(|&m| {
            let mark = self.article.slice(m).trim();
            mark.ends_with('#') && mark.trim_start_matches(['#', '\n']).is_empty()
        });
        hashes
            || below.is_some_and(|&m| {
                let rule = self.article.slice(m).trim();
                rule.len() > 1
                    && (rule.bytes().all(|b| b == b'=') || rule.bytes().all(|b| b == b'-'))
                    && self.article.slice(m).starts_with(['\n', '\r'])
            })
    }

    /// `By A. Name - Agency:`; `A. Name, Agency` near the top.
    fn is_byline(&self, index: usize, range: &Range<usize>) -> bool {
        let tokens = &self.tokens[range.clone()];
        let Some(first) = tokens.first() else { return false };
        let capital = |t: &Token| t.shape.is_capital();
        let named = |ts: &[Token]| {
            ts.iter()
                .filter(|t| t.is_word())
                .all(|t| capital(t) || t.kind == TokenKind::Address || self.lists.labels.byline.contains(t.key))
        };
        let names = tokens.iter().filter(|t| capital(t)).count();
        if self.lists.labels.opens_byline.contains(first.key) {
            return names >= 2 && tokens.len() <= 30 && named(&tokens[1..]) && !tokens[1..].iter().any(|t| t.kind == TokenKind::Number);
        }
        let commas = tokens.iter().filter(|t| self.is(t, ",")).count();
        let ends = tokens.iter().rev().find(|t| t.is_word()).is_some_and(|t| self.lists.labels.agency.contains(t.key));
        (1..=4).contains(&index) && (3..=9).contains(&tokens.len()) && commas == 1 && ends && named(tokens)
    }

    /// A post: the line with its author stands above it, or, behind a dash, below it.
    fn is_post(&self, index: usize, paragraphs: &[Paragraph]) -> bool {
        let line = |n: usize| paragraphs.get(n).filter(|p| block::is_line(self.article, &self.tokens[p.tokens.clone()]));
        let signs = |p: &Paragraph| block::signs(self.article, &self.tokens[p.tokens.clone()]);
        index.checked_sub(1).and_then(line).is_some_and(|p| !signs(p)) || line(index + 1).is_some_and(signs)
    }

    /// Places and dates and nothing else, with at least one date.
    fn is_dateline(&self, range: &Range<usize>) -> bool {
        let tokens = &self.tokens[range.clone()];
        if tokens.len() > LONGEST_DATELINE + 4 {
            return false;
        }
        let named = |t: &Token| self.lists.labels.months.contains(t.key) || self.lists.labels.weekdays.contains(t.key);
        let mut dated = false;
        for segment in tokens.split(|t| t.kind == TokenKind::Punct) {
            let calendar = |t: &&Token| t.kind == TokenKind::Number || named(t) || self.lists.labels.date.contains(t.key);
            let dates = segment.iter().filter(calendar).count();
            let others: Vec<&Token> = segment.iter().filter(|t| !calendar(t)).collect();
            let upper = others.iter().all(|t| t.shape == Shape::Upper);
            let place = others.len() <= 3 && others.iter().all(|t| matches!(t.shape, Shape::Title | Shape::Upper)) && (dates == 0 || upper);
            if !place {
                return false;
            }
            let month = segment.iter().any(named) && segment.iter().any(|t| t.kind == TokenKind::Number);
            dated |= month || segment.iter().any(|t| t.kind == TokenKind::Number && self.is_date(t));
        }
        dated
    }

    /// `2020-11-11`, `3/4/2021`
    fn is_date(&self, token: &Token) -> bool {
        let text = self.article.slice(token.span);
        (8..=10).contains(&text.len()) && ['-', '/', '.'].iter().any(|&c| text.matches(c).count() == 2)
    }

    fn is_headline(&self, range: &Range<usize>, words: usize, next: Option<&Paragraph>) -> bool {
        if !(2..=LONGEST_HEADLINE).contains(&words) {
            return false;
        }
        let stopped = self.ends_with_stop(range);
        let inner = self.tokens[range.start..range.end - 1].iter().any(|t| self.is(t, "."));
        if !stopped {
            return !inner && !self.is(&self.tokens[range.end - 1], ":");
        }
        // Running text seldom opens with a question that is a paragraph of its own: of the training articles none does.
        let asks = self.ends_with(range, &['?']);
        // A full stop under a headline is the habit of some archives; the line below, or Title Case, tells.
        let opens =
            next.is_some_and(|p| self.dateline_prefix(&p.tokens).is_some() || self.is_byline(1, &p.tokens) || self.is_dateline(&p.tokens));
        let small = |t: &Token| t.shape == Shape::Lower && self.lists.labels.small.contains(t.key);
        let letters = || self.words(range).filter(|t| t.kind == TokenKind::Word);
        let title_case =
            words >= 3 && letters().all(|t| t.shape != Shape::Lower || small(t)) && letters().filter(|t| small(t)).count() * 2 <= words;
        !inner && (asks || opens || title_case)
    }

    fn is_subheading(&self, range: &Range<usize>, words: usize) -> bool {
        let tokens = &self.tokens[range.clone()];
        let starts = tokens.first().is_some_and(|t| t.shape.is_capital());
        let upper = words <= 3 && self.words(range).all(|t| t.shape == Shape::Upper);
        let quotes = tokens.iter().any(|t| t.kind == TokenKind::Quote);
        (1..=LONGEST_SUBHEADING).contains(&words)
            && starts
            && !quotes
            && (upper
                || !self.ends_with_stop(range)
                    && !tokens.last().is_some_and(|t| matches!(self.article.slice(t.span), ":" | "," | "—" | "-" | ";")))
    }

    /// `WASHINGTON (AP) —`, `LONDON, March 3 (Agency) -`: the span up to and with the dash.
    fn dateline_prefix(&self, range: &Range<usize>) -> Option<Span> {
        let tokens = &self.tokens[range.clone()];
        let first = tokens.first()?;
        let bracketed = self.is(first, "(");
        let place = first.shape == Shape::Upper && first.span.len() > 2;
        let agency = tokens.iter().take(LONGEST_DATELINE).position(|t| self.is(t, "(")).is_some_and(|n| {
            tokens.iter().skip(n).take(5).any(|t| self.is(t, ")"))
                && tokens.get(n + 1).is_some_and(|t| self.lists.labels.agency.contains(t.key) || t.shape == Shape::Upper)
        });
        if !(place || agency && (bracketed || first.shape == Shape::Title)) {
            return None;
        }
        let dash = tokens.iter().take(LONGEST_DATELINE).position(|t| is_dash(self.article.slice(t.span)))?;
        let (head, rest) = (&tokens[..dash], &tokens[dash + 1..]);
        let known = |t: &Token| match t.kind {
            TokenKind::Number => true,
            TokenKind::Punct => matches!(self.article.slice(t.span), "," | "(" | ")" | "/" | "." | "|"),
            TokenKind::Word => t.shape != Shape::Lower || self.lists.labels.date.contains(t.key) || self.lists.labels.place.contains(t.key),
            TokenKind::Quote | TokenKind::Address => false,
        };
        let goes_on = rest.iter().find(|t| t.kind != TokenKind::Quote).is_some_and(|t| t.shape != Shape::Lower);
        // A heading in capitals that runs into its paragraph names no place of one to three words.
        let named = head.iter().take_while(|t| t.is_word()).count() <= 3;
        let plain = head.iter().all(Token::is_word);
        let spaced = tokens[dash].spaced || self.is(&tokens[dash], "—") && !plain;
        (dash > 0 && spaced && named && goes_on && head.iter().all(known)).then(|| first.span.cover(tokens[dash].span))
    }

    fn ends_with_stop(&self, range: &Range<usize>) -> bool {
        self.ends_with(range, &['.', '!', '?', '…'])
    }

    fn ends_with(&self, range: &Range<usize>, stops: &[char]) -> bool {
        let last = self.tokens[range.clone()].iter().rev().find(|t| t.kind != TokenKind::Quote && !self.is(t, ")"));
        last.is_some_and(|t| t.kind == TokenKind::Punct && self.article.slice(t.span).ends_with(stops))
    }

    fn words(&self, range: &Range<usize>) -> impl Iterator<Item = &Token> {
        self.tokens[range.clone()].iter().filter(|t| t.is_word())
    }

    fn is(&self, token: &Token, text: &str) -> bool {
        token.span.len() == text.len() && self.article.slice(token.span) == text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::Document;
    use ParagraphKind::{Body, Caption, Headline, Subheading};

    const BYLINE: ParagraphKind = ParagraphKind::Furniture(Furniture::Byline);
    const CREDIT: ParagraphKind = ParagraphKind::Furniture(Furniture::Credit);
    const DATELINE: ParagraphKind = ParagraphKind::Furniture(Furniture::Dateline);
    const RELATED: ParagraphKind = ParagraphKind::Furniture(Furniture::Related);

    fn kinds(text: &str) -> Vec<ParagraphKind> {
        let article = Article::new("t", text).unwrap();
        Document::parse(&article).paragraphs().iter().map(|p| p.kind).collect()
    }

    fn dateline(text: &str) -> Option<String> {
        let article = Article::new("t", text).unwrap();
        let doc = Document::parse(&article);
        doc.paragraphs()[0].dateline.map(|d| doc.text_of(d).to_owned())
    }

    #[test]
    fn the_line_of_a_post_that_names_its_author_is_no_heading() {
        let text = "Rail vote delayed\n\nThe vote was put off on Monday, and riders were angry about it.\n\n\
                    Lena Marsh @lenamarsh · Apr 3\n\nthey left us standing in the rain again\n\n\
                    — Omar Kell (@okell) April 3, 2021\n\nAsk @okell about his trains\n\nThe council meets on Friday to vote again.";
        let found = kinds(text);
        assert_eq!((found[2], found[4]), (Body, Body));
        assert_eq!((found[0], found[5]), (Headline, Subheading));
        let text = "Mayor Slams @HarbourBoard Over Delays\n\nThe mayor was angry on Monday, and said so.";
        assert_eq!(kinds(text)[0], Headline);
    }

    #[test]
    fn a_post_is_no_heading_though_it_has_no_stop() {
        let text = "Rail vote delayed\n\nThe vote was put off on Monday, and riders were angry about it.\n\nWhat riders say\n\n\
                    Lena Marsh @lenamarsh · Apr 3\n\nThey robbed us and called it progress\n\n\
                    Nobody told us a thing\n\n— Omar Kell (@okell) April 3, 2031\n\nWhat comes next\n\nThe council meets on Friday to vote again.";
        assert_eq!(kinds(text), [Headline, Body, Subheading, Body, Body, Body, Body, Subheading, Body]);
    }

    #[test]
    fn a_wire_report_is_told_apart() {
        let text = " date 2031-05-02 ORVANE, Listria, May 2\n\nBy Mira Tolan - Halden Wire:\n\nThe ferry sank at dawn, the harbour master said.\n\nReporting by Mira Tolan; editing by Jon Pell";
        assert_eq!(kinds(text), [DATELINE, BYLINE, Body, CREDIT]);
    }

    #[test]
    fn headline_deck_byline_caption_subheading() {
        let text = "Ferry sinks off Orvane\n\nBy Mira Tolan and Jon Pell\n\nPhoto: The harbour on Sunday.\n\nORVANE (HW) — The ferry sank at dawn.\n\nWhat comes next\n\nThe port will open on Monday.\n\nRead the rest here.";
        assert_eq!(kinds(text), [Headline, BYLINE, Caption, Body, Subheading, Body, RELATED]);
    }

    #[test]
    fn a_first_paragraph_that_asks_is_a_headline() {
        let body = "The port is closed, the mayor said.";
        assert_eq!(kinds(&format!("Why did the ferry sink?\n\n{body}")), [Headline, Body]);
        assert_eq!(kinds(&format!("“Who asked for this lane?”\n{body}")), [Headline, Body]);
        assert_eq!(kinds(&format!("It sank. Why did nobody see it?\n\n{body}")), [Body, Body]);
        assert_eq!(kinds(&format!("{body}\n\nWhy did the ferry sink?\n\n{body}")), [Body, Body, Body]);
        assert_eq!(kinds("Why did the ferry sink?"), [Body]);
    }

    #[test]
    fn a_headline_with_a_stop_needs_title_case_or_a_dateline_below() {
        assert_eq!(kinds("Ferry Sinks Off the Coast of Orvane.\n\nThe port is closed, the mayor said."), [Headline, Body]);
        assert_eq!(kinds("The ferry sank off Orvane.\n\nThe port is closed, the mayor said."), [Body, Body]);
        assert_eq!(kinds("The ferry sank off Orvane.\n\nORVANE, May 2 (HW) - The port is closed."), [Headline, Body]);
        assert_eq!(kinds("The ferry sank off Orvane"), [Body]);
    }

    #[test]
    fn running_text_is_never_furniture() {
        for text in [
            "Follow the money, she told the hearing, and the rest will come.",
            "By Monday the strikers had gone home, and the mills stood still.",
            "Editing the film took him a year.",
            "May 3 was the day the dam broke.",
            "Advertisement revenue fell by a third, the company said.",
            "Read more books, he told the pupils.",
            "Copyright law is a mess, she said.",
        ] {
            assert_eq!(kinds(&format!("Some headline stands here\n\n{text}\n\nMore text follows here.")), [Headline, Body, Body], "{text}");
        }
    }

    #[test]
    fn datelines_at_the_head_of_a_paragraph() {
        assert_eq!(dateline("ORVANE (HW) — The ferry sank.").as_deref(), Some("ORVANE (HW) —"));
        assert_eq!(
            dateline("PORT ORVANE, L.I., March 3 (Halden) - “It sank,” he said.").as_deref(),
            Some("PORT ORVANE, L.I., March 3 (Halden) -")
        );
        assert_eq!(dateline("Orvane (HW) – The ferry sank.").as_deref(), Some("Orvane (HW) –"));
        assert_eq!(dateline("LISTRIA is at war — and the world looks on."), None);
        assert_eq!(dateline("Listria — The old country — is at war."), None);
    }
}
