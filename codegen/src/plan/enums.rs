//! Enumerations.

use crate::ir::{Enum, EnumVariant};
use crate::model::{EnumMember, ShapeId, ShapeKind};
use crate::names;
use crate::plan::{Planner, deprecation, documentation};

impl Planner<'_> {
    pub(super) fn enumeration(&self, id: &ShapeId) -> Option<Enum> {
        let shape = self.model.shape(id)?;
        let (variants, mut values) = match &shape.kind {
            ShapeKind::Enum(members) => {
                let values = members.iter().map(|member| member.value.clone()).collect();
                (Some(self.variants(id, members)), values)
            }
            _ => (None, shape.traits.unnamed_enum()?.clone()),
        };
        values.sort();
        let name = names::type_name(self.model.name_of(id));
        Some(Enum {
            module: names::ident(&names::module(&name)),
            ident: names::ident(&name),
            variants,
            values,
            docs: documentation(&shape.traits),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive(),
        })
    }

    /// The variants in the order of their values, which is that of the official enums' `Ord`.
    fn variants(&self, id: &ShapeId, members: &[EnumMember]) -> Vec<EnumVariant> {
        let mut variants: Vec<EnumVariant> = members
            .iter()
            .map(|member| EnumVariant {
                ident: names::ident(&names::enum_variant(self.distinct.name(id, &member.name))),
                value: member.value.clone(),
                docs: documentation(&member.traits),
                deprecated: deprecation(&member.traits),
            })
            .collect();
        variants.sort_by(|a, b| a.value.cmp(&b.value));
        variants
    }
}
