//! What the crate knows of the service as a whole.

use crate::ir::{AuthSchemes, Docs};
use crate::model::Protocol;
use crate::names::Name;

/// The service itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// `sdkId`.
    pub sdk_id: String,
    /// What people call it: the title, or the SDK id.
    pub title: String,
    /// The title as Markdown.
    pub title_docs: String,
    /// The name of the service's shape.
    pub shape_name: String,
    /// The version of the interface.
    pub version: String,
    /// The name that requests are signed for.
    pub signing_name: Option<String>,
    /// How requests prove who sent them.
    pub auth: AuthSchemes,
    /// The protocols, the preferred one first.
    pub protocols: Vec<Protocol>,
    /// Whether errors go by the codes that they had in awsQuery.
    pub query_compatible: bool,
    /// The namespace of root elements in XML: URI and prefix.
    pub xml_namespace: Option<(String, Option<String>)>,
    /// The documentation.
    pub docs: Docs,
    /// The endpoint rules, as minified JSON.
    pub endpoint_rules: String,
    /// Whether the rules are a decision diagram, and not a tree.
    pub has_decision_diagram: bool,
    /// The parameters of the endpoint rules.
    pub endpoint_params: Vec<EndpointParam>,
    /// The parameters that clients may set.
    pub client_params: Vec<ClientParam>,
    /// Whether there are endpoints for each account.
    pub has_account_endpoints: bool,
    /// What its clients do beyond its model.
    pub customization: Customization,
}

/// What the clients of a service do beyond its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Customization {
    None,
    ApiGateway,
    Glacier,
    MachineLearning,
    S3,
    S3Control,
}

/// A parameter of the endpoint rules.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The parameter's name.
    pub name: String,
    /// The getter and setter.
    pub ident: Name,
    /// The `set_` function.
    pub set_ident: Name,
    /// Its type.
    pub ty: ParamType,
    /// Its documentation.
    pub docs: Docs,
}

/// The type of an endpoint parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the types of the rules language")]
pub enum ParamType {
    String,
    Boolean,
    StringArray,
}

/// An endpoint parameter that clients may set.
#[derive(Clone, Debug)]
pub struct ClientParam {
    /// The parameter's name.
    pub name: String,
    /// The setter.
    pub ident: Name,
    /// The `set_` function.
    pub set_ident: Name,
    /// Its type.
    pub ty: ParamType,
    /// Its documentation.
    pub docs: Docs,
}
