//! From a named stream to its records, whatever the format and the compression.
use crate::{
    article::Article,
    input::{self, Dialect, InputError, Limits, Mapping, Page, RecordError, RecordProblem, WarcRecord, compressed},
};
use std::io::{self, BufRead, Read, Seek};

/// What a file of an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// One article of plain text.
    Text,
    /// One article in Markdown.
    Markdown,
    /// One web page.
    Html,
    /// An article a line.
    Jsonl,
    /// A list of articles, or one object after the other, over any number of lines.
    Json,
    /// An article a row.
    Csv,
    /// An article a row, cells divided by tabs.
    Tsv,
    /// A web archive.
    Warc,
    /// An article a row, in a file that is read from its end: by [`seekable`], not by [`records`].
    Parquet,
}

/// How records are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What one article may be.
    pub limits: Limits,
    /// What the file holds, where its name and first bytes are not to be asked.
    pub kind: Option<RecordKind>,
    /// What inputs are written in that are not UTF-8, where it is not to be found.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// How tables are divided.
    pub dialect: Dialect,
    /// Which column or key is which field.
    pub mapping: Mapping,
    /// Columns that are wanted besides those of the mapping, where a format reads its columns one by one.
    pub also: Vec<String>,
}

/// A record as read. Web pages are cut up later, by the worker that has the time.
#[derive(Debug)]
pub enum Raw {
    /// Finished.
    Article(Box<Article>),
    /// A page of a web archive.
    Page(Page),
    /// A record of a web archive that is no page, and what it is.
    Passed(&'static str),
    /// A file that is one article.
    File {
        /// Its name, the article's id.
        name: String,
        /// What it holds.
        kind: RecordKind,
        /// All of it.
        bytes: Vec<u8>,
    },
}

impl Raw {
    /// About how many bytes it keeps in memory.
    pub fn size(&self) -> usize {
        match self {
            Raw::Article(article) => article.text().len() + article.metadata().extra.values().map(String::len).sum::<usize>(),
            Raw::Page(page) => page.body.len(),
            Raw::Passed(_) => 64,
            Raw::File { bytes, .. } => bytes.len(),
        }
    }

