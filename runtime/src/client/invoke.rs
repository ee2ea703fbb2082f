//! One call: serialize, then attempt after attempt until it succeeds or cannot.
//!
//! The steps and their order are those of the official runtime, so that interceptors, retry classifiers
//! and errors mean the same; this is one function for all operations of all services.

use std::borrow::Cow;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::identity::{Identity, ResolveCachedIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext, Output, RewindResult};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::retry::{ErrorKind, ReconnectMode};
use http::HeaderName;
use http::header::USER_AGENT;
use tracing::Instrument;

use crate::auth::{Offered, Proves, Resource, Scheme, Signing, offered};
use crate::checksum::Checksums;
use crate::client::endpoint::{Host, Resolved};
use crate::client::hooks::{Hook, Hooks, Step};
use crate::client::idempotency::fill_tokens;
use crate::client::request::Purpose;
use crate::client::retry::{self, Failure, Retries};
use crate::client::signing::{self, Payload};
use crate::client::{Core, Inner, events, request, response, skew, uuid};
use crate::operation::{Erased, Operation};
use crate::presigning::PresigningConfig;
use crate::rules::Params;

/// Makes one call.
pub(crate) async fn invoke(
    core: &Core,
    operation: &'static Operation,
    erased: &'static Erased,
    input: Input,
) -> Result<Output, SdkError<Error, HttpResponse>> {
    let client = &*core.0;
    let span = tracing::debug_span!(
        "call",
        rpc.service = operation.service.sdk_id,
        rpc.method = operation.name,
        aws.region = client.settings.region.as_ref().map(AsRef::as_ref),
    );
    let mut call = Call::new(core, operation, erased, input);
    let limit = client.timeouts.operation_timeout();
    let timed_out = {
        let run = pin!(call.run().instrument(span));
        within(client, limit, run).await.is_none()
    };
    if timed_out {
        let limit = limit.unwrap_or_default();
        call.fail(timeout_error("the operation, all attempts together,", limit));
        if call.attempting {
            call.complete_attempt();
        }
    }
    call.complete();
    call.context.finalize()
}

/// Runs `future`, for as long as `limit` allows; `None` when the time is over. The future is some kilobytes, so it
/// stays where it is.
pub(super) async fn within<F: Future>(
    client: &Inner,
    limit: Option<Duration>,
    future: Pin<&mut F>,
) -> Option<F::Output> {
    match limit {
        Some(limit) => Timeout::new(future, client.sleep.sleep(limit)).await.ok(),
        None => Some(future.await),
    }
}

pub(super) fn timeout_error(what: &str, limit: Duration) -> OrchestratorError<Error> {
    OrchestratorError::timeout(format!("{what} took longer than {limit:?}").into())
}

/// A call under way.
pub(super) struct Call<'a> {
    core: &'a Core,
    pub(super) client: &'a Inner,
    operation: &'static Operation,
    erased: &'static Erased,
    pub(super) context: InterceptorContext,
    hooks: Hooks<'a>,
    /// What becomes of the endpoint's host.
    host: Host,
    /// What validates the response, if anything does.
    validation: Option<&'static dyn Checksums>,
    /// The correction of the clock by which the last attempt was signed.
    signed_skew: i64,
    /// The session that the last attempt was signed with, if it was, and the scheme that made it.
    session: Option<(&'static dyn Scheme, Identity)>,
    /// Whether an attempt has begun and is not completed.
    attempting: bool,
    /// Whether there can be another attempt: a body that is a stream exists once.
    replayable: bool,
    /// Who listens to the answer, where events are sent.
    listener: Option<events::Listener>,
    /// For when the request is signed, if it is not sent.
    pub(super) presigning: Option<&'a PresigningConfig>,
}

