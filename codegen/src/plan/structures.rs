//! Structures, errors and unions.

use crate::ir::{Docs, Facts, Field, Retryable, Role, Structure, Type, Union, UnionVariant, XmlRoot};
use crate::model::{ErrorFault, Member, Shape, ShapeId, ShapeKind, Traits};
use crate::names;
use crate::plan::{Planner, deprecation, distinct, documentation, facts};

impl Planner<'_> {
    /// A structure that is neither input, output nor error.
    pub(super) fn data(&self, id: &ShapeId) -> Option<Structure> {
        let name = names::type_name(self.model.name_of(id));
        self.structure(id, &name, Role::Data)
    }

    /// An error structure. It always has a message.
    pub(super) fn error(&self, id: &ShapeId) -> Option<Structure> {
        let traits = &self.model.shape(id)?.traits;
        let fault = *traits.error()?;
        let retryable = traits.retryable().map(|throttling| match (throttling, fault) {
            (true, _) => Retryable::Throttling,
            (false, ErrorFault::Client) => Retryable::Client,
            (false, ErrorFault::Server) => Retryable::Server,
        });
        let role = Role::Error(fault, retryable);
        let name = names::type_name(self.model.name_of(id));
        let mut structure = self.structure(id, &name, role)?;
        if !structure.fields.iter().any(|field| field.ident == "message") {
            structure.fields.push(message());
        }
        Some(structure)
    }

    /// The structure `id` under the Rust name `name`.
    pub(super) fn structure(&self, id: &ShapeId, name: &str, role: Role) -> Option<Structure> {
        let shape = self.model.shape(id)?;
        let ShapeKind::Structure(members) = &shape.kind else { return None };
        let mut fields = self.fields(id, members, role);
        self.customization.complete_fields(&mut fields, role);
        Some(Structure {
            fields,
            docs: documentation(&shape.traits),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive(),
            xml_root: xml_root(&shape.traits),
            ..empty_structure(self.model.name_of(id), name, role)
        })
    }

    pub(super) fn union(&self, id: &ShapeId) -> Option<Union> {
        let Shape { kind: ShapeKind::Union(members), traits } = self.model.shape(id)? else { return None };
        let ident_text = |member: &Member| distinct::union_variant(self.distinct.name(id, &member.name));
        // Errors that may come in the place of an event are no events.
        let is_event = |member: &&Member| !(self.is_event_stream(id) && self.is_error(&member.target));
        let mut variants: Vec<UnionVariant> =
            members.iter().filter(is_event).map(|member| self.union_variant(id, member, &ident_text(member))).collect();
        variants.sort_by(|a, b| a.ident.cmp(&b.ident));
        let name = names::type_name(self.model.name_of(id));
        Some(Union {
            model_name: self.model.name_of(id).to_owned(),
            module: names::ident(&names::module(&name)),
            ident: names::ident(&name),
            variants,
            docs: documentation(traits),
            deprecated: deprecation(traits),
            sensitive: traits.sensitive(),
            xml_root: xml_root(traits),
        })
    }

    pub(super) fn union_variant(&self, id: &ShapeId, member: &Member, name: &str) -> UnionVariant {
        UnionVariant {
            ident: names::ident(name),
            as_ident: names::ident(&as_function(name)),
            is_ident: names::ident(&format!("is_{}", names::snake(name))),
            ty: self.ty(&member.target),
            boxed: self.boxed.contains(&id.member(&member.name)),
            docs: self.member_docs(member, Role::Data),
            deprecated: deprecation(&member.traits),
            facts: self.facts(member, name, Role::Data),
        }
    }
}

/// The function that gives the payload of a variant.
fn as_function(variant: &str) -> String {
    format!("as_{}", names::snake(variant))
}

/// A structure without anything, as an operation's input or output is where the model has none.
pub(super) fn empty_structure(model_name: &str, name: &str, role: Role) -> Structure {
    Structure {
        model_name: model_name.to_owned(),
        module: names::ident(&names::module(name)),
        ident: names::ident(name),
        builder: names::ident(&format!("{name}Builder")),
        role,
        fields: Vec::new(),
        docs: Docs::default(),
        deprecated: None,
        sensitive: false,
        xml_root: XmlRoot::default(),
        extended_request_id: false,
    }
}

fn xml_root(traits: &Traits) -> XmlRoot {
    XmlRoot { namespace: traits.xml_namespace().map(facts::namespace), name: traits.xml_name().cloned() }
}

/// The message that error structures have even where the model gives them none.
fn message() -> Field {
    Field {
        ident: names::ident("message"),
        set_ident: names::ident("set_message"),
        get_ident: names::ident("get_message"),
        ty: Type::String,
        optional: true,
        boxed: false,
        default: crate::ir::Default::Zero,
        required: false,
        docs: documentation(&Traits::from_iter([crate::model::Trait::Documentation("What went wrong.".to_owned())])),
        deprecated: None,
        facts: Facts { rust_name: "message".to_owned(), wire_name: "message".to_owned(), ..Facts::default() },
    }
}
