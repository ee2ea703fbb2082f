//! What a service's protocols make of the words of C2J.

use crate::read::Metadata;

/// The protocols of a service, and what they have use for.
#[derive(Debug)]
pub(super) struct Dialect {
    /// The ids of the protocols' traits, in order of preference.
    pub(super) protocols: Vec<String>,
    /// Whether messages are bound to HTTP.
    pub(super) http: bool,
    /// Whether members have names of their own in JSON.
    pub(super) json_names: bool,
    /// Whether members have names of their own in XML or in forms.
    pub(super) xml_names: bool,
    /// Whether errors have codes of their own.
    pub(super) error_codes: bool,
}

impl Dialect {
    pub(super) fn of(metadata: &Metadata<'_>) -> Dialect {
        let listed = metadata.protocols.iter().flatten().map(|name| &**name);
        let mut names: Vec<&str> = listed.collect();
        if names.is_empty() {
            names.extend(metadata.protocol.as_deref());
        }
        let speaks = |any: &[&str]| names.iter().any(|name| any.contains(name));
        Dialect {
            http: speaks(&["rest-json", "rest-xml"]),
            json_names: speaks(&["rest-json"]),
            xml_names: speaks(&["rest-xml", "query", "ec2"]),
            error_codes: speaks(&["query", "ec2"]) || metadata.aws_query_compatible,
            protocols: names.iter().map(|name| protocol(name, metadata.json_version.as_deref())).collect(),
        }
    }
}

/// The id of the trait for the protocol that C2J calls `name`. Those that nobody knows have one as well, so
/// that they are reported as such.
fn protocol(name: &str, json_version: Option<&str>) -> String {
    match (name, json_version) {
        ("ec2", _) => "aws.protocols#ec2Query".to_owned(),
        ("json", Some("1.1")) => "aws.protocols#awsJson1_1".to_owned(),
        ("json", _) => "aws.protocols#awsJson1_0".to_owned(),
        ("query", _) => "aws.protocols#awsQuery".to_owned(),
        ("rest-json", _) => "aws.protocols#restJson1".to_owned(),
        ("rest-xml", _) => "aws.protocols#restXml".to_owned(),
        ("smithy-rpc-v2-cbor", _) => "smithy.protocols#rpcv2Cbor".to_owned(),
        (other, _) => {
            let plain: String = other.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            format!("aws.protocols#_{plain}")
        }
    }
}
