//! Columns as the buffers of the Arrow format, of which pyarrow makes arrays without copying them.
use pyo3::{prelude::*, types::PyBytes};
use sayso::corpus::{Cell, Columns, Signature, Type, View};

/// A column: `(rows, missing, buffers)`, the buffers in the order of the format.
pub(crate) type Buffers<'py> = (usize, usize, Vec<Option<Bound<'py, PyBytes>>>);

/// The rows of one article in all five tables, cell by cell: two pieces of memory, however many columns there are.
#[derive(Default)]
pub(crate) struct Rows {
    cells: Vec<Kept>,
    /// The words of all cells of text, one after the other.
    text: String,
    /// By table.
    counts: Vec<usize>,
}

/// A cell without its words.
#[derive(Clone, Copy)]
enum Kept {
    Missing,
    Int(u64),
    Real(f64),
    Bool(bool),
    /// So many bytes of [`Rows::text`].
    Text(usize),
}

impl Rows {
    pub(crate) fn of(columns: &Columns, view: &View<'_>) -> Rows {
        let mut rows = Rows::default();
        for table in &columns.tables {
            let count = (table.rows)(view.report);
            rows.counts.push(count);
            for row in 0..count {
                for column in &table.columns {
                    let kept = match column.cell(view, row) {
                        Cell::Missing => Kept::Missing,
                        Cell::Int(n) => Kept::Int(n),
                        Cell::Real(x) => Kept::Real(x),
                        Cell::Bool(b) => Kept::Bool(b),
                        Cell::Text(words) => {
                            rows.text.push_str(&words);
                            Kept::Text(words.len())
                        }
                    };
                    rows.cells.push(kept);
                }
            }
        }
        rows
    }
}

/// The five tables of some articles, column by column.
pub(crate) struct Batch(Vec<Vec<Values>>);

/// One column of one table.
struct Values {
    present: Vec<bool>,
    values: Typed,
}

enum Typed {
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Boolean(Vec<bool>),
    /// Ends in the bytes; and the bytes.
    Text(Vec<i32>, Vec<u8>),
}

impl Batch {
    pub(crate) fn new(columns: &Columns) -> Batch {
        Batch(columns.tables.iter().map(|t| t.columns.iter().map(|c| Values::new(c.kind)).collect()).collect())
    }

    /// Appends an article; `duplicate_of` goes into the last column of `articles`.
    pub(crate) fn push(&mut self, rows: &Rows, duplicate_of: Option<u64>) {
        let (mut cells, mut text) = (rows.cells.iter(), rows.text.as_str());
        for (table, count) in self.0.iter_mut().zip(&rows.counts) {
            for _ in 0..*count {
                for (column, cell) in table.iter_mut().zip(&mut cells) {
                    let words = if let Kept::Text(bytes) = cell { text.split_at(*bytes) } else { ("", text) };
                    column.push(*cell, words.0);
                    text = words.1;
                }
            }
        }
        if let (Some(key), Some(last)) = (duplicate_of, self.0.first_mut().and_then(|articles| articles.last_mut())) {
            last.pop();
            last.push(Kept::Int(key), "");
        }
    }

    /// Bytes of text of the fullest column: its offsets have 31 bits.
    pub(crate) fn fullest(&self) -> usize {
        let bytes = |v: &Values| if let Typed::Text(_, bytes) = &v.values { bytes.len() } else { 0 };
        self.0.iter().flatten().map(bytes).max().unwrap_or(0)
    }

    pub(crate) fn finish(self, py: Python<'_>) -> Vec<Vec<Buffers<'_>>> {
        self.0.into_iter().map(|table| table.into_iter().map(|column| column.finish(py)).collect()).collect()
    }
}

impl Values {
    fn new(kind: Type) -> Values {
        let values = match kind {
            Type::Integer => Typed::Integer(Vec::new()),
            Type::Real => Typed::Real(Vec::new()),
            Type::Boolean => Typed::Boolean(Vec::new()),
            Type::Text => Typed::Text(Vec::new(), Vec::new()),
        };
        Values { present: Vec::new(), values }
    }

    /// A cell of another type than its column would count as 0; there is none.
    fn push(&mut self, cell: Kept, words: &str) {
        self.present.push(!matches!(cell, Kept::Missing));
        match &mut self.values {
            Typed::Integer(v) => v.push(if let Kept::Int(n) = cell { i64::try_from(n).unwrap_or(i64::MAX) } else { 0 }),
            Typed::Real(v) => v.push(if let Kept::Real(x) = cell { x } else { 0.0 }),
            Typed::Boolean(v) => v.push(matches!(cell, Kept::Bool(true))),
            Typed::Text(ends, bytes) => {
                bytes.extend_from_slice(words.as_bytes());
                // A batch is finished long before its text has two gibibytes.
                ends.push(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
            }
        }
    }

    fn pop(&mut self) {
        self.present.pop();
        if let Typed::Integer(v) = &mut self.values {
            v.pop();
        }
    }

    fn finish(self, py: Python<'_>) -> Buffers<'_> {
        let bytes = |b: Vec<u8>| Some(PyBytes::new(py, &b));
        let rest = match self.values {
            Typed::Integer(v) => vec![bytes(v.into_iter().flat_map(i64::to_le_bytes).collect())],
            Typed::Real(v) => vec![bytes(v.into_iter().flat_map(f64::to_le_bytes).collect())],
            Typed::Boolean(v) => vec![Some(bits(py, &v))],
            Typed::Text(ends, text) => vec![bytes([0].into_iter().chain(ends).flat_map(i32::to_le_bytes).collect()), bytes(text)],
        };
        column(py, &self.present, rest)
    }
}

/// A column of [`Signature::BYTES`] bytes a row.
pub(crate) fn signatures<'py>(py: Python<'py>, signatures: &[Option<Signature>]) -> Buffers<'py> {
    let present: Vec<bool> = signatures.iter().map(Option::is_some).collect();
    let bytes: Vec<u8> = signatures.iter().flat_map(|s| s.map_or([0; Signature::BYTES], Signature::to_bytes)).collect();
    column(py, &present, vec![Some(PyBytes::new(py, &bytes))])
}

/// Which rows are there, before the buffers of their values.
fn column<'py>(py: Python<'py>, present: &[bool], values: Vec<Option<Bound<'py, PyBytes>>>) -> Buffers<'py> {
    let missing = present.iter().filter(|p| !**p).count();
    let validity = (missing > 0).then(|| bits(py, present));
    (present.len(), missing, [validity].into_iter().chain(values).collect())
}

/// Eight truth values a byte, the first in the lowest bit.
fn bits<'py>(py: Python<'py>, truths: &[bool]) -> Bound<'py, PyBytes> {
    let byte = |eight: &[bool]| eight.iter().enumerate().fold(0_u8, |byte, (i, t)| byte | u8::from(*t) << i);
    PyBytes::new(py, &truths.chunks(8).map(byte).collect::<Vec<_>>())
}
