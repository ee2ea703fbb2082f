//! Authentication schemes: which a call may use, the preferred one first ("Smithy specification,
//! Authentication traits").

use super::{At, Comparison, Kind, Side};
use crate::model::{ShapeId, Traits};
use crate::names;

impl Comparison<'_> {
    pub(super) fn auth(&mut self) {
        let (old, new) = (self.old.model.service().0, self.new.model.service().0);
        let at = At::new("Client", new.as_str());
        let schemes = (of_service(&self.old, old), of_service(&self.new, new));
        self.schemes(&at, &schemes.0, &schemes.1);
        for id in self.new.model.operations() {
            let Some(old_id) = self.old.operation(id.name()) else { continue };
            let own = (of_operation(&self.old, old_id, &schemes.0), of_operation(&self.new, id, &schemes.1));
            // What follows from the service is reported of the service.
            if says_its_own(&self.old, old_id) || says_its_own(&self.new, id) {
                let path = format!("Client::{}", names::ident(&names::function(self.new.model.name_of(id))));
                self.schemes(&At::new(path, id.as_str()), &own.0, &own.1);
            }
        }
    }

    fn schemes(&mut self, at: &At, old: &[String], new: &[String]) {
        if old == new {
            return;
        }
        let (before, after) = (words(old), words(new));
        // What is appended is used by nobody who has what was there.
        let kind = if !old.is_empty() && new.starts_with(old) { Kind::AuthAdded } else { Kind::AuthChanged };
        self.change(kind, at, before, after);
    }
}

fn words(schemes: &[String]) -> String {
    let plain = |scheme: &String| scheme.split_once('#').map_or(scheme.clone(), |(_, name)| name.to_owned());
    match schemes {
        [] => "nothing".to_owned(),
        schemes => schemes.iter().map(plain).collect::<Vec<_>>().join(", then "),
    }
}

/// The schemes of a service: those that its trait `auth` lists, or all that it has, by their ids.
pub(super) fn of_service(side: &Side<'_>, service: &ShapeId) -> Vec<String> {
    let Some(traits) = side.traits(service) else { return Vec::new() };
    let mut all: Vec<String> = traits.auth_schemes().map(|scheme| scheme.trait_id().to_owned()).collect();
    all.sort();
    match traits.auth() {
        Some(listed) => listed.iter().filter(|scheme| is_defined(scheme, &all)).cloned().collect(),
        None => all,
    }
}

/// Whether an operation says how it is called, and not the service alone.
fn says_its_own(side: &Side<'_>, operation: &ShapeId) -> bool {
    side.traits(operation).is_some_and(|traits| traits.auth().is_some() || traits.optional_auth())
}

fn of_operation(side: &Side<'_>, operation: &ShapeId, service: &[String]) -> Vec<String> {
    let traits = side.traits(operation);
    let mut schemes = match traits.and_then(Traits::auth) {
        Some(own) => own.clone(),
        None => service.to_vec(),
    };
    if traits.is_some_and(Traits::optional_auth) {
        schemes.push("smithy.api#noAuth".to_owned());
    }
    schemes
}

/// Whether the service has a scheme; schemes that are not known count as they are listed.
fn is_defined(scheme: &str, all: &[String]) -> bool {
    let is_known = KNOWN.contains(&scheme);
    !is_known || all.iter().any(|one| one == scheme)
}

const KNOWN: &[&str] = &[
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
];
