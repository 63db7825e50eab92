//! One cell of a comma-separated table: the quoting of RFC 4180, and what keeps spreadsheets from running it.
use std::borrow::Cow;

/// A cell that a spreadsheet would run as a formula is made text with a leading apostrophe (OWASP, "CSV injection").
pub fn safe(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Appends the cell, in quotation marks where it holds a comma, a quotation mark or a line end.
pub fn write(out: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for (i, part) in cell.split('"').enumerate() {
        if i > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{safe, write};

    #[test]
    fn formulas_become_text() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("\n=1+1"), "'\n=1+1");
        assert_eq!(safe("plain"), "plain");
    }

    #[test]
    fn what_needs_quotes_has_them() {
        let cell = |text: &str| {
            let mut out = Vec::new();
            write(&mut out, text);
            String::from_utf8_lossy(&out).into_owned()
        };
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, \"b\"\n"), "\"a, \"\"b\"\"\n\"");
    }
}
