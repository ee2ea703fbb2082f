//! Configuration of clients.
//!
//! [`Settings`] is what every service has. Each generated crate wraps it in types of its own, `Config`
//! and `config::Builder`, through [`service_config!`](crate::service_config), because a configuration
//! of one service is not one of another.

mod account_id;
mod auth;
mod compression;
mod endpoint;
mod environment;
mod idempotency;
mod protocol;
mod service_config;
pub(crate) mod switches;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::{SharedIdentityCache, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::service_config::ServiceConfigKey;

pub use endpoint::{EndpointParams, InvalidParams};
pub use environment::EnvironmentCredentials;
pub use idempotency::IdempotencyTokenProvider;
pub use switches::Switch;

use crate::operation::Service;
use crate::protocol::Protocol;
use crate::rules::ParamValue;

/// The settings of a client, each there or not. What is not set has a default, given with each field.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The region; needed by most endpoints.
    pub region: Option<Region>,
    /// Where credentials come from; by default the environment variables `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
    pub credentials_provider: Option<SharedCredentialsProvider>,
    /// An endpoint to use instead of the service's own.
    pub endpoint_url: Option<String>,
    /// What finds endpoints instead of the service's rules.
    pub endpoint_resolver: Option<SharedEndpointResolver>,
    /// What sends requests; by default the HTTP/1.1 client of this crate.
    pub http_client: Option<SharedHttpClient>,
    /// Whether and how calls are tried again; the standard mode by default.
    pub retry_config: Option<RetryConfig>,
    /// How long what may take; connecting 3.1 s by default, the rest without limit.
    pub timeout_config: Option<TimeoutConfig>,
    /// Whether endpoints must be FIPS 140 compliant.
    pub use_fips: Option<bool>,
    /// Whether endpoints must serve IPv6 as well.
    pub use_dual_stack: Option<bool>,
    /// Whether endpoints are those of the account that the credentials are of: where it is known, by default.
    pub account_id_endpoint_mode: Option<AccountIdEndpointMode>,
    /// Kept for compatibility: all versions behave alike.
    pub behavior_version: Option<BehaviorVersion>,
    /// The application's name, for the user agent.
    pub app_name: Option<AppName>,
    /// Frameworks that the client is used through, for the user agent.
    pub framework_metadata: Vec<FrameworkMetadata>,
    /// The clock; the system's by default.
    pub time_source: Option<SharedTimeSource>,
    /// What waits; tokio's timer by default.
    pub sleep_impl: Option<SharedAsyncSleep>,
    /// Where identities are kept until they expire.
    pub identity_cache: Option<SharedIdentityCache>,
    /// What sees, and may change, each step of a call.
    pub interceptors: Vec<SharedInterceptor>,
    /// What else decides whether a call may be tried again.
    pub retry_classifiers: Vec<SharedRetryClassifier>,
    /// Whether streams that make no progress are given up.
    pub stalled_stream_protection: Option<StalledStreamProtectionConfig>,
    /// Whether the clock is corrected by the service's when they differ.
    pub disable_clock_skew_correction: Option<bool>,
    /// The authentication schemes in order of preference, where the service has several.
    pub auth_scheme_preference: Option<AuthSchemePreference>,
    /// Where the identities of schemes come from, other than credentials, by the names of the schemes.
    pub identity_resolvers: Vec<(&'static str, SharedIdentityResolver)>,
    /// The regions that signatures of SigV4A are good for; those of the endpoint by default.
    pub sigv4a_signing_region_set: Option<SigningRegionSet>,
    /// Whether calls go out unsigned where there are no credentials.
    pub allow_no_auth: Option<bool>,
    /// Where idempotency tokens come from; random UUIDs by default.
    pub idempotency_token_provider: Option<IdempotencyTokenProvider>,
    /// The protocol to speak, where the service has several.
    pub protocol: Option<&'static dyn Protocol>,
    /// Whether requests have a checksum wherever the service takes one, as by default, or only where it
    /// must be.
    pub request_checksum_calculation: Option<RequestChecksumCalculation>,
    /// Whether requests stay as they are where the service takes compressed ones.
    pub disable_request_compression: Option<bool>,
    /// From how many bytes on requests are compressed; 10,240 by default, 10,485,760 at most.
    pub request_min_compression_size_bytes: Option<u32>,
    /// Whether responses are validated wherever the service sends a checksum, as by default, or only where a
    /// call asks for it.
    pub response_checksum_validation: Option<ResponseChecksumValidation>,
    /// Endpoint parameters that the service lets its clients set (`clientContextParams`), by name.
    pub client_params: Vec<(&'static str, ParamValue)>,
}

/// Takes the fields of `$other` that are set, `$target`'s otherwise.
macro_rules! overlay {
    ($target:ident, $other:ident: $($field:ident)*) => {
        $(if $other.$field.is_some() {
            $target.$field.clone_from(&$other.$field);
        })*
    };
}

impl Settings {
    /// What `config` holds for `service`. An endpoint URL that is set for the service alone, in the
    /// environment or a profile, counts unless code set one for all.
    pub fn from_sdk_config(config: &SdkConfig, service: &Service) -> Self {
        let mut settings = Self {
            region: config.region().cloned(),
            credentials_provider: config.credentials_provider(),
            endpoint_url: endpoint_url(config, service),
            http_client: config.http_client(),
            retry_config: config.retry_config().cloned(),
            timeout_config: config.timeout_config().cloned(),
            use_fips: config.use_fips(),
            use_dual_stack: config.use_dual_stack(),
            account_id_endpoint_mode: config.account_id_endpoint_mode().cloned(),
            behavior_version: config.behavior_version(),
            app_name: config.app_name().cloned(),
            framework_metadata: config.framework_metadata().to_vec(),
            time_source: config.time_source(),
            sleep_impl: config.sleep_impl(),
            identity_cache: config.identity_cache(),
            stalled_stream_protection: config.stalled_stream_protection(),
            disable_clock_skew_correction: config.disable_clock_skew_correction(),
            auth_scheme_preference: config.auth_scheme_preference().cloned(),
            sigv4a_signing_region_set: config.sigv4a_signing_region_set().cloned(),
            request_checksum_calculation: config.request_checksum_calculation(),
            disable_request_compression: config.disable_request_compression(),
            request_min_compression_size_bytes: config.request_min_compression_size_bytes(),
            response_checksum_validation: config.response_checksum_validation(),
            ..Self::default()
        };
        settings.set_tokens(config, service);
        settings.set_switches(config, service);
        settings
    }

    /// These settings with those that are set in `other` in their place, as for a single call. What comes
    /// in lists is added.
    pub(crate) fn overlaid(&self, other: &Settings) -> Self {
        let mut all = self.clone();
        overlay!(all, other:
            region credentials_provider endpoint_url endpoint_resolver http_client retry_config use_fips
            use_dual_stack account_id_endpoint_mode behavior_version app_name time_source sleep_impl identity_cache
            stalled_stream_protection disable_clock_skew_correction auth_scheme_preference allow_no_auth
            idempotency_token_provider protocol request_checksum_calculation response_checksum_validation
            sigv4a_signing_region_set disable_request_compression request_min_compression_size_bytes);
        if let Some(mut timeouts) = other.timeout_config.clone() {
            timeouts.take_defaults_from(&self.timeout_config.clone().unwrap_or_else(TimeoutConfig::disabled));
            all.timeout_config = Some(timeouts);
        }
        all.framework_metadata.extend_from_slice(&other.framework_metadata);
        all.interceptors.extend_from_slice(&other.interceptors);
        all.retry_classifiers.extend_from_slice(&other.retry_classifiers);
        for (id, resolver) in &other.identity_resolvers {
            all.set_identity_resolver(id, Some(resolver.clone()));
        }
        for (name, value) in &other.client_params {
            all.set_client_param(name, Some(value.clone()));
        }
        all
    }

    /// Sets or removes the endpoint parameter `name`.
    pub fn set_client_param(&mut self, name: &'static str, value: Option<ParamValue>) {
        self.client_params.retain(|(known, _)| *known != name);
        self.client_params.extend(value.map(|value| (name, value)));
    }
}

/// The endpoint URL for `service` that `config` holds.
fn endpoint_url(config: &SdkConfig, service: &Service) -> Option<String> {
    let general = config.endpoint_url().map(String::from);
    if config.get_origin("endpoint_url").is_client_config() {
        return general;
    }
    // The loader derives the service's own variable and profile section from these names.
    let key = ServiceConfigKey::builder()
        .service_id(service.sdk_id)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .ok()?;
    config.service_config().and_then(|loader| loader.load_config(key)).or(general)
}

/// Shares settings between the clones of a client.
pub type SharedSettings = Arc<Settings>;

impl Settings {
    /// Sets what tests want where it is not set: credentials and a region that mean nothing, and the clock of
    /// the official test defaults, which stands still at 2009-02-13T23:31:30Z.
    pub fn apply_test_defaults(&mut self) {
        let credentials = || {
            aws_credential_types::Credentials::new("ANOTREAL", "notrealrnrELgWzOk3IfjzDKtFBhDby", None, None, "test")
        };
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890);
        self.region.get_or_insert_with(|| Region::from_static("us-east-1"));
        self.credentials_provider.get_or_insert_with(|| SharedCredentialsProvider::new(credentials()));
        self.time_source.get_or_insert_with(|| SharedTimeSource::new(StaticTimeSource::new(time)));
    }
}
