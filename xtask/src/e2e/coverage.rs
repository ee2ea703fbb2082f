//! Whether the steps use all that the server implements.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, ensure};

use super::venv::Venv;

/// Prints the operations that the server implements of the services that are named, one a line, each
/// after its service. What operations there are, botocore knows, which the server brings along.
const PROGRAM: &str = "
import importlib, inspect, sys
import botocore.session
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores

session = botocore.session.get_session()
for service in sys.argv[1:]:
    module = importlib.import_module(f'moto.{service}.responses')
    methods = set()
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, BaseResponse) and value.__module__ == module.__name__:
            methods.update(vars(value))
    for operation in session.get_service_model(service).operation_names:
        if camelcase_to_underscores(operation) in methods:
            print(service, operation)
";

/// What a run of the program has used.
pub(super) struct Coverage {
    /// How many operations.
    pub(super) operations: usize,
    /// The operations that the server implements and no step is named for.
    pub(super) left_out: Vec<String>,
}

/// Compares what the server implements of the services in `printed` with the steps there.
pub(super) fn coverage(venv: &Venv, printed: &str) -> anyhow::Result<Coverage> {
    let steps: BTreeSet<(&str, &str)> = printed.lines().filter_map(step).collect();
    let services: BTreeSet<&str> = steps.iter().map(|(service, _)| *service).collect();
    let mut python = Command::new(venv.python());
    let output = python.args(["-c", PROGRAM]).args(&services).output().context("cannot run Python")?;
    let reason = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cannot list the operations of the server: {}", reason.trim());
    let implemented = String::from_utf8_lossy(&output.stdout).into_owned();
    let left_out = missing(&implemented, &steps);
    Ok(Coverage { operations: steps.len(), left_out })
}

fn missing(implemented: &str, steps: &BTreeSet<(&str, &str)>) -> Vec<String> {
    let is_left_out = |line: &&str| line.split_once(' ').is_none_or(|operation| !steps.contains(&operation));
    implemented.lines().filter(is_left_out).map(str::to_owned).collect()
}

/// The service and the operation that a line of the program is about.
fn step(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("ok    ")?.split(',').next()?.split_once(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_for_services_and_operations() {
        let printed = "ok    shop GetThing\nok    shop PutThing, of one that is there\nFAIL  shop ListThings: no\n\
                       ok    farm ListThings\n3 passed, 1 failed\n";
        let steps = printed.lines().filter_map(step).collect();
        let implemented = "shop GetThing\nshop PutThing\nshop ListThings\nfarm ListThings\n";
        assert_eq!(missing(implemented, &steps), ["shop ListThings"]);
    }
}
