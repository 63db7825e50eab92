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
mod neutral;
mod parse;
mod sense;
mod vocabulary;
mod writing;

pub use builtin::builtin;
pub use class::{Class, Classes};
pub use condition::{Case, Pos};
pub(crate) use entry::Spelling;
pub use entry::{Entry, EntryId, Hit, LexiconInfo};
pub use examples::{Example, Failure};
pub use file::{Context, EntryFile, Kind, LexiconFile, VoiceLevels};
pub use matcher::{Lexicons, Miss};
pub use parse::{LexiconError, check, is_lexicon, parse, switched_in_vain};
pub use sense::{SENSES, Senses};