    /// The article. Other encodings than UTF-8 are found and converted; the metadata names them.
    ///
    /// # Errors
    /// Where the record holds no article: see [`InputError`].
    pub fn article(self, limits: Limits) -> Result<Article, InputError> {
        match self {
            Raw::Article(article) => Ok(*article),
            Raw::Page(page) => page.article(limits),
            Raw::Passed(what) => Err(InputError::NoArticle(what.to_owned())),
            Raw::File { name, kind: RecordKind::Html, bytes } => input::html(&name, &bytes, limits),
            Raw::File { name, kind, bytes } => {
                let decoded = input::decode(&bytes, true)?;
                let read = if kind == RecordKind::Markdown { input::markdown } else { input::text };
                Ok(read(&name, decoded.text.as_bytes(), limits)?.converted_from(decoded.encoding))
            }
        }
    }
}

/// All records of one stream, each with its line, row or number.
pub type Records = Box<dyn Iterator<Item = Result<(u64, Raw), RecordError>> + Send>;

/// Reads the records of a stream called `name`, which may be compressed.
pub fn records(name: &str, reader: impl BufRead + Send + 'static, options: &ReadOptions) -> Records {
    let (mut reader, encoding) = match compressed::plain(reader, options.encoding) {
        Ok(plain) => plain,
        Err(error) => return failed(error),
    };
    let kind = match (options.kind, kind_of(name)) {
        (Some(kind), _) | (None, Some(kind)) => kind,
        _ => match reader.fill_buf() {
            Ok(first) => sniff(first),
            Err(error) => return failed(error),
        },
    };
    let limits = options.limits;
    let dialect =
        Dialect { delimiter: options.dialect.delimiter.or((kind == RecordKind::Tsv).then_some(b'\t')), ..options.dialect.clone() };
    let finished = move |line: usize, article: Article| (line as u64, Raw::Article(Box::new(article.converted_from(encoding))));
    match kind {
        RecordKind::Jsonl | RecordKind::Json => {
            let mut lines = input::jsonl_of_any_encoding(reader, limits).with_mapping(options.mapping.clone()).with_paths(&options.also);
            if kind == RecordKind::Json {
                lines = lines.over_lines();
            }
            Box::new(std::iter::from_fn(move || Some(lines.next()?.map(|article| finished(lines.line(), article)))))
        }
        RecordKind::Csv | RecordKind::Tsv => {
            let mut rows = input::csv(reader, dialect, options.mapping.clone(), limits);
            Box::new(std::iter::from_fn(move || Some(rows.next()?.map(|article| finished(rows.line(), article)))))
        }
        RecordKind::Warc => {
            let mut records = input::warc(reader, limits);
            Box::new(std::iter::from_fn(move || {
                let raw = records.next()?.map(|record| match record {
                    WarcRecord::Page(page) => Raw::Page(page),
                    WarcRecord::Other(what) => Raw::Passed(what),
                });
                Some(raw.map(|raw| (records.record() as u64, raw)))
            }))
        }
        RecordKind::Parquet => {
            let message = "a Parquet file is read from its end: give it a name that ends in .parquet, or pass --input parquet";
            failed(io::Error::new(io::ErrorKind::Unsupported, message))
        }
        RecordKind::Text | RecordKind::Markdown | RecordKind::Html => {
            Box::new(std::iter::once(whole(name, kind, reader, limits).map(|file| (1, file))))
        }
    }
}

/// Reads the records of a Parquet file (feature `parquet`), which must not be compressed as a whole.
#[cfg(feature = "parquet")]
pub fn seekable(reader: impl Read + Seek + Send + 'static, options: &ReadOptions) -> Records {
    match input::parquet(reader, options.mapping.clone(), &options.also, options.limits) {
        Ok(mut rows) => {
            Box::new(std::iter::from_fn(move || Some(rows.next()?.map(|article| (rows.row() as u64, Raw::Article(Box::new(article)))))))
        }
        Err(error) => failed(error),
    }
}

/// Tells that this build reads no Parquet.
#[cfg(not(feature = "parquet"))]
pub fn seekable(_: impl Read + Seek + Send + 'static, _: &ReadOptions) -> Records {
    let message = "this build reads no Parquet: build it with --features parquet, or save the table as CSV or JSON Lines";
    failed(io::Error::new(io::ErrorKind::Unsupported, message))
}

fn failed(error: io::Error) -> Records {
    Box::new(std::iter::once(Err(RecordError { line: 1, problem: RecordProblem::Read(error) })))
}

/// What a file of that name holds, compressed or not; nothing where the name does not tell.
pub fn kind_of(name: &str) -> Option<RecordKind> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    Some(match name.rsplit_once('.')?.1 {
        "txt" | "text" => RecordKind::Text,
        "md" | "markdown" => RecordKind::Markdown,
        "html" | "htm" | "xhtml" => RecordKind::Html,
        "jsonl" | "ndjson" => RecordKind::Jsonl,
        "json" => RecordKind::Json,
        "csv" => RecordKind::Csv,
        "tsv" | "tab" => RecordKind::Tsv,
        "warc" | "wet" => RecordKind::Warc,
        "parquet" | "pq" => RecordKind::Parquet,
        _ => return None,
    })
}

fn sniff(first: &[u8]) -> RecordKind {
    let start = first.trim_ascii_start().get(..5).unwrap_or_default().to_ascii_lowercase();
    if start == b"warc/" {
        return RecordKind::Warc;
    }
    if first.starts_with(b"PAR1") {
        return RecordKind::Parquet;
    }
    if start.starts_with(b"<!doc") || start.starts_with(b"<html") {
        return RecordKind::Html;
    }
    if input::is_list(first) {
        return RecordKind::Json;
    }
    match input::detect("", first) {
        input::Format::Jsonl => RecordKind::Jsonl,
        input::Format::Markdown => RecordKind::Markdown,
        _ => RecordKind::Text,
    }
}

fn whole(name: &str, kind: RecordKind, reader: impl BufRead, limits: Limits) -> Result<Raw, RecordError> {
    let fail = |problem| RecordError { line: 1, problem };
    let mut bytes = Vec::new();
    reader.take(limits.max_bytes as u64 + 1).read_to_end(&mut bytes).map_err(|e| fail(RecordProblem::Read(e)))?;
    limits.admit(bytes.len()).map_err(|e| fail(e.into()))?;
    Ok(Raw::File { name: name.to_owned(), kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_format_below_the_compression() {
        assert_eq!(kind_of("a/B.CSV.gz"), Some(RecordKind::Csv));
        assert_eq!(kind_of("CC-NEWS-2031.warc.zst"), Some(RecordKind::Warc));
        assert_eq!(kind_of("readme"), None);
        assert_eq!(sniff(b"\n<!DOCTYPE html>"), RecordKind::Html);
        assert_eq!(sniff(b"WARC/1.0\r\n"), RecordKind::Warc);
        assert_eq!(sniff(b"It rained."), RecordKind::Text);
        assert_eq!((sniff(b"[ {\"id\": 1"), sniff(b"[sayso allow x]\n")), (RecordKind::Json, RecordKind::Text));
    }
}
