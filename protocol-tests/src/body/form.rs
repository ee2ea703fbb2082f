//! Forms: lists of fields, in order, as they are sent.

/// What differs between two forms.
pub(super) fn differences(expected: &str, found: &str) -> Vec<String> {
    let fields = |text: &str| text.split('&').map(|field| field.trim().to_owned()).collect::<Vec<_>>();
    let (expected, sent) = (fields(expected), found.split('&').map(str::to_owned).collect::<Vec<_>>());
    let mut found = Vec::new();
    for index in 0..expected.len().max(sent.len()) {
        match (expected.get(index), sent.get(index)) {
            (Some(expected), Some(sent)) if expected == sent => {}
            (Some(expected), Some(sent)) => {
                found.push(format!("field {index} is another\n  expected: {expected}\n  found:    {sent}"));
            }
            (Some(expected), None) => found.push(format!("field {index} is missing\n  expected: {expected}")),
            (None, Some(sent)) => found.push(format!("there is one field too many\n  found:    {sent}")),
            (None, None) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str, found: &str, count: usize) {
        let differences = differences(expected, found);
        assert_eq!(differences.len(), count, "{differences:?}");
    }

    #[test]
    fn fields_are_compared_in_order() {
        check("Action=A&Version=1", "Action=A&Version=1", 0);
        check("Action=A\n&Version=1", "Action=A&Version=1", 0);
        check("Action=A&Version=1", "Version=1&Action=A", 2);
        check("Action=A", "Action=A&Version=1", 1);
        check("Action=A&Version=1", "Action=A", 1);
        check("a=%20", "a=+", 1);
    }
}
