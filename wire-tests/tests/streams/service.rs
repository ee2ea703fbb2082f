//! A service that keeps files: its operations and their shapes, as they are generated for a model.

use std::sync::{Arc, LazyLock};

use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_types::byte_stream::ByteStream;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::error::Unhandled;
use tinsmith::operation::{Call, LazyRules, Operation, Service};
use tinsmith::protocol::REST_JSON_1;
use tinsmith::rules::RuleSet;
use tinsmith::shape::{Member, Place, Shape, Structure, Value};
use tinsmith::types::{Credentials, Region, SharedCredentialsProvider};

pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

static RULES: LazyRules = LazyLock::new(|| {
    RuleSet::parse(
        r#"{
            "version": "1.0",
            "parameters": { "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint", "required": true } },
            "rules": [{ "type": "endpoint", "conditions": [], "endpoint": { "url": { "ref": "Endpoint" } } }]
        }"#,
    )
});

static SERVICE: Service = Service {
    sdk_id: "Files",
    shape_name: "Files",
    version: "2026-01-01",
    signing_name: Some("files"),
    auth: &[&tinsmith::auth::SigV4],
    protocols: &[&REST_JSON_1],
    query_compatible: false,
    xml_namespace: None,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    customization: &tinsmith::customizations::NONE,
    endpoint_params: EndpointResolverParams::new,
};

/// The settings of a client of the service at `url`, whose transport the environment has no say in.
pub(crate) fn settings(url: String) -> Settings {
    let http = tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build();
    let credentials = Credentials::new("AKIDEXAMPLE", SECRET, None, None, "test");
    Settings {
        endpoint_url: Some(url),
        region: Some(Region::from_static("eu-central-1")),
        credentials_provider: Some(SharedCredentialsProvider::new(credentials)),
        http_client: Some(http),
        ..Settings::default()
    }
}

pub(crate) fn client(settings: Settings) -> Core {
    Core::new(&SERVICE, Arc::new(settings))
}

/// A structure whose first member is a stream in the body.
macro_rules! file {
    ($name:ident { $stream:expr, $($index:literal $field:ident $place:expr,)* }) => {
        #[derive(Debug)]
        pub(crate) struct $name {
            pub(crate) body: ByteStream,
            $(pub(crate) $field: Option<String>,)*
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self { body: Value::empty(), $($field: None,)* }
            }

            fn shape(&self) -> &'static Shape {
                const SHAPE: &Shape = &Shape::structure(stringify!($name), stringify!($name), &[
                    $stream,
                    $(Member::new(stringify!($field), stringify!($field)).place(&$place),)*
                ]);
                SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn Value> {
                match index {
                    0 => Some(&self.body),
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
                match index {
                    0 => Some(&mut self.body),
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

const BODY: Member = Member::new("body", "body").place(&Place::Payload);

file!(UploadInput { BODY, 1 name Place::Label, });
file!(StoreInput { BODY.requires_length(), 1 name Place::Label, });
file!(DownloadOutput { BODY, 1 kind Place::Header("content-type"), });

/// A structure without members.
macro_rules! nothing {
    ($name:ident) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Structure for $name {
            fn empty() -> Self {
                Self
            }

            fn shape(&self) -> &'static Shape {
                const SHAPE: &Shape = &Shape::structure(stringify!($name), stringify!($name), &[]);
                SHAPE
            }

            fn get(&self, _: usize) -> Option<&dyn Value> {
                None
            }

            fn get_mut(&mut self, _: usize) -> Option<&mut dyn Value> {
                None
            }
        }
    };
}

nothing!(UploadOutput);
nothing!(DownloadInput);

macro_rules! operation {
    ($name:ident: $input:ident, $output:ident, $method:literal $uri:literal $(, $fact:ident)?) => {
        pub(crate) struct $name;

        impl Call for $name {
            type Input = $input;
            type Output = $output;
            type Error = FilesError;
            const OPERATION: &'static Operation =
                &Operation::new(&SERVICE, stringify!($name)).http($method, $uri)$(.$fact())?;
        }
    };
}

operation!(Upload: UploadInput, UploadOutput, "PUT" "/{name}");
operation!(Store: StoreInput, UploadOutput, "POST" "/{name}", unsigned_payload);
operation!(Download: DownloadInput, DownloadOutput, "GET" "/");

/// The error of every operation.
pub(crate) enum FilesError {
    Unhandled(Unhandled),
}

tinsmith::operation_error! { FilesError into AnyError; }

/// The error of the service.
pub(crate) enum AnyError {
    Unhandled(Unhandled),
}

tinsmith::service_error! { AnyError; }
