//! What was typed. One struct a command; nothing is resolved here.
mod corpus;
mod desk;
#[cfg(feature = "serve")]
mod serve;
mod study;

use clap::{
    Args as ClapArgs, ColorChoice, Parser, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
pub(crate) use corpus::{Corpus, CorpusPart, Merge, TableFormat};
pub(crate) use desk::{Baseline, BaselineArgs, Completions, Config, Configured, Init};
use sayso::{analyze::LONGEST, config::Engine, input::Format};
#[cfg(feature = "serve")]
pub(crate) use serve::Serve;
use std::path::PathBuf;
pub(crate) use study::{Agree, AgreeCommand, Class, Compare, Diff, Written};

/// On whose say-so? Shows, sentence by sentence, where an article leans on its own word.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 nothing at or above the failing level, 1 findings, 2 an error."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and report on them.
    Check(Check),
    /// Read whole archives and write tidy tables: articles, sentences, findings, sources, attributions.
    Corpus(Box<Corpus>),
    /// Say how to cite sayso, and how a run was made.
    Cite(Cite),
    /// Compare groups of articles in the tables of `sayso corpus`, or hold articles on one event side by side.
    Compare(Box<Compare>),
    /// Tell how far coders agree with each other, and the program with them.
    Agree(Agree),
    /// Tell what a class has marked, from the files that students saved from the class page.
    Class(Class),
    /// Tell what changed between two runs of `sayso corpus`, and why.
    Diff(Diff),
    /// Say what a rule flags, why it matters, what it misses, and when the wording is fine.
    Explain(Explain),
    /// Say why a place is marked, or is not: its voice, scores, the entries considered and what spoke against each.
    Why(Box<WhyArgs>),
    /// List all rules.
    Rules,
    /// See, test and compare lexicons.
    #[command(subcommand)]
    Lexicon(Lexicon),
    /// Print the settings that hold for a file, and where each comes from.
    Config(Config),
    /// Write a commented sayso.toml.
    Init(Init),
    /// Keep a list of known findings, so that only new ones fail.
    #[command(subcommand)]
    Baseline(Baseline),
    /// Speak the language server protocol on standard input and output.
    Lsp(Configured),
    /// Serve a page on this machine to paste articles into, and an API for programs.
    #[cfg(feature = "serve")]
    Serve(Box<Serve>),
    /// Print shell completions.
    Completions(Completions),
    /// Print the manual page.
    Man,
}

/// `sayso lexicon`
#[derive(Debug, Subcommand)]
pub(crate) enum Lexicon {
    /// List the lexicons in use: id, kind, version, number of entries.
    List {
        /// A lexicon of your own beside the embedded ones.
        #[arg(long, value_name = "FILE|DIR")]
        lexicon: Vec<PathBuf>,
    },
    /// Show a lexicon (`en/loaded/legitimacy`), an entry (`en/loaded/legitimacy#regime`), or every entry of a word.
    Show {
        /// What to show.
        #[arg(value_name = "ID|WORD")]
        what: String,
        /// A lexicon of your own beside the embedded ones.
        #[arg(long, value_name = "FILE|DIR")]
        lexicon: Vec<PathBuf>,
    },
    /// Write a commented list to begin your own with.
    New {
        /// Where.
        #[arg(value_name = "FILE", default_value = "house-words.toml")]
        file: PathBuf,
        /// Overwrite.
        #[arg(long)]
        force: bool,
    },
    /// Validate lexicon files and run their examples.
    Check {
        /// Lexicon files or folders.
        #[arg(required = true, value_name = "FILE|DIR")]
        files: Vec<PathBuf>,
    },
    /// Tell what two versions of a lexicon flag differently in an archive.
    Diff {
        /// The old version: a file or a folder.
        old: PathBuf,
        /// The new version.
        new: PathBuf,
        /// Articles: files or folders of .txt, .md, .html, .docx and .jsonl.
        #[arg(long, required = true, value_name = "FILE|DIR")]
        on: Vec<PathBuf>,
        /// Examples to print for an entry.
        #[arg(long, value_name = "N", default_value_t = 3)]
        examples: usize,
    },
    /// Tell for every entry what it flags in an archive: hits, excused hits, articles, examples.
    Audit {
        /// Articles: files or folders of .txt, .md, .html, .docx and .jsonl.
        #[arg(required = true, value_name = "FILE|DIR")]
        articles: Vec<PathBuf>,
        /// Audit only the entries of these files; otherwise all embedded entries.
        #[arg(long, value_name = "FILE|DIR")]
        lexicon: Vec<PathBuf>,
        /// Examples to print for an entry.
        #[arg(long, value_name = "N", default_value_t = 3)]
        examples: usize,
    },
}

