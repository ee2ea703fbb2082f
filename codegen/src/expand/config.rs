//! The module `config`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::modules::protocol_name;
use crate::expand::{RustFile, auth, docs};
use crate::ir::{Crate, EndpointParam, ParamType};
use crate::model::Protocol;

/// The file of the configuration.
pub(crate) fn file(krate: &Crate) -> RustFile {
    let params = krate.service.client_params.iter().map(|param| {
        let (ident, set_ident, name, docs) = (&param.ident, &param.set_ident, &param.name, &param.docs);
        let ty = match param.ty {
            ParamType::String => quote! { ::std::string::String },
            ParamType::Boolean => quote! { bool },
            ParamType::StringArray => quote! { ::std::vec::Vec<::std::string::String> },
        };
        quote! { #docs #ident, #set_ident: #ty = #name; }
    });
    let checksums = krate.has_checksum_choices().then(|| {
        quote! {
            ::tinsmith::checksum_config! {}
            pub use ::tinsmith::types::{RequestChecksumCalculation, ResponseChecksumValidation};
        }
    });
    let protocols = (krate.service.protocols.len() > 1).then(|| protocols(&krate.service.protocols));
    let compression = krate.has_compression().then(|| quote! { ::tinsmith::compression_config! {} });
    let accounts = krate.service.has_account_endpoints.then(|| quote! { ::tinsmith::account_id_config! {} });
    RustFile {
        path: "src/config.rs".to_owned(),
        docs: vec!["Configuration of the client.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! {
                ::tinsmith::service_config! {
                    service: crate::service::SERVICE,
                    params: [#(#params)*]
                }
            },
            checksums.unwrap_or_default(),
            protocols.unwrap_or_default(),
            compression.unwrap_or_default(),
            accounts.unwrap_or_default(),
            auth::config(&krate.service.auth),
            quote! {
                pub use ::tinsmith::client::IdentityCache;
                pub use ::tinsmith::types::{
                    AppName, AsyncSleep, BehaviorVersion, ConfigBag, Credentials, FrameworkMetadata, FrozenLayer, HttpClient,
                    Intercept, IntoShared, Layer, ProvideCredentials, Region, ResolveCachedIdentity, RuntimeComponents,
                    RuntimeComponentsBuilder, RuntimePlugin, SharedAsyncSleep, SharedCredentialsProvider, SharedHttpClient,
                    SharedIdentityCache, SharedInterceptor, SharedRuntimePlugin, Sleep, StalledStreamProtectionConfig,
                };
            },
            quote! { pub mod endpoint; },
            submodule(
                "http",
                "HTTP requests and responses.",
                quote! { pub use ::tinsmith::types::{HttpRequest, HttpResponse}; },
            ),
            submodule(
                "interceptors",
                "What interceptors are given at each step of a call.",
                quote! {
                    pub use ::tinsmith::types::interceptors::context::{
                        AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
                        BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
                        BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
                        BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut, FinalizerInterceptorContextRef,
                        InterceptorContext,
                    };
                },
            ),
            submodule(
                "retry",
                "Whether and how calls are tried again.",
                quote! {
                    pub use ::tinsmith::types::retries::ShouldAttempt;
                    pub use ::tinsmith::types::retries::classifiers::{ClassifyRetry, RetryAction};
                    pub use ::tinsmith::types::{ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode};
                },
            ),
            submodule(
                "timeout",
                "How long what may take.",
                quote! { pub use ::tinsmith::types::{TimeoutConfig, TimeoutConfigBuilder}; },
            ),
        ]
        .into_iter()
        .filter(|item: &TokenStream| !item.is_empty())
        .collect(),
    }
}

/// The choice of a protocol, of several.
fn protocols(protocols: &[Protocol]) -> TokenStream {
    let names = protocols.iter().map(|protocol| protocol_name(*protocol));
    let choice = submodule(
        "protocol",
        "The protocols that the service speaks, the preferred one first.",
        quote! { pub use ::tinsmith::protocol::{Protocol, #(#names),*}; },
    );
    quote! {
        ::tinsmith::protocol_config! {}
        #choice
    }
}

fn submodule(name: &str, doc: &str, content: TokenStream) -> TokenStream {
    let ident = crate::names::ident(name);
    let doc = docs::doc_line(doc);
    quote! { #doc pub mod #ident { #content } }
}

/// The file of endpoint parameters and resolvers.
pub(crate) fn endpoint_file(krate: &Crate) -> RustFile {
    let params = &krate.service.endpoint_params;
    RustFile {
        path: "src/config/endpoint.rs".to_owned(),
        docs: vec!["Where calls go.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! {
                ::tinsmith::endpoint_resolver! {
                    rules: crate::service::ENDPOINT_RULES
                }
            },
            getters(params),
            setters(params),
        ],
    }
}

fn getters(params: &[EndpointParam]) -> TokenStream {
    let getters = params.iter().enumerate().map(|(index, param)| {
        let index = Literal::usize_unsuffixed(index);
        let (ident, docs) = (&param.ident, &param.docs);
        let (ty, function) = match param.ty {
            ParamType::String => (quote! { &str }, quote! { string }),
            ParamType::Boolean => (quote! { bool }, quote! { boolean }),
            ParamType::StringArray => (quote! { &[String] }, quote! { string_array }),
        };
        quote! {
            #docs
            pub fn #ident(&self) -> Option<#ty> {
                self.inner.#function(#index)
            }
        }
    });
    quote! {
        #[doc = " The parameters."]
        impl Params {
            #(#getters)*
        }
    }
}

fn setters(params: &[EndpointParam]) -> TokenStream {
    let setters = params.iter().enumerate().map(|(index, param)| {
        let index = Literal::usize_unsuffixed(index);
        let (ident, set_ident, docs) = (&param.ident, &param.set_ident, &param.docs);
        let ty = match param.ty {
            ParamType::String => quote! { String },
            ParamType::Boolean => quote! { bool },
            ParamType::StringArray => quote! { Vec<String> },
        };
        quote! {
            #docs
            pub fn #ident(self, value: impl Into<#ty>) -> Self {
                self.#set_ident(Some(value.into()))
            }

            #docs
            pub fn #set_ident(mut self, value: Option<#ty>) -> Self {
                self.set(#index, value.map(Into::into));
                self
            }
        }
    });
    quote! {
        #[doc = " The parameters."]
        impl ParamsBuilder {
            #(#setters)*
        }
    }
}
