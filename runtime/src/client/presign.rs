//! A call that ends when its request is signed: somebody else sends it.

use std::pin::pin;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;

use crate::client::hooks::Step;
use crate::client::invoke::{Call, timeout_error, within};
use crate::client::{Core, typed_error};
use crate::operation::Erased;
use crate::presigning::{Presign, PresignedRequest, PresigningConfig};

impl Core {
    /// Signs the request of the call `C` with `input`.
    ///
    /// # Errors
    /// If the request cannot be made, or not be signed.
    pub async fn presign<C: Presign>(
        &self,
        input: C::Input,
        config: &PresigningConfig,
    ) -> Result<PresignedRequest, SdkError<C::Error, HttpResponse>> {
        let mut call = Call::new(self, C::OPERATION, Erased::of::<C>(), Input::erase(input));
        call.presigning = Some(config);
        Box::pin(presign(call)).await.map_err(typed_error::<C>)
    }
}

async fn presign(mut call: Call<'_>) -> Result<PresignedRequest, SdkError<Error, HttpResponse>> {
    let client = call.client;
    let limit = client.timeouts.operation_timeout();
    let presigned = {
        let presigned = pin!(presigned(&mut call));
        within(client, limit, presigned).await
    };
    let late = || Err(timeout_error("the operation", limit.unwrap_or_default()));
    let presigned = presigned.unwrap_or_else(late).map_err(|error| call.fail(error)).ok();
    call.complete();
    match (presigned, call.context.output_or_error()) {
        (Some(presigned), None) => Ok(presigned),
        _ => match call.context.finalize() {
            Err(error) => Err(error),
            Ok(_) => Err(SdkError::construction_failure("an interceptor gave an output to a call that is not made")),
        },
    }
}

async fn presigned(call: &mut Call<'_>) -> Step<PresignedRequest> {
    let params = call.serialize().await?;
    call.make_ready(&params).await?;
    let request = call.context.take_request().ok_or_else(|| OrchestratorError::other("the request is gone"))?;
    PresignedRequest::new(request).map_err(OrchestratorError::other)
}
