//! What the two directions of a call know of each other.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Waker};

use crate::event_stream::Chain;

/// What the events that are sent have to know of the rest of their call.
#[derive(Debug, Default)]
pub(crate) struct Dialogue {
    /// What the messages are signed with, once that is known. A request that is not signed has messages
    /// that are not.
    pub(crate) chain: OnceLock<Chain>,
    over: Mutex<Over>,
}

#[derive(Debug, Default)]
struct Over {
    is_over: bool,
    waker: Option<Waker>,
}

impl Dialogue {
    /// Whether nobody listens any more. If so later, `context` is woken.
    pub(super) fn is_over(&self, context: &mut Context<'_>) -> bool {
        let mut over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        if !over.is_over {
            over.waker = Some(context.waker().clone());
        }
        over.is_over
    }

    fn end(&self) {
        let waker = {
            let mut over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
            over.is_over = true;
            over.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The listener's end: without it, what is still to be sent is not, and is let go. HTTP/1.1 closes a
/// connection whose response is not wanted any more, but a stream of HTTP/2 has two ends.
#[derive(Debug)]
pub(crate) struct Listener {
    pub(crate) dialogue: Arc<Dialogue>,
    /// Whether the service has said all that it has to say. It may go on to listen.
    pub(super) has_heard_all: bool,
}

impl Listener {
    pub(crate) fn new(dialogue: Arc<Dialogue>) -> Self {
        Self { dialogue, has_heard_all: false }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if !self.has_heard_all {
            self.dialogue.end();
        }
    }
}
