//! A table as CSV (RFC 4180), all columns that programs read, missing values empty.
use super::{Cell, Section, rounded};
use crate::cell;

/// One table, its text as it is; or, `safe` for spreadsheets, with text that cannot run as a formula.
pub fn csv_table(section: &Section, safe: bool) -> Vec<u8> {
    let columns = section.for_programs();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = out.write_record(columns.iter().map(|&c| section.columns[c].id));
    for row in &section.rows {
        let written = |&c: &usize| match row.get(c) {
            None | Some(Cell::None) => String::new(),
            Some(Cell::Text(text)) if safe => cell::safe(text).into_owned(),
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Count(n)) => n.to_string(),
            Some(Cell::Number(x, _) | Cell::P(x)) => rounded(*x).to_string(),
        };
        let _ = out.write_record(columns.iter().map(written));
    }
    out.into_inner().unwrap_or_default()
}
