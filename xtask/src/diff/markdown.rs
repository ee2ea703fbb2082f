//! A comparison as Markdown: the description of a pull request.

use std::fmt::Write;

use tinsmith_codegen::diff::{Change, Diff, Kind, Severity};

use super::text::{counts, groups, heading, kinds, shown};
use super::{Report, Service};

/// How many changes of a kind are listed. A description has room for 65,536 characters.
const MOST: usize = 60;

/// How many characters of a change are shown.
const WIDTH: usize = 300;

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let services = report.services.iter().map(service);
    services.collect::<Vec<_>>().join("\n")
}

fn service(service: &Service) -> String {
    let Service { name, old, new, notes, result } = service;
    let diff = match result {
        Ok(diff) => diff,
        Err(error) => return format!("## {name}\n\nThe models cannot be compared:\n\n```text\n{error}\n```\n"),
    };
    let mut text = format!("## {name}: {}\n\n", title(diff));
    if diff.changes().is_empty() {
        return text + "Nothing changes.\n";
    }
    let _ = writeln!(text, "From {} to {}: {}.", shown(old), shown(new), counts(diff));
    for note in notes {
        let _ = writeln!(text, "\n> Note: {note}.");
    }
    text + &sections(diff)
}

fn title(diff: &Diff) -> String {
    match diff.verdict() {
        tinsmith_codegen::diff::Verdict::Unchanged => "no new version".to_owned(),
        verdict => format!("{verdict} version"),
    }
}

/// The sections of a service.
pub(crate) fn sections(diff: &Diff) -> String {
    let mut text = String::new();
    for severity in Severity::ALL {
        let changes: Vec<&Change> = diff.of(severity).collect();
        if !changes.is_empty() {
            section(&mut text, severity, &changes);
        }
    }
    text
}

fn section(text: &mut String, severity: Severity, changes: &[&Change]) {
    match severity {
        Severity::Code | Severity::Wire => {
            let _ = writeln!(text, "\n### {} ({})\n", heading(severity), changes.len());
            for (index, group) in groups(changes).enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                breaking(text, group);
            }
        }
        Severity::Additive => {
            let _ = writeln!(text, "\n### {} ({})\n", heading(severity), changes.len());
            for group in groups(changes) {
                folded(text, group);
            }
        }
        Severity::Docs => {
            let list = kinds(changes).into_iter().map(|(kind, count)| format!("{count} × {kind}"));
            let list: Vec<String> = list.collect();
            let _ = writeln!(text, "\n{} ({}): {}.", heading(severity), changes.len(), list.join(", "));
        }
    }
}

/// What must be read, in full.
fn breaking(text: &mut String, group: &[&Change]) {
    let Some(kind) = group.first().map(|change| change.kind) else { return };
    let advice = kind.advice().map_or_else(String::new, |advice| format!(": {advice}"));
    let _ = writeln!(text, "**{kind}** ({}){advice}\n", group.len());
    list(text, group);
}

/// What may be read.
fn folded(text: &mut String, group: &[&Change]) {
    let Some(kind) = group.first().map(|change| change.kind) else { return };
    if group.len() <= 6 {
        return list(text, group);
    }
    let _ = writeln!(text, "<details><summary>{} × {}</summary>\n", group.len(), words(kind));
    list(text, group);
    let _ = writeln!(text, "\n</details>");
}

fn words(kind: Kind) -> String {
    kind.code().replace('-', " ")
}

fn list(text: &mut String, group: &[&Change]) {
    for change in group.iter().take(MOST) {
        let _ = writeln!(text, "- {}", line(change));
    }
    if group.len() > MOST {
        let _ = writeln!(text, "- and {} more", group.len() - MOST);
    }
}

/// A change in a line of its own, whatever is in the texts of a model.
pub(crate) fn line(change: &Change) -> String {
    let line = change.to_string().replace('\n', " ").replace('<', "&lt;");
    if line.chars().count() <= WIDTH { line } else { line.chars().take(WIDTH).collect::<String>() + "…`" }
}
