//! All cases of a service, by each form of its rules.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tinsmith::rules::RuleSet;

use crate::case::{Mismatch, check_case};
use crate::editions::{Edition, difference};

/// The forms that rules have.
const FORMS: [&str; 2] = ["tree", "diagram"];

/// A case that did not pass.
struct Failure<'c> {
    case: &'c Value,
    form: &'static str,
    mismatch: Mismatch,
}

/// Runs the cases of a service: `tree`, `diagram`, and `tests`, which is the value of `smithy.rules#endpointTests`.
/// They run with the current partitions, or with the first other edition by which all pass.
///
/// What comes of it is an object: `tree` and `diagram` say how many cases passed and failed by that form, `failures` has
/// the latter; `partitions` names the edition, and `why` has what it says otherwise than the current one. `fault` is
/// there instead if the rules cannot be read.
pub fn run(service: &Value, editions: &[Edition]) -> Value {
    let mut rules = Vec::new();
    for form in FORMS {
        let Some(document) = service.get(form).filter(|document| !document.is_null()) else { continue };
        match RuleSet::parse(&document.to_string()) {
            Ok(parsed) => rules.push((form, parsed)),
            Err(error) => return json!({"fault": format!("{form}: {error}")}),
        }
    }
    let none = Vec::new();
    let cases = service["tests"]["testCases"].as_array().unwrap_or(&none);
    let mut all = editions.iter().map(|edition| (edition, failures(&rules, cases, edition)));
    let Some((current, first)) = all.next() else { return json!({"fault": "there are no partitions"}) };
    let other = if first.is_empty() { None } else { all.find(|(_, failures)| failures.is_empty()) };
    match other {
        None => report(&rules, cases.len(), current, &first, BTreeSet::new()),
        Some((edition, failures)) => {
            let why = first.iter().filter_map(|failure| difference(failure.case, edition, current)).collect();
            report(&rules, cases.len(), edition, &failures, why)
        }
    }
}

fn failures<'c>(rules: &[(&'static str, RuleSet)], cases: &'c [Value], edition: &Edition) -> Vec<Failure<'c>> {
    let mut failures = Vec::new();
    for (form, rules) in rules {
        for case in cases {
            if let Err(mismatch) = check_case(rules, case, &edition.partitions) {
                failures.push(Failure { case, form, mismatch });
            }
        }
    }
    failures
}

fn report(
    rules: &[(&'static str, RuleSet)],
    cases: usize,
    edition: &Edition,
    failures: &[Failure<'_>],
    why: BTreeSet<String>,
) -> Value {
    let mut report = Map::new();
    for (form, _) in rules {
        let failed = failures.iter().filter(|failure| failure.form == *form).count();
        report.insert((*form).to_owned(), json!({"passed": cases - failed, "failed": failed}));
    }
    report.insert("partitions".to_owned(), Value::from(edition.name.as_str()));
    report.insert("why".to_owned(), why.into_iter().collect());
    report.insert("failures".to_owned(), failures.iter().map(Failure::json).collect());
    Value::Object(report)
}

impl Failure<'_> {
    fn json(&self) -> Value {
        json!({
            "form": self.form,
            "documentation": self.case["documentation"],
            "params": self.case["params"],
            "expected": self.mismatch.expected,
            "actual": self.mismatch.actual,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editions::editions;

    /// Rules that know whether a region's partition has dual-stack endpoints.
    fn tree() -> Value {
        json!({
            "version": "1.0",
            "parameters": {"Region": {"type": "string", "required": true}},
            "rules": [{
                "type": "tree",
                "conditions": [{"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "P"}],
                "rules": [{
                    "type": "endpoint",
                    "conditions": [{"fn": "booleanEquals", "argv": [
                        {"fn": "getAttr", "argv": [{"ref": "P"}, "supportsDualStack"]}, true
                    ]}],
                    "endpoint": {"url": "https://dual.test"}
                }, {"type": "error", "conditions": [], "error": "single"}]
            }]
        })
    }

    fn case(expect: Value) -> Value {
        json!({"documentation": "d", "params": {"Region": "us-iso-east-1"}, "expect": expect})
    }

    fn run_cases(cases: &[Value]) -> Value {
        run(&json!({"tree": tree(), "diagram": null, "tests": {"testCases": cases}}), &editions(&[]).unwrap())
    }

    #[test]
    fn today_comes_first() {
        let report = run_cases(&[case(json!({"endpoint": {"url": "https://dual.test"}}))]);
        assert_eq!(report["tree"], json!({"passed": 1, "failed": 0}));
        assert_eq!((&report["partitions"], &report["why"]), (&json!("current"), &json!([])));
        assert_eq!(report.get("diagram"), None);
    }

    #[test]
    fn an_older_model_has_its_own_day() {
        let report = run_cases(&[case(json!({"error": "single"}))]);
        assert_eq!(report["tree"], json!({"passed": 1, "failed": 0}));
        assert_eq!(report["partitions"], "April 2025");
        assert!(report["why"][0].as_str().unwrap().contains("supportsDualStack was false, is true"), "{report}");
    }

    #[test]
    fn what_passes_on_no_day_fails_today() {
        let cases = [case(json!({"error": "single"})), case(json!({"error": "never"}))];
        let report = run_cases(&cases);
        assert_eq!(report["tree"], json!({"passed": 0, "failed": 2}));
        assert_eq!(report["partitions"], "current");
        let failure = json!({
            "form": "tree",
            "documentation": "d",
            "params": {"Region": "us-iso-east-1"},
            "expected": "the error \"never\"",
            "actual": "the endpoint https://dual.test",
        });
        assert_eq!(report["failures"][1], failure);
    }

    #[test]
    fn rules_that_cannot_be_read_are_a_fault() {
        let report = run(&json!({"tree": {"version": "1.0"}}), &editions(&[]).unwrap());
        assert!(report["fault"].as_str().unwrap().starts_with("tree: invalid endpoint rules"), "{report}");
    }
}
