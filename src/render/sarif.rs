//! SARIF 2.1.0 (OASIS): what code hosts and review tools read. Levels, related places, wordings, suppressions and fingerprints are kept.
use super::{Options, Render, page, place, plain::plain};
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
    fn without_what_it_leaves_out(&self, report: &mut Report) {
        place::only_findings(report);
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let version = reports.first().map_or(env!("CARGO_PKG_VERSION"), |r| r.tool.version.as_str());
        let known = reports.first().map(|r| r.rules.as_slice()).unwrap_or_default();
        let rules = rules(reports);
        let mut driver = json!({
            "name": "sayso",
            "version": version,
            "rules": rules.keys().map(|id| descriptor(id, known, page())).collect::<Vec<_>>(),
        });
        link(&mut driver, "informationUri", page());
        let mut run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": [] });
        let told = notifications(reports, &options.unread);
        if !told.is_empty() {
            run["invocations"] = json!([{ "executionSuccessful": false, "toolExecutionNotifications": told }]);
        }
        // One result in memory at a time: a log of thousands of articles is many times as long as they are.
        let head = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        });
        let head = serde_json::to_string_pretty(&head)?;
        let (before, after) = head.split_once("\"results\": []").unwrap_or((&head, ""));
        write!(out, "{before}\"results\": [")?;
        let mut separator = "\n";
        for report in reports {
            for result in results(report, &rules) {
                let text = serde_json::to_string_pretty(&result)?;
                write!(out, "{separator}{}", indented(&text))?;
                separator = ",\n";
            }
        }
        let close = if separator == "\n" { "]" } else { "\n      ]" };
        writeln!(out, "{close}{after}")
    }
}

/// What was not read or not judged: without it a log that has no results would look like a pass.
fn notifications(reports: &[Report], unread: &[(String, String)]) -> Vec<Value> {
    let told = |level: &str, file: &str, why: &str| {
        let place = json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } });
        json!({ "level": level, "message": { "text": why }, "locations": [place] })
    };
    let unread = unread.iter().map(|(file, why)| told("error", file, why));
    let file = |r: &Report| r.article.file.as_deref().unwrap_or(&r.article.id).to_owned();
    unread.chain(reports.iter().filter_map(|r| Some(told("warning", &file(r), r.unjudged()?)))).collect()
}

/// The lines of a value that stands in the list of results.
fn indented(json: &str) -> String {
    json.lines().map(|line| format!("        {line}")).collect::<Vec<_>>().join("\n")
}

/// The rules that have a result, with their places in the list.
fn rules(reports: &[Report]) -> BTreeMap<&str, usize> {
    let all = reports.iter().flat_map(|r| r.findings.iter().chain(r.excused.iter().filter(|f| suppression(f).is_some())));
    let mut rules: BTreeMap<&str, usize> = all.map(|f| (f.rule.as_str(), 0)).collect();
    for (i, index) in rules.values_mut().enumerate() {
        *index = i;
    }
    rules
}

fn results<'r>(report: &'r Report, rules: &'r BTreeMap<&str, usize>) -> impl Iterator<Item = Value> + 'r {
    // With a list of known findings every result is new or unchanged; without one nothing is said.
    let against = report.excused.iter().any(|f| f.because.as_deref() == Some("baseline"));
    let counted = report.findings.iter().zip(place::fingerprints(report)).map(move |(f, print)| {
        let mut result = result(report, f, rules);
        result["partialFingerprints"] = json!({ "sayso/v1": print });
        if against {
            result["baselineState"] = json!("new");
        }
        result
    });
    let excused = report.excused.iter().filter_map(|f| Some((f, suppression(f)?))).map(move |(f, kind)| {
        let mut result = result(report, f, rules);
        result["suppressions"] = json!([{ "kind": kind, "justification": f.because }]);
        if kind == "external" {
            result["baselineState"] = json!("unchanged");
        }
        result
    });
    counted.chain(excused)
}

fn descriptor(id: &str, known: &[RuleCited], page: Option<&str>) -> Value {
    let Some(rule) = known.iter().find(|r| r.id == id) else { return json!({ "id": id }) };
    let explanation = rule.explanation.trim();
    let help = json!({ "text": plain(explanation), "markdown": explanation });
    // Code hosts ask for a longer description beside the help: the first section, without its heading.
    let flags = explanation.split("\n## ").next().and_then(|section| section.split_once('\n')).map_or(explanation, |(_, text)| text.trim());
    let (short, full) = (plain(rule.summary), plain(flags));
    let mut told = json!({ "id": id, "shortDescription": { "text": short }, "fullDescription": { "text": full }, "help": help });
    link(&mut told, "helpUri", page);
    told
}

