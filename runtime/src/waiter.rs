//! Waiters as data: a call is made again and again until its result says that what is waited for has come
//! about, or cannot any more ("Smithy specification, Waiters").
//!
//! A generated waiter is a static [`Waiter`] and a call of [`wait`]. What a result means is decided here,
//! on shapes and their tables, once for all operations.

use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::waiters::FinalPoll;
use aws_smithy_runtime_api::client::waiters::error::{ExceededMaxWait, FailureState, OperationFailed, WaiterError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::client::Core;
use crate::jmespath::{Expression, JValue, ParseError};
use crate::operation::Call;
use crate::protocol::bare_error_code;
use crate::shape::Structure;

/// What is waited for, and how patiently.
#[derive(Debug)]
pub struct Waiter {
    /// The name in the model.
    pub name: &'static str,
    /// The shortest pause between two calls.
    pub min_delay: Duration,
    /// The longest pause between two calls.
    pub max_delay: Duration,
    /// What results mean; the first acceptor that matches decides.
    pub acceptors: &'static [Acceptor],
}

impl Waiter {
    /// A waiter with the delays that a model which names none means: 2 s to 2 min.
    pub const fn new(name: &'static str, acceptors: &'static [Acceptor]) -> Self {
        Self { name, min_delay: Duration::from_secs(2), max_delay: Duration::from_secs(120), acceptors }
    }

    /// Sets [`Waiter::min_delay`], in seconds.
    pub const fn min_delay(self, seconds: u64) -> Self {
        Self { min_delay: Duration::from_secs(seconds), ..self }
    }

    /// Sets [`Waiter::max_delay`], in seconds.
    pub const fn max_delay(self, seconds: u64) -> Self {
        Self { max_delay: Duration::from_secs(seconds), ..self }
    }
}

/// What a result that matches means.
#[derive(Clone, Copy, Debug)]
pub struct Acceptor {
    /// What it means.
    pub state: AcceptorState,
    /// Which results match.
    pub matcher: Matcher,
}

impl Acceptor {
    /// What is waited for has come about where the result matches.
    pub const fn success(matcher: Matcher) -> Self {
        Self { state: AcceptorState::Success, matcher }
    }

    /// What is waited for cannot come about any more where the result matches.
    pub const fn failure(matcher: Matcher) -> Self {
        Self { state: AcceptorState::Failure, matcher }
    }

    /// The call is to be made again where the result matches.
    pub const fn retry(matcher: Matcher) -> Self {
        Self { state: AcceptorState::Retry, matcher }
    }
}

/// Where a result leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// The end of waiting, as it was hoped for.
    Success,
    /// The end of waiting, in vain.
    Failure,
    /// Another call.
    Retry,
}

/// Which results of a call match.
#[derive(Clone, Copy, Debug)]
pub enum Matcher {
    /// Every output, or every error that the service answered with.
    Success(bool),
    /// Errors of this code, with a namespace or without.
    ErrorType(&'static str),
    /// Outputs in which an expression has this value.
    Output(PathMatcher),
    /// Outputs for which an expression has this value, in which `input` and `output` stand for both.
    InputOutput(PathMatcher),
}

impl Matcher {
    /// Outputs in which the expression `path` has the value `expected`.
    pub const fn output(path: &'static str, comparator: Comparator, expected: &'static str) -> Self {
        Self::Output(PathMatcher { path, comparator, expected })
    }

    /// Outputs for which the expression `path`, with members `input` and `output`, has the value `expected`.
    pub const fn input_output(path: &'static str, comparator: Comparator, expected: &'static str) -> Self {
        Self::InputOutput(PathMatcher { path, comparator, expected })
    }
}

/// A JMESPath expression and what it must give.
#[derive(Clone, Copy, Debug)]
pub struct PathMatcher {
    /// The expression.
    pub path: &'static str,
    /// How its value is compared.
    pub comparator: Comparator,
    /// What it is compared with.
    pub expected: &'static str,
}

/// How the value of an expression is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// It is the expected string.
    StringEquals,
    /// It is the expected boolean.
    BooleanEquals,
    /// It is a list of strings, not empty, and each of them is the expected one.
    AllStringEquals,
    /// It is a list of strings, and one of them is the expected one.
    AnyStringEquals,
}

