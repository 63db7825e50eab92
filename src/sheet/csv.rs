//! A table as CSV (RFC 4180), all columns that programs read, missing values empty.
use super::{Cell, Section, rounded};
use crate::cell;

/// One table. Text cells cannot run as formulas.
pub fn table(section: &Section) -> Vec<u8> {
    let columns = section.for_programs();
    let names: Vec<&str> = columns.iter().map(|&c| section.columns[c].id).collect();
    let mut out = format!("{}\r\n", names.join(",")).into_bytes();
    for row in &section.rows {
        for (i, &c) in columns.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            match row.get(c) {
                None | Some(Cell::None) => {}
                Some(Cell::Text(text)) => cell::write(&mut out, &cell::safe(text)),
                Some(Cell::Count(n)) => out.extend_from_slice(n.to_string().as_bytes()),
                Some(Cell::Number(x, _) | Cell::P(x)) => out.extend_from_slice(rounded(*x).to_string().as_bytes()),
            }
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}
