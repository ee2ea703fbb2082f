//! The files that hold a crate together.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{RustFile, auth, docs, manifest, table, types_crate};
use crate::ir::{Crate, Customization};
use crate::model::Protocol;
use crate::names::Name;

/// How deep types may hold each other under the limit that crates have by themselves.
const DEPTH_OF_ALL_LIMITS: usize = 30;

/// The root of the crate.
pub(crate) fn root(krate: &Crate) -> RustFile {
    let waiters = (!krate.waiters.is_empty()).then(|| quote! { pub mod waiters; });
    let (types, reexport) = match &krate.types_package {
        None => (Some(quote! { pub mod types; }), None),
        Some(package) => (None, Some(types_crate::reexport(package))),
    };
    RustFile {
        path: "src/lib.rs".to_owned(),
        docs: manifest::crate_docs(krate),
        attributes: attributes(krate).collect(),
        items: vec![
            quote! {
                pub mod builder;
                pub mod client;
                pub mod config;
                pub mod error;
                pub mod meta;
                pub mod operation;
                pub mod primitives;
                #types
                #waiters
            },
            quote! {
                mod service;
                mod service_error;
            },
            quote! {
                #[doc(inline)]
                pub use client::Client;
                #[doc(inline)]
                pub use config::Config;
                pub use service_error::Error;
                #reexport
            },
        ],
    }
}

