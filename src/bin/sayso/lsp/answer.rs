//! A report as the protocol's diagnostics, hovers and code actions.
use super::buffer::{Buffer, Position, Range};
use sayso::{
    Report,
    level::Level,
    render,
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
    let here = |f: &&FindingCited| trigger(f).map(|t| bytes(buffer, t)).is_some_and(|t| t.start <= offset && offset < t.end);
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
    json!({ "contents": { "kind": "markdown", "value": text }, "range": range(buffer, span) })
}

/// Neutral wordings, and an allowance to be given a reason, for the findings that a range touches.
pub(super) fn actions(uri: &str, buffer: &Buffer, report: &Report, asked: Range) -> Value {
    let (start, end) = (buffer.offset(asked.start), buffer.offset(asked.end));
    let touched = |f: &&FindingCited| trigger(f).map(|t| bytes(buffer, t)).is_some_and(|t| t.start <= end && start <= t.end);
    let mut out = Vec::new();
    for f in report.findings.iter().filter(touched) {
        let Some(at) = trigger(f) else { continue };
        let words = bytes(buffer, at);
        let solves = diagnostic(uri, buffer, f);
        let action = |title: String, bytes: &std::ops::Range<usize>, text: &str| {
            let edit = json!({ "changes": { uri: [{ "range": buffer.range(bytes.start, bytes.end), "newText": text }] } });
            json!({ "title": title, "kind": "quickfix", "diagnostics": [solves], "edit": edit })
        };
        // Words with tags between them cannot be replaced by others.
        let whole = buffer.text().get(words.clone()) == Some(&at.text);
        for wording in f.instead.iter().filter(|_| whole) {
            out.push(action(format!("Write “{wording}”"), &words, wording));
        }
        if f.rule == "unused-suppression" {
            out.push(action("Remove the comment".to_owned(), &words, ""));
        } else {
            let (place, comment) = allowance(uri, buffer, report, f);
            out.push(action(format!("Allow {} here, with a reason", f.rule), &(place..place), &comment));
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
        .map(|e| json!({ "location": { "uri": uri, "range": range(buffer, &e.span) }, "message": e.role }))
        .collect();
    Some(json!({
        "range": range(buffer, at),
        "severity": severity,
        "code": f.rule,
        "source": "sayso",
        "message": render::message(f),
        "relatedInformation": related,
    }))
}

fn trigger(f: &FindingCited) -> Option<&SpanCited> {
    f.evidence.first().map(|e| &e.span)
}

/// The bytes of a span in the buffer. Of a web page the report's own bytes are those of the text that was cut out of it.
fn bytes(buffer: &Buffer, span: &SpanCited) -> std::ops::Range<usize> {
    let start = buffer.byte(span.line, span.column);
    start..buffer.byte(span.end_line, span.end_column).max(start)
}

fn range(buffer: &Buffer, span: &SpanCited) -> Range {
    let bytes = bytes(buffer, span);
    buffer.range(bytes.start, bytes.end)
}

/// Where an allowance goes and what it says, without its reason, so that it allows nothing until somebody has given one.
fn allowance(uri: &str, buffer: &Buffer, report: &Report, f: &FindingCited) -> (usize, String) {
    let Some(at) = trigger(f) else { return (0, String::new()) };
    let words = &at.text;
    let limited = f.evidence.first().is_some_and(|e| e.entry.is_some()) && !words.contains(['"', '\n']) && !words.contains("--");
    let words = if limited { format!(" \"{words}\"") } else { String::new() };
    let body = format!("sayso allow {}{words} because: ", f.rule);
    let ends = |endings: &[&str]| endings.iter().any(|e| uri.to_ascii_lowercase().ends_with(e));
    // In a web page beside the words themselves: the line may begin inside a tag.
    if ends(&[".html", ".htm", ".xhtml"]) {
        return (bytes(buffer, at).start, format!("<!-- {body}-->"));
    }
    let paragraph = report.sentences.get(f.sentence).map(|s| s.paragraph);
    let start = report.sentences.iter().find(|s| Some(s.paragraph) == paragraph).map_or(at.byte_start, |s| s.byte_start);
    let comment = if ends(&[".md", ".markdown"]) { format!("<!-- {body}-->\n") } else { format!("[{body}]\n") };
    (buffer.line_start(start), comment)
}
