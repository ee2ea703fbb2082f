//! What the model of a service says of it.

use std::fmt;

use serde_json::{Value, json};
use tinsmith_codegen::CheckedModel;
use tinsmith_codegen::model::{AuthScheme, Protocol, Traits};

use crate::job::Job;
use crate::protocols;

/// What the model of a service says of it.
#[derive(Debug)]
pub(super) struct Facts {
    id: String,
    sdk_id: Option<String>,
    pub(super) version: String,
    pub(super) protocols: Vec<&'static str>,
    auth: Vec<&'static str>,
    pub(super) operations: usize,
    pub(super) shapes: usize,
    pub(super) paginators: usize,
    pub(super) waiters: usize,
    /// How many cases of endpoints the model has.
    pub(super) endpoint_cases: usize,
    pub(super) support: Support,
}

/// Whether a service is supported.
#[derive(Debug)]
pub(super) enum Support {
    /// It can be generated, and the runtime speaks this protocol of it.
    Full(&'static str),
    /// It can be generated, but the runtime speaks none of its protocols yet.
    NoProtocol,
}

impl Support {
    pub(super) fn is_full(&self) -> bool {
        matches!(self, Support::Full(_))
    }
}

impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Support::Full(_) => f.write_str("yes"),
            Support::NoProtocol => f.write_str("no: its protocol is not spoken yet"),
        }
    }
}

/// Reads the model of a job, or says the first thing that is wrong with it, in a line.
pub(super) fn facts(job: &Job) -> Result<Facts, String> {
    let texts = job.read_texts().map_err(|error| format!("{error:#}"))?;
    match job.load(&texts) {
        Ok(model) => Ok(facts_of(&model, &job.options.protocols)),
        Err(faults) => Err(faults.iter().next().map(|fault| fault.message.clone()).unwrap_or_default()),
    }
}

fn facts_of(model: &CheckedModel, wanted: &[Protocol]) -> Facts {
    let (id, service) = model.service();
    let none = Traits::default();
    let traits = model.shape(id).map_or(&none, |shape| &shape.traits);
    let protocols: Vec<Protocol> =
        traits.protocols().filter(|protocol| wanted.is_empty() || wanted.contains(protocol)).collect();
    let spoken = protocols.iter().copied().find(|protocol| protocols::is_spoken(*protocol));
    let operations = || model.operations().iter().filter_map(|id| model.shape(id)).map(|shape| &shape.traits);
    Facts {
        id: id.to_string(),
        sdk_id: traits.service().map(|service| service.sdk_id.clone()),
        version: service.version.clone(),
        protocols: protocols.into_iter().map(protocols::name).collect(),
        auth: traits.auth_schemes().map(scheme_name).collect(),
        operations: model.operations().len(),
        shapes: model.closure().len(),
        paginators: operations().filter(|traits| traits.paginated().is_some()).count(),
        waiters: operations().filter_map(|traits| Some(traits.waitable()?.as_object()?.len())).sum(),
        endpoint_cases: traits.endpoint_tests().and_then(|tests| tests["testCases"].as_array()).map_or(0, Vec::len),
        support: spoken.map_or(Support::NoProtocol, |protocol| Support::Full(protocols::name(protocol))),
    }
}

fn scheme_name(scheme: &AuthScheme) -> &'static str {
    match scheme {
        AuthScheme::SigV4(_) => "sigv4",
        AuthScheme::SigV4a(_) => "sigv4a",
        AuthScheme::HttpBasic => "httpBasicAuth",
        AuthScheme::HttpBearer => "httpBearerAuth",
        AuthScheme::HttpApiKey { .. } => "httpApiKeyAuth",
    }
}

impl Facts {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "sdkId": self.sdk_id,
            "version": self.version,
            "protocols": self.protocols,
            "auth": self.auth,
            "operations": self.operations,
            "shapes": self.shapes,
            "paginators": self.paginators,
            "waiters": self.waiters,
            "endpointCases": self.endpoint_cases,
            "protocol": match self.support { Support::Full(name) => Some(name), Support::NoProtocol => None },
        })
    }
}
