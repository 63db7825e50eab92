//! SHA-256 in hexadecimal digits: how files, lexicons and settings are named.
use sha2::{Digest, Sha256};

/// Hex digits of a short hash.
pub(crate) const SHORT: usize = 16;

/// A SHA-256 in hex.
pub fn long_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Its first 16 hex digits: how reports cite lexicons and settings.
pub fn short_hash(bytes: &[u8]) -> String {
    let mut hash = long_hash(bytes);
    hash.truncate(SHORT);
    hash
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
