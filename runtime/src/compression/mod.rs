//! Compression of requests ("Smithy specification, requestCompression trait").
//!
//! What is here is what the client needs to know; the algorithm comes with the feature `compression`, which
//! generated crates enable that have a use for it. The descriptors of operations lead to it, so that a
//! client without compression contains none of this.

#[cfg(feature = "compression")]
mod gzip;

use std::fmt::Debug;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http::HeaderValue;

#[cfg(feature = "compression")]
pub use gzip::GZIP;

use crate::config::Settings;

/// A way to compress bodies.
pub trait Compression: Debug + Sync {
    /// Its name in the header `content-encoding`.
    fn encoding(&self) -> &'static str;

    /// Compresses a body that is in memory.
    ///
    /// # Errors
    /// If the compressor fails, which one that writes to memory does not.
    fn compress(&self, bytes: &[u8]) -> Result<Vec<u8>, BoxError>;

    /// The compressed form of a body that is a stream.
    fn compress_stream(&self, body: SdkBody) -> SdkBody;

    /// Compresses the body of `request`, unless it is small or the settings forbid it.
    ///
    /// It is a function of the trait, the same for all, so that only programs whose operations lead to a
    /// compressor contain it.
    ///
    /// # Errors
    /// If the settings are out of range, or the compressor fails.
    fn compress_request(&self, request: &mut HttpRequest, settings: &Settings) -> Result<(), BoxError> {
        compress_request(self, request, settings)
    }
}

/// The size from which bodies are compressed where nobody sets another, and the greatest that may be set.
const MIN_SIZE: u32 = 10_240;
const MAX_MIN_SIZE: u32 = 10_485_760;

/// A body that is a stream has no size to go by, and is compressed in any case.
fn compress_request(
    compression: &(impl Compression + ?Sized),
    request: &mut HttpRequest,
    settings: &Settings,
) -> Result<(), BoxError> {
    let min_size = settings.request_min_compression_size_bytes.unwrap_or(MIN_SIZE);
    if min_size > MAX_MIN_SIZE {
        return Err(format!("`request_min_compression_size_bytes` is {min_size}, and may be {MAX_MIN_SIZE}").into());
    }
    if settings.disable_request_compression.unwrap_or(false) {
        return Ok(());
    }
    match request.body().bytes() {
        // Nothing does not get smaller, and some operations send no body at all.
        Some(bytes) if bytes.is_empty() || (bytes.len() as u64) < u64::from(min_size) => return Ok(()),
        Some(bytes) => {
            let compressed = compression.compress(bytes)?;
            request.headers_mut().try_insert("content-length", HeaderValue::from(compressed.len()))?;
            *request.body_mut() = SdkBody::from(compressed);
        }
        None => {
            let body = std::mem::replace(request.body_mut(), SdkBody::taken());
            *request.body_mut() = compression.compress_stream(body);
            // How long it will be, nobody knows.
            request.headers_mut().remove("content-length");
        }
    }
    add_encoding(request, compression.encoding())
}

/// Adds `encoding` behind those that the body had already.
fn add_encoding(request: &mut HttpRequest, encoding: &str) -> Result<(), BoxError> {
    let headers = request.headers_mut();
    let all: Vec<&str> = headers.get_all("content-encoding").chain([encoding]).collect();
    let all = all.join(", ");
    headers.try_insert("content-encoding", all)?;
    Ok(())
}
