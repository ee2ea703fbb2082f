//! Signatures of the messages of a request: each covers the one before, the first that of the request
//! itself, and the last is that of nothing, so that no message can be left out or added.

use std::fmt;
use std::time::SystemTime;

use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::event_stream::Message;

/// What the messages of a request are signed with.
pub(crate) struct Chain {
    /// The signature of the request.
    pub(crate) seed: String,
    pub(crate) identity: Identity,
    pub(crate) region: String,
    pub(crate) service: String,
    pub(crate) clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

impl Chain {
    /// `message` signed, in a message around it, and its signature; `previous` is that of the one before.
    pub(super) fn sign(&self, message: &Message, previous: &str) -> Result<(Message, String), BoxError> {
        Ok(sign_message(message, previous, &self.params()?)?.into_parts())
    }

    /// The message that ends the stream, signed.
    pub(super) fn sign_end(&self, previous: &str) -> Result<(Message, String), BoxError> {
        Ok(sign_empty_message(previous, &self.params()?)?.into_parts())
    }

    fn params(&self) -> Result<SigningParams<'_>, BoxError> {
        let params = SigningParams::builder()
            .identity(&self.identity)
            .region(&self.region)
            .name(&self.service)
            .time((self.clock)())
            .settings(());
        Ok(params.build()?)
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("region", &self.region).field("service", &self.service).finish_non_exhaustive()
    }
}
