//! What a researcher types.
use super::{
    Words,
    desk::{PROFILES, Settings},
    encoding, words,
};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use sayso::{config::Profile, corpus::RecordKind};
use std::path::{Path, PathBuf};

/// `sayso corpus`
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Corpus {
    #[command(subcommand)]
    pub(crate) part: Option<CorpusPart>,
    /// Folders and files: .txt .md .html .jsonl .json .csv .tsv .warc .parquet, each also as .gz or .zst; `-` reads standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Folder for the tables, made if needed.
    #[arg(long, short, required = true, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Go on with a run that was stopped or killed.
    #[arg(long, conflicts_with = "force")]
    pub(crate) resume: bool,
    /// Write over the tables of an earlier run.
    #[arg(long)]
    pub(crate) force: bool,
    /// Seconds between two checkpoints: what a kill may cost.
    #[arg(long, value_name = "S", default_value_t = 2, hide = true)]
    pub(crate) checkpoint_seconds: u64,
    /// Threads that judge articles [default: all cores].
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,

    /// Which column or key is which field: text=body,id=guid; fields are id text title outlet date url author. `text=content.body` reaches into an object.
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',', help_heading = "Input")]
    pub(crate) map: Vec<String>,
    /// Other fields of the input to carry into the table of articles, as columns meta_….
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Input")]
    pub(crate) keep: Vec<String>,
    /// What the inputs hold; told by names and first bytes otherwise.
    #[arg(long, value_parser = words(KINDS), value_name = "NAME", help_heading = "Input")]
    pub(crate) input: Option<RecordKind>,
    /// Encoding of inputs that are not UTF-8, such as windows-1252; found otherwise, once for each file.
    #[arg(long, value_name = "NAME", value_parser = encoding, help_heading = "Input")]
    pub(crate) encoding: Option<&'static encoding_rs::Encoding>,
    /// Cells of tables that mean that nothing is known.
    #[arg(long, value_name = "TEXT", value_delimiter = ',', help_heading = "Input")]
    pub(crate) na: Vec<String>,
    /// Carry the field `title` along unjudged. Otherwise it is the headline, unless the text repeats it; positions in it count from its beginning.
    #[arg(long, help_heading = "Input")]
    pub(crate) without_title: bool,
    /// Between the cells of tables; found otherwise. `tab` for a tab.
    #[arg(long, value_name = "CHAR", value_parser = one_byte, help_heading = "Input")]
    pub(crate) delimiter: Option<u8>,
    /// Around the cells of tables; found otherwise.
    #[arg(long, value_name = "CHAR", value_parser = one_byte, help_heading = "Input")]
    pub(crate) quote: Option<u8>,
    /// Reject larger articles.
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 20, help_heading = "Input")]
    pub(crate) max_bytes: usize,

    /// Fail where more records than this are rejected: a number, or a share such as 10%.
    #[arg(long, value_name = "N|N%", value_parser = Most::parse, default_value = "50%", help_heading = "Input")]
    pub(crate) max_rejected: Most,

    /// Only articles with this value; values of one field are alternatives, fields must all hold.
    #[arg(long = "where", value_name = "FIELD=VALUE", help_heading = "Selection")]
    pub(crate) conditions: Vec<String>,
    /// Only articles of this day and later.
    #[arg(long, value_name = "DATE", help_heading = "Selection")]
    pub(crate) from: Option<String>,
    /// Only articles up to this day.
    #[arg(long, value_name = "DATE", help_heading = "Selection")]
    pub(crate) to: Option<String>,
    /// Only a random sample of so many articles; the inputs are read twice.
    #[arg(long, value_name = "N", help_heading = "Selection")]
    pub(crate) sample: Option<usize>,
    /// Another seed draws another sample.
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample", help_heading = "Selection")]
    pub(crate) seed: u64,
    /// Look for near-copies among the last so many articles; 0 does not look.
    #[arg(long, value_name = "N", default_value_t = 250_000, help_heading = "Selection")]
    pub(crate) duplicate_window: usize,

    /// How the tables are written.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = TableFormat::Csv, help_heading = "Output")]
    pub(crate) format: TableFormat,
    /// Put the text of every sentence into the table of sentences.
    #[arg(long, help_heading = "Output")]
    pub(crate) sentence_text: bool,
    /// Put the message of every finding into the table of findings.
    #[arg(long, help_heading = "Output")]
    pub(crate) messages: bool,
    /// Write only these tables.
    #[arg(long, value_parser = TABLES, value_name = "NAME", value_delimiter = ',', help_heading = "Output")]
    pub(crate) tables: Vec<String>,
    /// For spreadsheets: put an apostrophe before text that they would run as a formula. It changes the data.
    #[arg(long, help_heading = "Output")]
    pub(crate) spreadsheet_safe: bool,

    #[command(flatten, next_help_heading = "Settings")]
    pub(crate) settings: Settings,
    /// How sure a finding must be to be counted; wins over the settings file.
    #[arg(long, value_parser = words(PROFILES), value_name = "NAME", default_value = "research", help_heading = "Settings")]
    pub(crate) profile: Profile,
}

