//! What came of a run, in words and as JSON.

use serde_json::{Map, Value, json};

use super::{Failure, Mode, Outcome, Report, Warning};
use crate::krate::{Changes, State};
use crate::table::Table;
use crate::text::{and, plural};

/// The line about a service.
pub fn line(outcome: &Outcome, mode: Mode) -> String {
    let Outcome { service, folder, models, seconds, .. } = outcome;
    let models = and(models);
    let what = match &outcome.result {
        Err(failure) => plural(failure.count(), "fault"),
        Ok(changes) => Counts::of([changes]).words(mode),
    };
    format!("{service}: {models} -> {folder}: {what}, in {seconds:.2} s")
}

/// The last line of a run.
pub fn summary(report: &Report) -> String {
    let services = plural(report.outcomes.len(), "service");
    let failed = report.outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    let failed = if failed == 0 { String::new() } else { format!(", {failed} failed") };
    let what = Counts::of_report(report).words(report.mode);
    format!("{services}: {what}{failed}, in {:.2} s", report.seconds)
}

/// How long each step took, summed over services: more than the run, where several are done at a time.
pub fn timings(report: &Report) -> String {
    let times = report.times();
    let all: f64 = times.iter().map(|(_, time)| time.as_secs_f64()).sum();
    let mut table = Table::new(["step", "seconds", "share"]);
    for (name, time) in times.iter() {
        let seconds = time.as_secs_f64();
        let share = if all > 0.0 { 100.0 * seconds / all } else { 0.0 };
        table.row([name.to_owned(), format!("{seconds:.2}"), format!("{share:.0} %")]);
    }
    table.to_string()
}

/// How many files are in each state.
#[derive(Default)]
struct Counts {
    missing: usize,
    different: usize,
    unchanged: usize,
    stale: usize,
}

impl Counts {
    fn of<'c>(all: impl IntoIterator<Item = &'c Changes>) -> Counts {
        let mut counts = Counts::default();
        for (_, state) in all.into_iter().flat_map(Changes::iter) {
            match state {
                State::Missing => counts.missing += 1,
                State::Different => counts.different += 1,
                State::Unchanged => counts.unchanged += 1,
                State::Stale => counts.stale += 1,
            }
        }
        counts
    }

    fn of_report(report: &Report) -> Counts {
        Counts::of(report.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok()))
    }

    fn written(&self) -> usize {
        self.missing + self.different
    }

    fn words(&self, mode: Mode) -> String {
        let Counts { missing, different, unchanged, stale } = self;
        match mode {
            Mode::Write => {
                format!("{} written, {unchanged} unchanged, {stale} removed", plural(self.written(), "file"))
            }
            Mode::Check if self.written() + stale == 0 => format!("{} up to date", plural(*unchanged, "file")),
            Mode::Check => {
                format!(
                    "{} different, {missing} missing, {stale} stale, {unchanged} up to date",
                    plural(*different, "file")
                )
            }
        }
    }
}

/// The whole report as one document.
pub fn json(report: &Report) -> Value {
    let all = Counts::of_report(report);
    json!({
        "mode": match report.mode { Mode::Write => "write", Mode::Check => "check" },
        "success": report.is_success(),
        "services": report.outcomes.iter().map(outcome_json).collect::<Vec<_>>(),
        "skipped": report.skipped.iter().map(|one| json!({"path": one.path, "reason": one.reason})).collect::<Vec<_>>(),
        "warnings": warnings_json(&report.warnings),
        "written": all.written(),
        "unchanged": all.unchanged,
        "removed": all.stale,
        "timings": report.times().iter().map(|(name, time)| (name.to_owned(), rounded(time.as_secs_f64()).into())).collect::<Map<_, _>>(),
        "seconds": rounded(report.seconds),
    })
}

fn outcome_json(outcome: &Outcome) -> Value {
    let mut object = Map::new();
    object.insert("service".into(), outcome.service.clone().into());
    object.insert("package".into(), outcome.package.clone().into());
    object.insert("models".into(), outcome.models.clone().into());
    object.insert("folder".into(), outcome.folder.clone().into());
    match &outcome.result {
        Ok(changes) => object.extend(changes_json(changes)),
        Err(failure) => drop(object.insert("faults".into(), failure_json(failure))),
    }
    object.insert("warnings".into(), warnings_json(&outcome.warnings));
    object.insert("seconds".into(), rounded(outcome.seconds).into());
    Value::Object(object)
}

fn changes_json(changes: &Changes) -> [(String, Value); 3] {
    let list = |files: &mut dyn Iterator<Item = &str>| Value::from_iter(files);
    [
        ("written".into(), list(&mut changes.written())),
        ("unchanged".into(), list(&mut changes.in_state(State::Unchanged))),
        ("removed".into(), list(&mut changes.in_state(State::Stale))),
    ]
}

fn failure_json(failure: &Failure) -> Value {
    let Failure::Faults(faults) = failure else {
        let message = failure.to_string();
        return json!([{ "message": message.strip_prefix("error: ").unwrap_or(&message) }]);
    };
    let fault = |fault: &tinsmith_codegen::fault::Fault| {
        json!({
            "code": fault.code.to_string(),
            "file": fault.place.as_ref().map(|place| &place.file),
            "line": fault.place.as_ref().map(|place| place.line),
            "column": fault.place.as_ref().map(|place| place.column),
            "shape": fault.shape,
            "message": fault.message,
            "expected": fault.expected,
            "help": fault.help,
        })
    };
    faults.iter().map(fault).collect()
}

fn warnings_json(warnings: &[Warning]) -> Value {
    warnings.iter().map(Warning::to_string).collect()
}

fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
