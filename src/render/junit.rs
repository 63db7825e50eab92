//! JUnit XML: an article is a suite, a finding a failed case; an article without findings is one case that passed.
use super::{Options, Render, place, plain::plain, xml::escape};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct JUnit;

impl Render for JUnit {
    fn name(&self) -> &'static str {
        "junit"
    }
    fn about(&self) -> &'static str {
        "JUnit XML: an article is a suite, a finding a failed case"
    }
    fn extension(&self) -> &'static str {
        "junit.xml"
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let failures: usize = reports.iter().map(|r| r.findings.len()).sum();
        let tests: usize = reports.iter().map(|r| r.findings.len().max(1)).sum();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites name=\"sayso\" tests=\"{tests}\" failures=\"{failures}\">")?;
        for report in reports {
            let (id, n) = (escape(&report.article.id), report.findings.len());
            writeln!(out, "  <testsuite name=\"{id}\" tests=\"{}\" failures=\"{n}\" errors=\"0\" skipped=\"0\">", n.max(1))?;
            if n == 0 {
                writeln!(out, "    <testcase name=\"no findings\" classname=\"{id}\"/>")?;
            }
            for f in &report.findings {
                let Some(at) = place::trigger(f) else { continue };
                let name = format!("{} at {}:{}", f.rule, at.line, at.column);
                writeln!(out, "    <testcase name=\"{}\" classname=\"{id}\" file=\"{id}\" line=\"{}\">", escape(&name), at.line)?;
                writeln!(
                    out,
                    "      <failure type=\"{}\" message=\"{}\">{}</failure>",
                    f.level.as_str(),
                    escape(&plain(&f.message)),
                    escape(&place::message(f))
                )?;
                writeln!(out, "    </testcase>")?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}
