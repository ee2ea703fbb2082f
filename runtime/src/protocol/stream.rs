//! Members that are streams of bytes: they become the body as they are.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::protocol::EncodeError;
use crate::shape::Member;

/// Moves the bytes of `stream`, the member `member` of an input, out of it. Where the model requires their
/// number it must be known.
pub(crate) fn take_stream(member: &Member, stream: &mut ByteStream) -> Result<SdkBody, EncodeError> {
    let body = std::mem::take(stream).into_inner();
    if member.requires_length && body.content_length().is_none() {
        return Err(EncodeError(format!("`{}` must be a stream of a known length", member.name)));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use aws_smithy_runtime_api::box_error::BoxError;
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
    fn check(member: &Member, mut stream: ByteStream, expected: Result<Option<u64>, &str>) {
        let length = take_stream(member, &mut stream).map(|body| body.content_length());
        assert_eq!(length.map_err(|error| error.to_string()), expected.map_err(String::from));
        assert_eq!(stream.size_hint(), (0, Some(0)), "the bytes are moved");
    }

    #[test]
    fn a_required_length_must_be_known() {
        check(&BODY, ByteStream::from_static(b"bytes"), Ok(Some(5)));
        check(&BODY, endless(), Ok(None));
        check(&BODY.requires_length(), ByteStream::from_static(b"bytes"), Ok(Some(5)));
        check(&BODY.requires_length(), endless(), Err("`body` must be a stream of a known length"));
    }
}
