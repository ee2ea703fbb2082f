//! Writes hashes into the file, and leaves all else of it as it is.

use std::path::Path;

use anyhow::{Context, ensure};

use super::{HashAt, parse::parse};
use crate::files;

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

fn with_hash(text: &str, name: &str, hash: &str) -> anyhow::Result<String> {
    let entries = parse(text).ok().context("the file is not as it was")?;
    let entry = entries.into_iter().find(|entry| entry.name == name).context("the entry is gone")?;
    let edited = match entry.hash_at {
        HashAt::Value(range) => format!("{}\"{hash}\"{}", &text[..range.start], &text[range.end..]),
        HashAt::After(end) => {
            let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
            format!("{}\nsha256 = \"{hash}\"{}", &text[..end], &text[end..])
        }
    };
    let written = parse(&edited).ok().and_then(|entries| entries.into_iter().find(|entry| entry.name == name));
    ensure!(written.is_some_and(|entry| entry.sha256.as_deref() == Some(hash)), "add the line `sha256 = \"{hash}\"`");
    Ok(edited)
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
}
