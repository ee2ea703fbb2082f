//! What is seen of a member on the wire, by the protocols that both sides speak.

use super::{At, Comparison, Kind, Side};
use crate::ir::{Facts, Place};
use crate::model::{Protocol, TimestampFormat};

/// What of a model is seen on the wire.
#[derive(Clone, Copy, Default)]
pub(super) struct Wire {
    pub(super) http: bool,
    pub(super) json_names: bool,
    pub(super) xml: bool,
    pub(super) ec2: bool,
    /// Members go by their own names.
    pub(super) member_names: bool,
    /// The name of the service, or that of the operation, is sent.
    pub(super) shape_names: bool,
    /// No input and an empty one are not the same.
    pub(super) unit_inputs: bool,
    /// The version of the interface is sent.
    pub(super) version: bool,
}

impl Wire {
    /// By the protocols that both sides speak; by any, where there are none at all.
    pub(super) fn between(old: &Side<'_>, new: &Side<'_>) -> Wire {
        let (old, new) = (&old.krate.service.protocols, &new.krate.service.protocols);
        if old.is_empty() && new.is_empty() {
            return Wire {
                http: true,
                json_names: true,
                xml: true,
                ec2: true,
                member_names: true,
                shape_names: true,
                unit_inputs: true,
                version: true,
            };
        }
        let mut wire = Wire::default();
        old.iter().filter(|protocol| new.contains(protocol)).for_each(|protocol| wire.add(*protocol));
        wire
    }

    fn add(&mut self, protocol: Protocol) {
        self.unit_inputs |= protocol.is_rpc_v2();
        match protocol {
            Protocol::RpcV2Cbor | Protocol::RpcV2Json | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
                (self.member_names, self.shape_names) = (true, true);
            }
            Protocol::RestJson1 => (self.http, self.json_names) = (true, true),
            Protocol::RestXml { .. } => (self.http, self.xml) = (true, true),
            Protocol::AwsQuery => (self.xml, self.shape_names, self.version) = (true, true, true),
            Protocol::Ec2Query => {
                (self.xml, self.ec2) = (true, true);
                (self.shape_names, self.version) = (true, true);
            }
        }
    }

    /// Whether a member in this place is in a document.
    fn is_in_document(self, place: &Place) -> bool {
        match place {
            Place::Body => true,
            Place::Header(_)
            | Place::PrefixHeaders(_)
            | Place::Label
            | Place::Query(_)
            | Place::QueryParams
            | Place::Payload
            | Place::StructurePayload
            | Place::StatusCode => !self.http,
            Place::EventHeader(_) | Place::EventPayload => false,
        }
    }

    /// What a member is called in documents, in each way that there is.
    fn names(self, facts: &Facts) -> Vec<String> {
        let own = &facts.wire_name;
        let mut names = Vec::new();
        let mut add = |is_seen: bool, name: &String| {
            if is_seen && !names.contains(name) {
                names.push(name.clone());
            }
        };
        add(self.member_names, own);
        add(self.json_names, facts.json_name.as_ref().unwrap_or(own));
        add(self.xml, facts.xml_name.as_ref().unwrap_or(own));
        if self.ec2 {
            let capital = facts.xml_name.as_ref().unwrap_or(own);
            add(true, facts.ec2_name.as_ref().unwrap_or(capital));
        }
        names
    }
}

