//! Operations: how they are called, what they return, and what is sent.

use std::collections::BTreeMap;

use super::wire::{optional, quoted};
use super::{At, Comparison, Kind, Pair, pairs};
use crate::ir::{Auth, AuthSchemes, Checksums, ErrorVariant, Operation, StaticParam};
use crate::model::AuthScheme;

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old.krate, self.new.krate);
        for pair in pairs(&old.operations, &new.operations, |operation| operation.ident.to_string()) {
            match pair {
                Pair::Added(operation) => {
                    let at = call(operation, self.new.operation(&operation.name).map(|id| id.as_str()));
                    self.say(Kind::OperationAdded, &at);
                }
                Pair::Removed(operation) => {
                    let at = call(operation, self.old.operation(&operation.name).map(|id| id.as_str()));
                    self.say(Kind::OperationRemoved, &at);
                }
                Pair::Both(old, new) => self.operation(old, new),
            }
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        let ids = (self.old.operation(&old.name), self.new.operation(&new.name));
        let at = call(new, ids.1.map(|id| id.as_str()));
        self.request(&at, old, new);
        self.parameters(&at, old, new);
        self.checksums(&at, old, new);
        self.deprecation(&at, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.docs(&at, &old.docs, &new.docs);
        let enum_path = format!("operation::{}::{}", new.module, new.error);
        self.error_variants(&enum_path, &at.shape, &old.errors, &new.errors);
        self.paginator(&at, old, new);
        if let (Some(old_id), Some(new_id)) = ids {
            let path = |ident| format!("operation::{}::{ident}", new.module);
            let (from, to) = (self.old.input_of(old_id), self.new.input_of(new_id));
            self.structure(&path(&new.input.ident), (from, &old.input), (to, &new.input));
            let (from, to) = (self.old.output_of(old_id), self.new.output_of(new_id));
            self.structure(&path(&new.output.ident), (from, &old.output), (to, &new.output));
        }
    }

    fn request(&mut self, at: &At, old: &Operation, new: &Operation) {
        if self.wire.shape_names {
            self.compare(Kind::OperationName, at, &old.name, &new.name, String::clone);
        }
        if self.wire.unit_inputs {
            self.compare(Kind::UnitInput, at, &old.unit_input, &new.unit_input, |is| {
                if *is { "without a body" } else { "with a body" }.to_owned()
            });
        }
        if self.wire.http {
            let text = |http: &Option<(String, String)>| {
                http.as_ref().map_or_else(|| "POST /".to_owned(), |(method, uri)| format!("{method} {uri}"))
            };
            self.compare(Kind::OperationHttp, at, &old.http, &new.http, text);
            self.compare(Kind::UnwrappedOutput, at, &old.s3_unwrapped_output, &new.s3_unwrapped_output, |is| {
                if *is { "as the root of the document" } else { "within the root of the document" }.to_owned()
            });
        }
        let (before, after) = (&self.old.krate.service.auth, &self.new.krate.service.auth);
        self.compare(Kind::RequestAuth, at, &signed(old, before), &signed(new, after), |text| (*text).to_owned());
        self.compare(Kind::HostPrefix, at, &old.host_prefix, &new.host_prefix, |prefix| {
            prefix.as_ref().map_or_else(|| "of the endpoint".to_owned(), |prefix| format!("`{prefix}…`"))
        });
        match (old.compression, new.compression) {
            (true, false) => self.say(Kind::CompressionRemoved, at),
            (false, true) => self.say(Kind::CompressionAdded, at),
            (true, true) | (false, false) => {}
        }
    }

    /// Compares what an operation tells the endpoint rules.
    fn parameters(&mut self, at: &At, old: &Operation, new: &Operation) {
        let (old, new): (Vec<_>, Vec<_>) =
            (parameters(old).into_iter().collect(), parameters(new).into_iter().collect());
        let text = |name: &str, value: &str| format!("`{name}` = {value}");
        for pair in pairs(&old, &new, |(name, _)| name.clone()) {
            match pair {
                Pair::Added((name, value)) => {
                    self.report(Kind::EndpointParameterAdded, at, None, Some(text(name, value)));
                }
                Pair::Removed((name, value)) => {
                    self.change(Kind::EndpointParameter, at, text(name, value), format!("no `{name}`"))
                }
                Pair::Both((name, old), (_, new)) if old != new => {
                    self.change(Kind::EndpointParameter, at, text(name, old), text(name, new));
                }
                Pair::Both(..) => {}
            }
        }
    }

    fn checksums(&mut self, at: &At, old: &Operation, new: &Operation) {
        for pair in pairs(&checksums(old), &checksums(new), |what| what.clone()) {
            match pair {
                Pair::Added(what) => self.report(Kind::ChecksumAdded, at, None, Some(what.clone())),
                Pair::Removed(what) => self.report(Kind::ChecksumRemoved, at, Some(what.clone()), None),
                Pair::Both(..) => {}
            }
        }
    }

    /// Compares the variants of an error enum.
    pub(super) fn error_variants(&mut self, path: &str, shape: &str, old: &[ErrorVariant], new: &[ErrorVariant]) {
        for pair in pairs(old, new, |variant| variant.ident.to_string()) {
            let at = |variant: &ErrorVariant| At::new(format!("{path}::{}", variant.ident), shape);
            match pair {
                Pair::Added(variant) => self.say(Kind::ErrorVariantAdded, &at(variant)),
                Pair::Removed(variant) => self.say(Kind::ErrorVariantRemoved, &at(variant)),
                Pair::Both(old, new) => {
                    self.compare(Kind::ErrorCodes, &at(new), &old.codes, &new.codes, |codes| quoted(codes));
                }
            }
        }
    }
}

