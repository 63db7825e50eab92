//! A report as the protocol's diagnostics, hovers and code actions.
use super::buffer::{Buffer, Position, Range};
use sayso::{
    Report,
    level::Level,
    lexicon::Lexicons,
    report::{FindingCited, SpanCited},
};
use serde_json::{Value, json};
use std::fmt::Write;

/// One diagnostic a counted finding; the other evidence is related information.
pub(super) fn diagnostics(uri: &str, buffer: &Buffer, report: &Report) -> Vec<Value> {
    report.findings.iter().filter_map(|f| diagnostic(uri, buffer, f)).collect()
}

/// What stands at the top of a text that could not be read.
pub(super) fn fault(message: &str) -> Value {
    json!({ "range": Range::default(), "severity": 1, "source": "sayso", "message": message })
}

/// The findings at a place, counted or not, with what their rules flag and miss.
pub(super) fn hover(buffer: &Buffer, report: &Report, at: Position) -> Value {
    let offset = buffer.offset(at);
    let here = |f: &&FindingCited| trigger(f).is_some_and(|t| t.byte_start <= offset && offset < t.byte_end);
    let found: Vec<&FindingCited> = report.findings.iter().chain(&report.excused).filter(here).collect();
    let Some(span) = found.first().and_then(|f| trigger(f)) else { return Value::Null };
    let mut text = String::new();
    for f in &found {
        let state = f.because.as_ref().map_or_else(|| f.level.as_str().to_owned(), |b| format!("not counted: {b}"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "**{}** ({state})\n\n{}\n", f.rule, f.message);
        let _ = f.advice.iter().try_for_each(|a| writeln!(text, "*Try:* {a}\n"));
        let _ = f.evidence.iter().filter_map(|e| e.entry.as_ref()).try_for_each(|e| writeln!(text, "Entry `{e}`\n"));
    }
    for rule in report.rules.iter().filter(|r| found.iter().any(|f| f.rule == r.id)) {
        let _ = writeln!(
            text,
            "---\n\n### {}\n\n{}\n",
            rule.id,
            rule.explanation.trim().replace("\n## ", "\n#### ").replacen("## ", "#### ", 1)
        );
    }
    json!({ "contents": { "kind": "markdown", "value": text }, "range": buffer.range(span.byte_start, span.byte_end) })
}

/// Neutral wordings, and an allowance to be given a reason, for the findings that a range touches.
pub(super) fn actions(uri: &str, buffer: &Buffer, report: &Report, lexicons: Option<&Lexicons>, range: Range) -> Value {
    let (start, end) = (buffer.offset(range.start), buffer.offset(range.end));
    let touched = |f: &&FindingCited| trigger(f).is_some_and(|t| t.byte_start <= end && start <= t.byte_end);
    let mut out = Vec::new();
    for f in report.findings.iter().filter(touched) {
        let Some(at) = trigger(f) else { continue };
        let solves = diagnostic(uri, buffer, f);
        let action = |title: String, range: Range, text: &str| {
            let edit = json!({ "changes": { uri: [{ "range": range, "newText": text }] } });
            json!({ "title": title, "kind": "quickfix", "diagnostics": [solves], "edit": edit })
        };
        let entry = f.evidence.first().and_then(|e| e.entry.as_deref());
        let entry = lexicons.zip(entry).and_then(|(l, id)| l.entries().iter().find(|e| e.id == id));
        for neutral in entry.map(|e| e.neutral.as_slice()).unwrap_or_default() {
            let word = as_written(neutral, &at.text);
            out.push(action(format!("Write “{word}”"), buffer.range(at.byte_start, at.byte_end), &word));
        }
        if f.rule == "unused-suppression" {
            out.push(action("Remove the comment".to_owned(), buffer.range(at.byte_start, at.byte_end), ""));
        } else {
            let place = buffer.line_start(paragraph_start(report, f).unwrap_or(at.byte_start));
            let comment = allowance(uri, f, &at.text);
            out.push(action(format!("Allow {} here, with a reason", f.rule), buffer.range(place, place), &format!("{comment}\n")));
        }
    }
    json!(out)
}

fn diagnostic(uri: &str, buffer: &Buffer, f: &FindingCited) -> Option<Value> {
    let at = trigger(f)?;
    let severity = match f.level {
        Level::Error => 1,
        Level::Warning => 2,
        _ => 3,
    };
    let related: Vec<Value> = (f.evidence.iter().skip(1))
        .map(|e| json!({ "location": { "uri": uri, "range": buffer.range(e.span.byte_start, e.span.byte_end) }, "message": e.role }))
        .collect();
    let advice = f.advice.as_ref().map(|a| format!("\n{a}")).unwrap_or_default();
    Some(json!({
        "range": buffer.range(at.byte_start, at.byte_end),
        "severity": severity,
        "code": f.rule,
        "source": "sayso",
        "message": format!("{}{advice}", f.message),
        "relatedInformation": related,
    }))
}

fn trigger(f: &FindingCited) -> Option<&SpanCited> {
    f.evidence.first().map(|e| &e.span)
}

/// Where the paragraph of a finding starts.
fn paragraph_start(report: &Report, f: &FindingCited) -> Option<usize> {
    let paragraph = report.sentences.get(f.sentence)?.paragraph;
    report.sentences.iter().find(|s| s.paragraph == paragraph).map(|s| s.byte_start)
}

/// Without its reason, so that it allows nothing until somebody has given one.
fn allowance(uri: &str, f: &FindingCited, words: &str) -> String {
    let limited = f.evidence.first().is_some_and(|e| e.entry.is_some()) && !words.contains(['"', '\n']) && !words.contains("--");
    let words = if limited { format!(" \"{words}\"") } else { String::new() };
    let body = format!("sayso allow {}{words} because: ", f.rule);
    let marked = [".md", ".markdown", ".html", ".htm"].iter().any(|e| uri.to_ascii_lowercase().ends_with(e));
    if marked { format!("<!-- {body}-->") } else { format!("[{body}]") }
}

/// With a capital where the old words had one.
fn as_written(neutral: &str, old: &str) -> String {
    let mut chars = neutral.chars();
    match chars.next() {
        Some(first) if old.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => neutral.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn capitals_are_kept() {
        assert_eq!(super::as_written("government", "Regime"), "Government");
        assert_eq!(super::as_written("government", "regime"), "government");
    }
}
