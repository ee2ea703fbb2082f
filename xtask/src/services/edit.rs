//! Writes values into the file, and leaves all else of it as it is.

use std::path::Path;

use anyhow::{Context, ensure};
use toml::de::{DeTable, DeValue};

use super::parse::parse;
use crate::files;

/// What is new of an entry.
#[derive(Clone, Debug)]
pub struct Edit<'e> {
    /// The version of the package.
    pub version: &'e str,
    /// The hash of the model files.
    pub hash: &'e str,
    /// The model files.
    pub models: &'e [String],
    /// The operations; none where there is no such line.
    pub operations: &'e [String],
}

/// Writes the hashes of services, by name, into the file at `path`, which messages call `shown`.
///
/// # Errors
/// The file cannot be read or written, or has changed so that an entry is not found.
pub fn record(path: &Path, shown: &str, hashes: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    for (name, hash) in hashes {
        text = with_hash(&text, name, hash).with_context(|| format!("cannot write the hash of `{name}` to {shown}"))?;
    }
    files::replace(path, text.as_bytes()).with_context(|| format!("cannot write {shown}"))
}

/// The text of the file with what is new of the entry `name`.
///
/// # Errors
/// The entry is not there, or has a form without lines.
pub fn with_entry(text: &str, name: &str, edit: &Edit<'_>) -> anyhow::Result<String> {
    let entries = parse(text).ok().context("the file is not as it was")?;
    let old = entries.into_iter().find(|entry| entry.name == name).context("the entry is gone")?;
    let mut edited = text.to_owned();
    if old.models != edit.models {
        edited = with_value(&edited, name, "models", &list(edit.models))?;
    }
    if old.operations != edit.operations {
        edited = with_value(&edited, name, "operations", &list(edit.operations))?;
    }
    if old.version != edit.version {
        edited = with_value(&edited, name, "version", &format!("\"{}\"", edit.version))?;
    }
    with_hash(&edited, name, edit.hash)
}

fn with_hash(text: &str, name: &str, hash: &str) -> anyhow::Result<String> {
    with_value(text, name, "sha256", &format!("\"{hash}\""))
}

/// A list: on a line, or on a line for each item where it is long.
fn list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
    match quoted.len() {
        0..=4 => format!("[{}]", quoted.join(", ")),
        _ => format!("[\n{}]", quoted.iter().map(|item| format!("    {item},\n")).collect::<String>()),
    }
}

/// The text with another value of a key of the entry `name`: in its place, or on a line of its own after the models.
fn with_value(text: &str, name: &str, key: &str, value: &str) -> anyhow::Result<String> {
    let edited = match place(text, name, key)? {
        Place::Value(range) => format!("{}{value}{}", &text[..range.start], &text[range.end..]),
        Place::After(end) => {
            let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
            format!("{}\n{key} = {value}{}", &text[..end], &text[end..])
        }
    };
    let same = |written: &str| place(written, name, key).is_ok_and(|place| matches!(place, Place::Value(_)));
    ensure!(parse(&edited).is_ok() && same(&edited), "add the line `{key} = {value}`");
    Ok(edited)
}

/// Where a value is to be written.
enum Place {
    /// In the place of the value that is there.
    Value(std::ops::Range<usize>),
    /// On a line of its own, after the value that ends here.
    After(usize),
}

fn place(text: &str, name: &str, key: &str) -> anyhow::Result<Place> {
    let root = DeTable::parse(text).ok().context("the file is not as it was")?;
    let services = root.get_ref().get("services").map(|services| services.get_ref());
    let Some(DeValue::Table(services)) = services else { anyhow::bail!("the entry is gone") };
    let (header, entry) = services.iter().find(|(found, _)| found.get_ref() == name).context("the entry is gone")?;
    let DeValue::Table(entry) = entry.get_ref() else { anyhow::bail!("the entry is no table") };
    let models = entry.get("models").map_or(header.span().end, |models| models.span().end);
    Ok(entry.get(key).map_or(Place::After(models), |value| Place::Value(value.span())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[track_caller]
    fn check(before: &str, after: &str) {
        assert_eq!(with_hash(before, "a", HASH).unwrap(), after.replace("HASH", HASH));
    }

    #[test]
    fn value_is_replaced_and_all_else_stays() {
        check(
            "# top\n[services.a] # one\nmodels = ['a.json']\nsha256 = '' # recorded\n\n[services.b]\nmodels = ['b']\n",
            "# top\n[services.a] # one\nmodels = ['a.json']\nsha256 = \"HASH\" # recorded\n\n[services.b]\nmodels = ['b']\n",
        );
    }

    #[test]
    fn line_is_added_after_the_models() {
        check(
            "[services.a]\nmodels = [\n  'a.json', # facts\n] # all\nversion = '1.0.0'",
            "[services.a]\nmodels = [\n  'a.json', # facts\n] # all\nsha256 = \"HASH\"\nversion = '1.0.0'",
        );
        check("[services.a]\nmodels = ['a.json']", "[services.a]\nmodels = ['a.json']\nsha256 = \"HASH\"");
    }

    #[test]
    fn form_without_lines_is_refused() {
        let error = with_hash("services.a = { models = ['a'] }", "a", HASH).unwrap_err().to_string();
        assert_eq!(error, format!("add the line `sha256 = \"{HASH}\"`"));
    }

    #[test]
    fn entries_are_changed_where_they_differ() {
        let before = "[services.a]\nmodels = ['a.json']\nsha256 = ''\noperations = ['A', 'B'] # some\n";
        let (models, operations) = (["a.json".to_owned()], ["B".to_owned()]);
        let edit = Edit { version: "0.2.0", hash: HASH, models: &models, operations: &operations };
        let expected = format!(
            "[services.a]\nmodels = ['a.json']\nversion = \"0.2.0\"\nsha256 = \"{HASH}\"\noperations = [\"B\"] # some\n"
        );
        assert_eq!(with_entry(before, "a", &edit).unwrap(), expected);
    }
}
