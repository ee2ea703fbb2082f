//! What the tests of protocols share: a structure of any members, and a service that does nothing.

use std::sync::LazyLock;

use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use crate::operation::{LazyRules, Service};
use crate::rules::RuleSet;
use crate::shape::{Shape, Structure, Value, debug_structure};

static RULES: LazyRules = LazyLock::new(|| RuleSet::parse(r#"{"version": "1.0", "parameters": {}, "rules": []}"#));

pub(crate) static SERVICE: Service = service(false);

/// The same, as one that had awsQuery once.
pub(crate) static QUERY_COMPATIBLE: Service = service(true);

const fn service(query_compatible: bool) -> Service {
    Service {
        sdk_id: "Test",
        shape_name: "Test",
        version: "2020-01-01",
        signing_name: None,
        auth: &[&crate::auth::SigV4],
        protocols: &[],
        query_compatible,
        xml_namespace: None,
        package_version: "0.0.0",
        endpoint_rules: &RULES,
        customization: &crate::customizations::NONE,
        endpoint_params: EndpointResolverParams::new,
    }
}

/// A structure whose members are what a test gives it.
pub(crate) struct Record {
    shape: &'static Shape,
    values: Vec<Box<dyn Value>>,
}

impl Record {
    /// A structure of `shape` with these members.
    pub(crate) fn new(shape: &'static Shape, values: Vec<Box<dyn Value>>) -> Self {
        assert_eq!(shape.members.len(), values.len());
        Self { shape, values }
    }
}

impl Structure for Record {
    fn empty() -> Self {
        static EMPTY: Shape = Shape::structure("Empty", "Empty", &[]);
        Self::new(&EMPTY, Vec::new())
    }

    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.values.get(index).map(|value| &**value)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.values.get_mut(index).map(|value| &mut **value as &mut dyn Value)
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug_structure(self.shape.name, self, f)
    }
}

/// A response of this status with these headers.
pub(crate) fn response(status: u16, headers: &[(&'static str, &str)]) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::try_from(status).unwrap(), SdkBody::empty());
    for (name, value) in headers {
        response.headers_mut().try_append(*name, (*value).to_owned()).unwrap();
    }
    response
}
