//! A value of a rule-set document together with its place in it: every reader of rule sets takes
//! nodes, so that every fault says where it is. The path is only written out when there is one.

use std::collections::HashMap;
use std::fmt::{self, Write};

use aws_smithy_types::{Document, Number};

use super::error::RulesError;

/// How deep a document may nest. A tree rule takes two levels, so this allows some hundred of them;
/// those of AWS nest 18 deep. It bounds the recursion of all readers and of the evaluator.
pub(super) const MAX_DEPTH: usize = 220;

/// The place of a node: its own step, and the place that it is in.
#[derive(Clone, Copy)]
struct Place<'p> {
    within: Option<&'p Place<'p>>,
    step: Step<'p>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Document,
    Member(&'p str),
    Element(usize),
}

/// A JSON value and where it is.
#[derive(Clone, Copy)]
pub(super) struct Node<'d, 'p> {
    document: &'d Document,
    place: Place<'p>,
}

impl<'d> Node<'d, 'static> {
    /// The whole of a document.
    pub(super) fn root(document: &'d Document) -> Self {
        Self { document, place: Place { within: None, step: Step::Document, depth: 0 } }
    }
}

impl<'d> Node<'d, '_> {
    pub(super) fn document(&self) -> &'d Document {
        self.document
    }

    /// A fault at this node.
    pub(super) fn error(&self, message: impl fmt::Display) -> RulesError {
        self.fault(&message)
    }

    /// The message is written out here, and not by the many who find a fault: their code is in every program.
    #[cold]
    fn fault(&self, message: &dyn fmt::Display) -> RulesError {
        let mut steps = Vec::new();
        let mut place = Some(&self.place);
        while let Some(current) = place {
            steps.push(current.step);
            place = current.within;
        }
        let mut path = String::new();
        for step in steps.into_iter().rev() {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Document => Ok(()),
                Step::Member(name) if path.is_empty() => write!(path, "{name}"),
                Step::Member(name) => write!(path, ".{name}"),
                Step::Element(index) => write!(path, "[{index}]"),
            };
        }
        RulesError::new(path, message.to_string())
    }

    #[cold]
    fn expected(&self, what: &str) -> RulesError {
        let found = match self.document {
            Document::Object(_) => "an object",
            Document::Array(_) => "an array",
            Document::Number(_) => "a number",
            Document::String(_) => "a string",
            Document::Bool(_) => "a boolean",
            Document::Null => "null",
        };
        self.error(format_args!("expected {what}, found {found}"))
    }

    pub(super) fn string(&self) -> Result<&'d str, RulesError> {
        self.document.as_string().ok_or_else(|| self.expected("a string"))
    }

    pub(super) fn boolean(&self) -> Result<bool, RulesError> {
        self.document.as_bool().ok_or_else(|| self.expected("a boolean"))
    }

    pub(super) fn integer(&self) -> Result<i64, RulesError> {
        match self.document {
            Document::Number(Number::NegInt(value)) => Ok(*value),
            Document::Number(Number::PosInt(value)) => {
                i64::try_from(*value).map_err(|_| self.error("the integer is too large"))
            }
            _ => Err(self.expected("an integer")),
        }
    }

    fn object(&self) -> Result<&'d HashMap<String, Document>, RulesError> {
        self.document.as_object().ok_or_else(|| self.expected("an object"))
    }

    fn within<'s>(&'s self, document: &'d Document, step: Step<'s>) -> Result<Node<'d, 's>, RulesError> {
        let depth = self.place.depth + 1;
        if depth > MAX_DEPTH {
            return Err(self.error(format_args!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(Node { document, place: Place { within: Some(&self.place), step, depth } })
    }

    /// The member of this name, if this object has it.
    pub(super) fn member<'s>(&'s self, name: &'s str) -> Result<Option<Node<'d, 's>>, RulesError> {
        match self.object()?.get(name) {
            Some(document) => self.within(document, Step::Member(name)).map(Some),
            None => Ok(None),
        }
    }

    /// The member of this name, which this object must have.
    pub(super) fn required<'s>(&'s self, name: &'s str) -> Result<Node<'d, 's>, RulesError> {
        self.member(name)?.ok_or_else(|| self.error(format_args!("the member `{name}` is missing")))
    }

    /// The text of the member of this name, if this object has it.
    pub(super) fn optional_string(&self, name: &str) -> Result<Option<String>, RulesError> {
        match self.member(name)? {
            Some(node) => Ok(Some(node.string()?.to_owned())),
            None => Ok(None),
        }
    }

    /// All members of this object, by name.
    pub(super) fn members<'s>(&'s self) -> Result<Vec<(&'d str, Node<'d, 's>)>, RulesError>
    where
        'd: 's,
    {
        let mut members = Vec::new();
        for (name, document) in self.object()? {
            // Few enough to be put where they belong, which is less code in every program than a sort.
            let place = members.partition_point(|(other, _)| *other < name.as_str());
            members.insert(place, (name.as_str(), self.within(document, Step::Member(name))?));
        }
        Ok(members)
    }

    /// Refuses members that the specification does not give this object.
    pub(super) fn only_members(&self, known: &[&str]) -> Result<(), RulesError> {
        let names = self.object()?.keys();
        let unknown = names.filter(|name| !known.contains(&name.as_str())).min();
        match unknown {
            None => Ok(()),
            Some(unknown) => {
                let known = known.join("`, `");
                Err(self.error(format_args!("unknown member `{unknown}`; expected `{known}`")))
            }
        }
    }

    /// The elements of this array, in order.
    pub(super) fn elements<'s>(&'s self) -> Result<Vec<Node<'d, 's>>, RulesError> {
        let elements = self.document.as_array().ok_or_else(|| self.expected("an array"))?;
        let mut nodes = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            nodes.push(self.within(element, Step::Element(index))?);
        }
        Ok(nodes)
    }

    /// What `read` makes of each element of this array, in order. A plain loop: it is compiled for a dozen types,
    /// and collecting results takes four times the code.
    pub(super) fn read_elements<T>(
        &self,
        mut read: impl FnMut(&Node<'d, '_>) -> Result<T, RulesError>,
    ) -> Result<Vec<T>, RulesError> {
        let nodes = self.elements()?;
        let mut all = Vec::with_capacity(nodes.len());
        for node in &nodes {
            all.push(read(node)?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::document_from_str;

    #[test]
    fn faults_say_where_they_are() {
        let document = document_from_str(r#"{"rules": [{}, {"type": 1}]}"#).unwrap();
        let root = Node::root(&document);
        let rules = root.required("rules").unwrap();
        let elements = rules.elements().unwrap();
        let error = elements[1].required("type").unwrap().string().unwrap_err();
        assert_eq!(error.path(), "rules[1].type");
        assert_eq!(error.message(), "expected a string, found a number");
        let error = elements[0].required("type").err().unwrap();
        assert_eq!(error.to_string(), "invalid endpoint rules at `rules[0]`: the member `type` is missing");
    }

    #[test]
    fn unknown_members_are_named() {
        let document = document_from_str(r#"{"url": 1, "b": 1, "a": 1}"#).unwrap();
        let error = Node::root(&document).only_members(&["url", "headers"]).unwrap_err();
        assert_eq!(error.message(), "unknown member `a`; expected `url`, `headers`");
    }
}
