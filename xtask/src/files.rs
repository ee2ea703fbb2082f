//! Single files.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Replaces the content of a file: a run that is killed leaves the old one or the new one, and perhaps
/// what [`discard`] deletes. One run at a time may write to a file.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let (new, file) = write_beside(path, content)?;
    file.sync_all()?;
    std::fs::rename(new, path)
}

/// As [`replace`], but does not wait for the disk: for what is checked whenever it is read, since a failure of the
/// system may leave it empty.
pub fn replace_unsynced(path: &Path, content: &[u8]) -> io::Result<()> {
    let (new, _) = write_beside(path, content)?;
    std::fs::rename(new, path)
}

/// Writes what is to be the content of a file beside it.
fn write_beside(path: &Path, content: &[u8]) -> io::Result<(PathBuf, File)> {
    let new = beside(path);
    discard(path)?;
    // A new file, never one that a link leads to.
    let mut file = File::create_new(&new)?;
    file.write_all(content)?;
    if let Ok(metadata) = std::fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    Ok((new, file))
}

/// Deletes what a run that was killed may have left beside a file.
pub fn discard(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(beside(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}
