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
    /// Files that the diff names and that are not there.
    pub(crate) missing: Vec<String>,
    base: PathBuf,
    /// The revision that it changed since.
    since: Option<String>,
}

/// The changes to look at, if the arguments ask for it.
pub(crate) fn changes(args: &Check) -> Result<Option<Changed>> {
    if args.diff {
        let bytes = files::read("stdin", files::open(Path::new(files::STDIN))?, args.reading.max_bytes)?;
        if bytes.trim_ascii().is_empty() {
            files::complain("stdin: the diff is empty: nothing changed, and nothing was checked");
        }
        let changes = Changes::parse(&String::from_utf8_lossy(&bytes)).context("stdin")?;
        let (base, missing) = base_of(&changes)?;
        return Ok(Some(Changed { changes, missing, base, since: None }));
    }
    let Some(since) = &args.since else { return Ok(None) };
    if since.starts_with('-') {
        bail!("`{since}` is no git revision");
    }
    // All of the repository, wherever in it sayso was started.
    let here = std::env::current_dir()?;
    let base = PathBuf::from(git(&here, &["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
    // Without prefixes and folders that a user's settings could change.
    let settings = ["-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "diff.relative=false"];
    let diff = git(&base, &[&settings[..], &["diff", "--no-color", "--no-ext-diff", "--unified=0", since, "--"]].concat())?;
    let mut changes = Changes::parse(&diff).context("git diff")?;
    for path in git(&base, &["ls-files", "-z", "--others", "--exclude-standard"])?.split_terminator('\0') {
        changes.add_file(path);
    }
    Ok(Some(Changed { changes, missing: Vec::new(), base, since: Some(since.clone()) }))
}

/// The folder that the paths of a diff start from, and those of its files that are not there: this folder, or, where `git diff` was run in
/// a folder of a repository, the one above it that has most of them.
fn base_of(changes: &Changes) -> Result<(PathBuf, Vec<String>)> {
    let here = std::env::current_dir()?;
    let missing = |dir: &Path| changes.paths().filter(|p| !dir.join(p).exists()).map(str::to_owned).collect::<Vec<_>>();
    let bases = here.ancestors().map(|dir| (dir.to_owned(), missing(dir)));
    Ok(bases.min_by_key(|(_, missing)| missing.len()).unwrap_or_default())
}

impl Changed {
    /// A path as the changes call it: relative to their folder, with slashes.
    pub(crate) fn name(&self, path: &Path) -> String {
        let path = files::whole(path);
        files::slashed(path.strip_prefix(&self.base).unwrap_or(&path))
    }

    /// The file as it was before, where that is known.
    pub(crate) fn before(&self, path: &Path) -> Option<Vec<u8>> {
        let since = self.since.as_ref()?;
        let output = Command::new("git").args(["show", &format!("{since}:{}", self.name(path))]).current_dir(&self.base).output().ok()?;
        output.status.success().then_some(output.stdout)
    }
}

/// The files to check: those named and the articles in folders that are, or those that changed and are articles by their names.
pub(crate) fn files_to_check(args: &Check, changed: Option<&Changed>) -> Result<Vec<PathBuf>> {
    match changed.filter(|_| args.files.is_empty()) {
        Some(changed) => {
            let here = std::env::current_dir()?;
            // From here, so that reports and settings name a file as they would without a diff.
            let path = |p: &str| relative(&changed.base.join(p), &here);
            Ok(changed.changes.paths().map(path).filter(|p| p.is_file() && files::is_article(p)).collect())
        }
        None => files::article_files(&args.files),
    }
}

/// A path as seen from a folder: `../news/wire.txt`.
fn relative(path: &Path, from: &Path) -> PathBuf {
    let shared = from.ancestors().enumerate().find_map(|(up, dir)| Some((up, path.strip_prefix(dir).ok()?)));
    shared.map_or_else(|| path.to_owned(), |(up, rest)| std::iter::repeat_n("..", up).collect::<PathBuf>().join(rest))
}

fn git(dir: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git").args(args).current_dir(dir).output();
    let output = output.context("git cannot be run; `--diff` reads a unified diff from standard input")?;
    if !output.status.success() {
        // What follows the first line is how to use git.
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim().lines().next().unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
