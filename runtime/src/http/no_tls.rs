//! What stands in for TLS in a build without it: it refuses.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;

use super::conn::Conn;

#[derive(Clone, Debug)]
pub(super) struct Tls;

impl Tls {
    pub(super) fn prepare(&self) -> Result<Preparation, BoxError> {
        Err(NoTls.into())
    }
}

/// There is none.
pub(super) enum Preparation {}

impl Preparation {
    pub(super) async fn handshake(self, _host: &str, _conn: Conn) -> Result<Conn, BoxError> {
        match self {}
    }
}

/// A connection would need TLS.
#[derive(Debug)]
pub(super) struct NoTls;

impl fmt::Display for NoTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("https:// needs TLS, and tinsmith was built without it: turn its feature `rustls` or `aws-lc` on")
    }
}

impl Error for NoTls {}
