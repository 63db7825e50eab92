//! Accuracy of the embedded models.
use crate::conllu;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// CoNLL-U files: accuracy of the part-of-speech tagger on their words.
    #[arg(long, num_args = 0..)]
    conllu: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    for path in &args.conllu {
        println!("{}: {} sentences", path.display(), conllu::read(path)?.len());
    }
    Ok(())
}
