//! Tables as Parquet: the CSV of a run read again, a row group at a time, with the types of the codebook.
use super::{Column, Table, Type};
use ::parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    column::writer::ColumnWriter,
    data_type::ByteArray,
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::Type as Schema,
};
use std::{
    io::{self, Read, Write},
    sync::Arc,
};

/// Bytes of CSV that make a row group. It is held in memory twice.
const ROW_GROUP: usize = 8 << 20;

/// Writes a table that was written as CSV (without the apostrophes for spreadsheets). The same CSV gives the same bytes.
///
/// # Errors
/// Where `csv` cannot be read, a cell is not of its column's type, or `out` fails.
pub fn csv_to_parquet(table: &Table, csv: impl Read, out: impl Write + Send) -> io::Result<()> {
    let schema = schema(table).map_err(wrong)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("sayso {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(wrong)?;
    let mut rows = ::csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(csv);
    let mut row = ::csv::ByteRecord::new();
    let mut group: Vec<Values> = table.columns.iter().map(Values::new).collect();
    let mut size = 0;
    loop {
        let more = rows.read_byte_record(&mut row)?;
        if more {
            size += row.as_slice().len() + row.len();
            for (values, cell) in group.iter_mut().zip(&row) {
                values.push(cell)?;
            }
        }
        if size >= ROW_GROUP || (!more && size > 0) {
            let mut to = writer.next_row_group().map_err(wrong)?;
            for values in &mut group {
                let Some(mut column) = to.next_column().map_err(wrong)? else { break };
                values.write(column.untyped()).and_then(|()| column.close()).map_err(wrong)?;
            }
            to.close().map_err(wrong)?;
            size = 0;
        }
        if !more {
            return writer.close().map(drop).map_err(wrong);
        }
    }
}

/// Every column is optional: an empty cell is a missing value.
fn schema(table: &Table) -> Result<Schema, ParquetError> {
    let column = |c: &Column| {
        let (physical, logical) = match c.kind {
            Type::Integer => (Physical::INT64, None),
            Type::Real => (Physical::DOUBLE, None),
            Type::Boolean => (Physical::BOOLEAN, None),
            Type::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let column = Schema::primitive_type_builder(&c.name, physical).with_repetition(Repetition::OPTIONAL);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let columns = table.columns.iter().map(column).collect::<Result<_, _>>()?;
    Schema::group_type_builder(table.name).with_fields(columns).build()
}

/// A column of a row group.
struct Values {
    /// 1 where there is a value, 0 where it is missing.
    defined: Vec<i16>,
    values: Typed,
}

enum Typed {
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Boolean(Vec<bool>),
    Text(Vec<ByteArray>),
}

impl Values {
    fn new(column: &Column) -> Values {
        let values = match column.kind {
            Type::Integer => Typed::Integer(Vec::new()),
            Type::Real => Typed::Real(Vec::new()),
            Type::Boolean => Typed::Boolean(Vec::new()),
            Type::Text => Typed::Text(Vec::new()),
        };
        Values { defined: Vec::new(), values }
    }

    fn push(&mut self, cell: &[u8]) -> io::Result<()> {
        fn read<T: std::str::FromStr>(cell: &[u8]) -> io::Result<T> {
            let text = std::str::from_utf8(cell).ok().and_then(|t| t.parse().ok());
            text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a cell is not of its column's type: the table is damaged"))
        }
        self.defined.push(i16::from(!cell.is_empty()));
        if !cell.is_empty() {
            match &mut self.values {
                Typed::Integer(v) => v.push(read(cell)?),
                Typed::Real(v) => v.push(read(cell)?),
                Typed::Boolean(v) => v.push(cell == b"TRUE"),
                Typed::Text(v) => v.push(cell.to_vec().into()),
            }
        }
        Ok(())
    }

    /// Writes and forgets them.
    fn write(&mut self, column: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let defined = Some(self.defined.as_slice());
        match (&mut self.values, column) {
            (Typed::Integer(v), ColumnWriter::Int64ColumnWriter(w)) => w.write_batch(v, defined, None).map(|_| v.clear()),
            (Typed::Real(v), ColumnWriter::DoubleColumnWriter(w)) => w.write_batch(v, defined, None).map(|_| v.clear()),
            (Typed::Boolean(v), ColumnWriter::BoolColumnWriter(w)) => w.write_batch(v, defined, None).map(|_| v.clear()),
            (Typed::Text(v), ColumnWriter::ByteArrayColumnWriter(w)) => w.write_batch(v, defined, None).map(|_| v.clear()),
            _ => Err(ParquetError::General("a column has another type than its schema".to_owned())),
        }?;
        self.defined.clear();
        Ok(())
    }
}

/// Keeps the kind of what the writer below said, so that a full disk is told as such.
fn wrong(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
