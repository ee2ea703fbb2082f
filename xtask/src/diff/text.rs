//! A comparison in words: a summary that fits two screens, or all of it.

use std::fmt::Write;

use tinsmith_codegen::diff::{Change, Diff, Kind, Severity};

use super::{Report, Service};
use crate::text::{and, plural};

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// As much as fits two screens.
    Summary,
    /// Every change.
    All,
}

/// How many lines a summary has at most: two screens, with the prompt.
const LINES: usize = 84;

/// How wide a line is.
const WIDTH: usize = 118;

/// The report in words.
pub fn text(report: &Report, detail: Detail) -> String {
    match report.services.as_slice() {
        [] => "there is nothing to compare\n".to_owned(),
        [service] => one(service, detail),
        services => several(services, detail),
    }
}

/// Several services: a line each, unless everything is asked for.
fn several(services: &[Service], detail: Detail) -> String {
    if detail == Detail::All {
        return services.iter().map(|service| one(service, detail) + "\n").collect();
    }
    let mut text = String::new();
    let mut alike = 0;
    for service in services {
        match &service.result {
            Ok(diff) if diff.changes().is_empty() => alike += 1,
            Ok(diff) => {
                let _ = writeln!(text, "{:<28} {:<6} {}", service.name, diff.verdict(), counts(diff));
            }
            Err(error) => {
                let _ = writeln!(text, "{:<28} error  {}", service.name, error.lines().next().unwrap_or_default());
            }
        }
    }
    let _ = writeln!(text, "{} without changes; name a service to see more of it", plural(alike, "service"));
    text
}

fn one(service: &Service, detail: Detail) -> String {
    let mut text = format!("{}: {} -> {}\n", service.name, shown(&service.old), shown(&service.new));
    let diff = match &service.result {
        Ok(diff) => diff,
        Err(error) => return format!("{text}{}\n", error.trim_end()),
    };
    if diff.changes().is_empty() {
        return text + "nothing changes\n";
    }
    let _ = writeln!(text, "verdict: {}; {}", diff.verdict(), counts(diff));
    for note in &service.notes {
        wrapped(&mut text, "note: ", "      ", note.split(' '), " ");
    }
    text + &body(diff, detail)
}

/// The models in a word or two: their folder, where they have one and are many.
pub(super) fn shown(models: &[String]) -> String {
    let mut folders: Vec<&str> =
        models.iter().map(|model| model.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    folders.dedup();
    match (models, folders.as_slice()) {
        ([], _) => "nothing".to_owned(),
        ([_, _, ..], [folder]) if !folder.is_empty() => (*folder).to_owned(),
        (models, _) => and(models),
    }
}

/// How many changes of each severity there are.
pub(super) fn counts(diff: &Diff) -> String {
    let words = |severity: Severity| {
        let count = diff.of(severity).count();
        let what = match (severity, count) {
            (Severity::Code, 1) => "breaks code",
            (Severity::Code, _) => "break code",
            (Severity::Wire, 1) => "changes calls",
            (Severity::Wire, _) => "change calls",
            (Severity::Additive, 1) => "adds",
            (Severity::Additive, _) => "add",
            (Severity::Docs, 1) => "is documentation",
            (Severity::Docs, _) => "are documentation",
        };
        format!("{count} {what}")
    };
    Severity::ALL.map(words).join(", ")
}

/// The longest text that fits.
fn body(diff: &Diff, detail: Detail) -> String {
    if detail == Detail::All {
        return sections(diff, usize::MAX);
    }
    let most = [20, 12, 8, 6, 5, 4, 3, 2, 1, 0];
    let texts = most.into_iter().map(|most| sections(diff, most));
    let mut shortest = String::new();
    for text in texts {
        if text.lines().count() <= LINES {
            return text;
        }
        shortest = text;
    }
    shortest
}

/// The heading of a severity.
pub(super) fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Code => "Breaks code that callers have",
        Severity::Wire => "Compiles, and calls do other than before",
        Severity::Additive => "Adds",
        Severity::Docs => "Documentation, and what clients do not use",
    }
}

/// The sections, with `most` lines for each kind of change.
fn sections(diff: &Diff, most: usize) -> String {
    let mut text = String::new();
    for severity in Severity::ALL {
        let changes: Vec<&Change> = diff.of(severity).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{} ({})", heading(severity), changes.len());
        let most = if severity == Severity::Docs && most != usize::MAX { 0 } else { most };
        for group in groups(&changes) {
            kind(&mut text, group, most);
        }
    }
    text
}

