//! Lists of words as the layers that cut text look them up.
use super::token::key;
use rustc_hash::FxHashSet;

/// Words by their [`key`].
#[derive(Debug, Default, serde::Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Keys(FxHashSet<u64>);

impl From<Vec<String>> for Keys {
    fn from(words: Vec<String>) -> Keys {
        Keys(words.iter().map(|w| key(w)).collect())
    }
}

impl Keys {
    pub(super) fn contains(&self, key: u64) -> bool {
        self.0.contains(&key)
    }
}
