//! What the configuration has a say in.

use std::convert::Infallible;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::test_util::ManualTimeSource;
use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
use aws_smithy_http_client::test_util::capture_request;
use aws_types::SdkConfig;
use tinsmith_codedeploy::config::retry::RetryConfig;
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::config::{
    AppName, BehaviorVersion, Credentials, ProvideCredentials, Region, SharedCredentialsProvider,
};
use tinsmith_codedeploy::error::{ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::{Client, Config};
use tinsmith_wire_tests::server::{Reply, Server};
use tinsmith_wire_tests::sigv4::verify;

use crate::common::{KEY, SECRET, chain, client, config, done, http_client, noon, put, retries, settle};

#[tokio::test]
async fn an_endpoint_url_may_have_a_path() {
    for (path, line) in [("", "/"), ("/", "/"), ("/base", "/base/"), ("/base/", "/base/"), ("/a/b", "/a/b/")] {
        let server = Server::playing([done()]).await;
        let config = config(&server).endpoint_url(format!("{}{path}", server.url()));
        put(&Client::from_conf(config.build())).await.unwrap();
        assert_eq!(server.request().line(), format!("POST {line} HTTP/1.1"), "{path}");
        verify(&server.request(), SECRET).unwrap();
    }
}

#[tokio::test]
async fn hosts_follow_from_region_fips_and_dual_stack() {
    let cases = [
        ("us-east-1", false, false, "https://codedeploy.us-east-1.amazonaws.com/"),
        ("us-east-1", true, false, "https://codedeploy-fips.us-east-1.amazonaws.com/"),
        ("us-east-1", false, true, "https://codedeploy.us-east-1.api.aws/"),
        ("us-east-1", true, true, "https://codedeploy-fips.us-east-1.api.aws/"),
        ("cn-north-1", false, true, "https://codedeploy.cn-north-1.api.amazonwebservices.com.cn/"),
        ("us-gov-west-1", true, false, "https://codedeploy-fips.us-gov-west-1.amazonaws.com/"),
        ("xx-new-9", false, false, "https://codedeploy.xx-new-9.amazonaws.com/"),
    ];
    for (region, fips, dual_stack, expected) in cases {
        let (http, requests) = capture_request(None);
        let config = Config::builder()
            .region(Region::new(region))
            .credentials_provider(Credentials::new(KEY, SECRET, None, None, "test"))
            .http_client(http)
            .use_fips(fips)
            .use_dual_stack(dual_stack);
        put(&Client::from_conf(config.build())).await.unwrap();
        assert_eq!(requests.expect_request().uri(), expected);
    }
}

#[tokio::test]
async fn fips_and_an_endpoint_of_ones_own_exclude_each_other() {
    let server = Server::playing([done()]).await;
    let error = put(&Client::from_conf(config(&server).use_fips(true).build())).await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(chain(&error).contains("FIPS"), "{}", chain(&error));
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn without_a_region_the_error_says_so() {
    let (http, requests) = capture_request(None);
    let config =
        Config::builder().credentials_provider(Credentials::new(KEY, SECRET, None, None, "test")).http_client(http);
    let error = put(&Client::from_conf(config.build())).await.unwrap_err();
    requests.expect_no_request();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(chain(&error).to_lowercase().contains("region"), "{}", chain(&error));

    let server = Server::playing([done()]).await;
    let config = config_without_region(&server);
    let error = put(&Client::from_conf(config)).await.unwrap_err();
    assert!(chain(&error).to_lowercase().contains("region"), "{}", chain(&error));
    assert_eq!(server.requests().len(), 0);
}

fn config_without_region(server: &Server) -> Config {
    let mut config = config(server);
    config.set_region(None);
    config.build()
}

#[tokio::test]
async fn one_call_may_have_a_configuration_of_its_own() {
    let (server, other) = (Server::always(done()).await, Server::always(Reply::new(500, &[], "")).await);
    let client = client(&server);
    let call = client.put_lifecycle_event_hook_execution_status().deployment_id("d");
    let own = Config::builder()
        .endpoint_url(other.url())
        .region(Region::new("us-west-2"))
        .credentials_provider(Credentials::new("AKIDOTHER", "other", Some("token".into()), None, "test"))
        .app_name(AppName::new("other").unwrap())
        .retry_config(retries().with_max_attempts(2));
    call.clone().customize().config_override(own).send().await.unwrap_err();
    assert_eq!((server.requests().len(), other.requests().len()), (0, 2));
    let request = other.requests().remove(1);
    let signed = verify(&request, "other").unwrap();
    assert_eq!((&*signed.access_key_id, &*signed.region), ("AKIDOTHER", "us-west-2"));
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=2; max=2"));
    assert!(request.header("user-agent").unwrap().ends_with("app/other"));

    call.send().await.unwrap();
    let request = server.request();
    assert_eq!(verify(&request, SECRET).unwrap().region, "eu-central-1");
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=3"));
}

/// The timeouts that an override does not set stay.
#[tokio::test]
async fn timeouts_are_overridden_one_by_one() {
    let server = Server::always(Reply::silence()).await;
    let (short, long) = (Duration::from_millis(200), Duration::from_secs(60));
    let timeouts = TimeoutConfig::builder().read_timeout(short).operation_timeout(long).build();
    let client = Client::from_conf(config(&server).timeout_config(timeouts).build());
    let own = Config::builder()
        .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(long).build())
        .retry_config(RetryConfig::disabled());
    let call = client.put_lifecycle_event_hook_execution_status().customize().config_override(own);
    let error = call.send().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
}

#[tokio::test]
async fn requests_are_changed_before_they_are_signed() {
    let server = Server::playing([Reply::new(500, &[], ""), done()]).await;
    let call = client(&server).put_lifecycle_event_hook_execution_status().deployment_id("d").customize();
    call.mutate_request(|request| {
        request.headers_mut().insert("x-amz-mutated", "yes");
    })
    .map_request(|mut request| {
        *request.body_mut() = "{}".into();
        request.headers_mut().insert("content-length", "2");
        Ok::<_, Infallible>(request)
    })
    .send()
    .await
    .unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!((request.header("x-amz-mutated"), request.text()), (Some("yes"), "{}"));
        assert!(verify(&request, SECRET).unwrap().headers.contains(&"x-amz-mutated".to_owned()));
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_mapped_is_not_sent() {
    let server = Server::playing([done()]).await;
    let call = client(&server).put_lifecycle_event_hook_execution_status().customize();
    let error = call.map_request(|_| Err(std::io::Error::other("not this one"))).send().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(chain(&error).contains("not this one"), "{}", chain(&error));
    assert_eq!(server.requests().len(), 0);
}

/// Counts how often it is asked; its credentials expire after an hour.
#[derive(Clone, Debug)]
struct Hourly {
    asked: Arc<AtomicUsize>,
    time: ManualTimeSource,
}

impl ProvideCredentials for Hourly {
    fn provide_credentials<'a>(&'a self) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        use aws_smithy_async::time::TimeSource;
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let expiry = self.time.now() + Duration::from_secs(3600);
        let credentials = Credentials::new(format!("AKID{asked}"), SECRET, None, Some(expiry), "hourly");
        aws_credential_types::provider::future::ProvideCredentials::new(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(credentials)
        })
    }
}

