//! What interceptors see and may change, in which order, whatever becomes of the call.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::config::interceptors::*;
use tinsmith_codedeploy::config::retry::RetryConfig;
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::config::{ConfigBag, Intercept, RuntimeComponents};
use tinsmith_codedeploy::error::{BoxError, DisplayErrorContext, SdkError};
use tinsmith_codedeploy::operation::put_lifecycle_event_hook_execution_status::PutLifecycleEventHookExecutionStatusInput;
use tinsmith_wire_tests::server::{Reply, Server};
use tinsmith_wire_tests::sigv4::verify;

use crate::common::{SECRET, config, done, put};

/// Writes down each hook, and fails in one of them.
#[derive(Clone, Debug, Default)]
struct Watch {
    seen: Arc<Mutex<Vec<&'static str>>>,
    fails_in: Option<&'static str>,
}

impl Watch {
    fn hook(&self, name: &'static str) -> Result<(), BoxError> {
        self.seen.lock().unwrap().push(name);
        if self.fails_in == Some(name) { Err(format!("{name} fails").into()) } else { Ok(()) }
    }

    fn seen(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

macro_rules! hooks {
    ($($name:ident: $context:ty;)*) => {
        $(fn $name(&self, _: $context, _: &RuntimeComponents, _: &mut ConfigBag) -> Result<(), BoxError> {
            self.hook(stringify!($name))
        })*
    };
}

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.hook("read_before_execution")
    }

    hooks! {
        modify_before_serialization: &mut BeforeSerializationInterceptorContextMut<'_>;
        read_before_serialization: &BeforeSerializationInterceptorContextRef<'_>;
        read_after_serialization: &BeforeTransmitInterceptorContextRef<'_>;
        modify_before_retry_loop: &mut BeforeTransmitInterceptorContextMut<'_>;
        read_before_attempt: &BeforeTransmitInterceptorContextRef<'_>;
        modify_before_signing: &mut BeforeTransmitInterceptorContextMut<'_>;
        read_before_signing: &BeforeTransmitInterceptorContextRef<'_>;
        read_after_signing: &BeforeTransmitInterceptorContextRef<'_>;
        modify_before_transmit: &mut BeforeTransmitInterceptorContextMut<'_>;
        read_before_transmit: &BeforeTransmitInterceptorContextRef<'_>;
        read_after_transmit: &BeforeDeserializationInterceptorContextRef<'_>;
        modify_before_deserialization: &mut BeforeDeserializationInterceptorContextMut<'_>;
        read_before_deserialization: &BeforeDeserializationInterceptorContextRef<'_>;
        read_after_deserialization: &AfterDeserializationInterceptorContextRef<'_>;
        modify_before_attempt_completion: &mut FinalizerInterceptorContextMut<'_>;
        read_after_attempt: &FinalizerInterceptorContextRef<'_>;
        modify_before_completion: &mut FinalizerInterceptorContextMut<'_>;
        read_after_execution: &FinalizerInterceptorContextRef<'_>;
    }
}

const BEGINNING: &[&str] = &[
    "read_before_execution",
    "modify_before_serialization",
    "read_before_serialization",
    "read_after_serialization",
    "modify_before_retry_loop",
];
const SENDING: &[&str] = &[
    "read_before_attempt",
    "modify_before_signing",
    "read_before_signing",
    "read_after_signing",
    "modify_before_transmit",
    "read_before_transmit",
];
const RECEIVING: &[&str] = &[
    "read_after_transmit",
    "modify_before_deserialization",
    "read_before_deserialization",
    "read_after_deserialization",
];
const AFTER_ATTEMPT: &[&str] = &["modify_before_attempt_completion", "read_after_attempt"];
const END: &[&str] = &["modify_before_completion", "read_after_execution"];

fn watched(server: &Server, watch: &Watch) -> Client {
    Client::from_conf(config(server).interceptor(watch.clone()).build())
}

#[tokio::test]
async fn a_call_runs_all_hooks_in_order() {
    let server = Server::playing([done()]).await;
    let watch = Watch::default();
    put(&watched(&server, &watch)).await.unwrap();
    assert_eq!(watch.seen(), [BEGINNING, SENDING, RECEIVING, AFTER_ATTEMPT, END].concat());
}

#[tokio::test]
async fn a_retry_repeats_the_hooks_of_attempts() {
    let server = Server::playing([Reply::new(500, &[], ""), Reply::reset(), done()]).await;
    let watch = Watch::default();
    put(&watched(&server, &watch)).await.unwrap();
    let expected =
        [BEGINNING, SENDING, RECEIVING, AFTER_ATTEMPT, SENDING, AFTER_ATTEMPT, SENDING, RECEIVING, AFTER_ATTEMPT, END];
    assert_eq!(watch.seen(), expected.concat());
}

