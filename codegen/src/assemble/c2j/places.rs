//! Where in C2J stands what is a trait in Smithy.

use crate::fault::Step;

/// The field of C2J for each trait, sorted by id. Traits that are not listed stand where they apply.
static FIELDS: &[(&str, &str)] = &[
    ("aws.api#service", "serviceId"),
    ("aws.auth#sigv4", "signatureVersion"),
    ("aws.auth#sigv4a", "auth"),
    ("aws.auth#unsignedPayload", "authtype"),
    ("aws.protocols#awsQueryError", "error"),
    ("aws.protocols#ec2QueryName", "queryName"),
    ("aws.protocols#httpChecksum", "httpChecksum"),
    ("smithy.api#auth", "auth"),
    ("smithy.api#box", "box"),
    ("smithy.api#deprecated", "deprecated"),
    ("smithy.api#documentation", "documentation"),
    ("smithy.api#endpoint", "endpoint"),
    ("smithy.api#error", "exception"),
    ("smithy.api#eventHeader", "eventheader"),
    ("smithy.api#eventPayload", "eventpayload"),
    ("smithy.api#hostLabel", "hostLabel"),
    ("smithy.api#http", "http"),
    ("smithy.api#httpChecksumRequired", "httpChecksumRequired"),
    ("smithy.api#httpError", "error"),
    ("smithy.api#httpHeader", "location"),
    ("smithy.api#httpLabel", "location"),
    ("smithy.api#httpPrefixHeaders", "location"),
    ("smithy.api#httpQuery", "location"),
    ("smithy.api#httpQueryParams", "location"),
    ("smithy.api#httpResponseCode", "location"),
    ("smithy.api#idempotencyToken", "idempotencyToken"),
    ("smithy.api#jsonName", "locationName"),
    ("smithy.api#length", "min"),
    ("smithy.api#optionalAuth", "authtype"),
    ("smithy.api#pattern", "pattern"),
    ("smithy.api#range", "min"),
    ("smithy.api#requestCompression", "requestcompression"),
    ("smithy.api#requiresLength", "requiresLength"),
    ("smithy.api#retryable", "retryable"),
    ("smithy.api#sensitive", "sensitive"),
    ("smithy.api#sparse", "sparse"),
    ("smithy.api#streaming", "streaming"),
    ("smithy.api#timestampFormat", "timestampFormat"),
    ("smithy.api#title", "serviceFullName"),
    ("smithy.api#xmlAttribute", "xmlAttribute"),
    ("smithy.api#xmlFlattened", "flattened"),
    ("smithy.api#xmlName", "locationName"),
    ("smithy.api#xmlNamespace", "xmlNamespace"),
    ("smithy.rules#contextParam", "contextParam"),
    ("smithy.rules#operationContextParams", "operationContextParams"),
    ("smithy.rules#staticContextParams", "staticContextParams"),
];

/// The steps in C2J for steps in the definition of a Smithy shape.
pub(in crate::assemble) fn translate(tail: &[Step]) -> Vec<Step> {
    match tail {
        [Step::Key(traits), Step::Key(id), within @ ..] if traits == "traits" => in_trait(id, within),
        [before @ .., Step::Key(last)] if last == "target" => [before, &[Step::from("shape")]].concat(),
        other => other.to_vec(),
    }
}

fn in_trait(id: &str, within: &[Step]) -> Vec<Step> {
    match (id, within) {
        ("smithy.api#paginated", [Step::Key(field), ..]) => vec![Step::from(match field.as_str() {
            "inputToken" => "input_token",
            "outputToken" => "output_token",
            "items" => "result_key",
            _ => "limit_key",
        })],
        // The number of a status has fields of its own in C2J.
        ("smithy.api#httpError", _) => vec![Step::from("error"), Step::from("httpStatusCode")],
        // What is a value of these traits is one in C2J, with the same fields.
        (
            "aws.protocols#httpChecksum"
            | "smithy.api#endpoint"
            | "smithy.api#retryable"
            | "smithy.api#requestCompression"
            | "smithy.waiters#waitable",
            within,
        ) => field(id).into_iter().chain(within.iter().cloned()).collect(),
        ("smithy.api#length" | "smithy.api#range", [Step::Key(bound), ..]) => vec![Step::from(bound.as_str())],
        _ => field(id).into_iter().collect(),
    }
}

fn field(id: &str) -> Option<Step> {
    let found = FIELDS.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
    FIELDS.get(found).map(|(_, field)| Step::from(*field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted() {
        assert!(FIELDS.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[track_caller]
    fn check(tail: &[&str], expected: &[&str]) {
        let steps = |steps: &[&str]| steps.iter().map(|step| Step::from(*step)).collect::<Vec<_>>();
        assert_eq!(translate(&steps(tail)), steps(expected));
    }

    #[test]
    fn traits_are_fields() {
        check(&["target"], &["shape"]);
        check(&["input", "target"], &["input", "shape"]);
        check(&["traits", "smithy.api#httpQuery"], &["location"]);
        check(&["traits", "smithy.api#range", "max"], &["max"]);
        check(&["traits", "smithy.api#paginated", "items"], &["result_key"]);
        check(
            &["traits", "aws.protocols#httpChecksum", "requestAlgorithmMember"],
            &["httpChecksum", "requestAlgorithmMember"],
        );
        check(&["traits", "smithy.api#required"], &[]);
        check(&["payload"], &["payload"]);
    }
}
