//! `--since` and `--diff`: which lines changed.
use crate::{args::Check, files};
use anyhow::{Context, Result, bail};
use sayso::review::Changes;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What changed, and the folder that the paths of the changes start from.
pub(crate) struct Changed {
    pub(crate) changes: Changes,
    base: PathBuf,
    /// The revision that it changed since.
    since: Option<String>,
}

/// The changes to look at, if the arguments ask for it.
pub(crate) fn changes(args: &Check) -> Result<Option<Changed>> {
    if args.diff {
        let bytes = files::read("stdin", files::open(Path::new(files::STDIN))?, args.reading.max_bytes)?;
        let changes = Changes::parse(&String::from_utf8_lossy(&bytes)).context("stdin")?;
        let base = base_of(&changes)?;
        return Ok(Some(Changed { changes, base, since: None }));
    }
    let Some(since) = &args.since else { return Ok(None) };
    if since.starts_with('-') {
        bail!("`{since}` is no git revision");
    }
    // Without quoting and prefixes that a user's settings could change.
    let settings = ["-c", "core.quotePath=false", "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false"];
    let diff = git(&[&settings[..], &["diff", "--relative", "--no-color", "--no-ext-diff", "--unified=0", since, "--"]].concat())?;
    let mut changes = Changes::parse(&diff).context("git diff")?;
    for path in git(&["-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard"])?.lines() {
        changes.add_file(path);
    }
    Ok(Some(Changed { changes, base: std::env::current_dir()?, since: Some(since.clone()) }))
}

/// The folder in which all files of a diff are: this one, or one above it, where `git diff` was run in a folder of a repository.
fn base_of(changes: &Changes) -> Result<PathBuf> {
    let here = std::env::current_dir()?;
    let missing = |dir: &Path| changes.paths().find(|p| !dir.join(p).exists()).map(str::to_owned);
    match here.ancestors().find(|dir| missing(dir).is_none()) {
        Some(base) => Ok(base.to_owned()),
        None => bail!("{}: the diff names it, and there is no such file here or in the folders above", missing(&here).unwrap_or_default()),
    }
}

impl Changed {
    /// A path as the changes call it: relative to their folder, with slashes.
    pub(crate) fn name(&self, path: &Path) -> String {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = path.strip_prefix(&self.base).unwrap_or(&path);
        let parts = relative.components().filter(|c| !matches!(c, std::path::Component::CurDir));
        parts.map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// The file as it was before, where that is known.
    pub(crate) fn before(&self, path: &Path) -> Option<Vec<u8>> {
        let since = self.since.as_ref()?;
        let output = Command::new("git").args(["show", &format!("{since}:./{}", self.name(path))]).output().ok()?;
        output.status.success().then_some(output.stdout)
    }
}

/// The files to check: those named and the articles in folders that are, or those that changed and are articles by their names.
pub(crate) fn files_to_check(args: &Check, changed: Option<&Changed>) -> Result<Vec<PathBuf>> {
    match changed.filter(|_| args.files.is_empty()) {
        Some(changed) => {
            let here = std::env::current_dir()?;
            let base = changed.base.strip_prefix(&here).unwrap_or(&changed.base);
            // From here, so that reports and settings name a file as they would without a diff.
            let path = |p: &str| if base == Path::new("") { PathBuf::from(p) } else { relative(&base.join(p), &here) };
            Ok(changed.changes.paths().map(path).filter(|p| p.is_file() && files::is_article(p)).collect())
        }
        None => files::article_files(&args.files),
    }
}

/// A path as seen from a folder, if it is in it.
fn relative(path: &Path, from: &Path) -> PathBuf {
    path.strip_prefix(from).map_or_else(|_| path.to_owned(), Path::to_owned)
}

fn git(args: &[&str]) -> Result<String> {
    let output = Command::new("git").args(args).output().context("git cannot be run; `--diff` reads a unified diff from standard input")?;
    if !output.status.success() {
        // What follows the first line is how to use git.
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim().lines().next().unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