impl<'a> Call<'a> {
    pub(super) fn new(core: &'a Core, operation: &'static Operation, erased: &'static Erased, input: Input) -> Self {
        let client = &*core.0;
        Call {
            core,
            client,
            operation,
            erased,
            context: InterceptorContext::new(input),
            hooks: Hooks::of(client, operation),
            host: Host::Endpoint,
            validation: None,
            signed_skew: 0,
            session: None,
            attempting: false,
            replayable: true,
            listener: None,
            presigning: None,
        }
    }
    /// All of it but the end; the result is in the context.
    async fn run(&mut self) {
        let outcome = match self.serialize().await {
            Ok(params) => self.attempts(&params).await,
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            self.fail(error);
        }
    }

    /// Makes the request, and the parameters that its endpoint depends on.
    pub(super) async fn serialize(&mut self) -> Step<Params> {
        self.hook(&Hook::READ_BEFORE_EXECUTION)?;
        self.hook(&Hook::MODIFY_BEFORE_SERIALIZATION)?;
        self.hook(&Hook::READ_BEFORE_SERIALIZATION)?;
        self.context.enter_serialization_phase();
        let mut input = self.context.take_input().ok_or_else(|| OrchestratorError::other("the input is gone"))?;
        let Some(structure) = (self.erased.input)(&mut input) else {
            return Err(OrchestratorError::other("an interceptor replaced the input by another type"));
        };
        fill_tokens(structure, self.client.settings.idempotency_token_provider.as_ref());
        let params = self.client.endpoints.params(self.operation, structure).map_err(OrchestratorError::other)?;
        let purpose = self.presigning.map_or(Purpose::Send, |_| Purpose::Presign);
        let built = request::build(self.client.protocol, self.operation, structure, &self.client.settings, purpose);
        let request::Built { mut request, host, validation, digests, listener } =
            built.map_err(OrchestratorError::other)?;
        if !digests.is_empty() {
            Box::pin(request::digest_stream(&mut request, digests)).await.map_err(OrchestratorError::other)?;
        }
        self.context.set_request(request);
        self.host = host;
        self.validation = validation;
        self.listener = listener;
        self.context.enter_before_transmit_phase();
        self.hook(&Hook::READ_AFTER_SERIALIZATION)?;
        self.hook(&Hook::MODIFY_BEFORE_RETRY_LOOP)?;
        if !self.hooks.interceptors.is_empty() {
            // What every attempt starts from, with what was changed in it just now.
            self.context.save_checkpoint();
        }
        self.replayable = self.request()?.body().try_clone().is_some();
        Ok(params)
    }

    /// Attempt after attempt. An error is one that ends the call; what an attempt came to is in the context.
    async fn attempts(&mut self, params: &Params) -> Step {
        let client = self.client;
        let mut retries = Retries::new(&client.retry, &client.shared.bucket);
        let max = if retry::is_enabled(&client.retry) { client.retry.max_attempts() } else { 1 };
        let invocation = uuid::random();
        for attempt in 1.. {
            if let RewindResult::Impossible = self.context.rewind(&mut self.hooks.config) {
                return Ok(());
            }
            let capture = self.prepare(attempt, max, &invocation)?;
            let limit = client.timeouts.operation_attempt_timeout();
            self.attempting = true;
            let outcome = {
                let attempt = pin!(self.attempt(params));
                within(client, limit, attempt).await
            };
            match outcome {
                Some(Ok(())) => {}
                Some(Err(error)) => self.fail(error),
                None => self.fail(timeout_error("an attempt", limit.unwrap_or_default())),
            }
            self.complete_attempt();
            if !self.context.is_failed() {
                client.shared.bucket.give_back(retries.taken);
                return Ok(());
            }
            let Some(delay) = self.delay(&mut retries, attempt, max, capture) else { return Ok(()) };
            tracing::debug!(attempt, delay_ms = delay.as_millis(), code = self.failed_code(), "trying again");
            client.sleep.sleep(delay).await;
        }
        Ok(())
    }