/// What there is to do with finished runs.
#[derive(Debug, Subcommand)]
pub(crate) enum CorpusPart {
    /// Lay the tables of several runs together, as if one run had read their inputs one after the other.
    Merge(Merge),
}

/// `sayso corpus merge`
#[derive(Debug, ClapArgs)]
pub(crate) struct Merge {
    /// Folders of finished runs: of one program, with the same options, in this order.
    #[arg(required = true, num_args = 2.., value_name = "DIR")]
    pub(crate) runs: Vec<PathBuf>,
    /// Folder for the tables, made if needed.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Write over the tables of an earlier run.
    #[arg(long)]
    pub(crate) force: bool,
}

impl Corpus {
    /// Where the tables go.
    pub(crate) fn output(&self) -> &Path {
        self.output.as_deref().unwrap_or(Path::new("."))
    }

    /// Are cells made safe? No spreadsheet runs those of Parquet.
    pub(crate) fn is_spreadsheet_safe(&self) -> bool {
        self.format != TableFormat::Parquet && self.spreadsheet_safe
    }

    /// Is the table written?
    pub(crate) fn wants(&self, table: &str) -> bool {
        self.tables.is_empty() || self.tables.iter().any(|name| name == table)
    }
}

/// The tables.
const TABLES: [&str; 5] = ["articles", "sentences", "findings", "sources", "attributions"];

/// How many may be lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Most {
    /// So many.
    Records(u64),
    /// So many of a hundred.
    Percent(f64),
}

impl Most {
    fn parse(text: &str) -> Result<Most, String> {
        let wrong = |_| "give a number, or a share such as 10%".to_owned();
        match text.strip_suffix('%') {
            Some(share) => match share.trim().parse() {
                Ok(share) if (0.0..=100.0).contains(&share) => Ok(Most::Percent(share)),
                _ => Err("give a share from 0% to 100%".to_owned()),
            },
            None => text.parse().map(Most::Records).map_err(|e: std::num::ParseIntError| wrong(e)),
        }
    }

    /// Are so many lost of so many too many?
    pub(crate) fn is_exceeded(self, lost: u64, of: u64) -> bool {
        match self {
            Most::Records(most) => lost > most,
            Most::Percent(share) => lost as f64 * 100.0 > share * of as f64,
        }
    }
}

impl std::fmt::Display for Most {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Most::Records(most) => write!(f, "{most}"),
            Most::Percent(share) => write!(f, "{share}%"),
        }
    }
}

/// What an input holds.
const KINDS: Words<RecordKind> = &[
    ("text", RecordKind::Text, "One article of plain text a file"),
    ("markdown", RecordKind::Markdown, "One article in Markdown a file"),
    ("html", RecordKind::Html, "One web page a file"),
    ("jsonl", RecordKind::Jsonl, "An article a line"),
    ("json", RecordKind::Json, "A list of articles, or one object after the other, over any number of lines"),
    ("csv", RecordKind::Csv, "An article a row"),
    ("tsv", RecordKind::Tsv, "An article a row, cells divided by tabs"),
    ("warc", RecordKind::Warc, "A web archive"),
    ("parquet", RecordKind::Parquet, "An article a row (needs a build with the feature `parquet`)"),
];

/// How the tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Text that everything reads, RFC 4180.
    Csv,
    /// The same, packed with gzip.
    #[value(name = "csv.gz")]
    CsvGz,
    /// Typed columns, compressed (needs a build with the feature `parquet`).
    Parquet,
}

impl TableFormat {
    /// The tables' ending.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::CsvGz => "csv.gz",
            TableFormat::Parquet => "parquet",
        }
    }
}

fn one_byte(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(b'\t'),
        [byte] => Ok(*byte),
        _ => Err("give one ASCII character, or `tab`".to_owned()),
    }
}
