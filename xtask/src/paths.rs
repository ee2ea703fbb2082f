//! Paths from one folder to another.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::layout::slashed;

/// The path that leads from the folder `from`, which need not exist, to `to`, with `/`.
///
/// # Errors
/// `to` does not exist.
pub fn relative(from: &Path, to: &Path) -> io::Result<String> {
    let to = std::fs::canonicalize(to)?;
    let from = resolved(&std::path::absolute(from)?);
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[common..].iter().map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to[common..].iter().copied()).collect();
    Ok(slashed(&path))
}

/// The path with its links resolved as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    match (std::fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(resolved), _, _) => resolved,
        (Err(_), Some(parent), Some(name)) => resolved(parent).join(name),
        _ => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_up_and_down() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("repo/runtime")).unwrap();
        let path = relative(&folder.path().join("out/s3"), &folder.path().join("repo/runtime")).unwrap();
        assert_eq!(path, "../../repo/runtime");
    }

    #[test]
    fn absent_target_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(relative(folder.path(), &folder.path().join("absent")).is_err());
    }
}
