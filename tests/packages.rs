//! What a registry takes: ten megabytes a crate. The weights are data crates of their own, with the notice that their licence asks for.
#![allow(clippy::expect_used, clippy::print_stderr)]

use std::{fs, path::Path};

/// Of a packed crate, at <https://crates.io>.
const MOST: u64 = 10_000_000;

#[test]
fn the_weights_fit_into_crates_and_carry_their_notice() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    if !models.join("encoder-1").exists() {
        eprintln!("skipped: the crates of weights are not here; this is a package, not the repository");
        return;
    }
    let notice = fs::read_to_string(models.join("encoder.LICENSE.md")).expect("the notice is there");
    for part in ["encoder-1", "encoder-2"] {
        let bytes = fs::metadata(models.join(part).join("weights.bin")).expect("the weights are there").len();
        assert!(bytes < MOST, "{part}: {bytes}");
        assert_eq!(fs::read_to_string(models.join(part).join("NOTICE.md")).expect("the notice is there"), notice, "{part}");
    }
}
