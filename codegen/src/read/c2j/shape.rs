//! Reads the entries of `shapes`, and uses of shapes.

use std::borrow::Cow;

use super::tree::{C2jError, C2jKind, C2jRef, C2jShape, C2jStructure, Constraints, Facts, XmlNamespace};
use crate::fault::{At, Finding, Suggestions, UNKNOWN_SHAPE_TYPE, quote};
use crate::read::fields::{Fields, Reader};
use crate::read::{Json, Simple};

/// The types that shapes can have.
enum TypeName {
    Structure,
    List,
    Map,
    String,
    Simple(Simple),
}

static TYPE_NAMES: &[(&str, TypeName)] = &[
    ("structure", TypeName::Structure),
    ("list", TypeName::List),
    ("map", TypeName::Map),
    ("string", TypeName::String),
    ("character", TypeName::String),
    ("blob", TypeName::Simple(Simple::Blob)),
    ("boolean", TypeName::Simple(Simple::Boolean)),
    ("byte", TypeName::Simple(Simple::Byte)),
    ("short", TypeName::Simple(Simple::Short)),
    ("integer", TypeName::Simple(Simple::Integer)),
    ("long", TypeName::Simple(Simple::Long)),
    ("float", TypeName::Simple(Simple::Float)),
    ("double", TypeName::Simple(Simple::Double)),
    ("bigdecimal", TypeName::Simple(Simple::BigDecimal)),
    ("biginteger", TypeName::Simple(Simple::BigInteger)),
    ("timestamp", TypeName::Simple(Simple::Timestamp)),
];

