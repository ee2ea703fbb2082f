//! Names that two things of one scope would share in Rust: faults of the model, found before rustc does.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::check::CheckedModel;
use crate::fault::{Fault, MALFORMED_NAME, NAME_CLASH, quote};
use crate::ir::{ClientParam, EndpointParam};
use crate::model::{ShapeId, ShapeKind};
use crate::names::{self, Name};
use crate::plan::Planner;

/// How many bytes the name of a file may have, without its extension.
const LONGEST_FILE_NAME: usize = 200;

/// The functions of `config::endpoint::Params` and its builder.
const PARAMS_FUNCTIONS: &[&str] = &["build", "builder", "set"];

/// The functions of `config::Builder`, of all that the runtime gives it: a parameter of the same name cannot be set.
const CONFIG_FUNCTIONS: &[&str] = &[
    "allow_no_auth",
    "app_name",
    "apply_test_defaults",
    "apply_test_defaults_v2",
    "auth_scheme_preference",
    "behavior_version",
    "behavior_version_latest",
    "build",
    "credentials_provider",
    "default",
    "disable_clock_skew_correction",
    "disable_request_compression",
    "endpoint_resolver",
    "endpoint_url",
    "framework_metadata",
    "http_client",
    "idempotency_token_provider",
    "identity_cache",
    "interceptor",
    "interceptors",
    "new",
    "protocol",
    "push_framework_metadata",
    "push_interceptor",
    "push_retry_classifier",
    "region",
    "request_checksum_calculation",
    "request_min_compression_size_bytes",
    "response_checksum_validation",
    "retry_classifier",
    "retry_classifiers",
    "retry_config",
    "set_allow_no_auth",
    "set_app_name",
    "set_auth_scheme_preference",
    "set_behavior_version",
    "set_credentials_provider",
    "set_disable_clock_skew_correction",
    "set_disable_request_compression",
    "set_endpoint_resolver",
    "set_endpoint_url",
    "set_http_client",
    "set_idempotency_token_provider",
    "set_identity_cache",
    "set_interceptors",
    "set_protocol",
    "set_region",
    "set_request_checksum_calculation",
    "set_request_min_compression_size_bytes",
    "set_response_checksum_validation",
    "set_retry_classifiers",
    "set_retry_config",
    "set_sleep_impl",
    "set_stalled_stream_protection",
    "set_time_source",
    "set_timeout_config",
    "set_use_dual_stack",
    "set_use_fips",
    "settings",
    "signing_name",
    "sleep_impl",
    "stalled_stream_protection",
    "time_source",
    "timeout_config",
    "to_builder",
    "use_dual_stack",
    "use_fips",
    "with_test_defaults",
    "with_test_defaults_v2",
];

/// What takes a name: something called `name` in the model, at `id`.
struct Claim<'n> {
    id: &'n ShapeId,
    name: &'n str,
}

impl<'m> Planner<'m> {
    /// Reports operations, types, errors and waiters that share a name.
    pub(super) fn shape_clashes(&mut self) {
        let model = self.model;
        let claim = |id: &'m ShapeId| Claim { id, name: id.name() };
        let type_name = |id: &'m ShapeId| (claim(id), names::type_name(model.name_of(id)));
        self.clashes(model.operations().iter().map(|id| (claim(id), names::function(model.name_of(id)))), &[]);
        let (errors, others): (Vec<_>, Vec<_>) = model
            .closure()
            .iter()
            .filter(|id| self.is_type(id))
            .partition(|id| model.shape(id).is_some_and(|shape| shape.traits.error().is_some()));
        self.clashes(others.into_iter().map(type_name), &[]);
        let streams = model.closure().iter().filter(|id| self.is_event_stream(id));
        let streams: Vec<_> = streams.map(|id| (claim(id), self.event_error_name(id))).collect();
        self.clashes(errors.into_iter().map(type_name).chain(streams), &["Unhandled"]);
        let waiters = model
            .operations()
            .iter()
            .flat_map(|id| waiter_names(model, id).map(move |name| (Claim { id, name }, names::snake(name))));
        self.clashes(waiters, &[]);
        self.long_names();
    }

