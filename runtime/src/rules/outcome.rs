//! What a rule gives when it is selected: an endpoint (specification: "Endpoint object") or an
//! error message.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint;

use super::error::{ResolveError, RulesError};
use super::evaluation::Evaluation;
use super::expression::{Expression, parse_string};
use super::node::Node;
use super::scope::Scope;
use super::template::parse_template;

/// The result of an endpoint rule or of an error rule.
#[derive(Debug)]
pub(super) enum Outcome {
    Endpoint(Box<EndpointTemplate>),
    Error(Expression),
}

/// An endpoint whose strings are templates.
#[derive(Debug)]
pub(super) struct EndpointTemplate {
    url: Expression,
    headers: Vec<(Name, Vec<Expression>)>,
    properties: Vec<(Name, Literal)>,
}

type Name = Cow<'static, str>;

/// A property's value.
#[derive(Debug)]
enum Literal {
    /// One without templates in it.
    Fixed(Document),
    String(Expression),
    Array(Vec<Literal>),
    Record(Vec<(String, Literal)>),
}

impl Outcome {
    /// Reads the result of the rule at `node`; nothing where it is a tree rule.
    pub(super) fn parse<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Option<Self>, RulesError> {
        let ty = node.required("type")?;
        match ty.string()? {
            "endpoint" => {
                let endpoint = parse_endpoint(&node.required("endpoint")?, scope)?;
                Ok(Some(Self::Endpoint(Box::new(endpoint))))
            }
            "error" => Ok(Some(Self::Error(parse_string(&node.required("error")?, scope)?))),
            "tree" => Ok(None),
            other => Err(ty.error(format_args!("expected `endpoint`, `error` or `tree`, found `{other}`"))),
        }
    }

    /// Fills in the templates.
    pub(super) fn resolve<'a>(&'a self, evaluation: &Evaluation<'a>) -> Result<Endpoint, ResolveError> {
        match self {
            Self::Endpoint(endpoint) => endpoint.resolve(evaluation),
            Self::Error(message) => {
                let message = evaluation.string(message).ok_or_else(|| unset("error"))?;
                Err(ResolveError::Rule { message })
            }
        }
    }
}

impl EndpointTemplate {
    fn resolve<'a>(&'a self, evaluation: &Evaluation<'a>) -> Result<Endpoint, ResolveError> {
        let url = evaluation.string(&self.url).ok_or_else(|| unset("url"))?;
        if url.is_empty() {
            let reason = "its `url` is empty".to_owned();
            return Err(ResolveError::InvalidResult { reason });
        }
        let mut endpoint = Endpoint::builder().url(url);
        for (name, values) in &self.headers {
            for value in values {
                let value = evaluation.string(value).ok_or_else(|| unset(name))?;
                endpoint = endpoint.header(name.clone(), value);
            }
        }
        for (name, literal) in &self.properties {
            let value = literal.resolve(evaluation).ok_or_else(|| unset(name))?;
            endpoint = endpoint.property(name.clone(), value);
        }
        Ok(endpoint.build())
    }
}

impl Literal {
    fn is_fixed(&self) -> bool {
        match self {
            Self::Fixed(_) => true,
            Self::String(_) | Self::Array(_) | Self::Record(_) => false,
        }
    }

    fn fixed(self) -> Option<Document> {
        match self {
            Self::Fixed(document) => Some(document),
            Self::String(_) | Self::Array(_) | Self::Record(_) => None,
        }
    }

    fn resolve<'a>(&'a self, evaluation: &Evaluation<'a>) -> Option<Document> {
        Some(match self {
            Self::Fixed(document) => document.clone(),
            Self::String(expression) => Document::String(evaluation.string(expression)?),
            Self::Array(elements) => {
                let mut documents = Vec::with_capacity(elements.len());
                for element in elements {
                    documents.push(element.resolve(evaluation)?);
                }
                Document::Array(documents)
            }
            Self::Record(members) => {
                let mut documents = HashMap::with_capacity(members.len());
                for (name, member) in members {
                    documents.insert(name.clone(), member.resolve(evaluation)?);
                }
                Document::Object(documents)
            }
        })
    }
}

/// Rule sets are checked not to do this, but for what is behind a `not` of an `isSet`.
fn unset(what: &str) -> ResolveError {
    ResolveError::InvalidResult { reason: format!("its `{what}` refers to a value that is not set") }
}

const MEMBERS: [&str; 3] = ["url", "headers", "properties"];

fn parse_endpoint<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<EndpointTemplate, RulesError> {
    node.only_members(&MEMBERS)?;
    let url = parse_string(&node.required("url")?, scope)?;
    let mut headers = Vec::new();
    if let Some(node) = node.member("headers")? {
        for (name, node) in node.members()? {
            let values = node.read_elements(|value| parse_string(value, scope))?;
            headers.push((Cow::Owned(name.to_owned()), values));
        }
    }
    let mut properties = Vec::new();
    if let Some(node) = node.member("properties")? {
        for (name, node) in node.members()? {
            properties.push((property_name(name), parse_literal(&node, scope)?));
        }
    }
    Ok(EndpointTemplate { url, headers, properties })
}

/// The property that nearly every endpoint with properties has need not be copied each time.
fn property_name(name: &str) -> Name {
    match name {
        "authSchemes" => Cow::Borrowed("authSchemes"),
        _ => Cow::Owned(name.to_owned()),
    }
}

fn parse_literal(node: &Node<'_, '_>, scope: &Scope<'_>) -> Result<Literal, RulesError> {
    match node.document() {
        Document::String(text) => Ok(match parse_template(node, text, scope)? {
            Expression::String(text) => Literal::Fixed(Document::String(text.into())),
            template => Literal::String(template),
        }),
        Document::Bool(_) | Document::Number(_) => Ok(Literal::Fixed(node.document().clone())),
        Document::Array(_) => Ok(array(node.read_elements(|element| parse_literal(element, scope))?)),
        Document::Object(_) => {
            let mut members = Vec::new();
            for (name, member) in node.members()? {
                members.push((name.to_owned(), parse_literal(&member, scope)?));
            }
            Ok(record(members))
        }
        Document::Null => Err(node.error("expected the value of a property, found null")),
    }
}

fn array(elements: Vec<Literal>) -> Literal {
    if !elements.iter().all(Literal::is_fixed) {
        return Literal::Array(elements);
    }
    Literal::Fixed(Document::Array(elements.into_iter().filter_map(Literal::fixed).collect()))
}

fn record(members: Vec<(String, Literal)>) -> Literal {
    if !members.iter().all(|(_, member)| member.is_fixed()) {
        return Literal::Record(members);
    }
    let fixed = members.into_iter().filter_map(|(name, member)| Some((name, member.fixed()?)));
    Literal::Fixed(Document::Object(fixed.collect()))
}
