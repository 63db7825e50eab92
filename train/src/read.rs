//! What an engine reads in articles, with weights from a file: for measuring weights that are not embedded, for the check that trainer
//! and engine agree, and for the curve of a cascade.
use anyhow::{Context, Result};
use sayso::{
    Analyzer, Article,
    analyze::Builder,
    annotate::Annotated,
    config::{Engine, Settings},
    document::Document,
    encoder::{self, Readings, Thresholds, Weights},
    fast,
    lexicon::Lexicons,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

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
pub(crate) fn bytes(path: &Path) -> Result<&'static [u8]> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Box::leak(bytes.into_boxed_slice()))
}

pub(crate) fn weights(path: &Path) -> Result<Weights> {
    Ok(Weights::read(&[bytes(path)?])?)
}

/// An analyzer with an engine whose weights are these.
pub(crate) fn analyzer(weights: &'static [u8], fast: bool, settings: Settings) -> Result<Builder> {
    let engine = if fast { Engine::Fast } else { Engine::Context };
    let analyzer = Analyzer::builder().settings(Settings { engine, ..settings });
    Ok(if fast { analyzer.fast(fast::Weights::read(weights)?) } else { analyzer.encoder(Weights::read(&[weights])?) })
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The records of a JSON Lines file.
pub(crate) fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let record = |line| serde_json::from_str(line).with_context(|| path.display().to_string());
    text(path)?.lines().filter(|l| !l.trim().is_empty()).map(record).collect()
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    text: String,
}

/// Id and text of the articles of a JSON Lines file, or of those alone that a fold holds back.
pub(crate) fn articles(path: &Path, fold: Option<&str>) -> Result<Vec<(String, String)>> {
    let records = json_lines::<Record>(path)?.into_iter().map(|r| (r.id.as_str().map_or_else(|| r.id.to_string(), str::to_owned), r.text));
    Ok(records.filter(|(id, _)| in_fold(fold, id)).collect())
}

/// Is this article one of those that a fold holds back? Without a fold all are.
pub(crate) fn in_fold(fold: Option<&str>, id: &str) -> bool {
    fold.is_none_or(|fold| crate::check::holds_back(fold, id))
}

/// Values as JSON Lines, each written as soon as it is there.
pub(crate) fn write_lines<T: Serialize>(path: &Path, values: impl IntoIterator<Item = Result<T>>) -> Result<()> {
    let mut out = std::io::BufWriter::new(fs::File::create(path).with_context(|| path.display().to_string())?);
    for value in values {
        serde_json::to_writer(&mut out, &value?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// What comes of each item, in order, on all threads there are.
pub(crate) fn parallel<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> Result<U> + Sync) -> Result<Vec<U>> {
    let part = items.len().div_ceil(std::thread::available_parallelism()?.get()).max(1);
    let parts: Vec<Vec<U>> = std::thread::scope(|scope| {
        let threads: Vec<_> = items.chunks(part).map(|part| scope.spawn(|| part.iter().map(&work).collect())).collect();
        threads.into_iter().map(|t| t.join().map_err(|_| anyhow::anyhow!("a thread ended early"))?).collect::<Result<_>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
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
    let line = |record: Record| {
        let article = Article::new(record.id.as_str().unwrap_or_default(), record.text)?;
        let doc = Document::parse(&article);
        let readings = read(&Annotated::new(&doc, &lexicons));
        let sentences: Vec<Value> = doc
            .sentences()
            .iter()
            .map(|s| readings.sentence(s.id))
            .map(|s| json!([s.voice, s.needs, s.needs_strongly, s.reason, s.vague, s.alone, s.alone_strongly, s.kinds, s.roles]))
            .collect();
        Ok(json!({ "id": record.id, "sentences": sentences }))
    };
    write_lines(&args.output, json_lines(&args.input)?.into_iter().map(line))
}
