//! Operations.

use std::borrow::Cow;
use std::collections::HashMap;

use super::applied::List;
use super::{Lowering, Root};
use crate::assemble::draft::{DraftKind, MemberStyle};
use crate::model::ShapeId;
use crate::read::{AstOperation, C2jOperation, C2jRef, Json, OperationFacts};

/// What the companions of a model say of an operation, as traits of it.
pub(super) type Added<'a> = HashMap<String, Vec<crate::assemble::draft::Applied<'a>>>;

/// The members that fill the labels of a URI, by the names of the labels.
pub(super) type Labels = HashMap<String, String>;

impl<'a> Lowering<'a, '_> {
    /// Notes what operations say of their inputs as roots of XML documents.
    pub(super) fn note_roots(&mut self, operations: &[C2jOperation<'a>]) {
        for input in operations.iter().filter_map(|operation| operation.input.as_ref()) {
            let (name, namespace) = (input.facts.location_name.clone(), input.facts.xml_namespace.clone());
            self.roots.entry(input.shape.to_string()).or_insert(Root { name, namespace });
        }
    }

    pub(super) fn operation(
        &mut self,
        operation: C2jOperation<'a>,
        labels: &HashMap<String, Labels>,
        added: &mut Added<'a>,
    ) -> Option<ShapeId> {
        let C2jOperation { name, facts, http, input, output, errors } = operation;
        let id = self.free_id(&name)?;
        let home = self.home("operations", &name, MemberStyle::Named);
        let mut traits = List::new(home);
        if let Some(http) = http.filter(|_| self.dialect.http) {
            let labels = input.as_ref().and_then(|input| labels.get(&*input.shape));
            let uri = match labels {
                Some(labels) => relabelled(http.request_uri, labels),
                None => http.request_uri,
            };
            let fields = [
                ("method", Some(Json::String(http.method))),
                ("uri", Some(Json::String(uri))),
                ("code", http.response_code),
            ];
            traits.apply("smithy.api#http", super::applied::object(fields));
        }
        traits.operation(facts);
        traits.all.extend(added.remove(&*name).unwrap_or_default());
        let target = |reference: C2jRef<'_>| self.id(&reference.shape);
        let ast = AstOperation {
            input: input.and_then(target),
            output: output.and_then(target),
            errors: errors.into_iter().filter_map(|(_, error)| target(error)).collect(),
        };
        self.add(id.clone(), home, DraftKind::Operation(ast), traits);
        Some(id)
    }
}

impl<'a> List<'a> {
    fn operation(&mut self, facts: OperationFacts<'a>) {
        let is_anonymous = facts.auth_type.as_deref() == Some("none");
        let auth = facts.auth.unwrap_or_default();
        // Smithy has no scheme for those who prove nothing: it has a list without schemes.
        let schemes: Vec<Json<'a>> =
            auth.iter().filter(|name| *name != "smithy.api#noAuth").cloned().map(Json::String).collect();
        let is_optional = is_anonymous || schemes.len() < auth.len();
        if is_anonymous || !auth.is_empty() {
            self.apply("smithy.api#auth", Json::Array(schemes));
        }
        self.mark("smithy.api#optionalAuth", is_optional);
        let is_unsigned = facts.unsigned_payload || facts.auth_type.as_deref() == Some("v4-unsigned-body");
        self.mark("aws.auth#unsignedPayload", is_unsigned);
        self.deprecated(facts.deprecation);
        self.text("smithy.api#documentation", facts.documentation);
        let endpoint =
            facts.host_prefix.map(|prefix| super::applied::object([("hostPrefix", Some(Json::String(prefix)))]));
        self.value("smithy.api#endpoint", endpoint);
        self.value("aws.protocols#httpChecksum", facts.http_checksum);
        self.mark("smithy.api#httpChecksumRequired", facts.http_checksum_required);
        self.value("smithy.rules#operationContextParams", facts.operation_context_params);
        self.value("smithy.api#requestCompression", facts.request_compression);
        self.value("smithy.rules#staticContextParams", facts.static_context_params);
    }
}

/// The URI pattern with the names of members as labels: C2J has the names that they have on the wire.
fn relabelled<'a>(uri: Cow<'a, str>, labels: &Labels) -> Cow<'a, str> {
    let mut pieces = String::with_capacity(uri.len());
    let mut rest = &*uri;
    while let Some((before, (label, after))) =
        rest.split_once('{').and_then(|(before, inner)| Some((before, inner.split_once('}')?)))
    {
        let (plain, greedy) = label.strip_suffix('+').map_or((label, ""), |plain| (plain, "+"));
        let member = labels.get(plain).map_or(plain, String::as_str);
        pieces.extend([before, "{", member, greedy, "}"]);
        rest = after;
    }
    pieces.push_str(rest);
    if pieces == *uri { uri } else { Cow::Owned(pieces) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, expected: &str) {
        let labels = Labels::from([("thing-id".to_owned(), "ThingId".to_owned()), ("b".to_owned(), "B".to_owned())]);
        assert_eq!(relabelled(Cow::Borrowed(uri), &labels), expected);
    }

    #[test]
    fn labels_become_names_of_members() {
        check("/", "/");
        check("/things/{thing-id}", "/things/{ThingId}");
        check("/{b}/x/{b+}?y=z", "/{B}/x/{B+}?y=z");
        check("/{other}/{b", "/{other}/{b");
    }
}
