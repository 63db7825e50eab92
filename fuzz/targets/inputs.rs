//! See `tests/support/hostile.rs`, which the stable tests share.
#![no_main]
#[path = "../../tests/support/hostile.rs"]
mod hostile;

libfuzzer_sys::fuzz_target!(|data: &[u8]| hostile::inputs(data));
