//! What came of a run, in words and as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tinsmith_codegen::TestKind;

use super::cases::{Case, Outcome, word};
use super::models::Client;
use crate::table::Table;

/// How many lines of a reason are shown.
const LINES: usize = 8;

const KINDS: [TestKind; 4] = [TestKind::Request, TestKind::Response, TestKind::Error, TestKind::EventStream];

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    /// The clients with their cases.
    pub(super) clients: Vec<Client>,
    /// How long it took.
    pub(super) seconds: f64,
}

impl Report {
    /// Whether all cases passed.
    pub fn is_success(&self) -> bool {
        self.clients.iter().all(|client| client.fault.is_none()) && self.cases().all(|(_, case)| case.has_passed())
    }

    fn cases(&self) -> impl Iterator<Item = (&Client, &Case)> {
        self.clients.iter().flat_map(|client| client.cases.iter().map(move |case| (client, case)))
    }

    /// How many cases passed of how many, for each service and protocol.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: BTreeMap<(&str, &str, &str), [Count; 4]> = BTreeMap::new();
        for (client, case) in self.cases() {
            let row = rows.entry((&client.service, case.key.protocol.name(), &client.name)).or_default();
            for (kind, count) in KINDS.iter().zip(row) {
                if case.key.kind == *kind {
                    count.add(case);
                }
            }
        }
        let row = |((service, protocol, folder), counts)| Row { service, protocol, folder, counts };
        rows.into_iter().map(row).collect()
    }
}

struct Row<'r> {
    service: &'r str,
    protocol: &'r str,
    folder: &'r str,
    counts: [Count; 4],
}

/// How many cases passed of how many.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, case: &Case) {
        self.all += 1;
        self.passed += usize::from(case.has_passed());
    }

    fn plus(self, other: Count) -> Count {
        Count { passed: self.passed + other.passed, all: self.all + other.all }
    }

    fn cell(self) -> String {
        if self.all == 0 { "-".to_owned() } else { format!("{}/{}", self.passed, self.all) }
    }

    fn json(self) -> Value {
        json!({"passed": self.passed, "all": self.all})
    }
}

/// The report in words: what failed, and a table.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for (client, fault) in report.clients.iter().filter_map(|client| Some((client, client.fault.as_ref()?))) {
        text += &failed(&client.service, fault);
    }
    for (client, case) in report.cases() {
        if let Outcome::Failed(reason) = &case.outcome {
            let (kind, shape, id) = (word(case.key.kind), case.key.shape.name(), &case.key.id);
            text += &failed(&format!("{} {kind} {shape} {id}", client.service), reason);
        }
    }
    let mut table = Table::new(["service", "protocol", "request", "response", "error", "event stream"]);
    let mut all = [Count::default(); 4];
    let rows = report.rows();
    for row in &rows {
        let [request, response, error, event_stream] = row.counts.map(Count::cell);
        table.row([row.service.to_owned(), row.protocol.to_owned(), request, response, error, event_stream]);
        all.iter_mut().zip(row.counts).for_each(|(sum, count)| *sum = sum.plus(count));
    }
    let [request, response, error, event_stream] = all.map(Count::cell);
    table.row(["all".to_owned(), String::new(), request, response, error, event_stream]);
    let Count { passed, all } = all.into_iter().fold(Count::default(), Count::plus);
    text + &format!("{table}{passed} of {all} cases passed, in {:.1} s\n", report.seconds)
}

/// What failed, with the first lines of why.
fn failed(what: &str, reason: &str) -> String {
    let mut text = format!("FAIL  {what}\n");
    let mut lines = reason.lines();
    lines.by_ref().take(LINES).for_each(|line| text += &format!("      {line}\n"));
    let rest = lines.count();
    if rest > 0 {
        text += &format!("      … and {rest} more lines\n");
    }
    text
}

/// The whole report as one document.
pub fn json(report: &Report) -> Value {
    let services = report.rows().into_iter().map(|row| {
        let [request, response, error, event_stream] = row.counts.map(Count::json);
        json!({
            "service": row.service,
            "protocol": row.protocol,
            "folder": row.folder,
            "request": request,
            "response": response,
            "error": error,
            "eventStream": event_stream,
        })
    });
    let failed = report.cases().filter_map(|(client, case)| match &case.outcome {
        Outcome::Passed => None,
        Outcome::Failed(reason) => Some(json!({
            "model": client.model,
            "service": client.service,
            "protocol": case.key.protocol.name(),
            "kind": word(case.key.kind),
            "shape": case.key.shape.to_string(),
            "id": case.key.id,
            "test": case.test,
            "reason": reason,
        })),
    });
    let faults = report.clients.iter().filter_map(|client| {
        let fault = client.fault.as_ref()?;
        Some(json!({"model": client.model, "service": client.service, "reason": fault}))
    });
    json!({
        "success": report.is_success(),
        "faults": faults.collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
        "failed": failed.collect::<Vec<_>>(),
        "seconds": (report.seconds * 1000.0).round() / 1000.0,
    })
}
