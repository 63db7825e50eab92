//! Training of the attribution tagger.
mod corpus;
mod data;
mod model;
mod pack;
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
    /// Read only so many articles.
    #[arg(long, default_value_t = usize::MAX)]
    limit: usize,
    /// Leave out training articles, and judge only on those, whose id begins so.
    #[arg(long)]
    leave_out: Option<String>,
    /// Number of passes.
    #[arg(long, default_value_t = 2)]
    passes: usize,
    #[arg(long, value_enum, default_value = "crf")]
    learner: Learner,
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// Step size of the learner.
    #[arg(long, default_value_t = 0.02)]
    rate: f32,
    /// Step size of the later passes.
    #[arg(long, default_value_t = 0.02)]
    later_rate: f32,
    /// Epochs of the later passes.
    #[arg(long, default_value_t = 6)]
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
    #[arg(long, default_value_t = 3)]
    least: u8,
    /// Parts of the training data for labels that were not learned by heart.
    #[arg(long, default_value_t = 4)]
    folds: usize,
    /// Hide one cue word in so many (0: none).
    #[arg(long, default_value_t = 8)]
    hide: u64,
    /// Logarithm of the number of buckets.
    #[arg(long, default_value_t = 16)]
    size: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
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
        return table::linked(&data::read(dev, usize::MAX)?, &lexicons, path);
    }
    if let (Some(dev), Some(weights), Some(path)) = (&args.dev, &args.weights, &args.reports) {
        return table::reports(&data::read(dev, usize::MAX)?, &lexicons, fs::read(weights)?, path);
    }
    let left = |r: &Record| args.leave_out.as_ref().is_some_and(|p| r.id.starts_with(p));
    let train: Vec<Record> = data::read(&args.train, args.limit)?.into_iter().filter(|r| !left(r)).collect();
    let hide = (args.hide > 0).then_some(args.hide);
    let samples = train.iter().map(|r| data::sample(r, &lexicons, hide)).collect::<Result<Vec<_>>>()?;
    let dev: Vec<Record> = match &args.dev {
        Some(path) => data::read(path, usize::MAX)?.into_iter().filter(|r| args.leave_out.is_none() || left(r)).collect(),
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
        seed: args.seed,
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
            let (mut models, model) = folds(args, &train, index.features.len(), base.as_deref(), &settings);
            let mut scores = vec![[0.0; corpus::LANES]; train.tokens()];
            let mut labels = vec![0; train.tokens()];
            for (fold, model) in models.drain(..).enumerate() {
                let of: Vec<usize> = all.iter().copied().filter(|r| train.article[*r] % args.folds == fold).collect();
                apply(&model, &train, &of, base.as_deref(), &mut scores, &mut labels);
            }
            table::print("  left-out folds", &train.gold, &labels);
            before = summaries(samples, &labels);
            base = Some(trusted(scores, args.trust));
            out.push(Pass { index, model });
        } else {
            let model = learn(&train, index.features.len(), &all, base.as_deref(), &settings);
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

/// A model from all but each fold, and one from everything, on two threads: which thread learns what changes nothing.
fn folds(args: &Args, train: &Corpus, features: usize, base: Option<&[Row]>, settings: &Settings) -> (Vec<Model>, Model) {
    let learn_without = |fold: usize| {
        let runs: Vec<usize> = (0..train.runs.len()).filter(|r| train.article[*r] % args.folds != fold).collect();
        learn(train, features, &runs, base, settings)
    };
    let split = args.folds / 2;
    std::thread::scope(|scope| {
        let first = scope.spawn(move || (0..split).map(learn_without).collect::<Vec<_>>());
        let mut rest: Vec<Model> = (split..=args.folds).map(learn_without).collect();
        let whole = rest.pop().unwrap_or_else(|| learn_without(args.folds));
        let mut models = first.join().unwrap_or_default();
        models.append(&mut rest);
        (models, whole)
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
