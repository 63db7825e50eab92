//! SARIF 2.1.0 (OASIS): what code hosts and review tools read. Levels, related places, suppressions and fingerprints are kept.
use super::{Options, Render, place, plain::plain};
use crate::report::{FindingCited, Report, RuleCited, SpanCited};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

pub(super) struct Sarif;

impl Render for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }
    fn about(&self) -> &'static str {
        "SARIF 2.1.0, for code hosts and review tools"
    }
    fn extension(&self) -> &'static str {
        "sarif"
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let log = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run(reports)],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

fn run(reports: &[Report]) -> Value {
    let all = || reports.iter().flat_map(|r| r.findings.iter().chain(r.excused.iter().filter(|f| suppression(f).is_some())));
    let mut rules: BTreeMap<&str, usize> = all().map(|f| (f.rule.as_str(), 0)).collect();
    for (i, index) in rules.values_mut().enumerate() {
        *index = i;
    }
    let mut results = Vec::new();
    for report in reports {
        let prints = place::fingerprints(report);
        results.extend(report.findings.iter().zip(prints).map(|(f, print)| {
            let mut result = result(report, f, &rules);
            result["partialFingerprints"] = json!({ "sayso/v1": print });
            result
        }));
        for (f, kind) in report.excused.iter().filter_map(|f| Some((f, suppression(f)?))) {
            let mut result = result(report, f, &rules);
            result["suppressions"] = json!([{ "kind": kind, "justification": f.because }]);
            results.push(result);
        }
    }
    let version = reports.first().map_or(env!("CARGO_PKG_VERSION"), |r| r.tool.version.as_str());
    let known = reports.first().map(|r| r.rules.as_slice()).unwrap_or_default();
    let rules: Vec<Value> = rules.keys().map(|id| descriptor(id, known)).collect();
    json!({
        "tool": { "driver": { "name": "sayso", "version": version, "rules": rules } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    })
}

fn descriptor(id: &str, known: &[RuleCited]) -> Value {
    let Some(rule) = known.iter().find(|r| r.id == id) else { return json!({ "id": id }) };
    let help = json!({ "text": plain(rule.explanation.trim()), "markdown": rule.explanation.trim() });
    json!({ "id": id, "shortDescription": { "text": plain(rule.summary) }, "help": help })
}

/// Excused because somebody said so: kept, as SARIF has a word for it. Quotations and attributed words are no results at all.
fn suppression(f: &FindingCited) -> Option<&'static str> {
    match f.because.as_deref() {
        Some("suppressed") => Some("inSource"),
        Some("baseline") => Some("external"),
        _ => None,
    }
}

fn result(report: &Report, f: &FindingCited, rules: &BTreeMap<&str, usize>) -> Value {
    let uri = uri(&report.article.id);
    let mut result = json!({
        "ruleId": f.rule,
        "ruleIndex": rules.get(f.rule.as_str()),
        "level": f.level.as_str(),
        "message": { "text": place::message(f) },
        "locations": place::trigger(f).map(|t| vec![location(&uri, t)]).unwrap_or_default(),
    });
    let related: Vec<Value> = f
        .evidence
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, e)| {
            let mut location = location(&uri, &e.span);
            location["id"] = json!(i);
            location["message"] = json!({ "text": e.role });
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    let entry = f.evidence.first().and_then(|e| e.entry.as_deref());
    result["properties"] = json!({ "voice": f.voice, "reason": f.reason, "entry": entry });
    result
}

fn location(uri: &str, span: &SpanCited) -> Value {
    let (end_line, end_column) = place::end(span);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": span.start,
                "charLength": span.end - span.start,
                "snippet": { "text": span.text },
            },
        },
    })
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    let path = path.replace('\\', "/");
    for b in path.trim_start_matches("./").bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(b as char),
            _ => {
                let hex = |digit: u8| char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase();
                out.extend(['%', hex(b >> 4), hex(b & 15)]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_uris() {
        assert_eq!(super::uri("./desk/café 1.txt"), "desk/caf%C3%A9%201.txt");
        assert_eq!(super::uri("a:b?c#d"), "a%3Ab%3Fc%23d");
    }
}
