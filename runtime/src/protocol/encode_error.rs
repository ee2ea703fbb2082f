//! The error of all encoders.

use crate::shape::{Kind, Shape};

/// Why a value has no form in the format. The text names the member.
#[derive(Debug)]
pub struct EncodeError(pub(crate) String);

impl EncodeError {
    /// Refuses a union of which no member is set, or one that a later version of the model has: nobody
    /// could read what would be written. `written` says whether a member was.
    pub(crate) fn unless_written(written: bool, shape: &Shape) -> Result<(), Self> {
        match shape.kind {
            Kind::Union if !written => Err(Self(format!("the union `{}` has no member that can be sent", shape.name))),
            Kind::Union | Kind::Structure => Ok(()),
        }
    }
}

impl std::fmt::Display for EncodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EncodeError {}
