//! `isValidHostLabel` and `aws.isVirtualHostableS3Bucket`: what can stand in a host name.

/// Whether this is a host label; with `allow_sub_domains`, one or more joined by dots.
pub(crate) fn is_valid_host_label(value: &str, allow_sub_domains: bool) -> bool {
    match allow_sub_domains {
        true => value.split('.').all(is_label),
        false => is_label(value),
    }
}

fn is_label(label: &str) -> bool {
    let starts_well = label.starts_with(|first: char| first.is_ascii_alphanumeric());
    let mut bytes = label.bytes();
    starts_well && label.len() <= 63 && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether a bucket of this name can be addressed as a host under the S3 endpoint;
/// `allow_sub_domains` says whether its name may have dots.
pub(super) fn is_virtual_hostable_s3_bucket(value: &str, allow_sub_domains: bool) -> bool {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = value.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    if !(3..=63).contains(&bytes.len()) || !alphanumeric(first) || !alphanumeric(last) {
        return false;
    }
    if !bytes.iter().all(|&b| alphanumeric(b) || b == b'-' || b == b'.') {
        return false;
    }
    if !allow_sub_domains {
        return !bytes.contains(&b'.');
    }
    let mut pairs = bytes.windows(2);
    !pairs.any(|pair| matches!(pair, b".." | b".-" | b"-.")) && !is_ipv4_shaped(value)
}

/// Whether this is four numbers of up to three digits, joined by dots.
pub(super) fn is_ipv4_shaped(host: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    host.split('.').count() == 4 && host.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn host_labels() {
        for label in ["a", "3aws4", "us-east-1", "A-", &"a".repeat(63)] {
            assert!(is_valid_host_label(label, false), "{label}");
            assert!(is_valid_host_label(label, true), "{label}");
        }
        for label in ["", "-a", "a b", "a_b", "é", &"a".repeat(64)] {
            assert!(!is_valid_host_label(label, false), "{label}");
            assert!(!is_valid_host_label(label, true), "{label}");
        }
        assert!(is_valid_host_label("a.b", true));
        assert!(!is_valid_host_label("a.b", false));
        for label in ["a.", ".a", "a..b", "a.-b", "."] {
            assert!(!is_valid_host_label(label, true), "{label}");
        }
    }

    #[test]
    fn buckets() {
        for bucket in ["abc", "a-b", "1b3", "a--b", &"a".repeat(63)] {
            assert!(is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
            assert!(is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
        for bucket in ["", "ab", "Abc", "-ab", "ab-", "a_b", "aéb", &"a".repeat(64)] {
            assert!(!is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
            assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
        assert!(is_virtual_hostable_s3_bucket("a.b.c", true));
        assert!(!is_virtual_hostable_s3_bucket("a.b.c", false));
        for bucket in ["a..b", "a.-b", "a-.b", "192.168.5.4"] {
            assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(value in ".*", allow in any::<bool>()) {
            let hostable = is_virtual_hostable_s3_bucket(&value, allow);
            prop_assert!(!hostable || is_valid_host_label(&value, allow));
        }
    }
}
