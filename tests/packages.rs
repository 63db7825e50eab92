//! What a registry takes: ten megabytes a crate. The weights are data crates of their own, with the notice that their licence asks for.
//! And what a release goes by: one version everywhere, and documents that lead somewhere.
#![allow(clippy::expect_used, clippy::print_stderr, clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Of a packed crate, at <https://crates.io>.
const MOST: u64 = 10_000_000;

/// Where we are, unless this is a packed crate, which has no weights, editors or Python.
fn repository() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = root.join("models/en/encoder-1").exists();
    if !whole {
        eprintln!("skipped: this is a package, not the repository");
    }
    whole.then(|| root.to_owned())
}

#[test]
fn the_weights_fit_into_crates_and_carry_their_notice() {
    let Some(models) = repository().map(|root| root.join("models/en")) else { return };
    let notice = fs::read_to_string(models.join("encoder.LICENSE.md")).expect("the notice is there");
    for part in ["encoder-1", "encoder-2"] {
        let bytes = fs::metadata(models.join(part).join("weights.bin")).expect("the weights are there").len();
        assert!(bytes < MOST, "{part}: {bytes}");
        assert_eq!(fs::read_to_string(models.join(part).join("NOTICE.md")).expect("the notice is there"), notice, "{part}");
    }
}

#[test]
fn program_wheel_and_extension_have_one_version() {
    let Some(root) = repository() else { return };
    let version = env!("CARGO_PKG_VERSION");
    for (file, line) in [
        ("python/Cargo.toml", format!("version = \"{version}\"")),
        ("editors/vscode/package.json", format!("\"version\": \"{version}\",")),
        ("CITATION.cff", format!("version: {version}")),
    ] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.lines().any(|l| l.trim() == line), "{file} has no line {line}");
    }
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let Some(root) = repository() else { return };
    let link = regex::Regex::new(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)").unwrap();
    let code = regex::Regex::new(r"(?s)```.*?```").unwrap();
    let mut pages = Vec::new();
    for folder in [
        "", "docs", "benches/peers", "contrib/release", "editors/helix", "editors/neovim", "editors/vscode", "lexicons", "models",
        "python", "train/encoder",
    ] {
        let files = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    assert!(pages.len() > 25, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for found in link.captures_iter(&code.replace_all(&text, "")) {
            assert!(page.parent().unwrap().join(&found[1]).exists(), "{}: {} leads nowhere", page.display(), &found[1]);
        }
    }
}
