//! What a new model of a service changes for those who use the generated crate.
//!
//! Two crates are planned and compared: every Rust name, type and fact of the wire is decided there. What
//! the plan does not have (constraints, the order of authentication schemes, traits that clients do not
//! use) is compared in the models. Nothing is generated, and nothing is printed here.

mod auth;
mod bindings;
mod change;
mod constraints;
mod endpoints;
mod enums;
mod fields;
mod kind;
mod load;
mod operations;
mod paging;
mod pairs;
mod rust;
mod service;
mod side;
mod structures;
mod traits;
mod waiters;
mod wire;

pub use change::{Change, Diff, Severity, Verdict};
pub use kind::Kind;
pub use load::load_services;

use crate::generate::Planned;
use crate::model::ShapeId;
use pairs::{Pair, pairs};
use side::Side;
use wire::Wire;

/// Compares the crates that two models of a service become.
pub fn diff(old: &Planned, new: &Planned) -> Diff {
    let (old, new) = (Side::new(old.model(), old.krate()), Side::new(new.model(), new.krate()));
    let wire = Wire::between(&old, &new);
    let mut comparison = Comparison { old, new, wire, changes: Vec::new() };
    comparison.all();
    comparison.changes.into_iter().collect()
}

/// Compares all services of two models, which need speak no protocol, and their other shapes where they have no
/// service.
pub fn diff_all(old: &[Planned], new: &[Planned]) -> Diff {
    if let ([old], [new]) = (old, new) {
        return diff(old, new);
    }
    let changes = pairs(old, new, |side| side.model().service().0.clone()).into_iter().flat_map(|pair| match pair {
        Pair::Both(old, new) => diff(old, new).changes().to_vec(),
        Pair::Added(new) => vec![of_service(Kind::ServiceAdded, new.model().service().0)],
        Pair::Removed(old) => vec![of_service(Kind::ServiceRemoved, old.model().service().0)],
    });
    changes.collect()
}

fn of_service(kind: Kind, id: &ShapeId) -> Change {
    Change { kind, path: String::new(), shape: id.to_string(), before: None, after: None }
}

/// A comparison in the making.
struct Comparison<'m> {
    old: Side<'m>,
    new: Side<'m>,
    wire: Wire,
    changes: Vec<Change>,
}

/// Where something is: in the crate, and in the model.
#[derive(Clone)]
struct At {
    path: String,
    shape: String,
}

impl At {
    fn new(path: impl Into<String>, shape: impl Into<String>) -> At {
        At { path: path.into(), shape: shape.into() }
    }
}

impl Comparison<'_> {
    fn all(&mut self) {
        self.service();
        self.operations();
        self.types();
        self.int_enums();
        self.errors();
        self.waiters();
        self.auth();
        self.endpoints();
        self.constraints();
        self.bindings();
        self.other_traits();
    }

    /// Reports what is there or is not.
    fn say(&mut self, kind: Kind, at: &At) {
        self.report(kind, at, None, None);
    }

    /// Reports that something is otherwise than it was.
    fn change(&mut self, kind: Kind, at: &At, before: impl Into<String>, after: impl Into<String>) {
        self.report(kind, at, Some(before.into()), Some(after.into()));
    }

    /// Reports that something is otherwise than it was, if it is.
    fn compare<T: PartialEq + ?Sized>(&mut self, kind: Kind, at: &At, old: &T, new: &T, text: impl Fn(&T) -> String) {
        if old != new {
            self.change(kind, at, text(old), text(new));
        }
    }

    fn report(&mut self, kind: Kind, at: &At, before: Option<String>, after: Option<String>) {
        self.changes.push(Change { kind, path: at.path.clone(), shape: at.shape.clone(), before, after });
    }
}
