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
    by_renames(new, krate, spare)?;
    Ok(spare.to_path_buf())
}

fn by_renames(new: &Path, krate: &Path, spare: &Path) -> io::Result<()> {
    std::fs::rename(krate, spare)?;
    std::fs::rename(new, krate).or_else(|error| {
        std::fs::rename(spare, krate)?;
        Err(error)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Folders `new` and `krate` with a file of that name each, and what a function makes of them.
    fn after(run: impl FnOnce(&Path, &Path, &Path)) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        let [new, krate, spare] = ["new", "krate", "spare"].map(|name| root.path().join(name));
        for folder in [&new, &krate] {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join(folder.file_name().unwrap()), "").unwrap();
        }
        run(&new, &krate, &spare);
        let names = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = names(root.path()).flat_map(|folder| names(&folder)).collect();
        files.sort();
        files.iter().map(|path| path.strip_prefix(root.path()).unwrap().display().to_string()).collect()
    }

    #[test]
    fn the_new_takes_the_place_of_the_old() {
        let files = after(|new, krate, spare| drop(put(new, krate, spare).unwrap()));
        assert!(files.contains(&"krate/new".to_owned()), "{files:?}");
    }

    #[test]
    fn by_renames_where_there_is_no_exchange() {
        assert_eq!(after(|new, krate, spare| by_renames(new, krate, spare).unwrap()), ["krate/new", "spare/krate"]);
    }

    #[test]
    fn the_old_comes_back_where_the_new_is_gone() {
        let files = after(|new, krate, spare| {
            std::fs::remove_dir_all(new).unwrap();
            by_renames(new, krate, spare).unwrap_err();
        });
        assert_eq!(files, ["krate/krate"]);
    }
}
