//! The types of the crate: which there are, and structures, errors and unions.

use super::{At, Comparison, Kind, Pair, pairs, rust};
use crate::ir::{Crate, Enum, Retryable, Role, Structure, Union, UnionVariant, XmlRoot};
use crate::model::{ErrorFault, ShapeId};
use crate::names::Name;

/// A type of the module `types`.
enum Type<'c> {
    Structure(&'c Structure),
    Union(&'c Union),
    Enum(&'c Enum),
}

impl Type<'_> {
    fn ident(&self) -> &Name {
        match self {
            Type::Structure(one) => &one.ident,
            Type::Union(one) => &one.ident,
            Type::Enum(one) => &one.ident,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Type::Structure(_) => "a structure",
            Type::Union(_) => "a union",
            Type::Enum(_) => "an enumeration",
        }
    }
}

fn types(krate: &Crate) -> Vec<Type<'_>> {
    let structures = krate.structures.iter().map(Type::Structure);
    structures.chain(krate.unions.iter().map(Type::Union)).chain(krate.enums.iter().map(Type::Enum)).collect()
}

impl Comparison<'_> {
    /// Compares the module `types`.
    pub(super) fn types(&mut self) {
        let (old, new) = (types(self.old.krate), types(self.new.krate));
        for pair in pairs(&old, &new, |one| one.ident().to_string()) {
            let path = |one: &Type<'_>| format!("types::{}", one.ident());
            match pair {
                Pair::Added(one) => {
                    self.say(Kind::TypeAdded, &At::new(path(one), self.new.id_of(one.ident()).as_str()))
                }
                Pair::Removed(one) => {
                    self.say(Kind::TypeRemoved, &At::new(path(one), self.old.id_of(one.ident()).as_str()))
                }
                Pair::Both(from, to) => {
                    let ids = (self.old.id_of(from.ident()), self.new.id_of(to.ident()));
                    match (from, to) {
                        (Type::Structure(from), Type::Structure(to)) => {
                            self.structure(&path(&Type::Structure(to)), (ids.0, from), (ids.1, to));
                        }
                        (Type::Union(from), Type::Union(to)) => self.union(ids, from, to),
                        (Type::Enum(from), Type::Enum(to)) => self.enumeration(ids.1, from, to),
                        (Type::Structure(_) | Type::Union(_) | Type::Enum(_), _) => {
                            let at = At::new(path(to), ids.1.as_str());
                            self.change(Kind::TypeKindChanged, &at, from.word(), to.word());
                        }
                    }
                }
            }
        }
    }

    /// Compares the module `types::error`.
    pub(super) fn errors(&mut self) {
        let (old, new) = (self.old.krate, self.new.krate);
        for pair in pairs(&old.errors, &new.errors, |error| error.ident.to_string()) {
            let path = |one: &Structure| format!("types::error::{}", one.ident);
            match pair {
                Pair::Added(one) => self.say(Kind::TypeAdded, &At::new(path(one), self.new.id_of(&one.ident).as_str())),
                Pair::Removed(one) => {
                    self.say(Kind::TypeRemoved, &At::new(path(one), self.old.id_of(&one.ident).as_str()))
                }
                Pair::Both(from, to) => {
                    let ids = (self.old.id_of(&from.ident), self.new.id_of(&to.ident));
                    self.structure(&path(to), (ids.0, from), (ids.1, to));
                }
            }
        }
        for pair in pairs(&old.event_errors, &new.event_errors, |error| error.ident.to_string()) {
            match pair {
                Pair::Added(one) => {
                    let at = At::new(format!("types::error::{}", one.ident), self.new.id_of(&one.union).as_str());
                    self.say(Kind::TypeAdded, &at);
                }
                Pair::Removed(one) => {
                    let at = At::new(format!("types::error::{}", one.ident), self.old.id_of(&one.union).as_str());
                    self.say(Kind::TypeRemoved, &at);
                }
                Pair::Both(from, to) => {
                    let id = self.new.id_of(&to.union).as_str();
                    self.error_variants(&format!("types::error::{}", to.ident), id, &from.variants, &to.variants);
                }
            }
        }
    }

    /// Compares a structure, which is of a shape on each side.
    pub(super) fn structure(&mut self, path: &str, old: (&ShapeId, &Structure), new: (&ShapeId, &Structure)) {
        let ((old_id, old), (new_id, new)) = (old, new);
        let at = At::new(path, new_id.as_str());
        self.role(&at, old.role, new.role);
        match (old.has_stream(), new.has_stream()) {
            (false, true) => self.say(Kind::CloneLost, &at),
            (true, false) => self.say(Kind::CloneGained, &at),
            (true, true) | (false, false) => {}
        }
        match (old.is_fallible(), new.is_fallible()) {
            (false, true) => self.say(Kind::BuildFallible, &At::new(format!("{path}::builder"), new_id.as_str())),
            (true, false) => self.say(Kind::BuildInfallible, &At::new(format!("{path}::builder"), new_id.as_str())),
            (true, true) | (false, false) => {}
        }
        if self.wire.xml && matches!(new.role, Role::Input | Role::Data) {
            self.compare(Kind::WireXml, &at, &old.xml_root, &new.xml_root, root);
        }
        self.sensitivity(&at, old.sensitive, new.sensitive);
        self.deprecation(&at, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.docs(&at, &old.docs, &new.docs);
        self.fields(path, (old_id, old), (new_id, new));
    }

    fn role(&mut self, at: &At, old: Role, new: Role) {
        let (Role::Error(old_fault, old_retry), Role::Error(new_fault, new_retry)) = (old, new) else { return };
        self.compare(Kind::ErrorFault, at, &old_fault, &new_fault, |fault| match fault {
            ErrorFault::Client => "client".to_owned(),
            ErrorFault::Server => "server".to_owned(),
        });
        match (old_retry, new_retry) {
            (Some(_), None) => self.say(Kind::RetryableLost, at),
            (None, Some(_)) => self.say(Kind::RetryableGained, at),
            (Some(old), Some(new)) => self.compare(Kind::RetryableChanged, at, &old, &new, |kind| match kind {
                Retryable::Throttling => "throttling".to_owned(),
                Retryable::Client => "a client's error".to_owned(),
                Retryable::Server => "a server's error".to_owned(),
            }),
            (None, None) => {}
        }
    }

    fn union(&mut self, ids: (&ShapeId, &ShapeId), old: &Union, new: &Union) {
        let path = format!("types::{}", new.ident);
        let at = At::new(&path, ids.1.as_str());
        if self.wire.xml {
            self.compare(Kind::WireXml, &at, &old.xml_root, &new.xml_root, root);
        }
        self.sensitivity(&at, old.sensitive, new.sensitive);
        self.deprecation(&at, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.docs(&at, &old.docs, &new.docs);
        for pair in pairs(&old.variants, &new.variants, |variant| variant.ident.to_string()) {
            let at = |id: &ShapeId, variant: &UnionVariant| {
                At::new(format!("{path}::{}", variant.ident), id.member(&variant.facts.wire_name))
            };
            match pair {
                Pair::Added(variant) => self.say(Kind::VariantAdded, &at(ids.1, variant)),
                Pair::Removed(variant) => self.say(Kind::VariantRemoved, &at(ids.0, variant)),
                Pair::Both(from, to) => self.union_variant(&at(ids.1, to), from, to),
            }
        }
    }

    fn union_variant(&mut self, at: &At, old: &UnionVariant, new: &UnionVariant) {
        let payload = |variant: &UnionVariant| rust::boxed(&variant.ty, variant.boxed);
        self.compare(Kind::VariantTypeChanged, at, &payload(old), &payload(new), String::clone);
        self.facts(at, &old.facts, &new.facts);
        self.deprecation(at, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.docs(at, &old.docs, &new.docs);
    }
}

fn root(root: &XmlRoot) -> String {
    let name = root.name.as_ref().map_or_else(|| "the element of its own name".to_owned(), |name| format!("`{name}`"));
    match &root.namespace {
        Some((uri, _)) => format!("{name} in `{uri}`"),
        None => name,
    }
}
