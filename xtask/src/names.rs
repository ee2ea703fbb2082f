//! What may be the name of a folder, of a package, and a version; and the words for a decision.

use tinsmith_codegen::TypesCrate;

/// What is expected of a package's name.
pub const PACKAGE: &str = "the name of a package: a letter, then letters, digits, `-` or `_`";

/// What is expected of a version.
pub const VERSION: &str = "a version like `1.2.3`";

/// What is expected of a licence.
pub const LICENSE: &str = "an SPDX expression like `MIT OR Apache-2.0`";

/// When data types are a crate of their own: how users say it.
pub const TYPES_CRATE: [(&str, TypesCrate); 3] =
    [("auto", TypesCrate::Auto), ("always", TypesCrate::Always), ("never", TypesCrate::Never)];

/// When data types are a crate of their own, as users say it.
pub fn types_crate(name: &str) -> Option<TypesCrate> {
    TYPES_CRATE.into_iter().find(|(known, _)| *known == name).map(|(_, when)| when)
}

/// Whether `name` can be the name of a crate's folder: the same on every system, and never a path.
pub fn is_folder(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

/// Whether `name` can be the name of a package.
pub fn is_package(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether `text` is a version as Cargo wants it.
pub fn is_version(text: &str) -> bool {
    let (core, rest) = match text.find(['-', '+']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let is_number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
            && part.parse::<u64>().is_ok()
    };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && rest.is_none_or(|rest| !rest.is_empty() && rest.bytes().all(is_part))
}

/// Whether `text` may be an SPDX expression, by its characters (SPDX specification 2.3, annex D).
pub fn is_license(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-.+:() ".contains(&byte);
    text.bytes().any(|byte| byte.is_ascii_alphanumeric()) && text.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders() {
        assert!(["s3", "codedeploy", "a-b_c"].into_iter().all(is_folder));
        assert!(["", "3s", "S3", "..", "a/b", ".a", "a.b", "ä"].into_iter().all(|name| !is_folder(name)));
    }

    #[test]
    fn licenses() {
        assert!(["MIT", "MIT OR Apache-2.0", "(GPL-2.0+ AND LicenseRef-own)"].into_iter().all(is_license));
        assert!(["", " ", "()", "MIT/X11", "MIT\"", "a\nb"].into_iter().all(|text| !is_license(text)));
    }

    #[test]
    fn versions() {
        assert!(["0.1.0", "10.20.30", "1.0.0-rc.1", "1.0.0+aws"].into_iter().all(is_version));
        assert!(["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "1.2.3-", "v1.2.3"].into_iter().all(|v| !is_version(v)));
    }
}
