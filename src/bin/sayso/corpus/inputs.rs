//! Which files there are, in an order that is the same on every run.
use crate::files;
use anyhow::{Result, bail};
use sayso::corpus::kind_of;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The inputs as typed; folders are walked when their turn comes.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    typed: Arc<[PathBuf]>,
    output: Arc<Path>,
}

impl Inputs {
    /// Fails where one does not exist.
    pub(crate) fn new(typed: &[PathBuf], output: &Path) -> Result<Inputs> {
        for path in typed {
            if path != Path::new(files::STDIN) && !path.exists() {
                bail!("{}: there is no such file or folder", path.display());
            }
        }
        Ok(Inputs { typed: typed.into(), output: output.into() })
    }

    /// All files by name, folder by folder. Hidden files, files of other kinds and the output folder are left out.
    pub(crate) fn files(&self) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> + Send + use<> {
        let output = std::path::absolute(&self.output).unwrap_or_default();
        let typed = Arc::clone(&self.typed);
        (0..typed.len()).flat_map(move |i| -> Box<dyn Iterator<Item = Result<PathBuf, ignore::Error>> + Send> {
            let path = typed[i].clone();
            if !path.is_dir() {
                return Box::new(std::iter::once(Ok(path)));
            }
            let output = output.clone();
            let walk = ignore::WalkBuilder::new(path)
                .standard_filters(false)
                .hidden(true)
                .sort_by_file_name(Ord::cmp)
                .filter_entry(move |e| std::path::absolute(e.path()).is_ok_and(|p| p != output))
                .build();
            let wanted = |entry: &Result<ignore::DirEntry, ignore::Error>| match entry {
                Ok(e) => e.file_type().is_some_and(|t| t.is_file()) && kind_of(&e.file_name().to_string_lossy()).is_some(),
                Err(_) => true,
            };
            Box::new(walk.filter(wanted).map(|entry| entry.map(ignore::DirEntry::into_path)))
        })
    }

    /// The output folder.
    pub(crate) fn output(&self) -> &Path {
        &self.output
    }

    /// Bytes of all files; nothing where standard input is among them.
    pub(crate) fn total(&self) -> Option<u64> {
        if self.typed.iter().any(|p| p == Path::new(files::STDIN)) {
            return None;
        }
        Some(self.files().filter_map(|f| std::fs::metadata(f.ok()?).ok()).map(|m| m.len()).sum())
    }
}