    /// How long to wait before the next attempt, if there is to be one.
    fn delay(
        &mut self,
        retries: &mut Retries<'_>,
        attempt: u32,
        max: u32,
        capture: Option<CaptureSmithyConnection>,
    ) -> Option<Duration> {
        let error = self.context.output_or_error()?.err()?;
        let modeled = error.as_operation_error().and_then(|error| (self.erased.error_kind)(error));
        let timeout = error.is_timeout_error() || error.as_connector_error().is_some_and(|error| error.is_timeout());
        // Also after the last attempt: the next call is to know the time, and to have a session that is good.
        let mended = self.correct_clock() | self.end_session();
        let transient = self.operation.service.customization.transient_codes();
        let failure = Failure { context: &self.context, code: self.failed_code(), modeled, transient, mended };
        let verdict = failure.verdict(&self.client.settings.retry_classifiers);
        let transient = verdict.is_some_and(|verdict| verdict.kind == ErrorKind::TransientError);
        if let Some(connection) = capture.filter(|_| transient).and_then(|capture| capture.get()) {
            connection.poison();
        }
        if attempt >= max {
            return None;
        }
        if !self.replayable {
            tracing::debug!("the request cannot be sent again: its body is a stream");
            return None;
        }
        retries.next_delay(attempt, verdict?, timeout)
    }

    /// The code of the last attempt's error. Interceptors may have put another error in the service's place.
    fn failed_code(&self) -> Option<&str> {
        let error = self.context.output_or_error()?.err()?;
        error.as_operation_error().and_then(|error| (self.erased.error_code)(error))
    }

    /// Sets the clock's correction where a service refused a signature for its time, and says whether
    /// another attempt has a chance ("AWS SDKs and Tools Reference Guide", clock skew): where this one was
    /// signed for another time than the service's, by more than it accepts.
    fn correct_clock(&self) -> bool {
        let client = self.client;
        let is_disabled = client.settings.disable_clock_skew_correction.unwrap_or(false);
        if is_disabled || !skew::may_be_the_cause(self.failed_code()) {
            return false;
        }
        let date = self.context.response().and_then(|response| response.headers().get("date"));
        let Some(theirs) = date.and_then(signing::parse_http_date) else { return false };
        let skew = skew::between(client.time.now(), theirs);
        client.shared.skew.store(skew, Ordering::Relaxed);
        // Within this distance services accept a signature. Another call may have corrected the clock since.
        skew.abs_diff(self.signed_skew) > 240
    }

    /// Forgets the session that the last attempt was signed with, if that is why it failed: another one has a chance.
    fn end_session(&mut self) -> bool {
        let Some((scheme, session)) = self.session.take() else { return false };
        let is_over = self.failed_code().is_some_and(|code| scheme.is_session_over(code));
        if is_over {
            self.core.sessions().forget(&session);
        }
        is_over
    }

    /// What is new with every attempt, before anything can fail in it.
    fn prepare(&mut self, attempt: u32, max: u32, invocation: &str) -> Step<Option<CaptureSmithyConnection>> {
        let client = self.client;
        let reconnect = client.retry.reconnect_mode() == ReconnectMode::ReconnectOnTransientError;
        let capture = reconnect.then(CaptureSmithyConnection::new);
        let request = self.request()?;
        if let Some(capture) = &capture {
            request.add_extension(capture.clone());
        }
        let headers = request.headers_mut();
        let values = [
            (&INVOCATION_ID, Cow::Owned(invocation.to_owned())),
            (&ATTEMPT, attempt_header(attempt, max)),
            (&USER_AGENT, Cow::Owned(client.user_agent.clone())),
        ];
        for (name, value) in values {
            headers.try_insert(name.clone(), value).map_err(OrchestratorError::other)?;
        }
        Ok(capture)
    }

    fn request(&mut self) -> Step<&mut HttpRequest> {
        self.context.request_mut().ok_or_else(|| OrchestratorError::other("the request is gone"))
    }

