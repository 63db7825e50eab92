//! What formats for machines ask about a finding: where it stands, and a stable name for it.
use super::{
    Options,
    plain::{self, one_line},
    visible::label,
};
use crate::{
    level::Level,
    report::{FindingCited, Report, SpanCited},
};
use std::borrow::Cow;

/// The file to look into, as a name on one line: the one that an article was read from, where its id is another.
pub(super) fn file(report: &Report) -> Cow<'_, str> {
    label(report.article.file.as_deref().unwrap_or(&report.article.id))
}

/// The name of a file as a code host knows it: from the root of the repository. One that lies outside, or is absolute, stays as it is.
pub(super) fn from_root<'f>(file: &'f str, options: &Options) -> Cow<'f, str> {
    let is_absolute = file.starts_with(['/', '\\']) || file.get(1..2) == Some(":");
    if options.folder.is_empty() || is_absolute || file == "stdin" {
        return Cow::Borrowed(file);
    }
    let mut folders: Vec<&str> = options.folder.split('/').collect();
    for part in file.split(['/', '\\']) {
        match part {
            ".." if folders.pop().is_none() => return Cow::Borrowed(file),
            "." | "" | ".." => {}
            part => folders.push(part),
        }
    }
    Cow::Owned(folders.join("/"))
}

/// Line and column of a span in the file of [`file`], and those one past its end. Of a record of a file only the line of the record is known.
pub(super) fn region(report: &Report, span: &SpanCited) -> (usize, usize, usize, usize) {
    if let Some(line) = report.article.line {
        return (line, 1, line, 1);
    }
    (span.line, span.column, span.end_line, span.end_column)
}

/// The article's own name (its id), where it is one of several in its file; none where the file holds one article.
pub(super) fn inside(report: &Report) -> Option<&str> {
    report.article.file.as_ref().map(|_| report.article.id.as_str())
}

/// The article's own name and a colon, to stand before what is said of it; nothing where it has none.
pub(super) fn lead(report: &Report) -> String {
    inside(report).map_or(String::new(), |id| format!("{}: ", label(id)))
}

/// A finding, its stable name, where it stands in its file, and what is said of it.
pub(super) struct Told<'a> {
    pub(super) finding: &'a FindingCited,
    pub(super) fingerprint: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) said: String,
}

/// The findings of a report that count and have a place.
pub(super) fn told(report: &Report) -> impl Iterator<Item = Told<'_>> {
    let lead = lead(report);
    report.findings.iter().zip(fingerprints(report)).filter_map(move |(finding, fingerprint)| {
        let (line, column, end_line, end_column) = region(report, finding.trigger()?);
        Some(Told { finding, fingerprint, line, column, end_line, end_column, said: format!("{lead}{}", message(report, finding)) })
    })
}

/// The format's word for an error, a warning or less.
pub(super) fn severity(finding: &FindingCited, [error, warning, less]: [&'static str; 3]) -> &'static str {
    match finding.level {
        Level::Error => error,
        Level::Warning => warning,
        _ => less,
    }
}

/// The message after the words it is about, on one line.
pub(super) fn message(report: &Report, finding: &FindingCited) -> String {
    let words = finding.trigger().map_or(Cow::Borrowed(""), |t| report.words(t));
    let lead = if words.is_empty() || finding.message.contains(&*words) { String::new() } else { format!("{}: ", shortened(&words)) };
    one_line(&lead) + &plain::message(finding)
}

/// The first sixty characters.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or_default()),
        None => words.to_owned(),
    }
}

/// The same for the same finding in the next run, though lines move: rule, entry or words, sentence, and which one of several alike.
pub(super) fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    let one = |f: &FindingCited| {
        let sentence = report.text.get(report.around(f)).unwrap_or_default();
        let what = f.entry().or(f.trigger().map(|t| t.text.as_str())).unwrap_or_default();
        // Lines may be broken anew, in the words as around them.
        let [what, sentence] = [what, sentence].map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        let key = format!("{}\n{}\n{what}\n{sentence}", report.article.id, f.rule);
        let n: &mut usize = seen.entry(key.clone()).or_default();
        *n += 1;
        hash(&format!("{key}\n{n}"))
    };
    report.findings.iter().map(one).collect()
}

/// 64-bit FNV-1a twice, with two bases: 32 hex digits.
pub(super) fn hash(text: &str) -> String {
    let run = |base: u64| text.bytes().fold(base, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{:016x}{:016x}", run(0xcbf2_9ce4_8422_2325), run(0x6c62_272e_07bb_0142))
}
