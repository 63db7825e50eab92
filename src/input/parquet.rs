//! Articles in a Parquet table, one row an article, a few rows in memory at a time.
mod cells;
mod source;

use super::{Limits, Mapping, RecordError, RecordProblem, compressed::Budget};
use crate::article::Article;
use ::parquet::{
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
};
use cells::{Cell, Cells};
use source::Source;
use std::{
    collections::BTreeMap,
    io::{self, Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Rows that are read at once: a page is kept anyway, so more would only hold more text.
const ROWS: usize = 32;

/// Iterator over the articles of a table. `line` in its errors is the number of the row.
pub struct Parquet {
    file: Box<dyn FileReader>,
    budget: Budget,
    /// Columns that are read: their number in the file.
    wanted: Vec<(usize, String)>,
    /// The row group that is read next.
    group: usize,
    open: Vec<Cells>,
    /// Of the rows that were read, in order.
    rows: std::vec::IntoIter<Vec<(String, Cell)>>,
    row: usize,
    mapping: Mapping,
    limits: Limits,
    /// An error of the header, told once.
    broken: Option<RecordProblem>,
    ended: bool,
}

/// Reads articles from a table. Of its columns those are read that the mapping names, and `also`; columns of lists and records are not.
/// A row without an id is called by its number.
///
/// # Errors
/// Where the file cannot be read or is no Parquet. A column that is missing is told by the first record.
pub fn parquet(reader: impl Read + Seek + Send + 'static, mapping: Mapping, also: &[String], limits: Limits) -> io::Result<Parquet> {
    let budget = Budget::default();
    let source = Source::new(reader, &budget)?;
    let file = guarded(|| SerializedFileReader::new(source))?;
    let leaves = file.metadata().file_metadata().schema_descr().columns().iter().enumerate();
    let plain: Vec<(usize, String)> =
        leaves.filter(|(_, c)| c.max_rep_level() == 0 && c.path().parts().len() == 1).map(|(i, c)| (i, c.name().to_owned())).collect();
    let fields = Mapping::FIELDS.map(|field| mapping.name(field));
    let text = mapping.name("text");
    let broken = (!plain.iter().any(|(_, name)| name == text)).then(|| {
        let found = plain.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        RecordProblem::Column { column: text.to_owned(), field: "text", found }
    });
    let is_wanted = |name: &str| name == "publisher" || fields.contains(&name) || also.iter().any(|a| a == name);
    let wanted = plain.iter().filter(|(_, name)| is_wanted(name)).cloned().collect();
    let (open, rows) = (Vec::new(), Vec::new().into_iter());
    Ok(Parquet { file: Box::new(file), budget, wanted, group: 0, open, rows, row: 0, mapping, limits, broken, ended: false })
}

impl Iterator for Parquet {
    type Item = Result<Article, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let problem = match self.broken.take() {
            Some(problem) => problem,
            None => match self.next_row() {
                Ok(None) => return None,
                Ok(Some(row)) => {
                    self.row += 1;
                    return Some(self.article(row).map_err(|problem| RecordError { line: self.row, problem }));
                }
                Err(error) => RecordProblem::Read(error),
            },
        };
        self.ended = true;
        Some(Err(RecordError { line: self.row + 1, problem }))
    }
}

impl Parquet {
    /// Number of the latest row, from 1.
    pub fn row(&self) -> usize {
        self.row
    }

    fn next_row(&mut self) -> io::Result<Option<Vec<(String, Cell)>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Some(row));
            }
            let rows = guarded(|| read_rows(&mut self.open))?;
            self.budget.spend(rows.iter().flatten().map(|(_, cell)| cell.text.len() as u64).sum())?;
            if rows.is_empty() {
                if self.group >= self.file.num_row_groups() {
                    return Ok(None);
                }
                let (file, group, wanted) = (&self.file, self.group, &self.wanted);
                self.open = guarded(|| {
                    let group = file.get_row_group(group)?;
                    wanted.iter().map(|(column, name)| Cells::open(group.as_ref(), *column, name)).collect()
                })?;
                self.group += 1;
            }
            self.rows = rows.into_iter();
        }
    }

    fn article(&self, row: Vec<(String, Cell)>) -> Result<Article, RecordProblem> {
        let encoding = row.iter().find_map(|(_, cell)| cell.encoding);
        let fields: BTreeMap<String, String> = row.into_iter().map(|(name, cell)| (name, cell.text)).collect();
        self.limits.admit(fields.get(self.mapping.name("text")).map_or(0, String::len))?;
        Ok(self.mapping.article(fields, &format!("row-{}", self.row))?.converted_from(encoding))
    }
}

/// The next rows of the open row group; none at its end.
fn read_rows(open: &mut [Cells]) -> Result<Vec<Vec<(String, Cell)>>, ParquetError> {
    let mut rows: Vec<Vec<(String, Cell)>> = Vec::new();
    for (i, cells) in open.iter_mut().enumerate() {
        let column = cells.read(ROWS)?;
        if i == 0 {
            rows.resize_with(column.len(), Vec::new);
        } else if column.len() != rows.len() {
            return Err(ParquetError::General(format!("its column \"{}\" has another number of rows", cells.name)));
        }
        for (row, cell) in rows.iter_mut().zip(column) {
            row.push((cells.name.clone(), cell.unwrap_or_default()));
        }
    }
    Ok(rows)
}

/// The decoder's errors as those of a reader. It was not written for hostile files, so a panic in it is an error like the others.
fn guarded<T>(work: impl FnOnce() -> Result<T, ParquetError>) -> io::Result<T> {
    let damaged = |message: String| io::Error::new(io::ErrorKind::InvalidData, message);
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|e| {
            let said = match e {
                ParquetError::General(said) | ParquetError::NYI(said) | ParquetError::EOF(said) => said,
                other => other.to_string(),
            };
            damaged(format!("not a readable Parquet file: {said}"))
        }),
        Err(_) => Err(damaged("not a readable Parquet file: it is damaged".to_owned())),
    }
}
