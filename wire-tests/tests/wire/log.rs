//! What is traced, written down.

use std::cell::RefCell;
use std::fmt::{Debug, Write};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    /// What was traced on this thread, while somebody listens.
    static TRACED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Writes down everything that is traced on threads that listen. It is the subscriber of the whole process, since one of a
/// thread's own misses what another thread has asked about before.
#[derive(Debug)]
pub(crate) struct Log;

impl Log {
    /// Begins to listen on this thread.
    pub(crate) fn listen() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| tracing::subscriber::set_global_default(Self).unwrap());
        TRACED.set(Some(String::new()));
    }

    /// Ends it, and gives what was traced.
    pub(crate) fn end() -> String {
        TRACED.take().unwrap()
    }

    fn write(&self, what: String, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(what);
        record(&mut fields);
        TRACED.with_borrow_mut(|traced| {
            if let Some(traced) = traced {
                *traced += &(fields.0 + "\n");
            }
        });
    }
}

fn place(metadata: &Metadata<'_>) -> String {
    format!("{} {} {}:", metadata.level(), metadata.target(), metadata.name())
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        TRACED.with_borrow(Option::is_some)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(place(span.metadata()), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("span:".into(), |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(place(event.metadata()), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