/// `sayso check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Articles: plain text, Markdown, JSON Lines (`{"id","text",…}` a line), web pages, .docx, ninjs, NewsML-G2, RSS, Atom; folders of them; `-` reads standard input.
    #[arg(required_unless_present_any = ["since", "diff"], value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    /// Output format; may be given several times with --output.
    #[arg(long, short, value_name = "NAME", default_value = "text", value_parser = sayso_formats())]
    pub(crate) format: Vec<String>,
    /// Write one file an article and format into this folder.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite files in the output folder.
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// Write with a `MiniJinja` template of your own; it sees `reports`.
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(crate) template: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) configured: Configured,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Count only findings on lines changed since this git revision; without FILE, in all files changed since.
    #[arg(long, value_name = "REV", conflicts_with = "diff")]
    pub(crate) since: Option<String>,
    /// Count only findings on lines that the unified diff on standard input adds; without FILE, in all its files.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Check again whenever a file changes.
    #[arg(long, conflicts_with_all = ["since", "diff", "output"])]
    pub(crate) watch: bool,
    /// Every finding with its sentence, its reasons and its lexicon entry, all sources and scores.
    #[arg(long, short, conflicts_with_all = ["summary", "quiet"])]
    pub(crate) verbose: bool,
    /// One line an article.
    #[arg(long, short, conflicts_with = "summary")]
    pub(crate) quiet: bool,
    /// Sources and scores, without the findings.
    #[arg(long)]
    pub(crate) summary: bool,
    /// Show matches that do not count, with the reason.
    #[arg(long)]
    pub(crate) excused: bool,
    /// Colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

/// How input is read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// How the input is read; found from the file name or its first bytes otherwise.
    #[arg(long, value_parser = words(INPUTS), value_name = "NAME")]
    pub(crate) input: Option<Format>,
    /// `auto` converts other encodings than UTF-8 and says so; or name the one, such as windows-1252.
    #[arg(long, value_name = "NAME", value_parser = EncodingArg::parse, default_value = "utf-8")]
    pub(crate) encoding: EncodingArg,
    /// Refuse larger files, or records of files.
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    pub(crate) max_bytes: usize,
    /// Judge so much of the text of an article; say so where there is more.
    #[arg(long, value_name = "BYTES", default_value_t = LONGEST)]
    pub(crate) max_text: usize,
    /// Carry the field `title` of records along unjudged. Otherwise it is the headline, unless the text repeats it.
    #[arg(long)]
    pub(crate) without_title: bool,
}

/// What the command line's defaults give.
impl Default for Reading {
    fn default() -> Reading {
        Reading { input: None, encoding: EncodingArg::Utf8, max_bytes: 64 << 20, max_text: LONGEST, without_title: false }
    }
}

/// `sayso cite`
#[derive(Debug, ClapArgs)]
pub(crate) struct Cite {
    /// Folder of a finished run of `sayso corpus`: its run.json becomes a methods paragraph.
    #[arg(value_name = "DIR")]
    pub(crate) run: Option<PathBuf>,
}

/// `sayso explain`
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// Rule id, such as `loaded-term`.
    #[arg(required_unless_present = "all")]
    pub(crate) rule: Option<String>,
    /// Every rule.
    #[arg(long)]
    pub(crate) all: bool,
}

/// `sayso why`
#[derive(Debug, ClapArgs)]
pub(crate) struct WhyArgs {
    /// The place, as reports write it.
    #[arg(value_name = "FILE:LINE:COLUMN")]
    pub(crate) place: String,
    #[command(flatten)]
    pub(crate) configured: Configured,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The format that is no report but the Word document itself.
pub(crate) const DOCX: &str = "docx";

/// The formats that the library registers, and the draft itself.
fn sayso_formats() -> PossibleValuesParser {
    let value = |f: &&dyn sayso::render::Render| PossibleValue::new(f.format().name).help(f.format().about);
    let draft = PossibleValue::new(DOCX).help("The Word draft again, with the marks as comments; everything else in it stays");
    sayso::render::FORMATS.iter().map(value).chain([draft]).collect::<Vec<_>>().into()
}

/// What an option can be: the word that is typed, what it stands for, what help says of it.
type Words<T> = &'static [(&'static str, T, &'static str)];

/// Reads one of the words.
fn words<T: Copy + Send + Sync + 'static>(words: Words<T>) -> impl TypedValueParser<Value = T> {
    let names = words.iter().map(|(name, _, help)| PossibleValue::new(*name).help(*help));
    PossibleValuesParser::new(names).try_map(move |name| words.iter().find(|w| w.0 == name).map(|w| w.1).ok_or("unknown"))
}

/// Attribution engine.
const ENGINES: Words<Engine> = &[
    ("context", Engine::Context, "The encoder: reads each sentence in its article"),
    ("fast", Engine::Fast, "Linear weights over the same pieces: for archives"),
];

/// Input format.
const INPUTS: Words<Format> = &[
    ("text", Format::Text, "One article of plain text a file; several in one file are JSON Lines"),
    ("markdown", Format::Markdown, "One article in Markdown a file"),
    ("jsonl", Format::Jsonl, "One JSON record a line"),
    ("html", Format::Html, "A web page: its article is cut out; lines and columns are those of the page"),
    ("docx", Format::Docx, "Word document"),
    ("ninjs", Format::Ninjs, "IPTC ninjs"),
    ("newsml", Format::NewsMl, "IPTC NewsML-G2"),
    ("feed", Format::Feed, "RSS or Atom"),
];

/// Encoding of the input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum EncodingArg {
    /// Nothing else.
    Utf8,
    /// Whatever it most likely is.
    Auto,
    /// This one.
    Named(&'static encoding_rs::Encoding),
}

impl EncodingArg {
    fn parse(text: &str) -> Result<EncodingArg, String> {
        match text {
            "utf-8" => Ok(EncodingArg::Utf8),
            "auto" => Ok(EncodingArg::Auto),
            other => encoding(other).map(EncodingArg::Named),
        }
    }
}

/// An encoding by its name on the web.
pub(crate) fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    let known = "name an encoding of the web, such as windows-1252, iso-8859-2, utf-16le, shift_jis";
    encoding_rs::Encoding::for_label(name.as_bytes()).ok_or_else(|| known.to_owned())
}
