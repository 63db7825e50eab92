//! Reports with weights from a file: what `sayso check --format jsonl` would write with them embedded.
use crate::read;
use anyhow::Result;
use sayso::{
    Article,
    config::{Profile, Settings},
};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Weights as `train/encoder/export.py` writes them.
    weights: PathBuf,
    /// JSON Lines with `id` and `text`.
    input: PathBuf,
    /// Where to write the reports, one a line.
    output: PathBuf,
    /// The weights are those of the fast engine.
    #[arg(long)]
    fast: bool,
    /// Only the k-th of n parts of the articles, `k/n`, as `train.py --fold` holds them back.
    #[arg(long)]
    fold: Option<String>,
    /// Thresholds other than the default, as a JSON object.
    #[arg(long)]
    thresholds: Option<String>,
    /// The profile; with `train/marks.py`, cuts can be chosen on a fold.
    #[arg(long, default_value = "research", value_parser = |name: &str| name.parse::<Profile>())]
    profile: Profile,
    /// Cuts other than the profile's, as a JSON object: `{"unattributed-assertion": {"note": 90, "warning": 60}}`.
    #[arg(long)]
    confidence: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let thresholds = args.thresholds.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let confidence = args.confidence.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let settings = Settings { thresholds, profile: args.profile, confidence, ..Settings::default() };
    let analyzer = read::analyzer(read::bytes(&args.weights)?, args.fast, settings)?.build();
    let articles = read::articles(&args.input, args.fold.as_deref())?;
    read::write_lines(&args.output, articles.into_iter().map(|(id, text)| Ok(analyzer.analyze(&Article::new(id, text)?))))
}

/// Does a fold hold this article back? As `fold_of` in `train/encoder/data.py`.
pub(crate) fn holds_back(fold: &str, id: &str) -> bool {
    fold.split_once('/')
        .and_then(|(k, n)| Some((k.parse::<u32>().ok()?, n.parse::<u32>().ok()?)))
        .is_some_and(|(k, n)| n > 0 && crc32(id) % n == k)
}

/// CRC-32, as Python's `zlib` has it.
pub(crate) fn crc32(text: &str) -> u32 {
    let step = |crc: u32, b: u8| (0..8).fold(crc ^ u32::from(b), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 });
    text.bytes().fold(u32::MAX, step) ^ u32::MAX
}