    /// Turns the request to its endpoint, and signs it: all of an attempt before anything is sent.
    pub(super) async fn make_ready(&mut self, params: &Params) -> Step {
        let client = self.client;
        self.hook(&Hook::READ_BEFORE_ATTEMPT)?;
        let offered = offered(self.operation, &client.settings).map_err(OrchestratorError::other)?;
        let params = self.with_account(params, &offered).await?;
        let endpoint = client.endpoints.find(&params, &client.settings).await.map_err(OrchestratorError::other)?;
        self.address(&endpoint)?;
        self.hook(&Hook::MODIFY_BEFORE_SIGNING)?;
        self.hook(&Hook::READ_BEFORE_SIGNING)?;
        self.sign(&endpoint, &offered, &params).await?;
        self.hook(&Hook::READ_AFTER_SIGNING)?;
        self.hook(&Hook::MODIFY_BEFORE_TRANSMIT)?;
        self.hook(&Hook::READ_BEFORE_TRANSMIT)
    }

    /// One attempt.
    async fn attempt(&mut self, params: &Params) -> Step {
        let client = self.client;
        self.make_ready(params).await?;
        self.context.enter_transmit_phase();
        let request = self.context.take_request().ok_or_else(|| OrchestratorError::other("the request is gone"))?;
        let response = match &self.listener {
            // Both sides may be silent for as long as there is nothing to say.
            Some(_) => client.connector.call(request).await,
            None => client.guard.upload(&client.connector, request).await,
        };
        let response = response.map_err(OrchestratorError::connector)?;
        self.context.set_response(response);
        self.context.enter_before_deserialization_phase();
        self.hook(&Hook::READ_AFTER_TRANSMIT)?;
        self.hook(&Hook::MODIFY_BEFORE_DESERIALIZATION)?;
        self.hook(&Hook::READ_BEFORE_DESERIALIZATION)?;
        self.context.enter_deserialization_phase();
        let result = self.deserialize().await;
        self.context.set_output_or_error(result);
        self.context.enter_after_deserialization_phase();
        self.hook(&Hook::READ_AFTER_DESERIALIZATION)
    }

