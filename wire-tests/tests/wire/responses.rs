//! What is read: responses of every kind, sane and insane.

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;
use proptest::prelude::*;
use tinsmith_codedeploy::error::{ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::operation::get_deployment::{GetDeploymentError, GetDeploymentOutput};
use tinsmith_codedeploy::primitives::DateTime;
use tinsmith_codedeploy::types::{DeploymentStatus, DeploymentTarget, LifecycleEventStatus, TimeRange};
use tinsmith_codedeploy::{Client, Config};
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{chain, client};

async fn get(body: impl AsRef<[u8]>) -> Result<GetDeploymentOutput, SdkError<GetDeploymentError>> {
    let server = Server::playing([Reply::output(body)]).await;
    let result = client(&server).get_deployment().deployment_id("d-1").send().await;
    assert_eq!(server.requests().len(), 1, "{result:?}");
    result
}

/// What `body` is refused with; the operation and the position are part of it.
async fn refusal(body: impl AsRef<[u8]>) -> String {
    let error = get(body).await.unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 200);
    chain(&error)
}

#[tokio::test]
async fn a_response_of_every_kind_of_member() {
    let info = get(
        r#" { "deploymentInfo" : { "deploymentId" : "d-\u00e9\ud83e\udd80\n", "status":"Succeeded",
            "createTime":1446229001.211, "completeTime":1.446229001E9, "startTime":-0.5,
            "deploymentOverview":{"Pending":0,"Succeeded":9223372036854775807,"Failed":-1,"InProgress":1e2,"Skipped":2.0},
            "ignoreApplicationStopFailures":true,
            "revision":{"revisionType":"S3","s3Location":{"bucket":"b","key":"k","bundleType":"zip"}},
            "targetInstances":{"tagFilters":[{"Key":"k","Value":"v","Type":"KEY_AND_VALUE"}]} } } "#,
    )
    .await
    .unwrap();
    let info = info.deployment_info().unwrap();
    assert_eq!((info.deployment_id(), info.status()), (Some("d-é🦀\n"), Some(&DeploymentStatus::Succeeded)));
    assert_eq!(info.create_time(), Some(&DateTime::from_secs_and_nanos(1446229001, 211_000_000)));
    assert_eq!(info.complete_time(), Some(&DateTime::from_secs(1446229001)));
    assert_eq!(info.start_time(), Some(&DateTime::from_secs_and_nanos(-1, 500_000_000)));
    let overview = info.deployment_overview().unwrap();
    assert_eq!((overview.pending(), overview.succeeded(), overview.failed()), (0, i64::MAX, -1));
    assert_eq!((overview.in_progress(), overview.skipped(), overview.ready()), (100, 2, 0));
    assert!(info.ignore_application_stop_failures());
    assert_eq!(info.revision().unwrap().s3_location().unwrap().bucket(), Some("b"));
    assert_eq!(info.target_instances().unwrap().tag_filters()[0].value(), Some("v"));
}

#[tokio::test]
async fn nothing_at_all_is_an_empty_output() {
    for body in ["", "{}", " {\n} ", r#"{"deploymentInfo":null}"#, r#"{"other":null}"#] {
        assert_eq!(get(body).await.unwrap().deployment_info(), None, "{body}");
    }
}

#[tokio::test]
async fn null_is_absence() {
    let body = r#"{"deploymentInfo":{"deploymentId":null,"status":null,"createTime":null,"deploymentOverview":null,
        "targetInstances":{"tagFilters":null,"autoScalingGroups":["a",null,"b"]},"revision":null}}"#;
    let output = get(body).await.unwrap();
    let info = output.deployment_info().unwrap();
    assert_eq!((info.deployment_id(), info.status(), info.create_time()), (None, None, None));
    let instances = info.target_instances().unwrap();
    assert_eq!(
        (instances.tag_filters().len(), instances.auto_scaling_groups()),
        (0, ["a".to_owned(), "b".to_owned()].as_slice())
    );
}

#[tokio::test]
async fn the_last_of_two_members_counts() {
    let body = r#"{"deploymentInfo":{"deploymentId":"a","deploymentId":"b",
        "targetInstances":{"autoScalingGroups":["a"],"autoScalingGroups":["b"]}}}"#;
    let output = get(body).await.unwrap();
    let info = output.deployment_info().unwrap();
    assert_eq!(info.deployment_id(), Some("b"));
    assert_eq!(info.target_instances().unwrap().auto_scaling_groups(), ["b"]);
}

