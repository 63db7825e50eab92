//! A sentence wrapped to the terminal's width, with its evidence underlined on every line it runs over.
use super::style::{Paint, Style};
use crate::report::{FindingCited, Report};
use std::{
    io::{self, Write},
    ops::Range,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Writes the finding's sentence (a trigger that runs over several sentences is shown by its first) under a line number.
pub(super) fn write(
    report: &Report,
    finding: &FindingCited,
    paint: &Paint,
    style: Style,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let trigger = &finding.evidence[0].span;
    let sentence = report.sentences.get(finding.sentence).map_or(trigger.byte_start..trigger.byte_end, |s| s.byte_start..s.byte_end);
    let gutter = format!("{:>6} ", format!("{}:{}", trigger.line, trigger.column));
    let blank = " ".repeat(gutter.len());
    let room = width.saturating_sub(gutter.len() + 3).max(20);
    for (i, line) in lines(&report.text, sentence, room).into_iter().enumerate() {
        let text = display(&report.text[line.clone()]);
        let lead = if i == 0 { &gutter } else { &blank };
        writeln!(out, "{}{}", paint.with(Style::Quiet, &format!("{lead}| ")), text)?;
        let marks = underline(&report.text, &line, finding);
        if !marks.is_empty() {
            writeln!(out, "{}{}", paint.with(Style::Quiet, &format!("{blank}| ")), paint.with(style, &marks))?;
        }
    }
    Ok(())
}

/// Plain text wrapped at white space; words longer than the width stand alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    lines(text, 0..text.len(), width.max(20)).into_iter().map(|r| text[r].to_owned()).collect()
}

/// Byte ranges of the wrapped lines of `range`.
fn lines(text: &str, range: Range<usize>, width: usize) -> Vec<Range<usize>> {
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

/// `^` under the trigger, `-` under cue, source and support; empty where the line has none.
fn underline(text: &str, line: &Range<usize>, finding: &FindingCited) -> String {
    let mut marks = String::new();
    for (i, c) in text[line.clone()].char_indices() {
        let at = line.start + i;
        let inside = |e: &&crate::report::EvidenceCited| e.span.byte_start <= at && at < e.span.byte_end;
        let mark = if finding.evidence.first().is_some_and(|e| inside(&e)) {
            '^'
        } else if finding.evidence.iter().filter(|e| matches!(e.role.as_str(), "cue" | "source" | "support")).any(|e| inside(&e)) {
            '-'
        } else {
            ' '
        };
        let columns = if is_hidden(c) { 1 } else { c.width().unwrap_or(0) };
        marks.extend(std::iter::repeat_n(mark, columns));
    }
    marks.truncate(marks.trim_end().len());
    marks
}

/// The text as the terminal may have it: control and direction characters are shown, never obeyed.
fn display(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                ' '
            } else if is_hidden(c) {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
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
