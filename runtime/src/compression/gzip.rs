//! gzip ("RFC 1952").

use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use flate2::write::GzEncoder;
use http_body::{Body, Frame};

use crate::compression::Compression;

/// gzip.
pub static GZIP: Gzip = Gzip;

/// The algorithm, at the level that balances time and size.
#[derive(Debug)]
pub struct Gzip;

impl Compression for Gzip {
    fn encoding(&self) -> &'static str {
        "gzip"
    }

    fn compress(&self, bytes: &[u8]) -> Result<Vec<u8>, BoxError> {
        let mut encoder = encoder();
        encoder.write_all(bytes)?;
        Ok(encoder.finish()?)
    }

    fn compress_stream(&self, body: SdkBody) -> SdkBody {
        // A body that can be sent again still can.
        body.map_preserve_contents(|body| SdkBody::from_body_1_x(Compressed { body, encoder: Some(encoder()) }))
    }
}

fn encoder() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), flate2::Compression::default())
}

/// A body, compressed as it is read.
struct Compressed {
    body: SdkBody,
    /// None when everything was read.
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Body for Compressed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        while let Some(encoder) = &mut this.encoder {
            let compressed = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => encoder.write_all(&data).map(|()| std::mem::take(encoder.get_mut())),
                    // Trailers, which no body of ours has.
                    Err(_) => continue,
                },
                Some(Err(error)) => Err(std::io::Error::other(error)),
                None => this.encoder.take().map_or(Ok(Vec::new()), GzEncoder::finish),
            };
            match compressed {
                // The compressor keeps a while what it is given.
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(Frame::data(bytes.into())))),
                Err(error) => {
                    this.encoder = None;
                    return Poll::Ready(Some(Err(error.into())));
                }
            }
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use http_body_util::{BodyExt, Full};

    use super::*;
    use crate::config::Settings;

    fn unzipped(bytes: &[u8]) -> String {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    fn request(body: impl Into<SdkBody>, encoding: Option<&str>) -> HttpRequest {
        let mut request = HttpRequest::new(body.into());
        request.headers_mut().insert("content-length", "1");
        if let Some(encoding) = encoding {
            request.headers_mut().insert("content-encoding", encoding.to_owned());
        }
        request
    }

    fn compressed(mut request: HttpRequest, settings: &Settings) -> Result<HttpRequest, String> {
        GZIP.compress_request(&mut request, settings).map(|()| request).map_err(|error| error.to_string())
    }

    fn min_size(size: u32) -> Settings {
        Settings { request_min_compression_size_bytes: Some(size), ..Settings::default() }
    }

    fn encoding(request: &HttpRequest) -> Option<&str> {
        request.headers().get("content-encoding")
    }

    #[test]
    fn bodies_of_some_size_are_compressed() {
        let body = "a".repeat(10_240);
        let request = compressed(request(body.as_str(), None), &Settings::default()).unwrap();
        let bytes = request.body().bytes().unwrap();
        assert_eq!(unzipped(bytes), body);
        assert_eq!(encoding(&request), Some("gzip"));
        assert_eq!(request.headers().get("content-length"), Some(bytes.len().to_string().as_str()));
    }

    #[test]
    fn encodings_are_in_the_order_in_which_they_were_applied() {
        let request = compressed(request("a", Some("brotli")), &min_size(0)).unwrap();
        assert_eq!(encoding(&request), Some("brotli, gzip"));
    }

    #[test]
    fn small_bodies_and_those_of_users_who_say_so_stay_as_they_are() {
        let disabled = Settings { disable_request_compression: Some(true), ..min_size(0) };
        for (body, settings) in [("", min_size(0)), ("ab", min_size(3)), ("ab", disabled)] {
            let request = compressed(request(body, None), &settings).unwrap();
            assert_eq!(request.body().bytes(), Some(body.as_bytes()));
            assert_eq!((encoding(&request), request.headers().get("content-length")), (None, Some("1")));
        }
        assert_eq!(encoding(&compressed(request("ab", None), &min_size(2)).unwrap()), Some("gzip"));
    }

    #[test]
    fn the_threshold_has_a_limit() {
        assert!(compressed(request("a", None), &min_size(10_485_760)).is_ok());
        let error = compressed(request("a", None), &min_size(10_485_761)).unwrap_err();
        assert_eq!(error, "`request_min_compression_size_bytes` is 10485761, and may be 10485760");
    }

    #[tokio::test]
    async fn streams_are_compressed_as_they_are_read() {
        let whole = || SdkBody::from_body_1_x(Full::new(Bytes::from(vec![b'a'; 100_000])));
        let stream = SdkBody::retryable(whole);
        let mut request = compressed(request(stream, None), &Settings::default()).unwrap();
        assert_eq!((encoding(&request), request.headers().get("content-length")), (Some("gzip"), None));
        let again = request.body().try_clone().expect("it can be sent again");
        for body in [std::mem::replace(request.body_mut(), SdkBody::taken()), again] {
            let bytes = body.collect().await.unwrap().to_bytes();
            assert_eq!(unzipped(&bytes).len(), 100_000);
        }
    }
}
