//! The macro that gives each service endpoint parameters and resolvers of its own types.

/// Declares `Params`, `ParamsBuilder`, `InvalidParams`, `ResolveEndpoint` and `DefaultResolver` of a
/// service, whose rules are `rules`. The getters and setters of the parameters are added by hand.
#[macro_export]
macro_rules! endpoint_resolver {
    (rules: $rules:path $(,)?) => {
        pub use $crate::types::{Endpoint, EndpointFuture, SharedEndpointResolver};

        /// What endpoints depend on.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Params {
            inner: $crate::config::EndpointParams,
        }

        impl Params {
            /// A builder in which only defaults are set.
            #[inline]
            pub fn builder() -> ParamsBuilder {
                ParamsBuilder::default()
            }
        }

        impl ::core::convert::From<$crate::rules::Params> for Params {
            #[inline]
            fn from(params: $crate::rules::Params) -> Self {
                Self { inner: $crate::config::EndpointParams::from(params) }
            }
        }

        /// Builds [`Params`].
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct ParamsBuilder {
            values: ::std::vec::Vec<(usize, ::core::option::Option<$crate::rules::ParamValue>)>,
        }

        impl ParamsBuilder {
            #[inline]
            fn set(&mut self, index: usize, value: ::core::option::Option<$crate::rules::ParamValue>) {
                self.values.push((index, value));
            }

            /// The parameters.
            ///
            /// # Errors
            /// If a parameter is required, has no default and is not set.
            #[inline]
            pub fn build(self) -> ::core::result::Result<Params, InvalidParams> {
                let inner = $crate::config::EndpointParams::build(&$rules, self.values)?;
                ::core::result::Result::Ok(Params { inner })
            }
        }

        /// Why parameters could not be built.
        pub type InvalidParams = $crate::config::InvalidParams;

        /// What finds the endpoint for parameters.
        pub trait ResolveEndpoint: ::core::marker::Send + ::core::marker::Sync + ::core::fmt::Debug {
            /// Finds the endpoint for `params`.
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

            /// This resolver, as the configuration takes it.
            #[inline]
            fn into_shared_resolver(self) -> SharedEndpointResolver
            where
                Self: ::core::marker::Sized + 'static,
            {
                shared(self)
            }
        }

        /// The resolver by the service's own rules.
        #[derive(Clone, Debug, Default)]
        pub struct DefaultResolver;

        impl DefaultResolver {
            /// The resolver.
            #[inline]
            pub fn new() -> Self {
                Self
            }
        }

        impl ResolveEndpoint for DefaultResolver {
            #[inline]
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
                EndpointFuture::ready(params.inner.resolve(&$rules))
            }
        }

        /// Takes the type of the parameters away from a resolver.
        #[derive(Debug)]
        struct Erased<T>(T);

        impl<T: ResolveEndpoint> $crate::types::ResolveEndpoint for Erased<T> {
            #[inline]
            fn resolve_endpoint<'a>(&'a self, params: &'a $crate::types::EndpointResolverParams) -> EndpointFuture<'a> {
                match params.get::<Params>() {
                    ::core::option::Option::Some(params) => self.0.resolve_endpoint(params),
                    ::core::option::Option::None => EndpointFuture::ready(::core::result::Result::Err(
                        "the endpoint parameters are those of another service".into(),
                    )),
                }
            }
        }

        pub(super) fn shared(resolver: impl ResolveEndpoint + 'static) -> SharedEndpointResolver {
            SharedEndpointResolver::new(Erased(resolver))
        }
    };
}

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::endpoint::Endpoint;

use crate::operation::LazyRules;
use crate::rules::{ParamError, ParamValue, Params};

/// Endpoint parameters behind a service's own type.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointParams(Params);

impl From<Params> for EndpointParams {
    #[inline]
    fn from(params: Params) -> Self {
        Self(params)
    }
}

impl EndpointParams {
    /// The parameters of `rules` with these values by index; defaults where there are none.
    ///
    /// # Errors
    /// If a parameter is required, has no default and has no value.
    #[inline]
    pub fn build(rules: &LazyRules, values: Vec<(usize, Option<ParamValue>)>) -> Result<Self, InvalidParams> {
        let rules = rules.as_ref().map_err(|error| InvalidParams { message: error.to_string() })?;
        let mut params = rules.params();
        let invalid = |error: ParamError| InvalidParams { message: error.to_string() };
        for (index, value) in values {
            params.set_at(index, value).map_err(invalid)?;
        }
        for (index, parameter) in rules.parameters().iter().enumerate() {
            if params.values()[index].is_none() {
                params.set_at(index, parameter.default.clone()).map_err(invalid)?;
            }
        }
        let missing = rules.parameters().iter().find(|one| one.required && params.get(&one.name).is_none());
        match missing {
            Some(one) => Err(InvalidParams { message: format!("the parameter `{}` is required", one.name) }),
            None => Ok(Self(params)),
        }
    }

    /// The endpoint by `rules`.
    ///
    /// # Errors
    /// What the rules say against the parameters.
    #[inline]
    pub fn resolve(&self, rules: &LazyRules) -> Result<Endpoint, BoxError> {
        let rules = rules.as_ref().map_err(ToString::to_string)?;
        Ok(rules.resolve(&self.0)?)
    }

    #[inline]
    fn value(&self, index: usize) -> Option<&ParamValue> {
        self.0.values().get(index)?.as_ref()
    }

    /// The text at `index`.
    #[inline]
    pub fn string(&self, index: usize) -> Option<&str> {
        match self.value(index)? {
            ParamValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean at `index`.
    #[inline]
    pub fn boolean(&self, index: usize) -> Option<bool> {
        match self.value(index)? {
            ParamValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The texts at `index`.
    #[inline]
    pub fn string_array(&self, index: usize) -> Option<&[String]> {
        match self.value(index)? {
            ParamValue::StringArray(items) => Some(items),
            _ => None,
        }
    }
}

/// Why endpoint parameters could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidParams {
    message: String,
}

impl std::fmt::Display for InvalidParams {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "invalid endpoint parameters: {}", self.message)
    }
}

impl std::error::Error for InvalidParams {}
