//! GitLab code quality report (the `CodeClimate` subset that GitLab reads).
use super::{Options, Render, place, visible::label};
use crate::{level::Level, report::Report};
use serde_json::json;
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
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let mut issues = Vec::new();
        for report in reports {
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
        serde_json::to_writer_pretty(&mut *out, &issues)?;
        writeln!(out)
    }
}
