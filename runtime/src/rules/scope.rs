//! The names that an expression can refer to where it stands, their types, and what is proven of
//! them. A name's slot is its depth in the scope, so rules beside each other share slots.

use super::error::RulesError;
use super::node::Node;
use super::params::Parameter;
use super::types::Type;

/// The place of a parameter's or variable's value during evaluation.
pub(super) type Slot = usize;

struct Declaration<'d> {
    name: &'d str,
    ty: Type,
}

/// The names in scope while a rule set is read.
pub(super) struct Scope<'d> {
    declarations: Vec<Declaration<'d>>,
    /// Slots that a condition has proven to be set.
    proven: Vec<Slot>,
    slots: usize,
    version: Version,
}

/// What a scope is put back to when a rule ends.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    declarations: usize,
    proven: usize,
}

/// A version of the specification; only those of major version 1 exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    minor: u32,
}

impl Version {
    pub(super) const V1_0: Self = Self { minor: 0 };
    pub(super) const V1_1: Self = Self { minor: 1 };

    pub(super) fn parse(node: &Node<'_, '_>) -> Result<Self, RulesError> {
        let version = node.string()?;
        let minor = version.strip_prefix("1.").and_then(|minor| minor.parse().ok());
        let unknown = || node.error(format_args!("expected a version 1.x, found `{version}`"));
        Ok(Self { minor: minor.ok_or_else(unknown)? })
    }
}

impl<'d> Scope<'d> {
    pub(super) fn new(version: Version, parameters: &'d [Parameter]) -> Self {
        let declarations =
            parameters.iter().map(|parameter| Declaration { name: &parameter.name, ty: Type::of_parameter(parameter) });
        let declarations: Vec<_> = declarations.collect();
        Self { slots: declarations.len(), declarations, proven: Vec::new(), version }
    }

    /// How many slots an evaluation needs.
    pub(super) fn slots(&self) -> usize {
        self.slots
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { declarations: self.declarations.len(), proven: self.proven.len() }
    }

    pub(super) fn reset(&mut self, mark: Mark) {
        self.declarations.truncate(mark.declarations);
        self.proven.truncate(mark.proven);
    }

    /// Declares a variable at `node`, whose text is its name.
    pub(super) fn declare(&mut self, node: &Node<'d, '_>, ty: Type) -> Result<Slot, RulesError> {
        let name = node.string()?;
        if name.is_empty() {
            return Err(node.error("expected the name of a variable, found an empty string"));
        }
        if self.find(name).is_some() {
            return Err(node.error(format_args!("`{name}` is already declared in this scope")));
        }
        let slot = self.declarations.len();
        self.declarations.push(Declaration { name, ty });
        self.slots = self.slots.max(slot + 1);
        Ok(slot)
    }

    /// The slot and the type of a name that is used at `node`.
    pub(super) fn resolve(&self, node: &Node<'_, '_>, name: &str) -> Result<(Slot, Type), RulesError> {
        let unknown = || node.error(format_args!("no parameter or variable `{name}` in this scope"));
        let (slot, declaration) = self.find(name).ok_or_else(unknown)?;
        let optional = declaration.ty.optional && !self.proven.contains(&slot);
        Ok((slot, Type { optional, ..declaration.ty }))
    }

    fn find(&self, name: &str) -> Option<(Slot, &Declaration<'d>)> {
        self.declarations.iter().enumerate().rfind(|(_, declaration)| declaration.name == name)
    }

    /// From here on, what this slot holds counts as set.
    pub(super) fn prove_set(&mut self, slot: Slot) {
        self.proven.push(slot);
    }

    /// Refuses a feature that the rule set's own version does not have yet.
    pub(super) fn require(&self, node: &Node<'_, '_>, feature: &str, since: Version) -> Result<(), RulesError> {
        if self.version >= since {
            return Ok(());
        }
        let (since, version) = (since.minor, self.version.minor);
        Err(node.error(format_args!("{feature} needs version 1.{since}, the rule set has 1.{version}")))
    }
}
