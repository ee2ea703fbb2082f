//! The algorithms.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::base64;
use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME, Crc, Digest, Table};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::checksum::BodyDigest;
use crate::checksum::trailing::{Trailer, send_behind};

/// How a checksum is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
    /// In the header that HTTP once had for it, and not in one of AWS ("RFC 1864").
    ContentMd5,
}

static CRC_32: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC);
static CRC_32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);
static CRC_64: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

impl Algorithm {
    /// The algorithm that models call `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        const NAMES: &[(&str, Algorithm)] = &[
            ("CRC32", Algorithm::Crc32),
            ("CRC32C", Algorithm::Crc32c),
            ("CRC64NVME", Algorithm::Crc64Nvme),
            ("SHA1", Algorithm::Sha1),
            ("SHA256", Algorithm::Sha256),
        ];
        let is_it = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(name);
        NAMES.iter().find(is_it).map(|(_, algorithm)| *algorithm)
    }

    /// The header that the checksum stands in.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::ContentMd5 => "content-md5",
        }
    }

    /// A checksum of no bytes yet.
    pub(super) fn digest(self) -> Box<dyn BodyDigest> {
        let state = match self {
            Self::Crc32 => State::Crc32(CRC_32.digest()),
            Self::Crc32c => State::Crc32(CRC_32C.digest()),
            Self::Crc64Nvme => State::Crc64(CRC_64.digest()),
            Self::Sha1 => State::Sha1(Sha1::new()),
            Self::Sha256 => State::Sha256(Sha256::new()),
            Self::ContentMd5 => State::Md5(Md5::new()),
        };
        Box::new(Checksum { algorithm: self, state })
    }
}

/// A checksum in the making.
struct Checksum {
    algorithm: Algorithm,
    state: State,
}

enum State {
    Crc32(Digest<'static, u32, Table<16>>),
    Crc64(Digest<'static, u64, Table<16>>),
    Md5(Md5),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl BodyDigest for Checksum {
    fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Crc32(digest) => digest.update(bytes),
            State::Crc64(digest) => digest.update(bytes),
            State::Md5(digest) => digest.update(bytes),
            State::Sha1(digest) => digest.update(bytes),
            State::Sha256(digest) => digest.update(bytes),
        }
    }

    fn send_behind(&self, request: &mut HttpRequest) -> Result<bool, BoxError> {
        let algorithm = self.algorithm;
        if algorithm == Algorithm::ContentMd5 {
            return Ok(false);
        }
        let digest = Box::new(move || algorithm.digest());
        send_behind(request, Trailer { name: algorithm.header(), digest })?;
        Ok(true)
    }

    fn into_headers(self: Box<Self>) -> Vec<(&'static str, String)> {
        let text = match self.state {
            State::Crc32(digest) => base64::encode(digest.finalize().to_be_bytes()),
            State::Crc64(digest) => base64::encode(digest.finalize().to_be_bytes()),
            State::Md5(digest) => base64::encode(digest.finalize()),
            State::Sha1(digest) => base64::encode(digest.finalize()),
            State::Sha256(digest) => base64::encode(digest.finalize()),
        };
        vec![(self.algorithm.header(), text)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of the digits from 1 to 9, which catalogues of these algorithms give.
    #[track_caller]
    fn check(algorithm: Algorithm, hex: &str) {
        let mut digest = algorithm.digest();
        digest.update(b"1234");
        digest.update(b"56789");
        let headers = digest.into_headers();
        let bytes = base64::decode(&headers[0].1).unwrap();
        let found: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((headers[0].0, found.as_str()), (algorithm.header(), hex));
    }

    #[test]
    fn checksums_are_those_of_the_catalogues() {
        check(Algorithm::Crc32, "cbf43926");
        check(Algorithm::Crc32c, "e3069283");
        check(Algorithm::Crc64Nvme, "ae8b14860a799888");
        check(Algorithm::Sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        check(Algorithm::Sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
        check(Algorithm::ContentMd5, "25f9e794323b453885f5181f1b624d0b");
    }

    #[test]
    fn names_are_those_of_models() {
        assert_eq!(Algorithm::named("CRC64NVME"), Some(Algorithm::Crc64Nvme));
        assert_eq!(Algorithm::named("crc32c"), Some(Algorithm::Crc32c));
        assert_eq!(Algorithm::named("MD6"), None);
    }
}
