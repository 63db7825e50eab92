//! Reports written one at a time, while the articles are read: a run of any length stays small.
use super::{Options, Render};
use crate::report::Report;
use std::io::{self, Write};

/// Writes what [`Render::render`] writes for all reports of a run, one by one.
pub trait Stream {
    /// Writes one report.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn report(&mut self, report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()>;
    /// Writes what stands behind the last: what could not be read, and the end of the file.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()>;
}

/// What stands before the first report, and once.
#[derive(Default)]
pub(super) struct Head(bool);

impl Head {
    pub(super) fn write(&mut self, head: &str, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.0, true) { Ok(()) } else { writeln!(out, "{head}") }
    }
}

/// A format in which nothing stands around the reports but a header before the first.
pub(super) struct Each<'a> {
    format: &'a dyn Render,
    first: bool,
}

impl<'a> Each<'a> {
    pub(super) fn boxed(format: &'a dyn Render) -> Box<dyn Stream + 'a> {
        Box::new(Each { format, first: true })
    }
}

impl Stream for Each<'_> {
    fn report(&mut self, report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let options = Options { first: std::mem::replace(&mut self.first, false), unread: Vec::new(), ..options.clone() };
        self.format.render(std::slice::from_ref(report), &options, out)
    }
    fn finish(&mut self, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        self.format.render(&[], &Options { first: self.first, ..options.clone() }, out)
    }
}

/// A pretty-printed JSON array, item by item, whose brackets stand so many spaces from the left.
pub(super) struct Array {
    indent: usize,
    empty: bool,
}

impl Array {
    pub(super) fn new(indent: usize) -> Array {
        Array { indent, empty: true }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    /// An item, pretty-printed.
    pub(super) fn push(&mut self, item: &str, out: &mut dyn Write) -> io::Result<()> {
        let lead = if std::mem::replace(&mut self.empty, false) { "[\n" } else { ",\n" };
        write!(out, "{lead}{}", indented(item, self.indent + 2))
    }

    pub(super) fn close(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.empty { write!(out, "[]") } else { write!(out, "\n{:1$}]", "", self.indent) }
    }
}

/// Every line so many spaces further to the right. Strings of JSON hold no line breaks.
pub(super) fn indented(json: &str, by: usize) -> String {
    json.lines().map(|line| format!("{:by$}{line}", "")).collect::<Vec<_>>().join("\n")
}
