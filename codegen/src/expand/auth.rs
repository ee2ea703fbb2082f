//! Schemes of authentication: in descriptors, and what of the configuration belongs to them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Auth, AuthSchemes, SessionMaker};
use crate::model::{ApiKeyLocation, AuthScheme};

/// The schemes of a service as the elements of an array. Sessions come last: an endpoint has to ask for them.
pub(super) fn of_service(auth: &AuthSchemes) -> TokenStream {
    let elements = elements(&auth.schemes);
    let sessions = auth.sessions.as_ref().map(|SessionMaker { module, input }| {
        quote! { , &::tinsmith::auth::S3Express::<crate::operation::#module::#input>::new() }
    });
    quote! { #elements #sessions }
}

/// The schemes as the elements of an array.
fn elements(schemes: &[AuthScheme]) -> TokenStream {
    let elements = schemes.iter().map(|scheme| match scheme {
        AuthScheme::SigV4(_) => quote! { &::tinsmith::auth::SigV4 },
        AuthScheme::SigV4a(_) => quote! { &::tinsmith::auth::SigV4a },
        AuthScheme::HttpBasic => quote! { &::tinsmith::auth::HttpBasic },
        AuthScheme::HttpBearer => quote! { &::tinsmith::auth::HttpBearer },
        AuthScheme::HttpApiKey { name, location, scheme } => {
            let key = api_key(name, *location, scheme.as_deref());
            quote! { &#key }
        }
    });
    quote! { #(#elements),* }
}

fn api_key(name: &str, location: ApiKeyLocation, scheme: Option<&str>) -> TokenStream {
    match location {
        ApiKeyLocation::Header => {
            let scheme = match scheme {
                Some(scheme) => quote! { Some(#scheme) },
                None => quote! { None },
            };
            quote! { ::tinsmith::auth::HttpApiKey::Header { name: #name, scheme: #scheme } }
        }
        ApiKeyLocation::Query => quote! { ::tinsmith::auth::HttpApiKey::Query { name: #name } },
    }
}

/// What an operation says of it, unless it is as its service.
pub(super) fn fact(auth: &Auth) -> Option<TokenStream> {
    let variant = match auth {
        Auth::Service => return None,
        Auth::None => quote! { None },
        Auth::Schemes(schemes) => {
            let schemes = elements(schemes);
            quote! { Schemes(&[#schemes]) }
        }
        Auth::Optional(schemes) => {
            let schemes = elements(schemes);
            quote! { Optional(&[#schemes]) }
        }
    };
    Some(quote! { .auth(::tinsmith::operation::Auth::#variant) })
}

/// The setters of identities, and the types that they take.
pub(super) fn config(auth: &AuthSchemes) -> TokenStream {
    let mut config = TokenStream::new();
    let mut types = Vec::new();
    for scheme in &auth.all {
        let (setters, taken): (_, &[&str]) = match scheme {
            AuthScheme::SigV4(_) => continue,
            AuthScheme::SigV4a(_) => (quote! { ::tinsmith::sigv4a_config! {} }, &[]),
            AuthScheme::HttpBasic => (quote! { ::tinsmith::basic_auth_config! {} }, &["Login", "ResolveIdentity"]),
            AuthScheme::HttpBearer => (
                quote! { ::tinsmith::bearer_auth_config! {} },
                &["ProvideToken", "ResolveIdentity", "SharedTokenProvider", "Token"],
            ),
            AuthScheme::HttpApiKey { .. } => {
                (quote! { ::tinsmith::api_key_auth_config! {} }, &["ResolveIdentity", "Token"])
            }
        };
        config.extend(setters);
        types.extend(taken);
    }
    if auth.sessions.is_some() {
        config.extend(quote! { ::tinsmith::s3_express_config! {} });
    }
    types.sort_unstable();
    types.dedup();
    if !types.is_empty() {
        let types = types.into_iter().map(crate::names::ident);
        config.extend(quote! { pub use ::tinsmith::types::{#(#types),*}; });
    }
    config
}
