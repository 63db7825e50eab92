//! Markdown: its syntax becomes markup spans, so that every offset stays that of the file.
//!
//! One pass over the lines, one over the characters of each; what a news text holds, not all of `CommonMark`: front matter,
//! headings, emphasis, links and images, code, lists, block quotes, rules, tables, HTML tags and comments.
use super::{InputError, Limits, article, asides, checked};
use crate::article::{Article, Metadata};
use std::ops::Range;

/// How far the end of a link, code span or tag is looked for.
const FURTHEST: usize = 1024;

/// Markdown: one article. Front matter gives the metadata.
///
/// # Errors
/// Where there is no text in it, it is binary or no UTF-8, or too large.
pub fn markdown(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    let text = checked(bytes, limits)?;
    let article = article(id, text)?;
    let mut scan = Scan { text, found: Vec::new(), metadata: Metadata::default(), known: Vec::new(), asides: asides(text) };
    scan.run();
    scan.found.sort_unstable_by_key(|r| (r.start, r.end));
    let mut spans = Vec::with_capacity(scan.found.len());
    let mut last = 0;
    for found in scan.found {
        if let Some(span) = article.span(found.start.max(last), found.end).filter(|s| !s.is_empty()) {
            last = span.end();
            spans.push(span);
        }
    }
    Ok(article.with_metadata(scan.metadata).with_markup(spans))
}

