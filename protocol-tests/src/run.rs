//! Calls run to their end, and what came of them.

use std::error::Error;
use std::fmt::Debug;
use std::future::Future;
use std::time::Duration;

use aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith::types::{ByteStream, SdkError};

/// How long anything may take: nothing here waits for anything but itself.
const PATIENCE: Duration = Duration::from_secs(10);

thread_local! {
    /// The runtime of this thread: the timers of what a call leaves open, as a stream, are those of its runtime.
    static RUNTIME: tokio::runtime::Runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime on this thread");
}

/// Runs a future on this thread.
#[track_caller]
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let result = RUNTIME.with(|runtime| runtime.block_on(async { tokio::time::timeout(PATIENCE, future).await }));
    match result {
        Ok(output) => output,
        Err(_) => panic!("it hangs: there is no end of it after {PATIENCE:?}"),
    }
}

/// The output of a call.
///
/// # Panics
/// If the call fails.
#[track_caller]
pub fn output_of<T, E: Error>(call: impl Future<Output = Result<T, E>>) -> T {
    match run(call) {
        Ok(output) => output,
        Err(error) => panic!("the call fails: {}", DisplayErrorContext(&error)),
    }
}

/// The error that the service ends a call with.
///
/// # Panics
/// If the call succeeds, or fails otherwise.
#[track_caller]
pub fn error_of<T: Debug, E: Error + 'static, R: Debug>(call: impl Future<Output = Result<T, SdkError<E, R>>>) -> E {
    match run(call) {
        Ok(output) => panic!("the call succeeds, with {output:?}"),
        Err(SdkError::ServiceError(error)) => error.into_err(),
        Err(other) => panic!("the call fails otherwise: {}", DisplayErrorContext(&other)),
    }
}

/// Compares all bytes of a stream.
///
/// # Panics
/// If they are others, or the stream fails.
#[track_caller]
pub fn assert_bytes(stream: ByteStream, expected: &[u8]) {
    let found = run(stream.collect()).expect("a stream that does not fail").into_bytes();
    assert!(
        found == expected,
        "the stream has other bytes\n  expected: {:?}\n  found:    {:?}",
        String::from_utf8_lossy(expected),
        String::from_utf8_lossy(&found)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared() {
        assert_bytes(ByteStream::from_static(b"abc"), b"abc");
    }

    #[test]
    #[should_panic(expected = "the stream has other bytes")]
    fn other_bytes_are_refused() {
        assert_bytes(ByteStream::from_static(b"abc"), b"ab");
    }

    #[test]
    #[should_panic(expected = "the call fails: ")]
    fn a_failure_is_no_output() {
        output_of::<(), _>(async { Err(std::io::Error::other("no")) });
    }

    #[test]
    #[should_panic(expected = "the call succeeds")]
    fn an_output_is_no_error() {
        error_of::<_, std::io::Error, ()>(async { Ok(1) });
    }

    #[test]
    #[should_panic(expected = "the call fails otherwise: ")]
    fn only_the_service_s_error_is_one() {
        error_of::<(), std::io::Error, ()>(async { Err(SdkError::construction_failure("no")) });
    }
}
