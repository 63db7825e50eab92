//! Files that are read from their end: metered as they are read, and unpacked to disk first where they are compressed or a pipe.
use super::super::progress::Progress;
use sayso::input::compressed;
use std::{
    fs::File,
    io::{self, BufRead, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Does the file begin like a Parquet file?
pub(super) fn is_plain(path: &Path) -> bool {
    let mut first = [0; 4];
    path.is_file() && File::open(path).and_then(|mut f| f.read_exact(&mut first)).is_ok() && &first == b"PAR1"
}

/// A file that is gone when it is no longer needed.
pub(super) struct Spool(PathBuf);

impl Drop for Spool {
    fn drop(&mut self) {
        // It lies in the folder of the unfinished run, which goes in the end.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Why a stream could not be unpacked.
pub(super) enum Unpacking {
    /// The input's fault.
    Input(io::Error),
    /// The disk's fault.
    Disk(PathBuf, io::Error),
}

/// Unpacks a stream to `path`.
pub(super) fn unpack(reader: impl BufRead + Send + 'static, path: PathBuf) -> Result<(File, Spool), Unpacking> {
    let (mut plain, _) = compressed::plain(reader, None).map_err(Unpacking::Input)?;
    let spool = Spool(path);
    let disk = |e| Unpacking::Disk(spool.0.clone(), e);
    let mut file = File::options().read(true).write(true).create(true).truncate(true).open(&spool.0).map_err(disk)?;
    loop {
        let part = plain.fill_buf().map_err(Unpacking::Input)?;
        if part.is_empty() {
            file.flush().map_err(disk)?;
            return Ok((file, spool));
        }
        file.write_all(part).map_err(disk)?;
        let n = part.len();
        plain.consume(n);
    }
}

/// A file whose reading is shown. Some of it may be read twice and some not at all; in the end it counts once.
pub(super) struct Metered {
    file: File,
    len: u64,
    read: AtomicU64,
    progress: Arc<Progress>,
}

impl Metered {
    pub(super) fn new(file: File, progress: Arc<Progress>) -> Metered {
        let len = file.metadata().map_or(0, |m| m.len());
        Metered { file, len, read: AtomicU64::new(0), progress }
    }

    fn count(&self, n: u64) {
        let before = self.read.fetch_add(n, Ordering::Relaxed).min(self.len);
        self.progress.read((before + n).min(self.len) - before);
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.count(n as u64);
        Ok(n)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for Metered {
    fn drop(&mut self) {
        self.count(self.len);
    }
}
