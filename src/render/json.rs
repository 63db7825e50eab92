//! JSON: one object, or an array for several articles.
use super::{Options, Render};
use crate::report::Report;
use std::io::{self, Write};

pub(super) struct Json;

impl Render for Json {
    fn name(&self) -> &'static str {
        "json"
    }
    fn about(&self) -> &'static str {
        "the whole report as JSON: an object, or an array for several articles"
    }
    fn extension(&self) -> &'static str {
        "json"
    }
    fn render(&self, reports: &[Report], _: &Options, out: &mut dyn Write) -> io::Result<()> {
        match reports {
            [one] => serde_json::to_writer_pretty(&mut *out, one)?,
            all => serde_json::to_writer_pretty(&mut *out, all)?,
        }
        writeln!(out)
    }
}
