//! Bytes to articles, one file a format. No file is opened here.
//!
//! Errors say where in the input and how to mend it; the caller adds the file's name.
mod align;
pub mod compressed;
mod csv;
mod decode;
mod docx;
mod feed;
mod html;
mod jsonl;
mod markdown;
mod newsml;
mod ninjs;
#[cfg(feature = "parquet")]
mod parquet;
mod prose;
mod record;
mod warc;
mod xml;

pub use csv::{Csv, Dialect, csv};
pub use decode::{Decoded, decode, decode_as};
pub use docx::{Draft, docx};
pub use feed::feed;
pub use html::html;
pub use jsonl::{Jsonl, jsonl, jsonl_of_any_encoding};
pub use markdown::markdown;
pub use newsml::newsml;
pub use ninjs::ninjs;
#[cfg(feature = "parquet")]
pub use parquet::{Parquet, parquet};
pub use record::{Mapping, RecordError, RecordProblem};
pub use warc::{Page, Warc, WarcRecord, warc};

use crate::article::Article;

/// What one article may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article; of one line in JSONL.
    pub max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_bytes: 64 << 20 }
    }
}

impl Limits {
    pub(crate) fn admit(self, bytes: usize) -> Result<(), InputError> {
        if bytes > self.max_bytes { Err(InputError::TooLarge { bytes, max: self.max_bytes }) } else { Ok(()) }
    }
}

/// Why bytes are no article.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// Nothing but white space.
    #[error("there is no text in it")]
    Empty,
    /// Not text at all. Told from 1, as lines and columns are.
    #[error("byte {} is NUL: this is a binary file, not text; give plain text, Markdown or JSONL", offset + 1)]
    Binary {
        /// Of the first NUL, from 0.
        offset: usize,
    },
    /// Text in another encoding, or damaged.
    #[error("line {line}, byte {} is not UTF-8{}; save the file as UTF-8 or pass --encoding auto", offset + 1, guess.map_or(String::new(), |g| format!(" (it looks like {g})")))]
    NotUtf8 {
        /// Line, from 1.
        line: usize,
        /// Of the first bad byte, from 0.
        offset: usize,
        /// Encoding that its first bytes name.
        guess: Option<&'static str>,
    },
    /// Not what its format demands.
    #[error("not a readable {format}: {problem}")]
    Malformed {
        /// What it was read as.
        format: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// A page without an article, or one that cannot be read.
    #[error("no article was found in the page ({0})")]
    NoArticle(String),
    /// More than [`Limits::max_bytes`].
    #[error("it has {bytes} bytes and one article may have {max}; split it, or raise --max-bytes")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// What is allowed.
        max: usize,
    },
}

/// Formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// Markdown, one article.
    Markdown,
    /// One JSON object a line, many articles.
    Jsonl,
    /// Web page, one article.
    Html,
    /// Word document, one article.
    Docx,
    /// ninjs, one article or more.
    Ninjs,
    /// NewsML-G2, one article or more.
    NewsMl,
    /// RSS or Atom, an article an entry.
    Feed,
}

/// The articles of a file that is held in memory; bytes of text formats are UTF-8.
///
/// # Errors
/// Where the bytes are not of the format, hold no text, or are too many; of JSONL, the first bad line.
pub fn read(id: &str, bytes: &[u8], format: Format, limits: Limits) -> Result<Vec<Article>, InputError> {
    match format {
        Format::Text => text(id, bytes, limits).map(|a| vec![a]),
        Format::Markdown => markdown(id, bytes, limits).map(|a| vec![a]),
        Format::Html => html(id, bytes, limits).map(|a| vec![a]),
        Format::Docx => docx(id, bytes, limits).map(|a| vec![a]),
        Format::Ninjs => ninjs(id, bytes, limits),
        Format::NewsMl => newsml(id, bytes, limits),
        Format::Feed => feed(id, bytes, limits),
        Format::Jsonl => jsonl(bytes, limits).map(|r| r.map_err(|e| record_error(&e))).collect(),
    }
}

fn record_error(error: &RecordError) -> InputError {
    InputError::Malformed { format: "JSON Lines file", problem: error.to_string() }
}

/// Plain text: one article.
///
/// # Errors
/// Where there is no text in it, it is binary, another program's or no UTF-8, or too large.
pub fn text(id: &str, bytes: &[u8], limits: Limits) -> Result<Article, InputError> {
    let article = article(id, checked(bytes, limits)?)?;
    let markup = asides(article.text()).into_iter().filter_map(|a| article.span(a.start, a.end)).collect();
    Ok(article.with_markup(markup))
}

