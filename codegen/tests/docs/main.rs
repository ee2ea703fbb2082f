//! Documentation of models becomes Markdown.
//!
//! The cases stand in the text files here, each under its name; what becomes of them is in the snapshots.

mod properties;

use std::fmt::Write;

use tinsmith_codegen::docs;

const WIDTH: usize = 60;

#[test]
fn html() {
    insta::assert_snapshot!(outcomes(include_str!("html.txt"), markdown));
}

#[test]
fn commonmark() {
    insta::assert_snapshot!(outcomes(include_str!("commonmark.txt"), markdown));
}

#[test]
fn summary() {
    insta::assert_snapshot!(outcomes(include_str!("summary.txt"), docs::summary));
}

#[test]
fn code_may_be_indented_far() {
    let lines = docs::markdown(&format!("```\n{}tea\n```", " ".repeat(70_000)), WIDTH);
    assert_eq!(lines.iter().map(String::len).max(), Some(70_003));
}

#[test]
fn lists_and_quotes_may_be_deep() {
    for part in ["<ul><li>", "<blockquote>", "- ", "> ", "<b>", "<code>", "[", "1. "] {
        let lines = docs::markdown(&format!("{}tea", part.repeat(20_000)), WIDTH);
        assert!(lines.iter().all(|line| line.len() < 20_000 * (part.len() + 2)), "{part}");
    }
}

fn markdown(text: &str) -> String {
    docs::markdown(text, WIDTH).join("\n")
}

/// Each case of a file under its name, and what becomes of it.
fn outcomes(cases: &str, convert: impl Fn(&str) -> String) -> String {
    let mut outcomes = String::new();
    for case in cases.split("=== ").skip(1) {
        let (name, text) = case.split_once('\n').expect("a case has a name");
        let text = text.strip_suffix('\n').unwrap_or(text);
        write!(outcomes, "=== {name}\n{text}\n--->\n{}\n\n", convert(text)).expect("a string takes all");
    }
    outcomes
}
