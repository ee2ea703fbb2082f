//! The program against a server, as its users run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use tinsmith_wire_tests::server::{Reply, Server};
use tinsmith_wire_tests::sigv4::verify;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const IDS: [&str; 4] = ["--deployment-id", "d-A1B2C3D4E", "--execution-id", "hook-1"];
const EVENT: &str = r#"{"DeploymentId": "d-A1B2C3D4E", "LifecycleEventHookExecutionId": "hook-1"}"#;

/// A run of the program.
struct Run {
    command: Command,
    input: String,
}

impl Run {
    fn new(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deployment-hook"));
        command.args(arguments).env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
            .env("AWS_REGION", "eu-central-1")
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { command, input: String::new() }
    }

    fn input(mut self, text: &str) -> Self {
        self.input = text.into();
        self
    }

    fn without(mut self, variable: &str) -> Self {
        self.command.env_remove(variable);
        self
    }

    fn with(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    /// Exit code, standard output and standard error.
    async fn end(mut self) -> (i32, String, String) {
        let run = move || {
            let mut child = self.command.spawn().unwrap();
            // The program may end without reading it.
            let _ = child.stdin.take().unwrap().write_all(self.input.as_bytes());
            child.wait_with_output().unwrap()
        };
        let Output { status, stdout, stderr } = tokio::task::spawn_blocking(run).await.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(stdout), text(stderr));
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert!(!stderr.contains(SECRET), "{stderr}");
        (status.code().unwrap(), stdout, stderr)
    }
}

