//! Training of the part-of-speech tagger.
use crate::{
    conllu,
    perceptron::{Perceptron, Weights, quantised},
    variants::{joined, title_cased},
    wordnet,
};
use anyhow::{Result, ensure};
use rustc_hash::FxHashMap;
use sayso::{
    document::{Tag, key},
    language::{FEATURES, MAX_LABELS, Model, START, Word, features},
};
use std::{collections::BTreeMap, fs, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// CoNLL-U files to learn from.
    #[arg(long, required = true, num_args = 1..)]
    train: Vec<PathBuf>,
    /// More of them, whose sentences count double.
    #[arg(long, num_args = 0..)]
    train_double: Vec<PathBuf>,
    /// The folder of WordNet's files; its words are told apart by what they can be.
    #[arg(long)]
    wordnet: PathBuf,
    /// Spelling lists, one word a line: only their words are taken from WordNet.
    #[arg(long, required = true, num_args = 1..)]
    spelling: Vec<PathBuf>,
    /// Held-out CoNLL-U files for the table of figures.
    #[arg(long, num_args = 0..)]
    dev: Vec<PathBuf>,
    /// The model file.
    #[arg(long)]
    out: PathBuf,
    /// Passes over the data.
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// One step of the stored weights.
    #[arg(long, default_value_t = 0.5)]
    unit: f64,
    /// Weights of fewer steps than this are dropped.
    #[arg(long, default_value_t = 2)]
    least: i32,
    /// Runs with different orders of the data, whose weights are averaged.
    #[arg(long, default_value_t = 8)]
    seeds: u32,
    /// A feature must occur this often in the data.
    #[arg(long, default_value_t = 2)]
    seen: u8,
    /// The right label must win by this much while learning.
    #[arg(long, default_value_t = 6.0)]
    margin: f32,
    /// Every n-th sentence is learned in title case as well, as headlines are written; 0 for none.
    #[arg(long, default_value_t = 25)]
    titles: usize,
}

/// A sentence ready to learn from.
struct Sentence {
    words: Vec<Word>,
    labels: Vec<u8>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let (mut data, mut doubled) = (Vec::new(), Vec::new());
    for (path, double) in args.train.iter().map(|p| (p, false)).chain(args.train_double.iter().map(|p| (p, true))) {
        data.extend(conllu::read(path)?);
        doubled.resize(data.len(), double);
    }
    let labels = labels(&data)?;
    let number: FxHashMap<Tag, u8> = labels.iter().copied().zip(0..).collect();
    let originals = data.len();
    for i in 0..originals {
        if let Some(more) = joined(&data[i]) {
            data.push(more);
            doubled.push(doubled[i]);
        }
    }
    let entries = entries(&data, &number);
    let long: Vec<usize> = (0..originals).filter(|&i| args.titles > 0 && data[i].len() > 4).collect();
    for &i in long.iter().step_by(args.titles.max(1)) {
        data.push(title_cased(&data[i]));
        doubled.push(doubled[i]);
    }
    let classes: Vec<(u64, u8)> =
        wordnet::classes(&args.wordnet, &args.spelling)?.iter().map(|(word, &class)| (key(word), class)).collect();
    // A model without weights sees words as the finished one will see them.
    let bare = Model::write(&labels, entries.clone().into_iter().collect(), &classes);
    let bare = Model::read(&bare)?;
    let sentences: Vec<Sentence> = data.iter().map(|s| prepare(s, &bare, &number)).collect();
    let twice: Vec<&Sentence> = sentences.iter().zip(&doubled).filter(|(_, double)| **double).map(|(s, _)| s).collect();
    eprintln!("{} sentences, {} labels, {} words known, {} in the dictionary", sentences.len(), labels.len(), entries.len(), classes.len());
    let features = frequent(&sentences, args.seen);
    let order: Vec<&Sentence> = sentences.iter().chain(twice).collect();
    let mut weights = Weights::new();
    for seed in 1..=args.seeds {
        train(&order, &features, labels.len(), args, seed).add_averages(&mut weights);
    }
    weights.values_mut().for_each(|w| *w /= f64::from(args.seeds.max(1)));
    let mut rows = quantised(&weights, args.unit, args.least);
    let cells: usize = rows.iter().map(|(_, cells)| cells.len()).sum();
    rows.extend(entries);
    let bytes = Model::write(&labels, rows, &classes);
    eprintln!("{cells} weights, {} bytes", bytes.len());
    fs::write(&args.out, &bytes)?;
    let model = Model::read(&bytes)?;
    for path in &args.dev {
        println!("{}: {}", path.display(), crate::evaluate::tagging(&model, &conllu::read(path)?));
    }
    Ok(())
}

/// A word in lower case with straight apostrophes, as the document layer makes it, and its key.
pub(crate) fn normalised(form: &str) -> (String, u64) {
    let norm = form.to_lowercase().replace('’', "'");
    let key = key(&norm);
    (norm, key)
}

/// A word as the tagger sees it.
fn word(form: &str) -> Word {
    let (norm, key) = normalised(form);
    Word::new(form, &norm, key)
}

