//! Files of a desk: names that try to steer the terminal, links and pipes, names that collide, lists and diffs read from elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod hostile;
mod machines;
mod read;
mod settings;
#[path = "../support/desk.rs"]
mod support;

use std::process::Output;

const REGIME: &str = "The regime at Orvane fell on Monday.\n";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
