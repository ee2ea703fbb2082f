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

use crate::check::CheckedModel;
use crate::fault::Faults;
use crate::model::ShapeId;
use crate::options::Options;
use crate::plan::plan;
use pairs::{Pair, pairs};
use side::Side;
use wire::Wire;

/// Compares the crates that two models of a service become.
///
/// # Errors
/// Names that two things of one scope would share, in one of the crates.
pub fn diff(old: (&CheckedModel, &Options), new: (&CheckedModel, &Options)) -> Result<Diff, Faults> {
    let crates = (plan(old.0, old.1)?, plan(new.0, new.1)?);
    let (old, new) = (Side::new(old.0, &crates.0), Side::new(new.0, &crates.1));
    let wire = Wire::between(&old, &new);
    let mut comparison = Comparison { old, new, wire, changes: Vec::new() };
    comparison.all();
    Ok(comparison.changes.into_iter().collect())
}

/// Compares all services of two models, which need speak no protocol, and their other shapes where they have no
/// service.
///
/// # Errors
/// As [`diff`].
pub fn diff_all(old: &[CheckedModel], new: &[CheckedModel], options: &Options) -> Result<Diff, Faults> {
    if let ([old], [new]) = (old, new) {
        return diff((old, options), (new, options));
    }
    let mut changes = Vec::new();
    for pair in pairs(old, new, |model| model.service().0.clone()) {
        match pair {
            Pair::Both(old, new) => changes.extend(diff((old, options), (new, options))?.changes().iter().cloned()),
            Pair::Added(new) => changes.push(of_service(Kind::ServiceAdded, new.service().0)),
            Pair::Removed(old) => changes.push(of_service(Kind::ServiceRemoved, old.service().0)),
        }
    }
    Ok(changes.into_iter().collect())
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
