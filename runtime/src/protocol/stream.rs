//! Bodies that are streams: they go as they are, with their length where it is known.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;
use http::HeaderValue;

use crate::protocol::EncodeError;
use crate::shape::Member;

/// Moves the bytes of `stream`, the member `member` of an input, into the body of `request`.
///
/// Without a known length the body is sent in chunks.
///
/// # Errors
/// If the model requires the length, and the stream does not know it.
pub fn set_stream_body(request: &mut HttpRequest, member: &Member, stream: &mut ByteStream) -> Result<(), BoxError> {
    let body = std::mem::take(stream).into_inner();
    match body.content_length() {
        Some(length) => {
            request.headers_mut().try_insert("content-length", HeaderValue::from(length))?;
        }
        None if member.requires_length => {
            let message = format!("`{}` must be a stream of a known length", member.name);
            return Err(EncodeError(message).into());
        }
        None => {}
    }
    *request.body_mut() = body;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use aws_smithy_types::body::SdkBody;
    use bytes::Bytes;
    use http_body::{Body, Frame};

    use super::*;

    const BODY: Member = Member::new("body", "body");

    struct Endless;

    impl Body for Endless {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            Poll::Pending
        }
    }

    fn endless() -> ByteStream {
        ByteStream::new(SdkBody::from_body_1_x(Endless))
    }

    #[track_caller]
    fn check(member: &Member, mut stream: ByteStream, expected: Result<Option<&str>, &str>) {
        let mut request = HttpRequest::empty();
        let result = set_stream_body(&mut request, member, &mut stream).map_err(|error| error.to_string());
        assert_eq!(result.map(|()| request.headers().get("content-length")), expected.map_err(String::from));
        assert_eq!(stream.size_hint(), (0, Some(0)), "the bytes are moved");
    }

    #[test]
    fn the_length_goes_with_a_stream_that_knows_it() {
        check(&BODY, ByteStream::from_static(b"bytes"), Ok(Some("5")));
        check(&BODY, ByteStream::default(), Ok(Some("0")));
        check(&BODY, endless(), Ok(None));
    }

    #[test]
    fn a_required_length_must_be_known() {
        check(&BODY.requires_length(), ByteStream::from_static(b"bytes"), Ok(Some("5")));
        check(&BODY.requires_length(), endless(), Err("`body` must be a stream of a known length"));
    }
}
