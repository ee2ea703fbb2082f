//! Where the first sentence of a paragraph of Markdown ends.

use super::dialect::{Runs, run_length};
use super::{part, rest};

/// The first sentence of `text`; all of it, if it is one.
pub(super) fn first(text: &str) -> &str {
    let mut runs = None;
    let (mut emphasis, mut link) = (false, false);
    let mut at = 0;
    while let Some(found) = rest(text, at).find(['.', '!', '?', '`', '\\', '*', '<', '[', ']']) {
        at += found;
        let left = rest(text, at);
        match left.bytes().next() {
            Some(b'`') => {
                let run = run_length(left);
                at = runs.get_or_insert_with(|| Runs::new(text)).code(at, run).unwrap_or(at + run);
            }
            Some(b'\\') => at += 1 + rest(left, 1).chars().next().map_or(0, char::len_utf8),
            Some(b'*') => {
                emphasis = !emphasis;
                at += left.bytes().take_while(|byte| *byte == b'*').count();
            }
            Some(b'<') => at += left.find('>').unwrap_or_default() + 1,
            Some(b']') if left.starts_with("](") => {
                link = false;
                at += left.find(')').unwrap_or_default() + 1;
            }
            Some(b'[') => {
                link = true;
                at += 1;
            }
            Some(b'.' | b'!' | b'?') if !emphasis && !link => {
                at += 1;
                if let Some(end) = end(text, at) {
                    return part(text, 0, end);
                }
            }
            _ => at += 1,
        }
    }
    text
}

/// Where the sentence ends whose full stop is right before `at`, if it is one.
fn end(text: &str, at: usize) -> Option<usize> {
    let behind = rest(text, at);
    let closing = behind.len() - behind.trim_start_matches(['"', '\'', ')', '”', '’']).len();
    let next = rest(behind, closing).strip_prefix(' ')?;
    let starts = next.trim_start_matches(|char: char| !char.is_alphanumeric()).chars().next();
    let goes_on = starts.is_some_and(char::is_lowercase) && !next.starts_with('`');
    (!goes_on && !is_abbreviation(part(text, 0, at))).then_some(at + closing)
}

/// Whether the full stop at the end of `text` only ends a word: `e.g.`, `U.S.`, `vs.`
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit([' ', '(', '"']).next().unwrap_or_default();
    let bare = word.trim_end_matches('.');
    let dotted = bare.len() + 1 == word.len() && bare.rsplit_once('.').is_some_and(|(_, last)| last.len() == 1);
    dotted
        || matches!(word, "vs." | "approx." | "cf." | "ca." | "Inc." | "Ltd." | "No." | "St." | "Dr." | "Mr." | "Ms.")
}
