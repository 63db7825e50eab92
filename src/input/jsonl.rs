//! JSON: `{"text": …}` and whatever else is known of the article, one object a line; or a list of such objects, over any number of lines.
mod object;

use super::{Limits, Mapping, RecordError, RecordProblem, begun, compressed::Plain, decode};
use crate::article::{Article, LinesOf};
use object::{Object, no_text};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Iterator over the articles of a stream.
#[derive(Debug)]
pub struct Jsonl<R> {
    reader: R,
    mapping: Mapping,
    /// Names of wanted fields inside objects: `content.body`.
    paths: Vec<String>,
    limits: Limits,
    /// Is what is not UTF-8 converted?
    converts: bool,
    /// From what, once that is known: one file, one encoding.
    encoding: Option<&'static encoding_rs::Encoding>,
    layout: Layout,
    /// Line at which the latest record begins.
    line: usize,
    /// Lines that have ended.
    ended_lines: usize,
    buffer: Vec<u8>,
    ended: bool,
}

/// How objects are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// To be found from the first byte.
    Unknown,
    /// One a line: what is wrong with one does not touch the next.
    Lines,
    /// By their brackets.
    Values,
}

/// Reads articles from JSON lines, or from a list, one object in memory at a time. Blank lines are skipped.
pub fn jsonl<R: BufRead>(reader: R, limits: Limits) -> Jsonl<R> {
    let (mapping, paths, layout) = (Mapping::default(), Vec::new(), Layout::Unknown);
    let (converts, encoding, buffer) = (false, None, Vec::new());
    Jsonl { reader, mapping, paths, limits, converts, encoding, layout, line: 0, ended_lines: 0, buffer, ended: false }
}

/// The same of a stream whose encoding is not known: what is not UTF-8 is converted from what the first bytes most likely are in. Where they
/// are UTF-8 and more than ASCII, a record that is not is damaged.
pub fn jsonl_of_any_encoding(mut reader: Plain, limits: Limits) -> Jsonl<Plain> {
    let mut sample = Vec::new();
    let read = reader.by_ref().take(1 << 16).read_to_end(&mut sample);
    let rest: Plain = match read {
        Ok(_) => reader,
        // What came before the failure is read first.
        Err(error) => Box::new(BufReader::new(Failed(Some(error)))),
    };
    let encoding = decode::of_sample(&sample);
    let is_utf8 = encoding.is_none() && !sample.is_ascii();
    let whole: Plain = Box::new(BufReader::with_capacity(1 << 16, Cursor::new(sample).chain(rest)));
    let lines = jsonl(whole, limits);
    if is_utf8 { lines } else { lines.converting(encoding) }
}

/// Fails once and ends.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl<R: BufRead> Iterator for Jsonl<R> {
    type Item = Result<Article, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ended {
                return None;
            }
            let read = self.find_layout().and_then(|()| if self.layout == Layout::Values { self.read_value() } else { self.read_line() });
            let line = self.line;
            let record = match read {
                Ok(true) => self.record(),
                Ok(false) => Err(RecordProblem::TooLong { max: self.limits.max_bytes }),
                Err(error) => {
                    self.ended = true;
                    Err(RecordProblem::Read(error))
                }
            };
            match record {
                Ok(None) => {}
                Ok(Some(article)) => return Some(Ok(article.with_lines_of(LinesOf::Record(line)))),
                Err(problem) => return Some(Err(RecordError { line, problem })),
            }
        }
    }
}

impl<R> Jsonl<R> {
    /// With other names for the fields.
    #[must_use]
    pub fn with_mapping(mut self, mapping: Mapping) -> Jsonl<R> {
        self.paths.extend(Mapping::FIELDS.map(|field| mapping.name(field).to_owned()).into_iter().filter(|name| name.contains('.')));
        self.mapping = mapping;
        self
    }

    /// With these fields inside objects, too: `content.body`.
    #[must_use]
    pub fn with_paths(mut self, names: &[String]) -> Jsonl<R> {
        self.paths.extend(names.iter().filter(|name| name.contains('.')).cloned());
        self
    }

    /// What is not UTF-8 is converted from this encoding, or from what the first such record most likely is in.
    #[must_use]
    pub fn converting(mut self, encoding: Option<&'static encoding_rs::Encoding>) -> Jsonl<R> {
        (self.converts, self.encoding) = (true, encoding);
        self
    }

    /// Objects may stretch over any number of lines.
    #[must_use]
    pub fn over_lines(mut self) -> Jsonl<R> {
        self.layout = Layout::Values;
        self
    }

    /// Line at which the latest record begins, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The record in the buffer, whatever it is written in.
    fn record(&mut self) -> Result<Option<Article>, RecordProblem> {
        let Err(error) = std::str::from_utf8(&self.buffer) else {
            return record(&self.buffer, &self.mapping, &self.paths, self.line);
        };
        if !self.converts {
            return Err(RecordProblem::NotUtf8 { column: error.valid_up_to() + 1, guess: decode::guess(&self.buffer).name() });
        }
        let encoding = self.encoding.unwrap_or_else(|| decode::guess(&self.buffer));
        self.encoding = Some(encoding);
        let text = encoding.decode_without_bom_handling(&self.buffer).0;
        let article = record(text.as_bytes(), &self.mapping, &self.paths, self.line)?;
        Ok(article.map(|article| article.converted_from(Some(encoding.name()))))
    }
}