#[tokio::test]
async fn what_the_model_does_not_have_is_skipped() {
    let body = r#"{"new":{"deploymentInfo":1,"a":[{"b":[[]]},"}]",1e9,-0.0,true,false,null]},"deploymentInfo":
        {"DeploymentId":"other case","deploymentId":"d","x":"\u0000","y":[],"deploymentInfo":{}},"z":""}"#;
    assert_eq!(get(body).await.unwrap().deployment_info().unwrap().deployment_id(), Some("d"));
}

/// Runs a whole call on a small stack.
fn on_a_small_stack(body: String) -> Result<GetDeploymentOutput, String> {
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { get(body).await.map_err(|error| chain(&error)) })
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(run).unwrap().join().unwrap()
}

const DEEP: usize = 100_000;

#[test]
fn an_unknown_member_may_nest_as_deep_as_it_will() {
    let (arrays, ends) = ("[".repeat(DEEP), "]".repeat(DEEP));
    let objects = r#"{"a":"#.repeat(DEEP);
    for unknown in [format!("{arrays}{ends}"), format!("{objects}1{}", "}".repeat(DEEP)), format!("{arrays}{{}}{ends}")]
    {
        let body = format!(r#"{{"x":{unknown},"deploymentInfo":{{"y":{unknown},"deploymentId":"d"}}}}"#);
        let output = on_a_small_stack(body).unwrap();
        assert_eq!(output.deployment_info().unwrap().deployment_id(), Some("d"));
    }
}

#[test]
fn a_known_member_that_nests_too_deep_is_refused() {
    let arrays = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let objects = format!("{}1{}", r#"{"deploymentInfo":"#.repeat(DEEP), "}".repeat(DEEP));
    let cases = [
        (format!(r#"{{"deploymentInfo":{arrays}}}"#), "expected an object, found an array at byte 18"),
        (
            format!(r#"{{"deploymentInfo":{{"targetInstances":{{"autoScalingGroups":{arrays}}}}}}}"#),
            "expected a string, found an array at byte 59",
        ),
        (format!(r#"{{"deploymentInfo":{{"createTime":{arrays}}}}}"#), "expected a number, found an array at byte 32"),
    ];
    for (body, expected) in cases {
        let refusal = on_a_small_stack(body).unwrap_err();
        assert!(refusal.ends_with(&format!("unreadable response to GetDeployment: {expected}")), "{refusal}");
    }
    // Names that are known at another place only are unknown ones.
    assert!(on_a_small_stack(objects).is_ok());
}

#[test]
fn what_is_unknown_and_has_no_end_is_refused() {
    for unknown in ["[".repeat(DEEP), r#"{"a":"#.repeat(DEEP), format!("[{}", "1,".repeat(DEEP))] {
        let refusal = on_a_small_stack(format!(r#"{{"x":{unknown}"#)).unwrap_err();
        assert!(refusal.contains("unreadable response to GetDeployment: expected"), "{refusal}");
        assert!(refusal.contains("found the end of the text at byte"), "{refusal}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_operation_and_position() {
    let cases: &[(&str, &str)] = &[
        ("<html>", "expected an object, found something else at byte 0"),
        ("null", "expected an object, found null at byte 0"),
        ("[]", "expected an object, found an array at byte 0"),
        ("\"{}\"", "expected an object, found a string at byte 0"),
        (" ", "expected an object, found the end of the text at byte 1"),
        ("{", "expected a key, found the end of the text at byte 1"),
        ("{} {}", "text after the end of the value at byte 3"),
        ("{,}", "expected a key, found punctuation at byte 1"),
        (r#"{"a":1,}"#, "expected a key, found a closing bracket at byte 7"),
        (r#"{"a" 1}"#, "expected `:`, found a number at byte 5"),
        (r#"{'a':1}"#, "expected a key, found something else at byte 1"),
        (r#"{"deploymentInfo":5}"#, "expected an object, found a number at byte 18"),
        (r#"{"deploymentInfo":{"deploymentId":5}}"#, "expected a string, found a number at byte 34"),
        (r#"{"deploymentInfo":{"status":true}}"#, "expected a string, found a boolean at byte 28"),
        (
            r#"{"deploymentInfo":{"ignoreApplicationStopFailures":"true"}}"#,
            "expected a boolean, found a string at byte 51",
        ),
        (r#"{"deploymentInfo":{"createTime":"2015-10-30T18:16:41Z"}}"#, "expected a number, found a string at byte 32"),
        (r#"{"deploymentInfo":{"createTime":1e30}}"#, "expected a timestamp in the form EpochSeconds at byte 32"),
        (r#"{"deploymentInfo":{"deploymentOverview":{"Pending":1.5}}}"#, "expected a long, found 1.5 at byte 51"),
        (
            r#"{"deploymentInfo":{"deploymentOverview":{"Pending":99999999999999999999999999}}}"#,
            "expected a long, found 999999999999999999999999… at byte 51",
        ),
        (r#"{"deploymentInfo":{"deploymentOverview":{"Pending":1e400}}}"#, "expected a long, found 1e400 at byte 51"),
        (r#"{"deploymentInfo":{"deploymentOverview":{"Pending":01}}}"#, "malformed number at byte 51"),
        (r#"{"deploymentInfo":{"deploymentOverview":{"Pending":-}}}"#, "malformed number at byte 51"),
        (r#"{"deploymentInfo":{"deploymentId":"a"#, "string without an end at byte"),
        (r#"{"deploymentInfo":{"deploymentId":"\x"}}"#, "unknown escape in a string at byte 35"),
        (r#"{"deploymentInfo":{"deploymentId":"\ud800"}}"#, "surrogate without its pair in a string at byte 35"),
        (r#"{"deploymentInfo":{"deploymentId":"\u12"}}"#, r"malformed \u escape in a string at byte 35"),
        ("{\"deploymentInfo\":{\"deploymentId\":\"\n\"}}", "control character in a string at byte 35"),
        (r#"{"deploymentInfo":tru}"#, "expected an object, found a boolean at byte 18"),
        (r#"{"x":tru}"#, "expected `true` at byte 5"),
        (r#"{"x":NaN}"#, "expected a number, found something else at byte 5"),
    ];
    for (body, expected) in cases {
        let refusal = refusal(body).await;
        assert!(refusal.contains(&format!("unreadable response to GetDeployment: {expected}")), "{body}\n{refusal}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused() {
    for (body, position) in [
        (b"{\"deploymentInfo\":{\"deploymentId\":\"\xff\"}}".as_slice(), 35),
        (b"{\"unknown\":\"\xc3\"}", 12),
        (b"\xff\xfe{}", 0),
    ] {
        let refusal = refusal(body).await;
        assert!(refusal.ends_with(&format!("at byte {position}")) && refusal.contains("GetDeployment"), "{refusal}");
    }
}

async fn weights(weight: &str) -> Result<(f64, f64), String> {
    let target = format!(
        r#"{{"deploymentTarget":{{"deploymentTargetType":"ECSTarget","ecsTarget":{{"taskSetsInfo":[{{"trafficWeight":{weight}}}]}},
        "cloudFormationTarget":{{"targetVersionWeight":{weight}}}}}}}"#
    );
    let server = Server::playing([Reply::output(target)]).await;
    let output = client(&server).get_deployment_target().send().await.map_err(|error| chain(&error))?;
    let target: &DeploymentTarget = output.deployment_target().unwrap();
    let ecs = target.ecs_target().unwrap().task_sets_info()[0].traffic_weight();
    Ok((ecs, target.cloud_formation_target().unwrap().target_version_weight()))
}

#[tokio::test]
async fn doubles_keep_every_digit_and_what_is_no_number() {
    let cases = [
        ("0", 0.0),
        ("100", 100.0),
        ("99.99999999999999", 99.99999999999999),
        ("1E-7", 1e-7),
        ("1e400", f64::INFINITY),
        ("123456789012345678901234567890", 123456789012345678901234567890.0),
        ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
        (r#""Infinity""#, f64::INFINITY),
        (r#""-Infinity""#, f64::NEG_INFINITY),
        ("null", 0.0),
    ];
    for (text, expected) in cases {
        assert_eq!(weights(text).await.unwrap(), (expected, expected), "{text}");
    }
    let (one, other) = weights(r#""NaN""#).await.unwrap();
    assert!(one.is_nan() && other.is_nan());
    let (negative, _) = weights("-0.0").await.unwrap();
    assert!(negative == 0.0 && negative.is_sign_negative());
    for text in [r#""nan""#, r#""1""#, r#""inf""#, r#""""#, "true", "NaN", "Infinity", "+1", "1.", ".5", "0x1"] {
        let refusal = weights(text).await.unwrap_err();
        assert!(refusal.contains("unreadable response to GetDeploymentTarget"), "{text}: {refusal}");
    }
}

#[tokio::test]
async fn a_value_that_the_model_does_not_know_survives_a_round_trip() {
    let output = get(r#"{"deploymentInfo":{"status":"Sparkling é"}}"#).await.unwrap();
    let status = output.deployment_info().unwrap().status().unwrap().clone();
    assert_eq!((status.as_str(), DeploymentStatus::from("Sparkling é")), ("Sparkling é", status.clone()));
    assert!(!DeploymentStatus::values().contains(&status.as_str()));

    let server = Server::playing([Reply::output("{}")]).await;
    let call = client(&server)
        .list_deployments()
        .include_only_statuses(status)
        .include_only_statuses(DeploymentStatus::Failed);
    call.send().await.unwrap();
    assert_eq!(server.request().text(), r#"{"includeOnlyStatuses":["Sparkling é","Failed"]}"#);
}

#[tokio::test]
async fn the_value_called_unknown_is_a_known_one() {
    let body = r#"{"instanceSummary":{"lifecycleEvents":[{"status":"Unknown"},{"status":"unknown"}]}}"#;
    let server = Server::playing([Reply::output(body)]).await;
    #[allow(deprecated)]
    let output = client(&server).get_deployment_instance().send().await.unwrap();
    let events = output.instance_summary().unwrap().lifecycle_events();
    assert_eq!(events[0].status(), Some(&LifecycleEventStatus::UnknownValue));
    assert_eq!(events[0].status().unwrap().as_str(), "Unknown");
    #[allow(deprecated)]
    let is_unknown = matches!(events[1].status(), Some(LifecycleEventStatus::Unknown(_)));
    assert!(is_unknown && events[1].status().unwrap().as_str() == "unknown");
    assert_eq!(LifecycleEventStatus::from("Unknown"), LifecycleEventStatus::UnknownValue);
}

#[tokio::test]
async fn timestamps_are_sent_to_the_digit() {
    let server = Server::always(Reply::output("{}")).await;
    let client = client(&server);
    for (start, text) in [
        (DateTime::from_secs_and_nanos(1446229001, 211_000_000), "1446229001.211"),
        (DateTime::from_secs(0), "0"),
        (DateTime::from_secs_and_nanos(-1, 500_000_000), "-0.5"),
        (DateTime::from_secs_and_nanos(1446229001, 1), "1446229001.000000001"),
        (DateTime::from_secs(253402300799), "253402300799"),
    ] {
        let range = TimeRange::builder().start(start).build();
        client.list_deployments().create_time_range(range).send().await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.last().unwrap().text(), format!(r#"{{"createTimeRange":{{"start":{text}}}}}"#));
    }
}

/// A response of any status and content.
fn respond(status: u16, code: Option<String>, body: Vec<u8>) {
    let http = infallible_client_fn(move |_| {
        let mut response = http::Response::builder().status(status);
        if let Some(code) = &code {
            response = response.header("x-amzn-errortype", code);
        }
        response.body(SdkBody::from(body.clone())).unwrap()
    });
    let retries = tinsmith_codedeploy::config::retry::RetryConfig::disabled();
    let config = Config::builder().with_test_defaults_v2().http_client(http).retry_config(retries);
    let client = Client::from_conf(config.build());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    match runtime.block_on(client.get_deployment().send()) {
        Ok(output) => drop(format!("{output:?}")),
        Err(error) => drop(format!("{error:?} {} {:?} {:?}", chain(&error), error.code(), error.message())),
    }
}

const SAMPLE: &str = r#"{"__type":"x#y:z","message":"m","deploymentInfo":{"deploymentId":"d\u00e9\ud83e\udd80\n",
    "status":"Succeeded","createTime":1446229001.211,"deploymentOverview":{"Pending":0,"Failed":-1e2},"x":[null,{}],
    "targetInstances":{"tagFilters":[{"Key":"k"}],"autoScalingGroups":["a",null]},"rollbackInfo":{}}}"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(
        status in prop_oneof![Just(200_u16), Just(400), 100_u16..999],
        code in proptest::option::of("[ -~]{0,20}"),
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        respond(status, code, body);
    }

    #[test]
    fn any_change_of_a_response_is_read_without_a_panic(
        status in prop_oneof![Just(200_u16), Just(400)],
        changes in proptest::collection::vec((0..SAMPLE.len(), any::<u8>(), 0..3_u8), 1..6),
    ) {
        let mut body = SAMPLE.as_bytes().to_vec();
        for (at, byte, kind) in changes {
            let at = at.min(body.len().saturating_sub(1));
            match kind {
                0 if !body.is_empty() => body[at] = byte,
                1 => body.truncate(at),
                _ => body.insert(at, byte),
            }
        }
        respond(status, None, body);
    }

    #[test]
    fn any_text_of_jsons_letters_is_read_without_a_panic(body in r#"[\[\]{}:,"\\u0-9eE.+\-tfna-z ]{0,80}"#) {
        respond(200, None, format!(r#"{{"deploymentInfo":{body}"#).into_bytes());
        respond(400, None, body.into_bytes());
    }
}
