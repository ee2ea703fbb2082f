//! Turns a C2J service into drafts of Smithy shapes, as AWS itself has turned its older models into Smithy:
//! what C2J says of a shape or of its use becomes the trait that says so in Smithy.
//!
//! What C2J does not say cannot come back: names of enum values are made of the values, and members have no
//! defaults but the zeros of what is not boxed. What changes types is known for some services (`lost`).

mod applied;
mod dialect;
mod enums;
mod errors;
mod lost;
mod member;
mod namespaces;
mod operation;
mod paginator;
mod places;
mod rules;
mod service;
mod shape;
mod structure;
mod waiter;

pub(super) use places::translate;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use applied::List;
use dialect::Dialect;
use errors::Errors;
use namespaces::Namespace;
use shape::Target;

use super::draft::{Draft, DraftKind, Home, Homes, MemberStyle};
use super::merge::Drafts;
use crate::fault::{Code, Finding, Findings, Step};
use crate::model::ShapeId;
use crate::read::{C2j, Version, XmlNamespace};

/// Adds the shapes of the service to `drafts`.
pub(super) fn draft<'a>(c2j: C2j<'a>, drafts: &mut Drafts<'a>, homes: &mut Homes, findings: &mut Findings) {
    let mut lowering = Lowering {
        namespace: service::namespace(&c2j.metadata),
        sdk_id: service::sdk_id(&c2j.metadata).to_owned(),
        dialect: Dialect::of(&c2j.metadata),
        required_is_optional: lost::is_required_optional(service::sdk_id(&c2j.metadata)),
        says_box: lost::says_box(&c2j.shapes),
        xml_namespace: Namespace::of(&c2j),
        source: c2j.source,
        operations: c2j.operations.iter().map(|operation| operation.name.to_string()).collect(),
        targets: c2j.shapes.iter().map(|shape| (shape.name.to_string(), Target::of(shape))).collect(),
        statuses: errors::statuses(&c2j),
        errors: Errors::of(&c2j.operations),
        roots: HashMap::new(),
        drafts,
        homes,
        findings,
    };
    lowering.service(c2j);
}

/// A service on its way to drafts.
struct Lowering<'a, 'w> {
    /// The namespace of the shapes.
    namespace: String,
    sdk_id: String,
    dialect: Dialect,
    /// Whether clients take required members as optional.
    required_is_optional: bool,
    /// Whether the model says which numbers and booleans are boxed.
    says_box: bool,
    xml_namespace: Namespace<'a>,
    source: usize,
    /// The names of the operations.
    operations: HashSet<String>,
    /// What uses of shapes have to know of them, by name.
    targets: HashMap<String, Target<'a>>,
    errors: Errors<'a>,
    /// The status codes of errors, by name.
    statuses: HashMap<String, u16>,
    /// What operations say of their inputs as roots of XML documents, by shape.
    roots: HashMap<String, Root<'a>>,
    drafts: &'w mut Drafts<'a>,
    homes: &'w mut Homes,
    findings: &'w mut Findings,
}

/// What is said of a structure as the root of an XML document.
#[derive(Debug, Default)]
struct Root<'a> {
    name: Option<Cow<'a, str>>,
    namespace: Option<XmlNamespace<'a>>,
}

impl<'a> Lowering<'a, '_> {
    fn add(&mut self, id: ShapeId, home: Home, kind: DraftKind<'a>, traits: List<'a>) {
        // Members of 1.0 have the zeros of their targets as defaults, as they have in C2J.
        let version = Version::One;
        let (mixins, overlays) = (Vec::new(), Vec::new());
        self.drafts.insert(id, Draft { home, version, kind, mixins, traits: traits.all, overlays });
    }

    fn home(&mut self, section: &'static str, key: &str, members: MemberStyle) -> Home {
        self.homes.add_c2j(self.source, section, key.to_owned(), members)
    }

    /// The id of the shape `name`. Smithy has one namespace for shapes and operations.
    fn id(&self, name: &str) -> Option<ShapeId> {
        if self.operations.contains(name) { self.free_id(&format!("{name}Shape")) } else { self.plain_id(name) }
    }

    fn plain_id(&self, name: &str) -> Option<ShapeId> {
        ShapeId::parse(&format!("{}#{name}", self.namespace))
    }

    /// An id for what is called `name` and is no shape in C2J.
    fn free_id(&self, name: &str) -> Option<ShapeId> {
        let is_taken = self.targets.contains_key(name) || self.operations.contains(name);
        if is_taken { ShapeId::parse(&format!("{}.other#{name}", self.namespace)) } else { self.plain_id(name) }
    }

    fn report(&mut self, code: Code, (home, tail): (Home, &[Step]), message: String, expected: &str) {
        let place = self.homes.place(home, None, tail);
        self.findings.push(Finding::new(code, place, message).expected(expected));
    }
}
