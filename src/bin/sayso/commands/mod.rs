//! One file a command, and what they share.
pub(crate) mod articles;
pub(crate) mod baseline;
pub(crate) mod changed;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod explain;
pub(crate) mod lexicon;
pub(crate) mod setup;
pub(crate) mod shell;
pub(crate) mod watch;
pub(crate) mod why;
