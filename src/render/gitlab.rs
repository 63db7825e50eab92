//! GitLab code quality report (the `CodeClimate` subset that GitLab reads). What was not read or not judged is an issue, too: an empty list is a pass.
use super::{Options, Render, place, visible::label};
use crate::{level::Level, report::Report};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) struct GitLab;

impl Render for GitLab {
    fn name(&self) -> &'static str {
        "gitlab"
    }
    fn about(&self) -> &'static str {
        "code quality report of GitLab"
    }
    fn extension(&self) -> &'static str {
        "gitlab.json"
    }
    fn without_what_it_leaves_out(&self, report: &mut Report) {
        place::only_findings(report);
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let mut issues = Vec::new();
        for report in reports {
            if let Some(why) = report.unjudged() {
                let inside = place::inside(report).unwrap_or_default();
                issues.push(passed_over("not-judged", "minor", &place::file(report), report.article.line.unwrap_or(1), inside, why));
            }
            for (f, fingerprint) in report.findings.iter().zip(place::fingerprints(report)) {
                let Some(at) = place::trigger(f) else { continue };
                let (line, _, end_line, _) = place::region(report, at);
                let inside = place::inside(report).map_or(String::new(), |id| format!("{}: ", label(id)));
                let severity = match f.level {
                    Level::Error => "major",
                    Level::Warning => "minor",
                    _ => "info",
                };
                issues.push(json!({
                    "description": format!("{inside}{}", place::message(f)),
                    "check_name": f.rule,
                    "fingerprint": fingerprint,
                    "severity": severity,
                    "location": { "path": place::file(report), "lines": { "begin": line, "end": end_line } },
                }));
            }
        }
        issues.extend(options.unread.iter().map(|(file, why)| passed_over("not-read", "major", &label(file), 1, "", why)));
        serde_json::to_writer_pretty(&mut *out, &issues)?;
        writeln!(out)
    }
}

/// An issue for an article without a verdict.
fn passed_over(check: &str, severity: &str, file: &str, line: usize, inside: &str, why: &str) -> Value {
    let lead = if inside.is_empty() { String::new() } else { format!("{}: ", label(inside)) };
    json!({
        "description": format!("{lead}{}", label(why)),
        "check_name": check,
        "fingerprint": place::hash(&format!("{file}\n{inside}\n{check}")),
        "severity": severity,
        "location": { "path": file, "lines": { "begin": line, "end": line } },
    })
}
