//! Weights of the loadedness score: a logistic regression over a report's loaded terms, from sentences labelled subjective or objective.
use anyhow::{Context, Result, bail};
use sayso::{
    Analyzer, Article,
    loadedness::{Weights, features},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Steps of the descent; the loss is convex and small, so more change nothing in the digits that are written.
const STEPS: usize = 20_000;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Labelled sentences, JSONL with `text` and `label` (1 subjective, 0 objective). Only data whose licence allows it.
    #[arg(long)]
    train: PathBuf,
    /// Pull of every weight but the intercept towards zero: the variance of its normal prior is one over this.
    #[arg(long, default_value_t = 4.0)]
    shrink: f64,
    /// The weights.
    #[arg(long)]
    out: PathBuf,
}

/// One sentence.
pub(crate) struct Sample {
    pub(crate) features: BTreeMap<String, f64>,
    pub(crate) label: bool,
    pub(crate) outlet: String,
}

#[derive(Deserialize)]
struct Record {
    text: String,
    label: Option<u8>,
    #[serde(default)]
    outlet: String,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let samples = read(&args.train)?;
    let weights = learn(&samples, args.shrink)?;
    let head = "# Log-odds of a sentence's loaded terms: what `sayso check --loadedness` sums. Made by `sayso-train loadedness` from NewsSD\n\
                # (CC BY 4.0); see models/README.md. `first` is the first term that counts in the sentence, `further` each one beside it, a\n\
                # category's id each term of that category, `quotation` and `attributed` each term that is excused. Nothing counts over twice.\n";
    let mut text = format!("{head}intercept = {:.2}\n\n[weights]\n", weights.intercept);
    for (name, weight) in &weights.weights {
        text += &format!("{name:?} = {weight:.2}\n");
    }
    fs::write(&args.out, text).with_context(|| args.out.display().to_string())?;
    println!("{} sentences, {} weights written to {}", samples.len(), weights.weights.len(), args.out.display());
    Ok(())
}

/// The labelled sentences of a file; what has no label is left out. A record of several sentences counts as one.
pub(crate) fn read(path: &Path) -> Result<Vec<Sample>> {
    let analyzer = Analyzer::default();
    let mut samples = Vec::new();
    for record in crate::read::json_lines::<Record>(path)? {
        let Some(label) = record.label else { continue };
        let report = analyzer.analyze(&Article::new("", record.text)?);
        // The sentence that says most stands for the record.
        let features = features(&report).into_iter().max_by(|a, b| a.values().sum::<f64>().total_cmp(&b.values().sum()));
        samples.push(Sample { features: features.unwrap_or_default(), label: label == 1, outlet: record.outlet });
    }
    Ok(samples)
}

/// Maximum a posteriori by gradient descent. Both labels weigh the same in sum, so that .5 means as likely one as the other
/// where nothing is known of how many sentences of an archive are opinion.
fn learn(samples: &[Sample], shrink: f64) -> Result<Weights> {
    let names: BTreeSet<&str> = samples.iter().flat_map(|s| s.features.keys().map(String::as_str)).collect();
    let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, &n)| (n, i)).collect();
    let positive = samples.iter().filter(|s| s.label).count();
    if positive == 0 || positive == samples.len() {
        bail!("the sentences have but one label");
    }
    let share = |label: bool| samples.len() as f64 / 2.0 / if label { positive } else { samples.len() - positive } as f64;
    let rows: Vec<(Vec<(usize, f64)>, bool)> =
        samples.iter().map(|s| (s.features.iter().map(|(n, &v)| (number[n.as_str()], v)).collect(), s.label)).collect();
    // No step is longer than the curvature of the loss allows.
    let curvature: f64 = rows.iter().map(|(row, y)| share(*y) * (1.0 + row.iter().map(|(_, v)| v * v).sum::<f64>()) / 4.0).sum();
    let step = 1.0 / (curvature + shrink);
    let (mut intercept, mut weights) = (0.0, vec![0.0; names.len()]);
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|w| shrink * w).collect();
        let mut rise = 0.0;
        for (row, label) in &rows {
            let odds: f64 = intercept + row.iter().map(|&(i, v)| weights[i] * v).sum::<f64>();
            let miss = share(*label) * (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(*label)));
            rise += miss;
            row.iter().for_each(|&(i, v)| slope[i] += miss * v);
        }
        intercept -= step * rise;
        weights.iter_mut().zip(slope).for_each(|(w, s)| *w -= step * s);
    }
    Ok(Weights { intercept, weights: names.iter().map(|n| (*n).to_owned()).zip(weights).collect() })
}

/// Macro-F1 at a probability of one half and area under the curve over all, and the mean of macro-F1 inside the outlets.
pub(crate) fn judge(weights: &Weights, samples: &[Sample]) -> String {
    let judged: Vec<(f64, bool)> = samples.iter().map(|s| (weights.log_odds(&s.features), s.label)).collect();
    let mut outlets: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for (sample, &judged) in samples.iter().zip(&judged) {
        outlets.entry(&sample.outlet).or_default().push(judged);
    }
    let mixed = |s: &[(f64, bool)]| s.iter().any(|x| x.1) && s.iter().any(|x| !x.1);
    let inside: Vec<f64> = outlets.values().filter(|s| mixed(s)).map(|s| macro_f1(s)).collect();
    format!(
        "macro-F1 {:.3}, inside outlets {:.3}, area under the curve {:.3}, {} sentences, {:.1} % above one half",
        macro_f1(&judged),
        inside.iter().sum::<f64>() / inside.len().max(1) as f64,
        area(&judged),
        judged.len(),
        100.0 * judged.iter().filter(|j| j.0 > 0.0).count() as f64 / judged.len().max(1) as f64,
    )
}

fn macro_f1(judged: &[(f64, bool)]) -> f64 {
    let f1 = |class: bool| {
        let (mut right, mut all) = (0, 0);
        for &(odds, label) in judged {
            right += usize::from(label == class && (odds > 0.0) == class);
            all += usize::from(label == class) + usize::from((odds > 0.0) == class);
        }
        if all == 0 { 0.0 } else { 2.0 * right as f64 / all as f64 }
    };
    (f1(true) + f1(false)) / 2.0
}

/// How often a positive scores above a negative, ties by halves.
fn area(judged: &[(f64, bool)]) -> f64 {
    let of = |label: bool| judged.iter().filter(move |j| j.1 == label).map(|j| j.0);
    let win = |yes: f64, no: f64| if yes > no { 1.0 } else { f64::from(u8::from(yes == no)) / 2.0 };
    let wins: f64 = of(true).flat_map(|yes| of(false).map(move |no| win(yes, no))).sum();
    let pairs = of(true).count() * of(false).count();
    wins / pairs.max(1) as f64
}
