//! One line a finding: `file:line:column: level[rule] message`, as compilers write and editors read it.
use super::{
    Format, Options, Render, place,
    stream::{Each, Stream},
    visible::label,
};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct Line;

impl Render for Line {
    fn format(&self) -> Format<'_> {
        Format { name: "line", extension: "lines.txt", about: "one line a finding: file:line:column: level[rule] message" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for report in reports {
            let file = place::file(report);
            if let Some(why) = report.passed_over() {
                writeln!(out, "{file}:{}:1: warning[not-judged] {}{why}", report.article.line.unwrap_or(1), place::lead(report))?;
            }
            for told in place::told(report) {
                let (line, column, level, rule) = (told.line, told.column, told.finding.level.as_str(), &told.finding.rule);
                writeln!(out, "{file}:{line}:{column}: {level}[{rule}] {}", told.said)?;
            }
        }
        for (file, why) in &options.unread {
            writeln!(out, "{}:1:1: error[not-read] {}", label(file), label(why))?;
        }
        Ok(())
    }
}
