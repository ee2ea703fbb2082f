//! The second id by which S3 knows a request: AWS's support asks for both ("Amazon S3 API Reference, Common
//! Response Headers", `x-amz-id-2`). The first is the official crates' own `RequestId`.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::error::{Unhandled, UnmodeledError};
use crate::exception::{Exception, ExceptionKind};

/// The key under which the id stands in the metadata of an error.
pub(crate) const EXTENDED_REQUEST_ID: &str = "s3_extended_request_id";

/// The header that has the id.
const HEADER: &str = "x-amz-id-2";

/// What knows the extended request id of S3.
pub trait RequestIdExt {
    /// The extended request id, or `None` if the service could not be reached, or gave none.
    fn extended_request_id(&self) -> Option<&str>;
}

impl RequestIdExt for Headers {
    fn extended_request_id(&self) -> Option<&str> {
        self.get(HEADER)
    }
}

impl RequestIdExt for HttpResponse {
    fn extended_request_id(&self) -> Option<&str> {
        self.headers().extended_request_id()
    }
}

impl RequestIdExt for ErrorMetadata {
    fn extended_request_id(&self) -> Option<&str> {
        self.extra(EXTENDED_REQUEST_ID)
    }
}

impl RequestIdExt for Unhandled {
    fn extended_request_id(&self) -> Option<&str> {
        self.metadata().extended_request_id()
    }
}

impl<I> RequestIdExt for UnmodeledError<I> {
    fn extended_request_id(&self) -> Option<&str> {
        self.meta().extended_request_id()
    }
}

impl<K: ExceptionKind> RequestIdExt for Exception<K> {
    fn extended_request_id(&self) -> Option<&str> {
        self.meta().extended_request_id()
    }
}

/// That of the response, which there is also where it could not be read.
impl<E> RequestIdExt for SdkError<E, HttpResponse> {
    fn extended_request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RequestIdExt::extended_request_id)
    }
}

impl<O: RequestIdExt, E: RequestIdExt> RequestIdExt for Result<O, E> {
    fn extended_request_id(&self) -> Option<&str> {
        match self {
            Ok(output) => output.extended_request_id(),
            Err(error) => error.extended_request_id(),
        }
    }
}

/// That errors of a crate, each of which has metadata, know the extended request id.
#[macro_export]
macro_rules! extended_request_ids {
    ($($error:ty,)*) => {
        $(
            impl $crate::types::RequestIdExt for $error {
                #[inline]
                fn extended_request_id(&self) -> ::core::option::Option<&str> {
                    $crate::types::RequestIdExt::extended_request_id($crate::types::ProvideErrorMetadata::meta(self))
                }
            }
        )*
    };
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::client::result::{ResponseError, ServiceError};
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn response() -> HttpResponse {
        let response = http::Response::builder().status(403).header(HEADER, "id-2").body(SdkBody::empty());
        HttpResponse::try_from(response.unwrap()).unwrap()
    }

    fn metadata() -> ErrorMetadata {
        ErrorMetadata::builder().custom(EXTENDED_REQUEST_ID, "id-2").build()
    }

    #[track_caller]
    fn check(subject: &dyn RequestIdExt, expected: Option<&str>) {
        assert_eq!(subject.extended_request_id(), expected);
    }

    #[test]
    fn wherever_there_was_an_answer() {
        check(&response(), Some("id-2"));
        check(&metadata(), Some("id-2"));
        check(&UnmodeledError::<()>::generic(metadata()), Some("id-2"));
        let error = ServiceError::builder().source("e").raw(response()).build();
        check(&SdkError::<&str, _>::ServiceError(error), Some("id-2"));
        let error = ResponseError::builder().source("cut off").raw(response()).build();
        check(&Result::<HttpResponse, _>::Err(SdkError::<&str, _>::ResponseError(error)), Some("id-2"));
        check(&SdkError::<&str, HttpResponse>::construction_failure("nothing was sent"), None);
        check(&ErrorMetadata::builder().build(), None);
    }
}
