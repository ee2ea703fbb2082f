//! XML namespaces. C2J has that of a service at each root element, where Smithy has it at the service.

use std::borrow::Cow;

use crate::read::{C2j, C2jKind, Facts, XmlNamespace};

/// The namespace of a service.
#[derive(Debug, Default)]
pub(super) struct Namespace<'a>(Option<Cow<'a, str>>);

impl<'a> Namespace<'a> {
    /// The namespace that all roots have which have any.
    pub(super) fn of(c2j: &C2j<'a>) -> Namespace<'a> {
        if let Some(own) = &c2j.metadata.xml_namespace {
            return Namespace(Some(own.uri.clone()));
        }
        let inputs = c2j.operations.iter().filter_map(|operation| Some(&operation.input.as_ref()?.facts));
        let members = c2j.shapes.iter().flat_map(|shape| match &shape.kind {
            C2jKind::Structure(structure) => structure.members.as_slice(),
            C2jKind::List(_) | C2jKind::Map(..) | C2jKind::Enum(_) | C2jKind::Simple(_) => &[],
        });
        let mut uris = inputs.chain(members.map(|(_, member)| &member.facts)).filter_map(plain_uri);
        let first = uris.next();
        Namespace(first.filter(|first| uris.all(|uri| uri == *first)).cloned())
    }

    /// The URI.
    pub(super) fn uri(&self) -> Option<Cow<'a, str>> {
        self.0.clone()
    }

    /// The namespace of an element, if it is not that of the service.
    pub(super) fn other(&self, namespace: Option<XmlNamespace<'a>>) -> Option<XmlNamespace<'a>> {
        namespace.filter(|own| own.prefix.is_some() || self.0.as_ref() != Some(&own.uri))
    }
}

fn plain_uri<'f, 'a>(facts: &'f Facts<'a>) -> Option<&'f Cow<'a, str>> {
    facts.xml_namespace.as_ref().filter(|namespace| namespace.prefix.is_none()).map(|namespace| &namespace.uri)
}