#[tokio::test]
async fn credentials_are_asked_for_once_until_they_expire() {
    let server = Server::always(done()).await;
    let time = ManualTimeSource::new(noon());
    let hourly = Hourly { asked: Arc::default(), time: time.clone() };
    let config = config(&server).credentials_provider(hourly.clone()).time_source(time.clone());
    let client = Client::from_conf(config.build());
    let asked = || hourly.asked.load(Ordering::SeqCst);

    let (one, two, three) = tokio::join!(put(&client), put(&client), put(&client));
    assert!(one.is_ok() && two.is_ok() && three.is_ok(), "{one:?} {two:?} {three:?}");
    assert_eq!(asked(), 1, "three calls at once");
    time.advance(Duration::from_secs(3580));
    put(&client.clone()).await.unwrap();
    client.put_lifecycle_event_hook_execution_status().customize().mutate_request(|_| {}).send().await.unwrap();
    assert_eq!(asked(), 1, "shortly before the buffer");
    time.advance(Duration::from_secs(19));
    put(&client).await.unwrap();
    put(&client).await.unwrap();
    assert_eq!(asked(), 2, "a second before they expire");
    let keys: Vec<String> =
        server.requests().iter().map(|request| verify(request, SECRET).unwrap().access_key_id).collect();
    assert_eq!(keys, ["AKID1", "AKID1", "AKID1", "AKID1", "AKID1", "AKID2", "AKID2"]);
}

