//! `--since` and `--diff`: which lines changed.
use crate::{args::Check, files};
use anyhow::{Context, Result, bail};
use sayso::review::Changes;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The changes to look at, if the arguments ask for it.
pub(crate) fn changes(args: &Check) -> Result<Option<Changes>> {
    if args.diff {
        let bytes = files::read("stdin", files::open(Path::new(files::STDIN))?, args.reading.max_bytes)?;
        return Ok(Some(Changes::parse(&String::from_utf8_lossy(&bytes)).context("stdin")?));
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
    Ok(Some(changes))
}

/// The files to check: those named and the articles in folders that are, or those that changed and are articles by their names.
pub(crate) fn files_to_check(args: &Check, changes: Option<&Changes>) -> Result<Vec<PathBuf>> {
    match changes.filter(|_| args.files.is_empty()) {
        Some(changes) => Ok(changes.paths().map(PathBuf::from).filter(|p| files::is_article(p) && p.is_file()).collect()),
        None => Ok(args.files.iter().map(|f| files::article_files(f)).collect::<Result<Vec<_>>>()?.concat()),
    }
}

/// A path as a diff calls it: relative to the working directory, with slashes.
pub(crate) fn name_in_diff(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    let parts = relative.components().filter(|c| !matches!(c, std::path::Component::CurDir));
    parts.map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn git(args: &[&str]) -> Result<String> {
    let output = Command::new("git").args(args).output().context("git cannot be run; `--diff` reads a unified diff from standard input")?;
    if !output.status.success() {
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
