//! The command line: reads files, calls the library, writes reports. Exit codes: 0 clean, 1 findings, 2 an error.
mod args;
mod commands;
mod corpus;
mod files;
mod lsp;
#[cfg(feature = "serve")]
mod serve;

use args::{Args, Command, CorpusPart};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match args.command {
        Command::Check(check) => commands::check::run(&check),
        Command::Corpus(args) => match &args.part {
            Some(CorpusPart::Merge(merge)) => corpus::merge(merge),
            None => corpus::run(&args),
        },
        Command::Cite(cite) => commands::cite::run(&cite),
        Command::Compare(args) => commands::compare::run(&args),
        Command::Agree(args) => commands::agree::run(&args),
        Command::Class(args) => commands::class::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::Explain(explain) => commands::explain::run(&explain),
        Command::Why(why) => commands::why::run(&why),
        Command::Lexicon(lexicon) => commands::lexicon::run(&lexicon),
        Command::Rules => commands::explain::list(),
        Command::Config(config) => commands::config::run(&config),
        Command::Init(init) => commands::config::init(&init),
        Command::Baseline(baseline) => commands::baseline::run(&baseline),
        Command::Lsp(configured) => lsp::run(&configured),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Completions(completions) => commands::shell::completions(&completions),
        Command::Man => commands::shell::man(),
    };
    match result {
        Ok(code) => code,
        Err(error) if files::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            files::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
