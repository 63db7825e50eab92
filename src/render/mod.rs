//! One file a format; each turns finished reports into text and looks nothing up.
mod checkstyle;
mod comments;
mod csv;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod line;
mod markdown;
mod place;
mod plain;
pub(crate) mod questions;
mod sarif;
mod stream;
mod summary;
mod table;
mod template;
mod text;
mod usual;
mod visible;
mod wrap;

pub use comments::comments;
pub(crate) use html::Page;
pub use html::{IndexRow, class_article, write_index};
pub use plain::message;
pub use stream::Stream;
pub(crate) use table::table;
pub use template::Template;
pub use visible::{label, visible};
pub(crate) use wrap::hanging;

use crate::report::Report;
use std::io::{self, Write};

/// The page on the web that tells of the rules: none before `repository` in Cargo.toml says where the project lives.
pub fn page() -> Option<&'static str> {
    let page = concat!(env!("CARGO_PKG_REPOSITORY"), "#what-it-flags");
    Some(page).filter(|p| !p.starts_with('#'))
}

/// What is known of a format without a report.
#[derive(Clone, Copy, Debug)]
pub struct Format<'f> {
    /// What `--format` calls it.
    pub name: &'static str,
    /// File name extension.
    pub extension: &'f str,
    /// One line for `--help`.
    pub about: &'static str,
}

/// One output format.
pub trait Render: Sync {
    /// What it is called.
    fn format(&self) -> Format<'_>;
    /// The content security policy that its pages carry, for a server to send beside them; none where it writes no pages.
    fn policy(&self) -> Option<String> {
        None
    }
    /// Writes the reports one at a time, the same bytes as [`Render::render`] writes of all; none where a format looks at all of them, which
    /// then says itself how they are written.
    fn stream(&self) -> Option<Box<dyn Stream + '_>> {
        None
    }
    /// Writes the reports, in order.
    ///
    /// # Errors
    /// Where `out` fails; a [`Template`] also where it asks for what a report does not have.
    fn render(&self, reports: &[Report], options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let Some(mut stream) = self.stream() else { return Ok(()) };
        reports.iter().try_for_each(|report| stream.report(report, options, out))?;
        stream.finish(options, out)
    }
}

/// What a renderer may be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How much a report for people shows.
    pub detail: Detail,
    /// Show matches that do not count, too.
    pub excused: bool,
    /// Does the article pass? `None` where nobody has judged it. For a format that streams, of the one article.
    pub verdict: Option<Verdict>,
    /// These are the first reports of the run (headers and legends are written once); a [`Stream`] knows by itself.
    pub first: bool,
    /// What could not be read: file and reason. Formats for machines tell it, behind the reports.
    pub unread: Vec<(String, String)>,
    /// Where names of files start from, as seen from the root of the repository (`desk/news`); code hosts look for files from there. Empty
    /// where they start from the root, or this is not known.
    pub folder: String,
}

/// What the desk's policy says of an article.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// It fails.
    pub fails: bool,
    /// What its findings do not show: numbers and scores beyond what is allowed.
    pub because: Vec<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            color: false,
            width: 100,
            detail: Detail::Brief,
            excused: false,
            verdict: None,
            first: true,
            unread: Vec::new(),
            folder: String::new(),
        }
    }
}

/// How much a report for people shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// One line an article.
    Quiet,
    /// Sources and scores.
    Summary,
    /// A verdict, and each mark in its line of text: what fits a screen.
    Brief,
    /// Every finding with its excerpt, its reasons and its entry, then sources and scores.
    Full,
}

/// Every format, in the order of `--help`.
pub const FORMATS: &[&dyn Render] = &[
    &text::Text,
    &html::Html,
    &html::Class,
    &html::Worksheet,
    &html::WorksheetKey,
    &markdown::Markdown,
    &json::Json,
    &jsonl::JsonLines,
    &csv::Csv,
    &line::Line,
    &sarif::Sarif,
    &github::GitHub,
    &gitlab::GitLab,
    &junit::JUnit,
    &checkstyle::Checkstyle,
];

/// The format of that name.
pub fn by_name(name: &str) -> Option<&'static dyn Render> {
    FORMATS.iter().copied().find(|f| f.format().name == name)
}