    /// Reports parameters of endpoints that share a function, with each other or with what takes them.
    pub(super) fn param_clashes(&mut self, params: &[EndpointParam], client_params: &[ClientParam]) {
        let (id, _) = self.model.service();
        let claims = |name, functions: [&Name; 2]| functions.map(|function| (Claim { id, name }, function.to_string()));
        let all = params.iter().flat_map(|param| claims(&param.name, [&param.ident, &param.set_ident]));
        self.clashes(all, PARAMS_FUNCTIONS);
        let all = client_params.iter().flat_map(|param| claims(&param.name, [&param.ident, &param.set_ident]));
        self.clashes(all, CONFIG_FUNCTIONS);
    }

    /// Reports types, operations and waiters whose files would have names that file systems do not take.
    fn long_names(&mut self) {
        let model = self.model;
        let shapes = model.closure().iter().filter(|id| self.is_type(id)).chain(model.operations());
        let waiters = model.operations().iter().flat_map(|id| waiter_names(model, id).map(move |name| (id, name)));
        let names = shapes.map(|id| (id, model.name_of(id))).chain(waiters);
        let long = names.filter(|(_, name)| names::module(name).len() > LONGEST_FILE_NAME);
        let faults: Vec<Fault> = long
            .map(|(id, name)| {
                let message = format!("{} is too long for the name of a file", quote(name));
                model.fault(MALFORMED_NAME, id, None, message)
            })
            .collect();
        self.faults.extend(faults);
    }

    /// Whether the shape becomes a type outside of the modules of operations.
    fn is_type(&self, id: &ShapeId) -> bool {
        self.model.shape(id).is_some_and(|shape| match &shape.kind {
            ShapeKind::Structure(_) => shape.traits.error().is_some() || self.nested.contains(id),
            ShapeKind::Union(_) | ShapeKind::Enum(_) => true,
            ShapeKind::String => shape.traits.unnamed_enum().is_some(),
            _ => false,
        })
    }

    /// Reports everything of which a name is taken already, once. Every client has the names `taken`.
    fn clashes<'n>(&mut self, claims: impl Iterator<Item = (Claim<'n>, String)>, taken: &[&str]) {
        let mut seen: BTreeMap<String, Option<&str>> = taken.iter().map(|name| ((*name).to_owned(), None)).collect();
        let mut reported = None;
        for (claim, rust_name) in claims {
            let Some(other) = seen.insert(rust_name.clone(), Some(claim.name)) else { continue };
            if reported == Some((claim.id, claim.name)) {
                continue;
            }
            reported = Some((claim.id, claim.name));
            let other =
                other.map_or("which every client has".to_owned(), |name| format!("and so does {}", quote(name)));
            let message = format!("{} becomes {} in Rust, {other}", quote(claim.name), quote(&rust_name));
            self.faults.push(self.model.fault(NAME_CLASH, claim.id, None, message));
        }
    }
}

/// The names of an operation's waiters.
fn waiter_names<'m>(model: &'m CheckedModel, id: &ShapeId) -> impl Iterator<Item = &'m str> {
    let waiters = model.shape(id).and_then(|shape| shape.traits.waitable()).and_then(Value::as_object);
    waiters.into_iter().flatten().map(|(name, _)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sources of the runtime's macros that add functions to `config::Builder`.
    const MACROS: [&str; 4] = [
        include_str!("../../../runtime/src/config/service_config.rs"),
        include_str!("../../../runtime/src/config/protocol.rs"),
        include_str!("../../../runtime/src/config/compression.rs"),
        include_str!("../../../runtime/src/config/idempotency.rs"),
    ];

    #[test]
    fn the_functions_of_the_builder_are_known() {
        for line in MACROS.iter().flat_map(|text| text.lines()).map(str::trim_start) {
            let functions = match (line.strip_prefix("pub fn "), line.split_once(',')) {
                (Some(function), _) if line.contains("self") => vec![function.split(['(', '<']).next().unwrap()],
                (None, Some((name, rest))) if rest.trim_start().starts_with(&format!("set_{name}:")) => {
                    vec![name, &rest.trim_start()[.."set_".len() + name.len()]]
                }
                _ => continue,
            };
            for function in functions.into_iter().filter(|function| !function.starts_with('$')) {
                assert!(CONFIG_FUNCTIONS.contains(&function), "{function}");
            }
        }
    }
}
