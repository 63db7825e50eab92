//! Trains and judges the models that sayso embeds. Never published; everything it writes goes to `models/`.
// Matrices of labels read best by index.
#![allow(clippy::needless_range_loop)]
mod ablate;
mod alone;
mod check;
mod conllu;
mod evaluate;
mod fast;
mod figures;
mod generate;
mod genre;
mod loadedness;
mod logistic;
mod perceptron;
mod pieces;
mod pos;
mod read;
mod variants;
mod wordnet;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "sayso-train", about = "Trains and judges the models that sayso embeds")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Part of speech, from CoNLL-U files.
    Pos(pos::Args),
    /// The fast engine, from the readings of the encoder.
    Fast(fast::Args),
    /// The optional score per sentence, from sentences labelled subjective or objective.
    Loadedness(loadedness::Args),
    /// What tells an opinion piece from news, from articles labelled by hand.
    Genre(genre::Args),
    /// What tells whether a claim rests on one source alone, from labelled articles.
    Alone(alone::Args),
    /// Accuracy of the embedded models on annotated files.
    Evaluate(evaluate::Args),
    /// What the encoder reads of articles, for `train/encoder`.
    Pieces(pieces::Args),
    /// What an engine reads in articles, with weights from a file.
    Read(read::Args),
    /// Reports with weights from a file.
    Check(check::Args),
    /// What each part of the lexicons is worth.
    Ablate(ablate::Args),
    /// Articles of an invented world, for benchmarks.
    Generate(generate::Args),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Pos(args) => pos::run(&args),
        Command::Fast(args) => fast::run(&args),
        Command::Loadedness(args) => loadedness::run(&args),
        Command::Genre(args) => genre::run(&args),
        Command::Alone(args) => alone::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Pieces(args) => pieces::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Ablate(args) => ablate::run(&args),
        Command::Generate(args) => generate::run(&args),
    }
}
