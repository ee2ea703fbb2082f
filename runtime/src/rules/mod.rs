//! The Smithy rules engine: endpoints from the rule sets that service models carry.
//!
//! A rule set is read once, [`RuleSet::parse`], in either of its two forms: a tree of rules
//! (`smithy.rules#endpointRuleSet`) or a binary decision diagram (`smithy.rules#endpointBdd`). Every
//! fault of it is found then: names are resolved, functions and paths looked up, types checked.
//! [`RuleSet::resolve`] evaluates it for the parameters of a call. Both take any input: nesting is
//! bounded, diagrams cannot have cycles, and strings cannot grow without limit.
//!
//! This module knows nothing of clients: where parameters come from, and what the properties of an
//! endpoint mean, is for others to say.
//!
//! It follows the specification "Smithy rules engine", version 1.1, with its standard library and
//! the AWS library functions.

mod arn;
mod bdd;
mod error;
mod evaluation;
mod expression;
mod functions;
#[cfg(test)]
mod fuzz;
mod host_label;
mod node;
mod outcome;
mod params;
mod partition_rows;
mod partitions;
mod path;
mod region_pattern;
mod scope;
mod strings;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod types;
mod url;
mod value;

use std::fmt;
use std::sync::Arc;

use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint;

pub use self::error::{ParamError, ResolveError, RulesError};
pub use self::params::{Deprecated, ParamValue, Parameter, ParameterKind, Params};
pub use self::partitions::{Partition, Partitions};

pub(crate) use self::host_label::is_valid_host_label;

use self::bdd::Bdd;
use self::evaluation::Evaluation;
use self::node::Node;
use self::outcome::Outcome;
use self::params::parse_parameters;
use self::scope::{Scope, Version};
use self::tree::Tree;

/// A rule set that was read and checked, ready to resolve endpoints.
pub struct RuleSet {
    parameters: Arc<[Parameter]>,
    /// How many parameters and variables are in scope at once, at most.
    slots: usize,
    rules: Box<dyn Select>,
}

/// Either form of the rules.
trait Select: Send + Sync {
    /// The outcome that the parameters lead to.
    fn select<'a>(&'a self, evaluation: &mut Evaluation<'a>) -> Option<&'a Outcome>;
}

impl RuleSet {
    /// Reads a rule set from JSON text: the value of `smithy.rules#endpointRuleSet`, or that of
    /// `smithy.rules#endpointBdd`.
    ///
    /// # Errors
    /// When the text is not JSON, or for the first fault of the rule set.
    pub fn parse(json: &str) -> Result<Self, RulesError> {
        Self::from_document(&read_document(json)?)
    }

    /// Reads a tree of rules from JSON text: as [`RuleSet::parse`], for who knows the form. A program that
    /// uses only this one does not contain the other form's evaluator.
    ///
    /// # Errors
    /// As [`RuleSet::parse`].
    pub fn parse_tree(json: &str) -> Result<Self, RulesError> {
        Self::with(&Node::root(&read_document(json)?), read_tree)
    }

    /// Reads a decision diagram from JSON text: as [`RuleSet::parse`], for who knows the form.
    ///
    /// # Errors
    /// As [`RuleSet::parse`].
    pub fn parse_bdd(json: &str) -> Result<Self, RulesError> {
        Self::with(&Node::root(&read_document(json)?), read_bdd)
    }

    /// Reads a rule set from JSON that is already parsed.
    ///
    /// # Errors
    /// For the first fault of the rule set.
    pub fn from_document(document: &Document) -> Result<Self, RulesError> {
        let root = Node::root(document);
        match (root.member("rules")?, root.member("nodes")?) {
            (Some(_), None) => Self::with(&root, read_tree),
            (None, Some(_)) => Self::with(&root, read_bdd),
            _ => {
                Version::parse(&root.required("version")?)?;
                Err(root.error("expected either `rules` or `nodes`"))
            }
        }
    }

    fn with(root: &Node<'_, '_>, read: ReadRules) -> Result<Self, RulesError> {
        let version = Version::parse(&root.required("version")?)?;
        let parameters = parse_parameters(&root.required("parameters")?)?;
        let mut scope = Scope::new(version, &parameters);
        let rules = read(root, &mut scope)?;
        let slots = scope.slots();
        Ok(Self { parameters, slots, rules })
    }

    /// The parameters that the rule set declares, in the order of their names. Their indices are
    /// those that [`Params`] takes.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Parameters for this rule set, none of them set yet.
    pub fn params(&self) -> Params {
        Params::new(Arc::clone(&self.parameters))
    }

    /// Evaluates the rule set with the partitions of today.
    ///
    /// The `authSchemes` of the endpoint, where it has any, are a property: a list of objects.
    ///
    /// # Errors
    /// When a required parameter is missing, no rule is selected, or the one that is says that
    /// these parameters are not supported.
    pub fn resolve(&self, params: &Params) -> Result<Endpoint, ResolveError> {
        self.resolve_with(params, Partitions::current())
    }

    /// Evaluates the rule set with partitions of the caller's.
    ///
    /// # Errors
    /// Those of [`RuleSet::resolve`].
    pub fn resolve_with(&self, params: &Params, partitions: &Partitions) -> Result<Endpoint, ResolveError> {
        if !params.is_for(&self.parameters) {
            return Err(ResolveError::ForeignParams);
        }
        let mut evaluation = Evaluation::new(&self.parameters, params, self.slots, partitions)?;
        let outcome = self.rules.select(&mut evaluation);
        evaluation.check_lengths()?;
        let resolved = outcome.ok_or(ResolveError::NoRuleMatched)?.resolve(&evaluation);
        evaluation.check_lengths()?;
        resolved
    }
}

/// Its parameters. The rules would fill pages, and every program that can show a client would have to show them.
impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuleSet").field("parameters", &self.parameters).finish_non_exhaustive()
    }
}

/// Reads JSON text. What nests too deep for the reader is no rule set either.
fn read_document(json: &str) -> Result<Document, RulesError> {
    crate::json::document_from_str(json).map_err(|error| RulesError::new(String::new(), error.to_string()))
}

/// Reads the rules of one form.
type ReadRules = for<'s, 'd> fn(&Node<'s, 'd>, &mut Scope<'s>) -> Result<Box<dyn Select>, RulesError>;

fn read_tree<'s>(root: &Node<'s, '_>, scope: &mut Scope<'s>) -> Result<Box<dyn Select>, RulesError> {
    Ok(Box::new(Tree::parse(&root.required("rules")?, scope)?))
}

fn read_bdd<'s>(root: &Node<'s, '_>, scope: &mut Scope<'s>) -> Result<Box<dyn Select>, RulesError> {
    Ok(Box::new(Bdd::parse(root, scope)?))
}
