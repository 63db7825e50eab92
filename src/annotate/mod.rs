//! What is known of the words of an article before anybody asks who speaks: which of them are names.
mod names;

pub use names::{Name, NameKind, names, settle};
