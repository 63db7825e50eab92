//! Tables of articles: CSV, TSV and their dialects, one row an article.
use super::{InputError, Limits, Mapping, RecordError, RecordProblem, decode};
use crate::article::{Article, LinesOf};
use std::{
    collections::BTreeMap,
    io::{self, BufReader, Cursor, Read},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How cells are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells; found from the first rows where it is not given.
    pub delimiter: Option<u8>,
    /// Around a cell that holds delimiters or line ends; found where it is not given.
    pub quote: Option<u8>,
    /// Cells that say that nothing is known, besides the empty ones.
    pub missing: Vec<String>,
}

/// Iterator over the articles of a table.
pub struct Csv {
    rows: ::csv::Reader<Capped<Box<dyn Read + Send>>>,
    used: Arc<AtomicUsize>,
    header: Vec<String>,
    mapping: Mapping,
    missing: Vec<String>,
    /// What the table is written in, once a row is found that is not UTF-8: one file, one encoding.
    encoding: Option<&'static encoding_rs::Encoding>,
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
    let found = sniff(&sample, &dialect, mapping.name("text"));
    let encoding = decode::of_sample(&sample);
    let crlf = sample.iter().position(|&b| b == b'\n').is_some_and(|i| i > 0 && sample[i - 1] == b'\r');
    let used = Arc::new(AtomicUsize::new(0));
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(sample).chain(reader));
    let capped = Capped { inner: whole, used: Arc::clone(&used), max: limits.max_bytes.saturating_add(1 << 17) };
    let rows = found.reader(capped);
    let (header, missing) = (Vec::new(), dialect.missing);
    let mut table = Csv { rows, used, header, mapping, missing, encoding, limits, broken: None, line: 1, crlf, ended: false };
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
        self.header = self.cells(&row)?.0;
        let text = self.mapping.name("text");
        if !self.header.iter().any(|h| h == text) {
            return Err(RecordProblem::Column { column: text.to_owned(), field: "text", found: self.header.join(", ") });
        }
        Ok(())
    }

    /// The row's cells as text, and what they were converted from. The first row that is not UTF-8 tells the encoding of all of them.
    fn cells(&mut self, row: &::csv::ByteRecord) -> Result<(Vec<String>, Option<&'static str>), InputError> {
        match decode::utf8(row.as_slice()) {
            Ok(_) => Ok((row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(), None)),
            Err(InputError::NotUtf8 { .. }) => {
                let encoding = *self.encoding.get_or_insert_with(|| decode::guess(row.as_slice()));
                let cells = row.iter().map(|cell| encoding.decode_without_bom_handling(cell).0.into_owned());
                Ok((cells.collect(), Some(encoding.name())))
            }
            Err(error) => Err(error),
        }
    }

    fn article(&mut self, row: &::csv::ByteRecord, line: usize) -> Result<Article, RecordProblem> {
        if row.len() != self.header.len() {
            return Err(RecordProblem::Cells { found: row.len(), expected: self.header.len() });
        }
        if row.as_slice().len() > self.limits.max_bytes {
            return Err(RecordProblem::TooLong { max: self.limits.max_bytes });
        }
        let (cells, encoding) = self.cells(row)?;
        let known = |cell: String| if self.missing.contains(&cell) { String::new() } else { cell };
        let fields: BTreeMap<String, String> = self.header.iter().cloned().zip(cells.into_iter().map(known)).collect();
        let article = self.mapping.article(fields, &format!("line-{line}"))?;
        Ok(article.converted_from(encoding).with_lines_of(LinesOf::Record(line)))
    }
}

/// How a table turned out to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    delimiter: u8,
    quote: u8,
    /// Before a quotation mark inside a cell, where it is not doubled.
    escape: Option<u8>,
}

impl Found {
    fn reader<R: Read>(self, reader: R) -> ::csv::Reader<R> {
        let mut builder = ::csv::ReaderBuilder::new();
        builder.delimiter(self.delimiter).quote(self.quote).escape(self.escape).flexible(true).has_headers(false);
        builder.from_reader(reader)
    }

    /// Does the header have the column of the text, how many more rows are as long as the header than are not, how long is it?
    fn score(self, sample: &[u8], text: &str) -> (bool, i64, usize) {
        let mut rows = self.reader(sample);
        let mut rows = rows.byte_records().map_while(Result::ok).take(SNIFFED);
        let Some(header) = rows.next() else { return (false, 0, 0) };
        let alike = rows.fold(1, |sum: i64, row| if row.len() == header.len() { sum + 1 } else { sum - 1 });
        (header.iter().any(|h| h == text.as_bytes()), if header.len() > 1 { alike } else { 0 }, header.len())
    }
}

/// Rows by which a table is judged.
const SNIFFED: usize = 200;

/// Of all ways to write a table the one that fits the first rows best; the first of equals.
fn sniff(sample: &[u8], dialect: &Dialect, text: &str) -> Found {
    let delimiters = dialect.delimiter.map_or(vec![b',', b'\t', b';', b'|'], |d| vec![d]);
    let quotes = dialect.quote.map_or(vec![b'"', b'\''], |q| vec![q]);
    let escaped = sample.windows(2).any(|w| w[0] == b'\\' && quotes.contains(&w[1]));
    let escapes: &[Option<u8>] = if escaped { &[None, Some(b'\\')] } else { &[None] };
    let mut best = Found { delimiter: delimiters[0], quote: quotes[0], escape: None };
    let mut most = best.score(sample, text);
    for &quote in &quotes {
        for &escape in escapes {
            for &delimiter in &delimiters {
                let found = Found { delimiter, quote, escape };
                let score = found.score(sample, text);
                if score > most {
                    (best, most) = (found, score);
                }
            }
        }
    }
    best
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
            let message = "one row is larger than an article may be (is a quotation mark left open?)";
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
    fn one_file_has_one_encoding() {
        // A lone pound sign says too little of itself: row by row it was Polish, Baltic or Cyrillic.
        let mut table = b"id,text\n1,The caf\xE9 on the quay closed\x85 the owner\x92s sister said so.\n".to_vec();
        for n in 2..40 {
            table.extend_from_slice(format!("{n},\"It cost ").as_bytes());
            table.extend_from_slice(b"\xA35m, a \x93deal\x94 \x96 or so.\"\n");
        }
        let got = read(&table, &[], 1000);
        assert!(got.iter().all(|a| a.as_ref().unwrap().metadata().encoding.as_deref() == Some("windows-1252")));
        assert_eq!(got[5].as_ref().unwrap().text(), "It cost £5m, a “deal” – or so.");
    }

    #[test]
    fn backslashes_and_single_quotes_are_found() {
        let escaped = br#"id,text
1,"He said \"it, too, rained\", and left."
2,"It snowed, then."
3,"\"No\", she said, \"no, no\"."
"#;
        let texts = |table: &[u8]| read(table, &[], 1000).into_iter().map(|a| a.unwrap().text().to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(escaped)[0], "He said \"it, too, rained\", and left.");
        let single = b"id,text\n1,'It rained, he said, and \"hailed\".'\n2,'It snowed, then.'\n";
        assert_eq!(texts(single), ["It rained, he said, and \"hailed\".", "It snowed, then."]);
        // Doubled quotation marks and a backslash at the end of a cell, as RFC 4180 has them.
        let rfc = b"id,text,path\n1,\"He \"\"said\"\" so, twice\",\"C:\\\"\n2,\"It rained, then.\",\"D:\\\"\n";
        assert_eq!(texts(rfc), ["He \"said\" so, twice", "It rained, then."]);
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