#[derive(Debug)]
struct Refuses;

impl ProvideCredentials for Refuses {
    fn provide_credentials<'a>(&'a self) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let error = aws_credential_types::provider::error::CredentialsError::provider_error("the vault is closed");
        aws_credential_types::provider::future::ProvideCredentials::ready(Err(error))
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::playing([done()]).await;
    let error = put(&Client::from_conf(config(&server).credentials_provider(Refuses).build())).await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(chain(&error).contains("the vault is closed"), "{}", chain(&error));
    assert_eq!(server.requests().len(), 0);
}

/// Runs this test again in a process of its own with `variables`, and gives what it printed. In that process, and only
/// there, it is true that it runs there.
fn in_environment(test: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env_clear().env(IN_CHILD, "1").envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    text.into_owned()
}

const IN_CHILD: &str = "TINSMITH_WIRE_TEST_IN_CHILD";

fn is_child() -> bool {
    std::env::var_os(IN_CHILD).is_some()
}

#[tokio::test]
async fn credentials_come_from_the_environment() {
    if is_child() {
        let server = Server::always(done()).await;
        let mut config = config(&server);
        config.set_credentials_provider(None);
        let client = Client::from_conf(config.build());
        match put(&client).await {
            Ok(_) => {
                let request = server.request();
                let key = verify(&request, SECRET).unwrap().access_key_id;
                println!("signed by {key} with {:?}", request.header("x-amz-security-token"));
            }
            Err(error) => println!("failed: {}", chain(&error)),
        }
        return;
    }
    let test = "config::credentials_come_from_the_environment";
    let (key, secret) = (("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", SECRET));
    let output = in_environment(test, &[key, secret]);
    assert!(output.contains("signed by AKIDENV with None"), "{output}");
    let output = in_environment(test, &[key, secret, ("AWS_SESSION_TOKEN", "the-token")]);
    assert!(output.contains(r#"signed by AKIDENV with Some("the-token")"#), "{output}");
    let output = in_environment(test, &[key]);
    assert!(output.contains("the environment variable AWS_SECRET_ACCESS_KEY is not set"), "{output}");
    let output = in_environment(test, &[]);
    assert!(output.contains("the environment variable AWS_ACCESS_KEY_ID is not set"), "{output}");
}

#[tokio::test]
async fn a_client_is_made_from_what_aws_config_loads() {
    let server = Server::playing([Reply::new(500, &[], ""), done()]).await;
    let loaded = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-south-1"))
        .endpoint_url(server.url())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(KEY, SECRET, None, None, "test")))
        .http_client(http_client())
        .retry_config(retries().with_max_attempts(4))
        .timeout_config(TimeoutConfig::builder().read_timeout(Duration::from_secs(30)).build())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SharedTimeSource::new(StaticTimeSource::new(noon())))
        .app_name(AppName::new("loaded").unwrap())
        .build();
    let client = Client::new(&loaded);
    assert_eq!(client.config().region(), Some(&Region::new("ap-south-1")));
    put(&client).await.unwrap();
    let request = server.requests().remove(1);
    let signed = verify(&request, SECRET).unwrap();
    assert_eq!((&*signed.region, &*signed.day), ("ap-south-1", "20250601"));
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=2; max=4"));
    assert!(request.header("user-agent").unwrap().ends_with("app/loaded"));
}

