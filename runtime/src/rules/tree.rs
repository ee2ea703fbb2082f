//! Rule trees: the form of `smithy.rules#endpointRuleSet`.

use super::Select;
use super::error::RulesError;
use super::evaluation::Evaluation;
use super::expression::{Condition, parse_conditions};
use super::node::Node;
use super::outcome::Outcome;
use super::scope::Scope;

/// The rules of a rule set.
#[derive(Debug)]
pub(super) struct Tree {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    conditions: Box<[Condition]>,
    then: Then,
}

#[derive(Debug)]
enum Then {
    Outcome(Outcome),
    /// A tree rule's own rules.
    Rules(Vec<Rule>),
}

impl Tree {
    /// Reads the array of rules at `node`.
    pub(super) fn parse<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Self, RulesError> {
        Ok(Self { rules: parse_rules(node, scope)? })
    }
}

impl Select for Tree {
    /// The outcome of the rule that is selected. A tree rule whose conditions match is final: if
    /// none of its rules is selected, no other rule is.
    fn select<'a>(&'a self, evaluation: &mut Evaluation<'a>) -> Option<&'a Outcome> {
        let mut rules = &self.rules;
        loop {
            let rule = rules.iter().find(|rule| evaluation.all_match(&rule.conditions))?;
            match &rule.then {
                Then::Outcome(outcome) => return Some(outcome),
                Then::Rules(inner) => rules = inner,
            }
        }
    }
}

fn parse_rules<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Vec<Rule>, RulesError> {
    node.read_elements(|rule| parse_rule(rule, scope))
}

fn parse_rule<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Rule, RulesError> {
    let outer = scope.mark();
    let conditions = parse_conditions(node, scope)?;
    let then = match Outcome::parse(node, scope)? {
        Some(outcome) => Then::Outcome(outcome),
        None => {
            let rules_node = node.required("rules")?;
            let rules = parse_rules(&rules_node, scope)?;
            if rules.is_empty() {
                return Err(rules_node.error("a tree rule needs at least one rule"));
            }
            Then::Rules(rules)
        }
    };
    scope.reset(outer);
    Ok(Rule { conditions, then })
}
