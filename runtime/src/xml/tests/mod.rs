//! Tests of the engine as a whole.

mod hostile;
mod properties;
mod read;
mod write;

use crate::shape::Structure;
use crate::xml::{XmlError, XmlRoot, XmlStyle, read_structure, write_structure};

/// What `body` is as a `T`.
fn read<T: Structure>(body: impl AsRef<[u8]>) -> Result<T, XmlError> {
    let mut structure = T::empty();
    read_structure(XmlStyle::REST, body.as_ref(), &mut structure)?;
    Ok(structure)
}

/// The document for `structure`, whose root is called `Root`.
fn written(structure: &dyn Structure) -> String {
    let root = XmlRoot { name: "Root", namespace: None };
    let body = write_structure(&root, structure, XmlStyle::REST).expect("a form in XML");
    String::from_utf8(body).expect("UTF-8")
}
