//! Weights that tell an opinion piece from news: a logistic regression over the signs of `sayso::genre`, from articles labelled by hand.
use crate::{check::crc32, logistic};
use anyhow::{Context, Result};
use sayso::{
    Analyzer, Article,
    config::{Profile, Settings},
    genre::Told,
    logistic::Sign,
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Parts of the cross-validation.
const FOLDS: u32 = 10;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text`.
    input: PathBuf,
    /// Labels, `id` and `genre` in two columns divided by a tab; opinion and letters are opinion pieces, all others are not.
    #[arg(long, default_value = "train/genres.tsv")]
    labels: PathBuf,
    /// Weights of the encoder other than the embedded ones, as `train/encoder/export.py` writes them.
    #[arg(long)]
    encoder: Option<PathBuf>,
    /// Judge on this part of the articles, `k/n`, learn from the others, and write nothing: for weights that did not see the part.
    #[arg(long)]
    held_back: Option<String>,
    /// Pull of every weight but the intercept towards zero: the variance of its normal prior, in standard deviations, is one over this.
    #[arg(long, default_value_t = 2.0)]
    shrink: f64,
    /// The weights.
    #[arg(long, default_value = "models/genre.toml")]
    out: PathBuf,
}

struct Sample {
    id: String,
    signs: Vec<Sign>,
    opinion: bool,
}

/// What is learned of an article.
fn of(sample: &Sample) -> (&[Sign], bool) {
    (&sample.signs, sample.opinion)
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let samples = read(args)?;
    if let Some(fold) = &args.held_back {
        let (held, learned): (Vec<_>, Vec<_>) = samples.iter().partition(|s| crate::check::holds_back(fold, &s.id));
        let learned: Vec<_> = learned.into_iter().map(of).collect();
        let weights = logistic::learn(&learned, args.shrink);
        tell(&format!("held back {fold}"), held.iter().map(|s| (s.opinion, Told::by(&weights, &s.signs).opinion)));
        return Ok(());
    }
    let mut told = Vec::new();
    for k in 0..FOLDS {
        let (held, learned): (Vec<_>, Vec<_>) = samples.iter().partition(|s| crc32(&s.id) % FOLDS == k);
        let learned: Vec<_> = learned.into_iter().map(of).collect();
        let weights = logistic::learn(&learned, args.shrink);
        told.extend(held.iter().map(|s| (s.opinion, Told::by(&weights, &s.signs).opinion)));
    }
    tell("cross-validation", told.into_iter());
    let weights = logistic::learn(&samples.iter().map(of).collect::<Vec<_>>(), args.shrink);
    let what = "an article is an opinion piece: an intercept, and for each sign (src/genre.rs)";
    let text = logistic::written(what, "`sayso-train genre` from train/genres.tsv", &weights);
    fs::write(&args.out, text).with_context(|| args.out.display().to_string())?;
    println!("{} articles, {} weights written to {}", samples.len(), weights.weights.len(), args.out.display());
    Ok(())
}

fn read(args: &Args) -> Result<Vec<Sample>> {
    let open = |path: &PathBuf| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let labels = open(&args.labels)?;
    let labels: BTreeMap<&str, &str> = labels.lines().skip(1).filter_map(|l| l.split_once('\t')).collect();
    let mut analyzer = Analyzer::builder().settings(Settings { profile: Profile::Research, ..Settings::default() });
    if let Some(path) = &args.encoder {
        analyzer = analyzer.encoder(crate::read::weights(path)?);
    }
    let analyzer = analyzer.build();
    let mut samples = Vec::new();
    for line in open(&args.input)?.lines().filter(|l| !l.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let id = record["id"].as_str().unwrap_or_default();
        let Some(label) = labels.get(id) else { continue };
        let article = Article::new(id, record["text"].as_str().unwrap_or_default())?;
        samples.push(Sample { id: id.to_owned(), signs: analyzer.signs(&article), opinion: matches!(*label, "opinion" | "letters") });
    }
    Ok(samples)
}

fn tell(what: &str, told: impl Iterator<Item = (bool, u8)>) {
    let told: Vec<(bool, u8)> = told.collect();
    println!("{what}: {} articles, {} opinion pieces", told.len(), told.iter().filter(|(gold, _)| *gold).count());
    for cut in [50, 60, 70, 80, 90] {
        let count = |gold: bool, says: bool| told.iter().filter(|(g, p)| *g == gold && (*p >= cut) == says).count() as f64;
        let (tp, fp, missed, tn) = (count(true, true), count(false, true), count(true, false), count(false, false));
        println!(
            "  from {cut} %: right {:.3}; opinion P {:.2} R {:.2} F1 {:.2}",
            (tp + tn) / told.len() as f64,
            tp / (tp + fp).max(1.0),
            tp / (tp + missed).max(1.0),
            2.0 * tp / (2.0 * tp + fp + missed).max(1.0)
        );
    }
}
