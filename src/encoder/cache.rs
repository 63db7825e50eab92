//! What was read of windows before: a keystroke changes one or two of a draft's windows, and the others need not be read again.
use super::{Scores, window::Window};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// So many windows are kept, about twenty thousand words; then all are dropped.
const KEPT: usize = 64;

/// Scores of windows by all that was read. Shared between threads; what is found in it is what would be computed.
#[derive(Debug, Default)]
pub struct Cache(Mutex<FxHashMap<Vec<u64>, Arc<Vec<Scores>>>>);

impl Cache {
    pub(super) fn clear(&self) {
        if let Ok(mut known) = self.0.lock() {
            known.clear();
        }
    }

    pub(super) fn get_or(&self, window: &Window, read: impl FnOnce() -> Vec<Scores>) -> Arc<Vec<Scores>> {
        let key = key(window);
        if let Some(known) = self.0.lock().ok().and_then(|known| known.get(&key).cloned()) {
            return known;
        }
        let scores = Arc::new(read());
        if let Ok(mut known) = self.0.lock() {
            if known.len() >= KEPT {
                known.clear();
            }
            known.insert(key, Arc::clone(&scores));
        }
        scores
    }
}

/// Everything in a window that a score depends on.
fn key(window: &Window) -> Vec<u64> {
    let pieces = window.pieces.iter().map(|p| u64::from(p.id) << 33 | u64::from(p.quoted) << 32 | u64::from(p.senses.bits()));
    let places = window.places.iter().map(|p| (p.start as u64) << 32 | p.end as u64);
    pieces.chain([u64::MAX]).chain(places).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{analyze::Analyzer, article::Article};

    #[test]
    fn what_is_known_is_what_would_be_read() {
        let (plain, cached) = (Analyzer::default(), Analyzer::builder().cache().build());
        for text in ["The mayor lied. She left.", "The mayor lied. She left at noon.", "The mayor lied. She left."] {
            let article = Article::new("t", text).unwrap();
            let json = |a: &Analyzer| serde_json::to_string(&a.analyze(&article)).unwrap();
            assert_eq!(json(&plain), json(&cached));
        }
    }
}
