//! Waiters: what results mean, when calls are made, and how waiting ends.

mod canned;

use std::time::Duration;

use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::waiters::FinalPoll;
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use canned::{Answer, Canned, CannedError, structure};
use tinsmith::operation::{Auth, Call, Operation};
use tinsmith::types::{HttpResponse, ProvideErrorMetadata};
use tinsmith::waiter::{Acceptor, Comparator, Matcher, Waiter, wait};

structure!(GetJobInput { 0 id "id": String, 1 wanted "wanted": String, });
structure!(GetJobOutput {
    0 job "job": Job,
    1 jobs "Jobs": Vec<Job>,
    2 tags "tags": std::collections::HashMap<String, String>,
    3 count "count": i32,
});
structure!(Job { 0 status "Status": String, 1 done "done": bool, 2 size "MinSize": i32, 3 parts "Parts": Vec<Part>, });
structure!(Part { 0 state "State": String, });

struct GetJob;

impl Call for GetJob {
    type Input = GetJobInput;
    type Output = GetJobOutput;
    type Error = CannedError;
    const OPERATION: &'static Operation = &Operation::new(&canned::SERVICE, "GetJob").auth(Auth::None);
}

type Waited =
    Result<FinalPoll<GetJobOutput, SdkError<CannedError, HttpResponse>>, WaiterError<GetJobOutput, CannedError>>;

static JOB_DONE: Waiter = Waiter::new(
    "JobDone",
    &[
        Acceptor::success(Matcher::output("job.Status", Comparator::StringEquals, "Done")),
        Acceptor::failure(Matcher::output("job.Status", Comparator::StringEquals, "Failed")),
        Acceptor::retry(Matcher::ErrorType("Busy")),
        Acceptor::failure(Matcher::ErrorType("example.canned#NotFound")),
    ],
)
.min_delay(3)
.max_delay(10);

async fn wait_for(service: &Canned, waiter: &'static Waiter, seconds: u64) -> Waited {
    let input = GetJobInput { id: Some("7".into()), wanted: Some("Done".into()) };
    wait::<GetJob>(&service.client(), input, waiter, Duration::from_secs(seconds)).await
}

