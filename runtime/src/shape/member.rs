//! The facts about a member that engines need, all decided at generation.

/// The table of a structure, a union or an error.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name, for `Debug`.
    pub name: &'static str,
    /// The name in the model, which XML uses for a root element.
    pub model_name: &'static str,
    /// Structure or union.
    pub kind: Kind,
    /// The members; their indices are those of `Structure::get`.
    pub members: &'static [Member],
    /// Whether any of the members is required.
    pub(crate) requires: bool,
    /// Whether `Debug` hides the whole of it.
    pub sensitive: bool,
    /// The XML namespace declared on the shape.
    pub xml_namespace: Option<XmlNamespace>,
    /// The name of the root element where it is not the shape's (`xmlName`).
    pub xml_name: Option<&'static str>,
}

/// Whether the members of a shape are there all at once or one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All at once.
    Structure,
    /// One at a time.
    Union,
}

impl Shape {
    /// A structure.
    pub const fn structure(name: &'static str, model_name: &'static str, members: &'static [Member]) -> Self {
        let mut requires = false;
        let mut rest = members;
        while let [member, others @ ..] = rest {
            requires |= member.required;
            rest = others;
        }
        Self {
            name,
            model_name,
            kind: Kind::Structure,
            members,
            requires,
            sensitive: false,
            xml_namespace: None,
            xml_name: None,
        }
    }

    /// A union.
    pub const fn union(name: &'static str, model_name: &'static str, members: &'static [Member]) -> Self {
        Self { kind: Kind::Union, ..Self::structure(name, model_name, members) }
    }

    /// The index of the member that `is_it` tells. Services answer in the model's order more often than not,
    /// so the search starts at `next`, behind the member that was found before.
    #[inline]
    pub(crate) fn position(&self, next: usize, is_it: impl Fn(&'static Member) -> bool) -> Option<usize> {
        let (before, after) = self.members.split_at_checked(next)?;
        let found = after.iter().position(&is_it).map(|index| index + next);
        found.or_else(|| before.iter().position(&is_it))
    }

    /// Hides every member from `Debug`.
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Sets the XML namespace.
    pub const fn xml_namespace(self, namespace: XmlNamespace) -> Self {
        Self { xml_namespace: Some(namespace), ..self }
    }

    /// Sets the name of the root element.
    pub const fn xml_name(self, name: &'static str) -> Self {
        Self { xml_name: Some(name), ..self }
    }
}

/// A member: its names, where it travels, and in which form.
///
/// [`Member::new`] gives the plain case; the other functions add the rarer facts, each named for the
/// trait that it stands for. Tables are long and most of their members plain, so that what is rare stands
/// elsewhere, behind a reference.
#[derive(Clone, Debug)]
pub struct Member {
    /// The Rust field.
    pub name: &'static str,
    /// The name in the model: the wire name where no trait says otherwise.
    pub wire_name: &'static str,
    /// Names for single formats.
    names: Option<&'static Names>,
    /// Where the member travels in a protocol with HTTP bindings; none is the body.
    place: Option<&'static Place>,
    /// The facts of a list's member or a map's value.
    item: Option<&'static Member>,
    /// The facts of a map's key.
    key: Option<&'static Member>,
    /// The format of timestamps where it is not the protocol's default.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether the member is required: a response without it gets one that is empty.
    pub required: bool,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// Whether it is filled with a unique token when it is not set.
    pub idempotency_token: bool,
    /// Whether it is a label of the host as well.
    pub host_label: bool,
    /// Whether a list or map has no wrapping element (`xmlFlattened`).
    pub xml_flattened: bool,
    /// Whether it is an attribute of its element (`xmlAttribute`).
    pub xml_attribute: bool,
    /// Whether it is a stream that is sent with its length (`requiresLength`).
    pub requires_length: bool,
}

/// Names of a member that hold for single formats, and its media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// The wire name in restJson1 (`jsonName`).
    pub json: Option<&'static str>,
    /// The element or attribute name in XML (`xmlName`), which awsQuery uses as well.
    pub xml: Option<&'static str>,
    /// The parameter name in ec2Query (`ec2QueryName`).
    pub ec2: Option<&'static str>,
    /// The namespace declared on the element (`xmlNamespace`).
    pub xml_namespace: Option<XmlNamespace>,
    /// The media type of a string or blob.
    pub media_type: Option<&'static str>,
}

impl Names {
    /// No names of its own.
    pub const NONE: Self = Self { json: None, xml: None, ec2: None, xml_namespace: None, media_type: None };

    /// Sets [`Names::json`].
    pub const fn json(self, name: &'static str) -> Self {
        Self { json: Some(name), ..self }
    }

    /// Sets [`Names::xml`].
    pub const fn xml(self, name: &'static str) -> Self {
        Self { xml: Some(name), ..self }
    }

