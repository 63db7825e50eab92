//! JUnit XML: an article is a suite, a finding a failed case; an article without findings is one case that passed, a file that could not
//! be read one with an error.
use super::{
    Format, Options, Render, place,
    plain::plain,
    stream::{Head, Stream},
    visible::label,
};
use crate::{
    report::{FindingCited, Report},
    xml_text::escape,
};
use std::io::{self, Write};

pub(super) struct JUnit;

impl Render for JUnit {
    fn format(&self) -> Format<'_> {
        Format { name: "junit", extension: "junit.xml", about: "JUnit XML: an article is a suite, a finding a failed case" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Suites::default()))
    }
}

/// What stands before the suites.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sayso\">";

/// The suites of a run. Its sums are for the reader to make, as with those that other programs write: they would have to stand first.
#[derive(Default)]
struct Suites(Head);

impl Stream for Suites {
    fn report(&mut self, report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.0.write(HEAD, out)?;
        // A finding below the level at which the run fails is told, and no failure.
        let fails = |f: &FindingCited| report.fails_from.is_some_and(|level| f.level >= level);
        let (id, file, n) = (escape(&label(&report.article.id)), escape(&place::file(report)), report.findings.len());
        let failures = report.findings.iter().filter(|f| fails(f)).count();
        let skipped = usize::from(report.passed_over().is_some());
        let tests = (n + skipped).max(1);
        writeln!(out, "  <testsuite name=\"{id}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">")?;
        if let Some(why) = report.passed_over() {
            writeln!(out, "    <testcase name=\"not judged\" classname=\"{id}\"><skipped message=\"{}\"/></testcase>", escape(why))?;
        } else if n == 0 {
            writeln!(out, "    <testcase name=\"no findings\" classname=\"{id}\"/>")?;
        }
        for f in &report.findings {
            let Some(at) = f.trigger() else { continue };
            let (line, column, _, _) = place::region(report, at);
            let name = escape(&format!("{} at {line}:{column}", f.rule));
            writeln!(out, "    <testcase name=\"{name}\" classname=\"{id}\" file=\"{file}\" line=\"{line}\">")?;
            let (level, said) = (f.level.as_str(), escape(&place::message(report, f)));
            if fails(f) {
                writeln!(out, "      <failure type=\"{level}\" message=\"{}\">{said}</failure>", escape(&plain(&f.message)))?;
            } else {
                writeln!(out, "      <system-out>{level}: {said}</system-out>")?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.0.write(HEAD, out)?;
        for (file, why) in &options.unread {
            let (file, why) = (escape(&label(file)), escape(&label(why)));
            writeln!(out, "  <testsuite name=\"{file}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">")?;
            writeln!(out, "    <testcase name=\"not read\" classname=\"{file}\"><error message=\"{why}\"/></testcase>")?;
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}
