//! Where paragraphs begin and end: by blank lines, by single line breaks, or by neither where lines are hard-wrapped.
use crate::{article::Article, span::Span};
use std::ops::Range;

/// Lines wider than this were not wrapped by hand or program.
const WIDEST_WRAP: usize = 120;
const NARROWEST_WRAP: usize = 40;

/// One line that holds something besides white space and markup.
struct Line {
    range: Range<usize>,
    width: usize,
    /// A blank line, or a line break inside markup, stands before it.
    breaks: bool,
    /// `>` stands before it.
    quoted: bool,
}

/// A paragraph, from its first to its last character that is no space.
pub(super) struct Cut {
    pub(super) span: Span,
    /// `>` stands before it.
    pub(super) quoted: bool,
    /// A blank line, or a line break inside markup, stands before it.
    pub(super) parted: bool,
}

/// The paragraphs of an article, none empty.
pub(super) fn paragraphs(article: &Article) -> Vec<Cut> {
    let text = article.text();
    let lines = lines(article);
    // Lines in brackets that speak to sayso stand in plain text, too, where a line break parts paragraphs.
    // So does the mark of a block quotation in what was cut out of a page.
    let cut = article.origin().is_some();
    let marked = article.markup().iter().map(|m| article.slice(*m)).any(|m| !(is_remark(m) || cut && m == "> "));
    // A title that was given beside the text was wrapped nowhere.
    let own = lines.partition_point(|l| l.range.start < article.lead());
    let joined = marked || wrapped(text, &lines[own..]);
    let mut cuts: Vec<Cut> = Vec::new();
    for line in &lines {
        let Some(span) = article.span(line.range.start, line.range.end) else { continue };
        let goes_on =
            |last: &Cut| !line.breaks && last.quoted == line.quoted && (joined || carries_on(text, last.span.end(), line.range.start));
        match cuts.last_mut() {
            Some(last) if goes_on(last) => last.span = last.span.cover(span),
            _ => cuts.push(Cut { span, quoted: line.quoted, parted: line.breaks }),
        }
    }
    cuts
}

/// Brackets that speak to sayso.
fn is_remark(markup: &str) -> bool {
    markup.get(.."[sayso".len()).is_some_and(|opens| opens.eq_ignore_ascii_case("[sayso"))
}

/// Length of the marks `>` and the spaces at the head of a line that is quoted so.
fn quote_marks(line: &str) -> usize {
    let rest = line.trim_start_matches(['>', ' ', '\t']);
    let marks = line.len() - rest.len();
    let quotes = line.trim_start_matches([' ', '\t']).starts_with('>') && !rest.starts_with('=');
    if quotes { marks } else { 0 }
}

/// The stretches of a span that are not markup.
pub(super) fn stretches(article: &Article, span: Span) -> impl Iterator<Item = Range<usize>> {
    let markup = article.markup();
    let from = markup.partition_point(|m| m.end() <= span.start());
    let to = markup.partition_point(|m| m.start() < span.end()).max(from);
    let mut at = span.start();
    let holes = markup[from..to].iter().map(|m| m.start()..m.end()).chain(std::iter::once(span.end()..span.end()));
    let parts = holes.map(move |hole| {
        let stretch = at..hole.start.max(at);
        at = hole.end;
        stretch
    });
    // Lines that are wrapped behind `>` have one each.
    let text = article.text();
    parts.flat_map(move |part| {
        let mut marks: Vec<Range<usize>> = Vec::new();
        let inside = text.get(part.clone()).unwrap_or_default();
        let mut begun = part.start;
        for (n, _) in inside.match_indices('\n').filter(|(n, _)| quote_marks(&inside[n + 1..]) > 0) {
            let head = part.start + n + 1;
            marks.push(begun..head);
            begun = head + quote_marks(&inside[n + 1..]);
        }
        marks.push(begun..part.end);
        marks
    })
}

