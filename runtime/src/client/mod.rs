//! The client: a configuration made ready, and the one function through which every call goes.

mod components;
mod customize;
mod endpoint;
#[cfg_attr(not(feature = "event-stream"), path = "no_events.rs")]
mod events;
mod hooks;
mod host_prefix;
mod idempotency;
mod identity;
mod invoke;
mod presign;
mod request;
mod response;
mod retry;
mod sessions;
mod signing;
mod skew;
pub(crate) mod slots;
mod stall;
mod user_agent;
mod uuid;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::{SharedTimeSource, SystemTimeSource};
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector};
use aws_smithy_runtime_api::client::identity::{SharedIdentityCache, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

pub use customize::{ConfigBuilder, CustomizableOperation, Customize};
pub use identity::{IdentityCache, LazyCacheBuilder};
pub(crate) use sessions::Sessions;
#[cfg(feature = "sigv4a")]
pub(crate) use signing::sign_request_v4a;
pub(crate) use signing::{Payload, Scope, sign_request};

use crate::config::{EnvironmentCredentials, Settings, SharedSettings};
use crate::error::ErrorEnum;
use crate::operation::{Call, Erased, Service};
use crate::protocol::Protocol;

/// A client of any service: what a generated `Client` holds. Cloning it is cheap, and all clones share
/// their connections, credentials and retry tokens.
#[derive(Clone, Debug)]
pub struct Core(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: &'static Service,
    settings: SharedSettings,
    protocol: &'static dyn Protocol,
    retry: RetryConfig,
    timeouts: TimeoutConfig,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
    connector: SharedHttpConnector,
    guard: stall::Guard,
    components: RuntimeComponents,
    identity_resolver: SharedIdentityResolver,
    endpoints: endpoint::Finder,
    user_agent: String,
    shared: Shared,
}

/// What a client shares with itself under other settings.
#[derive(Clone, Debug)]
struct Shared {
    http: SharedHttpClient,
    /// A cache knows credentials by their provider, so it has to stay the same one.
    credentials: SharedCredentialsProvider,
    identity_cache: SharedIdentityCache,
    sessions: Arc<Sessions>,
    bucket: Arc<retry::TokenBucket>,
    /// By how many seconds the service's clock is ahead of ours.
    skew: Arc<AtomicI64>,
}

/// How long connecting may take where the configuration does not say.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

impl Core {
    /// The client of `service` with `settings`.
    pub fn new(service: &'static Service, settings: SharedSettings) -> Self {
        let environment = || SharedCredentialsProvider::new(EnvironmentCredentials::new());
        let shared = Shared {
            http: settings.http_client.clone().unwrap_or_else(crate::http::default_client),
            credentials: settings.credentials_provider.clone().unwrap_or_else(environment),
            identity_cache: settings.identity_cache.clone().unwrap_or_else(|| IdentityCache::lazy().build()),
            sessions: Arc::default(),
            bucket: Arc::new(retry::TokenBucket::new()),
            skew: Arc::default(),
        };
        Self::with_shared(service, settings, shared)
    }

    fn with_shared(service: &'static Service, settings: SharedSettings, shared: Shared) -> Self {
        let mut timeouts = settings.timeout_config.clone().unwrap_or_else(|| TimeoutConfig::builder().build());
        timeouts.take_defaults_from(&TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).build());
        let sleep = settings.sleep_impl.clone().unwrap_or_else(|| SharedAsyncSleep::new(TokioSleep::new()));
        let time = settings.time_source.clone().unwrap_or_else(|| SharedTimeSource::new(SystemTimeSource::new()));
        let identity_resolver = SharedIdentityResolver::new(shared.credentials.clone());
        let components = components::runtime_components(components::Parts {
            http: shared.http.clone(),
            identity_cache: shared.identity_cache.clone(),
            identity_resolver: identity_resolver.clone(),
            time: time.clone(),
            sleep: sleep.clone(),
        });
        let connector = shared.http.http_connector(&connector_settings(&timeouts), &components);
        Self(Arc::new(Inner {
            service,
            protocol: settings
                .protocol
                .or(service.protocols.first().copied())
                .unwrap_or(&crate::protocol::AWS_JSON_1_1),
            retry: settings.retry_config.clone().unwrap_or_else(RetryConfig::standard),
            endpoints: endpoint::Finder::new(service, &settings),
            user_agent: user_agent::user_agent(service, &settings),
            guard: stall::Guard::new(settings.stalled_stream_protection.clone(), sleep.clone()),
            timeouts,
            sleep,
            time,
            connector,
            components,
            identity_resolver,
            shared,
            settings,
        }))
    }

    /// This client with other settings for one call. What is not set stays; connections, credentials and
    /// retry tokens are shared as far as the settings allow.
    pub fn overridden(&self, settings: &Settings) -> Self {
        let all = Arc::new(self.0.settings.overlaid(settings));
        let mut shared = self.0.shared.clone();
        if let Some(http) = &settings.http_client {
            shared.http.clone_from(http);
        }
        if let Some(credentials) = &settings.credentials_provider {
            shared.credentials.clone_from(credentials);
        }
        if let Some(cache) = &settings.identity_cache {
            shared.identity_cache.clone_from(cache);
        }
        Self::with_shared(self.0.service, all, shared)
    }

    /// This client for a call that its user has not made: none of the user's interceptors sees it.
    #[inline]
    pub(crate) fn without_interceptors(&self) -> Self {
        let mut settings = Settings::clone(&self.0.settings);
        settings.interceptors.clear();
        Self::with_shared(self.0.service, Arc::new(settings), self.0.shared.clone())
    }

    /// The sessions that calls are signed with.
    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.shared.sessions
    }

    /// What time it is by the service's clock, as far as that is known.
    pub(crate) fn service_time(&self) -> SystemTime {
        skew::shifted(self.0.time.now(), self.0.shared.skew.load(Ordering::Relaxed))
    }

    /// What waits between the polls of a waiter.
    pub(crate) fn sleep_impl(&self) -> &SharedAsyncSleep {
        &self.0.sleep
    }

    /// The clock that waiters measure by.
    pub(crate) fn time_source(&self) -> &SharedTimeSource {
        &self.0.time
    }

    /// Makes the call `C` with `input`.
    pub async fn send<C: Call>(&self, input: C::Input) -> Result<C::Output, SdkError<C::Error, HttpResponse>> {
        let erased = Erased::of::<C>();
        match Box::pin(invoke::invoke(self, C::OPERATION, erased, Input::erase(input))).await {
            Ok(output) => downcast(output),
            Err(error) => Err(typed_error::<C>(error)),
        }
    }
}

