//! The functions of the standard library and of the AWS library: their names, since when they
//! exist, what they take and what they return. What they compute is in [`super::evaluation`].

use super::error::RulesError;
use super::expression::{Call, Expression, GetAttr, Typed, parse_expression, require_kind};
use super::node::Node;
use super::path::parse_path;
use super::scope::{Scope, Version};
use super::types::{Kind, Type};

/// A function that calls are made to. `getAttr` is an expression of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    BooleanEquals,
    Coalesce,
    IsSet,
    IsValidHostLabel,
    Ite,
    Not,
    ParseUrl,
    Split,
    StringEquals,
    Substring,
    UriEncode,
    AwsIsVirtualHostableS3Bucket,
    AwsParseArn,
    AwsPartition,
}

/// What is known of a function before it is called.
struct Definition {
    name: &'static str,
    since: Version,
    callee: Callee,
}

/// What a name stands for.
enum Callee {
    GetAttr,
    Function(Function, Signature),
}

/// What a function takes and returns.
enum Signature {
    /// Arguments of these kinds, all of them set.
    Fixed(&'static [Kind], Type),
    /// One argument of any type.
    IsSet,
    /// Two or more arguments of one kind.
    Coalesce,
    /// A boolean, and two arguments of one kind.
    Ite,
}

static DEFINITIONS: &[Definition] = &[
    define("getAttr", Version::V1_0, Callee::GetAttr),
    function("isSet", Function::IsSet, Signature::IsSet),
    function("not", Function::Not, fixed(&[Kind::Boolean], Kind::Boolean.always())),
    function("booleanEquals", Function::BooleanEquals, fixed(&[Kind::Boolean, Kind::Boolean], Kind::Boolean.always())),
    function("stringEquals", Function::StringEquals, fixed(&[Kind::String, Kind::String], Kind::Boolean.always())),
    function("uriEncode", Function::UriEncode, fixed(&[Kind::String], Kind::String.always())),
    function(
        "substring",
        Function::Substring,
        fixed(&[Kind::String, Kind::Integer, Kind::Integer, Kind::Boolean], Kind::String.optional()),
    ),
    function("parseURL", Function::ParseUrl, fixed(&[Kind::String], Kind::Url.optional())),
    function(
        "isValidHostLabel",
        Function::IsValidHostLabel,
        fixed(&[Kind::String, Kind::Boolean], Kind::Boolean.always()),
    ),
    since_1_1("coalesce", Function::Coalesce, Signature::Coalesce),
    since_1_1("ite", Function::Ite, Signature::Ite),
    since_1_1(
        "split",
        Function::Split,
        fixed(&[Kind::String, Kind::String, Kind::Integer], Kind::StringArray.always()),
    ),
    function("aws.partition", Function::AwsPartition, fixed(&[Kind::String], Kind::Partition.optional())),
    function("aws.parseArn", Function::AwsParseArn, fixed(&[Kind::String], Kind::Arn.optional())),
    function(
        "aws.isVirtualHostableS3Bucket",
        Function::AwsIsVirtualHostableS3Bucket,
        fixed(&[Kind::String, Kind::Boolean], Kind::Boolean.always()),
    ),
];

const fn define(name: &'static str, since: Version, callee: Callee) -> Definition {
    Definition { name, since, callee }
}

const fn function(name: &'static str, function: Function, signature: Signature) -> Definition {
    define(name, Version::V1_0, Callee::Function(function, signature))
}

const fn since_1_1(name: &'static str, function: Function, signature: Signature) -> Definition {
    define(name, Version::V1_1, Callee::Function(function, signature))
}

const fn fixed(kinds: &'static [Kind], returns: Type) -> Signature {
    Signature::Fixed(kinds, returns)
}

/// Reads a function object: `fn` and `argv`.
pub(super) fn parse_call<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
    let name_node = node.required("fn")?;
    let name = name_node.string()?;
    let mut definitions = DEFINITIONS.iter();
    let definition = definitions.find(|definition| definition.name == name);
    let unknown = || name_node.error(format_args!("unknown function `{name}`"));
    let Definition { name, since, callee } = definition.ok_or_else(unknown)?;
    scope.require(&name_node, name, *since)?;
    let argv = node.required("argv")?;
    let site = CallSite { name, argv: &argv, nodes: &argv.elements()? };
    match callee {
        Callee::GetAttr => site.parse_get_attr(scope),
        Callee::Function(function, signature) => site.parse(*function, signature, scope),
    }
}