impl Reader<'_> {
    pub(super) fn c2j_shapes<'a>(&mut self, shapes: Option<Json<'a>>, at: &At<'_>) -> Vec<C2jShape<'a>> {
        let Some(entries) = shapes.and_then(|shapes| self.object(shapes, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            if self.check_name(&name, "shape", &here) {
                read.extend(self.c2j_shape(name, json, &here));
            }
        }
        read
    }

    fn c2j_shape<'a>(&mut self, name: Cow<'a, str>, json: Json<'a>, at: &At<'_>) -> Option<C2jShape<'a>> {
        let mut fields = self.fields(json, at)?;
        let kind = match self.c2j_type(fields.take("type"), at)? {
            TypeName::Structure => C2jKind::Structure(self.c2j_structure(&mut fields, at)),
            TypeName::List => C2jKind::List(Box::new(self.c2j_element("member", &mut fields, at)?)),
            TypeName::Map => {
                let (key, value) =
                    (self.c2j_element("key", &mut fields, at), self.c2j_element("value", &mut fields, at));
                C2jKind::Map(Box::new(key?), Box::new(value?))
            }
            TypeName::String => match self.strings(fields.take("enum"), &at.key("enum")) {
                values if values.is_empty() => C2jKind::Simple(Simple::String),
                values => C2jKind::Enum(values),
            },
            TypeName::Simple(simple) => C2jKind::Simple(*simple),
        };
        let constraints = Constraints {
            min: fields.take("min"),
            max: fields.take("max"),
            pattern: self.optional_string(fields.take("pattern"), &at.key("pattern")),
            sparse: self.flag(fields.take("sparse"), &at.key("sparse")),
        };
        let mut facts = Facts::default();
        for (key, value) in fields.rest() {
            self.c2j_fact(&mut facts, &key, value, &at.key(&key));
        }
        Some(C2jShape { name, kind, facts, constraints })
    }

    fn c2j_type(&mut self, ty: Option<Json<'_>>, at: &At<'_>) -> Option<&'static TypeName> {
        let Some(ty) = ty else {
            self.missing(at, "type");
            return None;
        };
        let here = at.key("type");
        let name = self.string(ty, &here)?;
        let known = TYPE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, ty)| ty);
        if known.is_none() {
            let help = Suggestions::new().help(&name, TYPE_NAMES.iter().map(|(known, _)| *known));
            let finding =
                Finding::new(UNKNOWN_SHAPE_TYPE, here.place(), format!("no shape is of type {}", quote(&name)));
            self.findings.push(finding.expected("a type of C2J, such as `structure`").help(help));
        }
        known
    }

    fn c2j_element<'a>(&mut self, name: &str, fields: &mut Fields<'a>, at: &At<'_>) -> Option<C2jRef<'a>> {
        let Some(json) = fields.take(name) else {
            self.missing(at, name);
            return None;
        };
        self.c2j_ref(json, &at.key(name))
    }

    fn c2j_structure<'a>(&mut self, fields: &mut Fields<'a>, at: &At<'_>) -> C2jStructure<'a> {
        let error = self.c2j_error(fields, at);
        let mut flag = |name: &str| self.flag(fields.take(name), &at.key(name));
        let (union, document, event_stream) = (flag("union"), flag("document"), flag("eventstream"));
        C2jStructure {
            members: self.c2j_members(fields.take("members"), &at.key("members")),
            required: self.strings(fields.take("required"), &at.key("required")),
            payload: self.optional_string(fields.take("payload"), &at.key("payload")),
            union,
            document,
            event_stream,
            error,
        }
    }

    fn c2j_error<'a>(&mut self, fields: &mut Fields<'a>, at: &At<'_>) -> C2jError<'a> {
        let mut error = C2jError {
            exception: self.flag(fields.take("exception"), &at.key("exception")),
            fault: self.flag(fields.take("fault"), &at.key("fault")),
            retryable: fields.take("retryable"),
            ..C2jError::default()
        };
        let here = at.key("error");
        if let Some(mut inner) = fields.take("error").and_then(|json| self.fields(json, &here)) {
            error.exception = true;
            error.sender_fault = self.flag(inner.take("senderFault"), &here.key("senderFault"));
            error.code = self.optional_string(inner.take("code"), &here.key("code"));
            error.http_status_code = inner.take("httpStatusCode");
        }
        error
    }

    fn c2j_members<'a>(&mut self, members: Option<Json<'a>>, at: &At<'_>) -> Vec<(Cow<'a, str>, C2jRef<'a>)> {
        let Some(entries) = members.and_then(|members| self.object(members, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            if !self.check_name(&name, "member", &here) {
                continue;
            }
            read.extend(self.c2j_ref(json, &here).map(|reference| (name, reference)));
        }
        read
    }

    /// Reads a use of a shape.
    pub(super) fn c2j_ref<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<C2jRef<'a>> {
        let mut fields = self.fields(json, at)?;
        let Some(shape) = fields.take("shape") else {
            self.missing(at, "shape");
            return None;
        };
        let here = at.key("shape");
        let shape = self.string(shape, &here)?;
        if !self.check_name(&shape, "shape", &here) {
            return None;
        }
        let error = self.c2j_error(&mut fields, at);
        let mut facts = Facts::default();
        for (key, value) in fields.rest() {
            self.c2j_fact(&mut facts, &key, value, &at.key(&key));
        }
        Some(C2jRef { shape, facts, error })
    }

    /// Reads what one key says of a shape or of a use of it. What clients have no need of is not read.
    fn c2j_fact<'a>(&mut self, facts: &mut Facts<'a>, key: &str, value: Json<'a>, at: &At<'_>) {
        let value = Some(value);
        match key {
            "box" => facts.boxed = self.flag(value, at),
            "contextParam" => facts.context_param = self.name_of(value, at),
            "deprecated" => facts.deprecation.deprecated = self.flag(value, at),
            "deprecatedMessage" => facts.deprecation.message = self.optional_string(value, at),
            "deprecatedSince" => facts.deprecation.since = self.optional_string(value, at),
            "documentation" => facts.documentation = self.optional_string(value, at),
            "eventheader" => facts.event_header = self.flag(value, at),
            "eventpayload" => facts.event_payload = self.flag(value, at),
            "flattened" => facts.flattened = self.flag(value, at),
            "hostLabel" => facts.host_label = self.flag(value, at),
            "idempotencyToken" => facts.idempotency_token = self.flag(value, at),
            "jsonvalue" => facts.json_value = self.flag(value, at),
            "location" => facts.location = self.optional_string(value, at),
            "locationName" => facts.location_name = self.optional_string(value, at),
            "queryName" => facts.query_name = self.optional_string(value, at),
            "requiresLength" => facts.requires_length = self.flag(value, at),
            "sensitive" => facts.sensitive = self.flag(value, at),
            "streaming" => facts.streaming = self.flag(value, at),
            "timestampFormat" => facts.timestamp_format = self.optional_string(value, at),
            "xmlAttribute" => facts.xml_attribute = self.flag(value, at),
            "xmlNamespace" => facts.xml_namespace = self.xml_namespace(value, at),
            _ => {}
        }
    }

    /// Reads `{"name": …}`.
    fn name_of<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Option<Cow<'a, str>> {
        let mut fields = self.fields(json?, at)?;
        let name = fields.take("name");
        if name.is_none() {
            self.missing(at, "name");
        }
        self.string(name?, &at.key("name"))
    }

    /// Reads a namespace: its URI, or an object with the URI and perhaps a prefix.
    pub(super) fn xml_namespace<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Option<XmlNamespace<'a>> {
        match json? {
            Json::String(uri) => Some(XmlNamespace { uri, prefix: None }),
            other => {
                let mut fields = self.fields(other, at)?;
                let uri = fields.take("uri");
                if uri.is_none() {
                    self.missing(at, "uri");
                }
                let uri = self.string(uri?, &at.key("uri"))?;
                Some(XmlNamespace { uri, prefix: self.optional_string(fields.take("prefix"), &at.key("prefix")) })
            }
        }
    }
}
