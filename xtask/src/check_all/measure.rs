//! What the largest clients cost to build: lines, time and memory of the compiler, each client by itself.
//!
//! The time is that of the client alone: what it depends on is built before, by way of a small client that wants
//! the same of the runtime. Memory is what GNU time says of the largest process.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::build::discard;
use super::client::Client;
use crate::cargo::{cargo, write_workspace};
use crate::krate::Tree;
use crate::layout::Layout;
use crate::table::Table;

/// The program that says how much memory another takes.
const TIME: &str = "/usr/bin/time";

/// What a client costs.
#[derive(Debug)]
pub struct Measured {
    service: String,
    lines: usize,
    check: Cost,
    release: Cost,
}

/// What a build costs.
#[derive(Clone, Copy, Debug)]
struct Cost {
    seconds: f64,
    megabytes: Option<u64>,
}

/// How a client is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Build {
    Check,
    Release,
}

impl Build {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Build::Check => &["check", "--quiet"],
            Build::Release => &["build", "--release", "--quiet"],
        }
    }

    /// Where cargo puts what comes of it.
    fn folder(self) -> &'static str {
        match self {
            Build::Check => "debug",
            Build::Release => "release",
        }
    }
}

/// Builds the `count` largest of `clients`, one after the other.
pub(super) fn measure(
    layout: &Layout,
    folder: &Path,
    clients: &[Client],
    count: usize,
    done: &dyn Fn(&str),
) -> anyhow::Result<Vec<Measured>> {
    let mut sorted: Vec<&Client> = clients.iter().collect();
    sorted.sort_by_key(|client| (std::cmp::Reverse(client.bytes), &client.name));
    let mut warm = BTreeSet::new();
    let mut measured = Vec::new();
    for client in sorted.iter().take(count) {
        let mut costs = [Build::Check, Build::Release].into_iter().map(|build| {
            if warm.insert((build, &client.runtime))
                && let Some(small) = sorted.iter().rev().find(|small| small.runtime == client.runtime)
            {
                cost(layout, folder, small, build)?;
            }
            cost(layout, folder, client, build)
        });
        let (Some(check), Some(release)) = (costs.next(), costs.next()) else { continue };
        let lines = lines(&client.folder)?;
        measured.push(Measured { service: client.name.clone(), lines, check: check?, release: release? });
        done(&client.name);
    }
    Ok(measured)
}

fn cost(layout: &Layout, folder: &Path, client: &Client, build: Build) -> anyhow::Result<Cost> {
    let workspace = client.folder.parent().unwrap_or(folder);
    write_workspace(&layout.root, workspace, &[&client.name])?;
    let (target, report) = (folder.join("target"), folder.join("time"));
    discard(&target, build.folder(), client);
    let mut command = cargo(workspace);
    if Path::new(TIME).exists() {
        let program = command.get_program().to_owned();
        let mut timed = std::process::Command::new(TIME);
        timed.args(["--format", "%M", "--output"]).arg(&report).arg(program).current_dir(workspace);
        command.get_envs().for_each(|(name, value)| match value {
            Some(value) => drop(timed.env(name, value)),
            None => drop(timed.env_remove(name)),
        });
        command = timed;
    }
    command.args(build.arguments()).arg("--workspace").arg("--target-dir").arg(&target);
    let begin = Instant::now();
    let status = command.status().context("cannot run cargo")?;
    let seconds = begin.elapsed().as_secs_f64();
    ensure!(status.success(), "the client of {} does not compile", client.name);
    discard(&target, build.folder(), client);
    let kilobytes = std::fs::read_to_string(&report).ok().and_then(|text| text.trim().parse::<u64>().ok());
    Ok(Cost { seconds, megabytes: kilobytes.map(|kilobytes| kilobytes / 1024) })
}

fn lines(krate: &Path) -> anyhow::Result<usize> {
    let tree = Tree::read(krate)?;
    let mut lines = 0;
    for path in tree.files().iter().filter(|path| path.ends_with(".rs")) {
        let bytes = tree.bytes(path).with_context(|| format!("cannot read {path}"))?;
        lines += bytes.iter().filter(|byte| **byte == b'\n').count();
    }
    Ok(lines)
}

/// What the clients cost, as a table.
pub(super) fn text(measured: &[Measured]) -> String {
    let mut table = Table::new(["service", "lines", "check s", "check MB", "release s", "release MB"]);
    for Measured { service, lines, check, release } in measured {
        let seconds = |cost: &Cost| format!("{:.1}", cost.seconds);
        let memory = |cost: &Cost| cost.megabytes.map_or("-".to_owned(), |megabytes| megabytes.to_string());
        let [service, lines] = [service.clone(), lines.to_string()];
        table.row([service, lines, seconds(check), memory(check), seconds(release), memory(release)]);
    }
    table.to_string()
}

/// What the clients cost, as a document.
pub(super) fn json(measured: &[Measured]) -> Value {
    let cost = |cost: &Cost| json!({"seconds": cost.seconds, "megabytes": cost.megabytes});
    let one = |one: &Measured| json!({"service": one.service, "lines": one.lines, "check": cost(&one.check), "release": cost(&one.release)});
    measured.iter().map(one).collect()
}
