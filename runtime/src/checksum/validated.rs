//! The body of a response that must come to a checksum.

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::checksum::Expected;

pub(super) struct Validated {
    body: SdkBody,
    /// Until the end.
    expected: Option<Expected>,
}

impl Validated {
    /// `body`, whose end is an error where its bytes do not come to what is `expected`.
    pub(super) fn body(body: SdkBody, expected: Expected) -> SdkBody {
        SdkBody::from_body_1_x(Self { body, expected: Some(expected) })
    }
}

impl Body for Validated {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                if let (Some(expected), Some(data)) = (&mut self.expected, frame.data_ref()) {
                    expected.update(data);
                }
            }
            Poll::Ready(None) => {
                if let Some(Err(mismatch)) = self.expected.take().map(Expected::check) {
                    return Poll::Ready(Some(Err(mismatch.into())));
                }
            }
            Poll::Ready(Some(Err(_))) => self.expected = None,
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        // Whoever asks goes by it, and would not come to know.
        self.expected.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::byte_stream::ByteStream;

    use super::*;
    use crate::checksum::BodyDigest;

    /// The number of bytes, as a checksum.
    struct Length(usize);

    impl BodyDigest for Length {
        fn update(&mut self, bytes: &[u8]) {
            self.0 += bytes.len();
        }

        fn into_headers(self: Box<Self>) -> Vec<(&'static str, String)> {
            vec![("length", self.0.to_string())]
        }
    }

    async fn collect(body: &'static str, length: &str) -> Result<Vec<u8>, String> {
        let expected = Expected { digest: Box::new(Length(0)), value: length.to_owned() };
        let body = Validated::body(SdkBody::from_body_1_x(http_body_util::Full::new(Bytes::from(body))), expected);
        match ByteStream::new(body).collect().await {
            Ok(bytes) => Ok(bytes.to_vec()),
            Err(error) => Err(std::error::Error::source(&error).unwrap().to_string()),
        }
    }

    #[tokio::test]
    async fn the_end_is_an_error_where_the_checksum_is_another() {
        assert_eq!(collect("bytes", "5").await, Ok(b"bytes".to_vec()));
        assert_eq!(collect("", "0").await, Ok(Vec::new()));
        let mismatch = "the checksum of the body is 5, where the header `length` has 6";
        assert_eq!(collect("bytes", "6").await, Err(mismatch.to_owned()));
    }
}
