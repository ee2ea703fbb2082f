//! Turns a C2J service into drafts of Smithy shapes, as AWS itself has turned its older models into Smithy:
//! what C2J says of a shape or of its use becomes the trait that says so in Smithy.
//!
//! What C2J does not say cannot come back: names of enum values are made of the values, members have no
//! defaults but the zeros of what is not boxed, and nothing says which required members clients are to
//! take as optional.

mod applied;
mod dialect;
mod enums;
mod errors;
mod member;
mod operation;
mod paginator;
mod places;
mod service;
mod shape;
mod structure;
mod waiter;

pub(super) use places::translate;

use std::borrow::Cow;
use std::collections::HashMap;

use applied::List;
use dialect::Dialect;
use errors::Errors;
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
        dialect: Dialect::of(&c2j.metadata),
        source: c2j.source,
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
    namespace: String,
    dialect: Dialect,
    source: usize,
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

    /// The id of the shape `name`.
    fn id(&self, name: &str) -> Option<ShapeId> {
        ShapeId::parse(&format!("{}#{name}", self.namespace))
    }

    /// An id for what is called `name` and is no shape in C2J: Smithy has one namespace for all.
    fn free_id(&self, name: &str) -> Option<ShapeId> {
        let is_free = |id: &ShapeId| !self.targets.contains_key(name) && !self.drafts.contains_key(id);
        self.id(name).filter(is_free).or_else(|| ShapeId::parse(&format!("{}.operation#{name}", self.namespace)))
    }

    fn report(&mut self, code: Code, (home, tail): (Home, &[Step]), message: String, expected: &str) {
        let place = self.homes.place(home, None, tail);
        self.findings.push(Finding::new(code, place, message).expected(expected));
    }
}
