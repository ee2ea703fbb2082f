//! What a failed exchange is called. The retry classifiers of a client decide by it, so the classes are those of the official
//! client:
//!
//! | failure | class | retried |
//! |---|---|---|
//! | a limit ran out | timeout | yes |
//! | name, TCP, proxy or TLS | io | yes |
//! | connection reset, or closed before the request was sent | io | yes |
//! | an HTTP/2 server goes away, or refuses the request | io | yes |
//! | connection closed in or before the head of the response | other, transient | yes |
//! | `https://` in a build without TLS; a request body that fails | user | no |
//! | anything else: a malformed response, say | other | no |

use std::error::Error;
use std::io;

use aws_smithy_async::future::timeout::TimedOutError;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::retry::ErrorKind;
use hyper_util::client::legacy;

#[cfg(not(feature = "_tls"))]
use super::tls::NoTls;

/// Wraps an error of an exchange in its class.
pub(super) fn classify(error: BoxError) -> ConnectorError {
    match class(error.as_ref()) {
        Class::Timeout => ConnectorError::timeout(error),
        Class::User => ConnectorError::user(error),
        Class::Io => ConnectorError::io(error),
        Class::Other(kind) => ConnectorError::other(error, kind),
    }
}

enum Class {
    Timeout,
    User,
    Io,
    Other(Option<ErrorKind>),
}

fn class(error: &(dyn Error + 'static)) -> Class {
    if find::<TimedOutError>(error).is_some() {
        return Class::Timeout;
    }
    #[cfg(not(feature = "_tls"))]
    if find::<NoTls>(error).is_some() {
        return Class::User;
    }
    if let Some(error) = find::<hyper::Error>(error) {
        return class_of_hyper(error);
    }
    match find::<legacy::Error>(error) {
        Some(error) if error.is_connect() || find::<io::Error>(error).is_some() => Class::Io,
        _ => Class::Other(None),
    }
}

fn class_of_hyper(error: &hyper::Error) -> Class {
    if error.is_timeout() {
        return Class::Timeout;
    }
    if error.is_user() {
        return Class::User;
    }
    if error.is_closed() || error.is_canceled() || find::<io::Error>(error).is_some() {
        return Class::Io;
    }
    if error.is_incomplete_message() {
        return Class::Other(Some(ErrorKind::TransientError));
    }
    #[cfg(feature = "http2")]
    if find::<h2::Error>(error).is_some_and(was_not_processed) {
        return Class::Io;
    }
    Class::Other(None)
}

/// Whether a server says that it has not begun with a request: it goes away, or refuses the stream ("RFC
/// 9113, sections 6.8 and 8.7").
#[cfg(feature = "http2")]
fn was_not_processed(error: &h2::Error) -> bool {
    error.is_go_away() || (error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
}

/// The first `E` among `error` and its sources.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    std::iter::successors(Some(error), |&error| error.source()).find_map(|error| error.downcast_ref())
}
