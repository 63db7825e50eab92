//! Training of the part-of-speech tagger.
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// CoNLL-U files to learn from.
    #[arg(long, required = true, num_args = 1..)]
    train: Vec<PathBuf>,
    /// Held-out CoNLL-U files for the table of figures.
    #[arg(long, num_args = 0..)]
    dev: Vec<PathBuf>,
    /// The model file.
    #[arg(long)]
    out: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    anyhow::bail!("not yet: {} files to {}", args.train.len() + args.dev.len(), args.out.display())
}
