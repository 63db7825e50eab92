//! A report as the protocol's diagnostics.
use super::buffer::{Buffer, Range};
use sayso::{
    Report,
    level::Level,
    render,
    report::{FindingCited, SpanCited},
};
use serde_json::{Value, json};

/// One diagnostic a counted finding; the other evidence is related information. A text that was not judged says so: no marks would be a pass.
pub(super) fn diagnostics(uri: &str, buffer: &Buffer, report: &Report) -> Vec<Value> {
    let unjudged = report.passed_over().map(|why| at_the_top(2, why));
    unjudged.into_iter().chain(report.findings.iter().filter_map(|f| diagnostic(uri, buffer, f))).collect()
}

/// What stands at the top of a text that could not be read.
pub(super) fn fault(message: &str) -> Value {
    at_the_top(1, message)
}

fn at_the_top(severity: u8, message: &str) -> Value {
    json!({ "range": Range::default(), "severity": severity, "source": "sayso", "message": message })
}

pub(super) fn diagnostic(uri: &str, buffer: &Buffer, f: &FindingCited) -> Option<Value> {
    let at = f.trigger()?;
    let severity = match f.level {
        Level::Error => 1,
        Level::Warning => 2,
        _ => 3,
    };
    let related: Vec<Value> = (f.evidence.iter().skip(1))
        .map(|e| json!({ "location": { "uri": uri, "range": range(buffer, &e.span) }, "message": e.role }))
        .collect();
    let told = json!({
        "range": range(buffer, at),
        "severity": severity,
        "code": f.rule,
        "source": "sayso",
        "message": render::message(f),
        "relatedInformation": related,
    });
    Some(linked(told, render::page()))
}

/// The rule's name leads to the page about the rules, where there is one; the hover shows what `sayso explain` says in any case.
fn linked(mut diagnostic: Value, page: Option<&str>) -> Value {
    if let Some(href) = page {
        diagnostic["codeDescription"] = json!({ "href": href });
    }
    diagnostic
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn rules_link_to_a_page_where_there_is_one() {
        let told = super::linked(json!({ "code": "x" }), Some("https://example.org/sayso"));
        assert_eq!(told, json!({ "code": "x", "codeDescription": { "href": "https://example.org/sayso" } }));
        assert_eq!(super::linked(json!({ "code": "x" }), None), json!({ "code": "x" }));
    }
}
