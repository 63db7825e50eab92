//! Makes articles of an invented world: the input of the corpus benchmark.
use std::io::{self, BufWriter, Write};

#[path = "../../tests/support/generate.rs"]
mod articles;

/// `sayso-train generate`
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many.
    #[arg(long, default_value_t = 10_000)]
    articles: u64,
    /// Sentences of each, about.
    #[arg(long, default_value_t = 12)]
    sentences: usize,
}

/// Writes JSON Lines to standard output.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for number in 0..args.articles {
        writeln!(out, "{}", articles::record(number, args.sentences))?;
    }
    Ok(out.flush()?)
}
