//! Runs the user's interceptors at each step of a call.

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::interceptors::error::InterceptorError;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// The interceptors of a call, and what they are given.
#[derive(Debug)]
pub(crate) struct Hooks<'a> {
    pub(crate) interceptors: &'a [SharedInterceptor],
    pub(crate) components: &'a RuntimeComponents,
    pub(crate) config: ConfigBag,
}

/// The result of a step.
pub(crate) type Step<T = ()> =
    Result<T, OrchestratorError<aws_smithy_runtime_api::client::interceptors::context::Error>>;

/// One function a hook: all interceptors are asked, and the last error counts. Hooks that modify take
/// the context to change, the others to read.
macro_rules! hooks {
    ($($hook:ident: $error:ident ($($mutable:ident)?) $($components:ident)?;)*) => {
        impl Hooks<'_> {
            $(
                pub(crate) fn $hook(&mut self, context: &$($mutable)? InterceptorContext) -> Step {
                    let mut result = Ok(());
                    for interceptor in self.interceptors {
                        if !interceptor.enabled(&self.config) {
                            continue;
                        }
                        let mut view = (&$($mutable)? *context).into();
                        let outcome = interceptor.$hook(
                            hooks!(@reference $($mutable)? view),
                            $(self.$components,)?
                            &mut self.config,
                        );
                        if let Err(source) = outcome {
                            let error = InterceptorError::$error(interceptor.name(), source);
                            result = Err(OrchestratorError::interceptor(error));
                        }
                    }
                    result
                }
            )*
        }
    };
    (@reference mut $view:ident) => { &mut $view };
    (@reference $view:ident) => {{
        let view = &mut $view;
        &*view
    }};
}

hooks! {
    modify_before_serialization: modify_before_serialization (mut) components;
    read_before_serialization: read_before_serialization () components;
    read_after_serialization: read_after_serialization () components;
    modify_before_retry_loop: modify_before_retry_loop (mut) components;
    read_before_attempt: read_before_attempt () components;
    modify_before_signing: modify_before_signing (mut) components;
    read_before_signing: read_before_signing () components;
    read_after_signing: read_after_signing () components;
    modify_before_transmit: modify_before_transmit (mut) components;
    read_before_transmit: read_before_transmit () components;
    read_after_transmit: read_after_transmit () components;
    modify_before_deserialization: modify_before_deserialization (mut) components;
    read_before_deserialization: read_before_deserialization () components;
    read_after_deserialization: read_after_deserialization () components;
    modify_before_attempt_completion: modify_before_attempt_completion (mut) components;
    read_after_attempt: read_after_attempt () components;
    modify_before_completion: modify_before_completion (mut) components;
    read_after_execution: read_after_execution () components;
    read_before_execution: read_before_execution ();
}
