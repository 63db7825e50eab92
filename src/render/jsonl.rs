//! JSON Lines: one report a line, in the order of the articles.
use super::{
    Format, Options, Render,
    stream::{Each, Stream},
};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct JsonLines;

impl Render for JsonLines {
    fn format(&self) -> Format<'_> {
        Format { name: "jsonl", extension: "jsonl", about: "one JSON report a line, written as the articles are read" }
    }
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        Some(Each::boxed(self))
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        for report in reports {
            serde_json::to_writer(&mut *out, report)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