/// So many bytes of an allowance are read.
const FURTHEST: usize = 1024;

/// What speaks to sayso in brackets (`[sayso allow …]`), in text order: lines of their own with their end, or a stretch of a paragraph.
fn asides(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('[')).map(|n| from + n) {
        from = at + 1;
        // Another mark behind the name is a slip, and told as one.
        let speaks = named(text.get(from..).unwrap_or_default()).is_some_and(|rest| rest.starts_with([' ', ':', '-', '_']));
        let own = at == 0 || text.get(..at).is_some_and(|before| before.ends_with('\n'));
        if let Some(length) = text.get(at..).filter(|_| speaks).and_then(|rest| closed(rest, own)) {
            from = at + length;
            found.push(at..from);
        }
    }
    found
}

/// How far the brackets reach that a text opens with: in their paragraph, with the end of their line where they have lines of their own.
fn closed(text: &str, own: bool) -> Option<usize> {
    let mut end = 0;
    for line in text.split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        end += line.len();
        let read = text.get(..end.min(FURTHEST)).unwrap_or_default();
        if own && closes_at_its_end(read) {
            return Some(end);
        }
        if let Some(close) = read.find(']') {
            return Some(close + 1);
        }
        if end > FURTHEST {
            break;
        }
    }
    None
}

/// What follows our name, whatever its capitals, at the beginning of a text.
fn named(text: &str) -> Option<&str> {
    let (name, rest) = text.split_at_checked("sayso".len())?;
    name.eq_ignore_ascii_case("sayso").then_some(rest)
}

/// Does the bracket that a text opens with end it? Others may stand in between, in a reason.
fn closes_at_its_end(text: &str) -> bool {
    let text = text.trim_end();
    let mut open = 0_usize;
    let close = text.find(|c: char| {
        match c {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            _ => return false,
        }
        open == 0
    });
    close.is_some_and(|at| at + 1 == text.len())
}

/// The format of a file, by its name, or by its first bytes where the name does not tell (`-`, no known ending).
pub fn detect(name: &str, first: &[u8]) -> Format {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => return Format::Jsonl,
        Some("json") => return if is_ninjs(first) { Format::Ninjs } else { Format::Jsonl },
        Some("docx") => return Format::Docx,
        Some("xml" | "rss" | "atom" | "newsml") => return xml_format(first),
        Some("md" | "markdown" | "mdown" | "mkd") => return Format::Markdown,
        Some("html" | "htm" | "xhtml") => return Format::Html,
        Some("txt" | "text") => return Format::Text,
        _ => {}
    }
    let first = begun(first);
    match first {
        [b'P', b'K', 3, 4, ..] => Format::Docx,
        _ if is_page(first) => Format::Html,
        [b'<', b'?', b'x', b'm', b'l', ..] => xml_format(first),
        [b'{' | b'[', ..] if is_ninjs(first) => Format::Ninjs,
        _ if is_list(first) => Format::Jsonl,
        [b'{', rest @ ..] if rest.trim_ascii_start().starts_with(b"\"") => Format::Jsonl,
        [b'#', b' ', ..] | [b'-', b'-', b'-', b'\n' | b'\r', ..] => Format::Markdown,
        _ => Format::Text,
    }
}

/// Does a text begin like a web page?
fn is_page(first: &[u8]) -> bool {
    ["<!doctype html", "<html"].iter().any(|tag| first.get(..tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag.as_bytes())))
}

/// Does a text begin like a list of JSON objects?
pub fn is_list(first: &[u8]) -> bool {
    begun(first).strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"))
}

/// Does a file begin like a wire item or a feed? Other data share their endings.
pub fn is_item(first: &[u8]) -> bool {
    match begun(first).first() {
        Some(b'<') => has_any(first, &["<newsItem", "<newsMessage", "<rss", "<feed", "<rdf:RDF"]),
        Some(b'{' | b'[') => is_ninjs(first),
        _ => false,
    }
}

/// A field that ninjs has, and no field `text`.
fn is_ninjs(first: &[u8]) -> bool {
    let field = |name: &str| {
        let ends = first.windows(name.len()).enumerate().filter(|(_, w)| *w == name.as_bytes()).map(|(i, _)| i + name.len());
        ends.filter_map(|end| first.get(end..)).any(|rest| rest.trim_ascii_start().starts_with(b":"))
    };
    !field("\"text\"") && ["\"body_text\"", "\"body_xhtml\"", "\"body_html\"", "\"bodies\"", "\"versioncreated\""].into_iter().any(field)
}

