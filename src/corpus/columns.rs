//! The one table of columns: what each is called and means, and how it is got. Tables and codebook are both written from it.
use super::{identified::Roles, measures::Measures};
use crate::{article::Article, lexicon::Lexicons, report::Report};
use std::{borrow::Cow, collections::BTreeSet};

mod article;
mod marks;
mod parts;

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Not known, or nothing to divide by.
    Missing,
    /// A count, an index, a position.
    Int(u64),
    /// A rate, a share, an index of diversity.
    Real(f64),
    /// Yes or no.
    Bool(bool),
    /// Words.
    Text(Cow<'a, str>),
}

impl From<u64> for Cell<'_> {
    fn from(n: u64) -> Self {
        Cell::Int(n)
    }
}

impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        Cell::Int(n as u64)
    }
}

impl<N: Into<Self>> From<Option<N>> for Cell<'_> {
    fn from(n: Option<N>) -> Self {
        n.map_or(Cell::Missing, N::into)
    }
}

/// `k` of `n`; nothing where there is nothing to divide by.
fn ratio(k: u64, n: u64, times: f64) -> Option<f64> {
    (n > 0).then(|| times * k as f64 / n as f64)
}

vocabulary! {
    /// Type of a column.
    pub enum Type {
        /// Whole number, not negative.
        Integer = "integer",
        /// Decimal number.
        Real = "real",
        /// `TRUE` or `FALSE`.
        Boolean = "boolean",
        /// UTF-8.
        Text = "text",
    }
}

/// One article with its report, as columns see it.
pub struct View<'a> {
    /// The record's number in the input, from 1, counting all records: the key that joins the tables.
    pub key: u64,
    /// The file it came from.
    pub file: &'a str,
    /// Line, row or record in the file.
    pub line: u64,
    /// As read.
    pub article: &'a Article,
    /// As judged.
    pub report: &'a Report,
    /// `false` where the text is in another language: nothing of it was measured.
    pub(super) judged: bool,
    measures: Measures,
}

