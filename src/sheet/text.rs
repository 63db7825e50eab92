//! For a terminal: wrapped lines and tables.
use super::{Cell, Section, Sheet};
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

/// A table where whole words fit into its columns, else a paragraph a row. Columns without a value are left out.
fn table(section: &Section, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if section.rows.is_empty() {
        return writeln!(out, "  none");
    }
    let filled = |c: &usize| section.rows.iter().any(|row| row.get(*c).is_some_and(|cell| *cell != Cell::None));
    let columns: Vec<usize> = section.for_people().into_iter().filter(filled).collect();
    let titles: Vec<&str> = columns.iter().map(|&c| section.columns[c].title).collect();
    let shown = |row: &Vec<Cell>, c: usize| row.get(c).map(|cell| visible(&cell.shown()).into_owned()).unwrap_or_default();
    let rows: Vec<Vec<String>> = section.rows.iter().map(|row| columns.iter().map(|&c| shown(row, c)).collect()).collect();
    let longest = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let room = |at: usize| rows.iter().map(|row| longest(&row[at])).chain([longest(titles[at])]).max().unwrap_or(0) + 2;
    if (0..columns.len()).map(room).sum::<usize>() > width {
        let about = columns.iter().take(ABOUT).take_while(|&&c| !section.is_numeric(c)).count().max(1);
        return rows.iter().try_for_each(|row| record(&titles, row, about, width, out));
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(titles);
    table.add_rows(rows);
    for (at, &c) in columns.iter().enumerate() {
        if let Some(column) = table.column_mut(at).filter(|_| section.is_numeric(c)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().try_for_each(|line| writeln!(out, " {}", line.trim_end()))
}

/// At most so many columns of words say what a row is about.
const ABOUT: usize = 3;

/// One row: what it is about, and below that every value with its title.
fn record(titles: &[&str], row: &[String], about: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let named: Vec<&str> = row.iter().take(about).map(String::as_str).collect();
    paragraph("  ", &named.join(", "), width, out)?;
    let values = titles.iter().zip(row).skip(about).filter(|(_, value)| *value != "–");
    let values: Vec<String> = values.map(|(title, value)| format!("{title} {value}")).collect();
    paragraph("    ", &values.join("; "), width, out)
}
