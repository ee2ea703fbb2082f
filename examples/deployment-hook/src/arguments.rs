//! The command line.

use std::ffi::OsString;

use clap::builder::{NonEmptyStringValueParser, ValueParser};
use clap::{Arg, ArgGroup, ArgMatches, Command};

/// What the user asks for.
pub(crate) struct Arguments {
    pub(crate) verdict: Verdict,
    pub(crate) deployment_id: Option<String>,
    pub(crate) execution_id: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    region: Option<String>,
}

/// Where the verdict comes from.
pub(crate) enum Verdict {
    Known(String),
    Command(Vec<OsString>),
}

impl Arguments {
    /// The region of the command line, or else of the environment.
    pub(crate) fn region(&self) -> Result<String, String> {
        let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        let region = self.region.clone().or_else(|| variable("AWS_REGION")).or_else(|| variable("AWS_DEFAULT_REGION"));
        region.ok_or_else(|| "no region: set AWS_REGION, or give --region".into())
    }
}

/// Reads the command line; prints help or what is wrong with it, and exits, where it cannot be used.
pub(crate) fn read() -> Arguments {
    from_matches(command().get_matches())
}

fn from_matches(mut matches: ArgMatches) -> Arguments {
    let verdict = match matches.remove_one("status") {
        Some(status) => Verdict::Known(status),
        None => Verdict::Command(matches.remove_many("command").unwrap_or_default().collect()),
    };
    Arguments {
        verdict,
        deployment_id: matches.remove_one("deployment-id"),
        execution_id: matches.remove_one("execution-id"),
        endpoint_url: matches.remove_one("endpoint-url"),
        region: matches.remove_one("region"),
    }
}

fn command() -> Command {
    Command::new("deployment-hook")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Reports the result of a validation for a lifecycle event to AWS CodeDeploy")
        .override_usage("deployment-hook [OPTIONS] --status <STATUS>\n       deployment-hook [OPTIONS] -- <COMMAND>...")
        .after_help(
            "Without --deployment-id and --execution-id, the event of the hook is read from standard input:\n  \
             {\"DeploymentId\": \"…\", \"LifecycleEventHookExecutionId\": \"…\"}",
        )
        .arg(option("status", "STATUS", "The verdict").value_parser(["Succeeded", "Failed"]))
        .arg(option("deployment-id", "ID", "The deployment that waits").requires("execution-id"))
        .arg(option("execution-id", "ID", "The run of the hook that it waits for").requires("deployment-id"))
        .arg(option("region", "REGION", "The region of the deployment, instead of AWS_REGION"))
        .arg(option("endpoint-url", "URL", "An endpoint to call instead of CodeDeploy's own"))
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .help("The command that validates, with its arguments; the verdict is Succeeded if it exits with 0")
                .num_args(1..)
                .last(true)
                .value_parser(ValueParser::os_string()),
        )
        .group(ArgGroup::new("verdict").args(["status", "command"]).required(true))
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).value_parser(NonEmptyStringValueParser::new())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
