//! Checks the service: that there is one, and that its protocol is supported.

use crate::assemble::Assembled;
use crate::fault::{Finding, NO_SERVICE, Place, SEVERAL_SERVICES, Suggestions, quote};
use crate::model::{Service, ShapeId};

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
                Finding::new(NO_SERVICE, Place::Nowhere, message)
                    .help(Suggestions::new().help(wanted.as_str(), names()))
            }
        },
        (None, [_, (second, _), ..]) => {
            let message = format!("the model has {} services", services.len());
            let help = format!("choose one of {}", listed(names()));
            Finding::new(SEVERAL_SERVICES, assembled.origins.shape(second), message)
                .expected("one service")
                .help(Some(help))
        }
        (None, []) => Finding::new(NO_SERVICE, Place::Nowhere, "the model has no service".to_owned())
            .expected("a shape of type `service` in one of the files"),
    };
    Err(Box::new(finding))
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
