//! Tables as CSV (RFC 4180): UTF-8, a header, lines that end in CR LF, an empty cell for what is missing.
use super::{Cell, Columns, Table, View};
use crate::cell;
use std::io::Write;

/// The rows of one article, ready to be appended to the five tables.
#[derive(Debug, Default)]
pub struct Rows {
    /// The row of `articles` but for its last column.
    article: Vec<u8>,
    /// Rows of the other tables, in the order of [`Columns::tables`].
    pub rest: [Vec<u8>; 4],
}

impl Rows {
    /// Appends the row of `articles`, with its last column `duplicate_of`.
    pub fn article(&self, duplicate_of: Option<u64>, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.article);
        if let Some(key) = duplicate_of {
            number(out, &key);
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// Writes the rows of one article. With `safe`, no text cell begins like a formula.
pub fn rows(columns: &Columns, view: &View<'_>, safe: bool) -> Rows {
    let [articles, rest @ ..] = &columns.tables;
    let mut rows = Rows::default();
    row(&mut rows.article, articles, articles.columns.len() - 1, view, 0, safe);
    rows.article.push(b',');
    for (out, table) in rows.rest.iter_mut().zip(rest) {
        for index in 0..(table.rows)(view.report) {
            row(out, table, table.columns.len(), view, index, safe);
            out.extend_from_slice(b"\r\n");
        }
    }
    rows
}

/// The header of a table.
pub fn header(table: &Table) -> Vec<u8> {
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    format!("{}\r\n", names.join(",")).into_bytes()
}

fn row(out: &mut Vec<u8>, table: &Table, columns: usize, view: &View<'_>, index: usize, safe: bool) {
    for (i, column) in table.columns.iter().take(columns).enumerate() {
        if i > 0 {
            out.push(b',');
        }
        match column.cell(view, index) {
            Cell::Missing => {}
            Cell::Int(n) => digits(out, n),
            Cell::Real(x) => real(out, x),
            // As R writes them: it takes `true` for text.
            Cell::Bool(b) => out.extend_from_slice(if b { b"TRUE" } else { b"FALSE" }),
            Cell::Text(text) if safe => cell::write(out, &cell::safe(&text)),
            Cell::Text(text) => cell::write(out, &text),
        }
    }
}

/// Most cells are small counts.
fn digits(out: &mut Vec<u8>, n: u64) {
    match u8::try_from(n) {
        Ok(n @ 0..10) => out.push(b'0' + n),
        _ => number(out, &n),
    }
}

/// Always with a point, by which readers tell a real number from a count.
fn real(out: &mut Vec<u8>, x: f64) {
    number(out, &x);
    if x.fract() == 0.0 {
        out.extend_from_slice(b".0");
    }
}

fn number(out: &mut Vec<u8>, n: &impl std::fmt::Display) {
    // Writing into a vector cannot fail.
    let _ = write!(out, "{n}");
}
