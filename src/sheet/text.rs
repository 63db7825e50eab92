//! For a terminal: wrapped lines and tables.
use super::{Section, Sheet};
use crate::render::{visible, wrap};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::io::{self, Write};

pub(super) fn write(sheet: &Sheet, width: usize, out: &mut dyn Write) -> io::Result<()> {
    paragraph("", &sheet.title, width, out)?;
    list(&sheet.facts, width, out)?;
    if !sheet.warnings.is_empty() {
        writeln!(out, "\nBefore you read")?;
        list(&sheet.warnings, width, out)?;
    }
    for section in &sheet.sections {
        writeln!(out)?;
        paragraph("", &section.title, width, out)?;
        paragraph("  ", &section.about, width, out)?;
        table(section, width, out)?;
    }
    writeln!(out, "\nMethods")?;
    list(&sheet.methods, width, out)
}

fn paragraph(indent: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let lines = wrap(&visible(text), width.saturating_sub(indent.len()));
    lines.iter().try_for_each(|line| writeln!(out, "{indent}{line}"))
}

fn list(lines: &[String], width: usize, out: &mut dyn Write) -> io::Result<()> {
    for text in lines {
        for (i, line) in wrap(&visible(text), width.saturating_sub(4)).iter().enumerate() {
            writeln!(out, "{}{line}", if i == 0 { "  - " } else { "    " })?;
        }
    }
    Ok(())
}

fn table(section: &Section, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if section.rows.is_empty() {
        return writeln!(out, "  none");
    }
    let columns = section.for_people();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(columns.iter().map(|&c| section.columns[c].title));
    for row in &section.rows {
        table.add_row(columns.iter().map(|&c| row.get(c).map(|cell| visible(&cell.shown()).into_owned()).unwrap_or_default()));
    }
    for (at, &c) in columns.iter().enumerate() {
        if let Some(column) = table.column_mut(at).filter(|_| section.is_numeric(c)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().try_for_each(|line| writeln!(out, " {}", line.trim_end()))
}