impl<R: BufRead> Jsonl<R> {
    /// A stream that begins with `[` is a list.
    fn find_layout(&mut self) -> io::Result<()> {
        if self.layout == Layout::Unknown {
            let first = begun(self.reader.fill_buf()?).first();
            self.layout = if first == Some(&b'[') { Layout::Values } else { Layout::Lines };
        }
        Ok(())
    }

    /// Reads the next line into the buffer, without its end. `false`: it was too long and has been skipped.
    fn read_line(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        self.line = self.ended_lines + 1;
        let most = (self.limits.max_bytes as u64).saturating_add(1);
        self.reader.by_ref().take(most).read_until(b'\n', &mut self.buffer)?;
        let ended = self.buffer.pop_if(|b| *b == b'\n').is_some();
        let fits = self.buffer.len() <= self.limits.max_bytes;
        if !fits {
            self.buffer = Vec::new();
            self.reader.skip_until(b'\n')?;
        }
        self.ended_lines += 1;
        self.ended = fits && !ended;
        Ok(fits)
    }

    /// Reads the next value into the buffer; the brackets and commas of lists around it are passed over. `false`: as above.
    fn read_value(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        let (mut fits, mut begun, mut done) = (true, false, false);
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        while !done {
            let part = fill(&mut self.reader)?;
            self.ended = part.is_empty();
            if self.ended {
                break;
            }
            let mut taken = 0;
            for &b in part {
                let between = !in_string && depth == 0 && (b.is_ascii_whitespace() || matches!(b, b',' | b']'));
                if begun && between {
                    done = true;
                    break;
                }
                taken += 1;
                self.ended_lines += usize::from(b == b'\n');
                if !begun && (between || matches!(b, b'[' | 0xEF | 0xBB | 0xBF)) {
                    continue;
                }
                if !begun {
                    (begun, self.line) = (true, self.ended_lines + 1);
                }
                fits &= self.buffer.len() < self.limits.max_bytes;
                if fits {
                    self.buffer.push(b);
                }
                match b {
                    _ if escaped => escaped = false,
                    b'\\' if in_string => escaped = true,
                    b'"' => in_string = !in_string,
                    b'{' | b'[' if !in_string => depth += 1,
                    b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            self.reader.consume(taken);
        }
        if !fits {
            self.buffer = Vec::new();
        }
        Ok(fits)
    }
}

fn fill(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    // Asked twice, since what the first answer lends cannot be given away in one of several branches.
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

/// The article in a line; nothing in an empty one.
fn record(line: &[u8], mapping: &Mapping, paths: &[String], number: usize) -> Result<Option<Article>, RecordProblem> {
    let line = begun(line).trim_ascii_end();
    if line.is_empty() {
        return Ok(None);
    }
    let object: Object<'_> = serde_json::from_slice(line).map_err(|e| {
        let message = e.to_string();
        let message = message.rsplit_once(" at line").map_or(message.as_str(), |(m, _)| m).to_owned();
        RecordProblem::Json { column: e.column(), message }
    })?;
    let text = mapping.name("text");
    if let Some(why) = object.at(text).and_then(no_text) {
        return Err(RecordProblem::NoText { name: text.to_owned(), why });
    }
    mapping.article(object.fields(paths), &format!("line-{number}")).map(Some)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{super::InputError, *};
    use std::collections::BTreeMap;

    fn read(input: &str, max_bytes: usize) -> Vec<Result<Article, RecordError>> {
        jsonl(io::BufReader::with_capacity(7, input.as_bytes()), Limits { max_bytes }).collect()
    }

    #[test]
    fn fields_become_metadata_and_bad_lines_do_not_stop_the_rest() {
        let input = "\u{FEFF}{\"id\":7,\"text\":\"It rained.\",\"publisher\":\"Halden Wire\",\"score\":0.5,\"tags\":[\"x\",{\"y\":1},2.50],\"url\":null}\n\
                     \n{\"id\":\"b\"}\nnonsense\n{\"id\":\"c\",\"text\":\"It snowed.\"}";
        let got = read(input, 1000);
        let first = got[0].as_ref().unwrap();
        assert_eq!((first.id(), first.text()), ("7", "It rained."));
        assert_eq!(first.metadata().outlet.as_deref(), Some("Halden Wire"));
        assert_eq!(
            first.metadata().extra,
            BTreeMap::from([("score", "0.5"), ("tags", "x; 2.50"), ("url", "")].map(|(k, v)| (k.to_owned(), v.to_owned())))
        );
        assert!(got[1].as_ref().unwrap_err().to_string().starts_with("line 3: the field \"text\" is missing"));
        assert!(got[2].as_ref().unwrap_err().to_string().starts_with("line 4: column "));
        assert_eq!(got[3].as_ref().unwrap().id(), "c");
        assert_eq!(got.len(), 4);
    }

    #[test]
    fn lists_of_objects_are_read_over_any_number_of_lines() {
        let list =
            "\u{FEFF}[\n {\"id\": \"x\", \"text\": \"It ]rained, \\\"too\\\".\"},\n\n {\n\"text\": \"It snowed.\",\"n\":[[1],{}]}, 7]\n";
        let got = read(list, 1000);
        let text = |i: usize| got[i].as_ref().unwrap().text();
        assert_eq!((text(0), text(1)), ("It ]rained, \"too\".", "It snowed."));
        assert_eq!((got[1].as_ref().unwrap().id(), got.len()), ("line-4", 3));
        assert!(got[2].as_ref().unwrap_err().to_string().contains("line 5"));
        let long = format!("[{{\"text\":\"{}\"}},{{\"text\":\"ok\"}}]", "x".repeat(500));
        let got = read(&long, 100);
        assert!(got[0].is_err());
        assert_eq!(got[1].as_ref().unwrap().text(), "ok");
    }

    #[test]
    fn fields_inside_objects_are_reached_numbers_kept_and_doubles_refused() {
        let mut mapping = Mapping::default();
        assert!(mapping.set("text", "content.body.en"));
        let line =
            "{\"content\":{\"body\":{\"en\":\"It rained.\"},\"rank\":12345678901234567890123.50}}\n{\"text\":\"a\",\"text\":\"b\"}\n";
        let mut lines = jsonl(line.as_bytes(), Limits::default()).with_mapping(mapping).with_paths(&["content.rank".to_owned()]);
        let article = lines.next().unwrap().unwrap();
        assert_eq!((article.text(), article.metadata().extra["content.rank"].as_str()), ("It rained.", "12345678901234567890123.50"));
        assert!(lines.next().unwrap().unwrap_err().to_string().contains("`text` stands twice"));
    }

    #[test]
    fn a_line_over_the_limit_is_refused_and_the_next_is_read() {
        let long = format!("{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"ok\"}}\n", "x".repeat(500));
        let got = read(&long, 100);
        assert!(matches!(got[0].as_ref().unwrap_err(), RecordError { line: 1, problem: RecordProblem::TooLong { max: 100 } }));
        assert_eq!(got[1].as_ref().unwrap().id(), "b");
        assert_eq!(got.len(), 2);
    }

    #[test]
    fn what_is_not_utf_8_is_converted_or_told_with_the_mend() {
        let mut bytes = "{\"id\":\"a\",\"text\":\"It rained.\"}\n".as_bytes().to_vec();
        bytes.extend_from_slice(b"{\"id\":\"b\",\"text\":\"The caf\xE9 on the quay closed\x85 the owner\x92s sister said.\"}\n");
        // Of itself a lone pound sign says too little.
        bytes.extend_from_slice(b"{\"id\":\"c\",\"text\":\"It cost \xA35m.\"}\n");
        let told = jsonl(bytes.as_slice(), Limits::default()).nth(1).unwrap().unwrap_err().to_string();
        assert!(told.starts_with("line 2: byte 26 of it is not UTF-8") && told.contains("--encoding windows-1252"), "{told}");
        let plain = |bytes: Vec<u8>| -> Plain { Box::new(Cursor::new(bytes)) };
        let got: Vec<Article> = jsonl_of_any_encoding(plain(bytes), Limits::default()).map(Result::unwrap).collect();
        let encodings: Vec<Option<&str>> = got.iter().map(|a| a.metadata().encoding.as_deref()).collect();
        assert_eq!(encodings, [None, Some("windows-1252"), Some("windows-1252")]);
        assert_eq!((got[1].text(), got[2].text()), ("The café on the quay closed… the owner’s sister said.", "It cost £5m."));
        let long = format!("{{\"text\":\"The caf\u{e9} {}closed.\"}}\n", "is ".repeat(30_000));
        let damaged = [long.as_bytes(), b"{\"text\":\"caf\xE9\"}"].concat();
        let got: Vec<_> = jsonl_of_any_encoding(plain(damaged), Limits::default()).collect();
        assert!(got[0].is_ok() && got[1].is_err(), "one line is damaged, the file is UTF-8");
    }

    #[test]
    fn a_text_that_is_none_is_told_for_what_it_is() {
        let told = |line: &str| read(line, 1000)[0].as_ref().unwrap_err().to_string();
        assert!(told("{\"text\":\"The mayor \\ud83d said so.\"}").contains("has half of a character"));
        assert_eq!(told("{\"text\":123}"), "line 1: the field \"text\" is a number and no text");
        let mut mapping = Mapping::default();
        assert!(mapping.set("text", "content.body"));
        let got = jsonl(&b"{\"content\":{\"body\":true}}"[..], Limits::default()).with_mapping(mapping).next().unwrap();
        assert!(got.unwrap_err().to_string().contains("\"content.body\" is a truth value"));
    }

    #[test]
    fn an_empty_text_is_an_error_of_its_line() {
        assert!(matches!(
            read("{\"id\":\"a\",\"text\":\" \"}", 100)[0].as_ref().unwrap_err().problem,
            RecordProblem::Text(InputError::Empty)
        ));
    }
}
