//! Reads the labels of URI patterns and host prefixes.

/// The labels of a URI pattern in order, or what is wrong with it.
pub(super) fn uri_labels(uri: &str) -> Result<Vec<&str>, String> {
    let path = uri.split_once('?').map_or(uri, |(path, _)| path);
    let mut labels = Vec::new();
    let mut greedy = false;
    for segment in path.split('/').filter(|segment| segment.contains(['{', '}'])) {
        let inner = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}'])) else {
            return Err(format!("the segment `{segment}` is not one label"));
        };
        let name = inner.strip_suffix('+').unwrap_or(inner);
        if name.len() < inner.len() && std::mem::replace(&mut greedy, true) {
            return Err("two labels are greedy".to_owned());
        }
        push(&mut labels, name)?;
    }
    Ok(labels)
}

/// The labels of a host prefix in order, or what is wrong with it.
pub(super) fn host_labels(prefix: &str) -> Result<Vec<&str>, String> {
    let mut labels = Vec::new();
    let mut rest = prefix;
    while let Some(start) = rest.find(['{', '}']) {
        let after = rest.get(start..).unwrap_or_default();
        let Some((name, more)) = after.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
            return Err("a brace has no partner".to_owned());
        };
        push(&mut labels, name)?;
        rest = more;
    }
    Ok(labels)
}

fn push<'t>(labels: &mut Vec<&'t str>, name: &'t str) -> Result<(), String> {
    if name.is_empty() {
        return Err("a label has no name".to_owned());
    }
    labels.push(name);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_uri(uri: &str, expected: Result<&[&str], &str>) {
        let found = uri_labels(uri);
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn uris() {
        check_uri("/", Ok(&[]));
        check_uri("/a/{b}/{c+}?d={e}", Ok(&["b", "c"]));
        check_uri("/a/{b}c", Err("the segment `{b}c` is not one label"));
        check_uri("/{}", Err("a label has no name"));
        check_uri("/{b", Err("the segment `{b` is not one label"));
        check_uri("/{a+}/{b+}", Err("two labels are greedy"));
    }

    #[test]
    fn hosts() {
        assert_eq!(host_labels("{a}.b-{c}."), Ok(vec!["a", "c"]));
        assert_eq!(host_labels("data."), Ok(vec![]));
        assert!(host_labels("{a").is_err());
        assert!(host_labels("a}").is_err());
        assert!(host_labels("{}").is_err());
    }
}
