//! The entry of a version in a crate's CHANGELOG.md.

use std::fmt::Write;

use tinsmith_codegen::diff::{Change, Diff, Severity};

use crate::diff::line;

const TITLE: &str = "# Changelog\n";

/// How many changes of a kind are listed.
const MOST: usize = 100;

/// The changelog with an entry for `version` on top. An entry that is there for the version is kept below.
pub(super) fn with_entry(changelog: Option<&str>, version: &str, diff: &Diff) -> String {
    let rest = changelog.unwrap_or_default();
    let rest = rest.strip_prefix(TITLE).unwrap_or(rest).trim_start_matches('\n');
    let gap = if rest.is_empty() { "" } else { "\n" };
    format!("{TITLE}\n{}{gap}{rest}", entry(version, diff))
}

fn entry(version: &str, diff: &Diff) -> String {
    let mut text = format!("## {version}\n");
    for severity in Severity::ALL {
        let changes: Vec<&Change> = diff.of(severity).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {}\n", heading(severity));
        for group in changes.chunk_by(|a, b| a.kind == b.kind) {
            match severity {
                Severity::Code | Severity::Wire | Severity::Additive => list(&mut text, group),
                Severity::Docs => count(&mut text, group),
            }
        }
    }
    text
}

fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Code => "Breaking",
        Severity::Wire => "Calls do other than before",
        Severity::Additive => "New",
        Severity::Docs => "Documentation, and what clients do not use",
    }
}

fn list(text: &mut String, group: &[&Change]) {
    for change in group.iter().take(MOST) {
        let advice = change.kind.advice().map_or_else(String::new, |advice| format!(": {advice}"));
        let _ = writeln!(text, "- {}{advice}.", line(change));
    }
    if let Some(left @ 1..) = group.len().checked_sub(MOST) {
        let _ = writeln!(text, "- And {left} more of that kind.");
    }
}

fn count(text: &mut String, group: &[&Change]) {
    if let Some(first) = group.first() {
        let _ = writeln!(text, "- {}: {}.", first.kind.code().replace('-', " "), group.len());
    }
}

#[cfg(test)]
mod tests {
    use tinsmith_codegen::diff::Kind;

    use super::*;

    #[test]
    fn entries_stand_on_top() {
        let change = |kind, path: &str| Change {
            kind,
            path: path.to_owned(),
            shape: "a#B".to_owned(),
            before: None,
            after: None,
        };
        let diff =
            Diff::from_iter([change(Kind::OperationAdded, "Client::b"), change(Kind::OperationRemoved, "Client::a")]);
        let first = with_entry(None, "0.2.0", &diff);
        let expected = "# Changelog\n\n## 0.2.0\n\n### Breaking\n\n\
            - `Client::a` is gone: remove the calls, or call what replaces it.\n\n### New\n\n- `Client::b` is new.\n";
        assert_eq!(first, expected);
        let second = with_entry(Some(&first), "0.3.0", &diff);
        assert!(
            second.starts_with("# Changelog\n\n## 0.3.0\n") && second.ends_with(&expected["# Changelog\n".len()..])
        );
    }
}
