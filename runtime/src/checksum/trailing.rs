//! Bodies whose checksum follows them, so that streams are read once, as they are sent ("Amazon S3 API
//! reference, Signature calculations: trailing headers").
//!
//! The encoding is that of HTTP's chunks, inside of the body: the service takes it apart itself.

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use crate::checksum::BodyDigest;

/// How much of the body is in a chunk, as in the official clients. The last one may be shorter.
const CHUNK: usize = 64 << 10;

/// A checksum that follows the body.
pub(super) struct Trailer {
    /// Its name.
    pub(super) name: &'static str,
    /// Begins it: again for every attempt.
    pub(super) digest: Box<dyn Fn() -> Box<dyn BodyDigest> + Send + Sync>,
}

/// Makes the body of `request` one that ends with `trailer`.
///
/// # Errors
/// If the length of the body is not known: the service wants it first.
pub(super) fn send_behind(request: &mut HttpRequest, trailer: Trailer) -> Result<(), BoxError> {
    const UNKNOWN: &str = "a body with a checksum must be of a known length";
    let length = request.body().content_length().ok_or(UNKNOWN)?;
    let encoded = encoded_length(length, &trailer);
    let headers = request.headers_mut();
    headers.try_insert("content-length", encoded.to_string())?;
    headers.try_insert("x-amz-decoded-content-length", length.to_string())?;
    headers.try_insert("x-amz-trailer", trailer.name)?;
    headers.try_insert("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")?;
    headers.try_append("content-encoding", "aws-chunked")?;
    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    *request.body_mut() = body.map(move |body| {
        let digest = Some((trailer.digest)());
        SdkBody::from_body_1_x(Trailing { body, digest, held: BytesMut::new(), left: encoded })
    });
    Ok(())
}

/// The length of `length` bytes in chunks, with their trailer.
fn encoded_length(length: u64, trailer: &Trailer) -> u64 {
    let chunk = |size: u64| if size == 0 { 0 } else { format!("{size:x}").len() as u64 + size + 4 };
    let size = CHUNK as u64;
    let end = end((trailer.digest)()).len() as u64;
    (length / size) * chunk(size) + chunk(length % size) + end
}

/// What follows the last byte.
fn end(digest: Box<dyn BodyDigest>) -> String {
    let trailers = digest.into_headers().into_iter().map(|(name, value)| format!("{name}:{value}\r\n"));
    format!("0\r\n{}\r\n", trailers.collect::<String>())
}

struct Trailing {
    body: SdkBody,
    /// Until the end.
    digest: Option<Box<dyn BodyDigest>>,
    /// Bytes that do not make a chunk yet.
    held: BytesMut,
    /// How much is still to come, in chunks.
    left: u64,
}

impl Trailing {
    /// The next chunk, of at most `size` bytes of those that are held.
    fn chunk(&mut self, size: usize) -> BytesMut {
        let data = self.held.split_to(size.min(self.held.len()));
        let mut chunk = BytesMut::with_capacity(data.len() + 16);
        if !data.is_empty() {
            chunk.extend_from_slice(format!("{:x}\r\n", data.len()).as_bytes());
            chunk.extend_from_slice(&data);
            chunk.extend_from_slice(b"\r\n");
        }
        chunk
    }

    fn frame(&mut self, bytes: BytesMut) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(bytes.freeze()))))
    }
}

impl Body for Trailing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            if self.held.len() >= CHUNK {
                let chunk = self.chunk(CHUNK);
                return self.frame(chunk);
            }
            match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        self.digest.iter_mut().for_each(|digest| digest.update(&data));
                        self.held.extend_from_slice(&data);
                    }
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => {
                    let Some(digest) = self.digest.take() else { return Poll::Ready(None) };
                    let mut last = self.chunk(CHUNK);
                    last.extend_from_slice(end(digest).as_bytes());
                    return self.frame(last);
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.digest.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::byte_stream::ByteStream;

    use super::*;

    /// The number of bytes, as a checksum of a fixed width.
    struct Length(usize);

    impl BodyDigest for Length {
        fn update(&mut self, bytes: &[u8]) {
            self.0 += bytes.len();
        }

        fn into_headers(self: Box<Self>) -> Vec<(&'static str, String)> {
            vec![("x-length", format!("{:08}", self.0))]
        }
    }

    fn trailer() -> Trailer {
        Trailer { name: "x-length", digest: Box::new(|| Box::new(Length(0))) }
    }

    /// A body that is read in pieces of 1000 bytes, and can be read again.
    fn pieces(size: usize) -> SdkBody {
        SdkBody::retryable(move || {
            let bytes = Bytes::from(vec![b'x'; size]);
            SdkBody::from_body_1_x(Pieces(bytes))
        })
    }

    struct Pieces(Bytes);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            let size = self.0.len().min(1000);
            let piece = self.0.split_to(size);
            Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(self.0.len() as u64)
        }
    }

    async fn text(body: SdkBody) -> String {
        String::from_utf8(ByteStream::new(body).collect().await.unwrap().to_vec()).unwrap()
    }

    #[track_caller]
    fn check(size: usize, expected: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut request = HttpRequest::new(pieces(size));
        request.headers_mut().insert("content-encoding", "gzip");
        send_behind(&mut request, trailer()).unwrap();
        let again = request.body().try_clone().unwrap();
        let headers: Vec<_> = request.headers().iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let length = expected.len();
        assert_eq!(
            headers,
            [
                "content-encoding: gzip".to_owned(),
                "content-encoding: aws-chunked".to_owned(),
                format!("content-length: {length}"),
                format!("x-amz-decoded-content-length: {size}"),
                "x-amz-trailer: x-length".to_owned(),
                "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER".to_owned(),
            ]
        );
        assert_eq!(request.body().content_length(), Some(length as u64));
        assert_eq!(runtime.block_on(text(std::mem::replace(request.body_mut(), SdkBody::taken()))), expected);
        assert_eq!(runtime.block_on(text(again)), expected, "the second time");
    }

    #[test]
    fn chunks_and_then_the_checksum() {
        check(0, "0\r\nx-length:00000000\r\n\r\n");
        check(11, "b\r\nxxxxxxxxxxx\r\n0\r\nx-length:00000011\r\n\r\n");
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(CHUNK));
        check(CHUNK, &format!("{chunk}0\r\nx-length:00065536\r\n\r\n"));
        check(2 * CHUNK + 1, &format!("{chunk}{chunk}1\r\nx\r\n0\r\nx-length:00131073\r\n\r\n"));
    }

    #[test]
    fn the_length_must_be_known() {
        struct Endless;
        impl Body for Endless {
            type Data = Bytes;
            type Error = BoxError;

            fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
                Poll::Pending
            }
        }
        let error = send_behind(&mut HttpRequest::new(SdkBody::from_body_1_x(Endless)), trailer()).unwrap_err();
        assert_eq!(error.to_string(), "a body with a checksum must be of a known length");
    }
}
