//! Lists the lexicons of `lexicons/en` for `src/lexicon/builtin.rs`, so that a new file is embedded by being there.
use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=lexicons/en");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let mut files = Vec::new();
    collect(&Path::new(&root).join("lexicons/en"), &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).trim_start_matches(['/', '\\']).replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({file:?})),")?;
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("lexicons.rs"), list)?;
    Ok(())
}

/// Only lexicons proper, which say of what kind they are. Data of other shapes (abbreviations, irregular forms) is embedded where it is used.
fn collect(dir: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", dir.display());
    for item in fs::read_dir(dir)? {
        let path = item?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml")
            && fs::read_to_string(&path)?.lines().any(|l| l.starts_with("kind = ") || l.starts_with("entry = ["))
        {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