/// By what the first elements are called.
fn xml_format(first: &[u8]) -> Format {
    if has_any(first, &["<newsItem", "<newsMessage", "iar.iptc.org"]) { Format::NewsMl } else { Format::Feed }
}

fn has_any(first: &[u8], names: &[&str]) -> bool {
    names.iter().any(|name| first.windows(name.len()).any(|w| w == name.as_bytes()))
}

/// Without the mark of UTF-8 and white space before the first character.
fn begun(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

/// UTF-8 text within the limits that holds something.
fn checked(bytes: &[u8], limits: Limits) -> Result<&str, InputError> {
    limits.admit(bytes.len())?;
    decode::refuse_others(bytes)?;
    decode::utf8(bytes)
}

fn article(id: &str, text: &str) -> Result<Article, InputError> {
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err(InputError::Empty);
    }
    Ok(Article::new(id, text)?)
}

impl From<crate::article::TooLong> for InputError {
    fn from(error: crate::article::TooLong) -> InputError {
        InputError::TooLarge { bytes: error.len, max: u32::MAX as usize }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn bad_input_says_where_and_what_to_do() {
        let limits = Limits { max_bytes: 20 };
        assert_eq!(text("a", b" \n\xEF\xBB\xBF ", limits).unwrap_err(), InputError::Empty);
        let binary = text("a", b"PK\0\x01", limits).unwrap_err();
        assert_eq!(binary, InputError::Binary { offset: 2 });
        assert!(binary.to_string().starts_with("byte 3 is NUL"));
        let latin = text("a", b"The\ncaf\xE9 closed", limits).unwrap_err();
        assert_eq!(latin, InputError::NotUtf8 { line: 2, offset: 7, guess: None });
        assert!(latin.to_string().contains("line 2, byte 8") && latin.to_string().contains("--encoding auto"));
        assert_eq!(text("a", &[b'a'; 21], limits).unwrap_err(), InputError::TooLarge { bytes: 21, max: 20 });
        assert_eq!(text("a", "\u{FEFF}Hello.".as_bytes(), limits).unwrap().text(), "\u{FEFF}Hello.");
    }

    #[test]
    fn what_speaks_to_sayso_in_plain_text_is_found_wherever_it_stands() {
        let text = "[sayso allow x because: [a]]\nIt rained [sayso: allow y], and [saysos z] it [sayso allow z] snowed.\n\
                    [sayso allow w] The mayor said “it [the snow] stays [sic]\n[Sayso allow v] [sayso-allow u]\n[sayso allow t because:\nit] so [sayso allow s\n\nno] [sayso no end";
        let found: Vec<&str> = asides(text).into_iter().map(|a| &text[a]).collect();
        assert_eq!(
            found,
            [
                "[sayso allow x because: [a]]\n",
                "[sayso: allow y]",
                "[sayso allow z]",
                "[sayso allow w]",
                "[Sayso allow v]",
                "[sayso-allow u]",
                "[sayso allow t because:\nit]"
            ]
        );
    }

    #[test]
    fn formats_by_name_then_by_content() {
        assert_eq!(detect("a/b.MD", b"{\"id\""), Format::Markdown);
        assert_eq!(detect("x.jsonl", b""), Format::Jsonl);
        assert_eq!(detect("-", b"\xEF\xBB\xBF{ \"id\": 1"), Format::Jsonl);
        assert_eq!(detect("-", b"---\ntitle: x\n---\n"), Format::Markdown);
        assert_eq!(detect("a.docx", b""), Format::Docx);
        assert_eq!(detect("a.json", b"{\"type\": \"text\", \"body_text\": \"x\"}"), Format::Ninjs);
        assert_eq!(detect("a.json", b"{\"id\": 1, \"text\": \"x\"}"), Format::Jsonl);
        assert_eq!(detect("-", b"<?xml version=\"1.0\"?>\n<rss>"), Format::Feed);
        assert_eq!(detect("wire.xml", b"<newsMessage>"), Format::NewsMl);
        assert_eq!(detect("notes.2031", b"{He said} so"), Format::Text);
        assert_eq!(detect("-", b"\xEF\xBB\xBF\n <!DOCTYPE html>\n<html>"), Format::Html);
        assert_eq!(detect("page", b"<HTML lang=\"en\">"), Format::Html);
        assert_eq!(detect("page.txt", b"<html>"), Format::Text);
    }
}
