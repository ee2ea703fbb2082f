//! From the JSON of a protocol test to values of the model's types ("Smithy specification, Trait node values").

use serde_json::Value;

use super::Wrong;
use crate::fault::{Step, quote};
use crate::ir::{Assignment, Expr, Role, Sparse, StructureExpr, UnionExpr};
use crate::model::{EnumMember, Member, Shape, ShapeId, ShapeKind};
use crate::names::{self, Name};
use crate::numbers;
use crate::plan::{Planner, distinct};

impl Planner<'_> {
    /// The value of the shape `id` that `value` stands for. The depth of a model's JSON is limited, and so
    /// is that of this.
    pub(super) fn expr(&self, id: &ShapeId, value: &Value) -> Result<Expr, Wrong> {
        let Some(shape) = self.model.shape(id) else { return Err(unfit("a shape that does not exist")) };
        match &shape.kind {
            ShapeKind::Blob => match value {
                Value::String(text) if shape.traits.streaming() => Ok(Expr::ByteStream(text.clone().into_bytes())),
                Value::String(text) => Ok(Expr::Blob(text.clone().into_bytes())),
                _ => Err(unfit("a blob, as the text of its bytes")),
            },
            ShapeKind::Boolean => value.as_bool().map(Expr::Bool).ok_or_else(|| unfit("a boolean")),
            ShapeKind::String => self.text(id, shape, value),
            ShapeKind::Byte => integer(value, i64::from(i8::MIN), i64::from(i8::MAX)),
            ShapeKind::Short => integer(value, i64::from(i16::MIN), i64::from(i16::MAX)),
            ShapeKind::Integer | ShapeKind::IntEnum(_) => integer(value, i64::from(i32::MIN), i64::from(i32::MAX)),
            ShapeKind::Long => integer(value, i64::MIN, i64::MAX),
            ShapeKind::Float => number(value).map(|number| Expr::F32(number as f32)),
            ShapeKind::Double => number(value).map(Expr::F64),
            ShapeKind::BigInteger => {
                let digits = numbers::digits(value).filter(|digits| !digits.contains(['.', 'e', 'E']));
                digits.map(Expr::BigInteger).ok_or_else(|| unfit("an integer"))
            }
            ShapeKind::BigDecimal => numbers::digits(value).map(Expr::BigDecimal).ok_or_else(|| unfit("a number")),
            ShapeKind::Timestamp => {
                let instant = numbers::instant(value).map(|(seconds, nanos)| Expr::DateTime(seconds, nanos));
                instant.ok_or_else(|| unfit("a timestamp, in seconds since 1970"))
            }
            ShapeKind::Document => Ok(Expr::Document(value.to_string())),
            ShapeKind::Enum(members) => self.enum_expr(id, members, value),
            ShapeKind::List(member) => self.list(member, sparse(shape), value),
            ShapeKind::Map(key, item) => self.map(key, item, sparse(shape), value),
            ShapeKind::Structure(_) => self.structure_expr(id, value).map(Expr::Structure),
            ShapeKind::Union(members) => self.union_expr(id, members, value).map(Expr::Union),
            ShapeKind::Operation(_) | ShapeKind::Service(_) | ShapeKind::Resource(_) => Err(unfit("no shape of data")),
        }
    }

    fn text(&self, id: &ShapeId, shape: &Shape, value: &Value) -> Result<Expr, Wrong> {
        let text = value.as_str().ok_or_else(|| unfit("a string"))?.to_owned();
        Ok(match shape.traits.unnamed_enum() {
            Some(_) => Expr::Enum(self.type_ident(id), Err(text)),
            None => Expr::String(text),
        })
    }

    fn enum_expr(&self, id: &ShapeId, members: &[EnumMember], value: &Value) -> Result<Expr, Wrong> {
        let text = value.as_str().ok_or_else(|| unfit("a string"))?;
        let variant = members.iter().find(|member| member.value == text);
        let variant = variant.map(|member| names::ident(&names::enum_variant(self.distinct.name(id, &member.name))));
        Ok(Expr::Enum(self.type_ident(id), variant.ok_or_else(|| text.to_owned())))
    }

    fn list(&self, member: &Member, sparse: Sparse, value: &Value) -> Result<Expr, Wrong> {
        let items = value.as_array().ok_or_else(|| unfit("a list"))?.iter().enumerate().map(|(index, item)| {
            self.element(&member.target, sparse, item).map_err(|wrong| wrong.within(Step::Index(index)))
        });
        Ok(Expr::Vec(items.collect::<Result<_, _>>()?, sparse))
    }

    fn map(&self, key: &Member, item: &Member, sparse: Sparse, value: &Value) -> Result<Expr, Wrong> {
        let entries = value.as_object().ok_or_else(|| unfit("a map"))?.iter().map(|(name, value)| {
            let within = |wrong: Wrong| wrong.within(Step::from(name.as_str()));
            let key = self.expr(&key.target, &Value::String(name.clone())).map_err(within)?;
            Ok((key, self.element(&item.target, sparse, value).map_err(within)?))
        });
        Ok(Expr::Map(entries.collect::<Result<_, _>>()?, sparse))
    }

    /// An element of a list or map, which may be null where that is sparse.
    fn element(&self, id: &ShapeId, sparse: Sparse, value: &Value) -> Result<Option<Expr>, Wrong> {
        match (value, sparse) {
            (Value::Null, Sparse::Yes) => Ok(None),
            _ => self.expr(id, value).map(Some),
        }
    }

    /// The structure `id` outside of inputs and outputs.
    pub(super) fn structure_expr(&self, id: &ShapeId, value: &Value) -> Result<StructureExpr, Wrong> {
        let Some(shape) = self.model.shape(id) else { return Err(unfit("a shape that does not exist")) };
        let role = shape.traits.error().map_or(Role::Data, |fault| Role::Error(*fault, None));
        let fields = shape.kind.members().iter().map(|member| self.field(id, member, role));
        Ok(StructureExpr {
            ident: self.type_ident(id),
            is_error: shape.traits.error().is_some(),
            is_fallible: fields.into_iter().any(|field| field.must_be_set()),
            members: self.members_expr(id, role, value)?,
        })
    }

    /// The members of the structure `id` that `value` sets.
    pub(super) fn members_expr(&self, id: &ShapeId, role: Role, value: &Value) -> Result<Vec<Assignment>, Wrong> {
        let members = self.model.shape(id).map_or(&[][..], |shape| shape.kind.members());
        let entries = value.as_object().ok_or_else(|| unfit("a structure"))?;
        let set = entries.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| {
            let within = |wrong: Wrong| wrong.within(Step::from(name.as_str()));
            let member =
                members.iter().find(|member| member.name == *name).ok_or_else(|| within(no_member(id, name)))?;
            let value = self.expr(&member.target, value).map_err(within)?;
            Ok(self.assignment(id, member, role, value))
        });
        set.collect()
    }

    pub(super) fn assignment(&self, id: &ShapeId, member: &Member, role: Role, value: Expr) -> Assignment {
        let field = self.field(id, member, role);
        Assignment { ident: field.ident, set_ident: field.set_ident, value }
    }

    pub(super) fn union_expr(&self, id: &ShapeId, members: &[Member], value: &Value) -> Result<UnionExpr, Wrong> {
        let entries = value.as_object().ok_or_else(|| unfit("a union"))?;
        let mut set = entries.iter().filter(|(_, value)| !value.is_null());
        let (Some((name, value)), None) = (set.next(), set.next()) else {
            return Err(unfit("a union, of which one member is set"));
        };
        let within = |wrong: Wrong| wrong.within(Step::from(name.as_str()));
        let member = members.iter().find(|member| member.name == *name).ok_or_else(|| within(no_member(id, name)))?;
        let variant = self.union_variant(id, member, &distinct::union_variant(self.distinct.name(id, &member.name)));
        let payload = match member.target.is_unit() {
            true => None,
            false => Some(Box::new(self.expr(&member.target, value).map_err(within)?)),
        };
        let ident = self.type_ident(id);
        Ok(UnionExpr { ident, variant: variant.ident, payload, is_boxed: variant.boxed })
    }

    /// The type that the shape `id` becomes.
    pub(super) fn type_ident(&self, id: &ShapeId) -> Name {
        names::ident(&names::type_name(self.model.name_of(id)))
    }
}

fn sparse(shape: &Shape) -> Sparse {
    if shape.traits.sparse() { Sparse::Yes } else { Sparse::No }
}

fn integer(value: &Value, min: i64, max: i64) -> Result<Expr, Wrong> {
    let number = value.as_i64().filter(|number| (min..=max).contains(number));
    number.map(Expr::Integer).ok_or_else(|| unfit("an integer of the shape's size"))
}

fn number(value: &Value) -> Result<f64, Wrong> {
    numbers::float(value).ok_or_else(|| unfit("a number, or the text of one that JSON does not have"))
}

fn unfit(expected: &str) -> Wrong {
    Wrong::new(format!("the value is not {expected}"))
}

fn no_member(id: &ShapeId, name: &str) -> Wrong {
    Wrong::new(format!("{} has no member {}", quote(id.name()), quote(name)))
}
