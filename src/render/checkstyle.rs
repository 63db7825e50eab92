//! Checkstyle XML, which many review tools read.
use super::{Options, Render, place, xml::escape};
use crate::{level::Level, report::Report};
use std::io::{self, Write};

pub(super) struct Checkstyle;

impl Render for Checkstyle {
    fn name(&self) -> &'static str {
        "checkstyle"
    }
    fn about(&self) -> &'static str {
        "Checkstyle XML"
    }
    fn extension(&self) -> &'static str {
        "checkstyle.xml"
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">")?;
        for report in reports {
            writeln!(out, "  <file name=\"{}\">", escape(&report.article.id))?;
            for f in &report.findings {
                let Some(at) = place::trigger(f) else { continue };
                let severity = match f.level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    _ => "info",
                };
                let message = escape(&place::message(f));
                writeln!(
                    out,
                    "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{message}\" source=\"sayso.{}\"/>",
                    at.line,
                    at.column,
                    escape(&f.rule)
                )?;
            }
            writeln!(out, "  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}
