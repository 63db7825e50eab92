//! Turns the lexicons of `lexicons/en` into one JSON text for `src/lexicon/builtin.rs`: a new file is embedded by being
//! there, and start-up reads a quarter of the text in a tenth of the time. Examples are tests and stay behind.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{env, error::Error, fs, path::Path, process::Command};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let mut files = Vec::new();
    collect(&Path::new(&root).join("lexicons/en"), &mut files)?;
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path)?;
        // Only lexicons proper say of what kind they are; data of other shapes is embedded where it is used.
        if text.lines().any(|l| l.starts_with("kind = ")) {
            let mut file: Value = toml::from_str(&text).map_err(|e| format!("{path}: {e}"))?;
            strip_examples(&mut file);
            // As `hash::long_hash`, which the build script cannot call; a test compares the two.
            let digest = Sha256::digest(text.as_bytes());
            let hash = digest.iter().fold(String::new(), |hash, b| hash + &format!("{b:02x}"));
            out.push(json!({ "hash": hash, "file": file }));
        }
    }
    commit(&root);
    let path = Path::new(&env::var("OUT_DIR")?).join("lexicons.json");
    // A target folder may be a copy by hard links: writing through one would change the lexicons of the others.
    let _ = fs::remove_file(&path);
    fs::write(path, serde_json::to_string(&out)?)?;
    Ok(())
}

/// Tells the program which commit a release was built from: that of a packaged crate, or of the checkout. Daily builds do without,
/// so that a commit does not compile everything anew.
fn commit(root: &str) {
    println!("cargo:rerun-if-env-changed=PROFILE");
    let git = |args: &[&str]| {
        let output = Command::new("git").current_dir(root).args(args).output().ok().filter(|o| o.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let packaged = fs::read_to_string(Path::new(root).join(".cargo_vcs_info.json")).ok();
    let packaged = packaged.and_then(|text| serde_json::from_str::<Value>(&text).ok()?["git"]["sha1"].as_str().map(str::to_owned));
    let checked_out = || {
        for name in ["HEAD", "index"] {
            println!("cargo:rerun-if-changed={}", Path::new(root).join(git(&["rev-parse", "--git-path", name])?).display());
        }
        let dirty = if git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty() { "" } else { "-dirty" };
        Some(git(&["rev-parse", "HEAD"])? + dirty)
    };
    let release = env::var("PROFILE").is_ok_and(|p| p == "release");
    if let Some(commit) = packaged.or_else(|| release.then(checked_out).flatten()) {
        println!("cargo:rustc-env=SAYSO_COMMIT={commit}");
    }
}

fn strip_examples(file: &mut Value) {
    let entries = file.get_mut("entry").and_then(Value::as_array_mut);
    for entry in entries.into_iter().flatten().filter_map(Value::as_object_mut) {
        entry.remove("matches");
        entry.remove("allows");
        entry.remove("excused");
    }
}

fn collect(dir: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", dir.display());
    for item in fs::read_dir(dir)? {
        let path = item?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
