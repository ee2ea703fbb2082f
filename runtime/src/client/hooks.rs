//! Runs the user's interceptors at each step of a call.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, InterceptorContext};
use aws_smithy_runtime_api::client::interceptors::error::InterceptorError;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::{Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use crate::client::Inner;
use crate::operation::Operation;

/// The interceptors of a call, and what they are given.
#[derive(Debug)]
pub(crate) struct Hooks<'a> {
    pub(crate) interceptors: &'a [SharedInterceptor],
    components: &'a RuntimeComponents,
    pub(crate) config: ConfigBag,
}

/// The result of a step.
pub(crate) type Step<T = ()> = Result<T, OrchestratorError<Error>>;

impl<'a> Hooks<'a> {
    /// Those of a call of `operation`.
    pub(crate) fn of(client: &'a Inner, operation: &'static Operation) -> Self {
        let (interceptors, components) = (&client.settings.interceptors, &client.components);
        Self { interceptors, components, config: config_bag(client, operation) }
    }

    /// Runs `hook` of all interceptors: each is asked, and the last error counts.
    pub(crate) fn run(&mut self, hook: &Hook, context: &mut InterceptorContext) -> Step {
        let mut result = Ok(());
        for interceptor in self.interceptors {
            if !interceptor.enabled(&self.config) {
                continue;
            }
            if let Err(source) = (hook.step)(interceptor, context, self.components, &mut self.config) {
                let error = (hook.error)(interceptor.name(), source);
                result = Err(OrchestratorError::interceptor(error));
            }
        }
        result
    }
}

/// What interceptors find in the configuration: which operation it is. Nobody looks without them.
fn config_bag(client: &Inner, operation: &'static Operation) -> ConfigBag {
    if client.settings.interceptors.is_empty() {
        return ConfigBag::base();
    }
    let mut layer = Layer::new("call");
    layer.store_put(Metadata::new(operation.name, operation.service.sdk_id));
    if let Some(region) = &client.settings.region {
        layer.store_put(region.clone());
    }
    ConfigBag::of_layers([layer])
}

/// A step of a call that interceptors see.
pub(crate) struct Hook {
    step: fn(&SharedInterceptor, &mut InterceptorContext, &RuntimeComponents, &mut ConfigBag) -> Result<(), BoxError>,
    error: fn(&'static str, BoxError) -> InterceptorError,
}

/// One constant a hook: those that modify are given the context to change, the others to read.
macro_rules! hooks {
    ($($constant:ident: $hook:ident $access:ident;)*) => {
        impl Hook {
            $(pub(crate) const $constant: Self = Self {
                step: |interceptor, context, components, config| {
                    hooks!(@$access interceptor.$hook(context, components, config))
                },
                error: |name, source| InterceptorError::$hook(name, source),
            };)*
        }
    };
    (@modify $interceptor:ident.$hook:ident($context:ident, $components:ident, $config:ident)) => {
        $interceptor.$hook(&mut $context.into(), $components, $config)
    };
    (@read $interceptor:ident.$hook:ident($context:ident, $components:ident, $config:ident)) => {
        $interceptor.$hook(&(&*$context).into(), $components, $config)
    };
    (@start $interceptor:ident.$hook:ident($context:ident, $components:ident, $config:ident)) => {{
        let _ = $components;
        $interceptor.$hook(&(&*$context).into(), $config)
    }};
}

hooks! {
    READ_BEFORE_EXECUTION: read_before_execution start;
    MODIFY_BEFORE_SERIALIZATION: modify_before_serialization modify;
    READ_BEFORE_SERIALIZATION: read_before_serialization read;
    READ_AFTER_SERIALIZATION: read_after_serialization read;
    MODIFY_BEFORE_RETRY_LOOP: modify_before_retry_loop modify;
    READ_BEFORE_ATTEMPT: read_before_attempt read;
    MODIFY_BEFORE_SIGNING: modify_before_signing modify;
    READ_BEFORE_SIGNING: read_before_signing read;
    READ_AFTER_SIGNING: read_after_signing read;
    MODIFY_BEFORE_TRANSMIT: modify_before_transmit modify;
    READ_BEFORE_TRANSMIT: read_before_transmit read;
    READ_AFTER_TRANSMIT: read_after_transmit read;
    MODIFY_BEFORE_DESERIALIZATION: modify_before_deserialization modify;
    READ_BEFORE_DESERIALIZATION: read_before_deserialization read;
    READ_AFTER_DESERIALIZATION: read_after_deserialization read;
    MODIFY_BEFORE_ATTEMPT_COMPLETION: modify_before_attempt_completion modify;
    READ_AFTER_ATTEMPT: read_after_attempt read;
    MODIFY_BEFORE_COMPLETION: modify_before_completion modify;
    READ_AFTER_EXECUTION: read_after_execution read;
}
