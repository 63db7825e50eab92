//! The records of all inputs, one after the other, each with its place.
mod seek;

use super::{
    inputs::Inputs,
    partial::{FOLDER, failed as failed_to_write},
    progress::Progress,
};
use crate::files;
use anyhow::anyhow;
use sayso::{
    corpus::{Job, Raw, ReadOptions, RecordKind, Records, kind_of, records, seekable},
    hash::hex,
};
use seek::{Metered, Spool, Unpacking};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct At {
    /// Files that are done.
    pub(crate) files: usize,
    /// Records of the next file that are done.
    pub(crate) records: u64,
    /// Records that are done, in all files: the key of the latest article.
    pub(crate) key: u64,
    /// Bytes of the next file that were read for these records, and their SHA-256: whoever goes on must find the same.
    bytes: u64,
    sha256: [u8; 32],
}

/// Something to do, and how far the run has come when it is done.
pub(crate) struct Work {
    pub(crate) at: At,
    pub(crate) body: Body,
}

/// What there is to do.
pub(crate) enum Body {
    /// Judge a record, or tell why it is none.
    Record { file: Arc<str>, line: u64, raw: Result<Raw, Refused> },
    /// A file has ended.
    End(Input),
    /// The run cannot go on.
    Fatal(anyhow::Error),
}

/// A record that is none.
pub(crate) struct Refused {
    pub(crate) reason: String,
    /// What follows in the file is lost with it.
    pub(crate) ends_file: bool,
}

impl Work {
    /// For messages.
    pub(crate) fn place(&self) -> (Arc<str>, Option<u64>) {
        match &self.body {
            Body::Record { file, line, .. } => (Arc::clone(file), Some(*line)),
            Body::End(input) => (Arc::clone(&input.file), None),
            Body::Fatal(_) => ("?".into(), None),
        }
    }
}

/// A file that was read.
pub(crate) struct Input {
    pub(crate) file: Arc<str>,
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    /// Of all its bytes, in hex.
    pub(crate) sha256: String,
    /// It could not be opened, or found.
    pub(crate) problem: Option<String>,
}

/// Iterator over all work. Ends early when the run is stopped.
pub(crate) struct Source {
    files: Box<dyn Iterator<Item = Result<PathBuf, ignore::Error>> + Send>,
    options: ReadOptions,
    open: Option<Open>,
    /// Where what has to be unpacked is put.
    spool: PathBuf,
    at: At,
    stop: Arc<AtomicBool>,
    progress: Arc<Progress>,
}

struct Open {
    file: Arc<str>,
    records: Records,
    bytes: Arc<Mutex<Hashed>>,
    /// Last, so that it goes when the records no longer read it.
    _spool: Option<Spool>,
}

/// Why a file cannot be read.
enum Unreadable {
    Input(Input),
    Fatal(anyhow::Error),
}

impl Source {
    /// Goes on after `at`.
    pub(crate) fn new(inputs: &Inputs, options: ReadOptions, at: At, stop: Arc<AtomicBool>, progress: Arc<Progress>) -> Source {
        let spool = inputs.output().join(FOLDER).join("spool");
        Source { files: Box::new(inputs.files().skip(at.files)), options, open: None, spool, at, stop, progress }
    }

    /// Opens the next file and passes over the records that are done, which must be those that were read before.
    fn open(&mut self, path: Result<PathBuf, ignore::Error>) -> Result<(), Unreadable> {
        let name: Arc<str> = path.as_ref().map_or("?".into(), |p| files::name(p).into());
        let failed = |problem: String| {
            Unreadable::Input(Input { file: Arc::clone(&name), records: 0, bytes: 0, sha256: String::new(), problem: Some(problem) })
        };
        let path = path.map_err(|e| failed(e.to_string()))?;
        let inner: Box<dyn Read + Send> = if path == Path::new(files::STDIN) {
            Box::new(io::stdin())
        } else {
            Box::new(std::fs::File::open(&path).map_err(|e| failed(format!("cannot be opened: {e}")))?)
        };
        let is_plain = seek::is_plain(&path);
        let is_parquet = self.options.kind.or(kind_of(&name)).map_or(is_plain, |kind| kind == RecordKind::Parquet);
        // A Parquet file is not read from beginning to end: its reading is metered by itself, and it is hashed when it is done.
        let progress = (!is_parquet || !is_plain).then(|| Arc::clone(&self.progress));
        let done = usize::try_from(self.at.records).unwrap_or(usize::MAX);
        let expected = (done > 0).then_some((self.at.bytes, self.at.sha256));
        let bytes = Arc::new(Mutex::new(Hashed { inner, hash: Sha256::new(), bytes: 0, expected, changed: false, progress }));
        let reader = BufReader::with_capacity(1 << 16, Shared(Arc::clone(&bytes)));
        let mut spool = None;
        let mut records = if !is_parquet {
            records(&name, reader, &self.options)
        } else if is_plain {
            // It is read here and there: what was read of it is all of it.
            finish(&bytes);
            let file = std::fs::File::open(&path).map_err(|e| failed(format!("cannot be opened: {e}")))?;
            seekable(Metered::new(file, Arc::clone(&self.progress)), &self.options)
        } else {
            let (file, unpacked) = seek::unpack(reader, self.spool.clone()).map_err(|e| match e {
                Unpacking::Input(e) => failed(format!("cannot be read: {e}")),
                Unpacking::Disk(file, error) => Unreadable::Fatal(failed_to_write(&file, error)),
            })?;
            spool = Some(unpacked);
            seekable(file, &self.options)
        };
        // Only those that were handed out before; their errors were told then.
        let passed = records.by_ref().take(done).count();
        if passed < done || locked(&bytes).changed {
            return Err(Unreadable::Fatal(changed(&name)));
        }
        self.open = Some(Open { file: name, records, bytes, _spool: spool });
        Ok(())
    }

