//! JMESPath against its compliance suite and Smithy's expressions, and for what must never happen.

use std::path::PathBuf;

use aws_smithy_types::Document;
use proptest::prelude::*;
use tinsmith::jmespath::{Expression, JValue, Number, SearchErrorKind};
use tinsmith::json::document_from_str;

/// Where the suites are, unless this machine has none and need not.
fn conformance() -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/jmespath"));
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{} is missing", path.display());
    println!("skipped: {} is missing", path.display());
    None
}

fn read_document(path: PathBuf) -> Document {
    let text = std::fs::read_to_string(&path).unwrap();
    document_from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn array(document: &Document) -> &[Document] {
    document.as_array().expect("an array")
}

/// What a case of the suite came to: nothing to complain of, or a complaint.
fn run_case(given: &Document, case: &Document) -> Result<&'static str, String> {
    let member = |name| case.as_object().and_then(|case| case.get(name));
    let text = member("expression").and_then(Document::as_string).ok_or("a case without an expression")?;
    let parsed = Expression::parse(text);
    if let Some(expected) = member("error").and_then(Document::as_string) {
        let found = match &parsed {
            Err(_) => "syntax",
            Ok(expression) => match expression.search(given) {
                Err(error) => error.kind.name(),
                Ok(value) => return Err(format!("{text}: expected the error {expected}, found {value}")),
            },
        };
        return if found == expected {
            Ok("error")
        } else {
            Err(format!("{text}: expected {expected}, found {found}"))
        };
    }
    let expression = parsed.map_err(|error| format!("{text}: {error}"))?;
    let found = expression.search(given).map_err(|error| format!("{text}: {error}"))?;
    match member("result").map(JValue::from) {
        Some(expected) if expected == found => Ok("result"),
        Some(expected) => Err(format!("{text}: expected {expected}, found {found}")),
        None => member("bench").map(|_| "benchmark").ok_or(format!("{text}: a case of an unknown kind")),
    }
}

#[test]
fn compliance_suite() {
    let Some(root) = conformance() else { return };
    let mut counts = std::collections::BTreeMap::new();
    let mut complaints = Vec::new();
    let manifest = std::fs::read_to_string(root.join("compliance/MANIFEST")).unwrap();
    for file in manifest.lines() {
        let groups = read_document(root.join("compliance").join(file));
        for group in array(&groups) {
            let group = group.as_object().unwrap();
            for case in array(&group["cases"]) {
                match run_case(&group["given"], case) {
                    Ok(kind) => *counts.entry(kind).or_insert(0) += 1,
                    Err(complaint) => complaints.push(format!("{file}: {complaint}")),
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}\n{} complaints", complaints.join("\n"), complaints.len());
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("benchmark", 16), ("error", 150), ("result", 742)]);
}

#[test]
fn smithy_expressions() {
    let Some(root) = conformance() else { return };
    let expressions = |name: &str| read_document(root.join("smithy-jmespath-expressions").join(name));
    let parse = |it: &Document| Expression::parse(it.as_string().unwrap()).map_err(|error| (it.clone(), error));

    let valid = expressions("valid.json");
    let refused: Vec<_> = array(&valid).iter().filter_map(|it| parse(it).err()).collect();
    assert!(refused.is_empty(), "refused: {refused:#?}");

    let invalid = expressions("invalid.json");
    let taken: Vec<_> = array(&invalid).iter().filter(|it| parse(it).is_ok()).collect();
    assert!(taken.is_empty(), "not refused: {taken:#?}");
    assert_eq!((array(&valid).len(), array(&invalid).len()), (690, 101));
}
