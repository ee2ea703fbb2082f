//! Requests that are signed now and sent later, by somebody else: what the official clients call presigned.
//!
//! The signature is in the query, and good for a time. Which operations have it is a list of the official clients, no fact
//! of models: their inputs are [`Presign`].

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;

use crate::operation::Call;

/// A call whose request can be signed now and sent later.
pub trait Presign: Call {}

/// For how long a signature is to be good.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// For when a request is signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PresigningConfig {
    start_time: SystemTime,
    expires_in: Duration,
}

impl PresigningConfig {
    /// From now on, for as long as this. The credentials may expire sooner.
    ///
    /// # Errors
    /// If it is longer than a week.
    pub fn expires_in(expires_in: Duration) -> Result<Self, PresigningConfigError> {
        Self::builder().expires_in(expires_in).build()
    }

    /// A builder, in which nothing is set.
    pub fn builder() -> PresigningConfigBuilder {
        PresigningConfigBuilder::default()
    }

    /// For how long the request is good.
    pub fn expires(&self) -> Duration {
        self.expires_in
    }

    /// From when on it is good.
    pub fn start_time(&self) -> SystemTime {
        self.start_time
    }
}

/// Builds a [`PresigningConfig`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PresigningConfigBuilder {
    start_time: Option<SystemTime>,
    expires_in: Option<Duration>,
}

impl PresigningConfigBuilder {
    /// Sets from when on the request is good; from now on by default.
    pub fn start_time(mut self, start_time: SystemTime) -> Self {
        self.set_start_time(Some(start_time));
        self
    }

    /// Sets from when on the request is good.
    pub fn set_start_time(&mut self, start_time: Option<SystemTime>) {
        self.start_time = start_time;
    }

    /// Sets for how long the request is good: a week at most. The credentials may expire sooner.
    pub fn expires_in(mut self, expires_in: Duration) -> Self {
        self.set_expires_in(Some(expires_in));
        self
    }

    /// Sets for how long the request is good.
    pub fn set_expires_in(&mut self, expires_in: Option<Duration>) {
        self.expires_in = expires_in;
    }

    /// The configuration.
    ///
    /// # Errors
    /// If it does not say for how long, or for longer than a week.
    pub fn build(self) -> Result<PresigningConfig, PresigningConfigError> {
        let expires_in = self.expires_in.ok_or(PresigningConfigError("`expires_in` is not set"))?;
        if expires_in > LONGEST {
            return Err(PresigningConfigError("`expires_in` is longer than a week"));
        }
        Ok(PresigningConfig { start_time: self.start_time.unwrap_or_else(SystemTime::now), expires_in })
    }
}

/// What is wrong with a [`PresigningConfig`].
#[derive(Debug)]
pub struct PresigningConfigError(&'static str);

impl fmt::Display for PresigningConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PresigningConfigError {}

/// A request that is signed: its method, its URI and its headers. The body is that of whoever sends it.
///
/// Whoever has it may make the call, so that it is a secret for as long as it is good.
#[derive(Clone)]
#[non_exhaustive]
pub struct PresignedRequest {
    uri: String,
    request: http::Request<()>,
}

impl PresignedRequest {
    pub(crate) fn new(mut request: HttpRequest) -> Result<Self, BoxError> {
        *request.body_mut() = SdkBody::empty();
        let uri = request.uri().to_owned();
        Ok(Self { uri, request: request.try_into_http1x()?.map(|_| ()) })
    }

    /// The method.
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The URI.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The headers that have to be sent with it, but for `host`, which follows from the URI.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }

    /// The request with `body`, for HTTP clients of the crate `http` 1.
    pub fn make_http_1x_request<B>(&self, body: B) -> http::Request<B> {
        self.clone().into_http_1x_request(body)
    }

    /// This as a request with `body`, for HTTP clients of the crate `http` 1.
    pub fn into_http_1x_request<B>(self, body: B) -> http::Request<B> {
        self.request.map(|()| body)
    }
}

/// What is in the query makes the call, so it is not shown.
impl fmt::Debug for PresignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresignedRequest")
            .field("method", &self.method())
            .field("uri", &self.uri.split('?').next().unwrap_or_default())
            .field("headers", self.request.headers())
            .finish()
    }
}

/// The module `presigning` of a crate some of whose operations are [`Presign`].
#[allow(clippy::crate_in_macro_def, reason = "the builders are those of the crate that calls it")]
#[macro_export]
macro_rules! presigning {
    () => {
        pub use $crate::presigning::{
            PresignedRequest, PresigningConfig, PresigningConfigBuilder, PresigningConfigError,
        };

        impl<T: $crate::builder::Draft> crate::builder::FluentBuilder<T>
        where
            T::Call: $crate::presigning::Presign,
        {
            /// Signs the request of the call, for somebody to send it later. Nothing is sent, unless the endpoint
            /// wants a session.
            ///
            /// # Errors
            /// If the request cannot be made, or not be signed.
            pub async fn presigned(
                self,
                config: PresigningConfig,
            ) -> ::core::result::Result<
                PresignedRequest,
                crate::error::SdkError<<T::Call as $crate::operation::Call>::Error>,
            > {
                self.customize().presigned(config).await
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(builder: PresigningConfigBuilder, expected: Result<u64, &str>) {
        let found = builder.build().map(|config| config.expires().as_secs()).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(String::from));
    }

    #[test]
    fn a_signature_is_good_for_a_week_at_most() {
        let of = |seconds| PresigningConfig::builder().expires_in(Duration::from_secs(seconds));
        check(of(1), Ok(1));
        check(of(604_800), Ok(604_800));
        check(of(604_801), Err("`expires_in` is longer than a week"));
        check(PresigningConfig::builder(), Err("`expires_in` is not set"));
        let time = SystemTime::UNIX_EPOCH;
        assert_eq!(of(1).start_time(time).build().unwrap().start_time(), time);
    }
}
