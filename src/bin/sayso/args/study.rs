//! What somebody types who has results: tables to compare, codings to judge by, runs to hold side by side.
use super::{Configured, Reading, Words, words};
use clap::{Args as ClapArgs, Subcommand};
use sayso::sheet::Format;
use std::path::PathBuf;

/// `sayso compare`
#[derive(Debug, ClapArgs)]
pub(crate) struct Compare {
    /// A folder that `sayso corpus` wrote, or two or more articles on one event.
    #[arg(required = true, value_name = "TABLES|FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Columns of articles.csv that make the groups; `year`, `month` or `day` makes a series.
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', help_heading = "Groups")]
    pub(crate) by: Vec<String>,
    /// Compare all groups with this one.
    #[arg(long, value_name = "GROUP", help_heading = "Groups")]
    pub(crate) against: Option<String>,
    /// Only rows with this value in a column; values of one column are alternatives.
    #[arg(long = "where", value_name = "COLUMN=VALUE", help_heading = "Groups")]
    pub(crate) conditions: Vec<String>,
    /// Leave near-copies of earlier articles out.
    #[arg(long, help_heading = "Groups")]
    pub(crate) without_copies: bool,
    /// What to compare, as a formula over columns: "violence = `loaded_violence` / `own_words` * 1000"; may be given several times.
    #[arg(long, value_name = "FORMULA", help_heading = "Measures")]
    pub(crate) measure: Vec<String>,
    /// Hold rates against reference articles of this kind (`all` unless told otherwise), or `none`.
    #[arg(long, value_name = "KIND", help_heading = "Measures")]
    pub(crate) norm: Option<String>,
    /// Bootstrap samples.
    #[arg(long, value_name = "N", default_value_t = 1999, value_parser = clap::value_parser!(u32).range(99..=100_000), help_heading = "Measures")]
    pub(crate) resamples: u32,
    /// Permutations of labels.
    #[arg(long, value_name = "N", default_value_t = 9999, value_parser = clap::value_parser!(u32).range(99..=1_000_000), help_heading = "Measures")]
    pub(crate) permutations: u32,
    /// Of all random numbers.
    #[arg(long, value_name = "S", default_value_t = 1, help_heading = "Measures")]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) configured: Configured,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How results are written.
#[derive(Debug, ClapArgs)]
pub(crate) struct Written {
    /// Output format.
    #[arg(long, short, value_parser = words(FORMATS), value_name = "NAME", default_value = "text", help_heading = "Output")]
    pub(crate) format: Format,
    /// Write into this folder; CSV gives one file a table.
    #[arg(long, short, value_name = "DIR", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite files in it.
    #[arg(long, requires = "output", help_heading = "Output")]
    pub(crate) force: bool,
}

/// What results are written as.
const FORMATS: Words<Format> = &[
    ("text", Format::Text, "For the terminal"),
    ("csv", Format::Csv, "Tables; without --output the first one"),
    ("json", Format::Json, "All tables as records"),
    ("markdown", Format::Markdown, "For a repository or a chat"),
    ("html", Format::Html, "A page with pictures"),
];

/// `sayso agree`
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Agree {
    #[command(subcommand)]
    pub(crate) template: Option<AgreeCommand>,
    /// Codings: CSV with a row a sentence or span, or answers saved from report pages (CSV, JSON). A file is a coder unless it has a column `coder`.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the program says of the same units: key.csv of `sayso agree template`, or a folder that `sayso corpus` wrote.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) program: Option<PathBuf>,
    /// Categories of an ordinal variable from low to high: "grade=none,mild,strong".
    #[arg(long, value_name = "VARIABLE=A,B,…")]
    pub(crate) order: Vec<String>,
    /// Bootstrap samples.
    #[arg(long, value_name = "N", default_value_t = 1999, value_parser = clap::value_parser!(u32).range(99..=100_000))]
    pub(crate) resamples: u32,
    /// Of all random numbers.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// Beside `sayso agree FILE…`.
#[derive(Debug, Subcommand)]
pub(crate) enum AgreeCommand {
    /// Draw sentences for people to code, blind to what the program says: sheet.csv, sheet.html, codebook.md, and key.csv to keep aside.
    Template {
        /// A folder that `sayso corpus --sentence-text` wrote.
        #[arg(value_name = "TABLES")]
        tables: PathBuf,
        /// Folder for the sheet, made if needed.
        #[arg(long, short, value_name = "DIR")]
        output: PathBuf,
        /// Sentences to draw.
        #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
        sample: u32,
        /// Another seed draws another sample.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// Overwrite files in the folder.
        #[arg(long)]
        force: bool,
    },
}

/// `sayso class`
#[derive(Debug, ClapArgs)]
pub(crate) struct Class {
    /// Files that students saved (`CODE_article_date.sayso.json`), or folders of them.
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// `sayso diff`
#[derive(Debug, ClapArgs)]
pub(crate) struct Diff {
    /// Folder of the first run of `sayso corpus`.
    #[arg(value_name = "RUN_A")]
    pub(crate) old: PathBuf,
    /// Folder of the second.
    #[arg(value_name = "RUN_B")]
    pub(crate) new: PathBuf,
    /// Columns of articles.csv that make the groups of the rates.
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    /// Changed findings to list.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) examples: usize,
    #[command(flatten)]
    pub(crate) written: Written,
}