/// The changes of each kind, of changes that are sorted.
pub(super) fn groups<'a, 'c>(changes: &'a [&'c Change]) -> impl Iterator<Item = &'a [&'c Change]> {
    changes.chunk_by(|a, b| a.kind == b.kind)
}

fn kind(text: &mut String, changes: &[&Change], most: usize) {
    let Some(first) = changes.first() else { return };
    let advice = first.kind.advice().map_or_else(String::new, |advice| format!(": {advice}"));
    let _ = writeln!(text, "  {} ({}){advice}", first.kind, changes.len());
    if most == 0 {
        return;
    }
    if is_said_alike(changes) {
        names(text, changes, most);
        return;
    }
    let shown = if changes.len() > most { most - 1 } else { most };
    for change in changes.iter().take(shown) {
        wrapped(text, "    ", "      ", clipped(&change_text(change)).split(' '), " ");
    }
    if changes.len() > shown {
        let _ = writeln!(text, "    and {} more", changes.len() - shown);
    }
}

/// Whether all that differs is the place.
fn is_said_alike(changes: &[&Change]) -> bool {
    let is_plain = |change: &&Change| change.before.is_none() && change.after.is_none();
    changes.iter().all(is_plain) && changes.len() > 1
}

/// The places, as many on a line as there is room for; those within one thing as `thing::{a, b}`.
fn names(text: &mut String, changes: &[&Change], most: usize) {
    let mut lines: Vec<(String, usize)> = vec![(String::new(), 0)];
    for word in words(changes) {
        match lines.last_mut() {
            Some((line, count)) if line.len() + word.len() + 6 <= WIDTH || line.is_empty() => {
                let gap = if line.is_empty() { "" } else { " " };
                *line += &format!("{gap}{word}");
                *count += 1;
            }
            _ => lines.push((word, 1)),
        }
    }
    let shown = if lines.len() > most { most.saturating_sub(1) } else { lines.len() };
    for (line, _) in lines.iter().take(shown) {
        let _ = writeln!(text, "    {line}");
    }
    let left: usize = lines.iter().skip(shown).map(|(_, count)| count).sum();
    if left > 0 {
        let _ = writeln!(text, "    and {left} more");
    }
}

/// The places as words with commas: one for each.
fn words(changes: &[&Change]) -> Vec<String> {
    let subjects: Vec<(&str, &str)> =
        changes.iter().map(|change| change.subject().rsplit_once("::").unwrap_or(("", change.subject()))).collect();
    let mut words = Vec::with_capacity(subjects.len());
    for group in subjects.chunk_by(|a, b| a.0 == b.0) {
        for (index, (parent, name)) in group.iter().enumerate() {
            let (is_first, is_last) = (index == 0, index + 1 == group.len());
            let gap = if parent.is_empty() { "" } else { "::" };
            words.push(match (is_first, is_last) {
                (true, true) => format!("{parent}{gap}{name},"),
                _ if parent.is_empty() => format!("{name},"),
                (true, false) => format!("{parent}{gap}{{{name},"),
                (false, true) => format!("{name}}},"),
                (false, false) => format!("{name},"),
            });
        }
    }
    if let Some(last) = words.last_mut() {
        last.truncate(last.len() - 1);
    }
    words
}

/// A change, with what it is about.
pub(super) fn change_text(change: &Change) -> String {
    format!("{} {}", change.subject(), change.predicate())
}

/// What fits about two lines. Rules of waiters and documents as defaults may be long.
fn clipped(text: &str) -> String {
    const MOST: usize = 2 * (WIDTH - 10);
    let text = text.replace('\n', " ");
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).collect::<String>() + "…" }
}

/// Adds words in lines, of which the first is led by `first` and all others by `next`.
fn wrapped<'w>(text: &mut String, first: &str, next: &str, words: impl Iterator<Item = &'w str>, gap: &str) {
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in words {
        if !is_empty && line.chars().count() + gap.len() + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{}{}", line, gap.trim_end());
            line = next.to_owned();
            is_empty = true;
        }
        if !is_empty {
            line.push_str(gap);
        }
        line.push_str(word);
        is_empty = false;
    }
    let _ = writeln!(text, "{line}");
}

/// The kinds of a severity with their numbers, for a line.
pub(super) fn kinds(changes: &[&Change]) -> Vec<(Kind, usize)> {
    groups(changes).filter_map(|group| Some((group.first()?.kind, group.len()))).collect()
}
