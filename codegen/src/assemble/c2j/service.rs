//! The service itself.

use std::collections::HashMap;

use super::Lowering;
use super::applied::{List, object};
use super::operation::{Added, Labels};
use super::rules::with_required_parameters;
use crate::assemble::draft::{DraftKind, MemberStyle};
use crate::model::is_identifier;
use crate::names;
use crate::read::{AstService, C2j, C2jKind, C2jOperation, C2jShape, Companions, Json, Metadata, XmlNamespace};

/// The namespace of a service's shapes.
pub(super) fn namespace(metadata: &Metadata<'_>) -> String {
    let module = names::service_module(sdk_id(metadata));
    if is_identifier(&module) { format!("com.amazonaws.{module}") } else { "com.amazonaws".to_owned() }
}

/// The name that SDKs know the service by. Models from before there was one have other names.
pub(super) fn sdk_id<'m>(metadata: &'m Metadata<'_>) -> &'m str {
    let names = [&metadata.service_id, &metadata.service_abbreviation, &metadata.service_full_name];
    let name = names.into_iter().flatten().next().or(metadata.endpoint_prefix.as_ref()).map_or("", |name| name);
    name.strip_prefix("Amazon ").or_else(|| name.strip_prefix("AWS ")).unwrap_or(name)
}

/// The name of the service's shape: that which requests have in their target, without what newer clients
/// leave out.
fn shape_name(metadata: &Metadata<'_>) -> String {
    let target =
        metadata.target_prefix.as_deref().map(|prefix| prefix.rsplit_once('.').map_or(prefix, |(_, name)| name));
    match target.filter(|name| is_identifier(name)) {
        Some(name) => name.to_owned(),
        None => {
            let letters: String = sdk_id(metadata).chars().filter(char::is_ascii_alphanumeric).collect();
            if is_identifier(&letters) { letters } else { format!("Service{letters}") }
        }
    }
}

impl<'a> Lowering<'a, '_> {
    pub(super) fn service(&mut self, c2j: C2j<'a>) {
        let C2j { metadata, documentation, client_context_params, operations, shapes, companions, .. } = c2j;
        if self.dialect.xml_names {
            self.note_roots(&operations);
        }
        let labels = if self.dialect.http { labels(&shapes) } else { HashMap::new() };
        let home = self.home("metadata", "", MemberStyle::Named);
        let mut traits = List::new(home);
        let mut added = Added::default();
        self.companions(companions, &operations, &mut traits, &mut added);
        for shape in shapes {
            self.shape(shape);
        }
        let operations = operations.into_iter().filter_map(|one| self.operation(one, &labels, &mut added)).collect();
        let Some(id) = self.free_id(&shape_name(&metadata)) else { return };
        traits.text("smithy.api#documentation", documentation);
        traits.value("smithy.rules#clientContextParams", client_context_params);
        for protocol in &self.dialect.protocols {
            let no_error_wrapping = (protocol == "aws.protocols#restXml" && self.sdk_id == "S3")
                .then_some(("noErrorWrapping", Some(Json::Bool(true))));
            traits.apply(protocol, object(no_error_wrapping));
        }
        if self.dialect.xml_names {
            traits.xml_namespace(self.xml_namespace.uri().map(|uri| XmlNamespace { uri, prefix: None }));
        }
        let version = metadata.api_version.clone();
        traits.metadata(metadata);
        let service = AstService { version, operations, ..AstService::default() };
        self.add(id, home, DraftKind::Service(service), traits);
    }
}

impl<'a> List<'a> {
    fn metadata(&mut self, metadata: Metadata<'a>) {
        let signing_name =
            metadata.signing_name.clone().or_else(|| metadata.endpoint_prefix.clone()).unwrap_or_default();
        let sdk_id = Json::String(sdk_id(&metadata).to_owned().into());
        let service = [("sdkId", Some(sdk_id)), ("endpointPrefix", metadata.endpoint_prefix.map(Json::String))];
        self.apply("aws.api#service", object(service));
        self.text("smithy.api#title", metadata.service_full_name);
        self.mark("aws.protocols#awsQueryCompatible", metadata.aws_query_compatible);
        let schemes = match metadata.auth {
            Some(auth) => {
                self.apply("smithy.api#auth", Json::Array(auth.iter().cloned().map(Json::String).collect()));
                auth
            }
            None => match metadata.signature_version.as_deref() {
                Some("v4" | "s3" | "s3v4") => vec!["aws.auth#sigv4".into()],
                Some("bearer") => vec!["smithy.api#httpBearerAuth".into()],
                Some(_) | None => Vec::new(),
            },
        };
        for scheme in schemes {
            let name = matches!(&*scheme, "aws.auth#sigv4" | "aws.auth#sigv4a")
                .then(|| ("name", Some(Json::String(signing_name.clone()))));
            self.apply(&scheme, object(name));
        }
    }
}

impl<'a> Lowering<'a, '_> {
    /// Adds what the files beside `service-2.json` say.
    fn companions(
        &mut self,
        companions: Companions<'a>,
        operations: &[C2jOperation<'a>],
        traits: &mut List<'a>,
        added: &mut Added<'a>,
    ) {
        if let Some((source, paginators)) = companions.paginators {
            self.paginators(source, paginators, operations, added);
        }
        if let Some((source, waiters)) = companions.waiters {
            self.waiters(source, waiters, operations, added);
        }
        let rule_set = companions.rule_set.map(|(source, rules)| (source, with_required_parameters(rules)));
        let documents =
            [("smithy.rules#endpointRuleSet", rule_set), ("smithy.rules#endpointTests", companions.endpoint_tests)];
        for (id, document) in documents {
            if let Some((source, document)) = document {
                let home = self.homes.add_c2j(source, "", String::new(), MemberStyle::Named);
                traits.apply_from(home, id, document);
            }
        }
    }
}

/// The members of each structure that fill labels of URIs.
fn labels(shapes: &[C2jShape<'_>]) -> HashMap<String, Labels> {
    let labels_of = |shape: &C2jShape<'_>| {
        let C2jKind::Structure(structure) = &shape.kind else { return None };
        let labels = structure.members.iter().filter(|(_, member)| member.facts.location.as_deref() == Some("uri"));
        let labels: Labels = labels
            .map(|(name, member)| (member.facts.location_name.as_ref().unwrap_or(name).to_string(), name.to_string()))
            .collect();
        (!labels.is_empty()).then(|| (shape.name.to_string(), labels))
    };
    shapes.iter().filter_map(labels_of).collect()
}
