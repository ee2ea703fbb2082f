//! Paginators and the waiter, over the server.

use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_async::test_util::{InstantSleep, instant_time_and_sleep};
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::client::Waiters;
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::error::{DisplayErrorContext, ProvideErrorMetadata};
use tinsmith_codedeploy::types::DeploymentStatus;
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{client, config};

/// A page of deployments, with the token of the next.
fn page(ids: &[&str], next: &str) -> Reply {
    let ids: Vec<String> = ids.iter().map(|id| format!("{id:?}")).collect();
    Reply::output(format!(r#"{{"deployments":[{}],"nextToken":{next}}}"#, ids.join(",")))
}

fn bodies(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| request.text().to_owned()).collect()
}

#[tokio::test]
async fn pages_follow_until_there_is_no_token() {
    let server = Server::playing([page(&["a", "b"], r#""t1""#), page(&[], r#""t2""#), page(&["c"], "null")]).await;
    let call = client(&server).list_deployments().application_name("app").into_paginator();
    let mut pages = call.send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().deployments().len());
        assert_eq!(server.requests().len(), sizes.len(), "a page is asked for when it is wanted");
    }
    assert_eq!(sizes, [2, 0, 1]);
    assert_eq!(
        bodies(&server),
        [
            r#"{"applicationName":"app"}"#,
            r#"{"applicationName":"app","nextToken":"t1"}"#,
            r#"{"applicationName":"app","nextToken":"t2"}"#
        ]
    );
}

#[tokio::test]
async fn items_come_one_by_one() {
    let server = Server::playing([page(&["a", "b"], r#""t1""#), page(&[], r#""t2""#), page(&["c"], r#""""#)]).await;
    let items: Result<Vec<String>, _> =
        client(&server).list_deployments().into_paginator().items().send().collect().await;
    assert_eq!(items.unwrap(), ["a", "b", "c"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_page_that_fails_is_the_last() {
    let no = Reply::error(400, "InvalidNextTokenException", "no such token");
    let server = Server::playing([page(&["a"], r#""t1""#), no]).await;
    let mut items = client(&server).list_deployments().into_paginator().items().send();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("InvalidNextTokenException"));
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_token_that_stays_the_same_ends_the_pages() {
    let server = Server::always(page(&["a"], r#""t1""#)).await;
    let mut pages = client(&server).list_deployments().into_paginator().send();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        page.unwrap();
        count += 1;
    }
    assert_eq!((count, server.requests().len()), (2, 2));
}

#[tokio::test]
async fn each_page_is_retried_by_itself() {
    let again = || Reply::new(500, &[], "");
    let server = Server::playing([again(), page(&["a"], r#""t1""#), again(), again(), page(&["b"], "null")]).await;
    let items: Result<Vec<String>, _> =
        client(&server).list_deployments().into_paginator().items().send().collect().await;
    assert_eq!(items.unwrap(), ["a", "b"]);
    assert_eq!(server.requests().len(), 5);
}

fn deployment(status: &str) -> Reply {
    Reply::output(format!(r#"{{"deploymentInfo":{{"deploymentId":"d-1","status":"{status}"}}}}"#))
}

/// A client for which time passes at once, and the pauses that it made.
fn instantly(server: &Server) -> (Client, InstantSleep) {
    let (time, sleep) = instant_time_and_sleep(UNIX_EPOCH + Duration::from_secs(1_748_781_296));
    let config = config(server).time_source(time).sleep_impl(sleep.clone()).timeout_config(TimeoutConfig::disabled());
    (Client::from_conf(config.build()), sleep)
}

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn waits_until_the_deployment_has_succeeded() {
    let server = Server::playing(["Created", "InProgress", "Sparkling", "Succeeded"].map(deployment)).await;
    let (client, sleep) = instantly(&server);
    let done = client.wait_until_deployment_successful().deployment_id("d-1").wait(HOUR).await.unwrap();
    let output = done.into_result().unwrap();
    assert_eq!(output.deployment_info().unwrap().status(), Some(&DeploymentStatus::Succeeded));
    assert_eq!(bodies(&server), [r#"{"deploymentId":"d-1"}"#; 4]);
    assert!(sleep.logs().len() == 3 && sleep.logs().iter().all(|pause| pause.as_secs() >= 15), "{:?}", sleep.logs());
}

#[tokio::test]
async fn stops_waiting_when_the_deployment_fails() {
    for status in ["Failed", "Stopped"] {
        let server = Server::playing([deployment("InProgress"), deployment(status)]).await;
        let (client, _) = instantly(&server);
        let error = client.wait_until_deployment_successful().deployment_id("d-1").wait(HOUR).await.unwrap_err();
        let WaiterError::FailureState(failure) = &error else { panic!("{error:?}") };
        let output = failure.final_poll().as_result().unwrap();
        assert_eq!(output.deployment_info().unwrap().status().unwrap().as_str(), status);
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn stops_waiting_when_the_call_fails() {
    let server = Server::playing([Reply::error(400, "DeploymentDoesNotExistException", "no d-1")]).await;
    let (client, _) = instantly(&server);
    let error = client.wait_until_deployment_successful().deployment_id("d-1").wait(HOUR).await.unwrap_err();
    let WaiterError::OperationFailed(failed) = &error else { panic!("{error:?}") };
    assert_eq!(failed.error().code(), Some("DeploymentDoesNotExistException"));
    let error = tinsmith_codedeploy::Error::from(error);
    assert!(DisplayErrorContext(&error).to_string().contains("no d-1"), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn stops_waiting_when_the_time_is_over() {
    let server = Server::always(deployment("InProgress")).await;
    let (client, sleep) = instantly(&server);
    let limit = Duration::from_secs(100);
    let error = client.wait_until_deployment_successful().deployment_id("d-1").wait(limit).await.unwrap_err();
    let WaiterError::ExceededMaxWait(exceeded) = &error else { panic!("{error:?}") };
    assert_eq!(exceeded.max_wait(), limit);
    assert_eq!(exceeded.poll_count() as usize, server.requests().len());
    assert_eq!(sleep.logs().iter().sum::<Duration>(), limit);
}