/// The output with its type back. Only an interceptor that replaces the output by one of another type
/// could make this fail, which is its user's error.
#[allow(clippy::result_large_err, reason = "the error is the official one, as `send` returns it")]
fn downcast<O: std::fmt::Debug + Send + Sync + 'static, E>(output: Output) -> Result<O, SdkError<E, HttpResponse>> {
    output.downcast().map_err(|_| SdkError::construction_failure("an interceptor replaced the output by another type"))
}

/// The error with its type back.
fn typed_error<C: Call>(error: SdkError<Error, HttpResponse>) -> SdkError<C::Error, HttpResponse> {
    error.map_service_error(|error| match error.downcast::<C::Error>() {
        Ok(error) => error,
        Err(other) => C::Error::from_unhandled(crate::error::Unhandled::new(
            Some(format!("an interceptor replaced the error: {other:?}").into()),
            Default::default(),
        )),
    })
}

fn connector_settings(timeouts: &TimeoutConfig) -> HttpConnectorSettings {
    let mut settings = HttpConnectorSettings::builder();
    settings.set_connect_timeout(timeouts.connect_timeout());
    settings.set_read_timeout(timeouts.read_timeout());
    settings.build()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;

    use super::*;
    use crate::operation::LazyRules;
    use crate::rules::RuleSet;

    static RULES: LazyRules = LazyLock::new(|| RuleSet::parse(r#"{"version": "1.0", "parameters": {}, "rules": []}"#));

    static SERVICE: Service = Service {
        sdk_id: "Test",
        shape_name: "Test",
        version: "2020-01-01",
        signing_name: None,
        auth: &[&crate::auth::SigV4],
        protocols: &[&crate::protocol::AWS_JSON_1_0],
        query_compatible: false,
        xml_namespace: None,
        package_version: "0.0.0",
        endpoint_rules: &RULES,
        customization: &crate::customizations::NONE,
        endpoint_params: EndpointResolverParams::new,
    };

    /// Credentials are cached by their provider, which must not become another one with every call.
    #[test]
    fn the_environment_stays_the_same_provider_under_other_settings() {
        let client = Core::new(&SERVICE, SharedSettings::default());
        let partition = |client: &Core| client.0.identity_resolver.cache_partition();
        let same = client.overridden(&Settings::default());
        assert_eq!(partition(&client), partition(&same));
        let mut other = Settings::default();
        other.apply_test_defaults();
        assert_ne!(partition(&client), partition(&client.overridden(&other)));
    }
}
