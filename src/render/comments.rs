//! Comments for a draft: what a word processor shows beside the words.
use super::{place, plain};
use crate::report::{FindingCited, Report};
use std::ops::Range;

/// Each mark: the bytes of its words in the text, and what to say of them, one reason a line: message, advice, rule.
pub fn comments(report: &Report) -> Vec<(Range<usize>, String)> {
    let one = |mark: &Vec<&FindingCited>| {
        let words = Report::place(mark)?.1.at.clone();
        let lines = mark.iter().map(|f| {
            // The comment shows its words itself; those of another reason are said.
            let same = f.trigger().is_some_and(|t| t.at == words);
            format!("{} [{}, {}]", if same { plain::message(f) } else { place::message(report, f) }, f.rule, f.level.as_str())
        });
        Some((words.clone(), lines.collect::<Vec<_>>().join("\n")))
    };
    Report::marks(&report.findings).iter().filter_map(one).collect()
}
