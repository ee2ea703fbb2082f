//! Stands for streams of events in a build without them: then no input and no output has one.

use std::time::SystemTime;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};

use crate::client::hooks::Step;
use crate::client::signing::Scope;
use crate::operation::Operation;
use crate::protocol::Protocol;
use crate::shape::Structure;

/// There is none.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Seed {}

pub(crate) fn send(
    _: &'static dyn Protocol,
    _: &'static Operation,
    _: &mut dyn Structure,
    _: &mut HttpRequest,
) -> Result<Option<Seed>, BoxError> {
    Ok(None)
}

pub(crate) fn plant(
    seed: &Seed,
    _: String,
    _: &Scope,
    _: Identity,
    _: impl Fn() -> SystemTime + Send + Sync + 'static,
) {
    match *seed {}
}

pub(crate) async fn receive(
    _: &'static dyn Protocol,
    _: &'static Operation,
    _: &mut HttpResponse,
    _: &mut dyn Structure,
    _: usize,
) -> Step {
    Err(OrchestratorError::other("streams of events need the feature `event-stream`"))
}
