//! One file a command, and what they share.
pub(crate) mod agree;
pub(crate) mod articles;
pub(crate) mod baseline;
pub(crate) mod changed;
pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod compare;
pub(crate) mod config;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod lexicon;
pub(crate) mod setup;
pub(crate) mod sheet;
pub(crate) mod shell;
pub(crate) mod tables;
pub(crate) mod watch;
pub(crate) mod why;
