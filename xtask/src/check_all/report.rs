//! What came of a run, in words and as JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::build::Failures;
use super::client::Client;
use super::measure::{self, Measured};
use super::tool::Tool;
use crate::table::Table;

/// How many lines of a reason are shown.
const LINES: usize = 12;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// What came of generating each service.
    pub(super) generated: Vec<Checked>,
    /// What the largest clients cost, if that was the question.
    pub(super) measured: Vec<Measured>,
    /// What came of each tool.
    tools: BTreeMap<Tool, Looked>,
    /// How long it took.
    pub(super) seconds: f64,
}

/// What came of a tool.
#[derive(Debug, Default)]
struct Looked {
    clients: Vec<Checked>,
    /// How many of them had passed before.
    known: usize,
    seconds: f64,
}

/// A service, and why it has failed, if it has.
#[derive(Debug)]
pub(super) struct Checked {
    service: String,
    failure: Option<String>,
}

impl Checked {
    pub(super) fn passed(service: String) -> Checked {
        Checked { service, failure: None }
    }

    pub(super) fn failed(service: String, reason: String) -> Checked {
        Checked { service, failure: Some(reason) }
    }
}

impl Report {
    /// Adds clients that had passed before.
    pub(super) fn known(&mut self, tool: Tool, clients: &[&Client]) {
        let looked = self.tools.entry(tool).or_default();
        looked.known += clients.len();
        looked.clients.extend(clients.iter().map(|client| Checked::passed(client.name.clone())));
    }

    /// Adds what came of a batch.
    pub(super) fn add(&mut self, tool: Tool, batch: &[&Client], mut failures: Failures, time: Duration) {
        let looked = self.tools.entry(tool).or_default();
        looked.seconds += time.as_secs_f64();
        looked.clients.extend(
            batch.iter().map(|client| Checked { service: client.name.clone(), failure: failures.remove(&client.name) }),
        );
    }

    /// Whether everything passed.
    pub fn is_success(&self) -> bool {
        self.failures().next().is_none()
    }

    /// What has failed: which service, at what, and why.
    fn failures(&self) -> impl Iterator<Item = (&str, &'static str, &str)> {
        let generated = self.generated.iter().map(|checked| ("generate", checked));
        let tools = self.tools.iter().flat_map(|(tool, looked)| looked.clients.iter().map(|one| (tool.word(), one)));
        generated.chain(tools).filter_map(|(word, one)| Some((one.service.as_str(), word, one.failure.as_deref()?)))
    }

    fn rows(&self) -> Vec<Row> {
        let generated = Row::new("generate", &self.generated, 0, None);
        let tools = self.tools.iter();
        let tools =
            tools.map(|(tool, looked)| Row::new(tool.word(), &looked.clients, looked.known, Some(looked.seconds)));
        std::iter::once(generated).chain(tools).collect()
    }
}

/// What came of one step.
struct Row {
    step: &'static str,
    services: usize,
    failed: usize,
    known: usize,
    seconds: Option<f64>,
}

impl Row {
    fn new(step: &'static str, checked: &[Checked], known: usize, seconds: Option<f64>) -> Row {
        let failed = checked.iter().filter(|one| one.failure.is_some()).count();
        Row { step, services: checked.len(), failed, known, seconds }
    }
}

/// The report in words: what failed, and a table.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for (service, step, reason) in report.failures() {
        text += &format!("FAIL  {service}: {step}\n");
        let mut lines = reason.lines();
        lines.by_ref().take(LINES).for_each(|line| text += &format!("      {line}\n"));
        let rest = lines.count();
        if rest > 0 {
            text += &format!("      … and {rest} more lines\n");
        }
    }
    let mut table = Table::new(["step", "services", "passed", "known", "failed", "seconds"]);
    for row in report.rows() {
        table.row([
            row.step.to_owned(),
            row.services.to_string(),
            (row.services - row.failed).to_string(),
            row.known.to_string(),
            row.failed.to_string(),
            row.seconds.map_or("-".to_owned(), |seconds| format!("{seconds:.0}")),
        ]);
    }
    if !report.measured.is_empty() {
        text += &measure::text(&report.measured);
    }
    let failed = report.failures().count();
    text + &format!("{table}{} services, {failed} failures, in {:.1} s\n", report.generated.len(), report.seconds)
}

/// The whole report as one document.
pub fn json(report: &Report) -> Value {
    let steps = report.rows().into_iter().map(|row| {
        json!({
            "step": row.step,
            "services": row.services,
            "failed": row.failed,
            "known": row.known,
            "seconds": row.seconds.map(rounded),
        })
    });
    let failures =
        report.failures().map(|(service, step, reason)| json!({"service": service, "step": step, "reason": reason}));
    json!({
        "success": report.is_success(),
        "steps": steps.collect::<Vec<_>>(),
        "failures": failures.collect::<Vec<_>>(),
        "measured": measure::json(&report.measured),
        "seconds": rounded(report.seconds),
    })
}

fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
