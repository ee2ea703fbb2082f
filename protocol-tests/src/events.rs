//! Streams of events, to send and to receive.

use std::error::Error;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::error::display::DisplayErrorContext;
use futures_core::Stream;
use tinsmith::types::BoxError;

use crate::run::run;

/// A stream of what it is made of.
#[derive(Clone, Debug)]
pub struct Events<T, E>(std::vec::IntoIter<Result<T, E>>);

/// A stream of these events, and of the errors among them.
pub fn events<T, E>(items: impl Into<Vec<Result<T, E>>>) -> Events<T, E> {
    Events(items.into().into_iter())
}

// Nothing in it is pinned.
impl<T, E> Unpin for Events<T, E> {}

impl<T, E> Stream for Events<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// The next event of a stream.
///
/// # Panics
/// If there is none, or the stream fails.
#[track_caller]
pub fn event_of<T, E: Error>(received: impl Future<Output = Result<Option<T>, E>>) -> T {
    match run(received) {
        Ok(Some(event)) => event,
        Ok(None) => panic!("there are no more events"),
        Err(error) => panic!("the stream fails: {}", DisplayErrorContext(&error)),
    }
}

/// Expects the end of a stream.
///
/// # Panics
/// If there is another event, or the stream fails.
#[track_caller]
pub fn assert_end<T: Debug, E: Error>(received: impl Future<Output = Result<Option<T>, E>>) {
    match run(received) {
        Ok(None) => {}
        Ok(Some(event)) => panic!("there is one event too many: {event:?}"),
        Err(error) => panic!("the stream fails: {}", DisplayErrorContext(&error)),
    }
}

/// Expects a failure, of whatever kind.
///
/// # Panics
/// If there is none.
#[track_caller]
pub fn assert_fails(call: impl Future<Output = Result<(), BoxError>>) {
    assert!(run(call).is_err(), "nothing fails");
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn events_come_in_order_and_end() {
        let mut stream = events::<_, io::Error>([Ok(1), Ok(2)]);
        let mut next = || {
            let item = Pin::new(&mut stream).poll_next(&mut Context::from_waker(std::task::Waker::noop()));
            let Poll::Ready(item) = item else { panic!("it waits") };
            std::future::ready(item.transpose())
        };
        assert_eq!(event_of(next()), 1);
        assert_eq!(event_of(next()), 2);
        assert_end(next());
    }

    #[test]
    #[should_panic(expected = "there are no more events")]
    fn an_end_is_no_event() {
        event_of(async { Ok::<Option<()>, io::Error>(None) });
    }

    #[test]
    #[should_panic(expected = "the stream fails: no")]
    fn a_failure_is_no_event() {
        event_of(async { Err::<Option<()>, _>(io::Error::other("no")) });
    }

    #[test]
    #[should_panic(expected = "there is one event too many: 1")]
    fn an_event_is_no_end() {
        assert_end(async { Ok::<_, io::Error>(Some(1)) });
    }

    #[test]
    #[should_panic(expected = "the stream fails: no")]
    fn a_failure_is_no_end() {
        assert_end(async { Err::<Option<()>, _>(io::Error::other("no")) });
    }

    #[test]
    fn failures_are_expected() {
        assert_fails(async { Err("no".into()) });
    }

    #[test]
    #[should_panic(expected = "nothing fails")]
    fn a_success_is_no_failure() {
        assert_fails(async { Ok(()) });
    }
}
