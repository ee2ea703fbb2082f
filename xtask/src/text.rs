//! Words around numbers and lists.

/// A number of things: `1 file`, `3 files`.
pub fn plural(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// A list in a line, cut where it is long: `a, b and 7 more`.
pub fn and(items: &[String]) -> String {
    match items {
        [] | [_] | [_, _] | [_, _, _] => items.join(", "),
        [a, b, rest @ ..] => format!("{a}, {b} and {} more", rest.len()),
    }
}
