//! Checks the service: that there is one, and that its protocol is supported.

use super::Checker;
use crate::assemble::Assembled;
use crate::fault::{
    Finding, MISSING_HTTP, NO_PROTOCOL, NO_SERVICE, Place, SEVERAL_SERVICES, Suggestions, UNSUPPORTED_PROTOCOL, quote,
};
use crate::model::{Protocol, Service, ShapeId, ShapeKind, Trait, operations_of};

/// The protocols that are supported, for messages.
const SUPPORTED: &str = "one of `aws.protocols#awsJson1_0`, `aws.protocols#awsJson1_1`, `aws.protocols#awsQuery`, \
    `aws.protocols#ec2Query`, `aws.protocols#restJson1`, `aws.protocols#restXml`, `smithy.protocols#rpcv2Cbor`, \
    `smithy.protocols#rpcv2Json`";

/// The service `wanted`, or the only one of the model.
pub(super) fn choose<'m>(
    assembled: &'m Assembled,
    wanted: Option<&ShapeId>,
) -> Result<(&'m ShapeId, &'m Service), Box<Finding>> {
    let services: Vec<(&ShapeId, &Service)> = assembled.model.services().collect();
    let names = || services.iter().map(|(id, _)| id.as_str());
    let finding = match (wanted, services.as_slice()) {
        (None, [one]) => return Ok(*one),
        (Some(wanted), all) => match all.iter().find(|(id, _)| *id == wanted) {
            Some(one) => return Ok(*one),
            None => {
                let message = format!("the model has no service {}", quote(wanted.as_str()));
                Finding::new(NO_SERVICE, nowhere(), message).help(Suggestions::new().help(wanted.as_str(), names()))
            }
        },
        (None, [_, (second, _), ..]) => {
            let message = format!("the model has {} services", services.len());
            let help = format!("choose one of {}", listed(names()));
            Finding::new(SEVERAL_SERVICES, assembled.origins.shape(second), message)
                .expected("one service")
                .help(Some(help))
        }
        (None, []) => Finding::new(NO_SERVICE, nowhere(), "the model has no service".to_owned())
            .expected("a shape of type `service` in one of the files"),
    };
    Err(Box::new(finding))
}

impl<'m> Checker<'m> {
    /// Checks that the service speaks a protocol that is supported, and that its operations say what that
    /// protocol has to know.
    pub(super) fn check_protocol(&mut self, id: &'m ShapeId, service: &'m Service) {
        let Some(shape) = self.model.shape(id) else { return };
        let mut unknown = shape.traits.iter().filter_map(|one| match one {
            Trait::Protocol(None, name) => Some(name.as_str()),
            _ => None,
        });
        match (shape.traits.protocols().next(), unknown.next()) {
            (Some(_), _) => {}
            (None, Some(name)) => {
                let message = format!(
                    "`{id}` speaks {}, and that is not supported",
                    listed(std::iter::once(name).chain(unknown))
                );
                self.report(
                    UNSUPPORTED_PROTOCOL,
                    self.origins.trait_of(id, None, name),
                    id.to_string(),
                    message,
                    SUPPORTED,
                );
            }
            (None, None) => {
                let message = format!("`{id}` has no trait that says its protocol");
                self.report(NO_PROTOCOL, self.origins.shape(id), id.to_string(), message, SUPPORTED);
            }
        }
        let is_rest = |protocol| matches!(protocol, Protocol::RestJson1 | Protocol::RestXml { .. });
        if shape.traits.protocols().any(is_rest) {
            self.check_http_is_there(service);
        }
    }

    fn check_http_is_there(&mut self, service: &'m Service) {
        for id in operations_of(self.model, service) {
            let Some(shape) = self.model.shapes.get(&id) else { continue };
            if matches!(shape.kind, ShapeKind::Operation(_)) && shape.traits.http().is_none() {
                let message = format!("`{id}` has no trait `smithy.api#http`, which the protocol of its service needs");
                self.report(MISSING_HTTP, self.origins.shape(&id), id.to_string(), message, "a method and a URI");
            }
        }
    }
}

/// The place of what is missing: the first file.
fn nowhere() -> Place {
    Place::Path(0, Vec::new())
}

/// A list in words, cut where it is long.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<String> = names.take(21).map(quote).collect();
    if names.len() > 20 {
        names.truncate(20);
        names.push("others".to_owned());
    }
    names.join(", ")
}
