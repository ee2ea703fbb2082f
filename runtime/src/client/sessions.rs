//! The sessions of a client: credentials that a service makes for one of its resources, of those that the client has, and
//! that sign calls in their place.
//!
//! Who makes them is a scheme of authentication ([`S3Express`](crate::auth::S3Express)); they are kept here. The functions
//! are inlined, so that only clients with such a scheme contain them.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::identity::Identity;

use crate::client::slots::{Slot, Slots};
use crate::rules::ParamValue;

/// The sessions of a client and all that share its connections.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    slots: Slots<Key>,
    hasher: RandomState,
}

/// What a session is for, and of whose credentials it is.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    resource: Vec<ParamValue>,
    access_key_id: String,
    /// A hash by a key of this process's own: the secret itself is not kept for as long as the session.
    secret: u64,
}

impl Sessions {
    /// The place of the session for `resource`, of these credentials.
    #[inline]
    pub(crate) fn slot(&self, resource: Vec<ParamValue>, of: &Credentials) -> Arc<Slot> {
        let secret = self.hasher.hash_one((of.secret_access_key(), of.session_token()));
        self.slots.slot(Key { resource, access_key_id: of.access_key_id().to_owned(), secret })
    }

    /// Forgets this session, so that the next call asks for another.
    #[inline]
    pub(crate) fn forget(&self, session: &Identity) {
        let session = session.data::<Credentials>();
        self.slots.forget(|identity| identity.data() == session);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_resource_and_each_secret_has_a_place() {
        let sessions = Sessions::default();
        let credentials =
            |secret, token: Option<&str>| Credentials::new("key", secret, token.map(String::from), None, "test");
        let slot = |resource: &str, credentials| sessions.slot(vec![resource.into()], &credentials);
        let first = slot("a", credentials("s", None));
        let is_first = |other| Arc::ptr_eq(&first, &other);
        assert!(is_first(slot("a", credentials("s", None))));
        assert!(!is_first(slot("b", credentials("s", None))));
        assert!(!is_first(slot("a", credentials("t", None))));
        assert!(!is_first(slot("a", credentials("s", Some("token")))));
        assert!(!format!("{sessions:?}").contains("\"s\""));
    }
}
