//! Checks a model: collects every fault of it, so that later stages can rely on what it says.
//!
//! It is no stricter than the models that AWS publishes: what those do, however odd, is no fault.

mod bindings;
mod checked;
mod defaults;
mod enums;
mod http;
mod labels;
mod members;
mod names;
mod pagination;
mod placement;
mod recursion;
mod service;
mod streams;
mod targets;

pub use checked::CheckedModel;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::assemble::{Assembled, Origins};
use crate::fault::{Code, Finding, Findings, Place, Suggestions, TOO_LARGE};
use crate::model::{Member, Model, Operation, Service, Shape, ShapeId, ShapeKind};

/// Checks the shapes of a model, whichever service they belong to.
pub(crate) fn check_model(assembled: &Assembled) -> Findings {
    let mut checker = Checker::new(assembled);
    for (id, shape) in &assembled.model.shapes {
        if checker.left == 0 {
            break;
        }
        checker.check_shape(id, shape);
    }
    checker.check_lists();
    checker.check_resource_cycles();
    checker.check_streams();
    checker.findings
}

/// Checks the one service that is generated: `wanted`, or the only one that there is.
pub(crate) fn check_service(
    assembled: &Assembled,
    wanted: Option<&ShapeId>,
    findings: &mut Findings,
) -> Result<(ShapeId, Service), Box<Finding>> {
    let (id, service) = service::choose(assembled, wanted)?;
    let mut checker = Checker::new(assembled);
    std::mem::swap(&mut checker.findings, findings);
    // Each operation has the errors of the service besides its own.
    checker.charge(id, service.errors.len().saturating_mul(assembled.model.shapes.len()));
    checker.check_protocol(id, service);
    checker.check_rename(id, service);
    std::mem::swap(&mut checker.findings, findings);
    Ok((id.clone(), service.clone()))
}

/// A model under check.
struct Checker<'m> {
    model: &'m Model,
    origins: &'m Origins,
    /// The first shape of each name, whatever its namespace.
    by_name: OnceCell<HashMap<&'m str, &'m ShapeId>>,
    suggestions: Suggestions,
    findings: Findings,
    /// How much more work may be done where shapes are looked at once for each use.
    left: usize,
}

/// How many members may be looked at where they are looked at once for each operation that uses them. All
/// of AWS together comes to less than a hundredth of it.
const MOST_WORK: usize = 100_000_000;

impl<'m> Checker<'m> {
    fn new(assembled: &'m Assembled) -> Checker<'m> {
        let Assembled { model, origins } = assembled;
        Checker {
            model,
            origins,
            by_name: OnceCell::new(),
            suggestions: Suggestions::new(),
            findings: Findings::default(),
            left: MOST_WORK,
        }
    }

    fn check_shape(&mut self, id: &'m ShapeId, shape: &'m Shape) {
        self.check_shape_traits(id, shape);
        match &shape.kind {
            ShapeKind::Blob
            | ShapeKind::Boolean
            | ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
            | ShapeKind::Timestamp
            | ShapeKind::Document => {}
            ShapeKind::String => self.check_unnamed_enum(id, shape),
            ShapeKind::Enum(members) => self.check_enum(id, members),
            ShapeKind::IntEnum(members) => self.check_int_enum(id, members),
            ShapeKind::List(member) => self.check_member(id, shape, member),
            ShapeKind::Map(key, value) => {
                self.check_map_key(id, key);
                self.check_member(id, shape, value);
            }
            ShapeKind::Structure(members) => self.check_members(id, shape, members),
            ShapeKind::Union(members) => {
                self.check_union(id, members);
                self.check_members(id, shape, members);
            }
            ShapeKind::Operation(operation) => self.check_operation(id, shape, operation),
            ShapeKind::Service(service) => {
                self.check_bindings(id, &service.operations, &service.resources, &service.errors)
            }
            ShapeKind::Resource(resource) => self.check_bindings(id, &resource.operations, &resource.resources, &[]),
        }
    }

    fn check_members(&mut self, id: &'m ShapeId, shape: &'m Shape, members: &'m [Member]) {
        self.check_member_names(id, members);
        for member in members {
            self.check_member(id, shape, member);
        }
    }

    fn check_member(&mut self, id: &'m ShapeId, shape: &'m Shape, member: &'m Member) {
        let Some(target) = self.check_target(id, member) else { return };
        self.check_member_traits(id, shape, member, target);
        self.check_default(id, member, target);
    }

    fn check_operation(&mut self, id: &'m ShapeId, shape: &'m Shape, operation: &'m Operation) {
        let input = operation.input.as_ref().and_then(|input| self.check_message(id, input, "input"));
        let output = operation.output.as_ref().and_then(|output| self.check_message(id, output, "output"));
        for error in &operation.errors {
            self.check_error(id, error);
        }
        // A message that is not a structure has been reported, and is no reason to report its members.
        let (Some(input), Some(output)) = (message(&operation.input, input), message(&operation.output, output)) else {
            return;
        };
        self.charge(id, input.len() + output.len());
        self.check_http(id, shape, operation, input);
        self.check_pagination(id, shape, input, output);
        self.check_checksum(id, shape, input);
    }

    /// Pays for looking at something once more for `id`. What a small model can blow up without bound is a
    /// fault and not a wait.
    fn charge(&mut self, id: &ShapeId, work: usize) -> bool {
        if work > self.left && self.left > 0 {
            let message = format!("`{id}` is one of too many shapes that share too large ones");
            self.report(
                TOO_LARGE,
                self.origins.shape(id),
                id.to_string(),
                message,
                "a model of the size of a real one",
            );
        }
        self.left = self.left.saturating_sub(work);
        self.left > 0
    }

    fn report(&mut self, code: Code, place: Place, shape: String, message: String, expected: &str) {
        self.findings.push(Finding::new(code, place, message).shape(shape).expected(expected));
    }
}

/// The members of a message: none if there is no message, and nothing if there is a bad one.
fn message<'m>(id: &Option<ShapeId>, members: Option<&'m [Member]>) -> Option<&'m [Member]> {
    if id.is_none() { Some(&[]) } else { members }
}
