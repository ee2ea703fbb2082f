//! Whether the steps use all that the server implements.

use std::process::Command;

use anyhow::{Context, ensure};

use super::venv::Venv;

/// Prints the operations that the server implements, one a line.
const PROGRAM: &str = "
from moto.codedeploy.responses import CodeDeployResponse
for name, value in vars(CodeDeployResponse).items():
    if callable(value) and not name.startswith('_'):
        print(''.join(word.capitalize() for word in name.split('_')))
";

/// The operations that the server implements and no step, of those in `printed`, is named for.
pub(super) fn left_out(venv: &Venv, printed: &str) -> anyhow::Result<Vec<String>> {
    let output = Command::new(venv.python()).args(["-c", PROGRAM]).output().context("cannot run Python")?;
    ensure!(output.status.success(), "cannot list the operations of the server");
    let implemented = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(missing(&implemented, printed))
}

fn missing(implemented: &str, printed: &str) -> Vec<String> {
    let steps: Vec<&str> = printed.lines().filter_map(step).collect();
    implemented.lines().filter(|name| !steps.contains(name)).map(str::to_owned).collect()
}

/// The operation that a line of the program is about.
fn step(line: &str) -> Option<&str> {
    line.strip_prefix("ok    ")?.split(',').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_for_operations() {
        let printed =
            "ok    GetThing\nok    PutThing, of one that is there\nFAIL  ListThings: no\n1 passed, 1 failed\n";
        assert_eq!(missing("GetThing\nPutThing\nListThings\n", printed), ["ListThings"]);
    }
}
