//! Tables of articles: CSV, TSV and their dialects, one row an article.
use super::{InputError, Limits, Mapping, RecordError, RecordProblem, decode};
use crate::article::Article;
use std::{
    collections::BTreeMap,
    io::{self, BufReader, Cursor, Read},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How cells are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells; found from the first rows where it is not given.
    pub delimiter: Option<u8>,
    /// Around a cell that holds delimiters or line ends.
    pub quote: u8,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { delimiter: None, quote: b'"' }
    }
}

/// Iterator over the articles of a table.
pub struct Csv {
    rows: ::csv::Reader<Capped<Box<dyn Read + Send>>>,
    used: Arc<AtomicUsize>,
    header: Vec<String>,
    mapping: Mapping,
    limits: Limits,
    /// An error of the header, told once.
    broken: Option<RecordError>,
    line: usize,
    /// Rows end in CR LF: the parser then counts a line only when it has read into the next row.
    crlf: bool,
    ended: bool,
}

/// Reads articles from a table with a header row, one row in memory at a time. A row without an id column is called by its line.
/// A row larger than [`Limits::max_bytes`] ends the table: most likely a quotation mark was left open.
pub fn csv(reader: impl Read + Send + 'static, dialect: Dialect, mapping: Mapping, limits: Limits) -> Csv {
    let mut reader = BufReader::new(reader);
    let mut sample = Vec::new();
    let read = reader.by_ref().take(1 << 16).read_to_end(&mut sample);
    if sample.starts_with(b"\xEF\xBB\xBF") {
        sample.drain(..3);
    }
    let delimiter = dialect.delimiter.unwrap_or_else(|| sniff(&sample, dialect.quote, mapping.name("text")));
    let crlf = sample.iter().position(|&b| b == b'\n').is_some_and(|i| i > 0 && sample[i - 1] == b'\r');
    let used = Arc::new(AtomicUsize::new(0));
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(sample).chain(reader));
    let capped = Capped { inner: whole, used: Arc::clone(&used), max: limits.max_bytes.saturating_add(1 << 17) };
    let rows = ::csv::ReaderBuilder::new().delimiter(delimiter).quote(dialect.quote).flexible(true).has_headers(false).from_reader(capped);
    let mut table = Csv { rows, used, header: Vec::new(), mapping, limits, broken: None, line: 1, crlf, ended: false };
    let header = read.map_err(RecordProblem::Read).and_then(|_| table.read_header());
    table.broken = header.err().map(|problem| RecordError { line: 1, problem });
    table
}

impl Iterator for Csv {
    type Item = Result<Article, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if let Some(error) = self.broken.take() {
            self.ended = true;
            return Some(Err(error));
        }
        let mut row = ::csv::ByteRecord::new();
        self.used.store(0, Ordering::Relaxed);
        match self.rows.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let line = row.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX)) + usize::from(self.crlf);
                self.line = line;
                Some(self.article(&row, line).map_err(|problem| RecordError { line, problem }))
            }
            Err(error) => {
                self.ended = true;
                let line = usize::try_from(self.rows.position().line()).unwrap_or(usize::MAX);
                Some(Err(RecordError { line, problem: RecordProblem::Read(error.into()) }))
            }
        }
    }
}

impl Csv {
    /// Line at which the latest row begins, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    fn read_header(&mut self) -> Result<(), RecordProblem> {
        let mut row = ::csv::ByteRecord::new();
        if !self.rows.read_byte_record(&mut row).map_err(io::Error::from)? {
            return Err(InputError::Empty.into());
        }
        self.header = cells(&row)?.0;
        let text = self.mapping.name("text");
        if !self.header.iter().any(|h| h == text) {
            return Err(RecordProblem::Column { column: text.to_owned(), field: "text", found: self.header.join(", ") });
        }
        Ok(())
    }

    fn article(&self, row: &::csv::ByteRecord, line: usize) -> Result<Article, RecordProblem> {
        if row.len() != self.header.len() {
            return Err(RecordProblem::Cells { found: row.len(), expected: self.header.len() });
        }
        if row.as_slice().len() > self.limits.max_bytes {
            return Err(RecordProblem::TooLong { max: self.limits.max_bytes });
        }
        let (cells, encoding) = cells(row)?;
        let mut fields: BTreeMap<String, String> = self.header.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect();
        fields.entry(self.mapping.name("id").to_owned()).or_insert_with(|| format!("line-{line}"));
        // An empty cell is a field that is not there, but an empty text is told as such.
        fields.entry(self.mapping.name("text").to_owned()).or_default();
        let article = self.mapping.article(fields)?;
        let metadata = crate::article::Metadata { encoding: encoding.map(str::to_owned), ..article.metadata().clone() };
        Ok(article.with_metadata(metadata))
    }
}

