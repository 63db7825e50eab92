//! One file a command, and what they share.
pub(crate) mod articles;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod lexicon;
pub(crate) mod setup;
