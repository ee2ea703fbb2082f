//! The macro that gives each service configuration types of its own.

/// Declares `Config` and `Builder` of a service: wrappers of [`Settings`](crate::config::Settings) with
/// the setters and getters of the official clients.
///
/// `service` is the service's descriptor. `params` are the endpoint parameters that clients may set
/// (`clientContextParams`): setter, `set_` function and type, and the parameter's name. The module where
/// it is called has a submodule `endpoint` with the trait `ResolveEndpoint` and the function `shared`
/// that makes an official resolver of an implementation.
#[macro_export]
macro_rules! service_config {
    (
        service: $service:path,
        params: [$($(#[$attribute:meta])* $param:ident, $set_param:ident: $param_ty:ty = $name:literal;)*]
    ) => {
        /// The configuration of a client.
        ///
        /// It is made from what `aws-config` loads (`Config::new(&sdk_config)`), or with a [`Builder`].
        #[derive(Clone, Debug)]
        pub struct Config {
            settings: $crate::config::SharedSettings,
        }

        impl Config {
            /// A builder of a configuration in which nothing is set.
            #[inline]
            pub fn builder() -> Builder {
                Builder::default()
            }

            /// The configuration that `config` holds for this service.
            #[inline]
            pub fn new(config: &$crate::types::SdkConfig) -> Self {
                Builder::from(config).build()
            }

            /// A builder that starts from this configuration.
            #[inline]
            pub fn to_builder(&self) -> Builder {
                Builder { settings: $crate::config::Settings::clone(&self.settings) }
            }

            /// The name that requests are signed for.
            #[inline]
            pub fn signing_name(&self) -> &'static str {
                ::core::option::Option::unwrap_or($service.signing_name, "")
            }

            /// The region.
            #[inline]
            pub fn region(&self) -> ::core::option::Option<&Region> {
                self.settings.region.as_ref()
            }

            /// What sends requests.
            #[inline]
            pub fn http_client(&self) -> ::core::option::Option<SharedHttpClient> {
                self.settings.http_client.clone()
            }

            /// Whether and how calls are tried again.
            #[inline]
            pub fn retry_config(&self) -> ::core::option::Option<&retry::RetryConfig> {
                self.settings.retry_config.as_ref()
            }

            /// How long what may take.
            #[inline]
            pub fn timeout_config(&self) -> ::core::option::Option<&timeout::TimeoutConfig> {
                self.settings.timeout_config.as_ref()
            }

            /// What waits.
            #[inline]
            pub fn sleep_impl(&self) -> ::core::option::Option<SharedAsyncSleep> {
                self.settings.sleep_impl.clone()
            }

            /// The clock.
            #[inline]
            pub fn time_source(&self) -> ::core::option::Option<$crate::types::SharedTimeSource> {
                self.settings.time_source.clone()
            }

            /// The application's name.
            #[inline]
            pub fn app_name(&self) -> ::core::option::Option<&AppName> {
                self.settings.app_name.as_ref()
            }

            /// The frameworks that the client is used through.
            #[inline]
            pub fn framework_metadata(&self) -> ::std::vec::Vec<&FrameworkMetadata> {
                self.settings.framework_metadata.iter().collect()
            }

            /// Where identities are kept.
            #[inline]
            pub fn identity_cache(&self) -> ::core::option::Option<SharedIdentityCache> {
                self.settings.identity_cache.clone()
            }

            /// What sees each step of a call.
            #[inline]
            pub fn interceptors(&self) -> impl ::core::iter::Iterator<Item = SharedInterceptor> + '_ {
                self.settings.interceptors.iter().cloned()
            }

            /// What else decides whether a call may be tried again.
            #[inline]
            pub fn retry_classifiers(
                &self,
            ) -> impl ::core::iter::Iterator<Item = $crate::types::SharedRetryClassifier> + '_ {
                self.settings.retry_classifiers.iter().cloned()
            }

            /// Whether streams that make no progress are given up.
            #[inline]
            pub fn stalled_stream_protection(&self) -> ::core::option::Option<&StalledStreamProtectionConfig> {
                self.settings.stalled_stream_protection.as_ref()
            }

            /// The authentication schemes in order of preference.
            #[inline]
            pub fn auth_scheme_preference(&self) -> ::core::option::Option<&$crate::types::AuthSchemePreference> {
                self.settings.auth_scheme_preference.as_ref()
            }

            /// Whether the clock stays uncorrected when the service's differs.
            #[inline]
            pub fn disable_clock_skew_correction(&self) -> ::core::option::Option<bool> {
                self.settings.disable_clock_skew_correction
            }

            /// The settings behind this configuration.
            #[doc(hidden)]
            #[inline]
            pub fn settings(&self) -> &$crate::config::SharedSettings {
                &self.settings
            }
        }

        impl ::core::convert::From<&$crate::types::SdkConfig> for Config {
            #[inline]
            fn from(config: &$crate::types::SdkConfig) -> Self {
                Self::new(config)
            }
        }

        /// Builds a [`Config`].
        #[derive(Clone, Debug, Default)]
        pub struct Builder {
            settings: $crate::config::Settings,
        }

        impl ::core::convert::From<&$crate::types::SdkConfig> for Builder {
            #[inline]
            fn from(config: &$crate::types::SdkConfig) -> Self {
                Self { settings: $crate::config::Settings::from_sdk_config(config, &$service) }
            }
        }

        impl ::core::convert::From<Config> for Builder {
            #[inline]
            fn from(config: Config) -> Self {
                config.to_builder()
            }
        }

        impl $crate::client::ConfigBuilder for Builder {
            #[inline]
            fn add_interceptor(&mut self, interceptor: SharedInterceptor) {
                self.push_interceptor(interceptor);
            }

            #[inline]
            fn overrides(&self) -> &$crate::config::Settings {
                &self.settings
            }
        }

        /// The endpoint parameters of the service.
        impl Builder {
            $(
                $(#[$attribute])*
                #[inline]
                pub fn $param(mut self, value: impl ::core::convert::Into<$param_ty>) -> Self {
                    self.$set_param(::core::option::Option::Some(value.into()));
                    self
                }

                $(#[$attribute])*
                #[inline]
                pub fn $set_param(&mut self, value: ::core::option::Option<$param_ty>) -> &mut Self {
                    let value = value.map(::core::convert::Into::into);
                    self.settings.set_client_param($name, value);
                    self
                }
            )*
        }

        $crate::config_setters! {
            /// Sets the region that requests go to.
            region, set_region: Region, impl ::core::convert::Into<::core::option::Option<Region>>, |value| value.into();
            /// Sets where credentials come from. Without it they come from the environment variables
            /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
            credentials_provider, set_credentials_provider: SharedCredentialsProvider,
                impl ProvideCredentials + 'static, |value| SharedCredentialsProvider::new(value);
            /// Sets the version of the client's behavior. It is kept for compatibility: all versions behave
            /// alike.
            behavior_version, set_behavior_version: BehaviorVersion, BehaviorVersion, |value| value;
            /// Sets an endpoint to use instead of the service's own.
            endpoint_url, set_endpoint_url: ::std::string::String,
                impl ::core::convert::Into<::std::string::String>, |value| value.into();
            /// Sets what sends requests.
            http_client, set_http_client: SharedHttpClient, impl HttpClient + 'static,
                |value| $crate::types::IntoShared::<SharedHttpClient>::into_shared(value);
            /// Sets whether and how calls are tried again. Without it, up to three attempts are made.
            retry_config, set_retry_config: retry::RetryConfig, retry::RetryConfig, |value| value;
            /// Sets how long connecting, reading, an attempt and a whole call may take. Without it,
            /// connecting may take 3.1 s, and the rest is without limit.
            timeout_config, set_timeout_config: timeout::TimeoutConfig, timeout::TimeoutConfig, |value| value;
            /// Sets whether endpoints must be FIPS 140 compliant.
            use_fips, set_use_fips: bool, impl ::core::convert::Into<bool>, |value| value.into();
            /// Sets whether endpoints must serve IPv6 as well as IPv4.
            use_dual_stack, set_use_dual_stack: bool, impl ::core::convert::Into<bool>, |value| value.into();
            /// Sets what waits, for timeouts and between attempts.
            sleep_impl, set_sleep_impl: SharedAsyncSleep, impl AsyncSleep + 'static,
                |value| SharedAsyncSleep::new(value);
            /// Sets the clock, for signatures and the expiry of credentials.
            time_source, set_time_source: $crate::types::SharedTimeSource,
                impl $crate::types::TimeSource + 'static, |value| $crate::types::SharedTimeSource::new(value);
            /// Sets the application's name, which is sent in the user agent.
            app_name, set_app_name: AppName, AppName, |value| value;
            /// Sets whether streams that make no progress are given up.
            stalled_stream_protection, set_stalled_stream_protection: StalledStreamProtectionConfig,
                StalledStreamProtectionConfig, |value| value;
            /// Sets whether the clock stays uncorrected when the service's differs.
            disable_clock_skew_correction, set_disable_clock_skew_correction: bool,
                impl ::core::convert::Into<::core::option::Option<bool>>, |value| value.into();
        }

        $crate::config_setters! {
            /// Sets the authentication schemes in order of preference. It matters where a service has several.
            auth_scheme_preference, set_auth_scheme_preference: $crate::types::AuthSchemePreference,
                impl ::core::convert::Into<$crate::types::AuthSchemePreference>, |value| value.into();
            /// Sets where idempotency tokens come from that were not set. Without it they are random UUIDs. It
            /// matters where the service has such tokens.
            idempotency_token_provider, set_idempotency_token_provider: $crate::config::IdempotencyTokenProvider,
                impl ::core::convert::Into<$crate::config::IdempotencyTokenProvider>, |value| value.into();
        }

        impl Builder {
            /// Lets calls go out unsigned where there are no credentials.
            #[inline]
            pub fn allow_no_auth(mut self) -> Self {
                self.set_allow_no_auth();
                self
            }

            /// Lets calls go out unsigned where there are no credentials.
            #[inline]
            pub fn set_allow_no_auth(&mut self) -> &mut Self {
                self.settings.allow_no_auth = ::core::option::Option::Some(true);
                self
            }

            /// A builder in which nothing is set.
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }

            /// Sets the newest behavior version.
            #[inline]
            pub fn behavior_version_latest(self) -> Self {
                self.behavior_version(BehaviorVersion::latest())
            }

            /// Sets what finds endpoints instead of the service's rules.
            #[inline]
            pub fn endpoint_resolver(mut self, resolver: impl endpoint::ResolveEndpoint + 'static) -> Self {
                self.settings.endpoint_resolver = ::core::option::Option::Some(endpoint::shared(resolver));
                self
            }

            /// Sets or removes what finds endpoints instead of the service's rules.
            #[inline]
            pub fn set_endpoint_resolver(
                &mut self,
                resolver: ::core::option::Option<endpoint::SharedEndpointResolver>,
            ) -> &mut Self {
                self.settings.endpoint_resolver = resolver;
                self
            }

            /// Sets where identities are kept until they expire.
            #[inline]
            pub fn identity_cache(mut self, cache: impl ResolveCachedIdentity + 'static) -> Self {
                self.set_identity_cache(cache);
                self
            }

            /// Sets where identities are kept until they expire.
            #[inline]
            pub fn set_identity_cache(&mut self, cache: impl ResolveCachedIdentity + 'static) -> &mut Self {
                self.settings.identity_cache =
                    ::core::option::Option::Some($crate::types::IntoShared::into_shared(cache));
                self
            }

            /// Adds an interceptor, which sees each step of every call.
            #[inline]
            pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
                self.push_interceptor(SharedInterceptor::new(interceptor));
                self
            }

            /// Adds an interceptor.
            #[inline]
            pub fn push_interceptor(&mut self, interceptor: SharedInterceptor) -> &mut Self {
                self.settings.interceptors.push(interceptor);
                self
            }

            /// Replaces all interceptors.
            #[inline]
            pub fn set_interceptors(
                &mut self,
                interceptors: impl ::core::iter::IntoIterator<Item = SharedInterceptor>,
            ) -> &mut Self {
                self.settings.interceptors = interceptors.into_iter().collect();
                self
            }

            /// Adds a classifier, which has a say in whether a call may be tried again.
            #[inline]
            pub fn retry_classifier(mut self, classifier: impl retry::ClassifyRetry + 'static) -> Self {
                self.push_retry_classifier($crate::types::SharedRetryClassifier::new(classifier));
                self
            }

            /// Adds a classifier.
            #[inline]
            pub fn push_retry_classifier(&mut self, classifier: $crate::types::SharedRetryClassifier) -> &mut Self {
                self.settings.retry_classifiers.push(classifier);
                self
            }

            /// Replaces all classifiers.
            #[inline]
            pub fn set_retry_classifiers(
                &mut self,
                classifiers: impl ::core::iter::IntoIterator<Item = $crate::types::SharedRetryClassifier>,
            ) -> &mut Self {
                self.settings.retry_classifiers = classifiers.into_iter().collect();
                self
            }

            /// Adds a framework that the client is used through, for the user agent.
            #[inline]
            pub fn framework_metadata(mut self, metadata: FrameworkMetadata) -> Self {
                self.push_framework_metadata(metadata);
                self
            }

            /// Adds a framework that the client is used through.
            #[inline]
            pub fn push_framework_metadata(&mut self, metadata: FrameworkMetadata) -> &mut Self {
                self.settings.framework_metadata.push(metadata);
                self
            }

            /// Sets what tests want: credentials and a region that mean nothing, and a clock that stands still.
            #[cfg(feature = "test-util")]
            #[inline]
            pub fn with_test_defaults(mut self) -> Self {
                self.apply_test_defaults();
                self
            }

            /// Sets what tests want: credentials and a region that mean nothing, and a clock that stands still.
            #[cfg(feature = "test-util")]
            #[inline]
            pub fn apply_test_defaults(&mut self) -> &mut Self {
                self.settings.apply_test_defaults();
                self
            }

            /// Sets what tests want: credentials and a region that mean nothing, and a clock that stands still.
            #[cfg(feature = "test-util")]
            #[inline]
            pub fn with_test_defaults_v2(self) -> Self {
                self.with_test_defaults()
            }

            /// Sets what tests want: credentials and a region that mean nothing, and a clock that stands still.
            #[cfg(feature = "test-util")]
            #[inline]
            pub fn apply_test_defaults_v2(&mut self) -> &mut Self {
                self.apply_test_defaults()
            }

            /// The configuration.
            #[inline]
            pub fn build(self) -> Config {
                Config { settings: ::std::sync::Arc::new(self.settings) }
            }

            /// The settings so far.
            #[doc(hidden)]
            #[inline]
            pub fn settings(&self) -> &$crate::config::Settings {
                &self.settings
            }
        }
    };
}

