//! The names of protocols, as people write them: those of their traits.

use tinsmith_codegen::model::Protocol;

/// Every name, and what it stands for. One name may stand for several forms of a protocol.
const NAMES: &[(&str, &[Protocol])] = &[
    ("rpcv2Cbor", &[Protocol::RpcV2Cbor]),
    ("rpcv2Json", &[Protocol::RpcV2Json]),
    ("awsJson1_0", &[Protocol::AwsJson1_0]),
    ("awsJson1_1", &[Protocol::AwsJson1_1]),
    ("restJson1", &[Protocol::RestJson1]),
    ("restXml", &[Protocol::RestXml { no_error_wrapping: false }, Protocol::RestXml { no_error_wrapping: true }]),
    ("awsQuery", &[Protocol::AwsQuery]),
    ("ec2Query", &[Protocol::Ec2Query]),
];

/// The protocol called `name`.
pub fn parse(name: &str) -> Option<&'static [Protocol]> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, protocols)| *protocols)
}

/// The name of a protocol.
pub fn name(protocol: Protocol) -> &'static str {
    NAMES.iter().find(|(_, protocols)| protocols.contains(&protocol)).map_or("unknown", |(name, _)| name)
}

/// Whether the runtime speaks a protocol.
pub fn is_spoken(protocol: Protocol) -> bool {
    match protocol {
        Protocol::RpcV2Cbor
        | Protocol::RpcV2Json
        | Protocol::AwsJson1_0
        | Protocol::AwsJson1_1
        | Protocol::RestJson1
        | Protocol::RestXml { .. }
        | Protocol::AwsQuery
        | Protocol::Ec2Query => true,
    }
}

/// All names.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The command line does not depend on the runtime, so its source is looked at.
    #[test]
    fn the_runtime_speaks_what_it_is_said_to() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/protocol");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        let source: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        let statics = [
            (Protocol::RpcV2Cbor, "RPC_V2_CBOR"),
            (Protocol::RpcV2Json, "RPC_V2_JSON"),
            (Protocol::AwsJson1_0, "AWS_JSON_1_0"),
            (Protocol::AwsJson1_1, "AWS_JSON_1_1"),
            (Protocol::RestJson1, "REST_JSON_1"),
            (Protocol::RestXml { no_error_wrapping: false }, "REST_XML"),
            (Protocol::RestXml { no_error_wrapping: true }, "REST_XML_UNWRAPPED"),
            (Protocol::AwsQuery, "AWS_QUERY"),
            (Protocol::Ec2Query, "EC2_QUERY"),
        ];
        for (protocol, name) in statics {
            assert_eq!(is_spoken(protocol), source.contains(&format!("pub static {name}:")), "{name}");
        }
    }

    #[test]
    fn names_are_found_again() {
        for known in names() {
            for protocol in parse(known).unwrap() {
                assert_eq!(name(*protocol), known);
            }
        }
    }
}
