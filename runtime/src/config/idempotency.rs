//! Where idempotency tokens come from.

/// What gives a token to members that are to have one and were not set. Without it they are random UUIDs.
#[derive(Clone, Debug)]
pub struct IdempotencyTokenProvider(&'static str);

impl IdempotencyTokenProvider {
    /// The token.
    pub(crate) fn token(&self) -> &str {
        self.0
    }
}

/// The same token for every call, as tests want it.
impl From<&'static str> for IdempotencyTokenProvider {
    fn from(token: &'static str) -> Self {
        Self(token)
    }
}
