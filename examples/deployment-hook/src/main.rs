//! Reports the result of a validation for a lifecycle event to AWS CodeDeploy.
//!
//! A deployment to Lambda or ECS can stop at a hook (`BeforeAllowTraffic`, `AfterAllowTestTraffic` and the like) until
//! somebody says whether it may go on. This program says so, with what the hook was invoked with:
//!
//! ```text
//! # The verdict is known:
//! deployment-hook --status Succeeded --deployment-id d-A1B2C3D4E --execution-id eyJlbmNyeXB0ZWREYXRhIjoi…
//!
//! # The event of the hook comes on standard input, as Lambda hands it over:
//! echo '{"DeploymentId": "d-A1B2C3D4E", "LifecycleEventHookExecutionId": "eyJl…"}' | deployment-hook --status Failed
//!
//! # A command validates; the verdict is Succeeded if it exits with 0, and Failed otherwise:
//! deployment-hook --deployment-id d-A1B2C3D4E --execution-id eyJl… -- curl --fail https://test.example.com/health
//! ```
//!
//! The command finds the ids in the variables `DEPLOYMENT_ID` and `LIFECYCLE_EVENT_HOOK_EXECUTION_ID`. The region comes
//! from `--region`, `AWS_REGION` or `AWS_DEFAULT_REGION`, credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`
//! and `AWS_SESSION_TOKEN`, as they are set in every Lambda function. They need the permission
//! `codedeploy:PutLifecycleEventHookExecutionStatus`.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | the verdict is reported: that of `--status`, or `Succeeded` |
//! | 1 | the command failed, and this is reported |
//! | 2 | the arguments or the event are wrong; nothing is run or reported |
//! | 3 | the verdict could not be reported; the message says what to do |

mod arguments;
mod event;
mod report;
mod validation;

use std::process::ExitCode;

use crate::arguments::{Arguments, Verdict};

const VALIDATION_FAILED: u8 = 1;
const UNUSABLE: u8 = 2;
const NOT_REPORTED: u8 = 3;

fn main() -> ExitCode {
    let arguments = arguments::read();
    match run(&arguments) {
        Ok(code) => code,
        Err((code, message)) => {
            eprintln!("error: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, (u8, String)> {
    let unusable = |message| (UNUSABLE, message);
    let region = arguments.region().map_err(unusable)?;
    let event = event::find(arguments).map_err(unusable)?;
    let (status, code) = match &arguments.verdict {
        Verdict::Known(status) => (status.clone(), ExitCode::SUCCESS),
        Verdict::Command(command) if validation::succeeds(command, &event) => ("Succeeded".into(), ExitCode::SUCCESS),
        Verdict::Command(_) => ("Failed".into(), ExitCode::from(VALIDATION_FAILED)),
    };
    let outcome = report::report(&event, &status, region, arguments.endpoint_url.clone());
    outcome.map_err(|message| (NOT_REPORTED, message))?;
    println!("reported {status} for deployment {}", event.deployment_id);
    Ok(code)
}
