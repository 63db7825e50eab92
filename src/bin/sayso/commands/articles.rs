//! From a file name to its articles.
use crate::{
    args::{EncodingArg, Reading},
    files,
};
use anyhow::{Context, Result, anyhow, bail};
use sayso::{
    Article,
    corpus::{Raw, ReadOptions, RecordKind, kind_of, records, seekable},
    input::{self, Draft, Format, Limits, Mapping},
};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

/// Hands every article of the files to `take`; tells those that cannot be read, and whether there were any.
pub(crate) fn all(files: &[PathBuf], reading: &Reading, mut take: impl FnMut(&Path, &Article) -> Result<()>) -> Result<bool> {
    let mut broken = false;
    for file in files::article_files(files)? {
        each(&file, reading, &mut |article| match article {
            Ok(article) => take(&file, &article),
            Err(error) => {
                broken = true;
                files::complain(&format!("{error:#}"));
                Ok(())
            }
        })?;
    }
    Ok(broken)
}

/// Hands every article of the file to `take`, or the error that stands in its place. Fails only where `take` fails.
pub(crate) fn each(path: &Path, reading: &Reading, take: &mut dyn FnMut(Result<Article>) -> Result<()>) -> Result<()> {
    let name = files::name(path);
    let limits = Limits { max_bytes: reading.max_bytes };
    if reading.input.is_none() && is_archive(&name) {
        return each_record(path, &name, limits, take);
    }
    let opened = files::open(path).and_then(|file| {
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let first = reader.fill_buf().with_context(|| format!("{name}: cannot be read"))?;
        let format = reading.input.unwrap_or_else(|| input::detect(&name, first));
        Ok((reader, format))
    });
    let (reader, format) = match opened {
        Ok(opened) => opened,
        Err(error) => return take(Err(error)),
    };
    if format == Format::Jsonl {
        let mut mapping = Mapping::default();
        mapping.title_aside = reading.without_title;
        let mut records = input::jsonl(reader, limits).with_mapping(mapping);
        if Path::new(&name).extension().is_some_and(|x| x == "json") {
            records = records.over_lines();
        }
        records = match reading.encoding {
            EncodingArg::Utf8 => records,
            EncodingArg::Auto => records.converting(None),
            EncodingArg::Named(encoding) => records.converting(Some(encoding)),
        };
        let mut told = false;
        for record in records {
            let from = record.as_ref().ok().and_then(|article| article.metadata().encoding.as_deref());
            if let Some(encoding) = from.filter(|_| !told) {
                files::complain(&format!(
                    "{name}: records were converted from {encoding} to UTF-8; offsets are those of the converted text."
                ));
                told = true;
            }
            take(record.map(|article| article.in_file(&name)).map_err(|e| anyhow!("{name}: {}", advised(&e))))?;
        }
        return Ok(());
    }
    let bytes = files::read(&name, reader, limits.max_bytes);
    match bytes.and_then(|bytes| read(&name, &bytes, format, limits, reading.encoding)) {
        // One of several is called by its own name; the file is where to look for it.
        Ok(articles) => articles.into_iter().try_for_each(|a| take(Ok(if a.id() == name { a } else { a.in_file(&name) }))),
        Err(error) => take(Err(error)),
    }
}

/// Hands the article of a Word document to `take` with the document itself, to be written again with comments.
pub(crate) fn draft(path: &Path, reading: &Reading, take: impl FnOnce(Result<(Article, Draft<'_>)>) -> Result<()>) -> Result<()> {
    let name = files::name(path);
    let bytes = files::open(path).and_then(|file| files::read(&name, file, reading.max_bytes));
    let word = bytes.and_then(|bytes| match reading.input.unwrap_or_else(|| input::detect(&name, &bytes)) {
        Format::Docx => Ok(bytes),
        _ => bail!("{name}: is no Word document, and --format docx puts comments into one; save it as .docx, or choose another format"),
    });
    match word {
        Ok(bytes) => take(Draft::read(&name, &bytes, Limits { max_bytes: reading.max_bytes }).map_err(|e| anyhow!("{name}: {e}"))),
        Err(error) => take(Err(error)),
    }
}

/// What is wrong with a record. Its advice is that of the one command which can be told other names of fields.
fn advised(error: &input::RecordError) -> String {
    error.to_string().replace("--map ", "sayso corpus --map ")
}

/// Tables, web archives and what is compressed: read as `sayso corpus` reads them.
fn is_archive(name: &str) -> bool {
    let compressed = Path::new(name).extension().is_some_and(|x| x == "gz" || x == "zst");
    compressed || matches!(kind_of(name), Some(RecordKind::Csv | RecordKind::Tsv | RecordKind::Warc | RecordKind::Parquet))
}

fn each_record(path: &Path, name: &str, limits: Limits, take: &mut dyn FnMut(Result<Article>) -> Result<()>) -> Result<()> {
    let file = match File::open(path).with_context(|| format!("{name}: cannot be opened")) {
        Ok(file) => file,
        Err(error) => return take(Err(error)),
    };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let records = match kind_of(name) {
        Some(RecordKind::Parquet) => seekable(file, &options),
        _ => records(name, BufReader::new(file), &options),
    };
    for record in records {
        let article = match record {
            Ok((_, Raw::Passed(_))) => continue,
            Ok((line, raw)) => raw.article(limits).map_err(|e| anyhow!("{name}: {line}: {e}")),
            Err(error) => Err(anyhow!("{name}: {}", advised(&error))),
        };
        take(article.map(|a| if a.id() == name { a } else { a.in_file(name) }))?;
    }
    Ok(())
}

/// The articles in the bytes of a file; what is wrong with one is wrong with all.
pub(crate) fn of_bytes(path: &Path, bytes: &[u8], reading: &Reading) -> Result<Vec<Article>> {
    let name = files::name(path);
    let format = reading.input.unwrap_or_else(|| input::detect(&name, bytes));
    read(&name, bytes, format, Limits { max_bytes: reading.max_bytes }, reading.encoding)
}

fn read(name: &str, bytes: &[u8], format: Format, limits: Limits, encoding: EncodingArg) -> Result<Vec<Article>> {
    let articles = || -> Result<Vec<Article>, input::InputError> {
        if format == Format::Docx {
            return input::read(name, bytes, format, limits);
        }
        let decoded = match encoding {
            EncodingArg::Utf8 => input::decode(bytes, false),
            EncodingArg::Auto => input::decode(bytes, true),
            EncodingArg::Named(encoding) => Ok(input::decode_as(bytes, encoding)),
        }?;
        if let Some(note) = &decoded.note {
            files::complain(&format!("{name}: {note}"));
        }
        input::read(name, decoded.text.as_bytes(), format, limits)
    };
    articles().map_err(|e| anyhow!("{name}: {e}"))
}
