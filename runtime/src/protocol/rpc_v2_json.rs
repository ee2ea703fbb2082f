//! rpcv2Json ("Smithy RPC v2 JSON protocol").

use super::json_error::error_members;
use super::rpc_v2::{Format, RpcV2};
use crate::json::{self, JsonStyle, Reader, Writer};

/// smithy.protocols#rpcv2Json.
pub static RPC_V2_JSON: RpcV2 = RpcV2 {
    id: "smithy.protocols#rpcv2Json",
    name: "rpc-v2-json",
    media_type: "application/json",
    format: Format {
        write: |structure| {
            let mut writer = Writer::new();
            json::write_structure(JsonStyle::RPC_V2_JSON, structure, &mut writer)?;
            Ok(writer.into_bytes())
        },
        read: |body, structure| {
            let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body })?;
            json::read_structure(JsonStyle::RPC_V2_JSON, &mut reader, structure)?;
            Ok(reader.end()?)
        },
        error_members,
    },
};