struct Scan<'t> {
    text: &'t str,
    found: Vec<Range<usize>>,
    metadata: Metadata,
    /// What [`Scan::comes`] found last.
    known: Vec<(&'static str, Option<usize>)>,
    /// What speaks to sayso, in text order: no links.
    asides: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = self.front_matter();
        let mut fence: Option<&str> = None;
        let mut comment = false;
        let mut text_before = false;
        while at < self.text.len() {
            let next = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n + 1);
            let end = at + self.text[at..next].trim_end().len();
            let line = &self.text[at..end];
            let trimmed = line.trim_start();
            if comment {
                let close = line.find("-->").map(|n| at + n + 3);
                self.found.push(at..close.unwrap_or(end));
                comment = close.is_none();
                self.inline(close.unwrap_or(end), end);
            } else if let Some(mark) = fence {
                self.found.push(at..next);
                fence = fence.filter(|_| !trimmed.starts_with(mark));
            } else if let Some(mark) = self.fence(trimmed, next) {
                self.found.push(at..next);
                fence = Some(mark);
                text_before = false;
            } else if let Some(open) = line.rfind("<!--").filter(|&n| !line[n..].contains("-->") && self.comes("-->", next)) {
                self.line(at, at + open, at + open, text_before);
                self.found.push(at + open..end);
                comment = true;
            } else {
                text_before = self.line(at, end, next, text_before);
            }
            at = next;
        }
    }

    /// The mark of a code block that opens on this line. One that never closes is text: it must not silence the rest.
    fn fence(&mut self, line: &str, next: usize) -> Option<&'static str> {
        let (mark, close) = [("```", "\n```"), ("~~~", "\n~~~")].into_iter().find(|(f, _)| line.starts_with(f))?;
        (!closes_inline(line) && self.comes(close, next - usize::from(self.text[..next].ends_with('\n')))).then_some(mark)
    }

    /// Does `what` stand anywhere from here on? Remembers the last place found, so that asking often stays cheap.
    fn comes(&mut self, what: &'static str, from: usize) -> bool {
        let known = self.known.iter().position(|k| k.0 == what);
        match known.map(|k| self.known[k].1) {
            Some(None) => false,
            Some(Some(at)) if at >= from => true,
            _ => {
                let place = self.text[from..].find(what).map(|n| from + n);
                self.known.retain(|k| k.0 != what);
                self.known.push((what, place));
                place.is_some()
            }
        }
    }

    /// One line outside code. Says whether it is text that a rule below would make a heading.
    fn line(&mut self, start: usize, end: usize, next: usize, text_before: bool) -> bool {
        let line = &self.text[start..end];
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim_start();
        let rule = |c: char| trimmed.len() > 2 && trimmed.chars().all(|x| x == c || x == ' ') && trimmed.starts_with(c);
        let definition =
            trimmed.starts_with('[') && trimmed.find("]:").is_some_and(|n| !trimmed[..n].contains(' ') && trimmed.len() > n + 2);
        // The line break before belongs to the mark: a break inside markup separates paragraphs.
        let broken = start.saturating_sub(usize::from(start > 0));
        if text_before && (rule('=') || rule('-')) {
            self.found.push(broken..next);
            return false;
        }
        if rule('-') || rule('*') || rule('_') || definition || table_rule(trimmed) {
            self.found.push(start..next);
            return false;
        }
        let hashes = trimmed.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&hashes) && trimmed[hashes..].starts_with([' ', '\t']) {
            let mark = hashes + trimmed[hashes..].len() - trimmed[hashes..].trim_start().len();
            let content = trimmed.trim_end_matches('#').trim_end();
            let content_end = start + indent + content.len().max(mark);
            self.found.push(broken..start + indent + mark);
            self.found.push(content_end..next);
            self.inline(start + indent + mark, content_end);
            return false;
        }
        let quote = trimmed.len() - trimmed.trim_start_matches(['>', ' ']).len();
        let quoted = if trimmed.starts_with('>') { quote } else { 0 };
        if quoted > 0 {
            self.found.push(start..start + indent + quoted);
        }
        let rest = &trimmed[quoted..];
        let item = list_mark(rest);
        if item > 0 || rest.starts_with('|') {
            self.found.push(broken..start + indent + quoted + item);
        }
        self.inline(start + indent + quoted + item, end);
        !rest.is_empty()
    }

    /// Marks inside a line: emphasis, code, links, images, tags, escapes.
    fn inline(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        let table = bytes[start..end].first() == Some(&b'|');
        let mut opened: Vec<usize> = Vec::new();
        let mut at = start;
        while let Some(n) =
            bytes[at..end].iter().position(|b| matches!(b, b'*' | b'_' | b'`' | b'[' | b']' | b'!' | b'<' | b'\\' | b'|' | b'~'))
        {
            let here = at + n;
            let run = || bytes[here..end].iter().take_while(|&&b| b == bytes[here]).count();
            at = here + 1;
            if let Some(aside) = self.aside(here) {
                at = aside.end.min(end);
                self.found.push(aside);
                continue;
            }
            match bytes[here] {
                b'*' | b'_' | b'~' => {
                    let run = run();
                    at = here + run;
                    let before = self.text[start..here].chars().next_back();
                    let after = self.text[at..end].chars().next();
                    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    let marks = match bytes[here] {
                        b'~' => run == 2,
                        b'_' => !(inside(before) && inside(after)),
                        _ => true,
                    };
                    if marks && run <= 3 && !(space(before) && space(after)) {
                        self.found.push(here..at);
                    }
                }
                b'`' => {
                    let run = run();
                    at = here + run;
                    let window = &bytes[at..end.min(at + FURTHEST)];
                    if let Some(close) = window.windows(run).position(|w| w.iter().all(|&b| b == b'`')) {
                        self.found.extend([here..at, at + close..at + close + run]);
                        at += close + run;
                    }
                }
                b'!' if bytes.get(here + 1) == Some(&b'[') => {
                    if let Some(close) = self.find("](", here + 2, end).and_then(|c| self.find(")", c, end)) {
                        self.found.push(here..close + 1);
                        at = close + 1;
                    }
                }
                b'[' if bytes.get(here + 1) == Some(&b'^') => {
                    if let Some(close) = self.find("]", here, end.min(here + 32)) {
                        self.found.push(here..close + 1);
                        at = close + 1;
                    }
                }
                b'[' if opened.len() < 8 => opened.push(here),
                b']' => {
                    let Some(open) = opened.pop() else { continue };
                    let close = match bytes[..end].get(here + 1) {
                        Some(b'(') => self.find(")", here, end),
                        Some(b'[') => self.find("]", here + 1, end),
                        _ => None,
                    };
                    if let Some(close) = close {
                        self.found.extend([open..open + 1, here..close + 1]);
                        at = close + 1;
                    }
                }
                b'<' if bytes[..end].get(at).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!')) => {
                    let mark = if self.text[here..end].starts_with("<!--") { "-->" } else { ">" };
                    let Some(close) = self.find(mark, here, end) else { continue };
                    at = close + mark.len();
                    let tag = &self.text[here..close];
                    if tag.contains("://") && !tag.contains(' ') {
                        self.found.extend([here..here + 1, close..at]);
                    } else {
                        self.found.push(here..at);
                    }
                }
                b'\\' if bytes[..end].get(at).is_some_and(u8::is_ascii_punctuation) => {
                    self.found.push(here..at);
                    at += 1;
                }
                b'|' if table => self.found.push(here..at),
                _ => {}
            }
        }
    }

    /// What speaks to sayso and begins here.
    fn aside(&self, here: usize) -> Option<Range<usize>> {
        self.asides.binary_search_by_key(&here, |a| a.start).ok().and_then(|i| self.asides.get(i)).cloned()
    }

    fn find(&self, what: &str, from: usize, end: usize) -> Option<usize> {
        let window = &self.text.as_bytes()[from..end.min(from + FURTHEST)];
        let first = *what.as_bytes().first()?;
        let mut at = 0;
        while let Some(n) = window[at..].iter().position(|&b| b == first) {
            if window[at + n..].starts_with(what.as_bytes()) {
                return Some(from + at + n);
            }
            at += n + 1;
        }
        None
    }

    /// Reads `---` … `---` at the top; returns where the text goes on.
    fn front_matter(&mut self) -> usize {
        let start = if self.text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut lines = self.text[start..].split_inclusive('\n');
        let Some(first) = lines.next().filter(|l| l.trim_end() == "---") else { return 0 };
        let mut at = start + first.len();
        let mut metadata = Metadata::default();
        for line in lines {
            at += line.len();
            if matches!(line.trim_end(), "---" | "...") {
                self.metadata = metadata;
                self.found.push(0..at);
                return at;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim().trim_matches(['"', '\'']);
            let field = match name.trim().to_ascii_lowercase().as_str() {
                "title" => &mut metadata.title,
                "author" | "authors" | "by" => &mut metadata.author,
                "date" => &mut metadata.date,
                "outlet" | "publisher" | "source" => &mut metadata.outlet,
                "url" | "link" => &mut metadata.url,
                _ => continue,
            };
            if !value.is_empty() {
                *field = Some(value.to_owned());
            }
        }
        0
    }
}

