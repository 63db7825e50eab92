//! What an engine reads in articles, with weights from a file: for measuring weights that are not embedded, for the check that trainer
//! and engine agree, and for the curve of a cascade.
use anyhow::{Context, Result};
use sayso::{
    Article,
    annotate::Annotated,
    document::Document,
    encoder::{self, Readings, Thresholds, Weights},
    fast,
    lexicon::Lexicons,
};
use serde_json::{Value, json};
use std::{fs, io::Write, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Weights as `train/encoder/export.py` writes them.
    weights: PathBuf,
    /// JSON Lines with `id` and `text`.
    input: PathBuf,
    /// Where to write: `{id, sentences: [scores]}`, 256 for a logit of one.
    output: PathBuf,
    /// The weights are those of the fast engine.
    #[arg(long)]
    fast: bool,
}

/// Bytes that live as long as the program.
pub(crate) fn bytes(path: &std::path::Path) -> Result<&'static [u8]> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Box::leak(bytes.into_boxed_slice()))
}

pub(crate) fn weights(path: &std::path::Path) -> Result<Weights> {
    Ok(Weights::read(&[bytes(path)?])?)
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let lexicons = Lexicons::builtin();
    let thresholds = Thresholds::default();
    let read: Box<dyn Fn(&Annotated<'_>) -> Readings> = if args.fast {
        let weights = fast::Weights::read(bytes(&args.weights)?)?;
        Box::new(move |words| fast::read(&weights, thresholds, words))
    } else {
        let weights = weights(&args.weights)?;
        Box::new(move |words| encoder::read(&weights, thresholds, None, words))
    };
    let text = fs::read_to_string(&args.input).with_context(|| format!("cannot read {}", args.input.display()))?;
    let mut out = std::io::BufWriter::new(fs::File::create(&args.output)?);
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let article = Article::new(record["id"].as_str().unwrap_or_default(), record["text"].as_str().unwrap_or_default())?;
        let doc = Document::parse(&article);
        let readings = read(&Annotated::new(&doc, &lexicons));
        let sentences: Vec<Value> = doc
            .sentences()
            .iter()
            .map(|s| readings.sentence(s.id))
            .map(|s| json!([s.voice, s.needs, s.needs_strongly, s.reason, s.vague, s.alone, s.alone_strongly, s.kinds, s.roles]))
            .collect();
        serde_json::to_writer(&mut out, &json!({ "id": record["id"], "sentences": sentences }))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