    /// The parameters of the endpoint with the account of the credentials, if the rules want to know it.
    async fn with_account<'p>(&mut self, params: &'p Params, offered: &Offered) -> Step<Cow<'p, Params>> {
        let client = self.client;
        let wanted = client.endpoints.account_id(&client.settings).filter(|_| offered.wants_credentials());
        let Some(index) = wanted else { return Ok(Cow::Borrowed(params)) };
        let identity = self.identity(&client.identity_resolver).await?;
        let credentials = identity.as_ref().and_then(|identity| identity.data::<Credentials>());
        let Some(account) = credentials.and_then(Credentials::account_id) else { return Ok(Cow::Borrowed(params)) };
        let mut params = params.clone();
        params.set_at(index, Some(account.as_str().into())).map_err(OrchestratorError::other)?;
        Ok(Cow::Owned(params))
    }

    /// Whose call it is; nobody's, where that is allowed and there is no identity.
    async fn identity(&self, resolver: &SharedIdentityResolver) -> Step<Option<Identity>> {
        let client = self.client;
        let cache = &client.shared.identity_cache;
        match cache.resolve_cached_identity(resolver.clone(), &client.components, &self.hooks.config).await {
            Ok(identity) => Ok(Some(identity)),
            Err(_) if client.settings.allow_no_auth.unwrap_or(false) => Ok(None),
            Err(error) => Err(OrchestratorError::other(error)),
        }
    }

    /// Turns the request to the endpoint.
    fn address(&mut self, endpoint: &Resolved) -> Step {
        let trims_path = self.operation.service.customization.trims_path();
        let target = self.request()?.uri().to_owned();
        let uri = endpoint.uri(&self.host, &target, trims_path);
        let request = self.request()?;
        request.set_uri(uri).map_err(OrchestratorError::other)?;
        for (name, value) in &endpoint.headers {
            let appended = request.headers_mut().try_append(name.clone(), value.clone());
            appended.map_err(OrchestratorError::other)?;
        }
        Ok(())
    }

    /// Who signs the request: an identity that is configured for the scheme itself, the client's credentials, or the
    /// session that the scheme makes of them.
    async fn signer(&mut self, scheme: &'static dyn Scheme, params: &Params) -> Step<Option<Identity>> {
        let client = self.client;
        if let Some(own) = client.settings.identity_resolver(scheme.id()) {
            return self.identity(own).await;
        }
        match scheme.proves() {
            Proves::Own => return Err(OrchestratorError::other("the identity is no longer configured")),
            Proves::Credentials => {}
        }
        let Some(identity) = self.identity(&client.identity_resolver).await? else { return Ok(None) };
        let resource = Resource { client: self.core, operation: self.operation, params };
        let Some(session) = scheme.session(resource, &identity) else { return Ok(Some(identity)) };
        let session = session.await.map_err(OrchestratorError::other)?;
        self.session = Some((scheme, session.clone()));
        Ok(Some(session))
    }

    async fn sign(&mut self, endpoint: &Arc<Resolved>, offered: &Offered, params: &Params) -> Step {
        let client = self.client;
        let Some((scheme, scope)) = endpoint.choose(offered).map_err(OrchestratorError::other)? else { return Ok(()) };
        let Some(identity) = self.signer(scheme, params).await? else { return Ok(()) };
        let payload = match (&self.listener, self.operation.unsigned_payload) {
            (Some(_), _) => Payload::Events,
            (None, false) => Payload::Signed,
            (None, true) => Payload::Unsigned,
        };
        self.signed_skew = client.shared.skew.load(Ordering::Relaxed);
        let time = skew::shifted(client.time.now(), self.signed_skew);
        let mut signing = Signing { scope, time, payload, token_name: None, expires_in: None };
        if let Some(presigning) = self.presigning {
            let (time, expires_in) = (presigning.start_time(), Some(presigning.expires()));
            signing = Signing { time, expires_in, payload: Payload::Unsigned, ..signing };
        }
        let signature = scheme.sign(self.request()?, &identity, &signing).map_err(OrchestratorError::other)?;
        if let (Some(listener), Some(signature)) = (&self.listener, signature) {
            let (time, skew) = (client.time.clone(), Arc::clone(&client.shared.skew));
            events::plant(listener, signature, scope, identity, move || {
                skew::shifted(time.now(), skew.load(Ordering::Relaxed))
            });
        }
        Ok(())
    }

    /// Reads the response: the output, or the error that it stands for.
    async fn deserialize(&mut self) -> Step<Output> {
        let reader = response::Reader {
            protocol: self.client.protocol,
            operation: self.operation,
            erased: self.erased,
            guard: &self.client.guard,
            validation: self.validation,
            listener: self.listener.take(),
        };
        let response = self.context.response_mut().ok_or_else(|| OrchestratorError::other("the response is gone"))?;
        reader.read(response).await
    }

    /// Makes `error` the call's result. The context would log the error that it replaces, with what the
    /// service said.
    pub(super) fn fail(&mut self, error: OrchestratorError<Error>) {
        self.context.set_output_or_error(Err(error));
    }

    /// The end of an attempt, however it went.
    fn complete_attempt(&mut self) {
        self.attempting = false;
        self.hook_or_fail(&Hook::MODIFY_BEFORE_ATTEMPT_COMPLETION);
        self.hook_or_fail(&Hook::READ_AFTER_ATTEMPT);
    }

    /// The end of the call, however it went.
    pub(super) fn complete(&mut self) {
        self.hook_or_fail(&Hook::MODIFY_BEFORE_COMPLETION);
        self.hook_or_fail(&Hook::READ_AFTER_EXECUTION);
    }

    fn hook(&mut self, hook: &Hook) -> Step {
        self.hooks.run(hook, &mut self.context)
    }

    fn hook_or_fail(&mut self, hook: &Hook) {
        if let Err(error) = self.hook(hook) {
            self.fail(error);
        }
    }
}

/// By which the attempts of one call are known as such.
static INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

/// Which attempt of how many a request is.
static ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

fn attempt_header(attempt: u32, max: u32) -> Cow<'static, str> {
    match (attempt, max) {
        (1, 3) => "attempt=1; max=3".into(),
        _ => format!("attempt={attempt}; max={max}").into(),
    }
}
