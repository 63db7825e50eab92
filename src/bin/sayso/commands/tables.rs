//! The tables that `sayso corpus` wrote, packed or not.
use crate::corpus::{MANIFEST, read_manifest, tell_changed};
use anyhow::{Context, Result, bail};
use sayso::input::compressed;
use std::{
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

/// Is the file a table by its name?
pub(crate) fn is_table(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".csv") || name.ends_with(".csv.gz")
}

/// Where a table of a run is: as CSV, or packed with gzip.
pub(crate) fn find(folder: &Path, name: &str) -> Result<PathBuf> {
    let places = [folder.join(name), folder.join(format!("{name}.gz"))];
    if let Some(path) = places.into_iter().find(|path| path.exists()) {
        return Ok(path);
    }
    let shown = folder.display();
    if folder.join(name).with_extension("parquet").exists() {
        bail!("{shown}: holds Parquet tables; comparing reads CSV: run `sayso corpus` without --format parquet");
    }
    if folder.join(MANIFEST).exists() {
        bail!("{shown}: holds no {name}; write it, too: run `sayso corpus` without --tables, or with this table among them");
    }
    bail!("{shown}: holds no {name}; it is no folder that `sayso corpus` wrote")
}

/// Opens a table, and unpacks it where that is needed. Says so where it is not what its run wrote.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>> {
    let run = path.parent().and_then(|folder| Some((folder, read_manifest(folder).ok()?)));
    if let (Some((folder, manifest)), Some(name)) = (run, path.file_name().and_then(|name| name.to_str())) {
        tell_changed(folder, &manifest, [name]);
    }
    let file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let (plain, _) = compressed::plain(BufReader::new(file), None).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(Box::new(plain))
}