/// The setters of [`service_config!`]: one that takes what users have, one that takes the option.
#[doc(hidden)]
#[macro_export]
macro_rules! config_setters {
    ($($(#[$attribute:meta])* $name:ident, $set_name:ident: $ty:ty, $argument:ty, |$value:ident| $convert:expr;)*) => {
        impl Builder {
            $(
                $(#[$attribute])*
                #[inline]
                pub fn $name(mut self, value: $argument) -> Self {
                    let $value = value;
                    self.settings.$name = ::core::convert::Into::<::core::option::Option<$ty>>::into($convert);
                    self
                }

                $(#[$attribute])*
                #[inline]
                pub fn $set_name(&mut self, value: ::core::option::Option<$ty>) -> &mut Self {
                    self.settings.$name = value;
                    self
                }
            )*
        }
    };
}

/// The settings of checksums, for services that have operations with `httpChecksum`.
#[macro_export]
macro_rules! checksum_config {
    () => {
        $crate::config_setters! {
            /// Sets whether requests have a checksum wherever the service takes one, which is the default, or
            /// only where it must be.
            request_checksum_calculation, set_request_checksum_calculation:
                $crate::types::RequestChecksumCalculation, $crate::types::RequestChecksumCalculation, |value| value;
            /// Sets whether responses are validated wherever the service sends a checksum, which is the default,
            /// or only where a call asks for it.
            response_checksum_validation, set_response_checksum_validation:
                $crate::types::ResponseChecksumValidation, $crate::types::ResponseChecksumValidation, |value| value;
        }

        impl Config {
            /// Where requests have a checksum.
            pub fn request_checksum_calculation(
                &self,
            ) -> ::core::option::Option<&$crate::types::RequestChecksumCalculation> {
                self.settings.request_checksum_calculation.as_ref()
            }

            /// Where responses are validated.
            pub fn response_checksum_validation(
                &self,
            ) -> ::core::option::Option<&$crate::types::ResponseChecksumValidation> {
                self.settings.response_checksum_validation.as_ref()
            }
        }
    };
}
