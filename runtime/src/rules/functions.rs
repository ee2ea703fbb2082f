//! The functions of the standard library and of the AWS library: their names, since when they
//! exist, what they take and what they return. What they compute is in [`super::evaluation`].

use super::error::RulesError;
use super::expression::{Call, Expression, GetAttr, Typed, expect, parse_expression};
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
    signature: Signature,
}

/// What a function takes and returns.
enum Signature {
    /// Arguments of these kinds, all of them set.
    Fixed(Function, &'static [Kind], Type),
    /// One argument of any type.
    IsSet,
    /// A structure or array, and a literal path.
    GetAttr,
    /// Two or more arguments of one kind.
    Coalesce,
    /// A boolean, and two arguments of one kind.
    Ite,
}

static DEFINITIONS: &[Definition] = &[
    Definition::fixed(
        "booleanEquals",
        Function::BooleanEquals,
        &[Kind::Boolean, Kind::Boolean],
        Kind::Boolean.always(),
    ),
    Definition { name: "coalesce", since: Version::V1_1, signature: Signature::Coalesce },
    Definition { name: "getAttr", since: Version::V1_0, signature: Signature::GetAttr },
    Definition { name: "isSet", since: Version::V1_0, signature: Signature::IsSet },
    Definition::fixed(
        "isValidHostLabel",
        Function::IsValidHostLabel,
        &[Kind::String, Kind::Boolean],
        Kind::Boolean.always(),
    ),
    Definition { name: "ite", since: Version::V1_1, signature: Signature::Ite },
    Definition::fixed("not", Function::Not, &[Kind::Boolean], Kind::Boolean.always()),
    Definition::fixed("parseURL", Function::ParseUrl, &[Kind::String], Kind::Url.optional()),
    Definition {
        since: Version::V1_1,
        ..Definition::fixed(
            "split",
            Function::Split,
            &[Kind::String, Kind::String, Kind::Integer],
            Kind::StringArray.always(),
        )
    },
    Definition::fixed("stringEquals", Function::StringEquals, &[Kind::String, Kind::String], Kind::Boolean.always()),
    Definition::fixed(
        "substring",
        Function::Substring,
        &[Kind::String, Kind::Integer, Kind::Integer, Kind::Boolean],
        Kind::String.optional(),
    ),
    Definition::fixed("uriEncode", Function::UriEncode, &[Kind::String], Kind::String.always()),
    Definition::fixed(
        "aws.isVirtualHostableS3Bucket",
        Function::AwsIsVirtualHostableS3Bucket,
        &[Kind::String, Kind::Boolean],
        Kind::Boolean.always(),
    ),
    Definition::fixed("aws.parseArn", Function::AwsParseArn, &[Kind::String], Kind::Arn.optional()),
    Definition::fixed("aws.partition", Function::AwsPartition, &[Kind::String], Kind::Partition.optional()),
];

impl Definition {
    const fn fixed(name: &'static str, function: Function, kinds: &'static [Kind], returns: Type) -> Self {
        let signature = Signature::Fixed(function, kinds, returns);
        Self { name, since: Version::V1_0, signature }
    }
}

/// Reads a function object: `fn` and `argv`.
pub(super) fn parse_call<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
    let name_node = node.required("fn")?;
    let name = name_node.string()?;
    let definition = DEFINITIONS.iter().find(|definition| definition.name == name);
    let unknown = || name_node.error(format!("unknown function `{name}`"));
    let Definition { name, since, signature } = definition.ok_or_else(unknown)?;
    scope.require(&name_node, name, *since)?;
    let argv = node.required("argv")?;
    let nodes = argv.elements()?;
    if let Signature::GetAttr = signature {
        return parse_get_attr(&argv, &nodes, scope);
    }
    let mut types = Vec::with_capacity(nodes.len());
    let mut arguments = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let Typed { expression, ty } = parse_expression(node, scope)?;
        types.push(ty);
        arguments.push(expression);
    }
    let arity = Arity { name, argv: &argv, nodes: &nodes };
    let (function, ty) = match signature {
        Signature::Fixed(function, kinds, returns) => {
            arity.check_fixed(&types, kinds)?;
            (*function, *returns)
        }
        Signature::Coalesce => (Function::Coalesce, arity.check_coalesce(&types)?),
        Signature::Ite => (Function::Ite, arity.check_ite(&types)?),
        Signature::IsSet | Signature::GetAttr => {
            arity.check_count(types.len() == 1, "1")?;
            (Function::IsSet, Kind::Boolean.always())
        }
    };
    prepare(function, &nodes, &arguments, scope)?;
    let expression = Expression::Call(Box::new(Call { function, arguments: arguments.into() }));
    Ok(Typed { expression, ty })
}

