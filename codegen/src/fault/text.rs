//! Text of models in messages: quoted, on one line, and not too long.

/// How many characters of a text of a model a message shows.
const SHOWN: usize = 120;

/// `text` in backquotes, control characters escaped, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(SHOWN) + 2);
    shown.push('`');
    for (index, char) in text.chars().enumerate() {
        if index == SHOWN {
            shown.push('…');
            break;
        }
        match char {
            '\'' | '"' => shown.push(char),
            _ => shown.extend(char.escape_debug()),
        }
    }
    shown.push('`');
    shown
}
