//! A seekable stream as the decoder wants it, with limits on what a little of it may become.
use super::super::compressed::Budget;
use ::parquet::{
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length},
};
use flate2::bufread::MultiGzDecoder;
use std::{
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// A page is decoded whole; writers make pages of about a megabyte.
const MAX_PAGE: u64 = 64 << 20;

/// A stream that is read at several places.
pub(super) struct Source<R> {
    inner: Arc<Mutex<R>>,
    len: u64,
    read: Arc<AtomicU64>,
}

impl<R: Read + Seek> Source<R> {
    /// What is read of it may be spent on cells: a dictionary lets a few bytes stand for any number of long ones.
    pub(super) fn new(mut inner: R, budget: &Budget) -> io::Result<Source<R>> {
        let len = inner.seek(SeekFrom::End(0))?;
        Ok(Source { inner: Arc::new(Mutex::new(inner)), len, read: Arc::clone(&budget.read) })
    }

    fn at(&self, position: u64) -> At<R> {
        At { inner: Arc::clone(&self.inner), position, read: Arc::clone(&self.read) }
    }
}

impl<R> Length for Source<R> {
    fn len(&self) -> u64 {
        self.len
    }
}

impl<R: Read + Seek + Send> ChunkReader for Source<R> {
    type T = BufReader<At<R>>;

    /// The decoder reads page headers from here; one that asks for too much room is refused before it gets any.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut reader = BufReader::with_capacity(1 << 12, self.at(start));
        match announced(reader.fill_buf()?) {
            Some(size) if size > MAX_PAGE => Err(too_large()),
            _ => Ok(reader),
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        if length as u64 > MAX_PAGE {
            return Err(too_large());
        }
        let mut page = Vec::with_capacity(length);
        self.at(start).take(length as u64).read_to_end(&mut page)?;
        if page.len() != length {
            return Err(ParquetError::EOF("it ends too early".to_owned()));
        }
        // The decoder of gzip heeds no announced size, so what it would make is counted first. Bytes that only look like gzip end at once.
        if page.starts_with(&[0x1F, 0x8B, 8]) {
            let mut counted = MultiGzDecoder::new(page.as_slice()).take(MAX_PAGE + 1);
            let _ = io::copy(&mut counted, &mut io::sink());
            if counted.limit() == 0 {
                return Err(too_large());
            }
        }
        Ok(page.into())
    }
}

/// One reader's place in the stream.
pub(super) struct At<R> {
    inner: Arc<Mutex<R>>,
    position: u64,
    read: Arc<AtomicU64>,
}

impl<R: Read + Seek> Read for At<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(self.position))?;
        let n = inner.read(buffer)?;
        self.position += n as u64;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

fn too_large() -> ParquetError {
    ParquetError::General(format!("one of its pages has more than {} MB", MAX_PAGE >> 20))
}

/// The uncompressed size in a page header: the second field, after the page's type, in Thrift's compact protocol.
fn announced(header: &[u8]) -> Option<u64> {
    let (_, rest) = varint(header.strip_prefix(&[I32_FIELD])?)?;
    let (zigzag, _) = varint(rest.strip_prefix(&[I32_FIELD])?)?;
    Some(zigzag >> 1)
}

/// The next field, a 32-bit integer.
const I32_FIELD: u8 = 0x15;

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let end = bytes.iter().take(5).position(|b| b & 0x80 == 0)?;
    let (number, rest) = bytes.split_at_checked(end + 1)?;
    Some((number.iter().rev().fold(0, |n, b| n << 7 | u64::from(b & 0x7F)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announced_size_of_a_page_is_read() {
        // Type 0; uncompressed 1,000,000, which is 2,000,000 in zigzag; compressed 5.
        assert_eq!(announced(&[0x15, 0, 0x15, 0x80, 0x89, 0x7A, 0x15, 10]), Some(1_000_000));
        assert_eq!(announced(b"PAR1"), None);
        assert_eq!(announced(&[0x15, 0x80]), None);
    }
}
