//! What must not be told: not in logs at any level, not in errors, not in what `Debug` shows.
//!
//! The id of a key is no secret: it says whose the signature is and proves nothing, and the official crates show it too.

use std::time::Duration;

use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::config::Credentials;
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::error::DisplayErrorContext;
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{chain, config};
use crate::log::Log;

const KEY: &str = "AKIDNOTTOBETOLD";
const SECRET: &str = "the-secret-key-not-to-be-told";
const TOKEN: &str = "the-session-token-not-to-be-told";
const REQUEST: &str = "d-NOTTOBETOLD";
const RESPONSE: &str = "the response not to be told";

fn told(body: &str) -> String {
    format!(r#"{{"{body}":"{RESPONSE}","lifecycleEventHookExecutionId":"{RESPONSE}"}}"#)
}

/// All ways in which a call may go.
fn scripts() -> Vec<(&'static str, Vec<Reply>)> {
    let error = |code: &str| Reply::error(400, code, RESPONSE);
    vec![
        ("success", vec![Reply::output(told("more"))]),
        ("a retry", vec![Reply::new(500, &[], told("message")), Reply::reset(), Reply::output(told("more"))]),
        ("a modeled error", vec![error("InvalidDeploymentIdException")]),
        ("an unknown error", vec![error("NewException")]),
        (
            "a wrong clock",
            vec![
                Reply::new(
                    403,
                    &[("date", "Sun, 01 Jun 2014 11:34:56 GMT")],
                    r#"{"__type":"InvalidSignatureException"}"#,
                ),
                Reply::output("{}"),
            ],
        ),
        (
            "throttling for ever",
            vec![error("ThrottlingException"), error("ThrottlingException"), error("ThrottlingException")],
        ),
        ("not JSON", vec![Reply::output(format!("<html>{RESPONSE}</html>"))]),
        ("of the wrong type", vec![Reply::output(format!(r#"{{"lifecycleEventHookExecutionId":["{RESPONSE}"]}}"#))]),
        ("a broken number", vec![Reply::output(format!(r#"{{"more":1.{RESPONSE}}}"#))]),
        ("cut short", vec![Reply::output(told("more")).cut(3, Reply::close()); 3]),
        ("not HTTP", vec![Reply::raw(format!("{RESPONSE}\r\n\r\n")).then_close()]),
        ("silence", vec![Reply::silence(); 3]),
        ("a pause until the time is over", vec![Reply::new(503, &[("retry-after", "9")], told("message")); 3]),
    ]
}

#[tokio::test]
async fn no_secret_is_told() {
    for (what, script) in scripts() {
        Log::listen();
        let server = Server::playing(script).await;
        let credentials = Credentials::new(KEY, SECRET, Some(TOKEN.into()), None, "test");
        let timeouts = TimeoutConfig::builder()
            .read_timeout(Duration::from_millis(200))
            .operation_timeout(Duration::from_millis(900))
            .build();
        let config = config(&server).credentials_provider(credentials).timeout_config(timeouts);
        let client = Client::from_conf(config.build());
        let call = client.put_lifecycle_event_hook_execution_status().deployment_id(REQUEST);
        let result = call.send().await;
        let text = Log::end();

        let requests = server.requests();
        let signatures =
            requests.iter().map(|request| request.header("authorization").unwrap().rsplit_once('=').unwrap().1);
        let mut secrets: Vec<&str> = vec![SECRET, TOKEN];
        secrets.extend(signatures);
        assert!(secrets.len() > 2, "{what}");
        let of_credentials = secrets.len();
        secrets.extend([REQUEST, RESPONSE]);
        let check = |place: &str, text: &str, secrets: &[&str]| {
            for secret in secrets {
                assert!(!text.contains(secret), "{what}: {secret} is told in {place}: {text}");
            }
        };

        assert!(text.contains("call") && text.contains("PutLifecycleEventHookExecutionStatus"), "{text}");
        check("the log", &text, &secrets);
        // The bytes of bodies, as `Debug` shows them.
        check("the log", &text, &[&format!("{:?}", RESPONSE.as_bytes())[1..40]]);
        check("the client", &format!("{client:?} {client:#?}"), &secrets[..of_credentials]);
        check(
            "the configuration",
            &format!("{:?} {:?}", client.config(), client.config().to_builder()),
            &secrets[..of_credentials],
        );
        if let Err(error) = result {
            // An error has the response, which its user may look at; it never has the request.
            let mut without_response = secrets.clone();
            without_response.pop();
            let text = format!("{error:?} {error:#?} {} {}", DisplayErrorContext(&error), chain(&error));
            check("the error", &text, &without_response);
        }
    }
}

#[tokio::test]
async fn credentials_that_cannot_be_used_are_not_told() {
    let server = Server::playing([]).await;
    let credentials = Credentials::new(KEY, SECRET, Some(format!("{TOKEN}\n")), None, "test");
    Log::listen();
    let client = Client::from_conf(config(&server).credentials_provider(credentials).build());
    let error = client.list_applications().send().await.unwrap_err();
    let text = format!("{} {error:?} {}", Log::end(), chain(&error));
    assert!(!text.contains(SECRET) && !text.contains(TOKEN), "{text}");
    assert_eq!(server.requests().len(), 0);
}
