//! What an update has done, or would do.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diff::{self, Detail};

/// How many ids are listed.
const MOST: usize = 10;

/// What an update has done, or would do.
#[derive(Debug)]
pub struct Update {
    /// What the new model changes.
    pub report: diff::Report,
    /// The version that the crate had, and the one that it has.
    pub versions: (String, String),
    /// What a caller must know and is not documented yet.
    pub undocumented: Vec<String>,
    /// What was documented, and is gone.
    pub dropped: Vec<String>,
    /// The files of the models that are written.
    pub models: Vec<String>,
    /// How many files of the crate are written or removed.
    pub files: usize,
    /// What is odd.
    pub notes: Vec<String>,
    /// Whether a file is not as it was.
    pub is_change: bool,
    /// Whether nothing was to be written.
    pub is_dry_run: bool,
}

/// The update in words.
pub fn text(update: &Update) -> String {
    let mut text = diff::text(&update.report, Detail::Summary);
    text.push('\n');
    for note in &update.notes {
        let _ = writeln!(text, "note: {note}");
    }
    list(&mut text, "not documented yet", &update.undocumented);
    list(&mut text, "documented, and gone: dropped", &update.dropped);
    let (old, new) = &update.versions;
    let version = if old == new { format!("the version stays {old}") } else { format!("version {old} -> {new}") };
    let _ = match (update.is_change, update.is_dry_run) {
        (false, _) => writeln!(text, "everything is as it was"),
        (true, true) => writeln!(text, "nothing was written: {version}, {}", written(update)),
        (true, false) => writeln!(text, "written: {version}, {}", written(update)),
    };
    text
}

fn written(update: &Update) -> String {
    format!("{} and {} of the crate", update.models.join(", "), crate::text::plural(update.files, "file"))
}

fn list(text: &mut String, what: &str, ids: &[String]) {
    if ids.is_empty() {
        return;
    }
    let _ = writeln!(text, "{what} ({}):", ids.len());
    for id in ids.iter().take(MOST) {
        let _ = writeln!(text, "  {id}");
    }
    if ids.len() > MOST {
        let _ = writeln!(text, "  and {} more", ids.len() - MOST);
    }
}

/// The update as one document.
pub fn json(update: &Update) -> Value {
    json!({
        "diff": diff::json(&update.report),
        "version": { "old": update.versions.0, "new": update.versions.1 },
        "undocumented": update.undocumented,
        "dropped": update.dropped,
        "models": update.models,
        "files": update.files,
        "notes": update.notes,
        "changed": update.is_change,
        "written": update.is_change && !update.is_dry_run,
    })
}
