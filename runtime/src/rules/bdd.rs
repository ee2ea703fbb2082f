//! Binary decision diagrams: the form of `smithy.rules#endpointBdd`.

use aws_smithy_types::base64;

use super::Select;
use super::error::RulesError;
use super::evaluation::Evaluation;
use super::expression::{Condition, parse_conditions};
use super::node::Node;
use super::outcome::Outcome;
use super::scope::{Scope, Version};

/// A diagram whose nodes test conditions and lead to results.
#[derive(Debug)]
pub(super) struct Bdd {
    conditions: Box<[Condition]>,
    results: Vec<Outcome>,
    nodes: Vec<Branch>,
    root: Reference,
}

/// A node of the diagram.
#[derive(Clone, Copy, Debug)]
struct Branch {
    condition: usize,
    high: Reference,
    low: Reference,
}

/// Where a branch leads (specification: "Reference encoding").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference {
    NoMatch,
    Result(usize),
    Node { index: usize, complemented: bool },
}

/// References from here on are results. The first stands for no match; it is not in the document.
const FIRST_RESULT: i64 = 100_000_000;

/// Three integers of four bytes.
const NODE_LENGTH: usize = 12;

impl Bdd {
    /// Reads the diagram whose members are those of `node`.
    pub(super) fn parse<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Self, RulesError> {
        scope.require(node, "a decision diagram", Version::V1_1)?;
        node.required("conditions")?;
        let conditions = parse_conditions(node, scope)?;
        let results = parse_results(&node.required("results")?, scope)?;
        let counts = Counts {
            conditions: conditions.len(),
            results: results.len(),
            nodes: parse_count(&node.required("nodeCount")?)?,
        };
        let nodes = parse_nodes(&node.required("nodes")?, &counts)?;
        let root_node = node.required("root")?;
        let root = counts.reference(root_node.integer()?);
        let root = root.map_err(|fault| root_node.error(fault))?;
        if let Reference::Node { complemented: true, .. } = root {
            return Err(root_node.error("the root cannot be complemented"));
        }
        Ok(Self { conditions, results, nodes, root })
    }
}

impl Select for Bdd {
    /// The outcome that the conditions lead to.
    fn select<'a>(&'a self, evaluation: &mut Evaluation<'a>) -> Option<&'a Outcome> {
        let mut reference = self.root;
        loop {
            match reference {
                Reference::NoMatch => return None,
                Reference::Result(index) => return self.results.get(index),
                // Ends, because the diagram was checked to be without cycles.
                Reference::Node { index, complemented } => {
                    let branch = self.nodes.get(index)?;
                    let condition = self.conditions.get(branch.condition)?;
                    let high = evaluation.matches(condition) != complemented;
                    reference = if high { branch.high } else { branch.low };
                }
            }
        }
    }
}

fn parse_results<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Vec<Outcome>, RulesError> {
    let mut results = Vec::new();
    for result in node.elements()? {
        if let Some(conditions) = result.member("conditions")?
            && !conditions.elements()?.is_empty()
        {
            return Err(conditions.error("a result of a decision diagram cannot have conditions"));
        }
        let outcome = Outcome::parse(&result, scope)?;
        results.push(outcome.ok_or_else(|| result.error("a result cannot be a tree rule"))?);
    }
    Ok(results)
}

fn parse_count(node: &Node<'_, '_>) -> Result<usize, RulesError> {
    usize::try_from(node.integer()?).map_err(|_| node.error("expected a count of nodes"))
}

/// How many there are of what nodes refer to.
struct Counts {
    conditions: usize,
    results: usize,
    nodes: usize,
}

impl Counts {
    fn reference(&self, reference: i64) -> Result<Reference, String> {
        let magnitude = reference.unsigned_abs();
        let index_of = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let found = match reference {
            1 | -1 | FIRST_RESULT => Some(Reference::NoMatch),
            0 => None,
            FIRST_RESULT.. => {
                let index = index_of(reference.abs_diff(FIRST_RESULT) - 1);
                (index < self.results).then_some(Reference::Result(index))
            }
            _ => {
                let index = index_of(magnitude - 1);
                let complemented = reference < 0;
                (index < self.nodes).then_some(Reference::Node { index, complemented })
            }
        };
        found.ok_or_else(|| format!("no node or result has the reference {reference}"))
    }

    fn branch(&self, bytes: &[u8; NODE_LENGTH]) -> Result<Branch, String> {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
        let integer = |bytes| i64::from(i32::from_be_bytes(bytes));
        let condition = integer([a, b, c, d]);
        let known = usize::try_from(condition).ok().filter(|index| *index < self.conditions);
        Ok(Branch {
            condition: known.ok_or_else(|| format!("there is no condition {condition}"))?,
            high: self.reference(integer([e, f, g, h]))?,
            low: self.reference(integer([i, j, k, l]))?,
        })
    }
}

fn parse_nodes(node: &Node<'_, '_>, counts: &Counts) -> Result<Vec<Branch>, RulesError> {
    let bytes = base64::decode(node.string()?).map_err(|fault| node.error(fault))?;
    let (chunks, rest) = bytes.as_chunks::<NODE_LENGTH>();
    if chunks.len() != counts.nodes || !rest.is_empty() {
        let (count, found) = (counts.nodes, bytes.len());
        return Err(node.error(format_args!("expected {count} nodes of 12 bytes, found {found} bytes")));
    }
    let mut nodes = Vec::with_capacity(chunks.len());
    for (index, chunk) in chunks.iter().enumerate() {
        nodes.push(match index {
            // The terminal, which the references 1 and -1 stand for.
            0 => Branch { condition: 0, high: Reference::NoMatch, low: Reference::NoMatch },
            _ => counts.branch(chunk).map_err(|fault| node.error(format_args!("node {index}: {fault}")))?,
        });
    }
    match has_cycle(&nodes) {
        true => Err(node.error("the diagram has a cycle")),
        false => Ok(nodes),
    }
}

/// Whether some path through the nodes does not end: takes away nodes that nothing leads to, over
/// and over; a cycle is what cannot be taken away.
fn has_cycle(nodes: &[Branch]) -> bool {
    let targets = |branch: &Branch| {
        [branch.high, branch.low].into_iter().filter_map(|reference| match reference {
            Reference::Node { index, .. } => Some(index),
            Reference::NoMatch | Reference::Result(_) => None,
        })
    };
    let mut leading_to = vec![0_usize; nodes.len()];
    for target in nodes.iter().flat_map(targets) {
        if let Some(count) = leading_to.get_mut(target) {
            *count += 1;
        }
    }
    let unreached = (0..).zip(&leading_to).filter(|(_, count)| **count == 0);
    let mut free: Vec<usize> = unreached.map(|(index, _)| index).collect();
    let mut taken = 0;
    while let Some(branch) = free.pop().and_then(|index| nodes.get(index)) {
        taken += 1;
        for target in targets(branch) {
            if let Some(count) = leading_to.get_mut(target) {
                *count -= 1;
                if *count == 0 {
                    free.push(target);
                }
            }
        }
    }
    taken < nodes.len()
}
