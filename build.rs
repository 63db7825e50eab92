//! Turns the lexicons of `lexicons/en` into one JSON text for `src/lexicon/builtin.rs`: a new file is embedded by being
//! there, and start-up reads a quarter of the text in a tenth of the time. Examples are tests and stay behind.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{env, error::Error, fs, path::Path};

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
            // As `lexicon::short_hash`, which the build script cannot call; a test compares the two.
            let digest = Sha256::digest(text.as_bytes());
            let hash = digest.iter().take(8).fold(String::new(), |hash, b| hash + &format!("{b:02x}"));
            out.push(json!({ "hash": hash, "file": file }));
        }
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("lexicons.json"), serde_json::to_string(&out)?)?;
    Ok(())
}

fn strip_examples(file: &mut Value) {
    let entries = file.get_mut("entry").and_then(Value::as_array_mut);
    for entry in entries.into_iter().flatten().filter_map(Value::as_object_mut) {
        entry.remove("matches");
        entry.remove("allows");
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
