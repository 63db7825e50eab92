//! The report that fits a screen: a verdict, then each mark in its line of text with what would mend it, paragraph by paragraph.
use super::{
    excerpt::display,
    style::{Paint, Style},
};
use crate::{
    plural::plural,
    render::{plain::plain, summary::share, wrap::wrap},
    report::{FindingCited, Report, SpanCited},
};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
};
use unicode_width::UnicodeWidthStr;

/// Sources that are named in the line on sources.
const SOURCES: usize = 4;
/// Columns before the words of a mark.
const GUTTER: usize = 9;

/// Marks in text order, a blank line between paragraphs. A mark is one line of its sentence, and one line a reason.
pub(super) fn marks(report: &Report, findings: &[FindingCited], paint: Paint, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let paragraph = |f: &FindingCited| report.sentences.get(f.sentence).map(|s| s.paragraph);
    let (mut last, mut told) = (None, BTreeMap::new());
    let marks = Report::marks(findings);
    for (mark, shown) in marks.iter().zip(Report::shown(&marks)) {
        let Some((first, place)) = shown else { continue };
        let here = Some(paragraph(first));
        if last != here {
            writeln!(out)?;
            last = here;
        }
        let (before, words, after) = in_line(report, place, first, width.saturating_sub(GUTTER + 1));
        let spot = format!("{:>GUTTER$}", place.spot() + " ");
        let gravest = mark.first().map_or(Style::Note, |f| Style::of(f));
        writeln!(out, "{}{before}{}{after}", paint.with(Style::Quiet, &spot), paint.with(gravest, &format!("[{words}]")))?;
        for finding in mark {
            reason(report, finding, place, &mut told, paint, width, out)?;
        }
    }
    Ok(())
}

/// What would mend it; what took two lines to say is said once, and after that where it was said (`told`).
fn reason(
    report: &Report,
    finding: &FindingCited,
    place: &SpanCited,
    told: &mut BTreeMap<String, String>,
    paint: Paint,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let state = finding.excuse().map_or_else(|| finding.level.to_string(), |because| format!("not counted ({})", display(&because)));
    let what = finding.reason.as_ref().map(|r| format!(", {r}")).unwrap_or_default();
    let head = format!("{state} {}{what}", finding.rule);
    let words = finding.trigger().map_or(Cow::Borrowed(""), |t| report.words(t));
    // The words stand in the line above: what is left to say is how to mend it.
    let says = match &finding.advice {
        Some(advice) if !finding.instead.is_empty() => format!("try {advice}"),
        Some(advice) if finding.message.contains(&*words) => advice.clone(),
        _ => finding.message.clone(),
    };
    let mut lines = wrap(&format!("{head}: {}", display(&plain(&says))), width.saturating_sub(GUTTER));
    if lines.len() > 1 {
        match told.get(&says) {
            Some(first) => lines = wrap(&format!("{head}: as at {first}"), width.saturating_sub(GUTTER)),
            None => _ = told.insert(says, place.spot()),
        }
    }
    for (i, line) in lines.iter().enumerate() {
        let line = if i == 0 { paint.prefix(Style::of(finding), &head, line) } else { line.clone() };
        writeln!(out, "{:GUTTER$}{line}", "")?;
    }
    Ok(())
}

/// The words with as much of their sentence to both sides as fits the line.
fn in_line(report: &Report, place: &SpanCited, finding: &FindingCited, width: usize) -> (String, String, String) {
    let words = place.at.clone();
    let around = report.around(finding);
    // More than a line of it is never shown.
    let reach = 8 * width;
    let from = (words.start.saturating_sub(reach)..=words.start).find(|&at| report.text.is_char_boundary(at)).unwrap_or(words.start);
    let to = (words.end..words.end.saturating_add(reach)).rev().find(|&at| report.text.is_char_boundary(at)).unwrap_or(words.end);
    let around = around.start.max(from)..around.end.min(to.max(words.end));
    let text = |range: Range<usize>| display(&report.read(range));
    let (before, after) = (text(around.start..words.start), text(words.end..around.end.max(words.end)));
    let inner = display(&report.words(place));
    let inner = shortened(&inner, width.saturating_sub(20));
    let room = width.saturating_sub(inner.width() + 2);
    let left = (room / 2).max(room.saturating_sub(after.width()));
    let before = tail(&before, left);
    let after = shortened(&after, room.saturating_sub(before.width()));
    (before, inner, after)
}

/// The beginning, in whole words, `…` where something is left out.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_inclusive(' ') {
        if kept.width() + word.trim_end().width() + 1 > width {
            break;
        }
        kept.push_str(word);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// The end, in whole words.
fn tail(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut start = text.len();
    for (at, _) in text.rmatch_indices(' ') {
        if text[at + 1..].width() + 1 > width {
            break;
        }
        start = at + 1;
    }
    format!("…{}", &text[start..])
}

/// Who is heard, the longest first.
pub(super) fn sources(report: &Report) -> String {
    let total: u64 = report.sources.iter().map(|s| s.words).sum();
    let mut heard: Vec<_> = report.sources.iter().filter(|s| !s.attributions.is_empty()).collect();
    heard.sort_by_key(|s| std::cmp::Reverse(s.words));
    let named = |s: &&crate::report::SourceCited| format!("{} {}", display(&s.name), share(s.words, total));
    let list: Vec<String> = heard.iter().take(SOURCES).map(named).collect();
    let more = heard.len().saturating_sub(SOURCES);
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    match heard.len() as u64 {
        0 => "Nothing in this article is attributed to anybody.".to_owned(),
        n => format!("{} by attributed words: {}{more}", plural(n, "source"), list.join(", ")),
    }
}
