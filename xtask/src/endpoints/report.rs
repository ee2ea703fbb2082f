//! What came of a run, in words and as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::discover::Skipped;
use crate::table::Table;
use crate::text::plural;

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    pub(super) outcomes: Vec<Outcome>,
    /// Files that are no services, and why.
    pub skipped: Vec<Skipped>,
    pub(super) seconds: f64,
}

/// What came of a service.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) service: String,
    /// What came of its cases; nothing where it has no rules; or what is wrong with its model or its rules.
    pub(super) result: Result<Option<Ran>, String>,
}

/// What came of the cases of a service.
#[derive(Debug)]
pub(super) struct Ran {
    tree: Option<Count>,
    diagram: Option<Count>,
    /// The edition of the partitions.
    partitions: String,
    /// What it says otherwise than the current one.
    why: Vec<String>,
    failures: Vec<Value>,
}

/// How many cases passed of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    all: u64,
}

impl Count {
    fn plus(self, other: Option<Count>) -> Count {
        let other = other.unwrap_or_default();
        Count { passed: self.passed + other.passed, all: self.all + other.all }
    }

    fn json(self) -> Value {
        json!({"passed": self.passed, "all": self.all})
    }
}

fn cell(count: Option<Count>) -> String {
    count.map_or("-".to_owned(), |Count { passed, all }| format!("{passed}/{all}"))
}

/// Reads an answer of the program, for a service that has so many cases: all must have been run.
pub(super) fn read(answer: &Value, cases: usize) -> Result<Ran, String> {
    if let Some(fault) = answer.get("fault").and_then(Value::as_str) {
        return Err(fault.to_owned());
    }
    let count = |form: &str| {
        let counts = answer.get(form)?;
        let number = |name: &str| counts.get(name).and_then(Value::as_u64).unwrap_or_default();
        Some(Count { passed: number("passed"), all: number("passed") + number("failed") })
    };
    let (tree, diagram) = (count("tree"), count("diagram"));
    if [tree, diagram].into_iter().flatten().any(|count| count.all != cases as u64) || (tree, diagram) == (None, None) {
        return Err("not all of its cases were run".to_owned());
    }
    let list = |name: &str| answer.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(Ran {
        tree,
        diagram,
        partitions: answer.get("partitions").and_then(Value::as_str).unwrap_or_default().to_owned(),
        why: list("why").iter().filter_map(Value::as_str).map(String::from).collect(),
        failures: list("failures"),
    })
}

impl Report {
    /// Whether all cases of all services passed.
    pub fn is_success(&self) -> bool {
        self.outcomes.iter().all(|outcome| match &outcome.result {
            Ok(ran) => ran.as_ref().is_none_or(|ran| ran.failures.is_empty()),
            Err(_) => false,
        })
    }

    fn ran(&self) -> impl Iterator<Item = (&str, &Ran)> {
        self.outcomes.iter().filter_map(|outcome| Some((&*outcome.service, outcome.result.as_ref().ok()?.as_ref()?)))
    }

    fn faults(&self) -> impl Iterator<Item = (&str, &str)> {
        self.outcomes.iter().filter_map(|outcome| Some((&*outcome.service, &**outcome.result.as_ref().err()?)))
    }

    /// The services that ran with other partitions than the current ones, by edition.
    fn editions(&self) -> BTreeMap<&str, Vec<(&str, &Ran)>> {
        let mut editions: BTreeMap<&str, Vec<(&str, &Ran)>> = BTreeMap::new();
        for (service, ran) in self.ran().filter(|(_, ran)| ran.partitions != "current") {
            editions.entry(&ran.partitions).or_default().push((service, ran));
        }
        editions
    }
}

/// The report in words: what failed, a table, and which services ran with partitions of another day.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for (service, fault) in report.faults() {
        text += &format!("FAIL  {service}\n      {fault}\n");
    }
    for (service, ran) in report.ran() {
        ran.failures.iter().for_each(|failure| text += &failed(service, failure));
    }
    let mut table = Table::new(["service", "tree", "diagram", "partitions"]);
    let (mut trees, mut diagrams) = (Count::default(), Count::default());
    for (service, ran) in report.ran() {
        table.row([service.to_owned(), cell(ran.tree), cell(ran.diagram), ran.partitions.clone()]);
        (trees, diagrams) = (trees.plus(ran.tree), diagrams.plus(ran.diagram));
    }
    table.row(["all".to_owned(), cell(Some(trees)), cell(Some(diagrams)), String::new()]);
    text += &table.to_string();
    report.editions().iter().for_each(|(name, services)| text += &edition(name, services));
    text + &summary(report, trees.plus(Some(diagrams)))
}

