//! Checkstyle XML, which many review tools read.
use super::{
    Format, Options, Render, place,
    stream::{Head, Stream},
    visible::label,
};
use crate::{report::Report, xml_text::escape};
use std::io::{self, Write};

pub(super) struct Checkstyle;

impl Render for Checkstyle {
    fn format(&self) -> Format<'_> {
        Format { name: "checkstyle", extension: "checkstyle.xml", about: "Checkstyle XML" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Log::default()))
    }
}

/// What stands before the files.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">";

#[derive(Default)]
struct Log(Head);

impl Stream for Log {
    fn report(&mut self, report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.0.write(HEAD, out)?;
        writeln!(out, "  <file name=\"{}\">", escape(&place::file(report)))?;
        if let Some(why) = report.passed_over() {
            let line = report.article.line.unwrap_or(1);
            writeln!(out, "    <error line=\"{line}\" severity=\"warning\" message=\"{}\" source=\"sayso.not-judged\"/>", escape(why))?;
        }
        for told in place::told(report) {
            let (line, column, severity) = (told.line, told.column, place::severity(told.finding, ["error", "warning", "info"]));
            let (message, rule) = (escape(&told.said), escape(&told.finding.rule));
            write!(out, "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" ")?;
            writeln!(out, "source=\"sayso.{rule}\"/>")?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.0.write(HEAD, out)?;
        for (file, why) in &options.unread {
            let (file, why) = (escape(&label(file)), escape(&label(why)));
            writeln!(out, "  <file name=\"{file}\">")?;
            writeln!(out, "    <error line=\"1\" severity=\"error\" message=\"{why}\" source=\"sayso.not-read\"/>\n  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}
