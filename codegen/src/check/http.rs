//! Checks how operations and their members are bound to HTTP.

use std::collections::{HashMap, HashSet};

use super::Checker;
use super::labels::{host_labels, uri_labels};
use crate::fault::{
    Finding, LABEL_WITHOUT_MEMBER, MALFORMED_URI, MEMBER_WITHOUT_LABEL, OPTIONAL_LABEL, SEVERAL_PAYLOADS,
    UNBOUND_MEMBER, quote,
};
use crate::model::{Member, Operation, Shape, ShapeId, ShapeKind, Traits};

const HTTP: &str = "smithy.api#http";
const ENDPOINT: &str = "smithy.api#endpoint";

impl<'m> Checker<'m> {
    pub(super) fn check_http(
        &mut self,
        id: &'m ShapeId,
        shape: &'m Shape,
        operation: &'m Operation,
        input: &'m [Member],
    ) {
        if let Some(http) = shape.traits.http() {
            self.check_labels(
                id,
                operation,
                input,
                HTTP,
                uri_labels(&http.uri),
                "smithy.api#httpLabel",
                Traits::http_label,
            );
            self.check_payloads(id, operation);
        }
        if let Some(endpoint) = shape.traits.endpoint() {
            let labels = host_labels(&endpoint.host_prefix);
            self.check_labels(id, operation, input, ENDPOINT, labels, "smithy.api#hostLabel", Traits::host_label);
        }
    }

    /// Checks that labels and members that are bound to labels belong together. `name` is the trait that
    /// has the labels, and `bound` the one that binds members to them.
    #[allow(clippy::too_many_arguments, reason = "the two kinds of labels differ in just these")]
    fn check_labels(
        &mut self,
        id: &'m ShapeId,
        operation: &'m Operation,
        input: &'m [Member],
        name: &str,
        labels: Result<Vec<&'m str>, String>,
        bound: &str,
        is_bound: fn(&Traits) -> bool,
    ) {
        let labels = match labels {
            Ok(labels) => labels,
            Err(wrong) => {
                let message = format!("the trait `{name}` of `{id}` cannot be read: {}", wrong.escape_debug());
                let place = self.origins.trait_of(id, None, name);
                self.report(
                    MALFORMED_URI,
                    place,
                    id.to_string(),
                    message,
                    "labels in braces, such as `/things/{thingId}`",
                );
                return;
            }
        };
        let members: HashMap<&str, &Member> = input
            .iter()
            .filter(|member| is_bound(&member.traits))
            .map(|member| (member.name.as_str(), member))
            .collect();
        for label in labels.iter().filter(|label| !members.contains_key(*label)) {
            let message = format!("the label {} of `{id}` has no member of the input to fill it", quote(label));
            let finding = Finding::new(LABEL_WITHOUT_MEMBER, self.origins.trait_of(id, None, name), message)
                .shape(id.to_string());
            let finding = finding.expected(format!("a member of that name with the trait `{bound}`"));
            let help = if input.iter().any(|member| member.name == *label) {
                Some(format!("add the trait to the member {}", quote(label)))
            } else {
                self.suggestions.help(label, input.iter().map(|member| member.name.as_str()))
            };
            self.findings.push(finding.help(help));
        }
        let labels: HashSet<&str> = labels.into_iter().collect();
        let Some(input_id) = &operation.input else { return };
        for member in input.iter().filter(|member| is_bound(&member.traits)) {
            let owner = input_id.member(&member.name);
            let place = || self.origins.trait_of(input_id, Some(&member.name), bound);
            if !labels.contains(member.name.as_str()) {
                let message = format!("{} fills a label that `{id}` does not have", quote(&owner));
                let finding = Finding::new(MEMBER_WITHOUT_LABEL, place(), message).shape(owner);
                let finding = finding.expected(format!("a label of that name in the trait `{name}`"));
                self.findings.push(finding.related("the operation is here", self.origins.shape(id)));
            } else if !member.traits.required() {
                let message = format!("{} fills a label and is not required", quote(&owner));
                let place = place();
                self.report(OPTIONAL_LABEL, place, owner, message, "the trait `smithy.api#required`");
            }
        }
    }

    fn check_payloads(&mut self, id: &'m ShapeId, operation: &'m Operation) {
        if let Some(input) = &operation.input {
            self.check_payload(id, input, is_bound_in_request);
        }
        for response in operation.output.iter().chain(&operation.errors) {
            self.check_payload(id, response, is_bound_in_response);
        }
    }

    /// A message has one payload at most, and then each other member travels elsewhere.
    fn check_payload(&mut self, operation: &'m ShapeId, id: &'m ShapeId, is_bound: fn(&Traits) -> bool) {
        let Some(ShapeKind::Structure(members)) = self.model.shape(id).map(|shape| &shape.kind) else { return };
        if !self.charge(operation, members.len()) {
            return;
        }
        let Some(payload) = members.iter().find(|member| member.traits.http_payload()) else { return };
        let first = self.origins.member(id, &payload.name);
        for member in members.iter().filter(|member| member.name != payload.name) {
            let name = id.member(&member.name);
            let (code, message) = if member.traits.http_payload() {
                (SEVERAL_PAYLOADS, format!("{} is the payload, and so is {}", quote(&name), quote(&payload.name)))
            } else if is_bound(&member.traits) {
                continue;
            } else {
                (UNBOUND_MEMBER, format!("{} has no place in the message of `{operation}`", quote(&name)))
            };
            let finding = Finding::new(code, self.origins.member(id, &member.name), message).shape(name);
            let finding = finding.expected("a binding to a label, header, query parameter or status");
            self.findings.push(finding.related("the payload is this member", first.clone()));
        }
    }
}

fn is_bound_in_request(traits: &Traits) -> bool {
    traits.http_label()
        || traits.http_query().is_some()
        || traits.http_query_params()
        || traits.http_header().is_some()
        || traits.http_prefix_headers().is_some()
        || traits.host_label()
}

fn is_bound_in_response(traits: &Traits) -> bool {
    traits.http_header().is_some() || traits.http_prefix_headers().is_some() || traits.http_response_code()
}