impl<'a> View<'a> {
    /// Counts what the columns need.
    pub fn new(key: u64, file: &'a str, line: u64, article: &'a Article, report: &'a Report, columns: &Columns) -> View<'a> {
        let judged = report.article.language == "en";
        View { key, file, line, article, report, judged, measures: Measures::new(report, &columns.roles) }
    }
}

type Value = Box<dyn for<'v> Fn(&'v View<'_>, usize) -> Cell<'v> + Send + Sync>;

/// A column. `value` gives it for a row of the table.
pub struct Column {
    /// In the header; letters, digits and `_`.
    pub name: String,
    /// What its values are.
    pub kind: Type,
    /// Words, sentences, characters, share …; empty where there is none.
    pub unit: &'static str,
    /// What it means.
    pub definition: String,
    /// How it is computed from other columns or tables; empty for what is copied.
    pub formula: String,
    /// The literature's name and source; empty where there is none.
    pub reference: &'static str,
    /// Whether it is a measurement: missing, and not 0, for a text that was not judged.
    judged: bool,
    /// Whether the settings switch off what it counts: then it is missing, and not 0, everywhere.
    off: bool,
    value: Value,
}

impl Column {
    fn new(
        name: impl Into<String>,
        kind: Type,
        unit: &'static str,
        definition: impl Into<String>,
        value: impl for<'v> Fn(&'v View<'_>, usize) -> Cell<'v> + Send + Sync + 'static,
    ) -> Column {
        Column {
            name: name.into(),
            kind,
            unit,
            definition: definition.into(),
            formula: String::new(),
            reference: "",
            judged: false,
            off: false,
            value: Box::new(value),
        }
    }
    /// Words, where there are any.
    fn text(
        name: impl Into<String>,
        definition: impl Into<String>,
        value: impl for<'v> Fn(&'v View<'_>, usize) -> Option<&'v str> + Send + Sync + 'static,
    ) -> Column {
        Column::new(name, Type::Text, "", definition, move |v, row| value(v, row).map_or(Cell::Missing, |text| Cell::Text(text.into())))
    }
    /// A count, an index, a position, where there is one.
    fn whole<N: Into<Cell<'static>>>(
        name: impl Into<String>,
        unit: &'static str,
        definition: impl Into<String>,
        value: impl Fn(&View<'_>, usize) -> N + Send + Sync + 'static,
    ) -> Column {
        Column::new(name, Type::Integer, unit, definition, move |v, row| value(v, row).into())
    }
    /// A rate, a share, where there is one.
    fn real(
        name: impl Into<String>,
        unit: &'static str,
        definition: impl Into<String>,
        value: impl Fn(&View<'_>, usize) -> Option<f64> + Send + Sync + 'static,
    ) -> Column {
        Column::new(name, Type::Real, unit, definition, move |v, row| value(v, row).map_or(Cell::Missing, Cell::Real))
    }
    /// Yes or no.
    fn flag(name: &str, definition: &str, value: impl Fn(&View<'_>, usize) -> bool + Send + Sync + 'static) -> Column {
        Column::new(name, Type::Boolean, "", definition, move |v, row| Cell::Bool(value(v, row)))
    }
    /// Its cell in a row of the table. Every table of any format is made of these.
    pub fn cell<'v>(&self, view: &'v View<'_>, row: usize) -> Cell<'v> {
        if self.off || (self.judged && !view.judged) {
            return Cell::Missing;
        }
        match (self.value)(view, row) {
            // Six digits are far below what any of these measures can tell.
            Cell::Real(x) => Cell::Real((x * 1e6).round() / 1e6),
            Cell::Text(text) if text.is_empty() => Cell::Missing,
            cell => cell,
        }
    }
    fn judged(mut self) -> Column {
        self.judged = true;
        self
    }
    fn off(mut self, off: bool) -> Column {
        if off {
            self.off = true;
            self.definition.push_str(" (switched off in this run: missing)");
        }
        self
    }
    fn formula(mut self, formula: impl Into<String>) -> Column {
        self.formula = formula.into();
        self
    }
    fn reference(mut self, reference: &'static str) -> Column {
        self.reference = reference;
        self
    }
}

/// A table: its columns, and how many rows an article has in it.
pub struct Table {
    /// File name without ending.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// In order.
    pub columns: Vec<Column>,
    /// How many an article has.
    pub rows: fn(&Report) -> usize,
}

/// What the user adds to the tables.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// Fields of the input that are carried through, as columns `meta_…` of `articles`.
    pub keep: Vec<String>,
    /// The text of every sentence.
    pub sentence_text: bool,
    /// The message of every finding: the same words a million times.
    pub messages: bool,
    /// Rules, lexicon categories and reasons that the settings switch off: their columns are missing, not 0.
    pub off: BTreeSet<String>,
}

/// All tables.
pub struct Columns {
    /// `articles`, `sentences`, `findings`, `sources`, `attributions`.
    pub tables: [Table; 5],
    roles: Roles,
}

impl Columns {
    /// The last column of `articles`: known only when the articles before it are, so it is written by [`super::Rows::article`].
    pub const DUPLICATE_OF: &'static str = "duplicate_of";

    /// For these lexicons: every loaded category has its columns.
    pub fn new(lexicons: &Lexicons, extra: &Extra) -> Columns {
        let tables = [
            Table { name: "articles", row: "one article", columns: article::columns(lexicons, extra), rows: |_| 1 },
            Table { name: "sentences", row: "one sentence", columns: parts::sentences(extra), rows: |r| r.sentences.len() },
            Table {
                name: "findings",
                row: "one finding, excused ones included and marked",
                columns: parts::findings(extra),
                rows: |r| r.findings.len() + r.excused.len(),
            },
            Table { name: "sources", row: "one source of an article", columns: parts::sources(), rows: |r| r.sources.len() },
            Table { name: "attributions", row: "one attribution", columns: parts::attributions(), rows: |r| r.attributions.len() },
        ];
        Columns { tables, roles: Roles::new(lexicons) }
    }
}
