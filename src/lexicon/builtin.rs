//! The lexicons that come with the library, embedded.
use super::file::LexiconFile;
use serde::Deserialize;

/// What `build.rs` makes of one file: without its examples, with the hash of its bytes.
#[derive(Deserialize)]
struct Embedded {
    hash: String,
    file: LexiconFile,
}

/// All embedded lexicons, in the order of their paths. Their examples are not embedded: they are tests of the files under
/// `lexicons/en`. The text is valid (a test reads it); were it not, there would be no lexicon.
pub fn builtin() -> Vec<LexiconFile> {
    let all: Vec<Embedded> = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/lexicons.json"))).unwrap_or_default();
    all.into_iter().map(|Embedded { hash, file }| LexiconFile { hash, ..file }).collect()
}
