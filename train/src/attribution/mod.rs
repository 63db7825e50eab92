//! Training of the attribution tagger.
mod corpus;
mod crf;
mod data;
mod model;
mod pack;
mod perceptron;
mod table;

use anyhow::{Context, Result};
use corpus::{Corpus, Index, Row};
use data::{Record, Sample};
use model::{Learner, Model, Settings, learn};
use sayso::{attribution::tagger::context::Before, lexicon::Lexicons};
use std::{fs, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Annotated articles, JSONL.
    #[arg(long)]
    train: PathBuf,
    /// Held-out articles for the table of figures.
    #[arg(long)]
    dev: Option<PathBuf>,
    /// The model file.
    #[arg(long)]
    out: PathBuf,
    /// Learn from one training article in so many.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Leave out training articles, and judge only on those, whose id begins so.
    #[arg(long)]
    leave_out: Option<String>,
    /// Number of passes.
    #[arg(long, default_value_t = 2)]
    passes: usize,
    #[arg(long, value_enum, default_value = "crf")]
    learner: Learner,
    #[arg(long, default_value_t = 5)]
    epochs: usize,
    /// Step size of the learner.
    #[arg(long, default_value_t = 0.01)]
    rate: f32,
    /// Step size of the later passes.
    #[arg(long, default_value_t = 0.01)]
    later_rate: f32,
    /// Epochs of the later passes.
    #[arg(long, default_value_t = 5)]
    later_epochs: usize,
    /// How much of the scores of the pass before a later pass starts with.
    #[arg(long, default_value_t = 1.0)]
    trust: f32,
    /// Cost of a wrong label, for the perceptron.
    #[arg(long, default_value_t = 0.5)]
    cost: f32,
    /// Pull towards zero.
    #[arg(long, default_value_t = 0.0)]
    shrink: f32,
    /// A feature counts from so many occurrences on.
    #[arg(long, default_value_t = 2)]
    least: u8,
    /// Parts of the training data for labels that were not learned by heart.
    #[arg(long, default_value_t = 4)]
    folds: usize,
    /// Hide one cue word in so many (0: none).
    #[arg(long, default_value_t = 8)]
    hide: u64,
    /// Logarithm of the number of buckets.
    #[arg(long, default_value_t = 15)]
    size: u32,
    /// Every pass is the mean of so many models, which saw the articles in different orders.
    #[arg(long, default_value_t = 3)]
    models: usize,
    /// Write predictions on the held-out articles here, as reports for `score.py`.
    #[arg(long)]
    reports: Option<PathBuf>,
    /// Learn nothing: write what linking makes of the annotated labels, to judge linking by itself.
    #[arg(long)]
    linked: Option<PathBuf>,
    /// Learn nothing: judge these weights.
    #[arg(long)]
    weights: Option<PathBuf>,
    #[arg(long)]
    verbose: bool,
}

/// One learned pass.
struct Pass {
    index: Index,
    model: Model,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let lexicons = Lexicons::builtin();
    if let (Some(dev), Some(path)) = (&args.dev, &args.linked) {
        return table::linked(&data::read(dev)?, &lexicons, path);
    }
    if let (Some(dev), Some(weights), Some(path)) = (&args.dev, &args.weights, &args.reports) {
        return table::reports(&data::read(dev)?, &lexicons, fs::read(weights)?, path);
    }
    let left = |r: &Record| args.leave_out.as_ref().is_some_and(|p| r.id.starts_with(p));
    let train: Vec<Record> = data::read(&args.train)?.into_iter().filter(|r| !left(r)).step_by(args.every.max(1)).collect();
    let hide = (args.hide > 0).then_some(args.hide);
    let samples = train.iter().map(|r| data::sample(r, &lexicons, hide)).collect::<Result<Vec<_>>>()?;
    let dev: Vec<Record> = match &args.dev {
        Some(path) => data::read(path)?.into_iter().filter(|r| args.leave_out.is_none() || left(r)).collect(),
        None => Vec::new(),
    };
    let dev_samples = dev.iter().map(|r| data::sample(r, &lexicons, None)).collect::<Result<Vec<_>>>()?;
    eprintln!("{} articles to learn from, {} held out", samples.len(), dev.len());
    let passes = passes(args, &samples, &dev_samples);
    let packed = pack::pack(&passes.iter().map(|p| (&p.index, &p.model)).collect::<Vec<_>>(), args.size);
    fs::write(&args.out, &packed).with_context(|| format!("cannot write {}", args.out.display()))?;
    match &args.reports {
        Some(path) => table::reports(&dev, &lexicons, packed, path),
        None => Ok(()),
    }
}

