//! Runs the command that validates.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::event::Event;

/// Whether `command` exits with 0. One that cannot be started has not validated anything, so it has failed.
pub(crate) fn succeeds(command: &[OsString], event: &Event) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let mut run = Command::new(program);
    run.args(arguments)
        .env("DEPLOYMENT_ID", &event.deployment_id)
        .env("LIFECYCLE_EVENT_HOOK_EXECUTION_ID", &event.execution_id);
    if event.from_stdin {
        run.stdin(Stdio::null());
    }
    match run.status() {
        Ok(status) if status.success() => true,
        Ok(status) => {
            eprintln!("the validation failed: {} ended with {status}", program.display());
            false
        }
        Err(error) => {
            eprintln!("the validation failed: {} cannot be run: {error}", program.display());
            false
        }
    }
}
