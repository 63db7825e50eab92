//! `--watch`: check again whenever a file changes.
use anyhow::{Context, Result};
use notify::{EventKind, RecursiveMode, Watcher};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

/// Editors write a file in several steps: wait for silence this long.
const SILENCE: Duration = Duration::from_millis(150);

/// Calls `again` after each change of one of the files or of a settings file beside one; ends only where it or the watching fails.
pub(crate) fn run(files: &[PathBuf], again: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    let (send, receive) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(send).context("files cannot be watched here")?;
    // Folders, not files: editors replace a file by a new one of the same name.
    let parent = |f: &PathBuf| f.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    for folder in files.iter().map(parent).collect::<BTreeSet<_>>() {
        watcher.watch(&folder, RecursiveMode::NonRecursive).with_context(|| format!("{}: cannot be watched", folder.display()))?;
    }
    let names: BTreeSet<_> = files.iter().filter_map(|f| f.file_name()).collect();
    let concerns = |event: &notify::Event| {
        let ours = |p: &PathBuf| p.file_name().is_some_and(|n| names.contains(n)) || p.extension().is_some_and(|x| x == "toml");
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(ours)
    };
    loop {
        let event = receive.recv().context("the watching of files ended")?.context("files cannot be watched")?;
        if concerns(&event) {
            while receive.recv_timeout(SILENCE).is_ok() {}
            again()?;
        }
    }
}
