//! A sentence wrapped to the terminal's width, with its evidence underlined on every line it runs over.
use super::style::{Paint, Style};
use crate::{
    render::{visible::is_hidden, wrap},
    report::{EvidenceCited, FindingCited, Report, Role},
};
use std::{
    io::{self, Write},
    ops::Range,
};
use unicode_width::UnicodeWidthChar;

/// Writes the sentence of findings that share one (a trigger that runs over several sentences is shown by its first; of an endless
/// sentence only what stands around the triggers is shown), under the place of the first trigger. `signs` are what is drawn under each trigger.
pub(super) fn write(
    report: &Report,
    findings: &[&FindingCited],
    signs: &[char],
    paint: Paint,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(trigger) = findings.first().and_then(|f| f.trigger()) else { return Ok(()) };
    let style = findings.iter().max_by_key(|f| f.level).map_or(Style::Note, |f| Style::of(f));
    let (excerpt, before, after) = shown(report, findings);
    let gutter = format!("{:>6} ", trigger.spot());
    let blank = " ".repeat(gutter.len());
    let room = width.saturating_sub(gutter.len() + if before || after { 7 } else { 3 }).max(20);
    let lines = wrap::lines(&report.text, excerpt, room, wrap::as_written(&report.text));
    for (i, line) in lines.iter().enumerate() {
        let open = if i == 0 && before { "… " } else { "" };
        let close = if i + 1 == lines.len() && after { " …" } else { "" };
        let text = display(&report.text[line.clone()]);
        let lead = if i == 0 { &gutter } else { &blank };
        writeln!(out, "{}{open}{text}{close}", paint.with(Style::Quiet, &format!("{lead}| ")))?;
        let marks = underline(&report.text, line, findings, signs);
        if !marks.is_empty() {
            let shift = " ".repeat(open.chars().count());
            writeln!(out, "{}{shift}{}", paint.with(Style::Quiet, &format!("{blank}| ")), paint.with(style, &marks))?;
        }
    }
    Ok(())
}

/// What is shown of the sentence, in whole words, and whether something before and after it is not.
fn shown(report: &Report, findings: &[&FindingCited]) -> (Range<usize>, bool, bool) {
    let parts = || findings.iter().map(|f| report.around(f));
    let (start, end) = (parts().map(|r| r.start).min().unwrap_or(0), parts().map(|r| r.end).max().unwrap_or(0));
    let sentence = findings.first().and_then(|f| report.sentences.get(f.sentence));
    let (before, after) = (sentence.is_some_and(|s| s.at.start < start), sentence.is_some_and(|s| end < s.at.end));
    let text = report.text.get(start..end).unwrap_or_default();
    let broken = |at: Option<usize>, whole: usize, cut: bool| if cut { at.unwrap_or(whole) } else { whole };
    let first = broken(text.find(char::is_whitespace), 0, before);
    let last = broken(text.rfind(char::is_whitespace), text.len(), after).max(first);
    (start + first..start + last, before, after)
}

/// The sign of the shortest trigger over a place, `-` for cue, source and support; empty where the line has none.
fn underline(text: &str, line: &Range<usize>, findings: &[&FindingCited], signs: &[char]) -> String {
    let mut marks = String::new();
    for (i, c) in text[line.clone()].char_indices() {
        let at = line.start + i;
        let inside = |e: &EvidenceCited| e.span.at.start <= at && at < e.span.at.end;
        let triggers = findings.iter().zip(signs).filter_map(|(f, sign)| Some((f.evidence.first()?, *sign)));
        let shortest = triggers.filter(|(e, _)| inside(e)).min_by_key(|(e, _)| e.span.at.end - e.span.at.start);
        let around = || {
            let weighed = |e: &&EvidenceCited| matches!(e.role, Role::Cue | Role::Source | Role::Support);
            findings.iter().flat_map(|f| &f.evidence).filter(weighed).any(inside)
        };
        let mark = match shortest {
            Some((_, sign)) => sign,
            None if around() => '-',
            None => ' ',
        };
        let columns = if is_hidden(c) { 1 } else { c.width().unwrap_or(0) };
        marks.extend(std::iter::repeat_n(mark, columns));
    }
    marks.truncate(marks.trim_end().len());
    marks
}

/// The text as the terminal may have it: control and direction characters are shown, never obeyed.
pub(super) fn display(text: &str) -> String {
    let shown = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if is_hidden(c) || matches!(c, '\u{200E}' | '\u{200F}') => '\u{FFFD}',
        c => c,
    };
    text.chars().map(shown).collect()
}