fn passes(args: &Args, samples: &[Sample], dev: &[Sample]) -> Vec<Pass> {
    let mut settings = Settings {
        learner: args.learner,
        epochs: args.epochs,
        rate: args.rate,
        cost: args.cost,
        shrink: args.shrink,
        seed: 1,
        quiet: !args.verbose,
    };
    let mut out: Vec<Pass> = Vec::new();
    let (mut base, mut dev_base): (Option<Vec<Row>>, Option<Vec<Row>>) = (None, None);
    let (mut before, mut dev_before): (Vec<Before>, Vec<Before>) = (Vec::new(), Vec::new());
    for number in 0..args.passes {
        if number > 0 {
            (settings.rate, settings.epochs) = (args.later_rate, args.later_epochs);
        }
        let seen = |b| (number > 0).then_some((b, number as u32));
        let index = corpus::index(samples, seen(before.as_slice()), args.least);
        let train = corpus::corpus(samples, seen(before.as_slice()), &index);
        let held = corpus::corpus(dev, seen(dev_before.as_slice()), &index);
        let all: Vec<usize> = (0..train.runs.len()).collect();
        eprintln!("pass {}: {} features, {} tokens", number + 1, index.features.len(), train.tokens());
        if number + 1 < args.passes {
            let mut models = folds(args, &train, index.features.len(), base.as_deref(), &settings);
            let mut scores = vec![[0.0; corpus::LANES]; train.tokens()];
            let mut labels = vec![0; train.tokens()];
            for (fold, model) in models.drain(..).enumerate() {
                let of: Vec<usize> = all.iter().copied().filter(|r| train.article[*r] % args.folds == fold).collect();
                apply(&model, &train, &of, base.as_deref(), &mut scores, &mut labels);
            }
            table::print("  left-out folds", &train.gold, &labels);
            before = summaries(samples, &labels);
            let model = averaged(args, &train, index.features.len(), base.as_deref(), &settings);
            base = Some(trusted(scores, args.trust));
            out.push(Pass { index, model });
        } else {
            let model = averaged(args, &train, index.features.len(), base.as_deref(), &settings);
            out.push(Pass { index, model });
        }
        let model = &out[number].model;
        let mut scores = vec![[0.0; corpus::LANES]; held.tokens()];
        let mut labels = vec![0; held.tokens()];
        let runs: Vec<usize> = (0..held.runs.len()).collect();
        apply(model, &held, &runs, dev_base.as_deref(), &mut scores, &mut labels);
        table::print("  held out", &held.gold, &labels);
        dev_before = summaries(dev, &labels);
        dev_base = Some(trusted(scores, args.trust));
    }
    out
}

/// A model from all but each fold.
fn folds(args: &Args, train: &Corpus, features: usize, base: Option<&[Row]>, settings: &Settings) -> Vec<Model> {
    on_two_threads(args.folds, |fold| {
        let runs: Vec<usize> = (0..train.runs.len()).filter(|r| train.article[*r] % args.folds != fold).collect();
        learn(train, features, &runs, base, settings)
    })
}

/// A model from everything.
fn averaged(args: &Args, train: &Corpus, features: usize, base: Option<&[Row]>, settings: &Settings) -> Model {
    let all: Vec<usize> = (0..train.runs.len()).collect();
    let models = on_two_threads(args.models.max(1), |n| {
        learn(train, features, &all, base, &Settings { seed: settings.seed + 1000 * n as u64, ..*settings })
    });
    Model::mean(&models)
}

/// Which thread does what changes nothing in what comes out.
fn on_two_threads<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let first = scope.spawn(move || (0..n / 2).map(work).collect::<Vec<_>>());
        let rest: Vec<T> = (n / 2..n).map(work).collect();
        // A panic of the other thread goes on here.
        let mut out = first.join().unwrap_or_else(|p| std::panic::resume_unwind(p));
        out.extend(rest);
        out
    })
}

fn trusted(mut scores: Vec<Row>, trust: f32) -> Vec<Row> {
    scores.iter_mut().flatten().for_each(|s| *s *= trust);
    scores
}

/// Labels runs and keeps their scores.
fn apply(model: &Model, corpus: &Corpus, runs: &[usize], base: Option<&[Row]>, scores: &mut [Row], labels: &mut [u8]) {
    let (mut s, mut y) = (Vec::new(), Vec::new());
    for &r in runs {
        let run = corpus.runs[r].clone();
        model.scores(corpus, &run, base, &mut s);
        model.viterbi(&s, &corpus.contexts[run.clone()], &mut y);
        scores[run.clone()].copy_from_slice(&s);
        labels[run].copy_from_slice(&y);
    }
}

/// What later passes see of these labels.
fn summaries(samples: &[Sample], labels: &[u8]) -> Vec<Before> {
    let mut rest = labels.iter().copied();
    samples
        .iter()
        .map(|s| {
            let mut by_cell = s.gold.clone();
            for run in &s.page.runs {
                for (cell, y) in by_cell[run.cells.clone()].iter_mut().zip(rest.by_ref()) {
                    *cell = y;
                }
            }
            Before::new(&s.page, by_cell)
        })
        .collect()
}