#[tokio::test]
async fn an_empty_configuration_of_aws_config_is_not_enough_and_says_why() {
    let loaded = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).build();
    let error = put(&Client::new(&loaded)).await.unwrap_err();
    assert!(chain(&error).to_lowercase().contains("region"), "{}", chain(&error));
}

/// The service's clock is ahead of ours by an hour, or behind it.
fn skewed(date: &str) -> Reply {
    let body = r#"{"__type":"InvalidSignatureException","message":"Signature not yet current"}"#;
    Reply::new(403, &[("date", date)], body)
}

const LATER: &str = "Sun, 01 Jun 2025 13:34:56 GMT";
const EARLIER: &str = "Sun, 01 Jun 2025 11:34:56 GMT";

/// The times that requests were signed for, as of the whole hour.
fn signed_at(server: &Server) -> Vec<String> {
    let times = server.requests();
    times.iter().map(|request| request.header("x-amz-date").unwrap()[9..].to_owned()).collect()
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected() {
    for (date, corrected) in [(LATER, "133456Z"), (EARLIER, "113456Z")] {
        let server = Server::playing([skewed(date), done(), done()]).await;
        let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
        put(&client).await.unwrap();
        put(&client).await.unwrap();
        assert_eq!(signed_at(&server), ["123456Z", corrected, corrected]);
        for request in server.requests() {
            verify(&request, SECRET).unwrap();
        }
    }
}

#[tokio::test]
async fn a_clock_that_is_right_is_left_alone() {
    for reply in [
        skewed("Sun, 01 Jun 2025 12:36:00 GMT"),
        skewed("tomorrow"),
        Reply::error(403, "InvalidSignatureException", "wrong key"),
        Reply::new(403, &[("date", LATER)], r#"{"__type":"OtherException"}"#),
    ] {
        let server = Server::playing([reply]).await;
        let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
        put(&client).await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
}

/// A signature that stays wrong is not sent for ever.
#[tokio::test]
async fn a_clock_is_corrected_once() {
    let server = Server::always(skewed(LATER)).await;
    let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
    let error = put(&client).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn clock_correction_can_be_disabled() {
    let server = Server::always(skewed(LATER)).await;
    let config = config(&server).time_source(StaticTimeSource::new(noon())).disable_clock_skew_correction(true);
    let client = Client::from_conf(config.build());
    put(&client).await.unwrap_err();
    put(&client).await.unwrap_err();
    assert_eq!(signed_at(&server), ["123456Z", "123456Z"]);
}

/// Calls that were under way with the wrong time all profit from the correction that one of them brings.
#[tokio::test]
async fn calls_at_once_correct_the_clock_together() {
    let late = skewed(LATER).after(Duration::from_millis(200));
    let server = Server::playing([late.clone(), late.clone(), late, done(), done(), done()]).await;
    let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
    let (one, two, three) = tokio::join!(put(&client), put(&client), put(&client));
    assert!(one.is_ok() && two.is_ok() && three.is_ok(), "{one:?} {two:?} {three:?}");
    assert_eq!(server.requests().len(), 6);
}

/// With a call's own configuration the correction is kept too, also where that call may not try again.
#[tokio::test]
async fn a_correction_outlives_a_call_with_its_own_configuration() {
    let server = Server::playing([skewed(LATER), done()]).await;
    let client = Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build());
    let own = Config::builder().retry_config(RetryConfig::disabled());
    let call = client.put_lifecycle_event_hook_execution_status().customize().config_override(own);
    call.send().await.unwrap_err();
    put(&client).await.unwrap();
    assert_eq!(signed_at(&server), ["123456Z", "133456Z"]);
}

/// A client may be used long after the runtime's other work, and by several threads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_serves_many_calls_at_once() {
    let server = Server::always(done()).await;
    let client = client(&server);
    let start = SystemTime::now();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { put(&client).await.unwrap() })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    settle().await;
    assert_eq!(server.requests().len(), 50);
    assert!(start.elapsed().unwrap() < Duration::from_secs(20));
}
