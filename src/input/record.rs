//! Records with named fields, whatever the format: what each field means, and why a record is no article.
use super::InputError;
use crate::article::{Article, Metadata};
use std::{collections::BTreeMap, io};

/// A line that is no article. The lines after it are still read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct RecordError {
    /// Line of the input, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: RecordProblem,
}

/// What can be wrong with a line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordProblem {
    /// Not JSON, or not an object.
    #[error("column {column}: not a JSON object with a \"text\" ({message})")]
    Json {
        /// Byte in the line, from 1.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// Text in another encoding, or damaged.
    #[error(
        "byte {column} of it is not UTF-8 (it looks like {guess}); save the file as UTF-8, or name its encoding, such as --encoding {guess}"
    )]
    NotUtf8 {
        /// Byte in the record, from 1.
        column: usize,
        /// What it most likely is.
        guess: &'static str,
    },
    /// A required field is absent, or no string.
    #[error("the field \"{0}\" is missing or is no string; name the right one with --map {0}=NAME")]
    Missing(&'static str),
    /// The field that was named for a required one is absent, or no string.
    #[error("the field \"{name}\", which was named for the {field}, is missing or is no string")]
    MissingNamed {
        /// What it is needed for.
        field: &'static str,
        /// What was looked for.
        name: String,
    },
    /// The value of the text is no text.
    #[error("the field \"{name}\" {why}")]
    NoText {
        /// What was looked for.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The line is longer than [`super::Limits::max_bytes`]; it was skipped without being held in memory.
    #[error("the line has more than {max} bytes; split the article, or raise --max-bytes")]
    TooLong {
        /// What is allowed.
        max: usize,
    },
    /// The text itself.
    #[error("{0}")]
    Text(#[from] InputError),
    /// A table's header lacks a column that is needed.
    #[error("there is no column \"{column}\"; the columns are {found}; name the right one with --map {field}=COLUMN")]
    Column {
        /// What was looked for.
        column: String,
        /// What it is needed for.
        field: &'static str,
        /// What there is.
        found: String,
    },
    /// A row with more or fewer cells than the header.
    #[error("the row has {found} cells and the header {expected}")]
    Cells {
        /// In this row.
        found: usize,
        /// In the header.
        expected: usize,
    },
    /// Not a record of a web archive: where the next one begins is not known.
    #[error("not a WARC record: {0}; the rest of the file was not read")]
    Warc(&'static str),
    /// The reader failed; nothing follows.
    #[error("cannot be read: {0}; the rest of the file was not read")]
    Read(#[from] io::Error),
}

impl RecordProblem {
    /// Is what follows in the file lost with the record?
    pub fn ends_file(&self) -> bool {
        matches!(self, RecordProblem::Column { .. } | RecordProblem::Warc(_) | RecordProblem::Read(_))
    }
}

/// Which field of a record is the text, the id and so on; unless told otherwise, the field of that name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Carry the title along unjudged. Otherwise it is the headline, see [`Article::headed`].
    pub title_aside: bool,
    names: BTreeMap<&'static str, String>,
}

impl Mapping {
    /// What fields can be mapped.
    pub const FIELDS: [&'static str; 7] = ["id", "text", "title", "outlet", "date", "url", "author"];

    /// Takes `field` from the column or key `name`. `false`: there is no such field.
    pub fn set(&mut self, field: &str, name: &str) -> bool {
        let known = Mapping::FIELDS.into_iter().find(|f| *f == field);
        known.map(|f| self.names.insert(f, name.to_owned())).is_some()
    }

    /// The column or key that `field` is taken from.
    pub fn name<'m>(&'m self, field: &'m str) -> &'m str {
        self.names.get(field).map_or(field, String::as_str)
    }

    /// The record as an article; what is not mapped is carried along. One without an id is called by its place, unless a field was named
    /// for it.
    ///
    /// An empty field is as good as none, but it is carried along: that it is there may be asked for.
    ///
    /// # Errors
    /// Where a field that is needed is missing or empty, or the text is no article.
    pub fn article(&self, fields: BTreeMap<String, String>, place: &str) -> Result<Article, RecordProblem> {
        let (empty, mut fields): (BTreeMap<_, _>, BTreeMap<_, _>) = fields.into_iter().partition(|(_, value)| value.is_empty());
        // A column that was named for a field can be asked for by its own name, too.
        let mut take = |field: &'static str| match self.names.get(field).filter(|_| field != "text") {
            Some(name) => fields.get(name).cloned(),
            None => fields.remove(self.name(field)),
        };
        let id = match take("id").filter(|id| !id.trim().is_empty()) {
            None if self.names.contains_key("id") => return Err(self.missing("id")),
            id => id.unwrap_or_else(|| place.to_owned()),
        };
        let text = match take("text") {
            None if empty.contains_key(self.name("text")) => return Err(InputError::Empty.into()),
            text => text.ok_or_else(|| self.missing("text"))?,
        };
        let outlet = take("outlet");
        let (title, date, url, author) = (take("title"), take("date"), take("url"), take("author"));
        let outlet = outlet.or_else(|| fields.remove("publisher"));
        if let Some(offset) = text.bytes().position(|b| b == 0) {
            return Err(InputError::Binary { offset }.into());
        }
        let article = super::article(&id, &text)?;
        let article = match title.as_deref().filter(|_| !self.title_aside) {
            Some(title) => article.headed(title).map_err(InputError::from)?,
            None => article,
        };
        fields.extend(empty);
        let metadata = Metadata { title, outlet, date, url, author, extra: fields, ..Metadata::default() };
        Ok(article.with_metadata(metadata))
    }

    fn missing(&self, field: &'static str) -> RecordProblem {
        let named = self.names.get(field).cloned();
        named.map_or(RecordProblem::Missing(field), |name| RecordProblem::MissingNamed { field, name })
    }
}
