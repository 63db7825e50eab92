//! The lexicons that come with the library, embedded.
use super::{file::LexiconFile, parse::parse};

/// Name and text of every lexicon under `lexicons/en`; `build.rs` makes the list.
pub const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// All embedded lexicons, in the order of their paths. A file that does not parse is left out; a test fails where there is one.
pub fn builtin() -> Vec<LexiconFile> {
    SOURCES.iter().filter_map(|(name, text)| parse(name, text).ok()).collect()
}
