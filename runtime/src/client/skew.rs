//! By how much the service's clock is ahead of ours, and the times that follow from it.

use std::time::{Duration, SystemTime};

/// Codes of errors that may say that a signature was made for another time than the service's.
const CODES: &[&str] = &[
    "AccessDeniedException",
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// Whether an error with this code may be one of the clock.
pub(crate) fn may_be_the_cause(code: Option<&str>) -> bool {
    code.is_some_and(|code| CODES.contains(&code))
}

/// From `ours` to `theirs`, in seconds.
pub(crate) fn between(ours: SystemTime, theirs: SystemTime) -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    theirs.duration_since(ours).map_or_else(|error| -seconds(error.duration()), seconds)
}

/// The time that is this many seconds later; earlier, where there are fewer than none.
pub(crate) fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let shifted = if seconds < 0 { time.checked_sub(by) } else { time.checked_add(by) };
    shifted.unwrap_or(time)
}