impl Comparison<'_> {
    /// Compares what is seen of a member.
    pub(super) fn facts(&mut self, at: &At, old: &Facts, new: &Facts) {
        let wire = self.wire;
        let is_event = |place: &Place| matches!(place, Place::EventHeader(_) | Place::EventPayload);
        if wire.http || is_event(&old.place) || is_event(&new.place) {
            self.compare(Kind::WirePlace, at, &old.place, &new.place, place);
        }
        if wire.is_in_document(&old.place) && wire.is_in_document(&new.place) {
            self.compare(Kind::WireName, at, &wire.names(old), &wire.names(new), |names| quoted(names));
            if wire.xml {
                self.compare(Kind::WireXml, at, &xml(old), &xml(new), String::clone);
            }
        }
        self.format(at, old, new);
        self.compare(Kind::HostLabel, at, &old.host_label, &new.host_label, |is| part_of_host(*is).to_owned());
        self.compare(Kind::RequiresLength, at, &old.requires_length, &new.requires_length, |is| {
            if *is { "must have a known length" } else { "may have any length" }.to_owned()
        });
        match (old.idempotency_token, new.idempotency_token) {
            (true, false) => self.say(Kind::IdempotencyLost, at),
            (false, true) => self.say(Kind::IdempotencyGained, at),
            (true, true) | (false, false) => {}
        }
        self.sensitivity(at, old.sensitive, new.sensitive);
    }

    fn format(&mut self, at: &At, old: &Facts, new: &Facts) {
        self.compare(Kind::WireTimestamp, at, &old.timestamp_format, &new.timestamp_format, timestamp);
        self.compare(Kind::WireMediaType, at, &old.media_type, &new.media_type, |text| optional(text.as_ref()));
        let none = Facts::default();
        for (word, old_one, new_one) in [("keys", &old.key, &new.key), ("elements", &old.item, &new.item)] {
            let (old_one, new_one) = (old_one.as_deref(), new_one.as_deref());
            if old_one.is_some() || new_one.is_some() {
                let (old_one, new_one) = (old_one.unwrap_or(&none), new_one.unwrap_or(&none));
                self.element(at, word, old_one, new_one);
            }
        }
    }

    /// Compares what is seen of elements or keys.
    fn element(&mut self, at: &At, word: &str, old: &Facts, new: &Facts) {
        let name = |facts: &Facts| match facts.xml_name.as_deref() {
            None | Some("member" | "key" | "value") => None,
            Some(name) => Some(name.to_owned()),
        };
        if self.wire.xml {
            let text = |name: &Option<String>| match name {
                Some(name) => format!("{word} called `{name}`"),
                None => format!("{word} without a name of their own"),
            };
            self.compare(Kind::WireElement, at, &name(old), &name(new), text);
        }
        self.format(at, old, new);
    }

    /// Compares whether something is printed.
    pub(super) fn sensitivity(&mut self, at: &At, old: bool, new: bool) {
        match (old, new) {
            (true, false) => self.say(Kind::SensitiveLost, at),
            (false, true) => self.say(Kind::SensitiveGained, at),
            (true, true) | (false, false) => {}
        }
    }
}

fn part_of_host(is: bool) -> &'static str {
    if is { "part of the host" } else { "no part of the host" }
}

fn place(place: &Place) -> String {
    match place {
        Place::Body => "the body".to_owned(),
        Place::Header(name) => format!("the header `{name}`"),
        Place::PrefixHeaders(prefix) => format!("headers that begin with `{prefix}`"),
        Place::Label => "the path".to_owned(),
        Place::Query(name) => format!("the query parameter `{name}`"),
        Place::QueryParams => "query parameters".to_owned(),
        Place::Payload | Place::StructurePayload => "the whole body".to_owned(),
        Place::StatusCode => "the status".to_owned(),
        Place::EventHeader(_) => "a header of the event".to_owned(),
        Place::EventPayload => "the payload of the event".to_owned(),
    }
}

fn xml(facts: &Facts) -> String {
    let mut words = Vec::new();
    if facts.xml_attribute {
        words.push("an attribute".to_owned());
    }
    if facts.xml_flattened {
        words.push("flattened".to_owned());
    }
    if let Some((uri, prefix)) = &facts.xml_namespace {
        let prefix = prefix.as_deref().unwrap_or_default();
        words.push(format!("in the namespace `{prefix}:{uri}`"));
    }
    if words.is_empty() { "a plain element".to_owned() } else { words.join(", ") }
}

fn timestamp(format: &Option<TimestampFormat>) -> String {
    match format {
        None => "the protocol has it".to_owned(),
        Some(TimestampFormat::DateTime) => "date and time".to_owned(),
        Some(TimestampFormat::HttpDate) => "a date of HTTP".to_owned(),
        Some(TimestampFormat::EpochSeconds) => "seconds since 1970".to_owned(),
    }
}

/// A text in quotes, or `nothing`.
pub(super) fn optional(text: Option<impl AsRef<str>>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("`{}`", text.as_ref()))
}

/// Texts in quotes.
pub(super) fn quoted<T: AsRef<str>>(texts: &[T]) -> String {
    if texts.is_empty() {
        return "nothing".to_owned();
    }
    texts.iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}