/// All labels of the data, in a fixed order.
fn labels(data: &[Vec<conllu::Word>]) -> Result<Vec<Tag>> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    for word in data.iter().flatten() {
        *counts.entry(word.tag).or_default() += 1;
    }
    // Rare pairs are slips of annotation; their words take the commonest label of the same part of speech.
    let labels: Vec<Tag> = counts.iter().filter(|&(_, &n)| n >= 5).map(|(&tag, _)| tag).collect();
    ensure!((1..=MAX_LABELS).contains(&labels.len()), "{} labels; the model has room for 1 to {MAX_LABELS}", labels.len());
    Ok(labels)
}

fn label(tag: Tag, number: &FxHashMap<Tag, u8>) -> u8 {
    let plain = Tag { form: sayso::document::Form::Plain, ..tag };
    let same = || number.iter().filter(|(t, _)| t.pos == tag.pos).map(|(_, &n)| n).min();
    number.get(&tag).or_else(|| number.get(&plain)).copied().or_else(same).unwrap_or(0)
}

/// What the model knows of words as such: the labels of every word seen twice, with their share of 126; 127 for a word that is never
/// anything else.
fn entries(data: &[Vec<conllu::Word>], number: &FxHashMap<Tag, u8>) -> BTreeMap<u64, Vec<(u8, i8)>> {
    let mut counts: BTreeMap<u64, (bool, BTreeMap<u8, usize>)> = BTreeMap::new();
    for w in data.iter().flatten() {
        let (alphabetic, labels) = counts.entry(word(&w.form).entry()).or_default();
        *alphabetic |= w.form.chars().any(char::is_alphabetic);
        *labels.entry(label(w.tag, number)).or_default() += 1;
    }
    let mut entries = BTreeMap::new();
    for (key, (alphabetic, labels)) in counts {
        let all: usize = labels.values().sum();
        if all < 2 {
            continue;
        }
        let enough = if alphabetic { 60 } else { 30 };
        let only = labels.iter().find(|&(_, &n)| all >= enough && n * 1000 > all * 997);
        let cells = match only {
            Some((&label, _)) => vec![(label, 127)],
            None => labels.iter().filter(|&(_, &n)| n * 20 >= all).map(|(&l, &n)| (l, (126 * n / all) as i8)).collect(),
        };
        entries.insert(key, cells);
    }
    entries
}

fn prepare(sentence: &[conllu::Word], bare: &Model<'_>, number: &FxHashMap<Tag, u8>) -> Sentence {
    let mut words: Vec<Word> = sentence.iter().map(|w| word(&w.form)).collect();
    bare.recognise(&mut words);
    Sentence { words, labels: sentence.iter().map(|w| label(w.tag, number)).collect() }
}

/// Learns along its own decisions, so that it sees the labels before a token as it will see them later.
fn train(sentences: &[&Sentence], admitted: &[u64], labels: usize, args: &Args, seed: u32) -> Perceptron {
    let mut perceptron = Perceptron::default();
    admitted.iter().for_each(|&feature| perceptron.admit(feature));
    let mut random = fastrand::Rng::with_seed(u64::from(seed));
    let mut order = sentences.to_vec();
    let (mut hashes, mut scores) = ([0; FEATURES], vec![0.0; labels]);
    for epoch in 1..=args.epochs {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for sentence in &order {
            let (mut before, mut before2) = (START, START);
            for (i, (word, &gold)) in sentence.words.iter().zip(&sentence.labels).enumerate() {
                let label = word.only.unwrap_or_else(|| {
                    features(&sentence.words, i, before, before2, &mut hashes);
                    perceptron.scores(&hashes, &mut scores);
                    let guess = best(&scores);
                    perceptron.tick();
                    scores[usize::from(gold)] -= args.margin;
                    let rival = best(&scores);
                    if rival != gold {
                        perceptron.update(&hashes, gold, rival);
                    }
                    guess
                });
                right += usize::from(label == gold);
                all += 1;
                (before2, before) = (before, label);
            }
        }
        eprintln!("run {seed}, epoch {epoch}: {:.2} % of {all}", 100.0 * right as f64 / all as f64);
    }
    perceptron
}

/// The features that occur often enough along the right labels to be learned: the others only memorise.
fn frequent(sentences: &[Sentence], seen: u8) -> Vec<u64> {
    let mut counts: FxHashMap<u64, u8> = FxHashMap::default();
    let mut hashes = [0; FEATURES];
    for sentence in sentences {
        let (mut before, mut before2) = (START, START);
        for (i, &gold) in sentence.labels.iter().enumerate() {
            if sentence.words[i].only.is_none() {
                features(&sentence.words, i, before, before2, &mut hashes);
                for &hash in &hashes {
                    let count = counts.entry(hash).or_default();
                    *count = count.saturating_add(1);
                }
            }
            (before2, before) = (before, gold);
        }
    }
    counts.into_iter().filter(|&(_, n)| n >= seen).map(|(feature, _)| feature).collect()
}

fn best(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (label, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = label;
        }
    }
    best as u8
}
