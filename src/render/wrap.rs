//! Breaking text into lines of at most so many columns, as byte ranges, so that marks can be drawn under them.
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Plain text wrapped at white space; words longer than the width stand alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    lines(text, 0..text.len(), width.max(20)).into_iter().map(|r| text[r].to_owned()).collect()
}

/// Wrapped behind `first`, and behind `rest` where it goes on.
pub(crate) fn hanging(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let lines = wrap(text, width.saturating_sub(rest.len()));
    lines.into_iter().enumerate().map(|(i, line)| format!("{}{line}", if i == 0 { first } else { rest })).collect()
}

/// Columns of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Byte ranges of the wrapped lines of `range`.
pub(super) fn lines(text: &str, range: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line: Option<(Range<usize>, usize)> = None;
    for word in words(text, range) {
        let w = text[word.clone()].width();
        line = match line.take() {
            Some((l, used)) if used + 1 + w <= width => Some((l.start..word.end, used + 1 + w)),
            Some((l, _)) => {
                lines.push(l);
                Some((word, w))
            }
            None => Some((word, w)),
        };
    }
    lines.extend(line.map(|(l, _)| l));
    lines
}

fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let base = range.start;
    let part = &text[range];
    part.split_whitespace().map(move |w| {
        let start = base + (w.as_ptr() as usize - part.as_ptr() as usize);
        start..start + w.len()
    })
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn wraps_at_spaces_and_keeps_long_words() {
        assert_eq!(wrap("one two three four five six", 20), ["one two three four", "five six"]);
        assert_eq!(wrap("a-word-that-is-far-longer-than-the-line x", 20), ["a-word-that-is-far-longer-than-the-line", "x"]);
    }
}
