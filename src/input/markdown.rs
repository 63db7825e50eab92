//! Markdown: its syntax becomes markup spans, so that every offset stays that of the file.
//!
//! `pulldown-cmark` (`CommonMark`, tables, footnotes, strikethrough) says where the words stand; what is between them is markup. It parts from
//! `CommonMark` where that would silence a text: an indented line is text, and so is what stands between tags or behind a fence that
//! never closes.
use super::{InputError, Limits, article, asides, checked};
use crate::article::{Article, Metadata};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// Markdown: one article. Front matter gives the metadata.
///
/// # Errors
/// Where there is no text in it, it is binary or no UTF-8, or too large.
pub fn markdown(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    let text = checked(bytes, limits)?;
    let article = article(id, text)?;
    let (metadata, start) = front_matter(text);
    let spans = markup(text, start).into_iter().filter_map(|m| article.span(m.start, m.end)).collect();
    Ok(article.with_metadata(metadata).with_markup(spans))
}

/// What is no word, in text order. A line break in it parts paragraphs.
fn markup(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut asides = asides(text);
    let words = words(text, start, &mut asides);
    let mut found = Vec::new();
    let mut at = 0;
    let (mut words, mut asides) = (words.into_iter().peekable(), asides.into_iter().peekable());
    while at < text.len() {
        let (word, parted) = words.peek().map_or((text.len(), true), |(w, parted)| (w.start, *parted));
        let aside = asides.peek().map_or(text.len(), |a| a.start);
        found.extend(lines(text, at..word.min(aside).max(at), parted));
        at = if aside < word { asides.next().inspect(|a| found.push(a.clone())) } else { words.next().map(|w| w.0) }
            .map_or(text.len(), |r| r.end.max(at));
    }
    found
}

/// Markup line by line, each comment by itself; between two blocks each line with the break before it. A blank line parts paragraphs by itself.
fn lines(text: &str, gap: Range<usize>, parted: bool) -> Vec<Range<usize>> {
    let inside = &text[gap.clone()];
    if inside.trim().is_empty() && inside.matches('\n').count() != 1 {
        return Vec::new();
    }
    let breaks = inside.match_indices('\n').map(|(n, _)| gap.start + if inside[..n].ends_with('\r') { n - 1 } else { n });
    let comments = inside.match_indices("<!--").map(|(n, _)| gap.start + n);
    let mut cuts: Vec<usize> = [gap.start, gap.end].into_iter().chain(breaks).chain(comments).collect();
    cuts.sort_unstable();
    let line = |w: &[usize]| {
        let mark = &text[w[0]..w[1]];
        // *| 2030 | 41,000 |*: the spaces between two words stay.
        let amid = w[0] == gap.start && !text[..w[0]].is_empty() && !text[..w[0]].ends_with('\n') && !mark.starts_with(['\r', '\n']);
        let start = if amid || !parted { w[1] - mark.trim_start().len() } else { w[0] };
        let end = if amid { w[0] + mark.trim_end().len() } else { w[1] };
        start..end.max(start)
    };
    cuts.windows(2).map(line).filter(|line| !line.is_empty()).collect()
}

/// Where words stand from a place on, in text order, each with whether a block begins before it. What speaks to sayso in code is words,
/// and none of `asides` any more.
fn words(text: &str, start: usize, asides: &mut Vec<Range<usize>>) -> Vec<(Range<usize>, bool)> {
    let plain = hidden(text, asides);
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut code: Vec<Range<usize>> = Vec::new();
    let (mut begins, mut seen) = (true, 0);
    // Inside an image or a code block that closes.
    let mut silent = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&plain[start..], options).into_offset_iter() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => silent = closes(&text[range]),
            Event::Start(Tag::Image { .. }) => silent = true,
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => silent = false,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {}
            Event::Start(Tag::HtmlBlock) => found.extend(between_tags(text, range).into_iter().map(|words| (words, true))),
            Event::Start(_) | Event::Rule => begins = true,
            _ if silent => {}
            Event::Code(_) => {
                let marks = text[range.clone()].bytes().take_while(|&b| b == b'`').count();
                code.push(range.start + marks..range.end - marks);
                found.extend(code.last().map(|words| (words.clone(), begins)));
            }
            Event::Text(_) | Event::SoftBreak => found.push((range, begins)),
            // A backslash may stand before the break.
            Event::HardBreak => found.extend(text[range.clone()].find(['\r', '\n']).map(|n| (range.start + n..range.end, begins))),
            _ => {}
        }
        begins &= found.len() == seen;
        seen = found.len();
    }
    asides.retain(|a| code.get(code.partition_point(|c| c.end < a.end)).is_none_or(|c| c.start > a.start));
    found.into_iter().flat_map(|(word, begins)| without(word, asides).into_iter().map(move |w| (w, begins))).collect()
}

