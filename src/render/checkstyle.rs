//! Checkstyle XML, which many review tools read.
use super::{
    Options, Render, place,
    stream::{self, Stream},
    visible::label,
};
use crate::xml_text::escape;
use crate::{level::Level, report::Report};
use std::io::{self, Write};

pub(super) struct Checkstyle;

impl Render for Checkstyle {
    fn format(&self) -> crate::render::Format<'_> {
        crate::render::Format { name: "checkstyle", extension: "checkstyle.xml", about: "Checkstyle XML" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Log::default()))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        stream::all(Log::default(), reports, options, out)
    }
}

#[derive(Default)]
struct Log {
    begun: bool,
}

impl Log {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">")?;
        }
        Ok(())
    }
}

impl Stream for Log {
    fn report(&mut self, report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        writeln!(out, "  <file name=\"{}\">", escape(&place::file(report)))?;
        if let Some(why) = report.passed_over() {
            let line = report.article.line.unwrap_or(1);
            writeln!(out, "    <error line=\"{line}\" severity=\"warning\" message=\"{}\" source=\"sayso.not-judged\"/>", escape(why))?;
        }
        for f in &report.findings {
            let Some(at) = place::trigger(f) else { continue };
            let severity = match f.level {
                Level::Error => "error",
                Level::Warning => "warning",
                _ => "info",
            };
            let (line, column, _, _) = place::region(report, at);
            let inside = place::inside(report).map_or(String::new(), |id| format!("{}: ", label(id)));
            let message = escape(&format!("{inside}{}", place::message(f)));
            writeln!(
                out,
                "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"sayso.{}\"/>",
                escape(&f.rule)
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        for (file, why) in &options.unread {
            let (file, why) = (escape(&label(file)), escape(&label(why)));
            writeln!(out, "  <file name=\"{file}\">")?;
            writeln!(out, "    <error line=\"1\" severity=\"error\" message=\"{why}\" source=\"sayso.not-read\"/>\n  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}
