//! One file of an unfinished run, with the hash of what was written.
use super::partial::failed;
use anyhow::{Error, Result, anyhow};
use sayso::hash::hex;
use sha2::{Digest, Sha256};
use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// One file of an unfinished run.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) file: BufWriter<File>,
    pub(super) length: u64,
    pub(super) hash: Sha256,
}

impl Part {
    /// Empty, or cut off at the length that was saved; what is before it must be what was saved.
    pub(super) fn open(path: PathBuf, saved: Option<(u64, &str)>) -> Result<Part> {
        let mut options = OpenOptions::new();
        let file = options.create(true).read(saved.is_some()).write(true).truncate(saved.is_none()).open(&path);
        let mut file = file.map_err(|e| failed(&path, e))?;
        let mut hash = Sha256::new();
        if let Some((length, expected)) = saved {
            let read = io::copy(&mut BufReader::with_capacity(1 << 16, &mut file).take(length), &mut Hashing(&mut hash));
            if read.map_err(|e| failed(&path, e))? != length || hex(&hash.clone().finalize()) != expected {
                return Err(changed(&path));
            }
            file.set_len(length).map_err(|e| failed(&path, e))?;
            file.seek(SeekFrom::Start(length)).map_err(|e| failed(&path, e))?;
        }
        let file = BufWriter::with_capacity(1 << 17, file);
        Ok(Part { path, file, length: saved.map_or(0, |(length, _)| length), hash })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.length += bytes.len() as u64;
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(|e| failed(&self.path, e))
    }
}

/// Somebody else wrote into an unfinished table.
pub(super) fn changed(path: &Path) -> Error {
    anyhow!("{}: is not what the interrupted run wrote; the run cannot go on, --force begins anew", path.display())
}

/// Writes into a hash.
pub(super) struct Hashing<'h>(pub(super) &'h mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