/// The same places with nothing in them that speaks to sayso: its brackets are no link, its own lines are blank.
fn hidden<'t>(text: &'t str, asides: &[Range<usize>]) -> Cow<'t, str> {
    let mut plain = String::with_capacity(if asides.is_empty() { 0 } else { text.len() });
    let mut at = 0;
    for aside in asides {
        let letter = if text[aside.clone()].ends_with('\n') { ' ' } else { 'x' };
        plain += &text[at..aside.start];
        plain.extend(text[aside.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { letter }));
        at = aside.end;
    }
    if at == 0 { Cow::Borrowed(text) } else { Cow::Owned(plain + &text[at..]) }
}

/// A stretch without the asides in it.
fn without(word: Range<usize>, asides: &[Range<usize>]) -> Vec<Range<usize>> {
    let first = asides.partition_point(|a| a.end <= word.start);
    let mut rest = Vec::new();
    let mut at = word.start;
    for aside in asides[first..].iter().take_while(|a| a.start < word.end) {
        rest.push(at..aside.start.max(at));
        at = aside.end;
    }
    rest.push(at..word.end.max(at));
    rest.retain(|r| !r.is_empty());
    rest
}

/// The words of a block of HTML: what is neither a tag nor a comment.
fn between_tags(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let inside = &text[block.clone()];
    let (mut found, mut at) = (Vec::new(), 0);
    for (open, _) in inside.match_indices('<') {
        let mark = if inside[open..].starts_with("<!--") { "-->" } else { ">" };
        let tag = inside[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        if open < at || !tag {
            continue;
        }
        // What never closes is text, and so is all that follows.
        let Some(close) = inside[open..].find(mark) else { break };
        found.push(block.start + at..block.start + open);
        at = open + close + mark.len();
    }
    found.push(block.start + at..block.end);
    found.retain(|r| !text[r.clone()].trim().is_empty());
    found
}

/// The code block has a last line of its marks. One that never closes is text: it must not silence the rest.
fn closes(block: &str) -> bool {
    let last = block.trim_end().rsplit_once('\n').map_or("", |(_, last)| last.trim_start_matches(['>', ' ']));
    last.len() > 2 && ['`', '~'].iter().any(|mark| last.chars().all(|c| c == *mark))
}

/// `---` … `---` at the top, and where the text goes on.
fn front_matter(text: &str) -> (Metadata, usize) {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|l| l.trim_end() == "---") else { return (Metadata::default(), start) };
    let mut at = start + first.len();
    let mut metadata = Metadata::default();
    for line in lines {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (metadata, at);
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        // *"I resign": a mayor's week* keeps its marks.
        let whole = |mark| value.trim().strip_prefix(mark)?.strip_suffix(mark);
        let value = whole('"').or_else(|| whole('\'')).unwrap_or(value.trim());
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
    (Metadata::default(), start)
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
    fn a_title_loses_its_marks_only_where_they_stand_around_it() {
        let title = |line: &str| read(&format!("---\ntitle: {line}\n---\nRain fell.")).1.title.unwrap();
        assert_eq!(title("\"Rain\""), "Rain");
        assert_eq!(title("\"I resign\": a mayor's week"), "\"I resign\": a mayor's week");
    }

    #[test]
    fn a_fence_on_a_last_line_without_a_line_break_hides_nothing() {
        assert_eq!(read("Rain fell.\n\n````\u{a0}").0.len(), 1);
    }

    #[test]
    fn syntax_leaves_no_token_and_moves_no_offset() {
        let text = "---\ntitle: \"Ferry sinks\"\noutlet: Halden Wire\n---\n# Ferry sinks off *Orvane*\nThe **ferry** sank at [dawn](https://x.example/a_b), the\nmaster said. <!-- no\nnote --> It was `old`.\n\n## What next\n\n- First it rains.\n- Then it pours.\n\n```\nlet x = 1;\n```\n\n> “We \\*wait,” he said.[^1]\n\n![map](m.png)\n\n[^1]: So the log.\n";
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
                body("So the log ."),
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
    fn cells_of_a_table_stay_apart() {
        let text = "The line lost riders.\n\n| year | riders |\n| --- | --- |\n| 2030 | 41,000 |\n";
        let article = markdown("m", text.as_bytes(), Limits::default()).unwrap();
        let words = article.read(article.span(0, text.len()).unwrap());
        assert_eq!(words.split_whitespace().collect::<Vec<_>>(), ["The", "line", "lost", "riders.", "year", "riders", "2030", "41,000"]);
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
