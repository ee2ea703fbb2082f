//! One run at a time for a folder of crates.

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::Context;

/// Holds the lock of a folder. The system takes it back when the run ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Locks the folder `out`, which is made if it is absent; calls `wait` if another run has the lock.
///
/// # Errors
/// The folder cannot be made or locked.
pub fn lock(out: &Path, wait: impl FnOnce()) -> anyhow::Result<Lock> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let failed = || format!("cannot lock {}", out.display());
    let file = open(out).with_context(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            wait();
            file.lock().with_context(failed)?;
        }
        Err(TryLockError::Error(error)) => return Err(error).with_context(failed),
    }
    Ok(Lock { _file: file })
}

/// What is locked: the folder itself, so that nothing is written.
#[cfg(unix)]
fn open(out: &Path) -> std::io::Result<File> {
    File::open(out)
}

/// What is locked: a file, since folders cannot be.
#[cfg(not(unix))]
fn open(out: &Path) -> std::io::Result<File> {
    File::create(out.join(".tinsmith-lock"))
}
