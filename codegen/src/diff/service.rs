//! The service itself: names, protocols, and the configuration that its clients have.

use std::collections::BTreeMap;

use super::wire::{optional, quoted};
use super::{At, Comparison, Kind, Pair, Side, pairs, rust};
use crate::ir::Crate;
use crate::model::{AuthScheme, Protocol};

impl Comparison<'_> {
    pub(super) fn service(&mut self) {
        let (old, new) = (&self.old.krate.service, &self.new.krate.service);
        let at = |path: &str, side: &Side<'_>| At::new(path, side.model.service().0.as_str());
        let root = at("Client", &self.new);
        if self.old.krate.package != self.new.krate.package {
            let at = at(&self.new.krate.package, &self.new);
            self.change(Kind::PackageRenamed, &at, &self.old.krate.package, &self.new.krate.package);
        }
        if self.wire.version {
            self.compare(Kind::ApiVersion, &root, &old.version, &new.version, |text| optional(Some(text)));
        }
        if self.wire.shape_names {
            self.compare(Kind::TargetName, &root, &old.shape_name, &new.shape_name, String::clone);
        }
        if self.wire.xml {
            let text = |namespace: &Option<(String, Option<String>)>| optional(namespace.as_ref().map(|(uri, _)| uri));
            self.compare(Kind::ServiceNamespace, &root, &old.xml_namespace, &new.xml_namespace, text);
        }
        self.compare(Kind::SigningName, &root, &old.signing_name, &new.signing_name, |name| optional(name.as_ref()));
        self.compare(Kind::QueryCompatible, &root, &old.query_compatible, &new.query_compatible, |is| {
            if *is { "those of awsQuery" } else { "the names of the errors" }.to_owned()
        });
        self.compare(Kind::Title, &root, &old.title, &new.title, |text| optional(Some(text)));
        self.docs(&root, &old.docs, &new.docs);
        self.protocols(&old.protocols, &new.protocols);
        self.config();
        self.primitives();
    }

    fn protocols(&mut self, old: &[Protocol], new: &[Protocol]) {
        let shape = self.new.model.service().0.as_str();
        for pair in pairs(old, new, |protocol| *protocol) {
            match pair {
                Pair::Added(protocol) => self.say(Kind::ProtocolAdded, &At::new(protocol.trait_id(), shape)),
                Pair::Removed(protocol) => self.say(Kind::ProtocolDropped, &At::new(protocol.trait_id(), shape)),
                Pair::Both(..) => {}
            }
        }
        if let (Some(old), Some(new)) = (old.first(), new.first())
            && old != new
        {
            let text = |protocol: &Protocol| optional(Some(protocol.trait_id()));
            self.change(Kind::ProtocolPreferred, &At::new(new.trait_id(), shape), text(old), text(new));
        }
    }

    /// Compares what can be set, or asked of parameters, where it depends on the model.
    fn config(&mut self) {
        let (old, new) = (settings(self.old.krate), settings(self.new.krate));
        let shape = self.new.model.service().0.as_str();
        let entries = |settings: BTreeMap<String, &'static str>| settings.into_iter().collect::<Vec<_>>();
        for pair in pairs(&entries(old), &entries(new), |(path, _)| path.clone()) {
            match pair {
                Pair::Added((path, _)) => self.say(Kind::ConfigAdded, &At::new(path, shape)),
                Pair::Removed((path, _)) => self.say(Kind::ConfigRemoved, &At::new(path, shape)),
                Pair::Both((path, old), (_, new)) if old != new => {
                    self.change(Kind::ConfigTypeChanged, &At::new(path, shape), *old, *new);
                }
                Pair::Both(..) => {}
            }
        }
        self.setting_names();
    }

    /// Compares what settings are called in the endpoint rules.
    fn setting_names(&mut self) {
        let shape = self.new.model.service().0.as_str();
        let (old, new) = (&self.old.krate.service.client_params, &self.new.krate.service.client_params);
        for pair in pairs(old, new, |param| param.ident.to_string()) {
            let Pair::Both(old, new) = pair else { continue };
            let at = At::new(format!("config::Builder::{}", new.ident), shape);
            self.compare(Kind::EndpointParameter, &at, &old.name, &new.name, |name| quoted(&[name]));
            self.docs(&at, &old.docs, &new.docs);
        }
    }

    fn primitives(&mut self) {
        let shape = self.new.model.service().0.as_str();
        for pair in pairs(&primitives(self.old.krate), &primitives(self.new.krate), |path| *path) {
            match pair {
                Pair::Added(path) => self.say(Kind::PrimitiveAdded, &At::new(*path, shape)),
                Pair::Removed(path) => self.say(Kind::PrimitiveRemoved, &At::new(*path, shape)),
                Pair::Both(..) => {}
            }
        }
    }
}

