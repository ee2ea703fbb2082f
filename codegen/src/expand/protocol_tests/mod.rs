//! The tests that a model's protocol tests become: one test program, `tests/protocol`, with a module for each
//! operation and each error.

mod case;
mod events;
mod scope;
mod value;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::modules::protocol_name;
use crate::expand::{RustFile, Unmade, docs};
use crate::ir::{Crate, Endpoint, TestConfig, TestFile};
use scope::Scope;

/// The files of the tests, if there are any.
pub(crate) fn files(krate: &Crate) -> impl Iterator<Item = Unmade<'_>> {
    let main = (!krate.tests.is_empty()).then(|| Unmade::new(|| main(krate)));
    main.into_iter().chain(krate.tests.iter().map(|tests| Unmade::new(|| file(krate, tests))))
}

fn file(krate: &Crate, tests: &TestFile) -> RustFile {
    let scope = Scope::new(krate);
    let items: Vec<TokenStream> = tests.tests.iter().map(|test| case::function(&scope, test)).collect();
    RustFile {
        path: format!("tests/protocol/{}.rs", file_name(tests)),
        docs: vec![format!("Protocol tests of `{}`.", tests.subject)],
        attributes: Vec::new(),
        items: scope.uses().into_iter().chain(items).collect(),
    }
}

fn file_name(tests: &TestFile) -> String {
    tests.module.to_string().trim_start_matches("r#").to_owned()
}

/// The root of the test program: the configuration that all tests share.
fn main(krate: &Crate) -> RustFile {
    let library = scope::library(krate);
    let mut modules: Vec<_> = krate.tests.iter().map(|tests| &tests.module).collect();
    modules.sort();
    let modules = modules.into_iter().map(|module| quote! { mod #module; });
    let is_plain = |config: &TestConfig| *config == TestConfig::default();
    let mut functions = vec![quote! {
        #[doc = " The configuration of clients that are connected to `wire`."]
        fn config(wire: &Wire) -> Builder {
            Config::builder()
                .http_client(wire.clone())
                .region(Region::new("us-east-1"))
                .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
                .idempotency_token_provider("00000000-0000-4000-8000-000000000000")
                .retry_config(RetryConfig::disabled())
        }
    }];
    let configs = || krate.tests.iter().flat_map(|tests| &tests.tests).map(|test| &test.config);
    let client = configs().any(is_plain);
    if client {
        functions.push(quote! {
            #[doc = " A client that is connected to `wire`."]
            fn client(wire: &Wire) -> Client {
                Client::from_conf(config(wire).endpoint_url("https://example.com").build())
            }
        });
    }
    let clients = if client {
        quote! { Client, Config }
    } else {
        quote! { Config }
    };
    RustFile {
        path: "tests/protocol/main.rs".to_owned(),
        docs: vec![
            "What the model says of messages on the wire: each case of its protocol tests is a test.".to_owned(),
        ],
        attributes: vec![quote! { allow(deprecated, reason = "what the model deprecates is tested all the same") }],
        items: vec![
            modules.collect(),
            quote! {
                use #library::config::retry::RetryConfig;
                use #library::config::{Builder, Credentials, Region};
                use #library::{#clients};
                use tinsmith_protocol_tests::Wire;
            },
        ]
        .into_iter()
        .chain(functions)
        .collect(),
    }
}

/// The client of a test, by its configuration: an expression.
fn client(scope: &Scope<'_>, config: &TestConfig) -> TokenStream {
    if *config == TestConfig::default() {
        let client = scope.shared("client");
        return quote! { #client(&wire) };
    }
    let TestConfig { protocol, endpoint, region, auth_scheme, switches, call_switches: _ } = config;
    let (client, shared) = (scope.root("Client"), scope.shared("config"));
    let endpoint = match endpoint {
        Endpoint::Any => Some("https://example.com".to_owned()),
        Endpoint::Host(host) => Some(format!("https://{host}")),
        Endpoint::Resolved => None,
    };
    let endpoint = endpoint.map(|url| quote! { .endpoint_url(#url) });
    let region = region.as_ref().map(|region| {
        let ty = scope.config("Region");
        quote! { .region(#ty::new(#region)) }
    });
    let protocol = protocol.map(|protocol| {
        let (module, name) = (scope.config("protocol"), protocol_name(protocol));
        quote! { .protocol(&#module::#name) }
    });
    let auth_scheme = auth_scheme.as_ref().map(|scheme| {
        let preference = scope.support("auth_scheme");
        quote! { .auth_scheme_preference(#preference(#scheme)) }
    });
    let switches = switches.iter().map(|(setter, value)| quote! { .#setter(#value) });
    quote! { #client::from_conf(#shared(&wire) #endpoint #region #protocol #auth_scheme #(#switches)* .build()) }
}

/// Documentation of a test, as a person would write it above.
fn documentation(lines: &crate::ir::Docs) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    docs::doc(&lines.lines().join("\n"))
}
