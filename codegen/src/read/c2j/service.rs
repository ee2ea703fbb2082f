//! Reads what `service-2.json` says of the service and of its operations.

use std::borrow::Cow;

use super::tree::{C2j, C2jHttp, C2jOperation, Companions, Metadata, OperationFacts};
use crate::fault::At;
use crate::read::Json;
use crate::read::fields::{Fields, Reader};

impl Reader<'_> {
    /// Reads `service-2.json`, the source with the number `source`.
    pub(super) fn c2j_service<'a>(&mut self, source: usize, json: Json<'a>) -> Option<C2j<'a>> {
        let at = At::source(source);
        let mut fields = self.fields(json, &at)?;
        let metadata = fields.take("metadata");
        Some(C2j {
            source,
            metadata: self.c2j_metadata(metadata, &at.key("metadata")),
            documentation: self.optional_string(fields.take("documentation"), &at.key("documentation")),
            client_context_params: fields.take("clientContextParams"),
            operations: self.c2j_operations(fields.take("operations"), &at.key("operations")),
            shapes: self.c2j_shapes(fields.take("shapes"), &at.key("shapes")),
            companions: Companions::default(),
        })
    }

    fn c2j_metadata<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Metadata<'a> {
        let mut metadata = Metadata::default();
        let Some(entries) = json.and_then(|json| self.object(json, at)) else { return metadata };
        for (key, value) in entries {
            let here = at.key(&key);
            let value = Some(value);
            match &*key {
                "apiVersion" => metadata.api_version = self.optional_string(value, &here),
                "auth" => metadata.auth = Some(self.strings(value, &here)),
                "awsQueryCompatible" => metadata.aws_query_compatible = true,
                "endpointPrefix" => metadata.endpoint_prefix = self.optional_string(value, &here),
                "jsonVersion" => metadata.json_version = self.optional_string(value, &here),
                "protocol" => metadata.protocol = self.optional_string(value, &here),
                "protocols" => metadata.protocols = Some(self.strings(value, &here)),
                "serviceAbbreviation" => metadata.service_abbreviation = self.optional_string(value, &here),
                "serviceFullName" => metadata.service_full_name = self.optional_string(value, &here),
                "serviceId" => metadata.service_id = self.optional_string(value, &here),
                "signatureVersion" => metadata.signature_version = self.optional_string(value, &here),
                "signingName" => metadata.signing_name = self.optional_string(value, &here),
                "targetPrefix" => metadata.target_prefix = self.optional_string(value, &here),
                "xmlNamespace" => metadata.xml_namespace = self.xml_namespace(value, &here),
                _ => {}
            }
        }
        metadata
    }

    fn c2j_operations<'a>(&mut self, operations: Option<Json<'a>>, at: &At<'_>) -> Vec<C2jOperation<'a>> {
        let Some(entries) = operations.and_then(|json| self.object(json, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            if self.check_name(&name, "operation", &here) {
                read.extend(self.c2j_operation(name, json, &here));
            }
        }
        read
    }

    fn c2j_operation<'a>(&mut self, name: Cow<'a, str>, json: Json<'a>, at: &At<'_>) -> Option<C2jOperation<'a>> {
        let mut fields = self.fields(json, at)?;
        let errors = fields.take("errors").and_then(|errors| self.array(errors, &at.key("errors"))).unwrap_or_default();
        let read_error = |(index, error)| Some((index, self.c2j_ref(error, &at.key("errors").index(index))?));
        Some(C2jOperation {
            name,
            errors: errors.into_iter().enumerate().filter_map(read_error).collect(),
            http: fields.take("http").and_then(|http| self.c2j_http(http, &at.key("http"))),
            input: fields.take("input").and_then(|input| self.c2j_ref(input, &at.key("input"))),
            output: fields.take("output").and_then(|output| self.c2j_ref(output, &at.key("output"))),
            facts: self.c2j_operation_facts(fields, at),
        })
    }

    fn c2j_operation_facts<'a>(&mut self, fields: Fields<'a>, at: &At<'_>) -> OperationFacts<'a> {
        let mut facts = OperationFacts::default();
        for (key, value) in fields.rest() {
            let here = at.key(&key);
            let value = Some(value);
            match &*key {
                "auth" => facts.auth = Some(self.strings(value, &here)),
                "authtype" => facts.auth_type = self.optional_string(value, &here),
                "deprecated" => facts.deprecation.deprecated = self.flag(value, &here),
                "deprecatedMessage" => facts.deprecation.message = self.optional_string(value, &here),
                "deprecatedSince" => facts.deprecation.since = self.optional_string(value, &here),
                "documentation" => facts.documentation = self.optional_string(value, &here),
                "endpoint" => facts.host_prefix = self.host_prefix(value, &here),
                "httpChecksum" => facts.http_checksum = value,
                "httpChecksumRequired" => facts.http_checksum_required = self.flag(value, &here),
                "operationContextParams" => facts.operation_context_params = value,
                "requestcompression" => facts.request_compression = value,
                "staticContextParams" => facts.static_context_params = value,
                "unsignedPayload" => facts.unsigned_payload = self.flag(value, &here),
                _ => {}
            }
        }
        facts
    }

    fn host_prefix<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Option<Cow<'a, str>> {
        let mut fields = self.fields(json?, at)?;
        self.optional_string(fields.take("hostPrefix"), &at.key("hostPrefix"))
    }

    fn c2j_http<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<C2jHttp<'a>> {
        let mut fields = self.fields(json, at)?;
        let mut needed = |name: &str| {
            let value = fields.take(name);
            if value.is_none() {
                self.missing(at, name);
            }
            self.string(value?, &at.key(name))
        };
        let (method, request_uri) = (needed("method"), needed("requestUri"));
        Some(C2jHttp { method: method?, request_uri: request_uri?, response_code: fields.take("responseCode") })
    }
}
