//! Times a phase of a call, by the processor time of the thread: what other programs do does not count.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextRef,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use cpu_time::ThreadTime;

/// What of a call is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// From the input to the request.
    Encode,
    /// From the response to the output.
    Decode,
    /// All of it.
    Call,
}

impl Phase {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encode => "encode",
            Self::Decode => "decode",
            Self::Call => "call",
        }
    }
}

/// The interceptor that starts the clock when a phase begins and stops it when it ends. Its clones are one
/// stopwatch.
#[derive(Clone, Debug)]
pub struct Stopwatch {
    phase: Phase,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the phase began, in nanoseconds of the thread's time.
    started: AtomicU64,
    /// The nanoseconds of all calls since they were last taken.
    elapsed: AtomicU64,
    /// The bytes of the body that the last call wrote.
    written: AtomicUsize,
}

impl Stopwatch {
    /// A stopwatch for `phase`. Whole calls have no hooks to be timed by.
    pub fn new(phase: Phase) -> Self {
        Self { phase, state: Arc::default() }
    }

    /// Takes the time that the phase had in all calls since the last time it was taken.
    pub fn take(&self) -> Duration {
        Duration::from_nanos(self.state.elapsed.swap(0, Ordering::Relaxed))
    }

    /// The bytes of the body that the last call wrote.
    pub fn written(&self) -> usize {
        self.state.written.load(Ordering::Relaxed)
    }

    fn start(&self, phase: Phase) -> Result<(), BoxError> {
        if phase == self.phase {
            self.state.started.store(nanos(now()?)?, Ordering::Relaxed);
        }
        Ok(())
    }

    fn stop(&self, phase: Phase) -> Result<(), BoxError> {
        if phase == self.phase {
            let started = self.state.started.load(Ordering::Relaxed);
            self.state.elapsed.fetch_add(nanos(now()?)?.saturating_sub(started), Ordering::Relaxed);
        }
        Ok(())
    }
}

/// The processor time that this thread has had.
///
/// # Errors
/// The system does not tell.
pub fn now() -> std::io::Result<Duration> {
    ThreadTime::try_now().map(|time| time.as_duration())
}

fn nanos(time: Duration) -> Result<u64, BoxError> {
    Ok(u64::try_from(time.as_nanos())?)
}

impl Intercept for Stopwatch {
    fn name(&self) -> &'static str {
        "stopwatch"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.start(Phase::Encode)
    }

    fn read_after_serialization(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.stop(Phase::Encode)?;
        let written = context.request().body().bytes().map_or(0, <[u8]>::len);
        self.state.written.store(written, Ordering::Relaxed);
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        _: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.start(Phase::Decode)
    }

    fn read_after_deserialization(
        &self,
        _: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.stop(Phase::Decode)
    }
}
