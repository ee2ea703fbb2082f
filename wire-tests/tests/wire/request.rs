//! What is sent, to the byte.

use aws_smithy_async::time::StaticTimeSource;
use tinsmith_codedeploy::config::{AppName, Credentials, FrameworkMetadata};
use tinsmith_codedeploy::{Client, types::LifecycleEventStatus};
use tinsmith_wire_tests::server::{Reply, Request, Server};

use crate::common::{KEY, client, config, done, noon, put};

/// The head with what changes from run to run replaced by its name in braces.
fn head(server: &Server, request: &Request) -> String {
    let invocation = request.header("amz-sdk-invocation-id").unwrap();
    let signature = request.header("authorization").unwrap().rsplit_once('=').unwrap().1;
    assert_eq!((invocation.len(), signature.len()), (36, 64));
    request
        .head
        .replace(&server.address().to_string(), "{address}")
        .replace(invocation, "{invocation}")
        .replace(signature, "{signature}")
        .replace(env!("CARGO_PKG_VERSION"), "{version}")
        .replace(std::env::consts::OS, "{os}")
        .replace("\r\n", "\n")
}

#[tokio::test]
async fn the_whole_request() {
    let server = Server::playing([done()]).await;
    let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
    let output = put(&client).await.unwrap();
    assert_eq!(output.lifecycle_event_hook_execution_id(), Some("hook-1"));

    let request = server.request();
    assert_eq!(
        request.text(),
        r#"{"deploymentId":"d-A1B2C3D4E","lifecycleEventHookExecutionId":"hook-1","status":"Succeeded"}"#
    );
    assert_eq!(
        head(&server, &request),
        "\
POST / HTTP/1.1
content-type: application/x-amz-json-1.1
content-length: 92
x-amz-target: CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus
amz-sdk-invocation-id: {invocation}
amz-sdk-request: attempt=1; max=3
user-agent: tinsmith/{version} ua/2.1 api/codedeploy/{version} os/{os} lang/rust
x-amz-date: 20250601T123456Z
authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250601/eu-central-1/codedeploy/aws4_request, \
SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
Signature={signature}
host: {address}

"
    );
}

#[tokio::test]
async fn a_session_token_is_one_header_more() {
    let server = Server::playing([done()]).await;
    let credentials = Credentials::new(KEY, "secret", Some("the-token".into()), None, "test");
    put(&Client::from_conf(config(&server).credentials_provider(credentials).build())).await.unwrap();
    assert_eq!(server.request().header("x-amz-security-token"), Some("the-token"));
}

#[tokio::test]
async fn the_application_and_the_frameworks_are_named_in_the_user_agent() {
    let server = Server::playing([done()]).await;
    let config = config(&server)
        .app_name(AppName::new("rollout-checks").unwrap())
        .framework_metadata(FrameworkMetadata::new("gates", Some("2.1")).unwrap());
    put(&Client::from_conf(config.build())).await.unwrap();
    let request = server.request();
    assert!(request.header("user-agent").unwrap().ends_with(" lib/gates/2.1 app/rollout-checks"), "{}", request.head);
}

#[tokio::test]
async fn members_that_are_not_set_are_left_out() {
    let server = Server::always(done()).await;
    let client = client(&server);
    let calls = client.put_lifecycle_event_hook_execution_status();
    calls.clone().send().await.unwrap();
    calls.clone().deployment_id("d").set_deployment_id(None).status("Nope".into()).send().await.unwrap();
    calls.deployment_id("").send().await.unwrap();
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text().to_owned()).collect();
    assert_eq!(bodies, ["{}", r#"{"status":"Nope"}"#, r#"{"deploymentId":""}"#]);
}

#[tokio::test]
async fn every_status_travels_as_the_model_has_it() {
    let server = Server::always(done()).await;
    let client = client(&server);
    for status in LifecycleEventStatus::values() {
        let call = client.put_lifecycle_event_hook_execution_status().status((*status).into());
        call.send().await.unwrap();
        assert_eq!(server.requests().last().unwrap().text(), format!(r#"{{"status":"{status}"}}"#));
    }
}

#[tokio::test]
async fn text_of_any_kind_is_escaped() {
    let server = Server::playing([done()]).await;
    let text = "\u{0}\u{1f}\"\\/\u{7f}\u{2028}é\u{1f980}\r\n\t\u{8}\u{c}";
    client(&server).put_lifecycle_event_hook_execution_status().deployment_id(text).send().await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&server.request().body).unwrap();
    assert_eq!(body["deploymentId"], text);
}

#[tokio::test]
async fn a_call_without_a_body_of_its_own_sends_an_empty_object() {
    let server = Server::playing([Reply::output(r#"{"applications":["a"]}"#)]).await;
    let output = client(&server).list_applications().send().await.unwrap();
    assert_eq!(output.applications(), ["a"]);
    let request = server.request();
    assert_eq!((request.text(), request.header("x-amz-target")), ("{}", Some("CodeDeploy_20141006.ListApplications")));
}

#[tokio::test]
async fn one_connection_serves_call_after_call() {
    let server = Server::always(done()).await;
    let client = client(&server);
    for _ in 0..5 {
        put(&client.clone()).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (5, 1));
    let invocations: std::collections::HashSet<String> =
        server.requests().iter().map(|request| request.header("amz-sdk-invocation-id").unwrap().to_owned()).collect();
    assert_eq!(invocations.len(), 5);
}
