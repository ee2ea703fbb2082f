//! The runtime components that official HTTP clients, caches and interceptors are given.
//!
//! They want more of them than our own calls use: where the official runtime would find its endpoint
//! resolver or retry strategy, ours has a stand-in that says so when it is asked.

use std::borrow::Cow;

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOptionResolverParams, ResolveAuthSchemeOptions, Sign,
};
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityCache, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::retries::{RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::ConfigBag;

/// What the components are made of.
pub(crate) struct Parts {
    pub(crate) http: SharedHttpClient,
    pub(crate) identity_cache: SharedIdentityCache,
    pub(crate) identity_resolver: SharedIdentityResolver,
    pub(crate) time: SharedTimeSource,
    pub(crate) sleep: SharedAsyncSleep,
}

/// The scheme under which identities are known.
pub(crate) const SIGV4: AuthSchemeId = AuthSchemeId::new("sigv4");

pub(crate) fn runtime_components(parts: Parts) -> RuntimeComponents {
    let builder = RuntimeComponentsBuilder::new("tinsmith")
        .with_http_client(Some(parts.http))
        .with_identity_cache(Some(parts.identity_cache))
        .with_identity_resolver(SIGV4, parts.identity_resolver)
        .with_time_source(Some(parts.time))
        .with_sleep_impl(Some(parts.sleep))
        .with_auth_scheme(StandIn)
        .with_auth_scheme_option_resolver(Some(StandIn))
        .with_endpoint_resolver(Some(StandIn))
        .with_retry_strategy(Some(StandIn));
    match builder.build() {
        Ok(components) => components,
        // Every component that is required is given above.
        Err(error) => unreachable!("{error}"),
    }
}

/// Stands where the official runtime would have a part that our calls do not use.
#[derive(Debug)]
struct StandIn;

const NOT_USED: &str = "this component is not used by Tinsmith clients";

impl ResolveAuthSchemeOptions for StandIn {
    fn resolve_auth_scheme_options(
        &self,
        _params: &AuthSchemeOptionResolverParams,
    ) -> Result<Cow<'_, [AuthSchemeId]>, BoxError> {
        Ok(Cow::Owned(vec![SIGV4]))
    }
}

impl AuthScheme for StandIn {
    fn scheme_id(&self) -> AuthSchemeId {
        SIGV4
    }

    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(SIGV4)
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for StandIn {
    fn sign_http_request(
        &self,
        _request: &mut HttpRequest,
        _identity: &Identity,
        _endpoint: AuthSchemeEndpointConfig<'_>,
        _components: &RuntimeComponents,
        _config: &ConfigBag,
    ) -> Result<(), BoxError> {
        Err(NOT_USED.into())
    }
}

impl ResolveEndpoint for StandIn {
    fn resolve_endpoint<'a>(&'a self, _params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Err(NOT_USED.into()))
    }
}

impl RetryStrategy for StandIn {
    fn should_attempt_initial_request(
        &self,
        _components: &RuntimeComponents,
        _config: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Ok(ShouldAttempt::Yes)
    }

    fn should_attempt_retry(
        &self,
        _context: &InterceptorContext,
        _components: &RuntimeComponents,
        _config: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Ok(ShouldAttempt::No)
    }
}
