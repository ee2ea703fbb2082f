//! From a checked model to what its crate is to contain: every decision is made here.

mod auth;
mod clashes;
mod constraints;
mod customizations;
mod depth;
mod distinct;
mod endpoints;
mod enums;
mod events;
mod facts;
mod fields;
mod operations;
mod protocol_tests;
mod recursion;
mod structures;
mod types;
mod types_crate;
mod waiters;

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::both::both;
use crate::check::CheckedModel;
use crate::docs;
use crate::fault::{DEEP_SHAPES, Fault, Faults};
use crate::ir::{
    AuthSchemes, Crate, Customization, Deprecation, Docs, Enum, EventError, Operation, Service, Structure, Union,
};
use crate::model::{Protocol, ShapeId, ShapeKind, Traits};
use crate::names::{self, Name};
use crate::options::Options;
use crate::plan::distinct::Distinct;
use crate::schemes::session_maker;

/// How deep structures may hold each other. Compilers manage as much, and no service of AWS comes near.
const DEEPEST: usize = 2_000;

/// Decides all that the crate of a service is to contain.
///
/// # Errors
/// Names that two things of one scope would share, and what else no compiler takes.
pub(crate) fn plan(model: &CheckedModel, options: &Options) -> Result<Crate, Faults> {
    let customization = Customization::of(&sdk_id(model));
    let rules = endpoints::rule_set(service_traits(model), customization);
    let (distinct, (boxed, nested)) =
        both(|| Distinct::of(model), || (recursion::boxed_members(model), nested_structures(model)));
    let mut planner = Planner {
        model,
        takes_sigv4a: auth::names_sigv4a(&rules),
        rules,
        boxed,
        distinct,
        nested,
        customization,
        faults: Vec::new(),
    };
    let (types, operations) = both(|| planner.types(), || planner.operations());
    planner.shape_clashes();
    let depth = depth::depth(model);
    if depth > DEEPEST {
        let (service, _) = model.service();
        let message = format!("`{service}` has structures and unions that hold each other {depth} deep");
        planner.faults.push(model.fault(DEEP_SHAPES, service, None, message));
    }
    let service = planner.service(options, &operations);
    let mut planned = Crate {
        package: options
            .package
            .clone()
            .unwrap_or_else(|| format!("tinsmith-{}", names::service_module(&service.sdk_id))),
        version: options.version.clone(),
        types_package: None,
        service,
        waiters: planner.waiters(&operations),
        operations,
        depth,
        structures: types.structures,
        unions: types.unions,
        enums: types.enums,
        errors: types.errors,
        event_errors: types.event_errors,
        tests: Vec::new(),
    };
    planned.types_package = types_crate::package(&planned, options.types_crate);
    if options.tests.is_some() {
        let mut faults = Vec::new();
        planned.tests = planner.protocol_tests(&planned, &mut faults);
        planner.faults.append(&mut faults);
    }
    match Faults::new(planner.faults) {
        Some(faults) => Err(faults),
        None => Ok(planned),
    }
}

/// What the parts of planning share.
struct Planner<'m> {
    model: &'m CheckedModel,
    /// The rules of the service's endpoints.
    rules: Value,
    /// Whether those take signatures of version 4A.
    takes_sigv4a: bool,
    /// Members in a `Box`, by `namespace#Shape$member`.
    boxed: BTreeSet<String>,
    /// What the Rust names of members are made of.
    distinct: Distinct,
    /// Structures that a member refers to.
    nested: HashSet<ShapeId>,
    customization: Customization,
    faults: Vec<Fault>,
}

