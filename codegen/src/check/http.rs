//! Checks how operations and their members are bound to HTTP.

use std::collections::{HashMap, HashSet};

use super::Checker;
use super::labels::{host_labels, uri_labels};
use crate::fault::{
    Finding, LABEL_WITHOUT_MEMBER, MALFORMED_URI, MEMBER_WITHOUT_LABEL, OPTIONAL_LABEL, SEVERAL_PAYLOADS,
    UNBOUND_MEMBER, quote,
};
use crate::model::{Member, Operation, Shape, ShapeId, ShapeKind, Traits};

/// Where an operation has labels.
struct LabelPlace {
    /// The trait of the operation that has the labels.
    name: &'static str,
    /// The trait that binds members to them.
    binding: &'static str,
    is_bound: fn(&Traits) -> bool,
}

const IN_URI: LabelPlace =
    LabelPlace { name: "smithy.api#http", binding: "smithy.api#httpLabel", is_bound: Traits::http_label };
const IN_HOST: LabelPlace =
    LabelPlace { name: "smithy.api#endpoint", binding: "smithy.api#hostLabel", is_bound: Traits::host_label };

impl<'m> Checker<'m> {
    pub(super) fn check_http(
        &mut self,
        id: &'m ShapeId,
        shape: &'m Shape,
        operation: &'m Operation,
        input: &'m [Member],
    ) {
        if let Some(http) = shape.traits.http() {
            self.check_labels(&IN_URI, uri_labels(&http.uri), id, operation, input);
            self.check_payloads(id, operation);
        }
        if let Some(endpoint) = shape.traits.endpoint() {
            self.check_labels(&IN_HOST, host_labels(&endpoint.host_prefix), id, operation, input);
        }
    }

    /// Checks that labels and members that are bound to labels belong together.
    fn check_labels(
        &mut self,
        place: &LabelPlace,
        labels: Result<Vec<&'m str>, String>,
        id: &'m ShapeId,
        operation: &'m Operation,
        input: &'m [Member],
    ) {
        match labels {
            Ok(labels) => {
                self.check_labels_filled(place, &labels, id, input);
                if let Some(input_id) = &operation.input {
                    self.check_members_used(place, &labels, id, input_id, input);
                }
            }
            Err(wrong) => {
                let message = format!("the trait `{}` of `{id}` cannot be read: {}", place.name, wrong.escape_debug());
                let at = self.origins.trait_of(id, None, place.name);
                self.report(
                    MALFORMED_URI,
                    at,
                    id.to_string(),
                    message,
                    "labels in braces, such as `/things/{thingId}`",
                );
            }
        }
    }

    fn check_labels_filled(&mut self, place: &LabelPlace, labels: &[&'m str], id: &'m ShapeId, input: &'m [Member]) {
        let members: HashMap<&str, &Member> = input.iter().map(|member| (member.name.as_str(), member)).collect();
        for label in labels {
            let help = match members.get(label) {
                Some(member) if (place.is_bound)(&member.traits) => continue,
                Some(_) => Some(format!("add the trait to the member {}", quote(label))),
                None => self.suggestions.help(label, input.iter().map(|member| member.name.as_str())),
            };
            let message = format!("the label {} of `{id}` has no member of the input to fill it", quote(label));
            let at = self.origins.trait_of(id, None, place.name);
            let finding = Finding::new(LABEL_WITHOUT_MEMBER, at, message).shape(id.to_string());
            self.findings
                .push(finding.expected(format!("a member of that name with the trait `{}`", place.binding)).help(help));
        }
    }

    fn check_members_used(
        &mut self,
        place: &LabelPlace,
        labels: &[&'m str],
        id: &'m ShapeId,
        input_id: &'m ShapeId,
        input: &'m [Member],
    ) {
        let labels: HashSet<&str> = labels.iter().copied().collect();
        for member in input.iter().filter(|member| (place.is_bound)(&member.traits)) {
            let owner = input_id.member(&member.name);
            let at = self.origins.trait_of(input_id, Some(&member.name), place.binding);
            if !labels.contains(member.name.as_str()) {
                let message = format!("{} fills a label that `{id}` does not have", quote(&owner));
                let finding = Finding::new(MEMBER_WITHOUT_LABEL, at, message).shape(owner);
                let finding = finding.expected(format!("a label of that name in the trait `{}`", place.name));
                self.findings.push(finding.related("the operation is here", self.origins.shape(id)));
            } else if !member.traits.required() {
                let message = format!("{} fills a label and is not required", quote(&owner));
                self.report(OPTIONAL_LABEL, at, owner, message, "the trait `smithy.api#required`");
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
