//! SARIF 2.1.0 (OASIS): what code hosts and review tools read. Levels, related places, wordings, suppressions and fingerprints are kept.
use super::{
    Format, Options, Render, page, place,
    plain::plain,
    stream::{Array, Stream, indented},
};
use crate::report::{Excuse, FindingCited, Report, RuleCited, SpanCited};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) struct Sarif;

impl Render for Sarif {
    fn format(&self) -> Format<'_> {
        Format { name: "sarif", extension: "sarif", about: "SARIF 2.1.0, for code hosts and review tools" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Run::default()))
    }
}

/// What stands before the results; behind them stands what is known in the end: the rules, and what was not read or not judged.
const HEAD: &str = r#"{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "results": "#;

#[derive(Default)]
struct Run {
    results: Option<Array>,
    version: Option<String>,
    known: Vec<RuleCited>,
    /// The rules that have a result, in the order of their first.
    rules: Vec<String>,
    /// What was not judged: without it a log that has no results would look like a pass.
    told: Vec<Value>,
}

impl Run {
    fn push(&mut self, mut result: Value, rule: &str, out: &mut dyn Write) -> io::Result<()> {
        let index = self.rules.iter().position(|r| r == rule).unwrap_or(self.rules.len());
        if index == self.rules.len() {
            self.rules.push(rule.to_owned());
        }
        result["ruleIndex"] = json!(index);
        let result = serde_json::to_string_pretty(&result)?;
        self.results(out)?.push(&result, out)
    }

    fn results(&mut self, out: &mut dyn Write) -> io::Result<&mut Array> {
        if self.results.is_none() {
            out.write_all(HEAD.as_bytes())?;
        }
        Ok(self.results.get_or_insert_with(|| Array::new(6)))
    }
}

impl Stream for Run {
    fn report(&mut self, report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        if self.version.is_none() {
            self.version = Some(report.tool.version.clone());
            self.known.clone_from(&report.rules);
        }
        let uri = uri(&place::from_root(report.article.file.as_deref().unwrap_or(&report.article.id), options));
        self.told.extend(report.passed_over().map(|why| notification("warning", &uri, why)));
        // With a list of known findings every result is new or unchanged; without one nothing is said.
        let against = options.compared || report.excused.iter().any(|f| f.because == Some(Excuse::Baseline));
        for (f, print) in report.findings.iter().zip(place::fingerprints(report)) {
            let mut result = result(report, f, &uri);
            result["partialFingerprints"] = json!({ "sayso/v1": print });
            if against {
                result["baselineState"] = json!("new");
            }
            self.push(result, &f.rule, out)?;
        }
        for (f, kind) in report.excused.iter().filter_map(|f| Some((f, suppression(f)?))) {
            let mut result = result(report, f, &uri);
            result["suppressions"] =
                json!([{ "kind": kind, "justification": f.justification.as_deref().or(f.because.map(Excuse::as_str)) }]);
            if kind == "external" {
                result["baselineState"] = json!("unchanged");
            }
            self.push(result, &f.rule, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let rules: Vec<Value> = self.rules.iter().map(|id| descriptor(id, &self.known, page())).collect();
        let version = self.version.as_deref().unwrap_or(env!("CARGO_PKG_VERSION"));
        let mut driver = json!({ "name": "sayso", "version": version, "rules": rules });
        link(&mut driver, "informationUri", page());
        let mut end = json!({ "tool": { "driver": driver } });
        let mut told: Vec<Value> =
            options.unread.iter().map(|(file, why)| notification("error", &uri(&place::from_root(file, options)), why)).collect();
        told.append(&mut self.told);
        if !told.is_empty() {
            end["invocations"] = json!([{ "executionSuccessful": false, "toolExecutionNotifications": told }]);
        }
        self.results(out)?.close(out)?;
        let end = serde_json::to_string_pretty(&end)?;
        // The members of this object are the rest of the run's.
        let members = end.trim_start_matches("{\n").trim_end_matches("\n}");
        writeln!(out, ",\n{}\n    }}\n  ]\n}}", indented(members, 4))
    }
}

fn notification(level: &str, uri: &str, why: &str) -> Value {
    let place = json!({ "physicalLocation": { "artifactLocation": { "uri": uri } } });
    json!({ "level": level, "message": { "text": why }, "locations": [place] })
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
    match f.because {
        Some(Excuse::Suppressed) => Some("inSource"),
        Some(Excuse::Baseline) => Some("external"),
        _ => None,
    }
}

fn result(report: &Report, f: &FindingCited, uri: &str) -> Value {
    let mut result = json!({
        "ruleId": f.rule,
        "level": f.level.as_str(),
        "message": { "text": place::message(report, f) },
        "locations": f.trigger().map(|t| vec![location(report, uri, t)]).unwrap_or_default(),
    });
    let related: Vec<Value> = f
        .evidence
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, e)| {
            let mut location = location(report, uri, &e.span);
            location["id"] = json!(i);
            location["message"] = json!({ "text": e.role });
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    let fixes = fixes(report, f, uri);
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    result["properties"] = json!({ "voice": f.voice, "reason": f.reason, "entry": f.entry() });
    result
}

/// One for each word that could stand in the trigger's place: a reviewer takes it with a click. Of a record of a file there are
/// none, for where in its line the words stand is not known.
fn fixes(report: &Report, f: &FindingCited, uri: &str) -> Vec<Value> {
    let Some(trigger) = f.trigger().filter(|_| report.article.line.is_none()) else { return Vec::new() };
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
    let coded = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    lead.to_owned() + &path.bytes().map(coded).collect::<String>()
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
