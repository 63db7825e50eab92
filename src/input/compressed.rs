//! Compressed streams, found by their first bytes, with a limit on how much a little input may become.
use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Output may be this many times the input; text compresses 3 to 30 times, a bomb a thousand times.
const MAX_RATIO: u64 = 200;
/// Below this many bytes any ratio is fine.
const FREE: u64 = 16 << 20;
const BUFFER: usize = 1 << 16;

/// A stream of text.
pub type Plain = Box<dyn BufRead + Send>;

/// The stream as it was before it was compressed with gzip (any number of members) or Zstandard (feature `zstd`). What is in the given
/// encoding, or UTF-16 by its mark or its zeros, becomes UTF-8, and the encoding's name is given.
///
/// # Errors
/// Where the first bytes cannot be read or unpacked.
pub fn plain(
    reader: impl BufRead + Send + 'static,
    given: Option<&'static encoding_rs::Encoding>,
) -> io::Result<(Plain, Option<&'static str>)> {
    let (first, reader) = peek(reader)?;
    let budget = Budget::default();
    let counted = BufReader::with_capacity(BUFFER, Counted { inner: reader, read: Arc::clone(&budget.read) });
    let guard = |inner: Box<dyn Read + Send>| -> Plain { Box::new(BufReader::with_capacity(BUFFER, Guarded { inner, budget })) };
    let whole: Plain = match first.as_slice() {
        [0x1F, 0x8B, ..] => guard(Box::new(flate2::bufread::MultiGzDecoder::new(counted))),
        [0x28, 0xB5, 0x2F, 0xFD] => guard(zstandard(counted)?),
        _ => Box::new(counted),
    };
    let (first, whole) = peek(whole)?;
    let marked = encoding_rs::Encoding::for_bom(&first).map(|(e, _)| e);
    let other = marked.or(given).or_else(|| wide(&first)).filter(|&e| e != encoding_rs::UTF_8);
    let Some(encoding) = other else { return Ok((Box::new(whole), None)) };
    let decoder = encoding.new_decoder_with_bom_removal();
    let text = Transcoded { inner: Box::new(whole), decoder, text: Vec::new(), given: 0, ended: false };
    Ok((Box::new(BufReader::with_capacity(BUFFER, text)), Some(encoding.name())))
}

/// UTF-16 without its mark: every other byte of ASCII letters is zero.
fn wide(first: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let ascii = |b: u8| b.is_ascii_graphic() || b.is_ascii_whitespace();
    match *first {
        [a, 0, b, 0] if ascii(a) && ascii(b) => Some(encoding_rs::UTF_16LE),
        [0, a, 0, b] if ascii(a) && ascii(b) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

#[cfg(feature = "zstd")]
fn zstandard(reader: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(frames::Frames::new(reader)?))
}

#[cfg(not(feature = "zstd"))]
fn zstandard(_: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this build reads no Zstandard: build it with --features zstd, or use gzip"))
}

/// The first four bytes, and the stream with them.
fn peek<R: BufRead>(mut reader: R) -> io::Result<(Vec<u8>, impl BufRead + use<R>)> {
    let mut first = Vec::with_capacity(4);
    reader.by_ref().take(4).read_to_end(&mut first)?;
    Ok((first.clone(), Cursor::new(first).chain(reader)))
}

/// Counts what is taken from it.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// How much may be given out for what was read.
#[derive(Default)]
pub(super) struct Budget {
    pub(super) read: Arc<AtomicU64>,
    given: u64,
}

impl Budget {
    /// Fails where the output outgrows the input.
    pub(super) fn spend(&mut self, bytes: u64) -> io::Result<()> {
        self.given += bytes;
        if self.given > FREE && self.given / MAX_RATIO > self.read.load(Ordering::Relaxed) {
            let message = format!("expands to more than {MAX_RATIO} times its size: refused as a decompression bomb");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(())
    }
}

/// Spends a budget.
struct Guarded {
    inner: Box<dyn Read + Send>,
    budget: Budget,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.budget.spend(n as u64).map(|()| n)
    }
}

/// UTF-16 as UTF-8.
struct Transcoded {
    inner: Plain,
    decoder: encoding_rs::Decoder,
    /// Decoded, and how much of it was given.
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            let part = self.inner.fill_buf()?;
            self.ended = part.is_empty();
            self.text.resize(BUFFER, 0);
            let (_, taken, written, _) = self.decoder.decode_to_utf8(part, &mut self.text, self.ended);
            self.inner.consume(taken);
            self.text.truncate(written);
            self.given = 0;
        }
        let n = self.text.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += n;
        Ok(n)
    }
}

#[cfg(feature = "zstd")]
mod frames {
    use ruzstd::decoding::{
        BlockDecodingStrategy, FrameDecoder,
        errors::{FrameDecoderError, ReadFrameHeaderError},
    };
    use std::io::{self, BufRead, Read};

    /// What `zstd --long` asks for. A window that does not fit is refused, so that a header of eleven bytes cannot ask for gigabytes.
    const MAX_WINDOW: u64 = 128 << 20;
    /// An empty raw block that ends a frame, and a checksum, which nobody compares.
    const LAST_BLOCK: &[u8] = &[1, 0, 0, 0, 0, 0, 0];

    /// Any number of Zstandard frames, one after the other.
    pub(super) struct Frames<R> {
        source: R,
        decoder: FrameDecoder,
        open: bool,
        /// A fault that is told when what was decoded before it has been given.
        fault: Option<io::Error>,
    }

