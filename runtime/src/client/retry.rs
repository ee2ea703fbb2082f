//! The standard retry mode: what is tried again, after how long, and how often ("AWS SDKs and Tools
//! Reference Guide, Retry behavior").

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryReason, SharedRetryClassifier,
};
use aws_smithy_types::retry::{ErrorKind, RetryConfig, RetryMode};

use crate::client::signing::parse_http_date;

/// Codes of errors that ask for fewer requests.
const THROTTLING: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Codes of errors that pass by themselves.
const TRANSIENT: &[&str] = &["RequestTimeout", "RequestTimeoutException"];

/// Status codes of errors that pass by themselves.
const TRANSIENT_STATUS: &[u16] = &[500, 502, 503, 504];

/// What an error says of trying again: which kind it is, and how long the service asks to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    pub(crate) retry_after: Option<Duration>,
}

/// What is known of a failed attempt, of itself and by the model.
pub(crate) struct Failure<'a> {
    pub(crate) context: &'a InterceptorContext,
    pub(crate) code: Option<&'a str>,
    pub(crate) modeled: Option<ErrorKind>,
    /// Codes of errors that pass by themselves, beside those of all services.
    pub(crate) transient: &'static [&'static str],
    /// Whether the signature was refused for its time or its session, and the clock has been corrected or the session
    /// forgotten.
    pub(crate) mended: bool,
}

impl Failure<'_> {
    /// Whether the call may be tried again. The user's classifiers come last, and so have the last word.
    pub(crate) fn verdict(&self, classifiers: &[SharedRetryClassifier]) -> Option<Verdict> {
        let kind = self.modeled.or_else(|| self.transport()).or_else(|| self.by_code()).or_else(|| self.by_status());
        let mended = || Verdict { kind: ErrorKind::ServerError, retry_after: Some(Duration::ZERO) };
        let verdict = kind
            .map(|kind| Verdict { kind, retry_after: retry_after(self.context) })
            .or_else(|| self.mended.then(mended));
        classifiers.iter().fold(verdict, |verdict, classifier| match classifier.classify_retry(self.context) {
            RetryAction::RetryIndicated(RetryReason::RetryableError { kind, retry_after }) => {
                Some(Verdict { kind, retry_after })
            }
            RetryAction::RetryForbidden => None,
            _ => verdict,
        })
    }

    /// Whether no response came, or none that could be read, for a reason that passes.
    fn transport(&self) -> Option<ErrorKind> {
        let error = self.context.output_or_error()?.err()?;
        if error.is_response_error() || error.is_timeout_error() {
            return Some(ErrorKind::TransientError);
        }
        let connector = error.as_connector_error()?;
        let passes = connector.is_timeout() || connector.is_io();
        passes.then_some(ErrorKind::TransientError).or_else(|| connector.as_other())
    }

    fn by_code(&self) -> Option<ErrorKind> {
        let code = self.code?;
        if THROTTLING.contains(&code) {
            Some(ErrorKind::ThrottlingError)
        } else {
            (TRANSIENT.contains(&code) || self.transient.contains(&code)).then_some(ErrorKind::TransientError)
        }
    }

    fn by_status(&self) -> Option<ErrorKind> {
        let status = self.context.response()?.status().as_u16();
        match status {
            429 => Some(ErrorKind::ThrottlingError),
            _ => TRANSIENT_STATUS.contains(&status).then_some(ErrorKind::TransientError),
        }
    }
}

/// How long the service asks to wait: `x-amz-retry-after` in milliseconds, or `retry-after` in seconds or
/// as a date (RFC 9110, section 10.2.3).
fn retry_after(context: &InterceptorContext) -> Option<Duration> {
    let headers = context.response()?.headers();
    if let Some(milliseconds) = headers.get("x-amz-retry-after") {
        return milliseconds.trim().parse().ok().map(Duration::from_millis);
    }
    let value = headers.get("retry-after")?.trim();
    let until_date = || parse_http_date(value)?.duration_since(parse_http_date(headers.get("date")?)?).ok();
    value.parse().ok().map(Duration::from_secs).or_else(until_date)
}

