//! The codebook: every column of every table, for machines and for people.
use super::{Column, Columns};
use crate::cell;
use std::fmt::Write;

/// As CSV: table, name, type, unit, definition, formula, reference.
pub fn codebook_csv(columns: &Columns) -> Vec<u8> {
    let mut out = b"table,name,type,unit,definition,formula,reference\r\n".to_vec();
    for table in &columns.tables {
        for column in &table.columns {
            for (i, text) in std::iter::once(table.name).chain(fields(column)).enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                cell::write(&mut out, text);
            }
            out.extend_from_slice(b"\r\n");
        }
    }
    out
}

/// As Markdown, one section a table.
pub fn codebook_markdown(columns: &Columns) -> String {
    let mut out = String::from(
        "# Codebook\n\nAll tables are joined by `article`. Counts stand beside every rate. An empty cell is a missing value: not told by \
         the text, or nothing to divide by. Positions count characters (Unicode code points) of the text as it was read.\n",
    );
    for table in &columns.tables {
        // Writing into a string cannot fail.
        let _ =
            write!(out, "\n## {}\n\nA row is {}.\n\n| column | type | unit | definition | formula | reference |\n", table.name, table.row);
        out.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for column in &table.columns {
            let [name, rest @ ..] = fields(column);
            let _ = writeln!(out, "| `{name}` | {} |", rest.map(|f| f.replace('|', "\\|")).join(" | "));
        }
    }
    out
}

fn fields(column: &Column) -> [&str; 6] {
    [&column.name, column.kind.as_str(), column.unit, &column.definition, &column.formula, column.reference]
}
