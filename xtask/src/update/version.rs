//! The next version of a crate, as Cargo reads versions: left of the first number that is not zero nothing may
//! change without a break.

use anyhow::Context;
use tinsmith_codegen::diff::Verdict;

/// The version after `version` for what the verdict is.
///
/// # Errors
/// It is no version.
pub(super) fn next(version: &str, verdict: Verdict) -> anyhow::Result<String> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().unwrap_or_default();
    let [major, minor, patch] = numbers.as_slice() else {
        return Err(anyhow::anyhow!("`{version}` is no version"));
    };
    let more = |number: u64| number.checked_add(1).with_context(|| format!("no version comes after `{version}`"));
    let next = match (verdict, major, minor) {
        (Verdict::Unchanged, _, _) => return Ok(version.to_owned()),
        (Verdict::Major, 0, 0) => (0, 0, more(*patch)?),
        (Verdict::Major, 0, _) => (0, more(*minor)?, 0),
        (Verdict::Major, _, _) => (more(*major)?, 0, 0),
        (Verdict::Minor, 0, _) | (Verdict::Patch, _, _) => (*major, *minor, more(*patch)?),
        (Verdict::Minor, _, _) => (*major, more(*minor)?, 0),
    };
    Ok(format!("{}.{}.{}", next.0, next.1, next.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(version: &str, expected: [&str; 4]) {
        let verdicts = [Verdict::Unchanged, Verdict::Patch, Verdict::Minor, Verdict::Major];
        assert_eq!(verdicts.map(|verdict| next(version, verdict).unwrap()), expected);
    }

    #[test]
    fn versions_follow_cargo() {
        check("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]);
        check("0.2.3", ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]);
        check("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]);
        check("1.2.3-rc.1", ["1.2.3-rc.1", "1.2.4", "1.3.0", "2.0.0"]);
    }

    #[test]
    fn what_is_no_version_is_an_error() {
        assert_eq!(next("1.2", Verdict::Patch).unwrap_err().to_string(), "`1.2` is no version");
        assert!(next("1.2.18446744073709551615", Verdict::Patch).is_err());
    }
}
