//! rpcv2Cbor ("Smithy RPC v2 CBOR protocol").

use super::error_members::ErrorMembers;
use super::rpc_v2::{Format, RpcV2};
use crate::cbor::{self, CborError, Reader, Writer};

/// smithy.protocols#rpcv2Cbor.
pub static RPC_V2_CBOR: RpcV2 = RpcV2 {
    id: "smithy.protocols#rpcv2Cbor",
    name: "rpc-v2-cbor",
    media_type: "application/cbor",
    format: Format {
        write: |structure| {
            let mut writer = Writer::new();
            cbor::write_structure(structure, &mut writer)?;
            Ok(writer.into_bytes())
        },
        read: |body, structure| {
            // The second is a map of no entries.
            let mut reader = Reader::new(if body.is_empty() { &[0xa0] } else { body });
            cbor::read_structure(&mut reader, structure)?;
            Ok(reader.end()?)
        },
        error_members,
    },
};

fn error_members(body: &[u8]) -> ErrorMembers<'_> {
    let mut found = ErrorMembers::default();
    // What was found before a fault counts: the rest of the response is of no use either way.
    let _ = read_error_members(body, &mut found);
    found
}

fn read_error_members<'a>(body: &'a [u8], found: &mut ErrorMembers<'a>) -> Result<(), CborError> {
    let mut reader = Reader::new(body);
    let mut left = reader.begin_map()?;
    while let Some(key) = reader.next_key(&mut left)? {
        match found.slot(&key) {
            Some(slot) if reader.has_text() => *slot = Some(reader.text()?),
            _ => reader.skip_value()?,
        }
    }
    Ok(())
}