/// The settings and parameters that depend on the model, by path, with their types.
fn settings(krate: &Crate) -> BTreeMap<String, &'static str> {
    let service = &krate.service;
    let mut settings = BTreeMap::new();
    for param in &service.client_params {
        settings.insert(format!("config::Builder::{}", param.ident), rust::param(param.ty));
    }
    for param in &service.endpoint_params {
        settings.insert(format!("config::endpoint::Params::{}", param.ident), rust::param(param.ty));
    }
    let mut builder = |setting: &str, ty: &'static str| {
        settings.insert(format!("config::Builder::{setting}"), ty);
    };
    if krate.has_checksum_choices() {
        builder("request_checksum_calculation", "RequestChecksumCalculation");
        builder("response_checksum_validation", "ResponseChecksumValidation");
    }
    if krate.has_compression() {
        builder("disable_request_compression", "bool");
        builder("request_min_compression_size_bytes", "u32");
    }
    if service.has_account_endpoints {
        builder("account_id_endpoint_mode", "AccountIdEndpointMode");
    }
    service
        .auth
        .all
        .iter()
        .for_each(|scheme| identity_settings(scheme).iter().for_each(|(name, ty)| builder(name, ty)));
    if service.auth.sessions.is_some() {
        builder("express_credentials_provider", "impl ProvideCredentials");
    }
    if service.protocols.len() > 1 {
        builder("protocol", "Protocol");
        for protocol in &service.protocols {
            settings.insert(format!("config::protocol::{}", constant(*protocol)), "Protocol");
        }
    }
    settings
}

/// What the identity of a scheme is set with, where not all clients have it.
fn identity_settings(scheme: &AuthScheme) -> &'static [(&'static str, &'static str)] {
    const RESOLVER: &str = "impl ResolveIdentity";
    match scheme {
        AuthScheme::SigV4(_) => &[],
        AuthScheme::SigV4a(_) => &[("sigv4a_signing_region_set", "SigningRegionSet")],
        AuthScheme::HttpBasic => &[("basic_auth_login", "Login"), ("basic_auth_login_resolver", RESOLVER)],
        AuthScheme::HttpBearer => {
            &[("bearer_token", "Token"), ("bearer_token_resolver", RESOLVER), ("token_provider", "impl ProvideToken")]
        }
        AuthScheme::HttpApiKey { .. } => &[("api_key", "Token"), ("api_key_resolver", RESOLVER)],
    }
}

/// The constant of a protocol.
fn constant(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RpcV2Cbor => "RPC_V2_CBOR",
        Protocol::RpcV2Json => "RPC_V2_JSON",
        Protocol::AwsJson1_0 => "AWS_JSON_1_0",
        Protocol::AwsJson1_1 => "AWS_JSON_1_1",
        Protocol::RestJson1 => "REST_JSON_1",
        Protocol::RestXml { no_error_wrapping: false } => "REST_XML",
        Protocol::RestXml { no_error_wrapping: true } => "REST_XML_UNWRAPPED",
        Protocol::AwsQuery => "AWS_QUERY",
        Protocol::Ec2Query => "EC2_QUERY",
    }
}

/// The types of `primitives` that depend on the model.
fn primitives(krate: &Crate) -> Vec<&'static str> {
    let bytes = krate.has_byte_streams().then_some("primitives::ByteStream");
    let events = (!krate.event_errors.is_empty()).then_some("primitives::event_stream::EventReceiver");
    bytes.into_iter().chain(events).collect()
}
