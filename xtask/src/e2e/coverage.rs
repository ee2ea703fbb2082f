//! Whether the steps use all that the server implements of our clients' operations.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, anyhow, ensure};

use super::venv::Venv;
use crate::generate::{Mode, Request, plan};
use crate::job::Job;
use crate::layout::Layout;

/// Prints the operations that the server implements of the services that are named, one a line, each
/// after its service. What operations there are, botocore knows, which the server brings along.
const PROGRAM: &str = "
import importlib, inspect, sys
import botocore.session
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores

session = botocore.session.get_session()
for service in sys.argv[1:]:
    package = {'lambda': 'awslambda'}.get(service, service)
    module = importlib.import_module(f'moto.{package}.responses')
    methods = set()
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, BaseResponse) and value.__module__ == module.__name__:
            methods.update(set(dir(value)) - set(dir(BaseResponse)))
    for operation in session.get_service_model(service).operation_names:
        if camelcase_to_underscores(operation) in methods:
            print(service, operation)
";

/// What a run of the program has used.
pub(super) struct Coverage {
    /// How many operations.
    pub(super) operations: usize,
    /// The operations that the server implements and a client has, and no step is named for.
    pub(super) left_out: Vec<String>,
}

/// Compares what the server implements of the services in `printed` with the steps there.
pub(super) fn coverage(layout: &Layout, venv: &Venv, printed: &str) -> anyhow::Result<Coverage> {
    let steps: BTreeSet<(&str, &str)> = printed.lines().filter_map(step).collect();
    let services: BTreeSet<&str> = steps.iter().map(|(service, _)| *service).collect();
    let mut python = Command::new(venv.python());
    let output = python.args(["-c", PROGRAM]).args(&services).output().context("cannot run Python")?;
    let reason = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cannot list the operations of the server: {}", reason.trim());
    let implemented = String::from_utf8_lossy(&output.stdout).into_owned();
    let left_out = missing(&implemented, &clients(layout, &services)?, &steps);
    Ok(Coverage { operations: steps.len(), left_out })
}

/// The operations that the clients of `services` have, each after its service, as the server's are. Clients
/// have not all: some are selected, and some have been superseded.
fn clients(layout: &Layout, services: &BTreeSet<&str>) -> anyhow::Result<BTreeSet<String>> {
    let services = services.iter().map(|service| (*service).to_owned()).collect();
    let plan = plan(layout, &Request { services, mode: Mode::Check, ..Request::default() })?;
    let mut operations = BTreeSet::new();
    for job in &plan.jobs {
        operations.extend(client(job)?);
    }
    Ok(operations)
}

fn client(job: &Job) -> anyhow::Result<Vec<String>> {
    let model =
        job.load(&job.read_texts()?).map_err(|faults| anyhow!("the model of {} is faulty: {faults}", job.name))?;
    Ok(model.operations().iter().map(|id| format!("{} {}", job.name, id.name())).collect())
}

fn missing(implemented: &str, clients: &BTreeSet<String>, steps: &BTreeSet<(&str, &str)>) -> Vec<String> {
    let is_left_out = |line: &&str| line.split_once(' ').is_none_or(|operation| !steps.contains(&operation));
    let is_ours = |line: &&str| clients.contains(*line);
    implemented.lines().filter(is_ours).filter(is_left_out).map(str::to_owned).collect()
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
        let implemented = "shop GetThing\nshop PutThing\nshop ListThings\nshop MoveThing\nfarm ListThings\n";
        let clients = ["shop GetThing", "shop PutThing", "shop ListThings", "shop EndThing", "farm ListThings"];
        let clients = clients.map(str::to_owned).into();
        assert_eq!(missing(implemented, &clients, &steps), ["shop ListThings"]);
    }

    #[test]
    fn clients_have_the_operations_that_are_selected() {
        let layout = Layout::of_cargo();
        let operations = clients(&layout, &["ec2"].into()).unwrap();
        assert!(operations.contains("ec2 RunInstances"), "{operations:?}");
        assert!(!operations.contains("ec2 CreateVpc"), "{operations:?}");
    }
}
