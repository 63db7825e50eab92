//! JSON lines: `{"id": …, "text": …}` and whatever else is known of the article, one a line.
use super::{Limits, Mapping, RecordError, RecordProblem};
use crate::article::{Article, LinesOf};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{collections::BTreeMap, fmt, io, io::BufRead};

/// Iterator over the articles of a JSONL stream.
#[derive(Debug)]
pub struct Jsonl<R> {
    reader: R,
    mapping: Mapping,
    limits: Limits,
    line: usize,
    buffer: Vec<u8>,
    ended: bool,
}

/// Reads articles from JSON lines, one line in memory at a time. Blank lines are skipped.
pub fn jsonl<R: BufRead>(reader: R, limits: Limits) -> Jsonl<R> {
    Jsonl { reader, mapping: Mapping::default(), limits, line: 0, buffer: Vec::new(), ended: false }
}

impl<R: BufRead> Iterator for Jsonl<R> {
    type Item = Result<Article, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ended {
                return None;
            }
            self.line += 1;
            let line = self.line;
            let record = match self.read_line() {
                Ok(true) => record(&self.buffer, &self.mapping),
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
        self.mapping = mapping;
        self
    }

    /// Line of the latest record, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl<R: BufRead> Jsonl<R> {
    /// Reads the next line into the buffer, without its end. `false`: it was too long and has been skipped.
    fn read_line(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        let mut fits = true;
        loop {
            let part = match self.reader.fill_buf() {
                Ok(part) => part,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = part.iter().position(|&b| b == b'\n');
            let taken = end.unwrap_or(part.len());
            fits &= self.buffer.len() + taken <= self.limits.max_bytes;
            if fits {
                self.buffer.extend(part.iter().take(taken));
            } else {
                self.buffer = Vec::new();
            }
            self.ended = part.is_empty();
            self.reader.consume(taken + usize::from(end.is_some()));
            if end.is_some() || self.ended {
                return Ok(fits);
            }
        }
    }
}

fn record(line: &[u8], mapping: &Mapping) -> Result<Option<Article>, RecordProblem> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    let record: Record = serde_json::from_slice(line).map_err(|e| {
        let message = e.to_string();
        let message = message.rsplit_once(" at line").map_or(message.as_str(), |(m, _)| m).to_owned();
        RecordProblem::Json { column: e.column(), message }
    })?;
    mapping.article(record.0).map(Some)
}

/// The fields of one object that are scalars, as strings; lists, objects and null are skipped.
struct Record(BTreeMap<String, String>);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    if let Scalar(Some(value)) = map.next_value()? {
                        fields.insert(name, value);
                    }
                }
                Ok(Record(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A string, number or truth value as a string; anything else is nothing and is not built.
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Scalar;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, v: &str) -> Result<Scalar, E> {
                Ok(Scalar(Some(v.to_owned())))
            }
            fn visit_string<E>(self, v: String) -> Result<Scalar, E> {
                Ok(Scalar(Some(v)))
            }
            fn visit_bool<E>(self, v: bool) -> Result<Scalar, E> {
                Ok(Scalar(Some(v.to_string())))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Scalar, E> {
                Ok(Scalar(Some(v.to_string())))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Scalar, E> {
                Ok(Scalar(Some(v.to_string())))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Scalar, E> {
                Ok(Scalar(Some(v.to_string())))
            }
            fn visit_unit<E>(self) -> Result<Scalar, E> {
                Ok(Scalar(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{super::InputError, *};

    fn read(input: &str, max_bytes: usize) -> Vec<Result<Article, RecordError>> {
        jsonl(io::BufReader::with_capacity(7, input.as_bytes()), Limits { max_bytes }).collect()
    }

    #[test]
    fn fields_become_metadata_and_bad_lines_do_not_stop_the_rest() {
        let input = "\u{FEFF}{\"id\":7,\"text\":\"It rained.\",\"publisher\":\"Halden Wire\",\"score\":0.5,\"tags\":[\"x\",{\"y\":1}],\"url\":null}\n\
                     \n{\"id\":\"b\"}\nnonsense\n{\"id\":\"c\",\"text\":\"It snowed.\"}";
        let got = read(input, 1000);
        let first = got[0].as_ref().unwrap();
        assert_eq!((first.id(), first.text()), ("7", "It rained."));
        assert_eq!(first.metadata().outlet.as_deref(), Some("Halden Wire"));
        assert_eq!(first.metadata().extra, BTreeMap::from([("score".to_owned(), "0.5".to_owned())]));
        assert!(got[1].as_ref().unwrap_err().to_string().starts_with("line 3: the field \"text\" is missing"));
        assert!(got[2].as_ref().unwrap_err().to_string().starts_with("line 4: column "));
        assert_eq!(got[3].as_ref().unwrap().id(), "c");
        assert_eq!(got.len(), 4);
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
    fn an_empty_text_is_an_error_of_its_line() {
        assert!(matches!(
            read("{\"id\":\"a\",\"text\":\" \"}", 100)[0].as_ref().unwrap_err().problem,
            RecordProblem::Text(InputError::Empty)
        ));
    }
}
