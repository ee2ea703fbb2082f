//! The traits `smithy.api#httpChecksumRequired` and `aws.protocols#httpChecksum`.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::error::operation::BuildError;

use crate::checksum::algorithm::Algorithm;
use crate::checksum::{BodyDigest, Checksums, Expected};
use crate::shape::{Member, Place, Slot, Structure, Value, View, members};

/// What a model says of the checksums of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpChecksum {
    request_required: bool,
    request_algorithm: Option<usize>,
    response_mode: Option<usize>,
    response_algorithms: &'static [&'static str],
}

impl HttpChecksum {
    /// An operation that wants no checksums.
    pub const NONE: Self =
        Self { request_required: false, request_algorithm: None, response_mode: None, response_algorithms: &[] };

    /// Every request must have a checksum.
    pub const fn request_required(self) -> Self {
        Self { request_required: true, ..self }
    }

    /// The member of the input at `index` names the algorithm for requests.
    pub const fn request_algorithm(self, index: usize) -> Self {
        Self { request_algorithm: Some(index), ..self }
    }

    /// The member of the input at `index` asks for checksums of responses, which are one of `algorithms`.
    pub const fn response(self, index: usize, algorithms: &'static [&'static str]) -> Self {
        Self { response_mode: Some(index), response_algorithms: algorithms, ..self }
    }
}

/// The algorithm where nobody names one, and its name: what the official clients take.
const DEFAULT: (Algorithm, &str) = (Algorithm::Crc32, "CRC32");

/// What a member says that asks for checksums of responses.
const ENABLED: &str = "ENABLED";

/// The algorithms of responses; the first that a response has is validated.
const BY_SPEED: &[Algorithm] =
    &[Algorithm::Crc64Nvme, Algorithm::Crc32c, Algorithm::Crc32, Algorithm::Sha1, Algorithm::Sha256];

impl Checksums for HttpChecksum {
    fn request_digest(
        &self,
        input: &mut dyn Structure,
        calculation: RequestChecksumCalculation,
    ) -> Result<Option<Box<dyn BodyDigest>>, BoxError> {
        let is_wanted = self.request_required || calculation != RequestChecksumCalculation::WhenRequired;
        let algorithm = match self.request_algorithm {
            _ if has_checksum(input) => None,
            Some(index) => match named_algorithm(input, index)? {
                None if is_wanted => {
                    set_text(input, index, DEFAULT.1);
                    Some(DEFAULT.0)
                }
                named => named,
            },
            None => self.request_required.then_some(Algorithm::ContentMd5),
        };
        Ok(algorithm.map(Algorithm::digest))
    }

    fn validates_response(&self, input: &mut dyn Structure, validation: ResponseChecksumValidation) -> bool {
        let Some(index) = self.response_mode else { return false };
        match input.get(index).map(Value::view) {
            Some(View::String(mode)) => mode == ENABLED,
            _ if validation != ResponseChecksumValidation::WhenRequired => {
                set_text(input, index, ENABLED);
                true
            }
            _ => false,
        }
    }

    fn expected(&self, headers: &Headers) -> Option<Expected> {
        BY_SPEED.iter().find_map(|algorithm| {
            let is_it = |name: &&'static str| Algorithm::named(name) == Some(*algorithm);
            let is_modeled = self.response_algorithms.iter().any(is_it);
            let value = headers.get(algorithm.header()).filter(|_| is_modeled)?;
            // With a hyphen it is a checksum of the checksums of parts, which the body does not come to.
            let value = Some(value.trim()).filter(|value| !value.contains('-'))?;
            Some(Expected { digest: algorithm.digest(), value: value.to_owned() })
        })
    }
}

/// Whether the user has computed a checksum already.
fn has_checksum(input: &dyn Structure) -> bool {
    let is_checksum = |member: &Member| match member.http_place() {
        Place::Header(name) => {
            let name = name.to_ascii_lowercase();
            // Of any algorithm, also one that is not known here.
            let algorithm = name.strip_prefix("x-amz-checksum-");
            algorithm.is_some_and(|rest| !matches!(rest, "type" | "mode" | "algorithm"))
                || name == Algorithm::ContentMd5.header()
        }
        Place::Body
        | Place::PrefixHeaders(_)
        | Place::Label
        | Place::Query(_)
        | Place::QueryParams
        | Place::Payload
        | Place::StructurePayload
        | Place::StatusCode
        | Place::EventHeader(_)
        | Place::EventPayload => false,
    };
    members(input).any(|(member, value)| is_checksum(member) && !matches!(value.view(), View::Absent))
}

/// The algorithm that the member at `index` names.
fn named_algorithm(input: &dyn Structure, index: usize) -> Result<Option<Algorithm>, BuildError> {
    let Some(View::String(name)) = input.get(index).map(Value::view) else { return Ok(None) };
    let member = input.shape().members.get(index).map_or("", |member| member.name);
    let unknown = || BuildError::invalid_field(member, format!("`{}` is no known algorithm", name.escape_debug()));
    Algorithm::named(name).map(Some).ok_or_else(unknown)
}

