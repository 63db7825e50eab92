//! JSON: one object, or an array for several articles.
use super::{
    Format, Options, Render,
    stream::{Array, Stream},
};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct Json;

impl Render for Json {
    fn format(&self) -> Format<'_> {
        Format { name: "json", extension: "json", about: "the whole report as JSON: an object, or an array for several articles" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Box::new(Reports { first: None, all: Array::new(0) }))
    }
}

struct Reports {
    /// Held back until it is known whether it is the only one, for then it stands in no array.
    first: Option<String>,
    all: Array,
}

impl Stream for Reports {
    fn report(&mut self, report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
        let report = serde_json::to_string_pretty(report)?;
        if self.first.is_none() && self.all.is_empty() {
            self.first = Some(report);
            return Ok(());
        }
        if let Some(first) = self.first.take() {
            self.all.push(&first, out)?;
        }
        self.all.push(&report, out)
    }

    fn finish(&mut self, _: &Options, out: &mut dyn Write) -> io::Result<()> {
        match self.first.take() {
            Some(only) => out.write_all(only.as_bytes())?,
            None => self.all.close(out)?,
        }
        writeln!(out)
    }
}
