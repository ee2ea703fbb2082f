//! Fields of structures.

use serde_json::Value;

use crate::base64;
use crate::ir::{Default, Field, Named, Role, Type};
use crate::model::{Member, ShapeId};
use crate::names;
use crate::plan::{Planner, deprecation};

impl Planner<'_> {
    /// The fields of a structure.
    pub(super) fn fields(&self, id: &ShapeId, members: &[Member], role: Role) -> Vec<Field> {
        members.iter().map(|member| self.field(id, member, role)).collect()
    }

    pub(super) fn field(&self, id: &ShapeId, member: &Member, role: Role) -> Field {
        let (name, mut plain_name) = names::field(self.distinct.name(id, &member.name));
        if matches!(role, Role::Error(..)) && plain_name == "meta" {
            // `set_meta` of an error's builder takes the metadata.
            plain_name.clone_from(&name);
        }
        let ty = self.events_ty(&member.target, role).unwrap_or_else(|| self.ty(&member.target));
        let boxed = self.boxed.contains(&id.member(&member.name));
        let default_value = self.customization.default(member, &ty);
        let optional = is_optional(member, default_value.as_ref(), &ty, role);
        let holds_members = matches!(ty, Type::Named(_, Named::Structure | Named::Union | Named::Error));
        let ident = names::ident(&name);
        let mut facts = self.facts(member, ident.to_string().trim_start_matches("r#"), role);
        facts.required = role != Role::Input
            && member.traits.required()
            && !member.traits.client_optional()
            && !boxed
            && (holds_members || self.begins_events(id, member));
        Field {
            ident,
            set_ident: names::ident(&format!("set_{plain_name}")),
            get_ident: names::ident(&format!("get_{plain_name}")),
            default: if optional { Default::Zero } else { default(default_value.as_ref(), &ty) },
            ty,
            optional,
            boxed,
            required: member.traits.required(),
            docs: self.member_docs(member, role),
            deprecated: deprecation(&member.traits),
            facts,
        }
    }
}

/// Whether a field is an `Option`: nullability of members for clients that are careful ("Smithy
/// specification, Structure member optionality"; input members are always optional).
fn is_optional(member: &Member, default: Option<&Value>, ty: &Type, role: Role) -> bool {
    let traits = &member.traits;
    if matches!(ty, Type::ByteStream | Type::EventSender(_) | Type::EventReceiver(_)) {
        return false;
    }
    let present = traits.required() || default.is_some_and(|value| !value.is_null());
    role == Role::Input
        || traits.client_optional()
        || matches!(ty, Type::Named(_, Named::Structure | Named::Union | Named::Error))
        || !present
}

/// What a field that is not optional is when nobody sets it.
fn default(value: Option<&Value>, ty: &Type) -> Default {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return if matches!(ty, Type::ByteStream) { Default::Zero } else { Default::Missing };
    };
    match (ty, value) {
        (Type::Document, value) => Default::Document(value.to_string()),
        (Type::Vec(..) | Type::Map(..) | Type::ByteStream, _) => Default::Zero,
        (Type::Bool, Value::Bool(true)) => Default::True,
        (Type::DateTime, value) => instant(value),
        (Type::Blob, Value::String(text)) => Default::Bytes(base64::decode(text)),
        (Type::BigInteger | Type::BigDecimal, Value::Number(number)) => Default::Digits(number.to_string()),
        (Type::BigInteger | Type::BigDecimal, Value::String(digits)) => Default::Digits(digits.clone()),
        (Type::F32 | Type::F64, Value::Number(number)) => number.as_f64().map_or(Default::Zero, float),
        (_, Value::Number(number)) => number.as_i64().map_or(Default::Zero, integer),
        (_, Value::String(text)) if text.is_empty() && *ty == Type::String => Default::Zero,
        (_, Value::String(text)) => Default::Text(text.clone()),
        _ => Default::Zero,
    }
}

fn float(number: f64) -> Default {
    if number == 0.0 { Default::Zero } else { Default::Float(number) }
}

fn integer(number: i64) -> Default {
    if number == 0 { Default::Zero } else { Default::Integer(number) }
}

/// The instant of a timestamp's default, which is a number of seconds or an RFC 3339 text.
fn instant(value: &Value) -> Default {
    match value {
        Value::Number(number) => seconds(number.as_f64().unwrap_or_default()),
        Value::String(text) => Default::Text(text.clone()),
        _ => Default::Instant(0, 0),
    }
}

fn seconds(number: f64) -> Default {
    let whole = number.floor();
    Default::Instant(whole as i64, ((number - whole) * 1e9).round() as u32)
}
