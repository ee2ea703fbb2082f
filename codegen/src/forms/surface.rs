//! The surface of a client as lines: what is what, in Rust and on the wire.

use std::collections::BTreeMap;

use crate::ir::{Crate, Enum, Facts, Field, Operation, Paginator, Place, Role, Structure, Type, Union, Waiter};
use crate::model::Protocol;

/// What is said of something in one respect, by what it is and the respect.
pub(super) type Surface = BTreeMap<(String, &'static str), String>;

/// Everything that callers and services see of a client.
pub(super) fn surface(krate: &Crate) -> Surface {
    let service = &krate.service;
    let mut lines = Lines { surface: Surface::new(), wire: Wire::of(&service.protocols) };
    lines.say("service", "sdk id", &service.sdk_id);
    lines.say("service", "version", &service.version);
    lines.say("service", "signing name", format!("{:?}", service.signing_name));
    lines.say("service", "protocols", format!("{:?}", service.protocols));
    lines.say("service", "query compatible", service.query_compatible);
    if lines.wire.shape_name {
        lines.say("service", "name on the wire", &service.shape_name);
    }
    if lines.wire.xml {
        lines.say("service", "namespace", format!("{:?}", service.xml_namespace));
    }
    for param in &service.client_params {
        lines.say(&format!("client parameter {}", param.ident), "type", format!("{} {:?}", param.name, param.ty));
    }
    krate.operations.iter().for_each(|operation| lines.operation(operation));
    krate.structures.iter().for_each(|structure| lines.structure(&structure.ident.to_string(), structure));
    krate.errors.iter().for_each(|error| lines.structure(&error.ident.to_string(), error));
    krate.unions.iter().for_each(|union| lines.union(union));
    krate.enums.iter().for_each(|enumeration| lines.enumeration(enumeration));
    krate.waiters.iter().for_each(|waiter| lines.waiter(waiter, &krate.operations));
    lines.surface
}

/// What of a model is seen on the wire, by the protocols of its service.
#[derive(Clone, Copy, Default)]
struct Wire {
    http: bool,
    json: bool,
    xml: bool,
    ec2: bool,
    member_names: bool,
    shape_name: bool,
}

impl Wire {
    fn of(protocols: &[Protocol]) -> Wire {
        let mut wire = Wire::default();
        for protocol in protocols {
            match protocol {
                Protocol::RpcV2Cbor | Protocol::RpcV2Json | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
                    (wire.member_names, wire.shape_name) = (true, true);
                }
                Protocol::RestJson1 => (wire.http, wire.json) = (true, true),
                Protocol::RestXml { .. } => (wire.http, wire.xml) = (true, true),
                Protocol::AwsQuery => wire.xml = true,
                Protocol::Ec2Query => (wire.xml, wire.ec2) = (true, true),
            }
        }
        wire
    }
}

struct Lines {
    surface: Surface,
    wire: Wire,
}

impl Lines {
    fn say(&mut self, what: &str, respect: &'static str, value: impl ToString) {
        self.surface.insert((what.to_owned(), respect), value.to_string());
    }

