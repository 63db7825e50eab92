//! One scan over the tokens for all lexicons.
use super::{
    entry::{Entry, EntryId, Hit, LexiconInfo},
    file::LexiconFile,
};
use crate::document::{Document, Tag};

/// All lexicons of a run, compiled.
#[derive(Debug, Default)]
pub struct Lexicons {
    infos: Vec<LexiconInfo>,
    entries: Vec<Entry>,
}

impl Lexicons {
    /// Compiles files in order; a later file's entry replaces or switches off an earlier one of the same full id.
    pub fn compile(_files: Vec<LexiconFile>) -> Lexicons {
        Lexicons::default()
    }
    /// The lexicons embedded in the library.
    pub fn builtin() -> Lexicons {
        Lexicons::default()
    }
    /// Which files were used.
    pub fn infos(&self) -> &[LexiconInfo] {
        &self.infos
    }
    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// The entry of a hit.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }
    /// One pass over the tokens; hits sorted by span, then entry.
    pub fn scan(&self, _doc: &Document<'_>, _tags: &[Tag]) -> Vec<Hit> {
        Vec::new()
    }
}
