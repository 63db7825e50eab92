//! One column of a row group, its values as text.
use super::super::decode;
use ::parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit},
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType},
    errors::ParquetError,
    file::reader::RowGroupReader,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// What stands in one cell.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) text: String,
    /// What it was converted from; none for UTF-8.
    pub(super) encoding: Option<&'static str>,
}

/// A column that is being read.
pub(super) struct Cells {
    pub(super) name: String,
    reader: ColumnReader,
    /// Definition level of a value; what is below it is missing.
    defined: i16,
    meaning: Meaning,
}

/// What a number means.
#[derive(Clone, Copy)]
enum Meaning {
    Plain,
    Unsigned,
    Day,
    /// A time since 1970, counted in so many `units` a second; `utc`, or in a zone that is not known.
    Time {
        units: i64,
        utc: bool,
    },
    /// Divided by this.
    Decimal(f64),
    /// Bytes that are no text.
    Binary,
}

impl Cells {
    pub(super) fn open(group: &dyn RowGroupReader, column: usize, name: &str) -> Result<Cells, ParquetError> {
        let descriptor = group.metadata().column(column).column_descr_ptr();
        let meaning = match (descriptor.logical_type_ref(), descriptor.converted_type()) {
            (Some(LogicalType::Timestamp(t)), _) => {
                let units = match t.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                };
                Meaning::Time { units, utc: t.is_adjusted_to_u_t_c }
            }
            (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Time { units: 1_000, utc: true },
            (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Time { units: 1_000_000, utc: true },
            (_, ConvertedType::DATE) => Meaning::Day,
            (_, ConvertedType::DECIMAL) => Meaning::Decimal(10_f64.powi(descriptor.type_scale())),
            (_, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64) => Meaning::Unsigned,
            (_, ConvertedType::BSON) => Meaning::Binary,
            _ => Meaning::Plain,
        };
        Ok(Cells { name: name.to_owned(), reader: group.get_column_reader(column)?, defined: descriptor.max_def_level(), meaning })
    }

    /// The next `rows` values, fewer only at the end; nothing for what is missing or is no text, number, date or truth value.
    pub(super) fn read(&mut self, rows: usize) -> Result<Vec<Option<Cell>>, ParquetError> {
        let (defined, meaning) = (self.defined, self.meaning);
        match &mut self.reader {
            ColumnReader::BoolColumnReader(r) => values(r, rows, defined, |value| Some(plain(&value))),
            ColumnReader::Int32ColumnReader(r) => values(r, rows, defined, |n| match meaning {
                Meaning::Unsigned => Some(plain(&n.cast_unsigned())),
                Meaning::Day => Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(n).ok()?).ok().map(|day| plain(&day)),
                _ => number(i64::from(n), meaning),
            }),
            ColumnReader::Int64ColumnReader(r) => values(r, rows, defined, |n| match meaning {
                Meaning::Unsigned => Some(plain(&n.cast_unsigned())),
                _ => number(n, meaning),
            }),
            ColumnReader::Int96ColumnReader(r) => {
                values(r, rows, defined, |n| number(n.to_millis(), Meaning::Time { units: 1_000, utc: false }))
            }
            ColumnReader::FloatColumnReader(r) => values(r, rows, defined, |value| Some(plain(&value))),
            ColumnReader::DoubleColumnReader(r) => values(r, rows, defined, |value| Some(plain(&value))),
            ColumnReader::ByteArrayColumnReader(r) => values(r, rows, defined, |bytes| match meaning {
                Meaning::Plain => Some(text(&bytes)),
                _ => None,
            }),
            ColumnReader::FixedLenByteArrayColumnReader(r) => values(r, rows, defined, |_| None),
        }
    }
}

fn values<D: DataType>(
    reader: &mut ColumnReaderImpl<D>,
    rows: usize,
    defined: i16,
    cell: impl Fn(D::T) -> Option<Cell>,
) -> Result<Vec<Option<Cell>>, ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    let mut values = values.into_iter();
    if defined == 0 {
        return Ok(values.map(cell).collect());
    }
    Ok(levels.into_iter().map(|level| if level == defined { values.next().and_then(&cell) } else { None }).collect())
}

fn plain(value: &impl ToString) -> Cell {
    Cell { text: value.to_string(), encoding: None }
}

fn number(n: i64, meaning: Meaning) -> Option<Cell> {
    match meaning {
        Meaning::Time { units, utc } => {
            let nanoseconds = i32::try_from(n.rem_euclid(units) * (1_000_000_000 / units)).ok()?;
            let time = Timestamp::new(n.div_euclid(units), nanoseconds).ok()?;
            Some(if utc { plain(&time) } else { plain(&TimeZone::UTC.to_datetime(time)) })
        }
        Meaning::Decimal(divisor) => Some(plain(&(n as f64 / divisor))),
        _ => Some(plain(&n)),
    }
}

/// A damaged cell costs its row at most, so it is read as far as it can be.
fn text(bytes: &ByteArray) -> Cell {
    match decode(bytes.data(), true) {
        Ok(decoded) => Cell { text: decoded.text.into_owned(), encoding: decoded.encoding },
        Err(_) => Cell { text: String::from_utf8_lossy(bytes.data()).into_owned(), encoding: None },
    }
}