    /// Says what is not so for most.
    fn note(&mut self, what: &str, respect: &'static str, value: impl ToString) {
        let value = value.to_string();
        if value != "false" && value != "None" {
            self.say(what, respect, value);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let what = format!("operation {}", operation.ident);
        self.say(&what, "function", &operation.function);
        if self.wire.http {
            self.say(&what, "http", format!("{:?}", operation.http));
        }
        self.say(&what, "auth", format!("{:?}", operation.auth));
        self.say(&what, "host prefix", format!("{:?}", operation.host_prefix));
        self.say(&what, "checksums", format!("{:?}", operation.checksums));
        self.say(&what, "unit input", operation.unit_input);
        self.say(&what, "unwrapped output", operation.s3_unwrapped_output);
        self.say(&what, "deprecated", operation.deprecated.is_some());
        for error in &operation.errors {
            self.say(&format!("{what} error {}", error.ident), "codes", format!("{:?}", error.codes));
        }
        for (name, value) in &operation.static_params {
            self.say(&format!("{what} parameter {name}"), "static", format!("{value:?}"));
        }
        for (name, index) in &operation.context_params {
            let member = operation.input.fields.get(*index).map(|field| field.ident.to_string());
            self.say(&format!("{what} parameter {name}"), "member", format!("{member:?}"));
        }
        self.structure(&format!("{}::Input", operation.ident), &operation.input);
        self.structure(&format!("{}::Output", operation.ident), &operation.output);
        if let Some(paginator) = &operation.paginator {
            self.paginator(operation, paginator);
        }
    }

    fn paginator(&mut self, operation: &Operation, paginator: &Paginator) {
        let what = format!("paginator {}", paginator.ident);
        let input = operation.input.fields.get(paginator.input_token).map(|field| field.ident.to_string());
        self.say(&what, "input token", format!("{input:?}"));
        let output = paginator.output_token.first().and_then(|index| operation.output.fields.get(*index));
        self.say(&what, "output token", format!("{:?}", output.map(|field| field.ident.to_string())));
        self.say(
            &what,
            "page size",
            format!("{:?}", paginator.page_size.as_ref().map(|field| field.ident.to_string())),
        );
        let items = paginator
            .items
            .as_ref()
            .map(|items| items.path.iter().map(|(ident, _)| ident.to_string()).collect::<Vec<_>>().join("."));
        self.say(&what, "items", format!("{items:?}"));
    }

    fn structure(&mut self, name: &str, structure: &Structure) {
        let what = format!("structure {name}");
        let role = match structure.role {
            Role::Input | Role::Output | Role::Data => "data".to_owned(),
            Role::Error(fault, retryable) => format!("error {fault:?} {retryable:?}"),
        };
        self.say(&what, "role", role);
        self.say(&what, "sensitive", structure.sensitive);
        self.say(&what, "deprecated", structure.deprecated.is_some());
        if self.wire.xml && structure.role == Role::Input {
            self.say(&what, "xml root", format!("{:?}", structure.xml_root));
        }
        for field in &structure.fields {
            self.field(name, field);
        }
    }

    fn field(&mut self, structure: &str, field: &Field) {
        let what = format!("member {structure}.{}", field.ident);
        self.say(&what, "type", ty(&field.ty));
        self.say(&what, "optional", field.optional);
        self.say(&what, "boxed", field.boxed);
        self.say(&what, "default", format!("{:?}", field.default));
        self.say(&what, "required", field.required);
        self.say(&what, "deprecated", field.deprecated.is_some());
        self.facts(&what, &field.facts);
    }

    fn facts(&mut self, what: &str, facts: &Facts) {
        self.names(what, facts);
        if self.wire.http {
            self.say(what, "place", format!("{:?}", facts.place));
        }
        self.note(what, "timestamp format", format!("{:?}", facts.timestamp_format));
        self.note(what, "media type", format!("{:?}", facts.media_type));
        self.note(what, "sensitive", facts.sensitive);
        self.note(what, "idempotency token", facts.idempotency_token);
        self.note(what, "host label", facts.host_label);
        self.note(what, "requires length", facts.requires_length);
        for (part, inner) in [("key", &facts.key), ("item", &facts.item)] {
            if let Some(inner) = inner {
                self.element(&format!("{what}[{part}]"), inner, facts.xml_flattened);
            }
        }
    }

    /// The facts of a list's or map's elements. Those of a flattened list have no names.
    fn element(&mut self, what: &str, facts: &Facts, is_flattened: bool) {
        let is_key = what.ends_with("[key]");
        if self.wire.xml
            && (is_key || !is_flattened)
            && !matches!(facts.xml_name.as_deref(), None | Some("member" | "key" | "value"))
        {
            self.note(what, "name in XML", format!("{:?}", facts.xml_name));
        }
        self.note(what, "timestamp format", format!("{:?}", facts.timestamp_format));
        self.note(what, "media type", format!("{:?}", facts.media_type));
        self.note(what, "sensitive", facts.sensitive);
        for (part, inner) in [("key", &facts.key), ("item", &facts.item)] {
            if let Some(inner) = inner {
                self.element(&format!("{what}[{part}]"), inner, inner.xml_flattened);
            }
        }
    }

    /// What a member is called on the wire.
    fn names(&mut self, what: &str, facts: &Facts) {
        let is_in_body = match facts.place {
            Place::Body | Place::Payload | Place::StructurePayload => true,
            Place::Header(_)
            | Place::PrefixHeaders(_)
            | Place::Label
            | Place::Query(_)
            | Place::QueryParams
            | Place::StatusCode => !self.wire.http,
            Place::EventHeader(_) | Place::EventPayload => false,
        };
        if !is_in_body {
            return;
        }
        if self.wire.member_names {
            self.say(what, "name", &facts.wire_name);
        }
        if self.wire.json && facts.place == Place::Body {
            self.say(what, "name in JSON", facts.json_name.as_ref().unwrap_or(&facts.wire_name));
        }
        if self.wire.xml {
            self.say(what, "name in XML", facts.xml_name.as_ref().unwrap_or(&facts.wire_name));
            self.say(what, "namespace", format!("{:?}", facts.xml_namespace));
            self.say(what, "flattened", facts.xml_flattened);
            self.say(what, "attribute", facts.xml_attribute);
        }
        if self.wire.ec2 {
            self.say(what, "name in EC2", format!("{:?}", facts.ec2_name));
        }
    }

    fn union(&mut self, union: &Union) {
        let name = union.ident.to_string();
        self.say(&format!("union {name}"), "sensitive", union.sensitive);
        for variant in &union.variants {
            let what = format!("member {name}::{}", variant.ident);
            self.say(&what, "type", ty(&variant.ty));
            self.say(&what, "boxed", variant.boxed);
            self.facts(&what, &variant.facts);
        }
    }

    fn enumeration(&mut self, enumeration: &Enum) {
        let name = enumeration.ident.to_string();
        self.say(&format!("enum {name}"), "sensitive", enumeration.sensitive);
        self.say(&format!("enum {name}"), "named", enumeration.variants.is_some());
        for value in &enumeration.values {
            let variants = enumeration.variants.iter().flatten();
            let ident = variants.into_iter().find(|variant| variant.value == *value).map(|one| one.ident.to_string());
            self.say(&format!("value {name}={value}"), "variant", ident.unwrap_or_default());
        }
    }

    fn waiter(&mut self, waiter: &Waiter, operations: &[Operation]) {
        let what = format!("waiter {}", waiter.name);
        self.say(&what, "function", &waiter.function);
        let operation = operations.get(waiter.operation).map(|operation| operation.name.clone());
        self.say(&what, "operation", operation.unwrap_or_default());
        self.say(&what, "delays", format!("{}..{}", waiter.min_delay, waiter.max_delay));
        self.say(&what, "acceptors", format!("{:?}", waiter.acceptors));
    }
}

fn ty(ty: &Type) -> String {
    match ty {
        Type::Named(ident, named) => format!("{named:?} {ident}"),
        Type::Vec(item, sparse) => format!("Vec<{}, {sparse:?}>", self::ty(item)),
        Type::Map(key, value, sparse) => format!("Map<{}, {}, {sparse:?}>", self::ty(key), self::ty(value)),
        other => format!("{other:?}"),
    }
}
