//! One folder takes the place of another.

use std::io;
use std::path::{Path, PathBuf};

/// Puts the folder `new` in the place of `krate`, and gives where that is now. `spare` is a free path
/// for it, should the system be unable to exchange two folders in one step: then a run that is killed
/// between the two renames leaves no crate, until `clear` puts it back.
pub(super) fn put(new: &Path, krate: &Path, spare: &Path) -> io::Result<PathBuf> {
    if !krate.exists() {
        std::fs::rename(new, krate)?;
        return Ok(new.to_path_buf());
    }
    if exchange(new, krate)? {
        return Ok(new.to_path_buf());
    }
    std::fs::rename(krate, spare)?;
    if let Err(error) = std::fs::rename(new, krate) {
        std::fs::rename(spare, krate)?;
        return Err(error);
    }
    Ok(spare.to_path_buf())
}

/// Exchanges two folders in one step; `false` where system or file system cannot.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two folders in one step; `false` where system or file system cannot.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}
