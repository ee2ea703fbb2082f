//! Changes to a single call before it is sent.

use std::marker::PhantomData;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::operation::BuildError;

use crate::client::Core;
use crate::config::Settings;
use crate::operation::Call;
use crate::presigning::{Presign, PresignedRequest, PresigningConfig};

/// A call that can be customized: what fluent builders implement.
pub trait Customize<T, E>: Sized {
    /// The builder of the service's configuration.
    type Config: ConfigBuilder;
    /// The operation.
    type Call: Call<Output = T, Error = E>;

    /// The client, and the input as far as it could be built.
    fn into_call(self) -> (Core, Result<<Self::Call as Call>::Input, BuildError>);
}

/// A builder of a service's configuration.
pub trait ConfigBuilder: Default {
    /// Adds an interceptor.
    fn add_interceptor(&mut self, interceptor: SharedInterceptor);

    /// The settings so far.
    fn overrides(&self) -> &Settings;
}

/// A call about to be sent, with changes for this one time.
pub struct CustomizableOperation<T, E, B: Customize<T, E>> {
    call: B,
    config: B::Config,
    interceptors: Vec<SharedInterceptor>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T, E, B: Customize<T, E>> CustomizableOperation<T, E, B> {
    /// Customizes `call`.
    pub fn new(call: B) -> Self {
        Self { call, config: B::Config::default(), interceptors: Vec::new(), types: PhantomData }
    }

    /// Adds an interceptor, which sees each step of the call.
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.interceptors.push(SharedInterceptor::new(interceptor));
        self
    }

    /// Changes the request before it is signed; the call fails with the error that `map` gives.
    pub fn map_request<F, MapE>(self, map: F) -> Self
    where
        F: Fn(HttpRequest) -> Result<HttpRequest, MapE> + Send + Sync + 'static,
        MapE: std::error::Error + Send + Sync + 'static,
    {
        self.interceptor(ChangeRequest(move |request: &mut HttpRequest| {
            let taken = std::mem::replace(request, HttpRequest::empty());
            *request = map(taken)?;
            Ok(())
        }))
    }

    /// Changes the request before it is signed.
    pub fn mutate_request<F>(self, mutate: F) -> Self
    where
        F: Fn(&mut HttpRequest) + Send + Sync + 'static,
    {
        self.interceptor(ChangeRequest(move |request: &mut HttpRequest| {
            mutate(request);
            Ok(())
        }))
    }

    /// Sets a configuration that goes over that of the client, for what it sets.
    pub fn config_override(mut self, config: impl Into<B::Config>) -> Self {
        self.config = config.into();
        self
    }

    /// Sends the call.
    ///
    /// # Errors
    /// As the call itself.
    pub async fn send(self) -> Result<T, SdkError<E, HttpResponse>> {
        let (core, input) = self.into_call();
        core.send::<B::Call>(input.map_err(SdkError::construction_failure)?).await
    }

    /// Signs the request of the call, for somebody to send it later.
    ///
    /// # Errors
    /// If the request cannot be made, or not be signed.
    pub async fn presigned(self, config: PresigningConfig) -> Result<PresignedRequest, SdkError<E, HttpResponse>>
    where
        B::Call: Presign,
    {
        let (core, input) = self.into_call();
        core.presign::<B::Call>(input.map_err(SdkError::construction_failure)?, &config).await
    }

    /// The client with the changes, and the input.
    fn into_call(mut self) -> (Core, Result<<B::Call as Call>::Input, BuildError>) {
        for interceptor in self.interceptors {
            self.config.add_interceptor(interceptor);
        }
        let (core, input) = self.call.into_call();
        (core.overridden(self.config.overrides()), input)
    }
}

/// Changes a request right before it is signed.
struct ChangeRequest<F>(F);

impl<F> std::fmt::Debug for ChangeRequest<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangeRequest")
    }
}

impl<F: Fn(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync + 'static> Intercept for ChangeRequest<F> {
    fn name(&self) -> &'static str {
        "ChangeRequest"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        (self.0)(context.request_mut())
    }
}
