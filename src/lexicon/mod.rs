//! Terms as data: files, entries, one scan over the tokens. Loading from disk is the binary's; this module sees strings.
mod builtin;
mod class;
mod compile;
mod condition;
mod entry;
mod examples;
mod file;
mod inflect;
mod matcher;
mod parse;
mod sense;
mod vocabulary;
mod wording;
mod writing;

pub use crate::vocabulary::nearest;
pub use builtin::builtin;
pub use class::{Class, Classes};
pub use condition::{Case, Pos};
pub(crate) use entry::Spelling;
pub use entry::{Entry, EntryId, Hit, LexiconInfo, hits_in};
pub use examples::{Example, Failure};
pub use file::{Context, EntryFile, Kind, LexiconFile, VoiceLevels};
pub use matcher::{Lexicons, Miss};
pub use parse::{LexiconError, check, is_lexicon, parse, switched_in_vain};
pub use sense::{SENSES, Senses};

/// First 16 hex digits of a SHA-256: how reports cite lexicons and settings.
pub fn short_hash(bytes: &[u8]) -> String {
    let mut hash = long_hash(bytes);
    hash.truncate(SHORT);
    hash
}

/// Hex digits of a short hash.
const SHORT: usize = 16;

/// A SHA-256 in hex.
pub fn long_hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().fold(String::new(), |hash, b| hash + &format!("{b:02x}"))
}
