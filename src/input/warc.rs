//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages in them, one record in memory at a time.
use super::{InputError, Limits, RecordError, RecordProblem, html, text};
use crate::article::{Article, Metadata};
use std::io::{self, BufRead, Read};

/// One header line at most.
const MAX_LINE: u64 = 1 << 16;

/// A page as it was crawled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was found; also the article's id.
    pub url: String,
    /// When it was crawled.
    pub date: Option<String>,
    /// Plain text already (a `conversion` record), no HTML.
    pub plain: bool,
    /// The page, with transfer and content encoding undone.
    pub body: Vec<u8>,
}

impl Page {
    /// The article in the page. The page's own address wins over the crawl's; when it was crawled is no date of publication.
    ///
    /// # Errors
    /// Where no article was found in the page, or it is too large.
    pub fn article(&self, limits: Limits) -> Result<Article, InputError> {
        let article = if self.plain { text(&self.url, &self.body, limits) } else { html(&self.url, &self.body, limits) }?;
        let mut metadata: Metadata = article.metadata().clone();
        metadata.crawled.clone_from(&self.date);
        metadata.url = metadata.url.or_else(|| Some(self.url.clone()));
        Ok(article.with_metadata(metadata))
    }
}

/// A record of a web archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarcRecord {
    /// A page.
    Page(Page),
    /// Something that was fetched and is no page: what it is.
    Other(&'static str),
}

/// Iterator over the records of a web archive that hold something that was fetched. `line` in its errors is the number of the record.
#[derive(Debug)]
pub struct Warc<R> {
    reader: R,
    limits: Limits,
    record: usize,
    ended: bool,
}

/// Reads the pages: responses with status 200 and resources that are HTML, and converted plain text. Other things that were fetched are
/// named; what is said about the fetching (requests, metadata) is passed over; pages larger than [`Limits::max_bytes`] are told and skipped.
pub fn warc<R: BufRead>(reader: R, limits: Limits) -> Warc<R> {
    Warc { reader, limits, record: 0, ended: false }
}

impl<R> Warc<R> {
    /// Number of the latest record, from 1.
    pub fn record(&self) -> usize {
        self.record
    }
}

