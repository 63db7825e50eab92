//! What a desk types: settings, baselines, editors.
use super::{ENGINES, Reading, Words, words};
use clap::{Args as ClapArgs, Subcommand};
use sayso::config::{Engine, FailOn, Genre, Profile};
use std::path::PathBuf;

/// Where settings come from, and what decides what is found.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct Settings {
    /// Use this settings file instead of the nearest sayso.toml above each article.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Use no settings file.
    #[arg(long, conflicts_with = "config")]
    pub(crate) no_config: bool,
    /// A lexicon of your own (a file, or a folder of .toml files); may be given several times.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// What finds the attributions.
    #[arg(long, value_parser = words(ENGINES), value_name = "NAME")]
    pub(crate) engine: Option<Engine>,
    /// Score every sentence by its loaded terms, from 0 to 1, in JSON reports and tables.
    #[arg(long)]
    pub(crate) loadedness: bool,
}

/// Settings from files and the command line; the latter win.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Configured {
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// For whom the report is: it says how sure a finding must be to be told [default: news].
    #[arg(long, value_parser = words(PROFILES), value_name = "NAME")]
    pub(crate) profile: Option<Profile>,
    /// What the article is, whatever it looks like: an opinion piece may judge.
    #[arg(long, value_parser = words(GENRES), value_name = "NAME")]
    pub(crate) genre: Option<Genre>,
    /// Exit with 1 where a finding has this level or a higher one [default: warning].
    #[arg(long, value_parser = words(FAIL_ON), value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailOn>,
    /// … and an article has more than so many of them [default: 0].
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<u64>,
    /// Exit with 1 where this holds of a score, such as "loaded-term-per-1000 > 5"; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    pub(crate) fail_if: Vec<String>,
    /// Known findings do not count; see `sayso baseline`.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

/// Failing level.
const FAIL_ON: Words<FailOn> = &[
    ("note", FailOn::Note, "Any finding"),
    ("warning", FailOn::Warning, "Warnings and errors"),
    ("error", FailOn::Error, "Errors only"),
    ("never", FailOn::Never, "Findings never fail"),
];

/// Profile.
pub(super) const PROFILES: Words<Profile> = &[
    ("news", Profile::News, "A news desk: few marks, and those hold"),
    ("strict", Profile::Strict, "A desk that would rather look twice"),
    ("class", Profile::Class, "A class: what is more likely right than wrong, to be argued about"),
    ("opinion", Profile::Opinion, "Columns, reviews, letters: they may judge"),
    ("research", Profile::Research, "Everything, with its confidence"),
];

/// Genre.
const GENRES: Words<Genre> = &[
    ("news", Genre::News, "It tells what happened or was said"),
    ("wire", Genre::Wire, "News by an agency"),
    ("opinion", Genre::Opinion, "A column, an editorial, an essay: it may judge"),
    ("letters", Genre::Letters, "Readers write: they may judge"),
    ("analysis", Genre::Analysis, "It explains"),
    ("interview", Genre::Interview, "Questions and answers, a transcript"),
    ("live", Genre::Live, "Entries that run along with an event"),
    ("release", Genre::Release, "Whom it is about wrote it: one interest"),
    ("fact-check", Genre::FactCheck, "A verdict on a claim"),
    ("review", Genre::Review, "It judges a work or a product, and may"),
    ("court", Genre::Court, "A step of a case in court"),
];

/// `sayso config`
#[derive(Debug, ClapArgs)]
pub(crate) struct Config {
    /// The article; a path that need not exist.
    #[arg(value_name = "FILE", default_value = "article.txt")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) configured: Configured,
}

/// `sayso init`
#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// Where.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) dir: PathBuf,
    /// Overwrite.
    #[arg(long)]
    pub(crate) force: bool,
}

/// `sayso baseline`
#[derive(Debug, Subcommand)]
pub(crate) enum Baseline {
    /// Write the findings of these articles down as known. An existing list only shrinks.
    Write {
        #[command(flatten)]
        what: BaselineArgs,
        /// Take new findings into an existing list, too.
        #[arg(long)]
        grow: bool,
    },
    /// Exit with 1 where there are findings that are not known; tell how many known ones are gone.
    Check {
        #[command(flatten)]
        what: BaselineArgs,
    },
}

/// What `sayso baseline` works on.
#[derive(Debug, ClapArgs)]
pub(crate) struct BaselineArgs {
    /// Articles, or folders of them.
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) configured: Configured,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `sayso completions`
#[derive(Debug, ClapArgs)]
pub(crate) struct Completions {
    /// Of which shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}
