//! Clients of the server, whichever the service.

use std::time::{SystemTime, UNIX_EPOCH};

/// The region that clients sign for, and that ARNs name.
pub(crate) const REGION: &str = "eu-central-1";

/// The account that moto's server takes everyone for.
pub(crate) const ACCOUNT: &str = "123456789012";

/// A client of a generated crate that calls the server at an endpoint. Each crate has types of its own
/// for it, hence a macro.
macro_rules! client {
    ($krate:ident, $endpoint:expr) => {
        $krate::Client::from_conf(
            $krate::Config::builder()
                .behavior_version($krate::config::BehaviorVersion::latest())
                .region($krate::config::Region::new($crate::client::REGION))
                .credentials_provider($krate::config::Credentials::new("testing", "testing", None, None, "e2e"))
                .endpoint_url($endpoint)
                .build(),
        )
    };
}
pub(crate) use client;

/// A name that is new for each run, so that a server can be used again.
pub(crate) fn unique(name: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    format!("{name}-{now}")
}
