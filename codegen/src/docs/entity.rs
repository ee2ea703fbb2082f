//! Character references of HTML: `&amp;`, `&#38;`, `&#x26;`.

use super::part;

/// The longest reference that is looked for.
const LONGEST: usize = 32;

/// The character that the reference at the start of `text` stands for, and its length.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let len = reference(text)?;
    let name = part(text, 1, len - 1);
    let char = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => NAMED.binary_search_by_key(&name, |(name, _)| name).ok().and_then(|at| NAMED.get(at))?.1,
    };
    Some((char, len))
}

/// The length of what looks like a reference at the start of `text`, whether it is known or not.
pub(super) fn reference(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let number = usize::from(inner.starts_with('#'));
    let len = inner.bytes().skip(number).take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric())?;
    let end = number + len;
    (len > 0 && inner.as_bytes().get(end) == Some(&b';')).then_some(end + 2)
}

/// Whether an ampersand in front of `text` could be read as the start of a reference. The text may go on behind its
/// end, and what a reference in it stands for may count as well.
pub(super) fn completes(text: &str) -> bool {
    let inner = text.strip_prefix('#').unwrap_or(text);
    let end = inner.bytes().take(LONGEST).find(|byte| !byte.is_ascii_alphanumeric());
    let is_long = inner.len() >= LONGEST && end.is_none();
    !is_long && end.is_none_or(|end| matches!(end, b';' | b'&'))
}

/// `text` with its references replaced.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut left = text;
    while let Some((before, _)) = left.split_once('&') {
        decoded.push_str(before);
        let from = super::rest(left, before.len());
        let (char, len) = decode(from).unwrap_or(('&', 1));
        decoded.push(char);
        left = super::rest(from, len);
    }
    decoded.push_str(left);
    decoded
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// By name, in the order of bytes.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("Auml", 'Ä'), ("Eacute", 'É'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("aacute", 'á'), ("acirc", 'â'), ("agrave", 'à'),
    ("amp", '&'), ("apos", '\''), ("asymp", '≈'), ("auml", 'ä'), ("bull", '•'), ("ccedil", 'ç'), ("cent", '¢'),
    ("copy", '©'), ("darr", '↓'), ("deg", '°'), ("divide", '÷'), ("eacute", 'é'), ("ecirc", 'ê'), ("egrave", 'è'),
    ("emsp", ' '), ("ensp", ' '), ("equals", '='), ("euro", '€'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'),
    ("ge", '≥'), ("gt", '>'), ("harr", '↔'), ("hellip", '…'), ("iacute", 'í'), ("infin", '∞'), ("laquo", '«'),
    ("larr", '←'), ("lbrace", '{'), ("lbrack", '['), ("ldquo", '“'), ("le", '≤'), ("lowbar", '_'), ("lpar", '('),
    ("lsquo", '‘'), ("lt", '<'), ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("mu", 'μ'),
    ("nbsp", ' '), ("ndash", '–'), ("ne", '≠'), ("ntilde", 'ñ'), ("num", '#'), ("oacute", 'ó'), ("ocirc", 'ô'),
    ("ouml", 'ö'), ("para", '¶'), ("percnt", '%'), ("plus", '+'), ("plusmn", '±'), ("pound", '£'), ("quot", '"'),
    ("raquo", '»'), ("rarr", '→'), ("rbrace", '}'), ("rbrack", ']'), ("rdquo", '”'), ("reg", '®'), ("rpar", ')'),
    ("rsquo", '’'), ("sect", '§'), ("shy", '\u{ad}'), ("sigma", 'σ'), ("sol", '/'), ("szlig", 'ß'), ("thinsp", ' '),
    ("times", '×'), ("trade", '™'), ("uacute", 'ú'), ("uarr", '↑'), ("uuml", 'ü'), ("yen", '¥'), ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_in_order() {
        assert!(super::NAMED.is_sorted_by(|one, two| one.0 < two.0));
    }
}
