//! Markdown: headings, lists and tables.
use super::{Section, Sheet};
use crate::render::visible;
use std::io::{self, Write};

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", plain(&sheet.title))?;
    list(&sheet.facts, out)?;
    if !sheet.warnings.is_empty() {
        writeln!(out, "\n## Before you read\n")?;
        list(&sheet.warnings, out)?;
    }
    for section in &sheet.sections {
        writeln!(out, "\n## {}\n\n{}\n", plain(&section.title), prose(&section.about))?;
        table(section, out)?;
    }
    writeln!(out, "\n## Methods\n")?;
    list(&sheet.methods, out)
}

fn list(lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "- {}", prose(line)))
}

fn table(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    let columns = section.for_people();
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(columns.iter().map(|&c| section.columns[c].title.to_owned()).collect()))?;
    let rule = |&c: &usize| if section.is_numeric(c) { "--:" } else { "---" }.to_owned();
    writeln!(out, "{}", line(columns.iter().map(rule).collect()))?;
    for row in &section.rows {
        let cell = |&c: &usize| row.get(c).map(|cell| plain(&cell.shown())).unwrap_or_default();
        writeln!(out, "{}", line(columns.iter().map(cell).collect()))?;
    }
    Ok(())
}

/// Text that means only itself.
fn plain(text: &str) -> String {
    prose(text).replace('`', "\\`")
}

/// The same, but what stands between backticks is code.
fn prose(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if matches!(c, '|' | '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
