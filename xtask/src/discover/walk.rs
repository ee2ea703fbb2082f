//! Lists the JSON files below a folder.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// The JSON files below the folder `root`, by the folder that they are in, each in order. Hidden
/// folders and links to folders are left out.
pub(super) fn folders(root: &Path) -> anyhow::Result<Vec<Vec<PathBuf>>> {
    let mut folders = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let (files, mut below) = list(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        if !files.is_empty() {
            folders.push(files);
        }
        pending.append(&mut below);
    }
    folders.sort();
    Ok(folders)
}

fn list(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() {
            if !is_hidden {
                folders.push(path);
            }
        } else if path.extension().is_some_and(|extension| extension == "json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok((files, folders))
}
