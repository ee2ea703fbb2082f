//! Traits with a language of their own, whose value is kept for the stage that reads it.

use serde_json::Value;

use super::fields::{self, Wrong, required, text};
use crate::model::Trait;
use crate::read::Json;

pub(super) fn object(json: &Json<'_>) -> Result<Value, Wrong> {
    fields::object(json).map(Json::to_value)
}

pub(super) fn context_param(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "name", text).map(Trait::ContextParam)
}