/// Left out where there is no page: the format knows no null there.
fn link(of: &mut Value, name: &str, page: Option<&str>) {
    if let Some(page) = page {
        of[name] = json!(page);
    }
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
    let uri = uri(report.article.file.as_deref().unwrap_or(&report.article.id));
    let mut result = json!({
        "ruleId": f.rule,
        "ruleIndex": rules.get(f.rule.as_str()),
        "level": f.level.as_str(),
        "message": { "text": place::message(f) },
        "locations": place::trigger(f).map(|t| vec![location(report, &uri, t)]).unwrap_or_default(),
    });
    let related: Vec<Value> = f
        .evidence
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, e)| {
            let mut location = location(report, &uri, &e.span);
            location["id"] = json!(i);
            location["message"] = json!({ "text": e.role });
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    let fixes = fixes(report, f, &uri);
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    let entry = f.evidence.first().and_then(|e| e.entry.as_deref());
    result["properties"] = json!({ "voice": f.voice, "reason": f.reason, "entry": entry });
    result
}

/// One for each word that could stand in the trigger's place: a reviewer takes it with a click. Of a record of a file there are
/// none, for where in its line the words stand is not known.
fn fixes(report: &Report, f: &FindingCited, uri: &str) -> Vec<Value> {
    let Some(trigger) = place::trigger(f).filter(|_| report.article.line.is_none()) else { return Vec::new() };
    let deleted = region(report, trigger);
    let of = |word: &String| {
        json!({
            "description": { "text": format!("Write “{word}”") },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri },
                "replacements": [{ "deletedRegion": deleted, "insertedContent": { "text": word } }],
            }],
        })
    };
    f.instead.iter().map(of).collect()
}

fn region(report: &Report, span: &SpanCited) -> Value {
    let (line, column, end_line, end_column) = place::region(report, span);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

fn location(report: &Report, uri: &str, span: &SpanCited) -> Value {
    let (line, column, end_line, end_column) = place::region(report, span);
    let mut region = json!({ "startLine": line, "snippet": { "text": span.text } });
    // Of a record of a file the line is known, and no more.
    if report.article.line.is_none() {
        region["startColumn"] = json!(column);
        region["endLine"] = json!(end_line);
        region["endColumn"] = json!(end_column);
        region["charOffset"] = json!(span.start);
        region["charLength"] = json!(span.end - span.start);
    }
    let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } });
    if let Some(id) = place::inside(report) {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": id }]);
    }
    location
}

/// A path as a URI reference (RFC 3986): as relative as it was given, or the URI of a file, for none may begin with a slash.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.trim_start_matches("./");
    let lead = match path {
        p if p.starts_with("//") => "file:",
        p if p.starts_with('/') => "file://",
        p if p.get(1..3) == Some(":/") => "file:///",
        _ => "",
    };
    let mut out = lead.to_owned();
    for b in path.bytes() {
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
    use super::{RuleCited, descriptor, uri};

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./desk/café 1.txt"), "desk/caf%C3%A9%201.txt");
        assert_eq!(uri("a:b?c#d"), "a%3Ab%3Fc%23d");
        assert_eq!(uri("/srv/desk/a.txt"), "file:///srv/desk/a.txt");
        assert_eq!(uri(r"C:\desk\a.txt"), "file:///C%3A/desk/a.txt");
        assert_eq!(uri(r"\\server\desk\a.txt"), "file://server/desk/a.txt");
    }

    #[test]
    fn rules_link_to_a_page_where_there_is_one() {
        let rule = RuleCited { id: "x", summary: "S", explanation: "## What it flags\nA *word*.\n\n## Why it matters\nBecause.\n" };
        let told = descriptor("x", &[rule], Some("https://example.org/sayso"));
        assert_eq!(told["helpUri"], "https://example.org/sayso");
        assert_eq!(told["fullDescription"]["text"], "A “word”.");
        assert!(descriptor("x", &[rule], None).get("helpUri").is_none());
    }
}
