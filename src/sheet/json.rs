//! All tables as records, with warnings and methods beside them.
use super::{Cell, Section, Sheet, rounded};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Name and version of the format.
const SCHEMA: &str = "sayso-sheet/1";

pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let tables: Map<String, Value> = sheet.sections.iter().map(|s| (s.id.to_owned(), records(s))).collect();
    let value = json!({
        "schema": SCHEMA, "title": sheet.title, "facts": sheet.facts, "warnings": sheet.warnings, "methods": sheet.methods, "tables": tables,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn records(section: &Section) -> Value {
    let columns = section.for_programs();
    let record = |row: &Vec<Cell>| -> Value {
        let cell = |&c: &usize| (section.columns[c].id.to_owned(), row.get(c).map_or(Value::Null, value));
        Value::Object(columns.iter().map(cell).collect())
    };
    section.rows.iter().map(record).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::None => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Count(n) => (*n).into(),
        Cell::Number(x, _) | Cell::P(x) => rounded(*x).into(),
    }
}
