//! `sayso corpus` from outside: the built program on folders of its own.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "../support/generate.rs"]
mod generate;
mod runs;
mod studies;
#[path = "../support/corpus.rs"]
mod support;
mod tables;