impl Comparator {
    fn accepts(self, value: &JValue<'_>, expected: &str) -> bool {
        match self {
            Self::StringEquals => value.as_str() == Some(expected),
            Self::BooleanEquals => {
                value.as_bool().is_some_and(|value| expected == if value { "true" } else { "false" })
            }
            Self::AllStringEquals => {
                value.items().is_some_and(|mut items| items.len() > 0 && items.all(|it| it.as_str() == Some(expected)))
            }
            Self::AnyStringEquals => {
                value.items().is_some_and(|mut items| items.any(|it| it.as_str() == Some(expected)))
            }
        }
    }
}

/// What a waiter is known by in types.
pub trait Awaited: 'static {
    /// What it waits for, and how.
    const WAITER: &'static Waiter;
}

/// What waiting with calls of `C` comes to: the last answer, or why there is none.
pub type Waited<C> = Result<
    FinalPoll<<C as Call>::Output, SdkError<<C as Call>::Error, HttpResponse>>,
    WaiterError<<C as Call>::Output, <C as Call>::Error>,
>;

/// Makes the call `C` with `input` until `waiter` is content, for `max_wait` at most.
///
/// Between two calls it pauses for a random time that may grow from the waiter's shortest delay to its
/// longest. The last call is made when `max_wait` is over. An error that no acceptor matches, or that did
/// not come from the service, ends the waiting at once.
pub async fn wait<C>(core: &Core, input: C::Input, waiter: &'static Waiter, max_wait: Duration) -> Waited<C>
where
    C: Call,
    C::Input: Clone,
{
    let mut watch = Watch::begin(core, waiter, max_wait).map_err(WaiterError::construction_failure)?;
    loop {
        let result = core.send::<C>(input.clone()).await;
        let outcome = match &result {
            Ok(output) => Outcome::Output(output),
            Err(SdkError::ServiceError(error)) => Outcome::Error(error.err().code()),
            Err(_) => Outcome::NoAnswer,
        };
        match (watch.verdict(&input, outcome), result) {
            (Some(AcceptorState::Success), result) => return Ok(FinalPoll::new(result)),
            (Some(AcceptorState::Failure), result) => return Err(failure_state(result)),
            (None, Err(error)) => return Err(WaiterError::OperationFailed(OperationFailed::new(error))),
            (Some(AcceptorState::Retry), _) | (None, Ok(_)) => {
                watch.pause().await.map_err(WaiterError::ExceededMaxWait)?;
            }
        }
    }
}

/// The error that a result is which the waiter knows as a failure.
fn failure_state<O, E>(result: Result<O, SdkError<E, HttpResponse>>) -> WaiterError<O, E> {
    let result = match result {
        Ok(output) => Ok(output),
        Err(SdkError::ServiceError(error)) => Err(error.into_err()),
        Err(error) => return WaiterError::OperationFailed(OperationFailed::new(error)),
    };
    WaiterError::FailureState(FailureState::new(FinalPoll::new(result)))
}

/// What a call came to, as acceptors see it.
enum Outcome<'a> {
    /// An output.
    Output(&'a dyn Structure),
    /// An error that the service answered with, and its code.
    Error(Option<&'a str>),
    /// An error of another kind, of which acceptors have no notion.
    NoAnswer,
}

/// A waiter at work: everything of it that does not depend on the operation.
struct Watch<'a> {
    core: &'a Core,
    waiter: &'static Waiter,
    conditions: Vec<(AcceptorState, Condition)>,
    max_wait: Duration,
    begin: SystemTime,
    polls: u32,
    /// Whether the time was over when the last call was made.
    is_over: bool,
}

impl<'a> Watch<'a> {
    fn begin(core: &'a Core, waiter: &'static Waiter, max_wait: Duration) -> Result<Self, ParseError> {
        let condition = |it: &Acceptor| Condition::of(it.matcher).map(|condition| (it.state, condition));
        Ok(Self {
            core,
            waiter,
            conditions: waiter.acceptors.iter().map(condition).collect::<Result<_, _>>()?,
            max_wait,
            begin: core.time_source().now(),
            polls: 0,
            is_over: false,
        })
    }

    /// What the first acceptor says that has something to say of a call's outcome.
    fn verdict(&mut self, input: &dyn Structure, outcome: Outcome<'_>) -> Option<AcceptorState> {
        self.polls += 1;
        let accepted = self.conditions.iter().find(|(_, condition)| condition.holds(input, &outcome));
        let state = accepted.map(|(state, _)| *state);
        tracing::debug!(waiter = self.waiter.name, poll = self.polls, ?state, "polled");
        state
    }

    /// Waits for the time of the next call, if there is to be one.
    async fn pause(&mut self) -> Result<(), ExceededMaxWait> {
        let elapsed = self.core.time_source().now().duration_since(self.begin).unwrap_or_default();
        let remaining = self.max_wait.saturating_sub(elapsed);
        if self.is_over || remaining.is_zero() {
            return Err(ExceededMaxWait::new(self.max_wait, elapsed, self.polls));
        }
        let longest = backoff(self.waiter, self.polls);
        let delay = next_delay(self.waiter.min_delay, jitter(self.waiter.min_delay, longest), remaining);
        self.is_over = delay == remaining;
        tracing::debug!(waiter = self.waiter.name, ?delay, ?remaining, "waiting");
        self.core.sleep_impl().sleep(delay).await;
        Ok(())
    }
}

/// The longest pause after so many calls: twice as long each time, within the waiter's bounds.
fn backoff(waiter: &Waiter, polls: u32) -> Duration {
    let factor = 1_u32.checked_shl(polls.saturating_sub(1)).unwrap_or(u32::MAX);
    waiter.min_delay.saturating_mul(factor).min(waiter.max_delay).max(waiter.min_delay)
}

/// A random time from `shortest` to `longest`, in whole seconds as the specification has it.
fn jitter(shortest: Duration, longest: Duration) -> Duration {
    let (from, to) = (shortest.as_secs(), longest.as_secs());
    Duration::from_secs(fastrand::u64(from..=to.max(from)))
}

/// `delay`, or all that remains where so little would be left after it that no further pause fits.
fn next_delay(shortest: Duration, delay: Duration, remaining: Duration) -> Duration {
    if remaining.saturating_sub(delay) <= shortest { remaining } else { delay }
}

/// A matcher made ready.
enum Condition {
    Success(bool),
    ErrorType(&'static str),
    Output(Expression, PathMatcher),
    InputOutput(Expression, PathMatcher),
}

impl Condition {
    fn of(matcher: Matcher) -> Result<Self, ParseError> {
        Ok(match matcher {
            Matcher::Success(success) => Self::Success(success),
            Matcher::ErrorType(code) => Self::ErrorType(bare_error_code(code)),
            Matcher::Output(path) => Self::Output(Expression::parse(path.path)?, path),
            Matcher::InputOutput(path) => Self::InputOutput(Expression::parse(path.path)?, path),
        })
    }

    fn holds(&self, input: &dyn Structure, outcome: &Outcome<'_>) -> bool {
        match (self, outcome) {
            (Self::Success(expected), Outcome::Output(_)) => *expected,
            (Self::Success(expected), Outcome::Error(_)) => !*expected,
            (Self::ErrorType(expected), Outcome::Error(Some(code))) => bare_error_code(code) == *expected,
            (Self::Output(path, matcher), Outcome::Output(output)) => gives(path, JValue::from(*output), matcher),
            (Self::InputOutput(path, matcher), Outcome::Output(output)) => {
                let both = [("input", JValue::from(input)), ("output", JValue::from(*output))];
                gives(path, both.into_iter().collect(), matcher)
            }
            (Self::ErrorType(_) | Self::Output(..) | Self::InputOutput(..), _) | (_, Outcome::NoAnswer) => false,
        }
    }
}

/// Whether `path` has the value that the matcher expects. An expression that fails, as for want of a list
/// that the service left out, has no value.
fn gives(path: &Expression, root: JValue<'_>, matcher: &PathMatcher) -> bool {
    path.search(root).is_ok_and(|value| matcher.comparator.accepts(&value, matcher.expected))
}
