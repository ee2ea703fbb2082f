//! What is measured: one message, in one format and one direction, for one of the two clients.

use std::fmt;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::stopwatch::{Phase, now};
use crate::wire::Wire;

/// What a case is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The message's format.
    pub format: Format,
    /// What is timed.
    pub phase: Phase,
    /// The message: the service and the operation.
    pub message: &'static str,
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.format.name(), self.phase.name(), self.message)
    }
}

/// A format.
#[allow(missing_docs, reason = "the variants are the formats' own names")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Xml,
    Cbor,
    Form,
}

impl Format {
    /// The name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Cbor => "CBOR",
            Self::Form => "form",
        }
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// How long it took.
    pub time: Duration,
    /// The bytes of the body that was written or read; none of a whole call.
    pub bytes: usize,
}

/// A message, and the client that sends or receives it.
pub struct Case {
    wire: Wire,
    runtime: Runtime,
    call: Box<Call>,
}

/// Makes one call.
type Call = dyn Fn(&Runtime) -> anyhow::Result<()>;

impl Case {
    /// The case in which `call` makes one call over `wire`.
    ///
    /// # Errors
    /// The system has no runtime for the call.
    pub fn new(wire: Wire, call: impl AsyncFn() -> anyhow::Result<()> + 'static) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        Ok(Self { wire, runtime, call: Box::new(move |runtime| runtime.block_on(call())) })
    }

    /// What it is of.
    pub fn title(&self) -> Title {
        self.wire.title()
    }

    /// Makes a call, or as many as it takes to time a small one.
    ///
    /// # Errors
    /// The call failed, or came to something else than it should.
    pub fn run(&self) -> anyhow::Result<Reading> {
        let phase = self.title().phase;
        let calls = if phase != Phase::Encode && self.wire.answered() < 4096 { 50 } else { 1 };
        let start = now()?;
        for _ in 0..calls {
            (self.call)(&self.runtime)?;
        }
        let all = now()?.saturating_sub(start);
        let stopwatch = self.wire.stopwatch();
        Ok(match phase {
            Phase::Call => Reading { time: all / calls, bytes: 0 },
            Phase::Encode => Reading { time: stopwatch.take() / calls, bytes: stopwatch.written() },
            Phase::Decode => Reading { time: stopwatch.take() / calls, bytes: self.wire.answered() },
        })
    }
}