/// The inner attributes of a crate's root.
pub(super) fn attributes(krate: &Crate) -> impl Iterator<Item = TokenStream> {
    let deprecated = quote! {
        allow(deprecated, reason = "what the model deprecates is generated all the same")
    };
    let names = quote! {
        allow(
            clippy::borrowed_box,
            clippy::deprecated_semver,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::type_complexity,
            reason = "names and types are those of the model and of the official clients"
        )
    };
    // For each level, the compiler goes through an option, a list and what that is made of.
    let limit = format!("{}", 128 + 16 * krate.depth);
    let depth = (krate.depth > DEPTH_OF_ALL_LIMITS).then(|| quote! { recursion_limit = #limit });
    depth.into_iter().chain([deprecated, names])
}

/// The module `operation`.
pub(crate) fn operation(krate: &Crate) -> RustFile {
    let modules = krate.operations.iter().map(|operation| {
        let module = &operation.module;
        let doc = docs::doc_line(&format!("The operation `{}`.", operation.name));
        quote! { #doc pub mod #module; }
    });
    let ids = if krate.service.customization.has_extended_request_ids() {
        quote! { pub use ::tinsmith::types::{RequestId, RequestIdExt}; }
    } else {
        quote! { pub use ::tinsmith::types::RequestId; }
    };
    RustFile {
        path: "src/operation.rs".to_owned(),
        docs: vec!["The operations: a module for each, with its input, output, error and builders.".to_owned()],
        attributes: Vec::new(),
        items: vec![ids, modules.collect()],
    }
}

/// The module `types`.
pub(crate) fn types(krate: &Crate) -> RustFile {
    let structures = krate.structures.iter().map(|one| (&one.module, &one.ident));
    let unions = krate.unions.iter().map(|one| (&one.module, &one.ident));
    let enums = krate.enums.iter().map(|one| (&one.module, &one.ident));
    let mut all: Vec<(&Name, &Name)> = structures.chain(unions).chain(enums).collect();
    all.sort();
    let builders = krate.structures.iter().map(|one| (&one.module, &one.builder));
    let modules = all.iter().map(|(module, _)| quote! { mod #module; });
    let exports = all.iter().map(|(module, ident)| quote! { pub use #module::#ident; });
    let builder_exports = builders.map(|(module, ident)| quote! { pub use super::#module::#ident; });
    RustFile {
        path: "src/types.rs".to_owned(),
        docs: vec!["The data types that inputs and outputs are made of.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! { pub mod error; },
            modules.collect(),
            exports.collect(),
            quote! {
                #[doc = " Builders of the data types."]
                pub mod builders {
                    #(#builder_exports)*
                }
            },
        ]
        .into_iter()
        .filter(|item: &TokenStream| !item.is_empty())
        .collect(),
    }
}

/// The module `types::error`.
pub(crate) fn errors(krate: &Crate) -> RustFile {
    let structures = krate.errors.iter().map(|one| (&one.module, &one.ident));
    let enums = krate.event_errors.iter().map(|one| (&one.module, &one.ident));
    let mut all: Vec<(&Name, &Name)> = structures.chain(enums).collect();
    all.sort();
    let modules = all.iter().map(|(module, _)| quote! { mod #module; });
    let exports = all.iter().map(|(module, ident)| quote! { pub use #module::#ident; });
    let builders = krate.errors.iter().map(|one| {
        let (module, builder) = (&one.module, &one.builder);
        quote! { pub use super::#module::#builder; }
    });
    let items: Vec<TokenStream> = vec![
        modules.collect(),
        exports.collect(),
        quote! {
            #[doc = " Builders of the errors."]
            pub mod builders {
                #(#builders)*
            }
        },
    ];
    RustFile {
        path: "src/types/error.rs".to_owned(),
        docs: vec!["The errors that the service names.".to_owned()],
        attributes: Vec::new(),
        items: items.into_iter().filter(|item| !item.is_empty()).collect(),
    }
}

/// The module `primitives`.
pub(crate) fn primitives(krate: &Crate) -> RustFile {
    let streams = krate.has_byte_streams().then(|| {
        quote! {
            pub use ::tinsmith::types::{AggregatedBytes, ByteStream, ByteStreamError, SdkBody};
            #[cfg(feature = "rt-tokio")]
            pub use ::tinsmith::types::{FsBuilder, Length};
        }
    });
    let events = (!krate.event_errors.is_empty()).then(|| {
        quote! {
            pub use ::tinsmith::event_stream::{
                EventReceiver, EventStreamSender, Header, HeaderValue, Message, StrBytes,
            };
        }
    });
    RustFile {
        path: "src/primitives.rs".to_owned(),
        docs: vec!["Simple types that come from the official runtime crates.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! {
                #streams
                pub use ::tinsmith::types::{Blob, DateTime, DateTimeFormat};
            },
            quote! {
                #[doc = " Event streams."]
                pub mod event_stream { #events }
            },
        ],
    }
}

/// The module `builder`.
pub(crate) fn builder() -> RustFile {
    RustFile {
        path: "src/builder.rs".to_owned(),
        docs: vec!["What the builders of all structures and calls share.".to_owned()],
        attributes: Vec::new(),
        items: vec![quote! { ::tinsmith::builders!(); }],
    }
}

/// The module `meta`.
pub(crate) fn meta() -> RustFile {
    RustFile {
        path: "src/meta.rs".to_owned(),
        docs: vec!["About this crate.".to_owned()],
        attributes: Vec::new(),
        items: vec![quote! {
            #[doc = " The version of this crate."]
            pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
        }],
    }
}

/// The descriptor of the service.
pub(crate) fn service(krate: &Crate) -> RustFile {
    let service = &krate.service;
    let (sdk_id, shape_name, version) = (&service.sdk_id, &service.shape_name, &service.version);
    let auth = auth::elements(&service.auth.schemes);
    let signing_name = option(service.signing_name.as_deref());
    let query_compatible = service.query_compatible;
    let xml_namespace = match &service.xml_namespace {
        Some(namespace) => {
            let namespace = table::xml_namespace(&quote! { ::tinsmith::shape::XmlNamespace }, namespace);
            quote! { Some(#namespace) }
        }
        None => quote! { None },
    };
    let parse = if service.has_decision_diagram {
        quote! { parse_bdd }
    } else {
        quote! { parse_tree }
    };
    let customization = match service.customization {
        Customization::None => quote! { NONE },
        Customization::ApiGateway => quote! { API_GATEWAY },
        Customization::Glacier => quote! { GLACIER },
        Customization::MachineLearning => quote! { MACHINE_LEARNING },
        Customization::S3 => quote! { S3 },
        Customization::S3Control => quote! { S3_CONTROL },
    };
    let protocols = service.protocols.iter().map(|protocol| protocol_path(*protocol));
    RustFile {
        path: "src/service.rs".to_owned(),
        docs: vec!["What the runtime knows of the service.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! {
                use ::tinsmith::operation::{LazyRules, Service};
                use ::tinsmith::rules::RuleSet;
                use ::tinsmith::types::EndpointResolverParams;
            },
            quote! {
                #[doc = " How endpoints are found."]
                pub(crate) static ENDPOINT_RULES: LazyRules =
                    LazyRules::new(|| RuleSet::#parse(include_str!("endpoint_rules.json")));
            },
            quote! {
                #[doc = " The service."]
                pub(crate) static SERVICE: Service = Service {
                    sdk_id: #sdk_id,
                    shape_name: #shape_name,
                    version: #version,
                    signing_name: #signing_name,
                    auth: &[#auth],
                    protocols: &[#(&#protocols),*],
                    query_compatible: #query_compatible,
                    xml_namespace: #xml_namespace,
                    package_version: env!("CARGO_PKG_VERSION"),
                    endpoint_rules: &ENDPOINT_RULES,
                    customization: &::tinsmith::customizations::#customization,
                    endpoint_params: |params| {
                        EndpointResolverParams::new(crate::config::endpoint::Params::from(params))
                    },
                };
            },
        ],
    }
}

fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote! { Some(#text) },
        None => quote! { None },
    }
}

fn protocol_path(protocol: Protocol) -> TokenStream {
    let name = protocol_name(protocol);
    quote! { ::tinsmith::protocol::#name }
}

/// The name of a protocol in the runtime.
pub(super) fn protocol_name(protocol: Protocol) -> TokenStream {
    match protocol {
        Protocol::RpcV2Cbor => quote! { RPC_V2_CBOR },
        Protocol::RpcV2Json => quote! { RPC_V2_JSON },
        Protocol::AwsJson1_0 => quote! { AWS_JSON_1_0 },
        Protocol::AwsJson1_1 => quote! { AWS_JSON_1_1 },
        Protocol::RestJson1 => quote! { REST_JSON_1 },
        Protocol::RestXml { no_error_wrapping: false } => quote! { REST_XML },
        Protocol::RestXml { no_error_wrapping: true } => quote! { REST_XML_UNWRAPPED },
        Protocol::AwsQuery => quote! { AWS_QUERY },
        Protocol::Ec2Query => quote! { EC2_QUERY },
    }
}
