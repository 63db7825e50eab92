//! GitLab code quality report (the `CodeClimate` subset that GitLab reads). What was not read or not judged is an issue, too: an empty list is a pass.
use super::{
    Format, Options, Render, place,
    stream::{Array, Stream},
    visible::label,
};
use crate::report::Report;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) struct GitLab;

impl Render for GitLab {
    fn format(&self) -> Format<'_> {
        Format { name: "gitlab", extension: "gitlab.json", about: "code quality report of GitLab" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Issues(Array::new(0))))
    }
}

struct Issues(Array);

impl Issues {
    fn push(&mut self, issue: &Value, out: &mut dyn Write) -> io::Result<()> {
        self.0.push(&serde_json::to_string_pretty(issue)?, out)
    }
}

impl Stream for Issues {
    fn report(&mut self, report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let name = place::file(report);
        let file = place::from_root(&name, options);
        if let Some(why) = report.passed_over() {
            let inside = place::inside(report).unwrap_or_default();
            let line = report.article.line.unwrap_or(1);
            self.push(&passed_over("not-judged", "minor", &file, line, inside, why), out)?;
        }
        for told in place::told(report) {
            let issue = json!({
                "description": told.said,
                "check_name": told.finding.rule,
                "fingerprint": told.fingerprint,
                "severity": place::severity(told.finding, ["major", "minor", "info"]),
                "location": { "path": file, "lines": { "begin": told.line, "end": told.end_line } },
            });
            self.push(&issue, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for (file, why) in &options.unread {
            self.push(&passed_over("not-read", "major", &label(&place::from_root(file, options)), 1, "", why), out)?;
        }
        self.0.close(out)?;
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
