//! The ZIP archive around a document: its parts read within limits, and written again with some of them changed.
use super::{InputError, Limits, decode, wrong};
use std::{
    collections::BTreeMap,
    fmt,
    io::{Cursor, Read, Write},
};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The part that holds the text.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// An opened archive.
pub(super) struct Package<'b> {
    bytes: &'b [u8],
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limits: Limits,
}

impl fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Package<'b>, InputError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| wrong(guess(bytes)))?;
        Ok(Package { bytes, archive, limits })
    }

    /// The archive as it came.
    pub(super) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// A file of the archive as text, never more of it than the limit.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, InputError> {
        let Ok(file) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(self.limits.max_bytes as u64 + 1).read_to_end(&mut bytes).map_err(|e| wrong(format!("{name}: {e}")))?;
        self.limits.admit(bytes.len())?;
        String::from_utf8(bytes).map(Some).map_err(|_| wrong(format!("{name} is not UTF-8")))
    }

    /// The archive with these parts in place of those of the same name, or at its end; all others are copied as they are packed.
    pub(super) fn rewritten(&mut self, changed: Vec<(String, String)>) -> Result<Vec<u8>, InputError> {
        let mut changed: BTreeMap<String, String> = changed.into_iter().collect();
        let mut write = || -> Result<Vec<u8>, ZipError> {
            let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
            out.set_raw_comment(self.archive.comment().into())?;
            for i in 0..self.archive.len() {
                let file = self.archive.by_index_raw(i)?;
                // A name that nobody can read is none of ours.
                let named = file.name().ok().and_then(|name| changed.remove_entry(name.as_ref()));
                match named {
                    Some((name, text)) => part(&mut out, &name, &text, file.last_modified())?,
                    None => out.raw_copy_file(file)?,
                }
            }
            for (name, text) in &changed {
                part(&mut out, name, text, None)?;
            }
            Ok(out.finish()?.into_inner())
        };
        write().map_err(|e| wrong(format!("it cannot be written again: {e}")))
    }
}

/// What a file may be that is no ZIP archive.
fn guess(bytes: &[u8]) -> &'static str {
    match decode::other(bytes) {
        _ if bytes.is_empty() => "it is empty; was it saved, or copied whole?",
        Some(_) if bytes.starts_with(b"PK") => "its end is missing; was it copied whole?",
        Some(says) => says,
        None if decode::utf8(bytes).is_ok() => "it is plain text; give it a name that ends in .txt or .md",
        None => "it is no ZIP archive, as Word documents are; save it again as .docx",
    }
}

/// Written with the time that its old form had: the same draft gives the same bytes at any time.
fn part(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str, time: Option<DateTime>) -> Result<(), ZipError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    out.start_file(name, options.last_modified_time(time.unwrap_or_default()))?;
    Ok(out.write_all(text.as_bytes())?)
}
