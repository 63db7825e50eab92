//! A report as the protocol's diagnostics.
//!
//! They carry no `codeDescription`: it needs a page on the web, and there is none. The hover shows what `sayso explain` says.
use super::buffer::{Buffer, Range};
use sayso::{
    Report,
    level::Level,
    render,
    report::{FindingCited, SpanCited},
};
use serde_json::{Value, json};

/// One diagnostic a counted finding; the other evidence is related information.
pub(super) fn diagnostics(uri: &str, buffer: &Buffer, report: &Report) -> Vec<Value> {
    report.findings.iter().filter_map(|f| diagnostic(uri, buffer, f)).collect()
}

/// What stands at the top of a text that could not be read.
pub(super) fn fault(message: &str) -> Value {
    json!({ "range": Range::default(), "severity": 1, "source": "sayso", "message": message })
}

pub(super) fn diagnostic(uri: &str, buffer: &Buffer, f: &FindingCited) -> Option<Value> {
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

pub(super) fn trigger(f: &FindingCited) -> Option<&SpanCited> {
    f.evidence.first().map(|e| &e.span)
}

/// The bytes of a span in the buffer. Of a web page the report's own bytes are those of the text that was cut out of it.
pub(super) fn bytes(buffer: &Buffer, span: &SpanCited) -> std::ops::Range<usize> {
    let start = buffer.byte(span.line, span.column);
    start..buffer.byte(span.end_line, span.end_column).max(start)
}

pub(super) fn range(buffer: &Buffer, span: &SpanCited) -> Range {
    let bytes = bytes(buffer, span);
    buffer.range(bytes.start, bytes.end)
}
