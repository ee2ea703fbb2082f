//! Drives a CodeDeploy server with the generated client, through every operation that moto's server
//! implements, and checks what comes back. `cargo xtask e2e` starts a server and runs this.
//!
//! The steps build on each other: what one creates, later ones read.

mod applications;
mod check;
mod deployments;
mod groups;
mod report;
mod tags;
mod world;

use std::process::ExitCode;

use report::Report;
use world::World;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(endpoint) = std::env::args().nth(1).or_else(|| std::env::var("TINSMITH_E2E_ENDPOINT").ok()) else {
        eprintln!("usage: tinsmith-e2e ENDPOINT (or set TINSMITH_E2E_ENDPOINT)");
        return ExitCode::from(2);
    };
    let mut world = World::new(&endpoint);
    let mut report = Report::default();
    applications::run(&mut world, &mut report).await;
    groups::run(&mut world, &mut report).await;
    deployments::run(&mut world, &mut report).await;
    tags::run(&world, &mut report).await;
    report.end()
}