impl Planner<'_> {
    fn service_traits(&self) -> &Traits {
        service_traits(self.model)
    }

    fn service(&mut self, options: &Options, operations: &[Operation]) -> Service {
        let (id, service) = self.model.service();
        let traits = service_traits(self.model);
        let sdk_id = sdk_id(self.model);
        let client_params = endpoints::client_params(traits, self.customization);
        let endpoint_params = endpoints::params(&self.rules);
        self.param_clashes(&endpoint_params, &client_params);
        let rules = &self.rules;
        let auth = auth::of_service(traits, self.takes_sigv4a, operations.iter().map(|operation| &operation.auth));
        let maker = session_maker(self.model);
        Service {
            title: docs::line(traits.title().unwrap_or(&sdk_id)),
            title_docs: docs::plain(traits.title().unwrap_or(&sdk_id)),
            shape_name: id.name().to_owned(),
            version: service.version.clone(),
            signing_name: auth::signing_name(traits),
            auth: AuthSchemes { sessions: maker.and_then(|maker| auth::session_maker(maker, operations)), ..auth },
            protocols: protocols(traits, options),
            query_compatible: traits.aws_query_compatible(),
            xml_namespace: traits.xml_namespace().map(facts::namespace),
            docs: documentation(traits),
            endpoint_rules: endpoints::minified(rules.clone()),
            has_decision_diagram: traits.endpoint_bdd().is_some(),
            endpoint_params,
            has_account_endpoints: endpoints::has_account_endpoints(rules),
            client_params,
            customization: self.customization,
            sdk_id,
        }
    }

    fn operations(&self) -> Vec<Operation> {
        let mut operations: Vec<_> = self.model.operations().iter().filter_map(|id| self.operation(id)).collect();
        operations.sort_by(|a, b| a.name.cmp(&b.name));
        operations
    }

    /// Plans every shape that becomes a type of its own.
    fn types(&self) -> Types {
        let mut planned = Types::default();
        for id in self.model.closure() {
            let Some(shape) = self.model.shape(id) else { continue };
            match &shape.kind {
                ShapeKind::Structure(_) if shape.traits.error().is_some() => {
                    planned.errors.extend(self.error(id));
                }
                ShapeKind::Structure(_) if self.nested.contains(id) => planned.structures.extend(self.data(id)),
                ShapeKind::Union(_) => {
                    planned.unions.extend(self.union(id));
                    planned.event_errors.extend(self.is_event_stream(id).then(|| self.event_error(id)));
                }
                ShapeKind::Enum(_) => planned.enums.extend(self.enumeration(id)),
                ShapeKind::String if shape.traits.unnamed_enum().is_some() => {
                    planned.enums.extend(self.enumeration(id));
                }
                _ => {}
            }
        }
        planned.structures.sort_by(|a, b| a.ident.cmp(&b.ident));
        planned.unions.sort_by(|a, b| a.ident.cmp(&b.ident));
        planned.enums.sort_by(|a, b| a.ident.cmp(&b.ident));
        planned.errors.sort_by(|a, b| a.ident.cmp(&b.ident));
        planned.event_errors.sort_by(|a, b| a.ident.cmp(&b.ident));
        let mut modules = Modules::default();
        for structure in &mut planned.structures {
            structure.module = modules.take(&structure.module);
        }
        for union in &mut planned.unions {
            union.module = modules.take(&union.module);
        }
        for enumeration in &mut planned.enums {
            enumeration.module = modules.take(&enumeration.module);
        }
        let mut modules = Modules::default();
        for error in &mut planned.errors {
            error.module = modules.take(&error.module);
        }
        for error in &mut planned.event_errors {
            error.module = modules.take(&error.module);
        }
        planned
    }
}

/// The shapes that become types of their own, by name.
#[derive(Default)]
struct Types {
    structures: Vec<Structure>,
    unions: Vec<Union>,
    enums: Vec<Enum>,
    errors: Vec<Structure>,
    event_errors: Vec<EventError>,
}

/// The files of types: no two of one name.
struct Modules(BTreeSet<String>);

impl std::default::Default for Modules {
    /// `builders` and `error` are modules of the crate's surface.
    fn default() -> Self {
        Self(["builders", "error"].map(String::from).into())
    }
}

impl Modules {
    /// The files of tests.
    fn of_tests() -> Self {
        Self(["main"].map(String::from).into())
    }

    fn take(&mut self, wanted: &Name) -> Name {
        let mut name = wanted.to_string();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        names::ident(&name)
    }
}

/// The traits of the service; none where the model has lost it, which checks have seen to.
fn service_traits(model: &CheckedModel) -> &Traits {
    static NONE: LazyLock<Traits> = LazyLock::new(Traits::default);
    let (id, _) = model.service();
    model.shape(id).map_or(&NONE, |shape| &shape.traits)
}

/// The name that SDKs know the service by.
fn sdk_id(model: &CheckedModel) -> String {
    let (id, _) = model.service();
    let service = model.shape(id).and_then(|shape| shape.traits.service());
    service.map_or_else(|| id.name().to_owned(), |service| service.sdk_id.clone())
}

/// The protocols of a service: those that the user chose, or all in Tinsmith's order.
fn protocols(traits: &Traits, options: &Options) -> Vec<Protocol> {
    let mut protocols: Vec<Protocol> = traits.protocols().collect();
    if options.protocols.is_empty() {
        protocols.sort();
        return protocols;
    }
    options.protocols.iter().copied().filter(|protocol| protocols.contains(protocol)).collect()
}

/// The structures that members of the closure refer to: those get a type of their own even where they
/// are an operation's input or output as well. Without operations, all do.
fn nested_structures(model: &CheckedModel) -> HashSet<ShapeId> {
    if model.operations().is_empty() {
        return model.closure().iter().cloned().collect();
    }
    let shapes = model.closure().iter().filter_map(|id| model.shape(id));
    let members = shapes.flat_map(|shape| match &shape.kind {
        ShapeKind::List(member) => vec![&**member],
        ShapeKind::Map(key, value) => vec![&**key, &**value],
        other => other.members().iter().collect(),
    });
    members.map(|member| member.target.clone()).collect()
}

fn documentation(traits: &Traits) -> Docs {
    Docs::of(traits.documentation().unwrap_or_default())
}

fn deprecation(traits: &Traits) -> Option<Deprecation> {
    let deprecated = traits.deprecated()?;
    Some(Deprecation { note: deprecated.message.clone(), since: deprecated.since.clone() })
}
