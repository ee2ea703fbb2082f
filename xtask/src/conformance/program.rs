//! A test program, run, and what it prints.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::cases::{Case, Outcome};
use super::models::Client;

/// How long a test program may take. A test has a limit of its own, which is shorter.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the tests of a client's cases, and notes what came of each.
pub(super) fn run(program: &Path, client: &mut Client) {
    let tests = client.cases.iter().filter_map(|case| case.test.as_deref());
    match output_of(program, tests) {
        Ok((printed, end)) => note(&printed, &end, &mut client.cases),
        Err(error) => client.fail(&format!("the test program does not run: {error}")),
    }
}

/// Runs the tests of these names; gives what is printed, and how the program ended.
fn output_of<'t>(program: &Path, tests: impl Iterator<Item = &'t str>) -> std::io::Result<(String, String)> {
    let mut command = Command::new(program);
    command.arg("--exact").args(tests).env("RUST_BACKTRACE", "0");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut stdout = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read until then counts.
        let _ = stdout.as_mut().map(|stdout| stdout.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let deadline = Instant::now() + PATIENCE;
    let end = loop {
        match child.try_wait()? {
            Some(status) => break status.to_string(),
            None if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(10)),
            None => {
                child.kill()?;
                child.wait()?;
                break format!("it took longer than {PATIENCE:?}");
            }
        }
    };
    Ok((reader.join().unwrap_or_default(), end))
}

/// Notes what came of each case, by what its program printed.
fn note(printed: &str, end: &str, cases: &mut [Case]) {
    let (results, mut reasons) = (results(printed), reasons(printed));
    for case in cases {
        let Some(test) = &case.test else { continue };
        case.outcome = match results.get(test.as_str()) {
            Some(true) => Outcome::Passed,
            Some(false) => Outcome::Failed(reasons.remove(test.as_str()).unwrap_or_default()),
            None => Outcome::Failed(format!("its test did not come to an end: {end}")),
        };
    }
}

/// Whether each test passed, by name.
fn results(printed: &str) -> HashMap<&str, bool> {
    let lines = printed.lines().filter_map(|line| line.strip_prefix("test ")?.rsplit_once(" ... "));
    let result = |(name, word)| match word {
        "ok" => Some((name, true)),
        "FAILED" => Some((name, false)),
        _ => None,
    };
    lines.filter_map(result).collect()
}

/// What each test that failed had to say, by name.
fn reasons(printed: &str) -> HashMap<&str, String> {
    let mut reasons: HashMap<&str, String> = HashMap::new();
    let mut current = None;
    for line in printed.lines() {
        if let Some(name) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----")) {
            current = Some(name);
        } else if line == "failures:" {
            current = None;
        } else if let Some(name) = current {
            let is_frame = line.starts_with("thread '") || line.starts_with("note: run with `RUST_BACKTRACE");
            if !is_frame && !line.is_empty() {
                let reason = reasons.entry(name).or_default();
                reason.push_str(line);
                reason.push('\n');
            }
        }
    }
    reasons.into_iter().map(|(name, reason)| (name, reason.trim_end().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use tinsmith_codegen::model::ShapeId;
    use tinsmith_codegen::{TestKey, TestKind};

    use super::*;

    const PRINTED: &str = "
running 3 tests
test a::one ... ok
test a::two ... FAILED
test b::one ... FAILED

failures:

---- a::two stdout ----

thread 'a::two' (7) panicked at tests/protocol/a.rs:1:2:
the request is not as expected:
the path is another
  expected: /
  found:    /x
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- b::one stdout ----

thread 'b::one' (8) panicked at tests/protocol/b.rs:1:2:
no


failures:
    a::two
    b::one

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    fn case(test: Option<&str>) -> Case {
        let id = || ShapeId::parse("a#A").unwrap();
        let key = TestKey { protocol: id(), kind: TestKind::Request, shape: id(), id: "x".to_owned() };
        Case { test: test.map(str::to_owned), ..Case::new(key, &[]) }
    }

    #[test]
    fn what_is_printed_says_what_came_of_each() {
        let mut cases = [Some("a::one"), Some("a::two"), Some("b::one"), Some("c::one"), None].map(case);
        note(PRINTED, "signal: 6", &mut cases);
        let failed = |reason: &str| Outcome::Failed(reason.to_owned());
        let expected = [
            Outcome::Passed,
            failed("the request is not as expected:\nthe path is another\n  expected: /\n  found:    /x"),
            failed("no"),
            failed("its test did not come to an end: signal: 6"),
            failed("no test was made of it"),
        ];
        assert_eq!(cases.map(|case| case.outcome), expected);
    }
}