fn status(status: &str) -> Answer {
    Answer::Output(format!(r#"{{"job": {{"Status": "{status}"}}}}"#))
}

fn error(code: &str) -> Answer {
    Answer::Error(code.into())
}

#[tokio::test(start_paused = true)]
async fn polls_until_success() {
    let service = Canned::new([status("New"), error("Busy"), status("New"), status("Done"), status("Failed")]);
    let output = wait_for(&service, &JOB_DONE, 300).await.unwrap().into_result().unwrap();
    assert_eq!(output.job.unwrap().status.as_deref(), Some("Done"));
    assert_eq!(service.arrived().len(), 4);
    assert!(service.bodies().iter().all(|body| body["id"] == "7"), "each call has the whole input");
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_within_the_bounds() {
    let polling = (0..200).map(|_| status("New")).chain([status("Done")]);
    let service = Canned::new(polling);
    wait_for(&service, &JOB_DONE, 100_000).await.unwrap();
    let times: Vec<_> = service.arrived().into_iter().map(|request| request.after).collect();
    let pauses: Vec<u64> = times.windows(2).map(|pair| (pair[1] - pair[0]).as_secs()).collect();
    assert_eq!(pauses[0], 3);
    assert!((3..=6).contains(&pauses[1]));
    assert!(pauses.iter().all(|pause| (3..=10).contains(pause)), "{pauses:?}");
    assert!(pauses.contains(&3) && pauses.contains(&10), "the whole range is used");
}

#[tokio::test(start_paused = true)]
async fn a_failure_state_ends_the_waiting() {
    let service = Canned::new([status("New"), status("Failed")]);
    match wait_for(&service, &JOB_DONE, 300).await {
        Err(WaiterError::FailureState(state)) => {
            let output = state.into_final_poll().into_result().unwrap();
            assert_eq!(output.job.unwrap().status.as_deref(), Some("Failed"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(service.arrived().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_error_can_be_a_failure_state() {
    for code in ["NotFound", "other.namespace#NotFound", "NotFound:https://example.test/"] {
        let service = Canned::new([error(code)]);
        match wait_for(&service, &JOB_DONE, 300).await {
            Err(WaiterError::FailureState(state)) => {
                assert!(matches!(state.final_poll().as_result(), Err(CannedError::NotFound(_))));
            }
            other => panic!("{code}: {other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_can_be_the_success() {
    static GONE: Waiter = Waiter::new("Gone", &[Acceptor::success(Matcher::ErrorType("NotFound"))]);
    let service = Canned::new([status("New"), error("NotFound")]);
    match wait_for(&service, &GONE, 300).await.unwrap().into_result() {
        Err(SdkError::ServiceError(error)) => assert_eq!(error.err().code(), Some("NotFound")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn an_unexpected_error_ends_the_waiting() {
    let service = Canned::new([status("New"), error("AccessDenied"), status("Done")]);
    match wait_for(&service, &JOB_DONE, 300).await {
        Err(WaiterError::OperationFailed(failed)) => assert_eq!(failed.error().code(), Some("AccessDenied")),
        other => panic!("{other:?}"),
    }
    assert_eq!(service.arrived().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn success_is_about_answers_only() {
    static ANY: Waiter =
        Waiter::new("Any", &[Acceptor::success(Matcher::Success(false)), Acceptor::failure(Matcher::Success(true))]);
    let answered = wait_for(&Canned::new([error("Whatever")]), &ANY, 300).await;
    assert!(answered.unwrap().into_result().is_err());
    let output = wait_for(&Canned::new([status("New")]), &ANY, 300).await;
    assert!(matches!(output, Err(WaiterError::FailureState(_))));
    let unanswered = wait_for(&Canned::new([Answer::Silence]), &ANY, 300).await;
    assert!(matches!(unanswered, Err(WaiterError::OperationFailed(_))));
}

#[tokio::test(start_paused = true)]
async fn the_last_call_is_made_when_the_time_is_over() {
    for _ in 0..50 {
        let service = Canned::new([status("New")]);
        match wait_for(&service, &JOB_DONE, 60).await {
            Err(WaiterError::ExceededMaxWait(exceeded)) => {
                assert_eq!(exceeded.max_wait(), Duration::from_secs(60));
                assert_eq!(exceeded.elapsed().as_secs(), 60);
                assert_eq!(exceeded.poll_count() as usize, service.arrived().len());
            }
            other => panic!("{other:?}"),
        }
        let times: Vec<_> = service.arrived().iter().map(|request| request.after.as_secs()).collect();
        assert_eq!(times.last(), Some(&60));
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 3), "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_time_is_one_call() {
    let service = Canned::new([status("New")]);
    let waited = wait_for(&service, &JOB_DONE, 0).await;
    assert!(matches!(waited, Err(WaiterError::ExceededMaxWait(exceeded)) if exceeded.poll_count() == 1));
    assert_eq!(service.arrived().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_broken_expression_is_found_before_any_call() {
    static BROKEN: Waiter =
        Waiter::new("Broken", &[Acceptor::success(Matcher::output("job..Status", Comparator::StringEquals, ""))]);
    let service = Canned::new([status("New")]);
    match wait_for(&service, &BROKEN, 300).await {
        Err(error @ WaiterError::ConstructionFailure(_)) => {
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(cause.contains("at offset 4: expected a name"), "{cause}");
        }
        other => panic!("{other:?}"),
    }
    assert!(service.arrived().is_empty());
}

/// Whether an output with this body matches.
async fn matches(matcher: Matcher, body: &str) -> bool {
    let waiter = Box::leak(Box::new(Waiter::new("Test", Box::leak(Box::new([Acceptor::success(matcher)])))));
    match wait_for(&Canned::outputs(&[body]), waiter, 0).await {
        Ok(_) => true,
        Err(WaiterError::ExceededMaxWait(_)) => false,
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn comparators() {
    use Comparator::{AllStringEquals, AnyStringEquals, BooleanEquals, StringEquals};
    let cases = [
        ("job.Status", StringEquals, "a", r#"{"job": {"Status": "a"}}"#, true),
        ("job.Status", StringEquals, "a", r#"{"job": {"Status": "b"}}"#, false),
        ("job.Status", StringEquals, "a", r#"{"job": {}}"#, false),
        ("job.Status", StringEquals, "", "{}", false),
        ("count", StringEquals, "1", r#"{"count": 1}"#, false),
        ("job.done", StringEquals, "true", r#"{"job": {"done": true}}"#, false),
        ("job.done", BooleanEquals, "true", r#"{"job": {"done": true}}"#, true),
        ("job.done", BooleanEquals, "false", r#"{"job": {"done": false}}"#, true),
        ("job.done", BooleanEquals, "false", r#"{"job": {"done": true}}"#, false),
        ("job.done", BooleanEquals, "false", r#"{"job": {}}"#, false),
        ("job.Status", BooleanEquals, "true", r#"{"job": {"Status": "true"}}"#, false),
        ("Jobs[].Status", AllStringEquals, "a", r#"{"Jobs": [{"Status": "a"}, {"Status": "a"}]}"#, true),
        ("Jobs[].Status", AllStringEquals, "a", r#"{"Jobs": [{"Status": "a"}, {"Status": "b"}]}"#, false),
        ("Jobs[].Status", AllStringEquals, "a", r#"{"Jobs": []}"#, false),
        ("Jobs[].Status", AllStringEquals, "a", "{}", false),
        ("Jobs[].Status", AnyStringEquals, "a", r#"{"Jobs": [{"Status": "b"}, {"Status": "a"}]}"#, true),
        ("Jobs[].Status", AnyStringEquals, "a", r#"{"Jobs": [{"Status": "b"}]}"#, false),
        ("Jobs[].Status", AnyStringEquals, "a", r#"{"Jobs": []}"#, false),
        ("job.Status", AnyStringEquals, "a", r#"{"job": {"Status": "a"}}"#, false),
        ("tags.*", AnyStringEquals, "a", r#"{"tags": {"k": "b", "l": "a"}}"#, true),
        ("length(Jobs) > `0`", BooleanEquals, "true", r#"{"Jobs": [{}]}"#, true),
        // An expression that fails is one that does not match.
        ("length(Jobs) > `0`", BooleanEquals, "false", "{}", false),
        (
            "contains(Jobs[].[length(Parts[?State=='In']) >= MinSize][], `false`)",
            BooleanEquals,
            "false",
            r#"{"Jobs": [{"MinSize": 1, "Parts": [{"State": "In"}, {"State": "Out"}]}]}"#,
            true,
        ),
    ];
    for (path, comparator, expected, body, matched) in cases {
        let matcher = Matcher::output(path, comparator, expected);
        assert_eq!(matches(matcher, body).await, matched, "{path} {comparator:?} {expected:?} in {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn input_and_output_together() {
    let matcher = Matcher::input_output("input.wanted == output.job.Status", Comparator::BooleanEquals, "true");
    assert!(matches(matcher, r#"{"job": {"Status": "Done"}}"#).await);
    assert!(!matches(matcher, r#"{"job": {"Status": "New"}}"#).await);
}

#[tokio::test]
async fn waiting_can_move_between_threads() {
    let service = Canned::new([status("Done")]);
    let waiting = tokio::spawn(async move { wait_for(&service, &JOB_DONE, 1).await });
    assert!(waiting.await.unwrap().is_ok());
}