/// The hooks after an attempt and after a call run whatever happens, timeouts included.
#[tokio::test]
async fn a_timeout_runs_the_hooks_at_the_end() {
    let short = Duration::from_millis(200);
    let attempt = TimeoutConfig::builder().operation_attempt_timeout(short).build();
    let operation = TimeoutConfig::builder().operation_timeout(short).build();
    for timeouts in [attempt, operation] {
        let server = Server::always(Reply::silence()).await;
        let watch = Watch::default();
        let config =
            config(&server).interceptor(watch.clone()).retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        let error = put(&Client::from_conf(config.build())).await.unwrap_err();
        assert!(matches!(&error, SdkError::TimeoutError(_)), "{error:?}");
        assert_eq!(watch.seen(), [BEGINNING, SENDING, AFTER_ATTEMPT, END].concat());
    }
}

#[tokio::test]
async fn a_timeout_between_attempts_ends_no_attempt_twice() {
    let server = Server::always(Reply::new(503, &[("retry-after", "5")], "")).await;
    let watch = Watch::default();
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_millis(400)).build();
    put(&Client::from_conf(config(&server).interceptor(watch.clone()).timeout_config(timeouts).build()))
        .await
        .unwrap_err();
    assert_eq!(watch.seen(), [BEGINNING, SENDING, RECEIVING, AFTER_ATTEMPT, END].concat());
}

/// A hook that fails ends the call, unless it is one of those at the end. What is sent depends on when it fails.
#[tokio::test]
async fn a_hook_that_fails_ends_the_call() {
    let all = [BEGINNING, SENDING, RECEIVING, AFTER_ATTEMPT, END].concat();
    for (index, hook) in all.iter().enumerate() {
        let server = Server::playing([done()]).await;
        let watch = Watch { fails_in: Some(hook), ..Watch::default() };
        let error = put(&watched(&server, &watch)).await.unwrap_err();
        let text = format!("{}", DisplayErrorContext(&error));
        assert!(text.contains(&format!("{hook} fails")) && text.contains("watch"), "{text}");
        let sent = index >= BEGINNING.len() + SENDING.len();
        assert_eq!(server.requests().len(), usize::from(sent), "{hook}");
        match index {
            0..3 => assert!(matches!(error, SdkError::ConstructionFailure(_)), "{hook}: {error:?}"),
            3..11 => assert!(matches!(error, SdkError::DispatchFailure(_)), "{hook}: {error:?}"),
            _ => assert!(matches!(error, SdkError::ResponseError(_)), "{hook}: {error:?}"),
        }
        let seen = watch.seen();
        assert!(seen.ends_with(END), "{hook}: {seen:?}");
        assert_eq!(seen.contains(&"read_after_attempt"), index >= BEGINNING.len(), "{hook}: {seen:?}");
        assert_eq!(seen.iter().filter(|seen| *seen == hook).count(), 1, "{hook}: {seen:?}");
    }
}

#[tokio::test]
async fn interceptors_run_in_the_order_in_which_they_are_added() {
    let server = Server::playing([done()]).await;
    let seen = Watch::default();
    let config = config(&server).interceptor(seen.clone()).interceptor(seen.clone());
    put(&Client::from_conf(config.build())).await.unwrap();
    let twice: Vec<&str> = [BEGINNING, SENDING, RECEIVING, AFTER_ATTEMPT, END]
        .concat()
        .into_iter()
        .flat_map(|hook| [hook, hook])
        .collect();
    assert_eq!(seen.seen(), twice);
}

/// Changes the input, the request before all attempts, and the response.
#[derive(Debug)]
struct Change;

impl Intercept for Change {
    fn name(&self) -> &'static str {
        "change"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input_mut().downcast_mut::<PutLifecycleEventHookExecutionStatusInput>();
        input.ok_or("another input")?.deployment_id = Some("d-CHANGED".into());
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("x-amz-trace", "abc");
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.response().status().is_success() {
            *context.response_mut().body_mut() = r#"{"lifecycleEventHookExecutionId":"changed"}"#.into();
        }
        Ok(())
    }
}

#[tokio::test]
async fn what_interceptors_change_counts_for_every_attempt() {
    let server = Server::playing([Reply::new(500, &[], ""), Reply::new(500, &[], ""), done()]).await;
    let output = put(&Client::from_conf(config(&server).interceptor(Change).build())).await.unwrap();
    assert_eq!(output.lifecycle_event_hook_execution_id(), Some("changed"));
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.header("x-amz-trace"), Some("abc"));
        assert!(request.text().starts_with(r#"{"deploymentId":"d-CHANGED","#), "{}", request.text());
        verify(&request, SECRET).unwrap();
    }
}
