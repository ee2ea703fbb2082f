//! Error structures that have a message and nothing else.
//!
//! Most errors of most services are of this form. They are one generic structure, so that a client with a
//! hundred of them builds no slower than one with ten: a generated error is a type alias and its facts.

use std::fmt;
use std::marker::PhantomData;

use crate::error::ModeledError;
use crate::shape::{Shape, Structure, Value, debug_structure};
use crate::types::{ErrorMetadata, ProvideErrorMetadata, RequestId};

/// What distinguishes one such error from another.
pub trait ExceptionKind: Send + Sync + 'static {
    /// The table: the names, and the member `message`.
    const SHAPE: &'static Shape;
}

/// An error with a message.
#[non_exhaustive]
pub struct Exception<K> {
    /// What went wrong, in the words of the service.
    pub message: Option<String>,
    meta: ErrorMetadata,
    kind: PhantomData<fn() -> K>,
}

impl<K: ExceptionKind> Exception<K> {
    /// What went wrong, in the words of the service.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// A builder of the error.
    pub fn builder() -> ExceptionBuilder<K> {
        ExceptionBuilder::default()
    }
}

impl<K> Clone for Exception<K> {
    fn clone(&self) -> Self {
        Self { message: self.message.clone(), meta: self.meta.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Exception<K> {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message && self.meta == other.meta
    }
}

impl<K: ExceptionKind> fmt::Debug for Exception<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_structure(K::SHAPE.name, self, f)
    }
}

impl<K: ExceptionKind> Structure for Exception<K> {
    fn empty() -> Self {
        Self { message: None, meta: ErrorMetadata::default(), kind: PhantomData }
    }

    fn shape(&self) -> &'static Shape {
        K::SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        (index == 0).then_some(&self.message as &dyn Value)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        (index == 0).then_some(&mut self.message as &mut dyn Value)
    }
}

impl<K: ExceptionKind> ModeledError for Exception<K> {
    fn metadata(&self) -> &ErrorMetadata {
        &self.meta
    }

    fn set_metadata(&mut self, metadata: ErrorMetadata) {
        self.meta = metadata;
    }

    fn text(&self) -> Option<&str> {
        self.message()
    }
}

impl<K: ExceptionKind> fmt::Display for Exception<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::error::display(self, f)
    }
}

impl<K: ExceptionKind> std::error::Error for Exception<K> {}

impl<K: ExceptionKind> ProvideErrorMetadata for Exception<K> {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl<K: ExceptionKind> RequestId for Exception<K> {
    fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }
}

/// Builds an [`Exception`].
pub struct ExceptionBuilder<K> {
    inner: Exception<K>,
}

impl<K: ExceptionKind> ExceptionBuilder<K> {
    /// Sets what went wrong, in the words of the service.
    pub fn message(mut self, input: impl Into<String>) -> Self {
        self.inner.message = Some(input.into());
        self
    }

    /// Sets or clears what went wrong.
    pub fn set_message(mut self, input: Option<String>) -> Self {
        self.inner.message = input;
        self
    }

    /// What went wrong, as far as it is set.
    pub fn get_message(&self) -> &Option<String> {
        &self.inner.message
    }

    /// Sets the metadata of the error: its code, message and request id.
    pub fn meta(mut self, meta: ErrorMetadata) -> Self {
        self.inner.meta = meta;
        self
    }

    /// Sets or clears the metadata of the error.
    pub fn set_meta(&mut self, meta: Option<ErrorMetadata>) -> &mut Self {
        self.inner.meta = meta.unwrap_or_default();
        self
    }

    /// The error that was built.
    pub fn build(self) -> Exception<K> {
        self.inner
    }
}

impl<K: ExceptionKind> Default for ExceptionBuilder<K> {
    fn default() -> Self {
        Self { inner: Structure::empty() }
    }
}

impl<K> Clone for ExceptionBuilder<K> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

impl<K> PartialEq for ExceptionBuilder<K> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<K: ExceptionKind> fmt::Debug for ExceptionBuilder<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_structure(&format!("{}Builder", K::SHAPE.name), &self.inner, f)
    }
}
