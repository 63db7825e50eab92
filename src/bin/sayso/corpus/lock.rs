//! One run a folder at a time: the lock that a run holds as long as it lives, however it ends.
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

const NAME: &str = ".sayso-lock";

/// Held until it is dropped; a killed run loses it with its process.
pub(crate) struct Lock {
    path: PathBuf,
    /// Keeps the lock.
    _file: File,
}

impl Lock {
    /// Fails where another run is writing into the folder, which is made if needed.
    pub(crate) fn take(folder: &Path) -> Result<Lock> {
        fs::create_dir_all(folder).map_err(|e| super::partial::failed(folder, e))?;
        let path = folder.join(NAME);
        loop {
            let file = File::create(&path).map_err(|e| super::partial::failed(&path, e))?;
            match file.try_lock() {
                Ok(()) if path.exists() => return Ok(Lock { path, _file: file }),
                // The run before has just taken its file away.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    bail!("{}: another run of sayso is writing here; wait until it has ended, or give another --output", folder.display())
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("{}: cannot be locked", path.display()));
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that stays is in nobody's way: what counts is the lock on it.
        let _ = fs::remove_file(&self.path);
    }
}
