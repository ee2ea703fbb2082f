//! The facts of members for their tables.

use crate::ir::{EventHeader, Facts, Place, Role};
use crate::model::{Member, Shape, ShapeKind, Traits, XmlNamespaceTrait};
use crate::plan::Planner;

impl Planner<'_> {
    /// The facts of a member that becomes the Rust field `rust_name` of a structure for `role`. A member's
    /// own traits go before those of its target.
    pub(super) fn facts(&self, member: &Member, rust_name: &str, role: Role) -> Facts {
        let none = Traits::default();
        let target = self.model.shape(&member.target);
        let target_traits = target.map_or(&none, |shape| &shape.traits);
        let traits = &member.traits;
        let (key, item) = self.element_facts(target);
        Facts {
            rust_name: rust_name.to_owned(),
            wire_name: member.name.clone(),
            json_name: traits.json_name().cloned(),
            xml_name: traits.xml_name().cloned(),
            ec2_name: traits.ec2_query_name().cloned(),
            xml_namespace: traits.xml_namespace().map(namespace),
            place: place(traits, target, role),
            timestamp_format: traits.timestamp_format().or(target_traits.timestamp_format()).copied(),
            media_type: traits.media_type().or(target_traits.media_type()).cloned(),
            item,
            key,
            required: false,
            sensitive: self.is_sensitive(traits, target),
            idempotency_token: traits.idempotency_token(),
            host_label: traits.host_label(),
            xml_flattened: traits.xml_flattened(),
            xml_attribute: traits.xml_attribute(),
            requires_length: target_traits.requires_length(),
        }
    }

    /// The facts of a map's key and of a list's or map's elements, where they have any beyond their names.
    fn element_facts(&self, target: Option<&Shape>) -> (Option<Box<Facts>>, Option<Box<Facts>>) {
        match target.map(|shape| &shape.kind) {
            Some(ShapeKind::List(member)) => (None, self.own_facts(member, "member")),
            Some(ShapeKind::Map(key, value)) => (self.own_facts(key, "key"), self.own_facts(value, "value")),
            _ => (None, None),
        }
    }

    fn own_facts(&self, member: &Member, plain_name: &str) -> Option<Box<Facts>> {
        let facts = self.facts(member, "", Role::Data);
        let plain = Facts { wire_name: plain_name.to_owned(), ..Facts::default() };
        (facts != plain).then(|| Box::new(facts))
    }

    /// Whether `Debug` hides a member: it, its target, or what its target holds is sensitive.
    fn is_sensitive(&self, traits: &Traits, target: Option<&Shape>) -> bool {
        let held: Vec<&Member> = match target.map(|shape| &shape.kind) {
            Some(ShapeKind::List(member)) => vec![member],
            Some(ShapeKind::Map(key, value)) => vec![key, value],
            _ => Vec::new(),
        };
        traits.sensitive()
            || target.is_some_and(|shape| shape.traits.sensitive())
            || held.into_iter().any(|member| self.is_sensitive(&member.traits, self.model.shape(&member.target)))
    }
}

pub(super) fn namespace(namespace: &XmlNamespaceTrait) -> (String, Option<String>) {
    (namespace.uri.clone(), namespace.prefix.clone())
}

/// Where a member travels. Bindings are those of the top of a message: they mean nothing in structures
/// further down, nor do those of requests in a response and the other way round ("Smithy specification,
/// HTTP bindings").
fn place(traits: &Traits, target: Option<&Shape>, role: Role) -> Place {
    match role {
        Role::Input => request_place(traits).or_else(|| message_place(traits, target)),
        Role::Output | Role::Error(..) if traits.http_response_code() => Some(Place::StatusCode),
        Role::Output | Role::Error(..) => message_place(traits, target),
        Role::Data => None,
    }
    .or_else(|| event_place(traits, target))
    .unwrap_or_default()
}

/// Where a member of an event travels. Nothing but an event has these bindings.
fn event_place(traits: &Traits, target: Option<&Shape>) -> Option<Place> {
    if traits.event_payload() {
        return Some(Place::EventPayload);
    }
    Some(Place::EventHeader(event_header(&target.filter(|_| traits.event_header())?.kind)?))
}

/// The type of header for a kind of shape; none where it cannot be one, which is a fault of the model.
fn event_header(kind: &ShapeKind) -> Option<EventHeader> {
    Some(match kind {
        ShapeKind::Boolean => EventHeader::Boolean,
        ShapeKind::Byte => EventHeader::Byte,
        ShapeKind::Short => EventHeader::Short,
        ShapeKind::Integer | ShapeKind::IntEnum(_) => EventHeader::Integer,
        ShapeKind::Long => EventHeader::Long,
        ShapeKind::Blob => EventHeader::ByteArray,
        ShapeKind::String | ShapeKind::Enum(_) => EventHeader::String,
        ShapeKind::Timestamp => EventHeader::Timestamp,
        ShapeKind::Float
        | ShapeKind::Double
        | ShapeKind::BigInteger
        | ShapeKind::BigDecimal
        | ShapeKind::Document
        | ShapeKind::List(_)
        | ShapeKind::Map(..)
        | ShapeKind::Structure(_)
        | ShapeKind::Union(_)
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => return None,
    })
}

/// Where a member travels that has a place of requests alone.
fn request_place(traits: &Traits) -> Option<Place> {
    if let Some(name) = traits.http_query() {
        Some(Place::Query(name.clone()))
    } else if traits.http_query_params() {
        Some(Place::QueryParams)
    } else {
        traits.http_label().then_some(Place::Label)
    }
}

/// Where a member travels that has a place of requests and responses.
fn message_place(traits: &Traits, target: Option<&Shape>) -> Option<Place> {
    if let Some(name) = traits.http_header() {
        Some(Place::Header(name.clone()))
    } else if let Some(prefix) = traits.http_prefix_headers() {
        Some(Place::PrefixHeaders(prefix.clone()))
    } else if traits.http_payload() {
        let is_structure = target.is_some_and(|shape| matches!(shape.kind, ShapeKind::Structure(_)));
        Some(if is_structure { Place::StructurePayload } else { Place::Payload })
    } else {
        None
    }
}