/// Sets the member at `index`, for the service to know what was chosen.
fn set_text(input: &mut dyn Structure, index: usize, text: &str) {
    match input.get_mut(index).map(Value::slot) {
        Some(Slot::Enum(slot)) => slot.set(text),
        Some(Slot::String(slot)) => text.clone_into(slot),
        // The member is a string or an enum: models that say otherwise make no sense.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::{Record, response};
    use crate::shape::Shape;

    static SHAPE: Shape = Shape::structure(
        "Input",
        "Input",
        &[
            Member::new("algorithm", "Algorithm").place(&Place::Header("x-amz-sdk-checksum-algorithm")),
            Member::new("sha1", "SHA1").place(&Place::Header("X-Amz-Checksum-SHA1")),
            Member::new("kind", "Type").place(&Place::Header("x-amz-checksum-type")),
        ],
    );

    const NAMED: HttpChecksum = HttpChecksum::NONE.request_algorithm(0);

    /// Checks in which header the checksum goes, and which algorithm the input names then.
    #[track_caller]
    fn check(
        facts: HttpChecksum,
        (algorithm, sha1): (Option<&str>, Option<&str>),
        calculation: RequestChecksumCalculation,
        expected: Result<(Option<&str>, &str), &str>,
    ) {
        let values: Vec<Box<dyn Value>> = vec![
            Box::new(algorithm.map(String::from)),
            Box::new(sha1.map(String::from)),
            Box::new(Some("COMPOSITE".to_owned())),
        ];
        let mut input = Record::new(&SHAPE, values);
        let digest = facts.request_digest(&mut input, calculation).map_err(|error| error.to_string());
        let header = digest.map(|digest| digest.map(|digest| digest.into_headers()[0].0));
        let named = match input.get(0).unwrap().view() {
            View::String(name) => name,
            _ => "",
        };
        assert_eq!(
            header.as_ref().map(|header| (*header, named)),
            expected.map_err(String::from).as_ref().map(|it| *it)
        );
    }

    #[test]
    fn the_algorithm_is_the_users_or_the_default() {
        let supported = RequestChecksumCalculation::WhenSupported;
        let required = RequestChecksumCalculation::WhenRequired;
        check(NAMED, (None, None), supported, Ok((Some("x-amz-checksum-crc32"), "CRC32")));
        check(NAMED, (None, None), required, Ok((None, "")));
        check(NAMED.request_required(), (None, None), required, Ok((Some("x-amz-checksum-crc32"), "CRC32")));
        check(NAMED, (Some("SHA256"), None), required, Ok((Some("x-amz-checksum-sha256"), "SHA256")));
        let unknown = "invalid field in input: algorithm (details: `MD6` is no known algorithm)";
        check(NAMED, (Some("MD6"), None), supported, Err(unknown));
    }

    #[test]
    fn a_checksum_of_the_user_is_the_only_one() {
        let supported = RequestChecksumCalculation::WhenSupported;
        check(NAMED.request_required(), (None, Some("abc=")), supported, Ok((None, "")));
        check(NAMED, (Some("SHA1"), Some("abc=")), supported, Ok((None, "SHA1")));
    }

    #[test]
    fn without_a_choice_it_is_md5() {
        let required = HttpChecksum::NONE.request_required();
        let supported = RequestChecksumCalculation::WhenSupported;
        check(required, (None, None), supported, Ok((Some("content-md5"), "")));
        check(HttpChecksum::NONE, (None, None), supported, Ok((None, "")));
    }

    /// Checks whether the response is validated, and what the input says of it then.
    #[track_caller]
    fn check_mode(mode: Option<&str>, validation: ResponseChecksumValidation, expected: (bool, &str)) {
        static MODE: Shape = Shape::structure("Input", "Input", &[Member::new("mode", "Mode")]);
        let mut input = Record::new(&MODE, vec![Box::new(mode.map(String::from))]);
        let validates = GET.validates_response(&mut input, validation);
        assert_eq!((validates, &*format!("{input:?}")), (expected.0, &*format!("Input {{ mode: {} }}", expected.1)));
    }

    const GET: HttpChecksum = HttpChecksum::NONE.response(0, &["CRC32", "SHA1"]);

    #[test]
    fn responses_are_validated_unless_nobody_wants_it() {
        check_mode(None, ResponseChecksumValidation::WhenSupported, (true, "\"ENABLED\""));
        check_mode(None, ResponseChecksumValidation::WhenRequired, (false, "None"));
        check_mode(Some("ENABLED"), ResponseChecksumValidation::WhenRequired, (true, "\"ENABLED\""));
        check_mode(Some("DISABLED"), ResponseChecksumValidation::WhenSupported, (false, "\"DISABLED\""));
    }

    #[track_caller]
    fn check_body(headers: &[(&'static str, &str)], expected: Option<Result<(), &str>>) {
        let found = GET.expected(response(200, headers).headers()).map(|mut expected| {
            expected.update(b"123456789");
            expected.check().map_err(|error| error.to_string())
        });
        assert_eq!(found, expected.map(|result| result.map_err(String::from)));
    }

    #[test]
    fn a_body_comes_to_its_checksum() {
        check_body(&[], None);
        check_body(&[("x-amz-checksum-crc32", "y/Q5Jg==")], Some(Ok(())));
        check_body(&[("x-amz-checksum-crc32", "y/Q5Jg==-3")], None);
        check_body(&[("x-amz-checksum-sha256", "of no interest")], None);
        check_body(&[("x-amz-checksum-sha1", "wrong"), ("x-amz-checksum-crc32", "y/Q5Jg==")], Some(Ok(())));
        let mismatch = "the checksum of the body is y/Q5Jg==, where the header `x-amz-checksum-crc32` has AAAA";
        check_body(&[("x-amz-checksum-crc32", "AAAA")], Some(Err(mismatch)));
    }
}
