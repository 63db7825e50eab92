//! Weights of the context engine of [sayso](https://crates.io/crates/sayso), part 2 of 2: a registry takes ten megabytes a crate.
//!
//! What they are, what they learned from and what they are not for stands in sayso's `models/README.md`; whose they are in `NOTICE.md`.

/// Tensors as `train/encoder/export.py` writes them.
pub const WEIGHTS: &[u8] = include_bytes!("../weights.bin");