fn lines(article: &Article) -> Vec<Line> {
    let text = article.text();
    let bytes = text.as_bytes();
    // One among the words of a paragraph, without a line end, parts nothing, though it may run over lines.
    let parts = |m: &Span| !(is_remark(article.slice(*m)) && article.slice(*m).ends_with(']'));
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut markup, mut breaks) = (0, 0, false);
    while at < text.len() {
        let end = bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(text.len(), |n| at + n);
        let next = if text[end..].starts_with("\r\n") { end + 2 } else { end + 1 };
        while article.markup().get(markup).is_some_and(|m| m.end() <= at) {
            markup += 1;
        }
        match visible(article, markup, at..end) {
            Some(range) => {
                let width = range.len();
                // In plain text the marks are part of the line, in Markdown markup before it.
                let marks = quote_marks(&text[range.clone()]);
                let quoted = marks > 0 || quote_marks(&text[at..range.start]) > 0;
                let range = range.start + marks..range.end;
                if range.is_empty() {
                    breaks = true;
                } else {
                    lines.push(Line { range, width, breaks, quoted });
                    breaks = false;
                }
            }
            None => breaks |= article.markup().get(markup).is_none_or(|m| parts(m) || m.start() >= at || m.end() <= end),
        }
        breaks |= article.markup()[markup..].iter().take_while(|m| m.start() <= end).any(|m| m.end() > end && parts(m));
        at = next;
    }
    lines
}

/// From the first to the last character of a line that is neither space nor markup.
fn visible(article: &Article, markup: usize, line: Range<usize>) -> Option<Range<usize>> {
    let text = article.text();
    let mut found: Option<Range<usize>> = None;
    let mut at = line.start;
    let holes = article.markup()[markup..].iter().map(|m| m.start()..m.end()).take_while(|m| m.start < line.end);
    for hole in holes.chain(std::iter::once(line.end..line.end)) {
        let stretch = at.min(line.end)..hole.start.clamp(at.min(line.end), line.end);
        let trimmed = text[stretch.clone()].trim_start_matches(super::tokenize::is_space);
        let start = stretch.end - trimmed.len();
        let end = start + trimmed.trim_end_matches(super::tokenize::is_space).len();
        if start < end {
            found = Some(found.map_or(start, |f| f.start)..end);
        }
        at = hole.end;
    }
    found
}

/// Were the lines wrapped at a width? Then a line's successor could not have stood on it too.
fn wrapped(text: &str, lines: &[Line]) -> bool {
    let widest = lines.iter().map(|l| l.width).max().unwrap_or(0);
    let (mut pairs, mut full, mut stops) = (0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2).filter(|p| !p[1].breaks) {
        let word = text[pair[1].range.clone()].find(char::is_whitespace).unwrap_or(pair[1].width);
        pairs += 1;
        full += usize::from(pair[0].width + 1 + word > widest.saturating_sub(3));
        stops += usize::from(ends_with_stop(&text[pair[0].range.clone()]));
    }
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) && pairs > 0 && full * 100 >= pairs * 80 && stops < pairs
}

/// A line that begins in lower case goes on with one that ended without a stop.
fn carries_on(text: &str, end: usize, start: usize) -> bool {
    text[start..].starts_with(char::is_lowercase) && !ends_with_stop(&text[..end])
}

fn ends_with_stop(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']).ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::paragraphs;
    use crate::article::Article;

    fn cut(text: &str) -> Vec<String> {
        let article = Article::new("t", text).unwrap();
        paragraphs(&article).into_iter().map(|p| article.slice(p.span).to_owned()).collect()
    }

    #[test]
    fn blank_lines_and_single_breaks_part_paragraphs() {
        assert_eq!(cut(" One.\n\n \nTwo.\r\n\r\nThree. \n"), ["One.", "Two.", "Three."]);
        let long = "The harbour stayed shut for the whole of the day, the master told the council, and nobody could say why it was so.";
        assert_eq!(cut(&format!("Headline of it\n{long}\n{long}")), ["Headline of it", long, long]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let wrapped = "The harbour stayed shut for the whole of the day, the\nmaster told the council, and nobody could say why it\nwas so. The mayor, who had gone home early in the rain,\nsent word.";
        assert_eq!(cut(&format!("Headline\n\n{wrapped}\n\n{wrapped}")), ["Headline", wrapped, wrapped]);
    }

    #[test]
    fn a_line_in_lower_case_carries_on() {
        assert_eq!(cut("Ferry sinks;\nnobody is hurt\nThe end."), ["Ferry sinks;\nnobody is hurt", "The end."]);
    }

    #[test]
    fn markup_parts_paragraphs_where_it_breaks_a_line() {
        let text = "One\ntwo\n- three";
        let article = Article::new("t", text).unwrap();
        let markup = vec![article.span(7, 10).unwrap()];
        let article = article.with_markup(markup);
        assert_eq!(paragraphs(&article).into_iter().map(|p| article.slice(p.span)).collect::<Vec<_>>(), ["One\ntwo", "three"]);
    }
}