    fn end(&mut self, input: Input) -> Job<Work> {
        self.at = At { files: self.at.files + 1, key: self.at.key, ..At::default() };
        Job { size: 64, work: Work { at: self.at, body: Body::End(input) } }
    }
}

impl Iterator for Source {
    type Item = Job<Work>;

    fn next(&mut self) -> Option<Job<Work>> {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                return None;
            }
            let Some(open) = &mut self.open else {
                let path = self.files.next()?;
                match self.open(path) {
                    Ok(()) => continue,
                    Err(Unreadable::Input(input)) => return Some(self.end(input)),
                    Err(Unreadable::Fatal(error)) => return Some(Job { size: 64, work: Work { at: self.at, body: Body::Fatal(error) } }),
                }
            };
            let record = open.records.next();
            if record.is_none() {
                finish(&open.bytes);
            }
            let read = {
                let hashed = locked(&open.bytes);
                if hashed.changed {
                    let error = changed(&open.file);
                    return Some(Job { size: 64, work: Work { at: self.at, body: Body::Fatal(error) } });
                }
                hashed.read_so_far()
            };
            let Some(record) = record else {
                let (bytes, sha256) = (read.0, hex(&read.1));
                let input = Input { file: Arc::clone(&open.file), records: self.at.records, bytes, sha256, problem: None };
                self.open = None;
                return Some(self.end(input));
            };
            (self.at.records, self.at.key) = (self.at.records + 1, self.at.key + 1);
            (self.at.bytes, self.at.sha256) = read;
            let (line, raw) = match record {
                Ok((line, raw)) => (line, Ok(raw)),
                Err(e) => (e.line as u64, Err(Refused { reason: e.problem.to_string(), ends_file: e.problem.ends_file() })),
            };
            let size = raw.as_ref().map_or(64, Raw::size);
            let body = Body::Record { file: Arc::clone(&open.file), line, raw };
            return Some(Job { size, work: Work { at: self.at, body } });
        }
    }
}

/// Reads what the records left unread, so that the hash is that of the whole file.
fn finish(bytes: &Mutex<Hashed>) {
    // A file that cannot be read on has told so in its records; its hash is that of what could be read.
    let _ = io::copy(&mut *locked(bytes), &mut io::sink());
}

fn locked(bytes: &Mutex<Hashed>) -> MutexGuard<'_, Hashed> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Another file than the one that the interrupted run began to read.
fn changed(file: &str) -> anyhow::Error {
    anyhow!("{file}: is not what the interrupted run read; give the same inputs, or begin anew with --force")
}

/// A file that counts and hashes what is read of it.
struct Hashed {
    inner: Box<dyn Read + Send>,
    hash: Sha256,
    bytes: u64,
    /// What an earlier run had read, until it is read again.
    expected: Option<(u64, [u8; 32])>,
    /// It was something else.
    changed: bool,
    progress: Option<Arc<Progress>>,
}

impl Hashed {
    /// As long as less was read than in an earlier run, that run's: it remains to be compared.
    fn read_so_far(&self) -> (u64, [u8; 32]) {
        self.expected.unwrap_or_else(|| (self.bytes, self.hash.clone().finalize().into()))
    }

    /// Takes in a part, and compares where an earlier run had come to.
    fn take(&mut self, part: &[u8]) {
        let end = self.bytes + part.len() as u64;
        let mut rest = part;
        if let Some((bytes, sha256)) = self.expected.filter(|(bytes, _)| *bytes <= end || part.is_empty()) {
            let head = usize::try_from(bytes.saturating_sub(self.bytes)).unwrap_or(usize::MAX).min(part.len());
            let (head, tail) = part.split_at(head);
            self.hash.update(head);
            self.changed |= bytes > end || self.hash.clone().finalize()[..] != sha256;
            self.expected = None;
            rest = tail;
        }
        self.hash.update(rest);
        self.bytes = end;
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.take(&buffer[..n]);
        if let Some(progress) = &self.progress {
            progress.read(n as u64);
        }
        Ok(n)
    }
}

struct Shared(Arc<Mutex<Hashed>>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        locked(&self.0).read(buffer)
    }
}
