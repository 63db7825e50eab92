//! One line a finding: `file:line:column: level[rule] message`, as compilers write and editors read it.
use super::{
    Options, Render, place,
    stream::{Each, Stream},
    visible::label,
};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct Line;

impl Render for Line {
    fn format(&self) -> crate::render::Format<'_> {
        crate::render::Format { name: "line", extension: "lines.txt", about: "one line a finding: file:line:column: level[rule] message" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for report in reports {
            let file = place::file(report);
            let inside = place::inside(report).map_or(String::new(), |id| format!("{}: ", label(id)));
            if let Some(why) = report.passed_over() {
                writeln!(out, "{file}:{}:1: warning[not-judged] {inside}{why}", report.article.line.unwrap_or(1))?;
            }
            for f in &report.findings {
                let Some(at) = place::trigger(f) else { continue };
                let (line, column, _, _) = place::region(report, at);
                writeln!(out, "{file}:{line}:{column}: {}[{}] {inside}{}", f.level.as_str(), f.rule, place::message(f))?;
            }
        }
        for (file, why) in &options.unread {
            writeln!(out, "{}:1:1: error[not-read] {}", label(file), label(why))?;
        }
        Ok(())
    }
}
