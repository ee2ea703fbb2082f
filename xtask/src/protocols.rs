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

/// All names.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for known in names() {
            for protocol in parse(known).unwrap() {
                assert_eq!(name(*protocol), known);
            }
        }
    }
}