/// A call that is being read.
struct CallSite<'n, 'd, 'p> {
    name: &'static str,
    argv: &'n Node<'d, 'p>,
    nodes: &'n [Node<'d, 'p>],
}

impl<'d> CallSite<'_, 'd, '_> {
    fn parse(&self, function: Function, signature: &Signature, scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
        let mut types = Vec::with_capacity(self.nodes.len());
        let mut arguments = Vec::with_capacity(self.nodes.len());
        for node in self.nodes {
            let Typed { expression, ty } = parse_expression(node, scope)?;
            types.push(ty);
            arguments.push(expression);
        }
        let ty = self.check(signature, &types)?;
        self.conclude(function, &arguments, scope)?;
        let arguments = arguments.into();
        let expression = Expression::Call(Box::new(Call { function, arguments }));
        Ok(Typed { expression, ty })
    }

    fn parse_get_attr(&self, scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
        let [target, path] = self.nodes else {
            return Err(self.wrong_count("2 arguments"));
        };
        let Typed { expression: target, ty } = parse_expression(target, scope)?;
        let (steps, ty) = parse_path(path, path.string()?, ty, scope)?;
        let expression = Expression::GetAttr(Box::new(GetAttr { target, steps }));
        Ok(Typed { expression, ty })
    }

    /// What the call returns, where its arguments are of types that it takes.
    fn check(&self, signature: &Signature, types: &[Type]) -> Result<Type, RulesError> {
        match (signature, types, self.nodes) {
            (Signature::Fixed(kinds, returns), ..) => self.check_fixed(types, kinds, *returns),
            (Signature::IsSet, [_], _) => Ok(Kind::Boolean.always()),
            (Signature::IsSet, ..) => Err(self.wrong_count("1 argument")),
            (Signature::Coalesce, [first, _, ..], nodes) => {
                for (node, ty) in nodes.iter().zip(types) {
                    require_same_kind(node, ty, first)?;
                }
                let optional = types.iter().all(|ty| ty.optional);
                Ok(Type { kind: first.kind, optional })
            }
            (Signature::Coalesce, ..) => Err(self.wrong_count("2 or more arguments")),
            (Signature::Ite, [condition, first, second], [condition_node, _, second_node]) => {
                require_kind(condition_node, condition, Kind::Boolean)?;
                require_same_kind(second_node, second, first)?;
                let optional = first.optional || second.optional;
                Ok(Type { kind: first.kind, optional })
            }
            (Signature::Ite, ..) => Err(self.wrong_count("3 arguments")),
        }
    }

    fn check_fixed(&self, types: &[Type], kinds: &[Kind], returns: Type) -> Result<Type, RulesError> {
        if types.len() != kinds.len() {
            let plural = if kinds.len() == 1 { "" } else { "s" };
            return Err(self.wrong_count(&format!("{} argument{plural}", kinds.len())));
        }
        for (node, (ty, kind)) in self.nodes.iter().zip(types.iter().zip(kinds)) {
            require_kind(node, ty, *kind)?;
        }
        Ok(returns)
    }

    fn wrong_count(&self, expected: &str) -> RulesError {
        let (name, found) = (self.name, self.nodes.len());
        self.argv.error(format_args!("`{name}` takes {expected}, found {found}"))
    }

    /// What a call says about the values of its arguments, rather than their types.
    fn conclude(&self, function: Function, arguments: &[Expression], scope: &mut Scope<'_>) -> Result<(), RulesError> {
        match (function, arguments, self.nodes) {
            (Function::IsSet, [Expression::Variable(slot)], _) => scope.prove_set(*slot),
            (Function::Split, [_, Expression::String(delimiter), _], [_, node, _]) if delimiter.is_empty() => {
                return Err(node.error("the delimiter of `split` cannot be empty"));
            }
            (Function::Split, [.., Expression::Integer(limit)], [.., node]) if *limit < 0 => {
                return Err(node.error("the limit of `split` cannot be negative"));
            }
            _ => {}
        }
        Ok(())
    }
}

fn require_same_kind(node: &Node<'_, '_>, found: &Type, first: &Type) -> Result<(), RulesError> {
    if found.kind == first.kind {
        return Ok(());
    }
    Err(node.error(format_args!("expected {}, found {}", first.kind, found.kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_have_one_definition_each() {
        for (index, definition) in DEFINITIONS.iter().enumerate() {
            let mut later = DEFINITIONS.iter().skip(index + 1);
            assert!(later.all(|other| other.name != definition.name), "{}", definition.name);
        }
    }
}
