//! GitHub Actions workflow commands: annotations on the changed files of a pull request.
use super::{
    Format, Options, Render,
    place::{self, Told},
    stream::{Each, Stream},
    visible::label,
};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct GitHub;

impl Render for GitHub {
    fn format(&self) -> Format<'_> {
        Format { name: "github", extension: "github.txt", about: "annotations of GitHub Actions" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        for report in reports {
            let file = property(&place::from_root(&place::file(report), options));
            if let Some(why) = report.passed_over() {
                let line = report.article.line.unwrap_or(1);
                writeln!(out, "::warning file={file},line={line},title=sayso%3A not judged::{}", data(&(place::lead(report) + why)))?;
            }
            for Told { finding, line, column, end_line, end_column, said, .. } in place::told(report) {
                let command = place::severity(finding, ["error", "warning", "notice"]);
                write!(out, "::{command} file={file},line={line},endLine={end_line}")?;
                // GitHub takes columns only within one line; its end column is inclusive.
                if end_line == line && report.article.line.is_none() {
                    write!(out, ",col={column},endColumn={}", end_column.saturating_sub(1).max(column))?;
                }
                writeln!(out, ",title={}::{}", property(&format!("sayso: {}", finding.rule)), data(&said))?;
            }
        }
        for (file, why) in &options.unread {
            writeln!(
                out,
                "::error file={},line=1,title=sayso%3A not read::{}",
                property(&label(&place::from_root(file, options))),
                data(&label(why))
            )?;
        }
        Ok(())
    }
}

/// Text after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_in_a_name_ends_the_command() {
        assert_eq!(super::property("a,b:c\n::error::x%"), "a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax%25");
    }
}
