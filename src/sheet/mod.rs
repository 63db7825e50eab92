//! A sheet of results: tables with what they mean, pictures of the same numbers, warnings, methods. Commands that compare fill one;
//! here it is written as text, CSV, JSON, Markdown or a page. Nothing is computed here.
mod csv;
mod html;
mod json;
mod markdown;
mod picture;
mod svg;
mod text;

pub use self::csv::csv_table;
pub use picture::{Bar, Dot, Line, Picture, Point};

use std::io::{self, Write};

/// Everything that a command has to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// In one line.
    pub title: String,
    /// What was looked at.
    pub facts: Vec<String>,
    /// What a reviewer would object to.
    pub warnings: Vec<String>,
    /// Tables and pictures.
    pub sections: Vec<Section>,
    /// How it was computed, with seeds.
    pub methods: Vec<String>,
}

/// A table, what it means, and pictures of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its name in JSON, and of its file as CSV.
    pub id: &'static str,
    /// For people.
    pub title: String,
    /// What the numbers are, in a sentence.
    pub about: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Cell>>,
    /// The same numbers to look at.
    pub pictures: Vec<Picture>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// In CSV and JSON: letters, digits and `_`. Empty where people only see it.
    pub id: &'static str,
    /// For people. Empty where only programs read it.
    pub title: &'static str,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known, or nothing to divide by.
    None,
    /// Words.
    Text(String),
    /// How many.
    Count(u64),
    /// A number, of which people see so many digits after the point.
    Number(f64, usize),
    /// A probability.
    P(f64),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A number that may be missing.
    pub fn number(x: Option<f64>, digits: usize) -> Cell {
        x.filter(|x| x.is_finite()).map_or(Cell::None, |x| Cell::Number(x, digits))
    }

    /// A probability that may be missing.
    pub fn p(p: Option<f64>) -> Cell {
        p.map_or(Cell::None, Cell::P)
    }

    /// `low–high`, for people.
    pub fn range(ends: Option<(f64, f64)>, digits: usize) -> Cell {
        let to = |(a, b): (f64, f64)| {
            if a < 0.0 || b < 0.0 { format!("{a:.digits$} to {b:.digits$}") } else { format!("{a:.digits$}–{b:.digits$}") }
        };
        ends.map_or(Cell::None, |ends| Cell::Text(to(ends)))
    }

    fn is_number(&self) -> bool {
        matches!(self, Cell::Count(_) | Cell::Number(..) | Cell::P(_))
    }

    /// As people read it.
    fn shown(&self) -> String {
        match self {
            Cell::None => "–".to_owned(),
            Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Cell::Count(n) => n.to_string(),
            Cell::Number(x, digits) => format!("{x:.digits$}"),
            Cell::P(p) if *p < 0.0001 => "<.0001".to_owned(),
            Cell::P(p) => format!("{p:.4}"),
        }
    }
}

/// Seven digits: no measure here can tell more.
fn rounded(x: f64) -> f64 {
    format!("{x:.6e}").parse().unwrap_or(x)
}

/// A column: id, title, and what stands in it in a row.
pub type Filled<'f, R> = (&'static str, &'static str, &'f dyn Fn(&R) -> Cell);

impl Section {
    /// A section with a row for each of these.
    pub fn of<R>(id: &'static str, title: &str, about: &str, rows: impl IntoIterator<Item = R>, columns: &[Filled<'_, R>]) -> Section {
        let names: Vec<_> = columns.iter().map(|&(id, title, _)| (id, title)).collect();
        let rows = rows.into_iter().map(|row| columns.iter().map(|(.., cell)| cell(&row)).collect()).collect();
        Section { rows, ..Section::new(id, title, about, &names) }
    }

    /// A section with these columns, each as `id` and title.
    pub fn new(id: &'static str, title: &str, about: &str, columns: &[(&'static str, &'static str)]) -> Section {
        let columns = columns.iter().map(|&(id, title)| Column { id, title }).collect();
        Section { id, title: title.to_owned(), about: about.to_owned(), columns, ..Section::default() }
    }

    /// Places of the columns that people see.
    fn for_people(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|&c| !self.columns[c].title.is_empty()).collect()
    }

    /// Places of the columns that programs read.
    fn for_programs(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|&c| !self.columns[c].id.is_empty()).collect()
    }

    /// Does the column hold numbers?
    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|r| r.get(column)).filter(|c| **c != Cell::None).peekable();
        cells.peek().is_some() && cells.all(Cell::is_number)
    }
}

/// What a sheet is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// The first table; [`csv_table`] writes the others.
    Csv,
    /// All tables as records.
    Json,
    /// For a repository or a chat.
    Markdown,
    /// A page with pictures.
    Html,
}

/// Writes the sheet; `width` is that of the terminal.
///
/// # Errors
/// Only where `out` fails.
pub fn write(sheet: &Sheet, format: Format, width: usize, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(sheet, width, out),
        Format::Csv => sheet.sections.first().map_or(Ok(()), |section| out.write_all(&csv_table(section, false))),
        Format::Json => json::write(sheet, out),
        Format::Markdown => markdown::write(sheet, out),
        Format::Html => html::write(sheet, out),
    }
}
