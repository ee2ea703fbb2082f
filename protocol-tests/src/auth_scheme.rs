//! Authentication schemes by the names of their traits.

use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemePreference};

/// The preference for one scheme over all others.
pub fn auth_scheme(name: &'static str) -> AuthSchemePreference {
    AuthSchemePreference::from([AuthSchemeId::from(name)])
}
