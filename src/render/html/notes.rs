//! What rules and lexicons say about themselves: their little Markdown made into pieces that the template escapes.
pub(super) use crate::render::plain::{Inline, inline};
use crate::report::Report;
use serde::Serialize;
use std::collections::BTreeSet;

/// A rule's notes.
#[derive(Debug, Serialize)]
pub(super) struct RuleNotes {
    id: &'static str,
    summary: &'static str,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    heading: String,
    /// Each with whether it is a quoted example.
    paragraphs: Vec<(bool, Vec<Inline>)>,
}

/// A lexicon's notes, for those that stand behind a finding.
#[derive(Debug, Serialize)]
pub(super) struct LexiconNotes {
    id: String,
    version: String,
    hash: String,
    title: String,
    why: Vec<Inline>,
    fine: Vec<Inline>,
}

/// Notes of all rules; the same in every report of a run.
pub(super) fn rules(reports: &[Report]) -> Vec<RuleNotes> {
    let rules = reports.first().map(|r| r.rules.as_slice()).unwrap_or_default();
    rules.iter().map(|r| RuleNotes { id: r.id, summary: r.summary, sections: sections(r.explanation) }).collect()
}

/// Notes of the lexicons that any finding cites, by id.
pub(super) fn lexicons<'r>(reports: &'r [Report]) -> Vec<LexiconNotes> {
    let all = |r: &'r Report| r.findings.iter().chain(&r.excused).filter_map(|f| f.category.as_deref());
    let cited: BTreeSet<&str> = reports.iter().flat_map(all).collect();
    let known = reports.first().map(|r| r.lexicons.as_slice()).unwrap_or_default();
    let notes = |l: &crate::report::LexiconCited| LexiconNotes {
        id: l.id.clone(),
        version: l.version.clone(),
        hash: l.hash.clone(),
        title: l.title.clone(),
        why: inline(&l.why),
        fine: inline(&l.fine),
    };
    known.iter().filter(|l| cited.contains(l.id.as_str())).map(notes).collect()
}

fn sections(markdown: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for block in markdown.split("\n\n").flat_map(split_heading) {
        if let Some(heading) = block.strip_prefix("## ") {
            sections.push(Section { heading: heading.trim().to_owned(), paragraphs: Vec::new() });
        } else if let (Some(section), false) = (sections.last_mut(), block.trim().is_empty()) {
            let example = block.trim_start().starts_with('>');
            let lines: Vec<&str> = block.lines().map(|l| l.trim_start_matches(['>', ' '])).collect();
            section.paragraphs.push((example, inline(lines.join(" ").trim())));
        }
    }
    sections
}

/// A heading line and the text right under it are two blocks.
fn split_heading(block: &str) -> Vec<&str> {
    let block = block.trim_matches('\n');
    match block.split_once('\n') {
        Some((head, rest)) if head.starts_with("## ") => vec![head, rest],
        _ => vec![block],
    }
}
