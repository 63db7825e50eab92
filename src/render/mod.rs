//! One file a format; each turns finished reports into text and looks nothing up.
use crate::report::Report;
use std::io::{self, Write};

/// One output format.
pub trait Render: Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;
    /// One line for `--help`.
    fn about(&self) -> &'static str;
    /// File name extension.
    fn extension(&self) -> &'static str;
    /// Writes the reports, in order.
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()>;
}

/// What a renderer may be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Every format, in the order of `--help`.
pub const FORMATS: &[&dyn Render] = &[];
