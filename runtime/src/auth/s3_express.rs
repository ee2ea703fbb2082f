//! The scheme of S3's directory buckets ("Amazon S3 User Guide", authorization by sessions): an operation of the service
//! makes credentials for the bucket, which sign calls for the five minutes that they are good for.
//!
//! All of it is generic over that operation, so that it is compiled in the crates whose service has it, and nowhere else.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{Identity, IdentityFuture};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use crate::auth::{Proves, Resource, Scheme, SigV4, Signing, ids};
use crate::client::slots::{self, Turn, lifetime};
use crate::operation::Call;
use crate::rules::{ParamValue, Params};
use crate::shape::{Slot, Structure, Value, View};

/// AWS Signature Version 4 with the credentials of a session, which the call `C` makes.
///
/// The input of `C` has its context parameters from the endpoint parameters of the call that is signed: the bucket. Its
/// output has a structure `Credentials`.
pub struct S3Express<C>(PhantomData<fn() -> C>);

/// The header with the session's token. The credentials of users have theirs in another.
const TOKEN: &str = "x-amz-s3session-token";
const TOKEN_IN_QUERY: &str = "X-Amz-S3session-Token";

/// How long before it expires a session is replaced.
const BUFFER: Duration = Duration::from_secs(10);

/// Codes of errors that say that the service knows nothing of the session any more.
const OVER: &[&str] = &["ExpiredToken", "InvalidAccessKeyId", "InvalidToken"];

impl<C> S3Express<C> {
    /// The scheme.
    #[allow(clippy::new_without_default, reason = "it stands in descriptors, which are constant")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C: Call> fmt::Debug for S3Express<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("S3Express").field(&C::OPERATION.name).finish()
    }
}

impl<C: Call> Scheme for S3Express<C> {
    fn id(&self) -> &'static str {
        ids::S3_EXPRESS
    }

    fn proves(&self) -> Proves {
        Proves::Credentials
    }

    fn session<'a>(&'a self, resource: Resource<'a>, credentials: &'a Identity) -> Option<IdentityFuture<'a>> {
        let slot = match slot::<C>(resource, credentials) {
            Ok(slot) => slot,
            Err(error) => return Some(IdentityFuture::ready(Err(error))),
        };
        Some(match slot.fresh(resource.client.service_time()) {
            Some(session) => IdentityFuture::ready(Ok(session)),
            None => IdentityFuture::new(session::<C>(slot, resource)),
        })
    }

    fn is_session_over(&self, code: &str) -> bool {
        OVER.contains(&code)
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        signing: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        let token_name = match signing.expires_in {
            None => TOKEN,
            Some(_) => TOKEN_IN_QUERY,
        };
        SigV4.sign(request, identity, &Signing { token_name: Some(token_name), ..*signing })
    }
}

const NO_CREDENTIALS: &str = "the identity for signing holds no credentials";

/// Where the credentials of sessions say that they come from.
const PROVIDER: &str = "s3express";

/// Where the session for `resource` of these credentials is kept.
fn slot<C: Call>(resource: Resource<'_>, credentials: &Identity) -> Result<Arc<slots::Slot>, BoxError> {
    let name = C::OPERATION.name;
    if resource.operation.name == name {
        return Err(format!("{name} makes sessions, and cannot be signed with one").into());
    }
    let of = credentials.data::<Credentials>().ok_or(NO_CREDENTIALS)?;
    let parameters = C::OPERATION.context_params.iter().filter_map(|(name, _)| resource.params.get(name));
    Ok(resource.client.sessions().slot(parameters.cloned().collect(), of))
}

/// The session for `resource`: a new one, unless another call makes it meanwhile.
async fn session<C: Call>(slot: Arc<slots::Slot>, resource: Resource<'_>) -> Result<Identity, BoxError> {
    let (name, now) = (C::OPERATION.name, || resource.client.service_time());
    let refresh = match slot.turn(&now).await {
        Turn::Done(session) => return Ok(session),
        Turn::Refresh(refresh) => refresh,
    };
    let client = resource.client.without_interceptors();
    let output = client.send::<C>(input::<C>(resource.params)).await;
    let output = output.map_err(|error| SessionError { operation: name, source: error.into() })?;
    let (session, expiration) = credentials_of(&output).ok_or_else(|| format!("{name} gave no credentials"))?;
    let (session, now) = (Identity::from(session), now());
    tracing::debug!(operation = name, "a new session");
    refresh.keep(session.clone(), now, lifetime(expiration, now, BUFFER));
    Ok(session)
}

/// The input that asks for the session.
fn input<C: Call>(params: &Params) -> C::Input {
    let mut input = <C::Input as Structure>::empty();
    for (name, member) in C::OPERATION.context_params {
        if let (Some(ParamValue::String(text)), Some(member)) = (params.get(name), input.get_mut(*member))
            && let Slot::String(slot) = member.slot()
        {
            text.as_ref().clone_into(slot);
        }
    }
    input
}

/// The credentials that an output has, and when they expire; nothing where one of their members is missing.
fn credentials_of(output: &dyn Structure) -> Option<(Credentials, SystemTime)> {
    let View::Structure(session) = member(output, "Credentials")?.view() else { return None };
    let text = |name| match member(session, name)?.view() {
        View::String(text) if !text.is_empty() => Some(text.to_owned()),
        _ => None,
    };
    let View::Timestamp(expiration) = member(session, "Expiration")?.view() else { return None };
    let expiration = SystemTime::try_from(*expiration).ok()?;
    let (key, secret, token) = (text("AccessKeyId")?, text("SecretAccessKey")?, text("SessionToken")?);
    Some((Credentials::new(key, secret, Some(token), Some(expiration), PROVIDER), expiration))
}

fn member<'s>(structure: &'s dyn Structure, name: &str) -> Option<&'s dyn Value> {
    structure.get(structure.shape().members.iter().position(|member| member.wire_name == name)?)
}

/// Why there is no session.
#[derive(Debug)]
struct SessionError {
    operation: &'static str,
    source: BoxError,
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} made no session to sign the call with", self.operation)
    }
}

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
