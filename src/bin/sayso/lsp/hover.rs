//! What is told of the word under the pointer: its findings, what was weighed there, and what their rules flag and miss.
use super::{
    answer::{bytes, range},
    buffer::Position,
    open::Open,
};
use sayso::{report::FindingCited, why::Why};
use serde_json::{Value, json};
use std::fmt::Write;

/// Nothing where neither a rule nor an entry had anything to say: most words of a text, which nobody wants told of.
pub(super) fn at(open: &Open, at: Position) -> Value {
    let Some(found) = &open.found else { return Value::Null };
    let (buffer, report) = (&open.buffer, &found.report);
    let offset = buffer.offset(at);
    let here = |f: &&FindingCited| f.trigger().map(|t| bytes(buffer, t)).is_some_and(|t| t.start <= offset && offset < t.end);
    let found: Vec<&FindingCited> = report.findings.iter().chain(&report.excused).filter(here).collect();
    let why = open.why(at);
    let mut text = String::new();
    for f in &found {
        let state = f.excuse().map_or_else(|| f.level.to_string(), |because| format!("not counted: {because}"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "**{}** ({state})\n\n{}\n", f.rule, f.message);
        let _ = f.advice.iter().try_for_each(|a| writeln!(text, "*Try:* {a}\n"));
    }
    if let Some(why) = why.filter(|w| !(found.is_empty() && w.entries.is_empty() && w.findings.is_empty())) {
        weighed(&mut text, &why);
    }
    for rule in report.rules.iter().filter(|r| found.iter().any(|f| f.rule == r.id)) {
        let explanation = rule.explanation.trim().replace("\n## ", "\n#### ").replacen("## ", "#### ", 1);
        let _ = writeln!(text, "---\n\n### {0} (`sayso explain {0}`)\n\n{explanation}\n", rule.id);
    }
    let span = found.first().and_then(|f| f.trigger()).map(|span| range(buffer, span));
    match (text.is_empty(), span) {
        (true, _) => Value::Null,
        (false, None) => json!({ "contents": { "kind": "markdown", "value": text } }),
        (false, Some(span)) => json!({ "contents": { "kind": "markdown", "value": text }, "range": span }),
    }
}

/// What `sayso why` says.
fn weighed(text: &mut String, why: &Why) {
    let _ = writeln!(text, "**Why?** The sentence's voice is *{}*; “{}” is {}.\n", why.voice, why.word, why.word_voice);
    for (name, what) in why.entries.iter().chain(&why.findings) {
        let _ = writeln!(text, "- `{name}` {what}");
    }
    let scores: Vec<String> = why.scores.iter().map(|(name, percent)| format!("{name} {percent} %")).collect();
    let _ = writeln!(text, "\n{}\n", scores.join(" · "));
}
