//! Weights that tell whether a claim rests on one source alone (`sayso::claim::alone`), from articles that the encoder has not seen.
use crate::{
    check::{crc32, holds_back},
    logistic, read,
};
use anyhow::{Context, Result};
use sayso::{
    Analyzer, Article,
    config::{Profile, Settings},
    logistic::Sign,
};
use serde::Deserialize;
use std::{fs, ops::Range, path::PathBuf};

/// Parts of the cross-validation, over articles.
const FOLDS: u32 = 10;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Labelled articles, JSON Lines with `id`, `text` and `sentences`.
    input: PathBuf,
    /// Weights of the encoder that did not see the part held back.
    #[arg(long)]
    encoder: PathBuf,
    /// The part of the articles, `k/n`, that the encoder did not see: only these are learned from.
    #[arg(long)]
    held_back: String,
    /// Pull of the weights towards zero, as in `sayso-train genre`.
    #[arg(long, default_value_t = 1.0)]
    shrink: f64,
    /// The weights.
    #[arg(long, default_value = "models/en/alone.toml")]
    out: PathBuf,
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    sentences: Vec<Labelled>,
}

/// A sentence in characters, and how badly it wants a second source: 2 strongly, 1 mildly.
#[derive(Deserialize)]
struct Labelled {
    start: usize,
    end: usize,
    #[serde(default)]
    alone: u8,
}

/// Something that a sentence attributes.
struct Sample {
    part: u32,
    sentence: usize,
    signs: Vec<Sign>,
    alone: u8,
}

/// What is learned: mild cases are neither.
fn of(sample: &Sample) -> Option<(&[Sign], bool)> {
    (sample.alone != 1).then_some((&sample.signs, sample.alone == 2))
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut gold: Vec<Gold> = read::json_lines(&args.input)?;
    gold.retain(|g| holds_back(&args.held_back, &g.id));
    let settings = Settings { profile: Profile::Research, ..Settings::default() };
    let analyzer = Analyzer::builder().settings(settings).encoder(read::weights(&args.encoder)?).build();
    let parts = args.held_back.split_once('/').and_then(|(_, n)| n.parse().ok()).unwrap_or(1);
    let (mut samples, mut sentences, mut wanted) = (Vec::new(), 0, 0);
    for g in &gold {
        let bytes: Vec<usize> = g.text.char_indices().map(|(byte, _)| byte).chain([g.text.len()]).collect();
        let read = analyzer.attributed(&Article::new(&g.id, &g.text)?);
        for s in &g.sentences {
            let place = bytes[s.start]..bytes[s.end];
            // The parts are other bits of the checksum than those that choose what is held back.
            let part = crc32(&g.id) / parts % FOLDS;
            let here = read.iter().filter(|(at, _)| overlap(at, &place) * 2 > at.len());
            samples.extend(here.map(|(_, signs)| Sample { part, sentence: sentences, signs: signs.clone(), alone: s.alone }));
            sentences += 1;
            wanted += usize::from(s.alone == 2);
        }
    }
    // Of a sentence the best odds count, as one mark is what it gets.
    let mut best_of = std::collections::BTreeMap::new();
    for k in 0..FOLDS {
        let learned: Vec<_> = samples.iter().filter(|s| s.part != k).filter_map(of).collect();
        let weights = logistic::learn(&learned, args.shrink);
        for (sample, (signs, alone)) in samples.iter().filter(|s| s.part == k).filter_map(|s| Some((s, of(s)?))) {
            let odds = weights.odds(signs);
            best_of.entry(sample.sentence).and_modify(|(best, _)| *best = odds.max(*best)).or_insert((odds, alone));
        }
    }
    let mut told: Vec<_> = best_of.into_values().collect();
    println!("{} articles, {wanted} claims that rest on one source", gold.len());
    told.sort_by_key(|(odds, _)| -odds);
    let (mut right, mut best) = (0, (0.0, 0.0, 0.0, 0));
    for (n, (odds, alone)) in told.iter().enumerate() {
        right += usize::from(*alone);
        let f1 = 2.0 * right as f64 / (n + 1 + wanted) as f64;
        if f1 > best.0 {
            best = (f1, right as f64 / (n + 1) as f64, right as f64 / wanted.max(1) as f64, *odds);
        }
    }
    println!("cross-validation: best F1 {:.3} (P {:.2} R {:.2}) from {} on, 256 for a logit of one", best.0, best.1, best.2, best.3);
    let weights = logistic::learn(&samples.iter().filter_map(of).collect::<Vec<_>>(), args.shrink);
    let text = logistic::written(
        "a claim rests on one source alone: an intercept, and for each sign (src/claim/alone.rs)",
        "`sayso-train alone`",
        &weights,
    );
    fs::write(&args.out, text).with_context(|| args.out.display().to_string())?;
    Ok(())
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
