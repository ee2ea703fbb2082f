//! A comparison as one JSON document.

use serde_json::{Map, Value, json};
use tinsmith_codegen::diff::{Change, Diff, Severity};

use super::{Report, Service};

/// The report as one document.
pub fn json(report: &Report) -> Value {
    json!({
        "breaking": report.is_breaking(),
        "services": report.services.iter().map(service).collect::<Vec<_>>(),
    })
}

fn service(service: &Service) -> Value {
    let Service { name, old, new, notes, result } = service;
    let mut object = Map::new();
    object.insert("service".into(), name.clone().into());
    object.insert("old".into(), old.clone().into());
    object.insert("new".into(), new.clone().into());
    object.insert("notes".into(), notes.clone().into());
    match result {
        Ok(diff) => {
            object.insert("verdict".into(), diff.verdict().code().into());
            object.insert("counts".into(), counts(diff));
            object.insert("changes".into(), diff.changes().iter().map(change).collect());
        }
        Err(error) => drop(object.insert("error".into(), error.clone().into())),
    }
    Value::Object(object)
}

fn counts(diff: &Diff) -> Value {
    let count = |severity: Severity| (severity.code().to_owned(), Value::from(diff.of(severity).count()));
    Value::Object(Severity::ALL.into_iter().map(count).collect())
}

fn change(change: &Change) -> Value {
    json!({
        "kind": change.kind.code(),
        "severity": change.kind.severity().code(),
        "verdict": change.kind.verdict().code(),
        "path": change.path,
        "shape": change.shape,
        "before": change.before,
        "after": change.after,
        "text": change.to_string(),
        "advice": change.kind.advice(),
    })
}
