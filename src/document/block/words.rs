//! The small word lists that tell where somebody else's words begin and end, read once from `lexicons/en/blocks.toml`.
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) answers: Vec<String>,
    pub(super) questions: Vec<String>,
    pub(super) asked: Vec<String>,
    pub(super) answering: Vec<String>,
    pub(super) salutations: Vec<String>,
    pub(super) closings: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) whole: Vec<String>,
    pub(super) invitations: Vec<String>,
    pub(super) small: Vec<String>,
}

impl Words {
    /// A file that does not parse would give empty lists; a test holds that it does parse.
    pub(super) fn get() -> &'static Words {
        static WORDS: LazyLock<Words> =
            LazyLock::new(|| toml::from_str(include_str!("../../../lexicons/en/blocks.toml")).unwrap_or_default());
        &WORDS
    }
}

#[test]
fn the_embedded_file_parses() {
    assert!(!Words::get().salutations.is_empty());
}
