//! Operations with their inputs, outputs, errors and paginators.

use std::collections::BTreeSet;

use crate::ir::{
    Checksums, ErrorVariant, Field, Items, Operation, Paginator, ResponseChecksums, Role, Structure, Type,
};
use crate::model::{Member, PaginatedTrait, Protocol, ShapeId, ShapeKind, Traits};
use crate::names::{self, Name};
use crate::plan::structures::empty_structure;
use crate::plan::{Planner, auth, deprecation, documentation, endpoints};

impl Planner<'_> {
    pub(super) fn operation(&self, id: &ShapeId) -> Option<Operation> {
        let shape = self.model.shape(id)?;
        let ShapeKind::Operation(operation) = &shape.kind else { return None };
        let traits = &shape.traits;
        let name = self.model.name_of(id);
        let raw = names::operation(name);
        let input = self.end(operation.input.as_ref(), &format!("{name}Input"), Role::Input);
        let mut output = self.end(operation.output.as_ref(), &format!("{name}Output"), Role::Output);
        output.extended_request_id = self.customization.has_extended_request_ids();
        Some(Operation {
            name: id.name().to_owned(),
            module: names::ident(&names::module(name)),
            function: names::ident(&names::function(name)),
            error: names::ident(&format!("{raw}Error")),
            fluent: names::ident(&format!("{raw}FluentBuilder")),
            ident: names::ident(&raw),
            paginator: traits.paginated().and_then(|paginated| self.paginator(name, paginated, id)),
            errors: self.error_variants(&self.operation_errors(id)),
            docs: documentation(traits),
            deprecated: deprecation(traits),
            unit_input: operation.input.is_none() && self.speaks(Protocol::is_rpc_v2),
            auth: auth::of_operation(traits, self.service_traits(), self.takes_sigv4a),
            unsigned_payload: traits.unsigned_payload(),
            http: traits.http().map(|http| (http.method.clone(), self.customization.uri(&http.uri))),
            static_params: endpoints::static_params(traits),
            context_params: self.context_params(operation.input.as_ref()),
            operation_context_params: endpoints::operation_context_params(traits),
            host_prefix: traits.endpoint().and_then(|endpoint| self.customization.host_prefix(&endpoint.host_prefix)),
            checksums: self.checksums(traits, operation.input.as_ref()),
            compression: is_compressed(traits),
            s3_unwrapped_output: traits.s3_unwrapped_xml_output(),
            presigns: self.customization.presigns(id.name()),
            input,
            output,
        })
    }

    /// The input or output `id`, under a name of its own.
    fn end(&self, id: Option<&ShapeId>, name: &str, role: Role) -> Structure {
        let rust_name = names::type_name(name);
        id.and_then(|id| self.structure(id, &rust_name, role))
            .unwrap_or_else(|| empty_structure(name, &rust_name, role))
    }

    /// The variants of errors, no code of which is another's as well: the first has it.
    fn error_variants(&self, ids: &[ShapeId]) -> Vec<ErrorVariant> {
        let mut taken = BTreeSet::new();
        let mut variants: Vec<ErrorVariant> = ids.iter().map(|id| self.error_variant(id)).collect();
        for (variant, id) in variants.iter_mut().zip(ids) {
            variant.codes.retain(|code| taken.insert(code.clone()));
            if variant.codes.is_empty() {
                // Never on the wire, where codes are without a namespace.
                variant.codes.push(id.to_string());
            }
        }
        variants
    }

    pub(super) fn error_variant(&self, id: &ShapeId) -> ErrorVariant {
        let name = names::type_name(self.model.name_of(id));
        let none = Traits::default();
        let traits = self.model.shape(id).map_or(&none, |shape| &shape.traits);
        ErrorVariant {
            predicate: names::ident(&format!("is_{}", names::snake(&name))),
            ident: names::ident(&name),
            codes: self.codes(id, traits),
            docs: documentation(traits),
        }
    }

    /// The codes of an error: in the query protocols, and for services that have left them, the one that
    /// `awsQueryError` gives; in all others the name of the shape.
    fn codes(&self, id: &ShapeId, traits: &Traits) -> Vec<String> {
        let (service, _) = self.model.service();
        let compatible = self.model.shape(service).is_some_and(|service| service.traits.aws_query_compatible());
        let query = traits.aws_query_error().filter(|_| compatible || self.speaks(Protocol::is_query));
        let own = query.is_none_or(|code| code != id.name() && self.speaks(|protocol| !protocol.is_query()));
        query.into_iter().chain(own.then(|| id.name())).map(String::from).collect()
    }

    /// Whether a protocol of the service is such a one.
    fn speaks(&self, is_it: impl Fn(Protocol) -> bool) -> bool {
        let (service, _) = self.model.service();
        self.model.shape(service).is_some_and(|service| service.traits.protocols().any(is_it))
    }

    fn context_params(&self, input: Option<&ShapeId>) -> Vec<(String, usize)> {
        let param = |(index, member): (usize, &Member)| {
            let name = member.traits.context_param().cloned().or_else(|| self.customization.context_param(member))?;
            Some((name, index))
        };
        self.input_members(input).iter().enumerate().filter_map(param).collect()
    }

    fn input_members(&self, input: Option<&ShapeId>) -> &[Member] {
        input.and_then(|id| self.model.shape(id)).map_or(&[][..], |shape| shape.kind.members())
    }

    /// The checksums of an operation. `httpChecksum` goes before the older trait.
    fn checksums(&self, traits: &Traits, input: Option<&ShapeId>) -> Option<Checksums> {
        let Some(checksum) = traits.http_checksum() else {
            let required = Checksums { request_required: true, request_algorithm: None, response: None };
            return traits.http_checksum_required().then_some(required);
        };
        let position = |name: &String| self.input_members(input).iter().position(|member| member.name == *name);
        let mode = checksum.request_validation_mode_member.as_ref().and_then(position);
        Some(Checksums {
            request_required: checksum.request_checksum_required,
            request_algorithm: checksum.request_algorithm_member.as_ref().and_then(position),
            response: mode.map(|mode| ResponseChecksums { mode, algorithms: checksum.response_algorithms.clone() }),
        })
    }

    /// The paginator of an operation, as the official clients have one: unless its input has an
    /// idempotency token, which would be the same for every page.
    fn paginator(&self, name: &str, paginated: &PaginatedTrait, id: &ShapeId) -> Option<Paginator> {
        let ShapeKind::Operation(operation) = &self.model.shape(id)?.kind else { return None };
        let (input, output) = (operation.input.as_ref()?, operation.output.as_ref()?);
        let members = self.model.shape(input)?.kind.members();
        if members.iter().any(|member| member.traits.idempotency_token()) {
            return None;
        }
        let position = |name: &str| members.iter().position(|member| member.name == name);
        let page_size = paginated.page_size.as_deref().and_then(position).and_then(|at| members.get(at));
        let page_size = page_size.map(|member| self.fields(input, std::slice::from_ref(member), Role::Input));
        let rust_name = names::type_name(&format!("{name}Paginator"));
        let more = self.customization.more_pages(name).and_then(|more| self.path(output, more)?.pop());
        Some(Paginator {
            input_token: position(paginated.input_token.as_deref()?)?,
            output_token: self
                .path(output, paginated.output_token.as_deref()?)?
                .into_iter()
                .map(|(at, _)| at)
                .collect(),
            more: more.map(|(at, _)| at),
            page_size: page_size.and_then(|mut fields| fields.pop()),
            items: paginated.items.as_deref().and_then(|path| self.items(&rust_name, output, path)),
            ident: names::ident(&rust_name),
        })
    }

    fn items(&self, paginator: &str, output: &ShapeId, path: &str) -> Option<Items> {
        let path = self.path(output, path)?;
        let collection = match &path.last()?.1.ty {
            ty @ (Type::Vec(..) | Type::Map(..)) => ty.clone(),
            _ => return None,
        };
        let path: Vec<(Name, bool)> = path.into_iter().map(|(_, field)| (field.ident, field.optional)).collect();
        Some(Items { ident: names::ident(&format!("{paginator}Items")), path, collection })
    }

    /// The members of a dotted path from the output `id`, with their indices.
    fn path(&self, id: &ShapeId, path: &str) -> Option<Vec<(usize, Field)>> {
        let mut id = id.clone();
        let mut role = Role::Output;
        path.split('.')
            .map(|name| {
                let members = self.model.shape(&id)?.kind.members();
                let at = members.iter().position(|member| member.name == name)?;
                let member = members.get(at)?;
                let field = self.fields(&id, std::slice::from_ref(member), role).pop()?;
                id = member.target.clone();
                role = Role::Data;
                Some((at, field))
            })
            .collect()
    }
}

/// Whether requests are compressed. gzip is the only encoding that the specification knows.
fn is_compressed(traits: &Traits) -> bool {
    let encodings = traits.request_compression().unwrap_or_default();
    encodings.iter().any(|encoding| encoding.eq_ignore_ascii_case("gzip"))
}