fn done() -> Reply {
    Reply::output(r#"{"lifecycleEventHookExecutionId":"hook-1"}"#)
}

fn body(status: &str) -> String {
    format!(r#"{{"deploymentId":"d-A1B2C3D4E","lifecycleEventHookExecutionId":"hook-1","status":"{status}"}}"#)
}

#[tokio::test]
async fn a_verdict_is_reported() {
    for status in ["Succeeded", "Failed"] {
        let server = Server::playing([done()]).await;
        let url = server.url();
        let arguments = [&IDS[..], &["--status", status, "--endpoint-url", &url]].concat();
        let (code, stdout, stderr) = Run::new(&arguments).end().await;
        assert_eq!((code, &*stderr), (0, ""));
        assert_eq!(stdout, format!("reported {status} for deployment d-A1B2C3D4E\n"));
        let request = server.request();
        assert_eq!(request.text(), body(status));
        assert_eq!(verify(&request, SECRET).unwrap().region, "eu-central-1");
    }
}

#[tokio::test]
async fn the_event_comes_on_standard_input() {
    let server = Server::playing([done()]).await;
    let run = Run::new(&["--status", "Succeeded", "--endpoint-url", &server.url()]).input(EVENT);
    let (code, _, stderr) = run.with("AWS_SESSION_TOKEN", "the-token").end().await;
    assert_eq!((code, &*stderr), (0, ""));
    let request = server.request();
    assert_eq!((&*body("Succeeded"), request.header("x-amz-security-token")), (request.text(), Some("the-token")));
}

#[tokio::test]
async fn a_command_makes_the_verdict() {
    let script = r#"test "$DEPLOYMENT_ID/$LIFECYCLE_EVENT_HOOK_EXECUTION_ID" = d-A1B2C3D4E/hook-1 && exit "$0""#;
    for (exit, code, status) in [("0", 0, "Succeeded"), ("7", 1, "Failed")] {
        for input in ["", EVENT] {
            let server = Server::playing([done()]).await;
            let url = server.url();
            let ids = if input.is_empty() { &IDS[..] } else { &[] };
            let arguments = [ids, &["--endpoint-url", &url, "--", "sh", "-c", script, exit]].concat();
            let (ended, stdout, stderr) = Run::new(&arguments).input(input).end().await;
            assert_eq!((ended, server.request().text()), (code, &*body(status)), "{stderr}");
            assert_eq!(stdout, format!("reported {status} for deployment d-A1B2C3D4E\n"));
            let expected = if code == 0 { "" } else { "the validation failed: sh ended with exit status: 7\n" };
            assert_eq!(stderr, expected);
        }
    }
}

#[tokio::test]
async fn a_command_that_cannot_be_run_has_failed() {
    let server = Server::playing([done()]).await;
    let url = server.url();
    let (code, _, stderr) =
        Run::new(&[&IDS[..], &["--endpoint-url", &url, "--", "/no/such/program"]].concat()).end().await;
    assert_eq!((code, server.request().text()), (1, &*body("Failed")));
    assert!(stderr.contains("the validation failed: /no/such/program cannot be run:"), "{stderr}");
}

#[tokio::test]
async fn failures_that_pass_are_overcome() {
    let server = Server::playing([Reply::new(500, &[], ""), Reply::reset(), done()]).await;
    let url = server.url();
    let (code, ..) = Run::new(&[&IDS[..], &["--status", "Failed", "--endpoint-url", &url]].concat()).end().await;
    assert_eq!((code, server.requests().len()), (0, 3));
}

#[tokio::test]
async fn every_error_says_what_to_do() {
    let cases = [
        ("DeploymentDoesNotExistException", "there is no deployment d-A1B2C3D4E in eu-central-1"),
        ("DeploymentIdRequiredException", "the deployment's id is missing"),
        ("InvalidDeploymentIdException", "`d-A1B2C3D4E` is not the id of a deployment"),
        ("InvalidLifecycleEventHookExecutionIdException", "waits for another run of the hook"),
        ("InvalidLifecycleEventHookExecutionStatusException", "does not take the verdict Succeeded"),
        ("LifecycleEventAlreadyCompletedException", "it is too late"),
        ("UnsupportedActionForDeploymentTypeException", "does not wait for verdicts"),
        ("AccessDeniedException", "lack the permission codedeploy:PutLifecycleEventHookExecutionStatus"),
        ("ExpiredTokenException", "the credentials have expired"),
        ("UnrecognizedClientException", "the credentials are not accepted"),
        ("SomethingNewException", "CodeDeploy refused it"),
    ];
    for (error, advice) in cases {
        let server = Server::playing([Reply::error(400, error, "as the service says")]).await;
        let url = server.url();
        let arguments = [&IDS[..], &["--status", "Succeeded", "--endpoint-url", &url]].concat();
        let (code, stdout, stderr) = Run::new(&arguments).end().await;
        assert_eq!((code, &*stdout, server.requests().len()), (3, "", 1), "{stderr}");
        assert!(stderr.starts_with("error: Succeeded is not reported: ") && stderr.contains(advice), "{stderr}");
        assert!(stderr.contains(error) && stderr.ends_with("as the service says (request request-1)\n"), "{stderr}");
    }
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_not_a_success() {
    let server = Server::playing([Reply::output("<html>")]).await;
    let url = server.url();
    let (code, _, stderr) = Run::new(&[&IDS[..], &["--status", "Failed", "--endpoint-url", &url]].concat()).end().await;
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("an answer that makes no sense") && stderr.contains("at byte 0"), "{stderr}");
}

#[tokio::test]
async fn nobody_there_says_where_to_look() {
    let arguments = [&IDS[..], &["--status", "Succeeded", "--endpoint-url", "http://127.0.0.1:1"]].concat();
    let (code, _, stderr) = Run::new(&arguments).end().await;
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("CodeDeploy in eu-central-1 cannot be reached") && stderr.contains("refused"), "{stderr}");
}

#[tokio::test]
async fn missing_credentials_are_named() {
    let server = Server::playing([done()]).await;
    let url = server.url();
    let arguments = [&IDS[..], &["--status", "Succeeded", "--endpoint-url", &url]].concat();
    let (code, _, stderr) = Run::new(&arguments).without("AWS_SECRET_ACCESS_KEY").end().await;
    assert_eq!((code, server.requests().len()), (3, 0), "{stderr}");
    assert!(stderr.contains("the environment variable AWS_SECRET_ACCESS_KEY is not set"), "{stderr}");
}

/// Nothing is run and nothing is sent when the arguments are of no use.
#[tokio::test]
async fn wrong_usage_is_refused() {
    let status: &[&str] = &["--status", "Succeeded"];
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "", "required arguments were not provided"),
        (&IDS, "", "required arguments were not provided"),
        (&["--status", "Unknown"], EVENT, "[possible values: Succeeded, Failed]"),
        (&["--status", "Failed", "--", "true"], EVENT, "cannot be used with"),
        (&["--status", "Failed", "--deployment-id", "d-1"], EVENT, "--execution-id <ID>"),
        (&["--status", "Failed", "--deployment-id", "", "--execution-id", "e"], EVENT, "a value is required"),
        (status, "", "standard input is empty"),
        (status, "not JSON", "is not JSON"),
        (status, r#"{"DeploymentId": "d-1"}"#, "has no text `LifecycleEventHookExecutionId`"),
        (&["--", "touch", "/no/such/folder/file"], "{}", "has no text `DeploymentId`"),
    ];
    for (arguments, input, expected) in cases {
        let (code, stdout, stderr) = Run::new(arguments).input(input).end().await;
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
    }
    let run = Run::new(&[&IDS[..], status].concat()).without("AWS_REGION");
    let (code, _, stderr) = run.end().await;
    assert_eq!((code, &*stderr), (2, "error: no region: set AWS_REGION, or give --region\n"));
}

#[tokio::test]
async fn the_region_may_come_from_elsewhere() {
    let server = Server::always(done()).await;
    let url = server.url();
    let arguments = [&IDS[..], &["--status", "Succeeded", "--endpoint-url", &url]].concat();
    let run = Run::new(&arguments).without("AWS_REGION").with("AWS_DEFAULT_REGION", "us-west-2");
    assert_eq!(run.end().await.0, 0);
    assert_eq!(Run::new(&[&arguments[..], &["--region", "ap-south-1"]].concat()).end().await.0, 0);
    let regions: Vec<String> =
        server.requests().iter().map(|request| verify(request, SECRET).unwrap().region).collect();
    assert_eq!(regions, ["us-west-2", "ap-south-1"]);
}

#[tokio::test]
async fn help_tells_how_to_use_it() {
    let (code, stdout, _) = Run::new(&["--help"]).end().await;
    assert_eq!(code, 0);
    for expected in ["--status <STATUS>", "Succeeded, Failed", "-- <COMMAND>", "LifecycleEventHookExecutionId"] {
        assert!(stdout.contains(expected), "{stdout}");
    }
}
