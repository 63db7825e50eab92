//! So many of something, in words.

/// `1 word`, `2 words`, `3 matches`.
pub(crate) fn plural(n: u64, word: &str) -> String {
    match (n, word) {
        (1, _) => format!("1 {word}"),
        (_, w) if w.ends_with("ch") => format!("{n} {w}es"),
        (_, "piece of code") => format!("{n} pieces of code"),
        _ => format!("{n} {word}s"),
    }
}