fn call(operation: &Operation, id: Option<&str>) -> At {
    At::new(format!("Client::{}", operation.function), id.unwrap_or(&operation.name))
}

/// Whether requests of an operation are signed, as a service with these schemes has it.
fn signed(operation: &Operation, service: &AuthSchemes) -> &'static str {
    let schemes = match &operation.auth {
        Auth::Service => &service.schemes[..],
        Auth::Schemes(schemes) | Auth::Optional(schemes) => schemes,
        Auth::None => &[],
    };
    let is_signed = schemes.iter().any(|scheme| matches!(scheme, AuthScheme::SigV4(_) | AuthScheme::SigV4a(_)));
    match (is_signed, operation.unsigned_payload) {
        (true, false) => "signed",
        (true, true) => "signed but for its body",
        (false, _) => "without a signature",
    }
}

/// What an operation tells the endpoint rules, by the names of the parameters.
fn parameters(operation: &Operation) -> BTreeMap<String, String> {
    let fixed = operation.static_params.iter().map(|(name, value)| {
        let value = match value {
            StaticParam::String(text) => optional(Some(text)),
            StaticParam::Boolean(is) => format!("`{is}`"),
            StaticParam::StringArray(texts) => format!("[{}]", quoted(texts)),
        };
        (name.clone(), value)
    });
    let members = operation.context_params.iter().map(|(name, index)| {
        let field = operation.input.fields.get(*index);
        (name.clone(), field.map_or_else(|| "a member".to_owned(), |field| format!("the member `{}`", field.ident)))
    });
    let paths = operation.operation_context_params.iter();
    let paths = paths.map(|(name, path)| (name.clone(), format!("`{path}` of the input")));
    fixed.chain(members).chain(paths).collect()
}

/// What is checked of an operation, in words.
fn checksums(operation: &Operation) -> Vec<String> {
    let Some(Checksums { request_required, request_algorithm, response }) = &operation.checksums else {
        return Vec::new();
    };
    let field = |index: usize| operation.input.fields.get(index).map(|field| field.ident.to_string());
    let mut found = Vec::new();
    if *request_required {
        found.push("a checksum in every request".to_owned());
    }
    if let Some(name) = request_algorithm.and_then(field) {
        found.push(format!("a choice of the request's checksum, `{name}`"));
    }
    if let Some(response) = response {
        let name = field(response.mode).unwrap_or_default();
        found.push(format!("validation of responses by `{name}`"));
        found.extend(response.algorithms.iter().map(|algorithm| format!("validation of responses with {algorithm}")));
    }
    found
}