    /// Sets [`Names::ec2`].
    pub const fn ec2(self, name: &'static str) -> Self {
        Self { ec2: Some(name), ..self }
    }

    /// Sets [`Names::xml_namespace`].
    pub const fn xml_namespace(self, namespace: XmlNamespace) -> Self {
        Self { xml_namespace: Some(namespace), ..self }
    }

    /// Sets [`Names::media_type`].
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type: Some(media_type), ..self }
    }
}

/// Where a member travels ("Smithy specification, HTTP binding traits").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the document that the body is.
    Body,
    /// In a header of this name.
    Header(&'static str),
    /// In headers with this prefix, one for each entry of the map.
    PrefixHeaders(&'static str),
    /// In the path, in place of the label of the member's name.
    Label,
    /// In the query string, under this name.
    Query(&'static str),
    /// In the query string, one parameter for each entry of the map.
    QueryParams,
    /// It is the body. One that is not set is no body.
    Payload,
    /// It is the body, and a structure. One that is not set may be an empty document, which is for the
    /// protocol to say.
    StructurePayload,
    /// It is the status code.
    StatusCode,
    /// In a header of an event, under the member's name (`eventHeader`).
    EventHeader(EventHeader),
    /// It is the payload of an event (`eventPayload`).
    EventPayload,
}

/// The type of an event's header: that of its member ("Amazon Event Stream Specification, Headers Format").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the specification's types")]
pub enum EventHeader {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    ByteArray,
    String,
    Timestamp,
}

/// An XML namespace and the prefix that it is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace name.
    pub uri: &'static str,
    /// The prefix; none for the default namespace.
    pub prefix: Option<&'static str>,
}

/// The forms of a timestamp ("Smithy specification, timestampFormat trait").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC.
    DateTime,
    /// IMF-fixdate of RFC 9110.
    HttpDate,
    /// Seconds since 1970, with a fraction where there is one.
    EpochSeconds,
}

impl Member {
    /// The facts of an element that has none of its own.
    pub const PLAIN: &'static Member = &Member::new("", "member");

    /// A member of the body with the Rust field `name`, called `wire_name` in the model.
    pub const fn new(name: &'static str, wire_name: &'static str) -> Self {
        Self {
            name,
            wire_name,
            names: None,
            place: None,
            item: None,
            key: None,
            timestamp_format: None,
            required: false,
            sensitive: false,
            idempotency_token: false,
            host_label: false,
            xml_flattened: false,
            xml_attribute: false,
            requires_length: false,
        }
    }

    /// Its names for single formats.
    pub const fn own_names(&self) -> &'static Names {
        match self.names {
            Some(names) => names,
            None => &Names::NONE,
        }
    }

    /// Where it travels in a protocol with HTTP bindings.
    pub const fn http_place(&self) -> Place {
        match self.place {
            Some(place) => *place,
            None => Place::Body,
        }
    }

    /// Whether it has a place of its own in an event, beside the document of the others.
    pub const fn is_event_bound(&self) -> bool {
        matches!(self.place, Some(Place::EventHeader(_) | Place::EventPayload))
    }

    /// The facts of the elements of this list, or of the values of this map.
    pub const fn element(&self) -> &'static Member {
        match self.item {
            Some(item) => item,
            None => Self::PLAIN,
        }
    }

    /// The facts of the keys of this map.
    pub const fn map_key(&self) -> &'static Member {
        match self.key {
            Some(key) => key,
            None => Self::PLAIN,
        }
    }

    /// Sets its names for single formats.
    pub const fn names(self, names: &'static Names) -> Self {
        Self { names: Some(names), ..self }
    }

    /// Sets where it travels.
    pub const fn place(self, place: &'static Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Sets the format of timestamps.
    pub const fn timestamp_format(self, format: TimestampFormat) -> Self {
        Self { timestamp_format: Some(format), ..self }
    }

    /// Sets the facts of a list's member or a map's value.
    pub const fn item(self, item: &'static Member) -> Self {
        Self { item: Some(item), ..self }
    }

    /// Sets the facts of a map's key.
    pub const fn key(self, key: &'static Member) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Sets [`Member::required`].
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Sets [`Member::sensitive`].
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Sets [`Member::idempotency_token`].
    pub const fn idempotency_token(self) -> Self {
        Self { idempotency_token: true, ..self }
    }

    /// Sets [`Member::host_label`].
    pub const fn host_label(self) -> Self {
        Self { host_label: true, ..self }
    }

    /// Sets [`Member::xml_flattened`].
    pub const fn xml_flattened(self) -> Self {
        Self { xml_flattened: true, ..self }
    }

    /// Sets [`Member::xml_attribute`].
    pub const fn xml_attribute(self) -> Self {
        Self { xml_attribute: true, ..self }
    }

    /// Sets [`Member::requires_length`].
    pub const fn requires_length(self) -> Self {
        Self { requires_length: true, ..self }
    }
}
