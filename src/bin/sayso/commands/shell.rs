//! `sayso completions` and `sayso man`: made from the arguments themselves.
use crate::{
    args::{Args, Completions},
    files,
};
use anyhow::Result;
use clap::CommandFactory;
use std::process::ExitCode;

/// Prints the completions of a shell.
pub(crate) fn completions(args: &Completions) -> Result<ExitCode> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "sayso", &mut bytes);
    files::print(&String::from_utf8(bytes)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page: `sayso man | man -l -`.
pub(crate) fn man() -> Result<ExitCode> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut bytes)?;
    files::print(&String::from_utf8(bytes)?)?;
    Ok(ExitCode::SUCCESS)
}
