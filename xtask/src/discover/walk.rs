//! Lists the JSON files below a folder, and the compressed ones of C2J.

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

/// The JSON files in a folder, in order.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    // The folder of a file that was given without one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (files, _) = list(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    Ok(files)
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
        } else if is_model(&path) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok((files, folders))
}

fn is_model(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".json") || name.ends_with(".json.gz")
}
