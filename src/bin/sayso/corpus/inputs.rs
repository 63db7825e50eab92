//! Which files there are, in an order that is the same on every run.
use super::counts::counted;
use crate::files;
use anyhow::{Result, bail};
use sayso::{corpus::kind_of, hash::hex};
use sha2::{Digest, Sha256};
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
        self.found().filter(|found| !matches!(found, Ok((_, false)))).map(|found| found.map(|(path, _)| path))
    }

    /// All files, each with whether it is one that is read.
    fn found(&self) -> impl Iterator<Item = Result<(PathBuf, bool), ignore::Error>> + Send + use<> {
        type Found = Box<dyn Iterator<Item = Result<(PathBuf, bool), ignore::Error>> + Send>;
        let output = std::path::absolute(&self.output).unwrap_or_default();
        let typed = Arc::clone(&self.typed);
        (0..typed.len()).flat_map(move |i| -> Found {
            let path = typed[i].clone();
            if !path.is_dir() {
                return Box::new(std::iter::once(Ok((path, true))));
            }
            let output = output.clone();
            let walk = ignore::WalkBuilder::new(path)
                .standard_filters(false)
                .hidden(true)
                .sort_by_file_name(Ord::cmp)
                .filter_entry(move |e| std::path::absolute(e.path()).is_ok_and(|p| p != output))
                .build();
            Box::new(walk.filter_map(|entry| match entry {
                Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => None,
                Ok(e) => {
                    let is_file = e.file_type().is_some_and(|t| t.is_file());
                    let wanted = is_file && kind_of(&e.file_name().to_string_lossy()).is_some();
                    Some(Ok((e.into_path(), wanted)))
                }
                Err(error) => Some(Err(error)),
            }))
        })
    }

    /// The output folder.
    pub(crate) fn output(&self) -> &Path {
        &self.output
    }

    /// Goes over all of them once, opening none.
    pub(crate) fn survey(&self) -> Survey {
        let mut survey = Survey { bytes: Some(0), ..Survey::default() };
        let mut list = Sha256::new();
        for found in self.found() {
            let (path, wanted) = match found {
                Ok(found) => found,
                Err(error) => {
                    list.update(error.to_string());
                    continue;
                }
            };
            if !wanted {
                survey.others += 1;
                if survey.some_others.len() < NAMED {
                    survey.some_others.push(files::name(&path));
                }
                continue;
            }
            // A pipe, a device and standard input have no size.
            let size = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
            survey.bytes = survey.bytes.zip(size).map(|(sum, size)| sum + size);
            survey.files += 1;
            list.update(path.as_os_str().as_encoded_bytes());
            list.update(format!("\0{size:?}\n"));
        }
        survey.list = hex(&list.finalize());
        survey
    }
}

/// So many files that are not read are named in the manifest, and so many of them in a message.
const NAMED: usize = 1_000;
const TOLD: usize = 3;

/// What there is to read.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Of how many files.
    pub(crate) files: u64,
    /// Bytes of all files; nothing where standard input or a pipe is among them.
    pub(crate) bytes: Option<u64>,
    /// A hash of all names and sizes: the same list is the same input.
    pub(crate) list: String,
    /// Files in folders that are not read: of other kinds, links, pipes.
    pub(crate) others: u64,
    /// Of them so many as the manifest names.
    pub(crate) some_others: Vec<String>,
}

impl Survey {
    /// Those that are not read, for a message: `: 12 files (a.pdf, b.docx, c.xml, …)`.
    pub(crate) fn others(&self) -> String {
        match self.others {
            0 => String::new(),
            n => {
                let told = self.some_others.get(..TOLD).unwrap_or(&self.some_others).join(", ");
                let more = if n > TOLD as u64 { ", …" } else { "" };
                format!(": {} ({told}{more})", counted(n, "file", "files"))
            }
        }
    }
}