/// How many services ran with other partitions than the current ones, and what these say otherwise. The table
/// has which.
fn edition(name: &str, services: &[(&str, &Ran)]) -> String {
    let mut facts: BTreeMap<&str, usize> = BTreeMap::new();
    services.iter().flat_map(|(_, ran)| &ran.why).for_each(|fact| *facts.entry(fact).or_default() += 1);
    let mut text =
        format!("with the partitions of {name}, not the current ones: {}\n", plural(services.len(), "service"));
    for (fact, count) in facts {
        text += &format!("  {}: {fact}\n", plural(count, "service"));
    }
    text
}

fn summary(report: &Report, Count { passed, all }: Count) -> String {
    let without_rules = report.outcomes.iter().filter(|outcome| matches!(outcome.result, Ok(None))).count();
    let untested = |ran: &Ran| ran.tree.or(ran.diagram).is_none_or(|count| count.all == 0);
    let without_cases = report.ran().filter(|(_, ran)| untested(ran)).count();
    let mut text = format!("{passed} of {all} cases passed, of {}", plural(report.outcomes.len(), "service"));
    for (count, what) in [(without_rules, "rules"), (without_cases, "cases"), (report.faults().count(), "")] {
        match (count, what) {
            (0, _) => {}
            (_, "") => text += &format!(", {count} broken"),
            (_, what) => text += &format!(", {count} without {what}"),
        }
    }
    text + &format!(", in {:.1} s\n", report.seconds)
}

/// A case that did not pass.
fn failed(service: &str, failure: &Value) -> String {
    let text = |name: &str| failure.get(name).and_then(Value::as_str).unwrap_or("-");
    let params = failure.get("params").unwrap_or(&Value::Null);
    format!(
        "FAIL  {service} by {}: {}\n      with {params}\n      expected {}\n      found {}\n",
        text("form"),
        text("documentation"),
        text("expected"),
        text("actual"),
    )
}

/// The whole report as one document.
pub fn json(report: &Report) -> Value {
    let services = report.outcomes.iter().map(|outcome| match &outcome.result {
        Err(fault) => json!({"service": outcome.service, "fault": fault}),
        Ok(None) => json!({"service": outcome.service}),
        Ok(Some(ran)) => json!({
            "service": outcome.service,
            "tree": ran.tree.map(Count::json),
            "diagram": ran.diagram.map(Count::json),
            "partitions": ran.partitions,
            "why": ran.why,
            "failures": ran.failures,
        }),
    });
    json!({
        "success": report.is_success(),
        "services": services.collect::<Vec<_>>(),
        "skipped": report.skipped.iter().map(|one| json!({"path": one.path, "reason": one.reason})).collect::<Vec<_>>(),
        "seconds": (report.seconds * 1000.0).round() / 1000.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcomes: Vec<Outcome>) -> Report {
        Report { outcomes, skipped: Vec::new(), seconds: 1.0 }
    }

    fn outcome(service: &str, answer: &Value, cases: usize) -> Outcome {
        Outcome { service: service.to_owned(), result: read(answer, cases).map(Some) }
    }

    #[test]
    fn the_reason_for_partitions_of_another_day_is_given() {
        let answer = json!({
            "tree": {"passed": 2, "failed": 0}, "partitions": "April 2025", "why": ["x: a was b, is c"], "failures": [],
        });
        let without_rules = Outcome { service: "none".to_owned(), result: Ok(None) };
        let report = report(vec![outcome("one", &answer, 2), outcome("two", &answer, 2), without_rules]);
        assert!(report.is_success());
        let expected = "\
SERVICE  TREE  DIAGRAM  PARTITIONS
one       2/2        -  April 2025
two       2/2        -  April 2025
all       4/4      0/0
with the partitions of April 2025, not the current ones: 2 services
  2 services: x: a was b, is c
4 of 4 cases passed, of 3 services, 1 without rules, in 1.0 s
";
        assert_eq!(text(&report), expected);
    }

    #[test]
    fn failures_are_shown_whole() {
        let failure = json!({
            "form": "diagram", "documentation": "d", "params": {"A": 1}, "expected": "the url 1", "actual": "2",
        });
        let answer = json!({"diagram": {"passed": 1, "failed": 1}, "partitions": "current", "failures": [failure]});
        let report = report(vec![outcome("one", &answer, 2)]);
        assert!(!report.is_success());
        let text = text(&report);
        let expected = "FAIL  one by diagram: d\n      with {\"A\":1}\n      expected the url 1\n      found 2\n";
        assert!(text.starts_with(expected), "{text}");
        assert_eq!(json(&report)["services"][0]["diagram"], json!({"passed": 1, "all": 2}));
    }

    #[test]
    fn what_was_not_run_has_failed() {
        for answer in [json!({}), json!({"tree": {"passed": 1, "failed": 0}}), json!({"fault": "f"})] {
            assert!(!report(vec![outcome("one", &answer, 2)]).is_success(), "{answer}");
        }
    }
}
