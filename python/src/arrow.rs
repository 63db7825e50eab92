//! Columns as the buffers of the Arrow format, of which pyarrow makes arrays without copying them.
use pyo3::{prelude::*, types::PyBytes};
use sayso::corpus::{Cell, Columns, Type, View};

/// A column: `(rows, missing, buffers)`, the buffers in the order of the format.
pub(crate) type Buffers<'py> = (usize, usize, Vec<Option<Bound<'py, PyBytes>>>);

/// The rows of some articles in all five tables.
pub(crate) struct Rows(Vec<Vec<Values>>);

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

impl Rows {
    pub(crate) fn new(columns: &Columns) -> Rows {
        Rows(columns.tables.iter().map(|t| t.columns.iter().map(|c| Values::new(c.kind)).collect()).collect())
    }

    /// The rows of one article. Its last column in `articles` is set when it is appended to others.
    pub(crate) fn of(columns: &Columns, view: &View<'_>) -> Rows {
        let mut rows = Rows::new(columns);
        for (table, into) in columns.tables.iter().zip(&mut rows.0) {
            for row in 0..(table.rows)(view.report) {
                for (column, values) in table.columns.iter().zip(into.iter_mut()) {
                    values.push(column.cell(view, row));
                }
            }
        }
        rows
    }

    /// Appends the rows of one article.
    pub(crate) fn append(&mut self, article: Rows, duplicate_of: Option<u64>) {
        for (into, from) in self.0.iter_mut().flatten().zip(article.0.into_iter().flatten()) {
            into.append(from);
        }
        if let (Some(key), Some(last)) = (duplicate_of, self.0.first_mut().and_then(|articles| articles.last_mut())) {
            last.pop();
            last.push(Cell::Int(key));
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

    /// A cell of another type than its column would be missing; there is none.
    fn push(&mut self, cell: Cell<'_>) {
        self.present.push(cell != Cell::Missing);
        match &mut self.values {
            Typed::Integer(v) => v.push(if let Cell::Int(n) = cell { i64::try_from(n).unwrap_or(i64::MAX) } else { 0 }),
            Typed::Real(v) => v.push(if let Cell::Real(x) = cell { x } else { 0.0 }),
            Typed::Boolean(v) => v.push(cell == Cell::Bool(true)),
            Typed::Text(ends, bytes) => {
                if let Cell::Text(text) = cell {
                    bytes.extend_from_slice(text.as_bytes());
                }
                ends.push(end(bytes));
            }
        }
    }

    fn pop(&mut self) {
        self.present.pop();
        if let Typed::Integer(v) = &mut self.values {
            v.pop();
        }
    }

    fn append(&mut self, other: Values) {
        self.present.extend(other.present);
        match (&mut self.values, other.values) {
            (Typed::Integer(v), Typed::Integer(more)) => v.extend(more),
            (Typed::Real(v), Typed::Real(more)) => v.extend(more),
            (Typed::Boolean(v), Typed::Boolean(more)) => v.extend(more),
            (Typed::Text(ends, bytes), Typed::Text(more_ends, more)) => {
                let before = end(bytes);
                ends.extend(more_ends.into_iter().map(|e| e.saturating_add(before)));
                bytes.extend(more);
            }
            _ => {}
        }
    }

    fn finish(self, py: Python<'_>) -> Buffers<'_> {
        let missing = self.present.iter().filter(|p| !**p).count();
        let validity = (missing > 0).then(|| bits(py, &self.present));
        let bytes = |b: Vec<u8>| Some(PyBytes::new(py, &b));
        let rest = match self.values {
            Typed::Integer(v) => vec![bytes(v.into_iter().flat_map(i64::to_le_bytes).collect())],
            Typed::Real(v) => vec![bytes(v.into_iter().flat_map(f64::to_le_bytes).collect())],
            Typed::Boolean(v) => vec![Some(bits(py, &v))],
            Typed::Text(ends, text) => vec![bytes([0].into_iter().chain(ends).flat_map(i32::to_le_bytes).collect()), bytes(text)],
        };
        (self.present.len(), missing, [validity].into_iter().chain(rest).collect())
    }
}

/// A batch is finished long before its text has two gibibytes.
fn end(bytes: &[u8]) -> i32 {
    i32::try_from(bytes.len()).unwrap_or(i32::MAX)
}

/// Eight truth values a byte, the first in the lowest bit.
fn bits<'py>(py: Python<'py>, truths: &[bool]) -> Bound<'py, PyBytes> {
    let byte = |eight: &[bool]| eight.iter().enumerate().fold(0_u8, |byte, (i, t)| byte | u8::from(*t) << i);
    PyBytes::new(py, &truths.chunks(8).map(byte).collect::<Vec<_>>())
}
