//! A body of any size that is made as it is sent.

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Zeros, piece by piece.
pub(crate) struct Generated {
    left: u64,
    known: bool,
    piece: Bytes,
}

impl Generated {
    /// A stream of `length` bytes that knows it.
    pub(crate) fn of_known_length(length: u64) -> ByteStream {
        Self::stream(length, true)
    }

    /// A stream of `length` bytes that does not.
    pub(crate) fn of_unknown_length(length: u64) -> ByteStream {
        Self::stream(length, false)
    }

    fn stream(left: u64, known: bool) -> ByteStream {
        let piece = Bytes::from(vec![0; 64 * 1024]);
        ByteStream::new(SdkBody::from_body_1_x(Self { left, known, piece }))
    }
}

impl Body for Generated {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let piece = self.piece.slice(..self.piece.len().min(usize::try_from(self.left).unwrap()));
        self.left -= piece.len() as u64;
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        if self.known { SizeHint::with_exact(self.left) } else { SizeHint::default() }
    }
}
