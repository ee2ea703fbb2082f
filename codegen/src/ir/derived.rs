//! What follows from a plan, and more than one reader of it wants to know.

use super::{Checksums, Crate, Field, Role, Structure, Type};

impl Crate {
    /// Whether an operation has a stream of bytes.
    pub fn has_byte_streams(&self) -> bool {
        let ends = self.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
        ends.flat_map(|end| &end.fields).any(|field| field.ty == Type::ByteStream)
    }

    /// Whether callers may choose checksums.
    pub fn has_checksum_choices(&self) -> bool {
        let has_choices = |checksums: &Checksums| checksums.request_algorithm.is_some() || checksums.response.is_some();
        self.operations.iter().any(|operation| operation.checksums.as_ref().is_some_and(has_choices))
    }

    /// Whether requests of an operation are compressed.
    pub fn has_compression(&self) -> bool {
        self.operations.iter().any(|operation| operation.compression)
    }

    /// Whether requests of an operation can be signed for somebody else to send them.
    pub fn has_presigning(&self) -> bool {
        self.operations.iter().any(|operation| operation.presigns)
    }
}

impl Structure {
    /// Whether the structure has a stream, which can be neither copied nor compared.
    pub fn has_stream(&self) -> bool {
        let is_stream =
            |field: &Field| matches!(field.ty, Type::ByteStream | Type::EventSender(_) | Type::EventReceiver(_));
        self.fields.iter().any(is_stream)
    }

    /// Whether `build` can fail: it always may for inputs, as the official clients have it.
    pub fn is_fallible(&self) -> bool {
        self.role == Role::Input || self.fields.iter().any(Field::must_be_set)
    }
}
