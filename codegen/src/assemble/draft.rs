//! Shapes while they are assembled: the syntax tree, with the home of each part.
//!
//! A home is the entry of a model file that a part was written in. It stays with members and traits
//! as they are applied and mixed in elsewhere, so that faults name the place that has to change.

use std::borrow::Cow;

use super::c2j;
use crate::fault::{Place, Step};
use crate::model::ShapeId;
use crate::read::{Aggregate, AstMember, AstOperation, AstResource, AstService, AstTrait, Json, Simple, Version};

/// The number of an entry of a model file, over all files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Home(pub(super) u32);

/// The entries of all model files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Homes(Vec<HomeEntry>);

#[derive(Clone, Debug)]
struct HomeEntry {
    source: usize,
    section: Section,
    key: String,
    /// Whether members stand under `members`, directly in the entry, or are what the entry is about.
    members: MemberStyle,
}

/// The part of a file that an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    /// The shapes of a Smithy file.
    Smithy,
    /// The value of this key of a C2J file; the file itself where the key is empty.
    C2j(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MemberStyle {
    Named,
    Direct,
    Applied,
    /// The members are made of the values of `enum`.
    Values,
}

impl Homes {
    pub(super) fn add(&mut self, source: usize, key: String, members: MemberStyle) -> Home {
        self.push(HomeEntry { source, section: Section::Smithy, key, members })
    }

    /// Adds the entry `key` of a part of a C2J file, or that part where the key is empty.
    pub(super) fn add_c2j(&mut self, source: usize, part: &'static str, key: String, members: MemberStyle) -> Home {
        self.push(HomeEntry { source, section: Section::C2j(part), key, members })
    }

    fn push(&mut self, entry: HomeEntry) -> Home {
        self.0.push(entry);
        Home(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The place of what `tail` leads to, from the shape or, where one is given, from its member.
    pub(crate) fn place(&self, home: Home, member: Option<&str>, tail: &[Step]) -> Place {
        let Some(entry) = self.0.get(home.0 as usize) else { return Place::Nowhere };
        let (section, tail) = match entry.section {
            Section::Smithy => ("shapes", Cow::Borrowed(tail)),
            Section::C2j(section) => (section, Cow::Owned(c2j::translate(tail))),
        };
        let mut path: Vec<Step> =
            [section, &entry.key].into_iter().filter(|key| !key.is_empty()).map(Step::from).collect();
        match (member, entry.members) {
            (Some(member), MemberStyle::Named) => path.extend([Step::from("members"), Step::from(member)]),
            (Some(member), MemberStyle::Direct) => path.push(Step::from(member)),
            (Some(_), MemberStyle::Values) => path.push(Step::from("enum")),
            (Some(_), MemberStyle::Applied) | (None, _) => {}
        }
        path.extend_from_slice(&tail);
        Place::Path(entry.source, path)
    }
}

/// A shape.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) home: Home,
    pub(super) version: Version,
    pub(super) kind: DraftKind<'a>,
    pub(super) mixins: Vec<ShapeId>,
    pub(super) traits: Vec<Applied<'a>>,
    /// Traits for members that the shape does not define itself.
    pub(super) overlays: Vec<(String, Vec<Applied<'a>>)>,
}

#[derive(Clone, Debug)]
pub(super) enum DraftKind<'a> {
    Simple(Simple),
    Aggregate(Aggregate, Vec<DraftMember<'a>>),
    Operation(AstOperation),
    Service(AstService<'a>),
    Resource(AstResource),
}

/// A member.
#[derive(Clone, Debug)]
pub(super) struct DraftMember<'a> {
    pub(super) home: Home,
    pub(super) name: Cow<'a, str>,
    pub(super) target: ShapeId,
    pub(super) traits: Vec<Applied<'a>>,
}

/// A trait.
#[derive(Clone, Debug)]
pub(super) struct Applied<'a> {
    pub(super) home: Home,
    pub(super) id: ShapeId,
    pub(super) value: Json<'a>,
}

impl<'a> Applied<'a> {
    pub(super) fn from_ast(home: Home, AstTrait { id, value }: AstTrait<'a>) -> Self {
        Applied { home, id, value }
    }
}

/// Leaves each trait once: the last of those that are there.
pub(super) fn keep_last(traits: &mut Vec<Applied<'_>>) {
    traits.reverse();
    traits.sort_by(|a, b| a.id.cmp(&b.id));
    traits.dedup_by(|one, there| one.id == there.id);
}

impl<'a> DraftMember<'a> {
    pub(super) fn from_ast(home: Home, member: AstMember<'a>) -> Self {
        let traits = member.traits.into_iter().map(|one| Applied::from_ast(home, one)).collect();
        DraftMember { home, name: member.name, target: member.target, traits }
    }
}

impl<'a> DraftKind<'a> {
    /// The operation, if it is one.
    pub(super) fn operation(&self) -> Option<&AstOperation> {
        if let DraftKind::Operation(operation) = self { Some(operation) } else { None }
    }

    /// The service, if it is one.
    pub(super) fn service(&self) -> Option<&AstService<'a>> {
        if let DraftKind::Service(service) = self { Some(service) } else { None }
    }

    /// The resource, if it is one.
    pub(super) fn resource(&self) -> Option<&AstResource> {
        if let DraftKind::Resource(resource) = self { Some(resource) } else { None }
    }

    /// The word of the specification for this kind of shape.
    pub(super) fn word(&self) -> &'static str {
        match self {
            DraftKind::Simple(simple) => match simple {
                Simple::Blob => "blob",
                Simple::Boolean => "boolean",
                Simple::String => "string",
                Simple::Byte => "byte",
                Simple::Short => "short",
                Simple::Integer => "integer",
                Simple::Long => "long",
                Simple::Float => "float",
                Simple::Double => "double",
                Simple::BigInteger => "bigInteger",
                Simple::BigDecimal => "bigDecimal",
                Simple::Timestamp => "timestamp",
                Simple::Document => "document",
            },
            DraftKind::Aggregate(aggregate, _) => match aggregate {
                Aggregate::List => "list",
                Aggregate::Set => "set",
                Aggregate::Map => "map",
                Aggregate::Structure => "structure",
                Aggregate::Union => "union",
                Aggregate::Enum => "enum",
                Aggregate::IntEnum => "intEnum",
            },
            DraftKind::Operation(_) => "operation",
            DraftKind::Service(_) => "service",
            DraftKind::Resource(_) => "resource",
        }
    }
}
