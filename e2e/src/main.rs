//! Drives moto's server with the generated clients, through every operation that it implements, and
//! checks what comes back. `cargo xtask e2e` starts a server and runs this.
//!
//! A service has a module. Its steps build on each other: what one creates, later ones read.

mod check;
mod client;
mod cloudwatch;
mod codedeploy;
mod dynamodb;
mod ec2;
mod lambda;
mod report;
mod s3;
mod sqs;
mod sts;

use std::process::ExitCode;

use report::Report;

/// The services that have steps.
const SERVICES: [&str; 8] = ["cloudwatch", "codedeploy", "dynamodb", "ec2", "lambda", "s3", "sqs", "sts"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(endpoint) = args.next().or_else(|| std::env::var("TINSMITH_E2E_ENDPOINT").ok()) else {
        eprintln!("usage: tinsmith-e2e ENDPOINT [SERVICE]... (or set TINSMITH_E2E_ENDPOINT)");
        return ExitCode::from(2);
    };
    let mut services: Vec<String> = args.collect();
    if services.is_empty() {
        services.extend(SERVICES.map(String::from));
    }
    let mut report = Report::default();
    for service in &services {
        report.begin(service);
        match service.as_str() {
            "cloudwatch" => cloudwatch::run(&endpoint, &mut report).await,
            "codedeploy" => codedeploy::run(&endpoint, &mut report).await,
            "dynamodb" => dynamodb::run(&endpoint, &mut report).await,
            "ec2" => ec2::run(&endpoint, &mut report).await,
            "lambda" => lambda::run(&endpoint, &mut report).await,
            "s3" => s3::run(&endpoint, &mut report).await,
            "sqs" => sqs::run(&endpoint, &mut report).await,
            "sts" => sts::run(&endpoint, &mut report).await,
            other => {
                eprintln!("there are no steps for {other}, only for {}", SERVICES.join(", "));
                return ExitCode::from(2);
            }
        }
    }
    report.end()
}