    impl<R: BufRead> Frames<R> {
        pub(super) fn new(source: R) -> io::Result<Frames<R>> {
            let mut decoder = FrameDecoder::new();
            decoder.set_max_window_size(MAX_WINDOW);
            let mut frames = Frames { source, decoder, open: false, fault: None };
            frames.open = frames.next_frame()?;
            Ok(frames)
        }

        /// Begins the next frame that is not to be skipped; `false` at the end.
        fn next_frame(&mut self) -> io::Result<bool> {
            loop {
                if self.source.fill_buf()?.is_empty() {
                    return Ok(false);
                }
                match self.decoder.reset(&mut self.source) {
                    Ok(()) => return Ok(true),
                    Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                        io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                    }
                    Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
                }
            }
        }
    }

    impl<R: BufRead> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            while self.open && self.decoder.can_collect() == 0 {
                if let Some(fault) = self.fault.take() {
                    // What stands behind the fault is the middle of a frame.
                    self.open = false;
                    return Err(fault);
                } else if self.decoder.is_finished() {
                    self.open = self.next_frame()?;
                } else if let Err(fault) = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1)) {
                    self.fault = Some(io::Error::new(io::ErrorKind::InvalidData, fault));
                    // The decoder keeps as much as a window of what it has decoded; after a last block it lets go of it.
                    if let Err(fault) = self.decoder.decode_blocks(LAST_BLOCK, BlockDecodingStrategy::All) {
                        return Err(io::Error::new(io::ErrorKind::InvalidData, fault));
                    }
                }
            }
            if self.open { self.decoder.read(buffer) } else { Ok(0) }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        plain(Cursor::new(bytes), None)?.0.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_of_gzip_are_read_one_after_the_other() {
        let both = [gz(b"It rained. "), gz(b"It snowed.")].concat();
        assert_eq!(read(both).unwrap(), "It rained. It snowed.");
        assert_eq!(read(b"It".to_vec()).unwrap(), "It");
        assert!(read(gz(b"It rained.").split_at(15).0.to_vec()).is_err());
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_anything() {
        let bomb = gz(&vec![b'a'; 40 << 20]);
        let mut out = plain(Cursor::new(bomb), None).unwrap().0;
        let error = io::copy(&mut out, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("decompression bomb"), "{error}");
    }

    #[test]
    fn utf_16_becomes_utf_8() {
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("Né “x” 𝄞.".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (mut text, encoding) = plain(Cursor::new(wide), None).unwrap();
        let mut got = String::new();
        text.read_to_string(&mut got).unwrap();
        assert_eq!((got.as_str(), encoding), ("Né “x” 𝄞.", Some("UTF-16LE")));
        let unmarked: Vec<u8> = "id,text\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(unmarked).unwrap(), "id,text\n");
        let mut latin = String::new();
        plain(Cursor::new(b"caf\xE9".to_vec()), Some(encoding_rs::WINDOWS_1252)).unwrap().0.read_to_string(&mut latin).unwrap();
        assert_eq!(latin, "café");
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn frames_of_zstandard_are_read() {
        // Two raw-block frames, written by hand from RFC 8878: magic, single-segment header with a one-byte size, one last raw block.
        let frame = |text: &[u8]| {
            let n = u8::try_from(text.len()).unwrap();
            let block = (u32::from(n) << 3 | 1).to_le_bytes();
            [&[0x28, 0xB5, 0x2F, 0xFD, 0x20, n][..], &block[..3], text].concat()
        };
        assert_eq!(read([frame(b"It rained. "), frame(b"It snowed.")].concat()).unwrap(), "It rained. It snowed.");
    }

    /// As much is read of it as of a cut-off gzip file.
    #[cfg(feature = "zstd")]
    #[test]
    fn what_stands_before_the_cut_of_a_frame_is_read() {
        // A frame with a window of one MiB: a raw block of four, and half of another.
        let frame = [&[0x28, 0xB5, 0x2F, 0xFD, 0, 10 << 3][..], &[4 << 3, 0, 0], b"It r", &[8 << 3, 0, 0], b"aine"].concat();
        let mut text = Vec::new();
        let fault = plain(Cursor::new(frame), None).unwrap().0.read_to_end(&mut text);
        assert!(fault.is_err() && text == b"It r", "{fault:?} {text:?}");
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn nothing_is_read_behind_a_fault() {
        // A raw block, a block of the reserved type, and a whole frame.
        let broken = [&[0x28, 0xB5, 0x2F, 0xFD, 0, 10 << 3][..], &[4 << 3, 0, 0], b"It r", &[3 << 1, 0, 0]].concat();
        let whole = [&[0x28, 0xB5, 0x2F, 0xFD, 0x20, 4][..], &[4 << 3 | 1, 0, 0], b"snow"].concat();
        let (mut stream, mut text) = (plain(Cursor::new([broken, whole].concat()), None).unwrap().0, Vec::new());
        assert!(stream.read_to_end(&mut text).is_err());
        assert!(matches!(stream.read_to_end(&mut text), Ok(0)) && text == b"It r", "{text:?}");
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn a_long_window_is_read_and_a_longer_one_refused() {
        // The window as a power of two, from 2^10 on, and one last raw block.
        let frame = |power: u8| {
            let text = b"It rained.";
            let block = (u32::try_from(text.len()).unwrap() << 3 | 1).to_le_bytes();
            [&[0x28, 0xB5, 0x2F, 0xFD, 0, (power - 10) << 3][..], &block[..3], text].concat()
        };
        assert_eq!(read(frame(27)).unwrap(), "It rained.");
        assert!(read(frame(28)).is_err());
    }
}