/// Three backticks that close on the same line are a code span, not a fence.
fn closes_inline(line: &str) -> bool {
    line.trim_start_matches('`').contains("```")
}

fn table_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("--") && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

/// Length of `- `, `* `, `+ `, `1. ` or `1) ` at the start of a line.
fn list_mark(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match line.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=3).contains(&digits) => digits + 1,
        _ => return 0,
    };
    let spaces = line[mark..].len() - line[mark..].trim_start_matches(' ').len();
    if spaces > 0 { mark + spaces } else { 0 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::{Document, ParagraphKind};

    fn read(text: &str) -> (Vec<(ParagraphKind, String)>, Metadata) {
        let article = markdown("m", text.as_bytes(), Limits::default()).unwrap();
        let doc = Document::parse(&article);
        let words = |p: &crate::document::Paragraph| p.tokens.clone().map(|t| doc.word(t)).collect::<Vec<_>>().join(" ");
        (doc.paragraphs().iter().map(|p| (p.kind, words(p))).collect(), article.metadata().clone())
    }

    #[test]
    fn a_fence_on_a_last_line_without_a_line_break_is_text() {
        assert_eq!(read("Rain fell.\n\n````\u{a0}").0.len(), 2);
    }

    #[test]
    fn syntax_leaves_no_token_and_moves_no_offset() {
        let text = "---\ntitle: \"Ferry sinks\"\noutlet: Halden Wire\n---\n# Ferry sinks off *Orvane*\nThe **ferry** sank at [dawn](https://x.example/a_b), the\nmaster said. <!-- no\nnote --> It was `old`.\n\n## What next\n\n- First it rains.\n- Then it pours.\n\n```\nlet x = 1;\n```\n\n> “We \\*wait*,” he said.[^1]\n\n![map](m.png)\n";
        let (paragraphs, metadata) = read(text);
        let body = |s: &str| (ParagraphKind::Body, s.to_owned());
        assert_eq!(
            paragraphs,
            [
                (ParagraphKind::Headline, "Ferry sinks off Orvane".to_owned()),
                body("The ferry sank at dawn , the master said . It was old ."),
                (ParagraphKind::Subheading, "What next".to_owned()),
                body("First it rains ."),
                body("Then it pours ."),
                body("“ We * wait , ” he said ."),
            ]
        );
        assert_eq!((metadata.title.as_deref(), metadata.outlet.as_deref()), (Some("Ferry sinks"), Some("Halden Wire")));
    }

    #[test]
    fn what_speaks_to_sayso_is_no_link_text_and_in_code_it_is_a_word() {
        let (paragraphs, _) = read("[sayso allow x because: [a]]\nIt [rained](u) [sayso allow y](v) here.\n\n`[sayso allow z]`");
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.1.as_str()).collect();
        assert_eq!(texts, ["It rained ( v ) here .", "[ sayso allow z ]"]);
    }

    #[test]
    fn what_never_closes_silences_nothing() {
        let (paragraphs, _) = read("One.\n\n```\nTwo <!-- three.\n\n[Four](five and **six.");
        assert_eq!(paragraphs.iter().map(|p| p.1.matches(char::is_alphabetic).count()).sum::<usize>(), "OneTwothreeFourfiveandsix".len());
    }

    #[test]
    fn a_rule_below_makes_a_heading_and_brackets_of_editors_stay() {
        let (paragraphs, _) =
            read("Ferry sinks\n===========\n\n“[The] ferry is gone,” she said, 5 * 3 times, of snake_case_names.\n\n---\n\nThe end came.");
        assert_eq!(paragraphs[0], (ParagraphKind::Headline, "Ferry sinks".to_owned()));
        assert_eq!(paragraphs[1].1, "“ [ The ] ferry is gone , ” she said , 5 * 3 times , of snake_case_names .");
        assert_eq!(paragraphs[2].1, "The end came .");
    }
}