impl<R: BufRead> Iterator for Warc<R> {
    type Item = Result<WarcRecord, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.record += 1;
            match self.read_record() {
                Ok(None) => {}
                Ok(Some(record)) => return Some(Ok(record)),
                Err(problem) => {
                    // Without its length no record can be left behind; one that is only too long is.
                    self.ended = !matches!(problem, RecordProblem::TooLong { .. } | RecordProblem::Text(_));
                    return Some(Err(RecordError { line: self.record, problem }));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Warc<R> {
    fn read_record(&mut self) -> Result<Option<WarcRecord>, RecordProblem> {
        let mut version = String::new();
        while version.is_empty() {
            if let Some(text) = line(&mut self.reader)? {
                version = text;
            } else {
                self.ended = true;
                return Ok(None);
            }
        }
        if !version.starts_with("WARC/") {
            return Err(RecordProblem::Warc("it does not begin with WARC/1.0 or WARC/1.1"));
        }
        let headers = headers(&mut self.reader)?;
        let length = find(&headers, "content-length").and_then(|l| l.parse::<u64>().ok());
        let length = length.ok_or(RecordProblem::Warc("it has no Content-Length"))?;
        let kind = find(&headers, "warc-type").unwrap_or_default();
        let media = find(&headers, "content-type").unwrap_or_default().to_ascii_lowercase();
        let response = kind == "response" && media.starts_with("application/http");
        let plain = kind == "conversion" && media.starts_with("text/plain");
        let resource = kind == "resource" && is_page(&media);
        let fits = length <= self.limits.max_bytes as u64;
        let mut block = self.reader.by_ref().take(length);
        let wanted = response || plain || resource;
        if !wanted || !fits {
            let passed = io::copy(&mut block, &mut io::sink())?;
            return match (wanted, passed == length) {
                (_, false) => Err(RecordProblem::Warc("it is cut off")),
                (true, _) => Err(RecordProblem::TooLong { max: self.limits.max_bytes }),
                _ => Ok(match kind {
                    "revisit" => Some(WarcRecord::Other("revisits of pages that stand elsewhere")),
                    "response" | "resource" | "conversion" => Some(WarcRecord::Other("records of other kinds than pages")),
                    _ => None,
                }),
            };
        }
        let mut bytes = Vec::new();
        if block.read_to_end(&mut bytes)? as u64 != length {
            return Err(RecordProblem::Warc("it is cut off"));
        }
        let body = if plain || resource { Ok(bytes) } else { page(&bytes, self.limits)? };
        let url =
            find(&headers, "warc-target-uri").map_or_else(|| format!("record-{}", self.record), |u| u.trim_matches(['<', '>']).to_owned());
        Ok(Some(match body {
            Ok(body) => WarcRecord::Page(Page { url, date: find(&headers, "warc-date").map(str::to_owned), plain, body }),
            Err(what) => WarcRecord::Other(what),
        }))
    }
}

fn is_page(media: &str) -> bool {
    media.contains("text/html") || media.contains("application/xhtml")
}

/// The body of an HTTP response where it is a page, or else what it is.
fn page(response: &[u8], limits: Limits) -> Result<Result<Vec<u8>, &'static str>, RecordProblem> {
    let mut rest = response;
    let status = line(&mut rest)?.unwrap_or_default();
    let headers = headers(&mut rest)?;
    let media = find(&headers, "content-type").unwrap_or_default().to_ascii_lowercase();
    let ok = status.split(' ').nth(1) == Some("200");
    if !ok {
        return Ok(Err("responses with another status than 200"));
    }
    let start = rest.trim_ascii_start().get(..5).unwrap_or_default().to_ascii_lowercase();
    let unnamed = media.is_empty() && matches!(start.as_slice(), b"<!doc" | b"<html");
    if !unnamed && !is_page(&media) {
        return Ok(Err("responses that are no HTML"));
    }
    let chunked = find(&headers, "transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked"));
    // Crawlers often store the body unchunked and keep the header.
    let body = if chunked { unchunked(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    let max = limits.max_bytes as u64;
    let mut out = Vec::new();
    match find(&headers, "content-encoding").map(str::to_ascii_lowercase).as_deref() {
        Some("gzip" | "x-gzip") if body.starts_with(&[0x1F, 0x8B]) => {
            flate2::read::MultiGzDecoder::new(body.as_slice()).take(max + 1).read_to_end(&mut out)?;
        }
        Some("deflate") if body.first().is_some_and(|b| b & 0x0F == 8) => {
            flate2::read::ZlibDecoder::new(body.as_slice()).take(max + 1).read_to_end(&mut out)?;
        }
        _ => return Ok(Ok(body)),
    }
    if out.len() as u64 > max {
        return Err(RecordProblem::TooLong { max: limits.max_bytes });
    }
    Ok(Ok(out))
}

/// Undoes the chunked transfer coding (RFC 9112, 7.1); nothing where the bytes are not so coded.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.iter().position(|&b| b == b'\n')?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

type Headers = Vec<(String, String)>;

fn headers(reader: &mut impl BufRead) -> Result<Headers, RecordProblem> {
    let mut headers = Headers::new();
    while let Some(text) = line(reader)?.filter(|l| !l.is_empty()) {
        if headers.len() == 1_000 {
            return Err(RecordProblem::Warc("it has more than 1,000 header lines"));
        }
        if let Some((name, value)) = text.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(headers)
}

fn find<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// One line without its end; nothing at the end of the input.
fn line(reader: &mut impl BufRead) -> Result<Option<String>, RecordProblem> {
    let mut bytes = Vec::new();
    let n = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes)?;
    if n as u64 == MAX_LINE {
        return Err(RecordProblem::Warc("it has a header line of more than 65,536 bytes"));
    }
    Ok((n > 0).then(|| String::from_utf8_lossy(&bytes).trim_end().to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: &str, media: &str, url: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    #[test]
    fn pages_are_unpacked_and_other_records_passed_over() {
        let http = "application/http; msgtype=response";
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(b"<p>It snowed.</p>").unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        let packed = [head, gz.finish().unwrap()].concat();
        let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>It ra\r\n9;x=y\r\nined.</p>\r\n0\r\n\r\n";
        let archive = [
            record("warcinfo", "application/warc-fields", "", b"software: x"),
            record("response", http, "https://halden.example/1", chunked),
            record("response", http, "https://halden.example/2", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno"),
            record("response", http, "https://halden.example/3", &packed),
            record("response", http, "https://halden.example/4", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            record("conversion", "text/plain", "https://halden.example/5", b"It hailed."),
        ]
        .concat();
        let records: Vec<WarcRecord> = warc(archive.as_slice(), Limits::default()).map(Result::unwrap).collect();
        let others: Vec<&str> = records.iter().filter_map(|r| if let WarcRecord::Other(what) = r { Some(*what) } else { None }).collect();
        assert_eq!(others, ["responses with another status than 200", "responses that are no HTML"]);
        let pages: Vec<Page> = records.into_iter().filter_map(|r| if let WarcRecord::Page(page) = r { Some(page) } else { None }).collect();
        let bodies: Vec<&[u8]> = pages.iter().map(|p| p.body.as_slice()).collect();
        assert_eq!(bodies, [b"<p>It rained.</p>".as_slice(), b"<p>It snowed.</p>", b"It hailed."]);
        let article = pages[2].article(Limits::default()).unwrap();
        let metadata = article.metadata();
        assert_eq!((article.id(), metadata.date.as_deref()), ("https://halden.example/5", None));
        assert_eq!(metadata.crawled.as_deref(), Some("2031-03-04T05:06:07Z"));
    }

    #[test]
    fn long_records_are_skipped_and_damage_ends_the_archive() {
        let long = record("conversion", "text/plain", "u", &[b'x'; 500]);
        let archive = [long, record("conversion", "text/plain", "v", b"ok"), b"garbage\n".to_vec()].concat();
        let got: Vec<_> = warc(archive.as_slice(), Limits { max_bytes: 100 }).collect();
        assert!(matches!(&got[0], Err(RecordError { line: 1, problem: RecordProblem::TooLong { max: 100 } })));
        assert!(matches!(got[1].as_ref().unwrap(), WarcRecord::Page(page) if page.url == "v"));
        assert!(got[2].as_ref().unwrap_err().to_string().contains("does not begin with WARC"));
        assert_eq!(got.len(), 3);
        let cut = record("conversion", "text/plain", "u", b"It rained.");
        assert!(warc(&cut[..cut.len() - 8], Limits::default()).next().unwrap().is_err());
    }
}