/// What a call tells of its arguments, beyond their types.
fn prepare(
    function: Function,
    nodes: &[Node<'_, '_>],
    arguments: &[Expression],
    scope: &mut Scope<'_>,
) -> Result<(), RulesError> {
    match (function, arguments, nodes) {
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

fn parse_get_attr<'d>(argv: &Node<'d, '_>, nodes: &[Node<'d, '_>], scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
    let [target, path] = nodes else {
        let found = nodes.len();
        return Err(argv.error(format!("`getAttr` takes 2 arguments, found {found}")));
    };
    let Typed { expression: target, ty } = parse_expression(target, scope)?;
    let (steps, ty) = parse_path(path, path.string()?, ty, scope)?;
    Ok(Typed { expression: Expression::GetAttr(Box::new(GetAttr { target, steps })), ty })
}

/// A call whose arguments are checked against its function's signature.
struct Arity<'n, 'd, 'p> {
    name: &'static str,
    argv: &'n Node<'d, 'p>,
    nodes: &'n [Node<'d, 'p>],
}

impl Arity<'_, '_, '_> {
    fn check_count(&self, holds: bool, expected: &str) -> Result<(), RulesError> {
        if holds {
            return Ok(());
        }
        let (name, found) = (self.name, self.nodes.len());
        Err(self.argv.error(format!("`{name}` takes {expected} arguments, found {found}")))
    }

    fn check_fixed(&self, types: &[Type], kinds: &[Kind]) -> Result<(), RulesError> {
        self.check_count(types.len() == kinds.len(), &kinds.len().to_string())?;
        for (node, (ty, kind)) in self.nodes.iter().zip(types.iter().zip(kinds)) {
            expect(node, ty, *kind)?;
        }
        Ok(())
    }

    /// Optional only if every argument is.
    fn check_coalesce(&self, types: &[Type]) -> Result<Type, RulesError> {
        self.check_count(types.len() >= 2, "2 or more")?;
        let kind = self.check_same_kind(self.nodes, types)?;
        Ok(Type { kind, optional: types.iter().all(|ty| ty.optional) })
    }

    /// Optional if one of the branches is.
    fn check_ite(&self, types: &[Type]) -> Result<Type, RulesError> {
        self.check_count(types.len() == 3, "3")?;
        if let (Some((condition, types)), Some((node, nodes))) = (types.split_first(), self.nodes.split_first()) {
            expect(node, condition, Kind::Boolean)?;
            let kind = self.check_same_kind(nodes, types)?;
            return Ok(Type { kind, optional: types.iter().any(|ty| ty.optional) });
        }
        Err(self.argv.error("expected arguments"))
    }

    fn check_same_kind(&self, nodes: &[Node<'_, '_>], types: &[Type]) -> Result<Kind, RulesError> {
        let mut kinds = nodes.iter().zip(types.iter().map(|ty| ty.kind));
        let (_, first) = kinds.next().ok_or_else(|| self.argv.error("expected arguments"))?;
        match kinds.find(|(_, kind)| *kind != first) {
            None => Ok(first),
            Some((node, kind)) => Err(node.error(format!("expected {first}, found {kind}"))),
        }
    }
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