/// The row's cells as text, converted together: a single cell tells too little of its encoding.
fn cells(row: &::csv::ByteRecord) -> Result<(Vec<String>, Option<&'static str>), InputError> {
    let decoded = decode(row.as_slice(), true)?;
    let Some(name) = decoded.encoding else {
        return Ok((row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(), None));
    };
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    Ok((row.iter().map(|cell| encoding.decode_without_bom_handling(cell).0.into_owned()).collect(), Some(name)))
}

/// The delimiter under which the header has the column of the text and the most rows are as long as the header.
fn sniff(sample: &[u8], quote: u8, text: &str) -> u8 {
    let score = |delimiter: &u8| {
        let mut rows = ::csv::ReaderBuilder::new().delimiter(*delimiter).quote(quote).flexible(true).has_headers(false).from_reader(sample);
        let mut rows = rows.byte_records().map_while(Result::ok).take(20);
        let Some(header) = rows.next() else { return (false, 0, 0) };
        let alike = rows.filter(|r| r.len() == header.len()).count();
        (header.iter().any(|h| h == text.as_bytes()), if header.len() > 1 { alike + 1 } else { 0 }, header.len())
    };
    // The first of equals wins: `max_by_key` keeps the last.
    [b'|', b';', b'\t', b','].into_iter().max_by_key(score).unwrap_or(b',')
}

/// Ends with an error where one row takes more than `max` bytes.
struct Capped<R> {
    inner: R,
    used: Arc<AtomicUsize>,
    max: usize,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if self.used.fetch_add(n, Ordering::Relaxed) + n > self.max {
            let message = "one row is larger than an article may be (is a quotation mark left open?); the rest of the table was not read";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(n)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], map: &[(&str, &str)], max_bytes: usize) -> Vec<Result<Article, RecordError>> {
        let mut mapping = Mapping::default();
        for (field, name) in map {
            assert!(mapping.set(field, name));
        }
        csv(Cursor::new(bytes.to_vec()), Dialect::default(), mapping, Limits { max_bytes }).collect()
    }

    #[test]
    fn dialects_are_found_and_columns_mapped() {
        for delimiter in [",", ";", "\t", "|"] {
            let table = "guid|body|paper|score\r\n7|\"It rained, he said; then\nit snowed.\"|Halden Wire|0.5\r\n8|It \"\"snowed\"\".|x\r\n";
            let got = read(table.replace('|', delimiter).as_bytes(), &[("text", "body"), ("id", "guid"), ("outlet", "paper")], 1000);
            let first = got[0].as_ref().unwrap();
            assert_eq!((first.id(), first.text()), ("7", "It rained, he said; then\nit snowed."), "{delimiter:?}");
            assert_eq!(first.metadata().outlet.as_deref(), Some("Halden Wire"));
            assert_eq!(first.metadata().extra["score"], "0.5");
            assert_eq!(got[1].as_ref().unwrap_err().to_string(), "line 4: the row has 3 cells and the header 4");
            assert_eq!(got.len(), 2);
        }
    }

    #[test]
    fn the_encoding_of_a_row_is_found_and_noted() {
        let got = read(b"id,text\n1,The caf\xE9 on the quay closed\x85 the owner\x92s sister said.\n", &[], 1000);
        let article = got[0].as_ref().unwrap();
        assert!(article.text().starts_with("The café"));
        assert_eq!(article.metadata().encoding.as_deref(), Some("windows-1252"));
    }

    #[test]
    fn a_missing_column_is_told_with_those_that_are_there() {
        let error = read(b"id,body\n1,x\n", &[], 100)[0].as_ref().unwrap_err().to_string();
        assert!(error.contains("no column \"text\"") && error.contains("id, body") && error.contains("--map text=COLUMN"), "{error}");
    }

    #[test]
    fn an_open_quotation_mark_does_not_eat_the_memory() {
        let mut table = b"id,text\n1,ok\n2,\"open ".to_vec();
        table.extend(std::iter::repeat_n(b'x', 400_000));
        let got = read(&table, &[], 1000);
        assert!(got[0].is_ok());
        assert!(got[1].as_ref().unwrap_err().to_string().contains("quotation mark left open"));
        assert_eq!(got.len(), 2);
    }
}