/// How many more attempts a client may make: what keeps a service in trouble from being flooded with
/// retries. Shared by all calls of a client.
#[derive(Debug)]
pub(crate) struct TokenBucket {
    tokens: AtomicU32,
}

impl TokenBucket {
    const CAPACITY: u32 = 500;
    const RETRY_COST: u32 = 5;
    const TIMEOUT_COST: u32 = 10;
    /// What a call that succeeds at once gives back.
    const SUCCESS: u32 = 1;

    pub(crate) fn new() -> Self {
        Self { tokens: AtomicU32::new(Self::CAPACITY) }
    }

    /// Takes what a retry after `kind` costs, and gives the number of tokens taken; none where too few
    /// are left.
    fn take(&self, timeout: bool) -> Option<u32> {
        let cost = if timeout { Self::TIMEOUT_COST } else { Self::RETRY_COST };
        let less = |tokens: u32| tokens.checked_sub(cost);
        self.tokens.fetch_update(Ordering::AcqRel, Ordering::Acquire, less).ok().map(|_| cost)
    }

    /// Gives back what the last retry took, or a little where there was none.
    pub(crate) fn give_back(&self, taken: Option<u32>) {
        let more = |tokens: u32| Some(tokens.saturating_add(taken.unwrap_or(Self::SUCCESS)).min(Self::CAPACITY));
        // The closure never refuses, so neither does the update.
        let _ = self.tokens.fetch_update(Ordering::AcqRel, Ordering::Acquire, more);
    }
}

/// The retries of one call.
#[derive(Debug)]
pub(crate) struct Retries<'a> {
    config: &'a RetryConfig,
    bucket: &'a TokenBucket,
    /// What the last retry took from the bucket.
    pub(crate) taken: Option<u32>,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(config: &'a RetryConfig, bucket: &'a TokenBucket) -> Self {
        Self { config, bucket, taken: None }
    }

    /// How long to wait before the next attempt, after `attempts` of them; `None` to give up.
    pub(crate) fn next_delay(&mut self, attempts: u32, verdict: Verdict, timeout: bool) -> Option<Duration> {
        if attempts >= self.config.max_attempts() {
            return None;
        }
        self.taken = Some(self.bucket.take(timeout)?);
        Some(self.backoff(attempts, verdict))
    }

    /// Exponential backoff with full jitter, and never less than the service asks for, within the limit.
    fn backoff(&self, attempts: u32, verdict: Verdict) -> Duration {
        let max = self.config.max_backoff();
        if let Some(delay) = verdict.retry_after {
            return delay.min(max);
        }
        let jitter = if self.config.use_static_exponential_base() { 1.0 } else { fastrand::f64() };
        let exponent = i32::try_from(attempts.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = jitter * self.config.initial_backoff().as_secs_f64() * 2f64.powi(exponent);
        Duration::try_from_secs_f64(seconds).unwrap_or(max).min(max)
    }
}

/// Whether calls are tried again at all.
pub(crate) fn is_enabled(config: &RetryConfig) -> bool {
    config.has_retry() && matches!(config.mode(), RetryMode::Standard | RetryMode::Adaptive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_within_the_limit() {
        let config = RetryConfig::standard().with_use_static_exponential_base(true);
        let bucket = TokenBucket::new();
        let retries = Retries::new(&config, &bucket);
        let verdict = Verdict { kind: ErrorKind::TransientError, retry_after: None };
        let seconds = [1, 2, 3, 5, 6, 1000].map(|attempts| retries.backoff(attempts, verdict).as_secs());
        assert_eq!(seconds, [1, 2, 4, 16, 20, 20]);
    }

    #[test]
    fn the_bucket_empties_and_fills() {
        let bucket = TokenBucket::new();
        assert_eq!((0..1000).filter(|_| bucket.take(false).is_some()).count(), 100);
        assert_eq!(bucket.take(true), None);
        bucket.give_back(Some(5));
        assert_eq!(bucket.take(false), Some(5));
        (0..4).for_each(|_| bucket.give_back(None));
        assert_eq!(bucket.take(false), None);
    }
}
