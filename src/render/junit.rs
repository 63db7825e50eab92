//! JUnit XML: an article is a suite, a finding a failed case; an article without findings is one case that passed, a file that could not
//! be read one with an error.
use super::{Options, Render, place, plain::plain, visible::label};
use crate::report::{FindingCited, Report};
use crate::xml_text::escape;
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
    fn without_what_it_leaves_out(&self, report: &mut Report) {
        place::only_findings(report);
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        // A finding below the level at which the run fails is told, and no failure.
        let fails = |r: &Report, f: &FindingCited| r.fails_from.is_some_and(|level| f.level >= level);
        let failed = |r: &Report| r.findings.iter().filter(|f| fails(r, f)).count();
        let failures: usize = reports.iter().map(failed).sum();
        let errors = options.unread.len();
        let tests = errors + reports.iter().map(|r| r.findings.len().max(1)).sum::<usize>();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites name=\"sayso\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
        for report in reports {
            let (id, file, n) = (escape(&label(&report.article.id)), escape(&place::file(report)), report.findings.len());
            let failures = failed(report);
            let (tests, skipped) = (n.max(1), usize::from(report.unjudged().is_some()));
            writeln!(out, "  <testsuite name=\"{id}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">")?;
            if let Some(why) = report.unjudged() {
                writeln!(out, "    <testcase name=\"not judged\" classname=\"{id}\"><skipped message=\"{}\"/></testcase>", escape(why))?;
            } else if n == 0 {
                writeln!(out, "    <testcase name=\"no findings\" classname=\"{id}\"/>")?;
            }
            for f in &report.findings {
                let Some(at) = place::trigger(f) else { continue };
                let (line, column, _, _) = place::region(report, at);
                let name = escape(&format!("{} at {line}:{column}", f.rule));
                writeln!(out, "    <testcase name=\"{name}\" classname=\"{id}\" file=\"{file}\" line=\"{line}\">")?;
                let (level, said) = (f.level.as_str(), escape(&place::message(f)));
                if fails(report, f) {
                    writeln!(out, "      <failure type=\"{level}\" message=\"{}\">{said}</failure>", escape(&plain(&f.message)))?;
                } else {
                    writeln!(out, "      <system-out>{level}: {said}</system-out>")?;
                }
                writeln!(out, "    </testcase>")?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        for (file, why) in &options.unread {
            let (file, why) = (escape(&label(file)), escape(&label(why)));
            writeln!(out, "  <testsuite name=\"{file}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">")?;
            writeln!(out, "    <testcase name=\"not read\" classname=\"{file}\"><error message=\"{why}\"/></testcase>")?;
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}
